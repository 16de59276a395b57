"""The navigation at the left: the zoo, the places of the window, the person and the lock."""

import importlib.util
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui import icons, painting, theme
from ui.desk import Desk
from ui.widgets.badge import Badge, pill
from ui.widgets.button import icon_button
from ui.widgets.card import Line
from ui.widgets.label import elided, set_tip
from ui.widgets.layout import boxed, hbox, vbox
from zooapp.i18n import N_, _
from zooapp.permission import Permission

WIDE: Final = 216
NARROW: Final = 64


@dataclass(frozen=True)
class Place:
    """A place of the window: its key, word and icon, the module and class of its page, and who may see it."""

    key: str
    text: str
    icon: str
    page: str
    group: int = 0
    permissions: tuple[Permission, ...] = (Permission.LOOK,)

    def exists(self) -> bool:
        """Whether there is a page for it."""
        return importlib.util.find_spec(f"ui.panels.{self.key}") is not None

    def seen_by(self, desk: Desk) -> bool:
        """Whether the person at the desk may see it."""
        return any(desk.may(permission) for permission in self.permissions)


PLACES: Final = (
    Place("animals", N_("Animals"), "paw", "AnimalsPage"),
    Place("quarantine", N_("Quarantine"), "hourglass", "QuarantinePage"),
    Place("enclosures", N_("Enclosures"), "fence", "EnclosuresPage"),
    Place("transfers", N_("Transfers"), "transfer", "TransfersPage"),
    Place("health", N_("Health"), "stethoscope", "HealthPage"),
    Place("reports", N_("Reports"), "report", "ReportsPage"),
    Place("reference", N_("Taxa & institutions"), "sitemap", "ReferencePage", 1),
    Place(
        "administration",
        N_("Administration"),
        "settings",
        "AdministrationPage",
        1,
        (Permission.MANAGE_PEOPLE, Permission.SETTINGS, Permission.BACKUP),
    ),
)


def places_for(desk: Desk) -> list[Place]:
    """The places that there are for the person at the desk."""
    return [place for place in PLACES if place.exists() and place.seen_by(desk)]


class NavButton(QAbstractButton):
    """One place; where the room is small only its icon is shown, and its word in the tooltip."""

    def __init__(self, place: Place, number: int) -> None:
        super().__init__()
        self.place = place
        self.badge = ""
        self.narrow = False
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_(place.text))
        self._tip = f"{_(place.text)} (Ctrl+{number})"
        set_tip(self, self._tip)

    def set_badge(self, badge: str) -> None:
        """Show how many things are to be done there."""
        self.badge = badge
        self.setAccessibleName(f"{_(self.place.text)}, {badge}" if badge else _(self.place.text))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(NARROW), theme.size("nav"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        on = self.isChecked()
        if on or self.underMouse():
            pill(painter, area, "surface" if on else "hover", 7)
        if on:
            high = theme.px(18)
            pill(painter, QRectF(area.x(), area.center().y() - high / 2, theme.px(3), high), "accent", 1.5)
        side = theme.px(18)
        left = area.center().x() - side / 2 if self.narrow else area.x() + theme.px(12)
        icons.paint(
            painter, QPointF(left, area.center().y() - side / 2), self.place.icon, "accent" if on else "text2", side
        )
        if not self.narrow:
            style = ("strong", "text") if on else ("body", "text2")
            painting.text(painter, area.adjusted(theme.px(42), 0, -self._paint_badge(painter, area), 0),
                          _(self.place.text), style)
        if self.hasFocus():
            painting.focus_ring(painter, area, 7)

    def _paint_badge(self, painter: QPainter, area: QRectF) -> float:
        """Paint the badge; gives the room that the words lose."""
        if not self.badge:
            return theme.px(6)
        wide = max(theme.px(20), painting.width_of(self.badge, "label") + theme.px(12))
        spot = QRectF(area.right() - wide - theme.px(6), area.center().y() - theme.px(9), wide, theme.px(18))
        on = self.isChecked()
        pill(painter, spot, "accent_bg" if on else "line", 9)
        painting.text(painter, spot, self.badge, ("label", "accent" if on else "text2"), Qt.AlignmentFlag.AlignCenter)
        return wide + theme.px(10)


class Nav(QWidget):
    """The whole strip."""

    chosen = Signal(str)
    locked = Signal()

    def __init__(self, desk: Desk, zoo: str) -> None:
        super().__init__()
        self.setAccessibleName(_("Places"))
        self.buttons: dict[str, NavButton] = {}
        column = vbox(gap=2)
        last = 0
        for number, place in enumerate(places_for(desk), 1):
            if place.group != last:
                column.addLayout(vbox(Line(), margins=(0, 8, 0, 8)))
                last = place.group
            made = NavButton(place, number)
            made.clicked.connect(lambda _on, key=place.key: self.chosen.emit(key))
            self.buttons[place.key] = made
            column.addWidget(made)
        name = desk.actor.name if desk.actor is not None else ""
        role = desk.actor.role if desk.actor is not None else ""
        self.zoo = elided(zoo, "strong")
        self._wide_parts = [
            boxed(vbox(None, self.zoo, elided(_("Collection"), "small", "text3"), None, gap=0)),
            boxed(vbox(None, elided(name, "strong"), elided(role, "small", "text3"), None, gap=0)),
        ]
        lock = icon_button("lock", _("Lock (Ctrl+L)"))
        lock.clicked.connect(self.locked)
        head = hbox(Badge(icon="paw"), (self._wide_parts[0], 1), gap=9, margins=(4, 0, 0, 0))
        self._sign = Badge(initials(name))
        foot = hbox(self._sign, (self._wide_parts[1], 1), lock, gap=8, margins=(4, 0, 0, 0))
        self.setLayout(vbox(head, 14, column, None, foot, gap=0, margins=(10, 12, 10, 12)))
        self.set_narrow(False)

    def set_narrow(self, narrow: bool) -> None:
        """Shrink to icons, or show words again."""
        self.setFixedWidth(theme.px(NARROW if narrow else WIDE))
        for part in (*self._wide_parts, self._sign):
            part.setVisible(not narrow)
        for button in self.buttons.values():
            button.narrow = narrow
            button.update()

    def show_place(self, key: str) -> None:
        """Mark the place that is shown."""
        for name, button in self.buttons.items():
            button.setChecked(name == key)

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme.colour("nav"))


def initials(name: str) -> str:
    """Two letters that stand for a person."""
    return "".join(word[0] for word in name.split()[:2]).upper()
