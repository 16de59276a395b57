"""Reports: questions over many records, answered as plain data for the window, a file or a paper."""
