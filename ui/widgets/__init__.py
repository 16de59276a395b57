"""Widgets: the small painted parts of the design language."""
