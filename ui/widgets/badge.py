"""A sign beside a name: the zoo's paw, or somebody's initials; and the filled shape that it is painted with."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import icons, painting, theme


class Badge(QWidget):
    """A round or square sign of 28 or 30 pixels: the zoo's paw, or somebody's initials."""

    def __init__(self, words: str = "", icon: str = "") -> None:
        super().__init__()
        self._words, self._icon = words, icon
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(30), theme.px(30))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect())
        pill(painter, area, "accent" if self._icon else "accent_bg", 8 if self._icon else 15)
        if self._icon:
            side = theme.px(18)
            corner = area.center() - QPointF(side / 2, side / 2)
            icons.paint(painter, corner, self._icon, "on_accent", side)
        else:
            painting.text(painter, area, self._words, ("label", "accent"), Qt.AlignmentFlag.AlignCenter)


def pill(painter: QPainter, area: QRectF, token: str, radius: float) -> None:
    """A filled shape with round corners; radius as drawn at 100 %."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(token))
    painter.drawRoundedRect(area, theme.px(radius), theme.px(radius))
