"""What stands around the pages for the person who is signed in: navigation, top bar, status line, notices."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget

from ui import theme
from ui.desk import Desk
from ui.facts import Facts
from ui.nav import Nav
from ui.pages import Pages
from ui.prefs import Prefs
from ui.top_bar import StatusLine, TopBar
from ui.widgets.card import Line
from ui.widgets.label import Icon, lab
from ui.widgets.layout import hbox, vbox
from ui.widgets.notice import Notices
from zooapp import i18n
from zooapp.i18n import _

if TYPE_CHECKING:
    from zooapp.session import ZooSession

LATER = 500  # milliseconds until the badges are counted: the list comes first
NARROW_BELOW = 1100  # drawn pixels of the window, under which the navigation shrinks to icons


class Frame(QWidget):
    """One for each person who signs in, and a new one for another language or look."""

    help = Signal()

    def __init__(self, desk: Desk, prefs: Prefs, facts: Facts) -> None:
        super().__init__()
        self.desk = desk
        self.facts = facts
        today = desk.database.clock.today() if desk.database is not None else None
        self.nav = Nav(desk, facts.zoo)
        # Translators: how the day is written in the top bar, in the letters of CLDR: Wed 20 Nov 2024
        self.top = TopBar(prefs, i18n.day(today, _("EEE d MMM y")))
        self.pages = Pages(desk)
        self.pages.setAccessibleName(_("Page"))
        self.status = StatusLine()
        self.notices = Notices(self.pages)
        # Translators: the day for which the page counts: As of 20 Nov 2024
        self.status.basis.setText(_("As of {day}").format(day=i18n.day(today)))
        self.status.backup.setText(facts.backup)
        banner = [OnlyToLook()] if desk.read_only else []
        right = vbox(self.top, Line(), *banner, (self.pages, 1), Line(), self.status, gap=0)
        self.setLayout(hbox(self.nav, (right, 1), gap=0))
        self.nav.chosen.connect(self.pages.go)
        self.pages.shown.connect(self._shown)
        self.pages.foot.connect(self.status.foot.setText)
        self.top.help.clicked.connect(self.help)
        if desk.read_only:
            self.top.show_state("read_only")
        desk.saving.connect(self._saving)
        desk.changed.connect(self._count)
        QTimer.singleShot(LATER, self, lambda: self._count(None))

    def regions(self) -> list[QWidget]:
        """The parts that F6 walks."""
        return [self.nav, self.top, *self.pages.regions()]

    def step_region(self, by: int) -> None:
        """Put the focus into the next part or the one before."""
        parts = [part for part in self.regions() if part.isVisible()]
        focus = QApplication.focusWidget()
        inside = [n for n, part in enumerate(parts) if focus is not None and part in (focus, *above(focus))]
        at = inside[-1] if inside else 0 if by < 0 else -1
        for turn in range(1, len(parts) + 1):
            target = first_stop(parts[(at + by * turn) % len(parts)])
            if target is not None:
                target.setFocus(Qt.FocusReason.TabFocusReason)
                return

    def focus_page(self) -> None:
        """Put the focus where the page wants it: else its list, its first control, or the search."""
        page = self.pages.page()
        if (own := self.pages.offers("take_focus")) is not None:
            own()
            return
        views = page.findChildren(QAbstractItemView) if page is not None else []
        view = next((each for each in views if stops(each)), None)
        (view or first_stop(self.pages) or self.top.search).setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.nav.set_narrow(event.size().width() < theme.px(NARROW_BELOW))

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme.colour("window"))

    def _saving(self, state: str) -> None:
        self.top.show_state(state, self.desk.trouble)

    def _count(self, kinds: frozenset[str] | None) -> None:
        """Count what wants an act, beside the place where it is done."""
        database, button = self.desk.database, self.nav.buttons.get("quarantine")
        if database is None or button is None:
            return
        today = database.clock.today()

        def look(session: "ZooSession") -> int | None:
            from ui.panels import quarantine

            return quarantine.wanting(session, today) if kinds is None or kinds & quarantine.KINDS else None

        self.desk.ask(look, lambda n: button.set_badge(str(n or "")) if n is not None else None, self)

    def _shown(self, key: str) -> None:
        self.nav.show_place(key)


class OnlyToLook(QWidget):
    """The strip above the pages of a collection that can only be read."""

    def __init__(self) -> None:
        super().__init__()
        words = _("This collection can only be read here. Look, print and export; nothing can be saved.")
        told = lab(words, "strong", wrap=True)
        self.setLayout(hbox(Icon("lock", "warn", 18), (told, 1), gap=10, margins=(16, 8, 16, 8)))
        self.setAccessibleName(words)

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme.colour("warn_bg"))


def above(widget: QWidget) -> Iterator[QWidget]:
    """The widgets around this one, from the inside out."""
    while (around := widget.parentWidget()) is not None:
        yield around
        widget = around


def stops(widget: QWidget) -> bool:
    """Whether Tab stops there now."""
    return bool(widget.focusPolicy().value & Qt.FocusPolicy.TabFocus.value) and widget.isVisible()


def first_stop(part: QWidget) -> QWidget | None:
    """The first widget of a part, in Tab order, that takes the focus: the one that had it last where there is one."""
    last: QWidget | None = part.focusWidget()
    if last is not None and stops(last):
        return last
    return next((widget for widget in (part, *part.findChildren(QWidget)) if stops(widget)), None)
