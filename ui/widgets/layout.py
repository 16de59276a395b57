"""Rows and columns in one line: widgets, layouts, gaps and stretches."""

from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from ui import theme

Margins = tuple[float, float, float, float]
# A widget or layout, the same with its stretch, a gap in drawn pixels, or None for whatever is left.
Item = QWidget | QLayout | tuple[QWidget | QLayout, int] | int | None
NONE: Margins = (0, 0, 0, 0)


def hbox(*items: Item, gap: float = 8, margins: Margins = NONE) -> QHBoxLayout:
    """A row; lengths as drawn at 100 %."""
    row = QHBoxLayout()
    fill(row, items, gap, margins)
    return row


def vbox(*items: Item, gap: float = 8, margins: Margins = NONE) -> QVBoxLayout:
    """A column; lengths as drawn at 100 %."""
    column = QVBoxLayout()
    fill(column, items, gap, margins)
    return column


def boxed(layout: QLayout, parent: QWidget | None = None) -> QWidget:
    """A plain widget around a layout."""
    box = QWidget(parent)
    box.setLayout(layout)
    return box


def fill(box: QBoxLayout, items: tuple[Item, ...], gap: float, margins: Margins) -> None:
    """Put the items into a row or column, in their order."""
    box.setSpacing(theme.px(gap) if gap else 0)
    box.setContentsMargins(*(theme.px(margin) if margin else 0 for margin in margins))
    for item in items:
        add(box, item)


def add(box: QBoxLayout, item: Item) -> None:
    """Put one item at the end of a row or column."""
    stretch = 0
    if isinstance(item, tuple):
        item, stretch = item
    if item is None:
        box.addStretch(1)
    elif isinstance(item, int):
        box.addSpacing(theme.px(item))
    elif isinstance(item, QLayout):
        box.addLayout(item, stretch)
    else:
        box.addWidget(item, stretch)
