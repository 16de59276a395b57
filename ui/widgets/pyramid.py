"""The age pyramid: males to the left, females to the right, the unsexed beside them, to one scale."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import painting, theme
from ui.painting import CENTRE, LEFT, RIGHT
from zooapp.i18n import _, ngettext
from zooapp.reports.age_pyramid import Bar

ROW: Final = 22
MIDDLE: Final = 84  # the years between the two sides
COUNT: Final = 34  # the number beside a bar
SHARES: Final = (0.38, 0.38, 0.24)  # of the width: males, females, unsexed


class Pyramid(QWidget):
    """A row a year of age, the oldest on top; each number stands beside its bar."""

    def __init__(self) -> None:
        super().__init__()
        self.bars: tuple[Bar, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(_("Age pyramid"))

    def show_bars(self, bars: Sequence[Bar]) -> None:
        """Draw these; a reader hears them year by year."""
        self.bars = tuple(bars)
        self.setAccessibleDescription("; ".join(_said(bar) for bar in bars if bar.males + bar.females + bar.unknown))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(560), theme.px(ROW) * (len(self.bars) + 1))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(360), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        unit = self._unit()
        self._heads(painter, self._columns(0))
        for row, bar in enumerate(self.bars, 1):
            males, years, females, unknown = self._columns(row)
            painting.text(painter, years, str(bar.years), ("small", "text2"), CENTRE)
            _draw(painter, males, unit, (bar.males, "due"), to_left=True)
            _draw(painter, females, unit, (bar.females, "quar_bar"))
            _draw(painter, unknown, unit, (bar.unknown, "control"))

    def _unit(self) -> float:
        """How many pixels wide one animal is, so that the longest bar of each column has room."""
        side, _years, _side, rest = (place.width() - theme.px(COUNT) for place in self._columns(0))
        sexed = max([1, *(max(bar.males, bar.females) for bar in self.bars)])
        return min(side / sexed, rest / max([1, *(bar.unknown for bar in self.bars)]))

    def _heads(self, painter: QPainter, places: tuple[QRectF, ...]) -> None:
        words = (_("Males"), _("Age, years"), _("Females"), _("Sex unknown"))
        sides = (RIGHT, CENTRE, LEFT, LEFT)
        for place, word, side in zip(places, words, sides, strict=True):
            painting.text(painter, place, word, ("label", "text2"), side)

    def _columns(self, row: int) -> tuple[QRectF, ...]:
        """Where males, years, females and the unsexed of a row stand."""
        high, middle = theme.px(ROW), theme.px(MIDDLE)
        left, right, rest = ((self.width() - middle) * share for share in SHARES)
        gap, top = theme.px(12), row * high
        return (
            QRectF(0, top, left, high),
            QRectF(left, top, middle, high),
            QRectF(left + middle, top, right, high),
            QRectF(left + middle + right + gap, top, rest - gap, high),
        )


def _draw(painter: QPainter, area: QRectF, unit: float, of: tuple[int, str], *, to_left: bool = False) -> None:
    """One bar from its axis outwards, and its number behind it; nothing for nobody."""
    number, colour = of
    if not number:
        return
    wide, low = max(2.0, number * unit), theme.px(4)
    begin = area.right() - wide if to_left else area.x()
    painter.fillRect(QRectF(begin, area.y() + low, wide, area.height() - 2 * low), theme.colour(colour))
    gap = theme.px(6)
    if to_left:
        place = QRectF(area.x(), area.y(), begin - gap - area.x(), area.height())
    else:
        place = QRectF(begin + wide + gap, area.y(), area.right() - begin - wide - gap, area.height())
    painting.text(painter, place, str(number), ("small", "text"), RIGHT if to_left else LEFT)


def _said(bar: Bar) -> str:
    """ "3 years: 2 males, 1 female"."""
    parts = []
    if bar.males:
        parts.append(ngettext("{n} male", "{n} male", bar.males).format(n=bar.males))
    if bar.females:
        parts.append(ngettext("{n} female", "{n} female", bar.females).format(n=bar.females))
    if bar.unknown:
        parts.append(_("{n} sex unknown").format(n=bar.unknown))
    age = ngettext("{n} year", "{n} years", bar.years).format(n=bar.years)
    return f"{age}: {', '.join(parts)}"
