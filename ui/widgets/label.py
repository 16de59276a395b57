"""Texts: the one door through which words become a label, always plain, and one that ends in an ellipsis."""

import html

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui import icons, theme


def lab(text: str = "", style: str = "body", colour: str = "text", wrap: bool = False) -> "Label":
    """A label of plain text in a style of tokens.STYLES; it elides nothing, so give it words of our own."""
    return Label(text, style, colour, wrap)


def elided(text: str = "", style: str = "body", colour: str = "text") -> "Elided":
    """A label for anything that comes from data: too long, it ends in an ellipsis and tells all in its tooltip."""
    return Elided(text, style, colour)


def set_tip(widget: QWidget, text: str) -> None:
    """Give a tooltip that Qt cannot take for markup."""
    widget.setToolTip(f"<span>{html.escape(text)}</span>" if "<" in text else text)


class Label(QLabel):
    """Plain text that follows the look."""

    def __init__(self, text: str, style: str, colour: str, wrap: bool = False) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        self._style, self._colour = style, colour
        self.setText(text)
        self.dress()
        theme.switch.changed.connect(self.dress)

    def dress(self) -> None:
        """Take font and colour from the look that is worn now."""
        self.setFont(theme.font(self._style))
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.WindowText, theme.colour(self._colour))
        self.setPalette(palette)

    def set_colour(self, colour: str) -> None:
        """Take the colour of another token."""
        self._colour = colour
        self.dress()


class Elided(Label):
    """One line that gives way: it shrinks to a few letters and ends in an ellipsis."""

    def __init__(self, text: str, style: str, colour: str) -> None:
        super().__init__(text, style, colour)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    def setText(self, text: str) -> None:
        super().setText(text)
        self._tell_rest()

    def shown(self) -> str:
        """The text as it is painted at this width."""
        return self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.contentsRect().width())

    def minimumSizeHint(self) -> QSize:
        few = self.fontMetrics().horizontalAdvance("MM…")
        return QSize(min(few, super().sizeHint().width()), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell_rest()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        painter.drawText(self.contentsRect(), self.alignment() | Qt.TextFlag.TextSingleLine, self.shown())

    def _tell_rest(self) -> None:
        set_tip(self, self.text() if self.shown() != self.text() else "")


class Icon(QWidget):
    """A picture beside words. It says nothing to a reader unless it is given words of its own."""

    def __init__(self, name: str, colour: str = "text2", size: int = 16, words: str = "") -> None:
        super().__init__()
        self._name, self._colour, self._size = name, colour, size
        self.setAccessibleName(words)
        set_tip(self, words)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_icon(self, name: str, colour: str) -> None:
        """Show another icon in the colour of a token."""
        self._name, self._colour = name, colour
        self.update()

    def sizeHint(self) -> QSize:
        side = theme.px(self._size)
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        side = theme.px(self._size)
        middle = QRectF(self.rect()).center()
        icons.paint(QPainter(self), middle - QPointF(side / 2, side / 2), self._name, self._colour, side)
