"""The quarantine clock: lost days hatched, days done solid, days left empty, weeks as notches, and why."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import icons, painting, theme
from zooapp.i18n import _


@dataclass(frozen=True)
class ClockFace:
    """What a clock shows: days done, needed and lost by a restart; words at the left, right and below.

    `kind` is quar (running), bad (stopped by a positive) or ok (free); `icon` stands before the note where its own
    would not fit: "signature" for an override.
    """

    day: int
    needed: int
    lost: int = 0
    left: str = ""
    right: str = ""
    note: str = ""
    kind: str = "quar"
    icon: str = ""

    def headline(self) -> str:
        """The words at the left: "Day 12 of 30"."""
        return self.left or _("Day {day} of {needed}").format(day=self.day, needed=self.needed)

    def words(self) -> str:
        """All that the clock says, for readers."""
        lost = _("{days} days lost by a restart").format(days=self.lost) if self.lost else ""
        return ". ".join(part for part in (self.headline(), self.right, lost, self.note) if part)

    def mark(self) -> tuple[str, str]:
        """Icon and colour of the note."""
        if self.icon:
            return self.icon, "text2"
        if self.kind in ("bad", "ok"):
            return ("alert-circle", "bad") if self.kind == "bad" else ("circle-check", "ok")
        return ("rotate-clockwise", "warn") if self.lost else ("info-circle", "text3")


def height(face: ClockFace) -> int:
    """How high a clock is, in logical pixels: with a note below or without."""
    return bar_top() + theme.size("clock") + (theme.px(5) + line_height("small") if face.note else theme.px(4))


def line_height(style: str) -> int:
    """The height of one line of text with a little air."""
    return QFontMetrics(theme.font(style)).height() + theme.px(3)


def bar_top() -> int:
    """Where the bar begins below the first line."""
    return line_height("strong") + theme.px(4)


def paint(painter: QPainter, area: QRectF, face: ClockFace) -> None:
    """Draw a clock over the whole width of the area."""
    line = QRectF(area.x(), area.y(), area.width(), line_height("strong"))
    right = painting.width_of(face.right, "small")
    first = line.adjusted(0, 0, -right - theme.px(8) if right else 0, 0)
    painting.text(painter, first, face.headline(), ("strong", "text"))
    painting.text(painter, line, face.right, ("small", "text2"), painting.RIGHT)
    bar = QRectF(area.x(), area.y() + bar_top(), area.width(), theme.size("clock"))
    paint_bar(painter, bar, face)
    if face.note:
        icon, colour = face.mark()
        side = theme.size("chip_icon")
        note = QRectF(area.x(), bar.bottom() + theme.px(5), area.width(), line_height("small"))
        icons.paint(painter, QPointF(note.x(), note.center().y() - side / 2), icon, colour, side)
        words = note.adjusted(side + theme.px(5), 0, 0, 0)
        painting.text(painter, words, face.note, ("small", colour))


def paint_bar(painter: QPainter, bar: QRectF, face: ClockFace) -> None:
    """The bar alone, with the notches of the weeks and the mark of a restart."""
    days = max(face.needed, face.day)
    whole = max(1, days + face.lost)
    begin, now = face.lost / whole, (face.lost + face.day) / whole
    painting.track(painter, bar, [(0, begin, "hatched"), (begin, now, face.kind)])
    with painting.kept(painter):
        for week in range(7, days, 7):
            at = bar.x() + (face.lost + week) / whole * bar.width()
            painter.fillRect(QRectF(at - 0.5, bar.y() + 1, 1, bar.height() - 2), theme.colour("surface", 170))
        if face.lost:
            side, middle = theme.size("chip_icon"), QPointF(bar.x() + begin * bar.width(), bar.center().y())
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("surface"))
            painter.drawEllipse(middle, side * 0.64, side * 0.64)
            icons.paint(painter, middle - QPointF(side / 2, side / 2), "rotate-clockwise", "warn", side)


class Clock(QWidget):
    """A clock on a card or a board."""

    def __init__(self, face: ClockFace) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_face(face)

    def show_face(self, face: ClockFace) -> None:
        """Show another face."""
        self.face = face
        self.setAccessibleName(face.words())
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(320), height(self.face))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(200), height(self.face))

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint(QPainter(self), QRectF(self.rect()), self.face)
