"""Status chips: icon, word and tint, the same in list, card and board."""

from typing import Final

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import painting, theme
from ui.painting import ChipFace
from ui.widgets.label import set_tip
from zooapp.i18n import N_, _

# The status of an animal: word, kind, icon.
STATUS: Final = {
    "quarantine": (N_("Quarantine"), "quar", "hourglass"),
    "exhibit": (N_("On exhibit"), "ok", "eye"),
    "off": (N_("Off exhibit"), "mute", "home"),
    "hospital": (N_("Hospital"), "warn", "stethoscope"),
    "loan": (N_("On loan out"), "due", "arrows-exchange"),
    "died": (N_("Died"), "mute", "circle-x"),
    "pending": (N_("Pending"), "due", "clock"),
}


def status_face(key: str) -> ChipFace:
    """What the chip of a status in STATUS shows, in the language now in use."""
    words, kind, icon = STATUS[key]
    return ChipFace(_(words), kind, icon)


def status_chip(key: str) -> "Chip":
    """The chip of a status in STATUS."""
    return Chip(*status_face(key))


class Chip(QWidget):
    """A pill with words; too narrow, it ends in an ellipsis and tells all in its tooltip."""

    def __init__(self, words: str, kind: str = "mute", icon: str = "") -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.say(words, kind, icon)

    def say(self, words: str, kind: str = "mute", icon: str = "") -> None:
        """Show other words, kind and icon."""
        self.face = ChipFace(words, kind, icon)
        self.setAccessibleName(words)
        set_tip(self, words)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(painting.chip_width(self.face), theme.size("chip"))

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), theme.px(60)), theme.size("chip"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painting.chip(QPainter(self), QRectF(self.rect()), self.face)
