"""The bar above the pages: search, whether all is saved, the zoo's day, language and look; and the line below them."""

from functools import partial
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QMenu, QSizePolicy, QWidget

from ui import icons, painting, theme
from ui.prefs import DENSITIES, SCHEMES, STEP, Prefs
from ui.widgets.button import icon_button
from ui.widgets.label import Icon, elided, lab
from ui.widgets.layout import hbox
from ui.widgets.menus import language_button, menu_button, offer
from zooapp.i18n import N_, _

STATES: Final = {
    "saved": (N_("All changes saved"), "circle-check", "ok"),
    "busy": (N_("Saving…"), "loader-2", "text3"),
    "failed": (N_("Not saved"), "alert-circle", "bad"),
    "read_only": (N_("Only to look"), "lock", "warn"),
}


class SearchBox(QAbstractButton):
    """Looks like a field, and opens the palette."""

    def __init__(self) -> None:
        super().__init__()
        self.setText(_("Find animal, chip, place, document or command"))
        self.setAccessibleName(f"{self.text()} (Ctrl+K)")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setMaximumWidth(theme.px(470))
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(470), theme.size("control"))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(160), theme.size("control"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge, radius = theme.edge(), theme.px(6)
        area = QRectF(self.rect()).adjusted(edge / 2, edge / 2, -edge / 2, -edge / 2)
        painter.setPen(QPen(theme.colour("control"), edge))
        painter.setBrush(theme.colour("surface"))
        painter.drawRoundedRect(area, radius, radius)
        side = theme.size("icon")
        icons.paint(painter, QPointF(theme.px(9), area.center().y() - side / 2), "search", "text2", side)
        keys = "Ctrl K"
        wide = painting.width_of(keys, "small") + theme.px(12)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painting.text(painter, area.adjusted(0, 0, -theme.px(12), 0), keys, ("small", "text2"), right)
        painting.text(painter, area.adjusted(theme.px(36), 0, -wide - theme.px(8), 0), self.text(), ("body", "text3"))
        if self.hasFocus():
            painting.focus_ring(painter, QRectF(self.rect()))


class TopBar(QWidget):
    """The bar; what is chosen in its menus goes out as (name, value) of a preference."""

    wished = Signal(str, object)

    def __init__(self, prefs: Prefs, day: str) -> None:
        super().__init__()
        self.setAccessibleName(_("Top bar"))
        self.prefs = prefs
        self.search = SearchBox()
        self._state_icon = Icon("circle-check", "ok")
        self.state = elided("", "small", "text2")
        self.day = lab(day, "strong")
        self.language = language_button(self)
        self.look = menu_button("sun", _("Look and size"), self._looks)
        self.help = icon_button("help-circle", _("Help (F1)"))
        self.setFixedHeight(theme.px(56) if not theme.look().gloves else theme.px(68))
        tools = hbox(self.language, self.look, self.help, gap=6)
        saved = hbox(self._state_icon, self.state, gap=6)
        self.setLayout(
            hbox((self.search, 10), (QWidget(), 1), saved, 12, self.day, 8, tools, gap=6, margins=(16, 0, 12, 0))
        )
        self.show_state("saved")

    def show_state(self, state: str, reason: str = "") -> None:
        """Say whether all is saved: a key of STATES, and why not."""
        words, icon, colour = STATES[state]
        self.state.setText(f"{_(words)}: {reason}" if reason and state == "failed" else _(words))
        self.state.set_colour("bad" if state == "failed" else "text2")
        self._state_icon.set_icon(icon, colour)

    def _looks(self, menu: QMenu) -> None:
        wished, prefs = self.wished, self.prefs
        offer(menu, {key: _(words) for key, words in SCHEMES.items()}, prefs.scheme, partial(wished.emit, "scheme"))
        menu.addSeparator()
        offer(menu, {key: _(words) for key, words in DENSITIES.items()}, prefs.density, partial(wished.emit, "density"))
        menu.addSeparator()
        for words, step in ((_("Larger text"), STEP), (_("Smaller text"), -STEP)):
            act = partial(wished.emit, "zoom", prefs.zoom + step)
            menu.addAction(words).triggered.connect(lambda _on, act=act: act())


class StatusLine(QWidget):
    """What the page counts, as of which day, and the last backup."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Status"))
        self.foot = elided("", "small", "text2")
        self.basis = elided("", "small", "text3")
        self.backup = elided("", "small", "text3")
        self.setFixedHeight(theme.px(30))
        self.setLayout(hbox((self.foot, 1), self.basis, self.backup, gap=16, margins=(16, 0, 16, 0)))
