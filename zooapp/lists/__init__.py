"""The lists that a window, a report or a terminal shows: rows of plain values."""
