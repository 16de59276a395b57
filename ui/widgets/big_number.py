"""A number that can be read from the door, with what it counts."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ui.widgets.label import Icon, Label, lab
from ui.widgets.layout import hbox, vbox

COPYABLE: Final = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard


class BigNumber(QWidget):
    """A number in style "figure" or "digits", its words below; the number can be selected and copied."""

    def __init__(self, number: str, words: str, style: str = "figure", icon: tuple[str, str] | None = None) -> None:
        super().__init__()
        self.number: Label = lab(number, style, icon[1] if icon else "text")
        self.number.setTextInteractionFlags(COPYABLE)
        self.words: Label = lab(words, "small", "text2", wrap=True)
        lead = [Icon(icon[0], icon[1], 18)] if icon else []
        self.setLayout(vbox(hbox(*lead, self.number, None, gap=8), self.words, gap=2))
        self.say(number, words)

    def say(self, number: str, words: str) -> None:
        """Show another number and what it counts."""
        self.number.setText(number)
        self.words.setText(words)
        self.setAccessibleName(f"{number} {words}")
        self.number.setAccessibleName(f"{number} {words}")
