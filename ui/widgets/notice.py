"""Notices at the bottom left of the page area: what was done, with Undo; what went wrong, until it is closed."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QPushButton, QWidget

from ui import theme
from ui.widgets.button import button, icon_button
from ui.widgets.capacity import Meter
from ui.widgets.card import Card
from ui.widgets.label import Icon, Label, lab
from ui.widgets.layout import hbox, vbox
from zooapp.i18n import _

ICONS: Final = {"ok": "circle-check", "due": "info-circle", "warn": "alert-triangle", "bad": "alert-circle"}
SECONDS: Final = 8
MOST: Final = 3
Act = tuple[str, Callable[[], object]]


class Notice(Card):
    """One notice. A success goes by itself unless a hand or the focus is on it; a warning or an error stays."""

    closed = Signal()

    def __init__(self, host: QWidget, words: str, kind: str = "ok") -> None:
        super().__init__(None, "surface", "control" if kind == "ok" else kind)
        self.setParent(host)
        self.radius = 8.0
        self.words: Label = lab(words, "strong", wrap=True)
        self.setAccessibleName(words)
        self.close_button = icon_button("x", _("Close this notice"))
        self.close_button.clicked.connect(self.leave)
        self.row: QBoxLayout = hbox(Icon(ICONS[kind], kind, 18), (self.words, 1), gap=10)
        self.row.addWidget(self.close_button)
        self.column: QBoxLayout = vbox(self.row, gap=4, margins=(14, 6, 8, 6))
        self.setLayout(self.column)
        self.timer = QTimer(self)
        self.timer.setInterval(SECONDS * 1000)
        self.timer.timeout.connect(self._go_unless_read)
        if kind in ("ok", "due"):
            self.timer.start()

    def offer(self, act: Act, icon: str = "") -> QPushButton:
        """Put a button before the cross: what it says, what it does; the notice goes with it."""
        words, do = act
        made = button(words, icon, "quiet" if icon else "link")
        made.clicked.connect(self.leave)
        made.clicked.connect(lambda _checked: do())
        self.row.insertWidget(self.row.count() - 1, made)
        return made

    def stay(self) -> None:
        """Do not go by itself."""
        self.timer.stop()

    def leave(self) -> None:
        """Close the notice."""
        self.timer.stop()
        self.hide()
        self.closed.emit()
        self.deleteLater()

    def _go_unless_read(self) -> None:
        focus = QApplication.focusWidget()
        if not self.underMouse() and not (focus is not None and self.isAncestorOf(focus)):
            self.leave()


class Progress(Notice):
    """Long work: what, how far, how long still, and Stop."""

    stopped = Signal()

    def __init__(self, host: QWidget, words: str) -> None:
        super().__init__(host, words, "due")
        self.stay()
        self.meter = Meter()
        self.rest: Label = lab("", "small", "text3")
        self.stop = button(_("Stop"), kind="quiet")
        self.stop.clicked.connect(self.stopped)
        self.row.insertWidget(self.row.count() - 1, self.rest)
        self.row.insertWidget(self.row.count() - 1, self.stop)
        self.close_button.hide()
        self.column.addWidget(self.meter)

    def step(self, number: int, of: int, rest: str = "") -> None:
        """Show how far the work is: so many of so many, and in words how long it still takes."""
        self.meter.show_share(number / of if of else 0)
        self.rest.setText(rest)


class Notices(QObject):
    """The notices of a page area: at most three, the newest at the bottom."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self.host = host
        self.shown: list[Notice] = []
        host.installEventFilter(self)

    def tell(
        self, words: str, kind: str = "ok", undo: Callable[[], object] | None = None, act: Act | None = None
    ) -> Notice:
        """Say what happened: kind ok, due, warn or bad; `undo` gives the button Undo, `act` another one."""
        notice = Notice(self.host, words, kind)
        if act is not None:
            notice.offer(act)
        if undo is not None:
            notice.offer((_("Undo"), undo), "arrow-back-up")
        self._put(notice)
        return notice

    def progress(self, words: str) -> Progress:
        """Show long work; call step() as it goes and leave() at its end."""
        notice = Progress(self.host, words)
        self._put(notice)
        return notice

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.place()
        return super().eventFilter(watched, event)

    def place(self) -> None:
        """Stack the notices upwards from the bottom left of the host."""
        margin = theme.px(16)
        wide = min(theme.px(460), self.host.width() - 2 * margin)
        bottom = self.host.height() - margin
        for notice in reversed(self.shown):
            notice.setFixedWidth(max(1, wide))
            notice.adjustSize()
            notice.move(margin, bottom - notice.height())
            bottom -= notice.height() + theme.px(8)

    def _put(self, notice: Notice) -> None:
        while len(self.shown) >= MOST:
            passing = [old for old in self.shown if not isinstance(old, Progress)]
            (passing or self.shown)[0].leave()
        self.shown.append(notice)
        notice.closed.connect(lambda: self._forget(notice))
        notice.lift()
        notice.show()
        self.place()
        notice.raise_()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(notice, notice.accessibleName()))

    def _forget(self, notice: Notice) -> None:
        if notice in self.shown:
            self.shown.remove(notice)
            self.place()
