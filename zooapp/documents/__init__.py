"""Papers: records in, data for a typst template out, then PDF, PNG or SVG."""
