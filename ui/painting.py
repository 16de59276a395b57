"""The shared painters: what looks the same in a row of a list, on a card and on a board."""

import csv
import math
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple

from PySide6.QtCore import QByteArray, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPainterPath, QPen, QPixmap
from PySide6.QtSvg import QSvgRenderer

from ui import icons, theme
from zooapp.i18n import _

Counts = tuple[int, int, int]
LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTRE: Final = Qt.AlignmentFlag.AlignCenter
SEXES: Final = ("gender-male", "gender-female", "question-mark")
ART: Final = Path(__file__).parent.parent / "resources" / "art"
PALE: Final = 210  # mean lightness, 0 to 255, from which a picture wants a darker tile


class ChipFace(NamedTuple):
    """What a chip shows: words, kind (a state of tokens.STATES) and an icon."""

    words: str
    kind: str = "mute"
    icon: str = ""


@contextmanager
def kept(painter: QPainter) -> Iterator[None]:
    """Leave the painter as it was found, and draw smoothly meanwhile."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    try:
        yield
    finally:
        painter.restore()


def text(painter: QPainter, area: QRectF, words: str, look: tuple[str, str], align: Qt.AlignmentFlag = LEFT) -> float:
    """One line in (style, colour), ended by an ellipsis where it is too long; gives the width it took."""
    font = theme.font(look[0])
    shown = QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, area.width())
    painter.setFont(font)
    painter.setPen(theme.colour(look[1]))
    painter.drawText(area, int(align) | Qt.TextFlag.TextSingleLine, shown)
    return QFontMetricsF(font).horizontalAdvance(shown)


def width_of(words: str, style: str) -> float:
    """The width of one line in a style, in logical pixels."""
    return QFontMetricsF(theme.font(style)).horizontalAdvance(words)


def focus_ring(painter: QPainter, area: QRectF, radius: float = 6) -> None:
    """The ring of the keyboard focus, wholly inside the area; radius as drawn at 100 %."""
    width = theme.edge() + 1
    with kept(painter):
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.colour("focus"), width))
        inset = width / 2
        painter.drawRoundedRect(area.adjusted(inset, inset, -inset, -inset), theme.px(radius), theme.px(radius))


def chip_width(face: ChipFace) -> int:
    """How wide a chip is, in logical pixels."""
    lead = theme.px(7) + theme.size("chip_icon") + theme.px(4) if face.icon else theme.px(9)
    return int(lead + width_of(face.words, "label") + theme.px(10)) + 1


def chip(painter: QPainter, area: QRectF, face: ChipFace, ground: str = "") -> float:
    """A pill at the left of the area, in its middle: icon, word, tint. Gives its width.

    `ground` is another token for the tint: "surface" on a selected row.
    """
    width, height = min(area.width(), chip_width(face)), theme.size("chip")
    pill = QRectF(area.x(), area.center().y() - height / 2, width, height)
    heavy = 0.75 if theme.edge() > 1 else 0.0
    with kept(painter):
        painter.setPen(QPen(theme.colour(face.kind), 1.5) if heavy else Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(ground or f"{face.kind}_bg"))
        painter.drawRoundedRect(pill.adjusted(heavy, heavy, -heavy, -heavy), height / 2 - heavy, height / 2 - heavy)
        left = pill.x() + theme.px(9)
        if face.icon:
            side = theme.size("chip_icon")
            left = pill.x() + theme.px(7)
            icons.paint(painter, QPointF(left, pill.center().y() - side / 2), face.icon, face.kind, side)
            left += side + theme.px(4)
        room = QRectF(left, pill.y(), pill.right() - theme.px(8) - left, height)
        text(painter, room, face.words, ("label", face.kind))
    return width


def mfu_words(counts: Counts) -> str:
    """Male, female and unknown sex in words, for readers."""
    male, female, unknown = counts
    words = _("{male} male, {female} female, {unknown} unknown sex, total {total}")
    return words.format(male=male, female=female, unknown=unknown, total=sum(counts))


def mfu_steps(counts: Counts) -> list[float]:
    """The widths of the three steps: fixed, wider only for a number of many digits."""
    step, lead = theme.size("sex"), theme.size("chip_icon") + theme.px(4)
    return [max(float(step), lead + width_of(str(count), "strong")) for count in counts]


def mfu_width(counts: Counts, total: bool = False) -> int:
    """How wide the three steps are, with the total behind or without."""
    behind = width_of(f"= {sum(counts)}", "small") + theme.px(6) if total else 0
    return int(sum(mfu_steps(counts)) + behind) + 1


def mfu(painter: QPainter, area: QRectF, counts: Counts, total: bool = False) -> None:
    """Three fixed steps: icon and bold number, a quiet 0; "= 75" behind where asked."""
    left, side = area.x(), theme.size("chip_icon")
    for count, sex, step in zip(counts, SEXES, mfu_steps(counts), strict=True):
        if count:
            icons.paint(painter, QPointF(left, area.center().y() - side / 2), sex, "text2", side)
        place = QRectF(left + side + 1, area.y(), step - side - 1, area.height())
        text(painter, place, str(count), ("strong", "text") if count else ("body", "text3"))
        left += step
    if total:
        rest = QRectF(left + theme.px(2), area.y(), area.right() - left, area.height())
        text(painter, rest, f"= {sum(counts)}", ("small", "text3"))


def hatch(painter: QPainter, area: QRectF, colour: str) -> None:
    """Slanted lines of 2 pixels: they stay visible on a poor screen and in black and white."""
    with kept(painter):
        painter.setClipRect(area, Qt.ClipOperation.IntersectClip)
        painter.setPen(QPen(theme.colour(colour), 2))
        left, step = area.x() - area.height(), theme.px(7)
        while left < area.right():
            painter.drawLine(QPointF(left, area.bottom() + 1), QPointF(left + area.height() + 2, area.y() - 1))
            left += step


def track(painter: QPainter, bar: QRectF, parts: list[tuple[float, float, str]]) -> None:
    """A rounded bar; parts are (from, to, kind) as shares of it from 0 to 1, solid in `kind`_bar, or "hatched"."""
    radius = bar.height() / 2
    with kept(painter):
        path = QPainterPath()
        path.addRoundedRect(bar, radius, radius)
        painter.save()
        painter.setClipPath(path)
        painter.fillRect(bar, theme.colour("mute_bg"))
        for start, end, kind in parts:
            place = QRectF(bar.x() + start * bar.width(), bar.y(), (end - start) * bar.width(), bar.height())
            if kind == "hatched":
                hatch(painter, place, "control")
            else:
                painter.fillRect(place, theme.colour(f"{kind}_bar"))
        painter.restore()
        painter.setPen(QPen(theme.colour("control"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(bar.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)


def capacity_words(count: int, capacity: int, coming: int = 0) -> str:
    """How full a place is, in words: "25 of 20"."""
    return _("{count} of {capacity}").format(count=count + coming, capacity=capacity)


def bar(painter: QPainter, area: QRectF, count: int, capacity: int, coming: int = 0) -> None:
    """A bar and "25 of 20" behind it: full is bold, over is bad, those who would come are hatched."""
    whole, words = count + coming, capacity_words(count, capacity, coming)
    style = "strong" if whole >= capacity else "body"
    wide = max(theme.px(24), area.width() - width_of(words, style) - theme.px(10))
    high = theme.size("meter")
    here = min(1.0, count / capacity) if capacity else float(count > 0)
    then = min(1.0, whole / capacity) if capacity else float(whole > 0)
    kind = "bad" if whole > capacity else "accent"
    track(
        painter,
        QRectF(area.x(), area.center().y() - high / 2, wide, high),
        [(0, here, kind), (here, then, "hatched")],
    )
    rest = QRectF(area.x() + wide + theme.px(8), area.y(), area.width() - wide - theme.px(8), area.height())
    text(painter, rest, words, (style, "bad" if whole > capacity else "text"))


@lru_cache
def groups() -> dict[str, tuple[str, str]]:
    """Scientific name -> (silhouette, picture or ""), as resources/art/groups.csv lists them."""
    with (ART / "groups.csv").open(encoding="utf-8", newline="") as file:
        return {row["scientific"]: (row["silhouette"], row["picture"]) for row in csv.DictReader(file)}


def art_of(lineage: Iterable[str], coloured: bool = False) -> str:
    """The picture for scientific names from the narrowest taxon to the widest; "" where none of them has one.

    Silhouettes are neutral; `coloured` takes a picture where the nearest group has one of its own.
    """
    for name in lineage:
        if name in groups():
            silhouette, picture = groups()[name]
            return f"pictures/{picture}" if coloured and picture else f"silhouettes/{silhouette}"
    return ""


@lru_cache
def drawing(name: str) -> str:
    """The SVG of an animal picture: "pictures/bears" or "silhouettes/bears"."""
    return (ART / f"{name}.svg").read_text(encoding="utf-8")


@lru_cache(maxsize=512)
def art_pixmap(name: str, side: int, code: str, scale: float) -> QPixmap:
    """An animal picture of `side` logical pixels; a silhouette is filled with the colour "#RRGGBB"."""
    made = QPixmap(QSize(side, side) * scale)
    made.setDevicePixelRatio(scale)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    svg = drawing(name).replace("currentColor", code)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, side, side))
    painter.end()
    return made


@lru_cache
def is_pale(name: str) -> bool:
    """Whether a picture would drown on a light tile: a white cockatoo."""
    image = art_pixmap(name, 24, "#000000", 1.0).toImage()
    pixels = (image.pixelColor(x, y) for x in range(24) for y in range(24))
    greys = [pixel.lightness() for pixel in pixels if pixel.alpha() > 128]
    return bool(greys) and sum(greys) / len(greys) > PALE


def art(painter: QPainter, area: QRectF, name: str, radius: float = 6) -> None:
    """A picture of the animal group on a tile, for want of a photo."""
    side = round(min(area.width(), area.height()) * 0.76)
    with kept(painter):
        painter.setPen(QPen(theme.colour("control"), 1) if theme.edge() > 1 else Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("tile" if is_pale(name) else "mute_bg"))
        painter.drawRoundedRect(area, theme.px(radius), theme.px(radius))
        made = art_pixmap(name, side, theme.code("text2"), painter.device().devicePixelRatioF())
        painter.drawPixmap(area.center() - QPointF(side / 2, side / 2), made)


def photo(painter: QPainter, area: QRectF, picture: QPixmap, radius: float = 6) -> None:
    """A photo that fills the tile, its middle kept."""
    with kept(painter):
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        path = QPainterPath()
        path.addRoundedRect(area, theme.px(radius), theme.px(radius))
        painter.setClipPath(path)
        size = QSize(picture.size())
        share = max(area.width() / size.width(), area.height() / size.height())
        cut = QRectF(0, 0, area.width() / share, area.height() / share)
        cut.moveCenter(QPointF(size.width() / 2, size.height() / 2))
        painter.drawPixmap(area, picture, cut)


def hill(area: QRectF, share: float, phase: float, swing: float = 0.07) -> QPainterPath:
    """The ground below a wavy line that runs at a share of the height, `swing` of it up and down."""
    path = QPainterPath(area.bottomLeft())
    steps = 40
    for number in range(steps + 1):
        x = area.width() * number / steps
        wave = math.sin(x / area.height() * 1.9 + phase) * area.height() * swing
        path.lineTo(area.x() + x, area.y() + area.height() * share + wave)
    path.lineTo(area.bottomRight())
    return path


def scene(painter: QPainter, area: QRectF, arts: tuple[str, ...]) -> None:
    """Hills with animals in front: a banner without a photo, a place that is empty."""
    with kept(painter):
        frame = QPainterPath()
        frame.addRoundedRect(area, theme.px(10), theme.px(10))
        painter.setClipPath(frame)
        painter.fillRect(area, theme.colour("accent_bg"))
        painter.fillPath(hill(area, 0.62, 0.0), theme.colour("accent_bar", 50))
        painter.fillPath(hill(area, 0.72, 1.7), theme.colour("accent_bar", 80))
        step = area.width() / (len(arts) + 1)
        side = round(min(area.height() * 0.62, step * 0.9))
        for number, name in enumerate(arts, 1):
            made = art_pixmap(name, side, theme.code("accent_bar"), painter.device().devicePixelRatioF())
            at = QPointF(area.x() + step * number - side / 2, area.y() + area.height() * 0.93 - side)
            painter.drawPixmap(at, made)
        painter.fillPath(hill(area, 0.9, 3.1, 0.03), theme.colour("accent_bar"))
