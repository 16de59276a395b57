"""The head of a page: title, one line of facts, and a few buttons that give way where it is narrow."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy, QWidget

from ui import theme
from ui.widgets.button import icon_button
from ui.widgets.label import Elided, elided
from ui.widgets.layout import hbox, vbox
from zooapp.i18n import _

LEAST_TITLE = 200  # of a long title, before the buttons give way
Extra = tuple[str, Callable[[], object]]


class PageHead(QWidget):
    """Title and facts at the left, one to three buttons at the right; `lead` stands before: a way back, a picture."""

    def __init__(self, title: str, facts: str = "", *buttons: QPushButton, lead: tuple[QWidget, ...] = ()) -> None:
        super().__init__()
        self.title: Elided = elided(title, "title")
        self.facts: Elided = elided(facts, "body", "text2")
        self.beside = hbox(self.title, gap=8)  # chips find their place behind the title
        self.beside.addStretch(1)
        self.bar = ActionBar(*buttons)
        words = vbox(self.beside, self.facts, gap=1)
        self.setLayout(hbox(*lead, (words, 1), self.bar, gap=12))
        self.say(title, facts)

    def say(self, title: str, facts: str) -> None:
        """Show another title and other facts."""
        self.title.setText(title)
        self.title.setMinimumWidth(min(theme.px(LEAST_TITLE), self.title.sizeHint().width()))
        self.facts.setText(facts)
        self.setAccessibleName(title)

    def add_beside(self, *widgets: QWidget) -> None:
        """Put chips behind the title."""
        for widget in widgets:
            self.beside.insertWidget(self.beside.count() - 1, widget)


class ActionBar(QWidget):
    """Buttons in a row; where it is narrow the last go into a menu "…", the primary one never.

    `extras` are always in the menu: what they say, and what they do.
    """

    def __init__(self, *buttons: QPushButton, extras: Sequence[Extra] = ()) -> None:
        super().__init__()
        self.buttons = buttons
        self.extras = extras
        self.more = icon_button("dots", _("More actions"))
        self.menu = QMenu(self.more)
        self.menu.aboutToShow.connect(self._fill)
        self.more.setMenu(self.menu)
        row = hbox(*buttons, self.more)
        self.setLayout(row)
        self._gap = row.spacing()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.more.setVisible(bool(extras))

    def dropped(self, room: int) -> list[QPushButton]:
        """The buttons that find no place in so many pixels."""
        gap = self._gap
        dots = self.more.sizeHint().width() + gap
        needed = sum(button.sizeHint().width() + gap for button in self.buttons) - gap + (dots if self.extras else 0)
        gone: list[QPushButton] = []
        for button in reversed(self.buttons):
            if needed <= room:
                break
            if button.property("kind") != "primary":
                needed -= button.sizeHint().width() + gap - (0 if gone or self.extras else dots)
                gone.insert(0, button)
        return gone

    def sizeHint(self) -> QSize:
        gap = self._gap
        hints = [button.sizeHint() for button in self.buttons]
        wide = sum(hint.width() + gap for hint in hints) - gap
        wide += self.more.sizeHint().width() + gap if self.extras else 0
        return QSize(max(0, wide), max((hint.height() for hint in hints), default=0))

    def minimumSizeHint(self) -> QSize:
        gap = self._gap
        kept = [button.sizeHint().width() + gap for button in self.buttons if button.property("kind") == "primary"]
        loose = self.more.sizeHint().width() if self.extras or len(kept) < len(self.buttons) else 0
        return QSize(sum(kept) + loose, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        gone = self.dropped(event.size().width())
        for button in self.buttons:
            button.setVisible(button not in gone)
        self.more.setVisible(bool(gone or self.extras))

    def _fill(self) -> None:
        self.menu.clear()
        for button in self.dropped(self.width()):
            action = self.menu.addAction(button.icon(), button.text() or button.accessibleName())
            action.setEnabled(button.isEnabled())
            action.triggered.connect(button.click)
        for words, do in self.extras:
            self.menu.addAction(words).triggered.connect(do)
