"""Icons: outlines of resources/icons in the colour of a token, sharp at any scale, rendered once per look."""

from functools import lru_cache
from pathlib import Path
from typing import Final

from PySide6.QtCore import QByteArray, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from ui import tokens

FOLDER: Final = Path(__file__).parent.parent / "resources" / "icons"
LARGE: Final = 24  # from here on the line is drawn thinner
SCALES: Final = (1.0, 2.0)
_pixmaps: dict[tuple[str, str, int, float], QPixmap] = {}
_icons: dict[tuple[str, str, int, int], QIcon] = {}


@lru_cache
def drawing(name: str) -> str:
    """The SVG of an icon as it stands in resources."""
    return (FOLDER / f"{name}.svg").read_text(encoding="utf-8")


def pixmap(name: str, colour: str = "text2", size: int = 16, scale: float = 1.0) -> QPixmap:
    """An icon of `size` logical pixels in the colour of a token, for a screen of this device pixel ratio."""
    key = (name, tokens.code(colour), size, scale)
    if key not in _pixmaps:
        _pixmaps[key] = rendered(name, key[1], size, scale)
    return _pixmaps[key]


def rendered(name: str, code: str, size: int, scale: float) -> QPixmap:
    """Render one icon; the colour is put in by hand, since Qt takes `currentColor` for black."""
    stroke = 1.6 if size >= LARGE else 1.9
    svg = drawing(name).replace("currentColor", code).replace('stroke-width="2"', f'stroke-width="{stroke}"')
    made = QPixmap(QSize(size, size) * scale)
    made.setDevicePixelRatio(scale)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return made


def icon(name: str, colour: str = "text2", size: int = 16, gap: int = 0) -> QIcon:
    """An icon for a button or a menu; it turns to the hint colour where the button is disabled.

    `gap` pixels of air stand behind it, or before it where negative: Qt's own distance to the words is too small.
    """
    key = (name, tokens.code(colour), size, gap)
    if key not in _icons:
        made = QIcon()
        for scale in SCALES:
            made.addPixmap(aired(pixmap(name, colour, size, scale), gap))
            made.addPixmap(aired(pixmap(name, "text3", size, scale), gap), QIcon.Mode.Disabled)
        _icons[key] = made
    return _icons[key]


def aired(picture: QPixmap, gap: int) -> QPixmap:
    """The picture with air behind it, or before it where `gap` is negative."""
    scale = picture.devicePixelRatio()
    made = QPixmap(picture.width() + round(abs(gap) * scale), picture.height())
    made.setDevicePixelRatio(scale)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.drawPixmap(QPointF(max(0, -gap), 0), picture)
    painter.end()
    return made


def paint(painter: QPainter, at: QPointF, name: str, colour: str = "text2", size: int = 16) -> None:
    """Draw an icon with its top left corner at a point, sharp on the device that is painted on."""
    painter.drawPixmap(at, pixmap(name, colour, size, painter.device().devicePixelRatioF()))


def clear() -> None:
    """Forget what was rendered: another scheme needs other colours."""
    _pixmaps.clear()
    _icons.clear()
