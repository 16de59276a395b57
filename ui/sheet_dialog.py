"""The sheet that forms are written on: head, a body that scrolls, a foot with the act; as tall as it needs to be."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QScrollArea, QWidget

from ui import theme
from ui.widgets.button import Reason, button
from ui.widgets.card import Line
from ui.widgets.label import lab
from ui.widgets.layout import boxed, hbox, vbox
from zooapp.i18n import _

WIDEST = 1252
TALLEST = 712
WIDE = 760
LOW = 260
MARGIN = 24  # kept free above and below


class Sheet(QDialog):
    """A dialog at most 1252 by 712, and never larger than the screen: only its body scrolls."""

    def __init__(self, title: str, facts: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.title = lab(title, "title")
        self.facts = lab(facts, "body", "text2", wrap=True)
        self.draft_state = lab("", "small", "text3")
        self.column = vbox(gap=12)
        self.save_button = button(_("Save"), "check", "primary")
        self.cancel_button = button(_("Cancel"))
        self.cancel_button.clicked.connect(self.reject)
        self.reason = Reason(parent=self)  # not every form has a place for it
        self.area: QScrollArea | None = None

    def lay_out(self, summary: QWidget) -> None:
        """Head, summary, body and foot below each other."""
        self.column.addStretch(1)
        self.area = QScrollArea(self)
        self.area.setWidgetResizable(True)
        self.area.setWidget(boxed(self.column))
        self.area.setFrameShape(QScrollArea.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        if not self.facts.text():
            self.facts.hide()
        words = vbox(hbox(self.title, None, self.draft_state), self.facts, gap=2)
        self.foot = hbox((self.reason, 1), None, self.cancel_button, self.save_button, gap=8)
        self.setLayout(
            vbox(words, Line(), summary, (self.area, 1), Line(), self.foot, gap=12, margins=(22, 18, 22, 16))
        )
        self.resize(theme.px(WIDE), theme.px(LOW))

    def showEvent(self, event: Any) -> None:
        room = self.screen().availableGeometry().size()
        self.setMaximumSize(min(WIDEST, room.width() - 2 * MARGIN), min(TALLEST, room.height() - 2 * MARGIN))
        super().showEvent(event)
        self.fit()

    def fit(self) -> None:
        """Grow until the body needs no scroll bar, as far as the screen allows, and stay on the screen."""
        body = self.area.widget() if self.area is not None else None
        if self.area is None or body is None:
            return
        if (layout := self.layout()) is not None:
            layout.activate()  # what came or went above the body takes its room first
        around = self.height() - self.area.viewport().height()
        wanted = max(body.sizeHint().height(), body.heightForWidth(self.area.viewport().width())) + around
        self.resize(self.width(), max(self.height(), min(wanted, self.maximumHeight())))
        room = self.screen().availableGeometry()
        low = room.bottom() - max(self.height(), self.frameGeometry().height()) - MARGIN
        if self.y() > low:
            self.move(self.x(), max(room.top() + MARGIN, low))
