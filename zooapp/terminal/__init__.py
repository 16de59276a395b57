"""The program from a terminal: its commands."""
