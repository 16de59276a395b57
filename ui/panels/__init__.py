"""Panels: the pages of the main window and the cards beside its lists."""
