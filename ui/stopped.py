"""The page that stands in place of the work when the program could not start: what happened, and what to do."""

from collections.abc import Callable
from typing import Final

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui import theme
from ui.widgets.button import button
from ui.widgets.card import Card
from ui.widgets.label import Icon, lab
from ui.widgets.layout import hbox, vbox
from zooapp.errors import ZooError
from zooapp.i18n import _

WIDE: Final = 560


class StoppedPage(QWidget):
    """One sentence, and the way out."""

    def __init__(self, error: Exception, close: Callable[[], object]) -> None:
        super().__init__()
        unknown = _("The program made a mistake while it opened the collection. The collection is unchanged.")
        self.words = lab(str(error) if isinstance(error, ZooError) else unknown, "body", wrap=True)
        self.leave = button(_("&Close"), "x", "primary")
        self.leave.clicked.connect(lambda _on: close())
        title = hbox(Icon("alert-triangle", "warn", 24), (lab(_("The collection was not opened"), "title"), 1), gap=10)
        card = Card(vbox(title, self.words, 8, hbox(None, self.leave), gap=10, margins=(28, 24, 28, 22)))
        card.radius = 14
        card.setFixedWidth(theme.px(WIDE))
        self.setLayout(vbox(None, hbox(None, card, None), None, None))
        self.setAccessibleName(self.words.text())

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme.colour("window"))
