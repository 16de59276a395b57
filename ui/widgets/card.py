"""Cards that hold what belongs together, and the hairline between parts."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QGraphicsDropShadowEffect, QLayout, QSizePolicy

from ui import theme


class Card(QFrame):
    """A surface with a line around it; colours are tokens. Only the board gives it a state edge at the left."""

    def __init__(self, layout: QLayout | None = None, fill: str = "surface", border: str = "line") -> None:
        super().__init__()
        self._fill, self._border, self._edge = fill, border, ""
        self.radius = 10.0
        if layout is not None:
            self.setLayout(layout)

    def set_colours(self, fill: str, border: str) -> None:
        """Take other tokens for the surface and the line."""
        self._fill, self._border = fill, border
        self.update()

    def set_edge(self, kind: str) -> None:
        """Show a state at the left edge: ok, due, quar, warn, bad; "" takes it away."""
        self._edge = kind
        self.update()

    def lift(self) -> None:
        """Cast a shadow, for the few cards that float; never for rows: all that is inside is drawn again with it."""
        shadow = QGraphicsDropShadowEffect(self)
        shadow.setBlurRadius(theme.px(32))
        shadow.setOffset(0, theme.px(8))
        shadow.setColor(theme.colour("shadow", 80))
        self.setGraphicsEffect(shadow)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width, radius = theme.edge(), theme.px(self.radius)
        area = QRectF(self.rect()).adjusted(width / 2, width / 2, -width / 2, -width / 2)
        painter.setPen(QPen(theme.colour(self._border), width))
        painter.setBrush(theme.colour(self._fill))
        painter.drawRoundedRect(area, radius, radius)
        if self._edge:
            path = QPainterPath()
            path.addRoundedRect(area, radius, radius)
            painter.setClipPath(path)
            painter.fillRect(QRectF(0, 0, theme.px(4), self.height()), theme.colour(self._edge))


class Line(QFrame):
    """A hairline across, or down a row."""

    def __init__(self, down: bool = False) -> None:
        super().__init__()
        fixed, free = QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding
        self.setSizePolicy(fixed if down else free, free if down else fixed)
        (self.setFixedWidth if down else self.setFixedHeight)(1)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme.colour("line"))
