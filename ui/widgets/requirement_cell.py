"""One requirement of a quarantine as a button: its name above, icon and words below; and a row of them."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui import icons, painting, theme
from ui.widgets.label import set_tip
from ui.widgets.layout import hbox
from zooapp.i18n import N_, _

# State: its word, kind and icon. A result that nobody accepted is never green (rules.md R98); more states by R100.
STATES: Final = {
    "passed": (N_("passed"), "ok", "check"),
    "due": (N_("due"), "due", "calendar-due"),
    "overdue": (N_("overdue"), "warn", "alert-triangle"),
    "positive": (N_("positive"), "bad", "x"),
    "lab": (N_("in the lab"), "quar", "flask"),
    "waiting": (N_("result in, not accepted"), "quar", "clipboard-text"),
    "partly": (N_("partly done"), "due", "progress"),
    "spoiled": (N_("sample spoiled"), "warn", "droplet"),
    "inconclusive": (N_("inconclusive"), "warn", "question-mark"),
    "substituted": (N_("not obtainable, substituted"), "ok", "arrows-exchange"),
    "todo": (N_("to do"), "mute", "circle-dashed"),
    "none": (N_("not in this protocol"), "mute", "minus"),
}
ACTS: Final = ("overdue", "positive", "waiting", "spoiled", "inconclusive")  # these want somebody's act: a thick edge


class RequirementCell(QAbstractButton):
    """A press or Enter opens the result. `text` is short: "16/16", "20 Dec"; where empty, the word of the state."""

    stepped = Signal(int)  # left and right
    climbed = Signal(int)  # up and down

    def __init__(self, name: str, state: str, text: str = "") -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.say(name, state, text)

    def say(self, name: str, state: str, text: str = "") -> None:
        """Show another name, state of STATES and text."""
        word = _(STATES[state][0])
        self.name, self.state, self.shown = name, state, text or word
        self.setEnabled(state != "none")
        self.setAccessibleName(f"{name}: {word}, {text}" if text and text != word else f"{name}: {word}")
        set_tip(self, self.accessibleName())
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(100), theme.size("cell"))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(56), theme.size("cell"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Home: -1000, Qt.Key.Key_End: 1000}
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() in steps:
            self.stepped.emit(steps[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.climbed.emit(-1 if event.key() == Qt.Key.Key_Up else 1)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, area = QPainter(self), QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if self.state == "none":
            painting.text(painter, area, "–", ("small", "text3"), painting.CENTRE)
            return
        self._paint_ground(painter, area)
        kind, icon = STATES[self.state][1:]
        side, half = theme.size("chip_icon"), area.height() / 2
        left, right = area.x() + theme.px(8), area.right() - theme.px(4)
        upper = QRectF(left, area.y() + theme.px(3), right - left, half - theme.px(3))
        lower = QRectF(left, area.y() + half - theme.px(1), right - left, half - theme.px(3))
        painting.text(painter, upper, self.name, ("small", "text2"))
        icons.paint(painter, QPointF(left - 1, lower.center().y() - side / 2), icon, kind, side)
        painting.text(painter, lower.adjusted(side + theme.px(3), 0, 0, 0), self.shown, ("label", kind))
        if self.hasFocus():
            painting.focus_ring(painter, QRectF(self.rect()))

    def _paint_ground(self, painter: QPainter, area: QRectF) -> None:
        kind, acts = STATES[self.state][1], self.state in ACTS
        edge = kind if acts else "control" if self.underMouse() or theme.edge() > 1 else "line"
        ground = "surface" if self.state == "todo" else f"{kind}_bg"
        with painting.kept(painter):
            painter.setPen(QPen(theme.colour(edge), theme.edge() + (1 if acts else 0)))
            painter.setBrush(theme.colour("hover" if self.isDown() else ground))
            painter.drawRoundedRect(area, theme.px(6), theme.px(6))


class RequirementRow(QWidget):
    """The cells of one case side by side: one stop for Tab, the arrow keys, Home and End walk along them."""

    opened = Signal(int)
    climbed = Signal(int, int)  # from the cell of this number, up (-1) or down (1)

    def __init__(self, cells: Sequence[RequirementCell], empty: int = 0) -> None:
        """`empty` places at the end keep the columns of several rows below each other."""
        super().__init__()
        self.cells = list(cells)
        row = hbox(*[(cell, 1) for cell in self.cells], *[(QWidget(), 1) for _n in range(empty)], gap=5)
        self.setLayout(row)
        for number, cell in enumerate(self.cells):
            cell.stepped.connect(lambda step, start=number: self._walk(start, step))
            cell.climbed.connect(lambda by, here=number: self.climbed.emit(here, by))
            cell.clicked.connect(lambda _checked, here=number: self._open(here))
        self._stop_at(next((number for number, cell in enumerate(self.cells) if cell.isEnabled()), -1))

    def go(self, number: int) -> None:
        """Give the keys to this cell, or to the last where the row is shorter."""
        place = min(number, len(self.cells) - 1)
        self._stop_at(place)
        self.cells[place].setFocus(Qt.FocusReason.TabFocusReason)

    def _open(self, number: int) -> None:
        self._stop_at(number)
        self.opened.emit(number)

    def _walk(self, start: int, step: int) -> None:
        live = [number for number, cell in enumerate(self.cells) if cell.isEnabled()]
        place = min(len(live) - 1, max(0, live.index(start) + step))
        self.go(live[place])

    def _stop_at(self, number: int) -> None:
        for here, cell in enumerate(self.cells):
            cell.setFocusPolicy(Qt.FocusPolicy.StrongFocus if here == number else Qt.FocusPolicy.ClickFocus)
