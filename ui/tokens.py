"""The design in numbers: colours by meaning, sizes and type, for each scheme, density and text zoom; no widget."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from PySide6.QtGui import QColor, QFont, QGuiApplication

LIGHT: Final[Mapping[str, str]] = {
    "window": "#F3F4F0",
    "nav": "#E8EBE3",
    "surface": "#FFFFFF",
    "sunken": "#F8F9F6",
    "hover": "#F1F3EE",
    "line": "#DDE1D9",
    "control": "#7F8982",
    "text": "#1A201C",
    "text2": "#465148",
    "text3": "#5C665F",
    "accent": "#1D664B",
    "on_accent": "#FFFFFF",
    "accent_bg": "#DCECE3",
    "focus": "#1D5FD0",
    "ok": "#1A6638",
    "ok_bg": "#E0F1E5",
    "due": "#1A568C",
    "due_bg": "#E1EDF8",
    "warn": "#7F4A00",
    "warn_bg": "#FBEED2",
    "bad": "#A8201A",
    "bad_bg": "#FBE5E2",
    "bad_tint": "#FFF6F5",
    "quar": "#5B3B9B",
    "quar_bg": "#ECE6F8",
    "mute": "#515B54",
    "mute_bg": "#EBEEE8",
    "ok_bar": "#1A6638",
    "quar_bar": "#5B3B9B",
    "warn_bar": "#9A5B00",
    "bad_bar": "#A8201A",
    "accent_bar": "#1D664B",
    "tile": "#8CA898",
    "shadow": "#000000",
}
DARK: Final[Mapping[str, str]] = {
    "window": "#131714",
    "nav": "#0F1310",
    "surface": "#1B211D",
    "sunken": "#171C19",
    "hover": "#232A26",
    "line": "#2F3832",
    "control": "#76827A",
    "text": "#E8EDE9",
    "text2": "#B9C3BC",
    "text3": "#98A39B",
    "accent": "#74CBA4",
    "on_accent": "#0D2419",
    "accent_bg": "#1E3B2E",
    "focus": "#86B4FF",
    "ok": "#80D09A",
    "ok_bg": "#1B3524",
    "due": "#8CC2F2",
    "due_bg": "#17314A",
    "warn": "#F0BE66",
    "warn_bg": "#3B2C10",
    "bad": "#FFA79E",
    "bad_bg": "#47201D",
    "bad_tint": "#2A1B1A",
    "quar": "#C7B0F7",
    "quar_bg": "#30264A",
    "mute": "#B4BEB7",
    "mute_bg": "#29312C",
    "ok_bar": "#4FA873",
    "quar_bar": "#957CD8",
    "warn_bar": "#C0892F",
    "bad_bar": "#DB6E64",
    "accent_bar": "#4FA882",
    "tile": "#56705F",
    "shadow": "#000000",
}
CONTRAST: Final[Mapping[str, str]] = {
    "window": "#FFFFFF",
    "nav": "#FFFFFF",
    "surface": "#FFFFFF",
    "sunken": "#FFFFFF",
    "hover": "#EDEDED",
    "line": "#8A8A8A",
    "control": "#000000",
    "text": "#000000",
    "text2": "#000000",
    "text3": "#333333",
    "accent": "#003D29",
    "on_accent": "#FFFFFF",
    "accent_bg": "#D5EBE0",
    "focus": "#0040FF",
    "ok": "#00401A",
    "ok_bg": "#FFFFFF",
    "due": "#002F63",
    "due_bg": "#FFFFFF",
    "warn": "#4F2B00",
    "warn_bg": "#FFFFFF",
    "bad": "#850000",
    "bad_bg": "#FFFFFF",
    "bad_tint": "#FFFFFF",
    "quar": "#3A1085",
    "quar_bg": "#FFFFFF",
    "mute": "#222222",
    "mute_bg": "#FFFFFF",
    "ok_bar": "#00401A",
    "quar_bar": "#3A1085",
    "warn_bar": "#4F2B00",
    "bad_bar": "#850000",
    "accent_bar": "#003D29",
    "tile": "#8A8A8A",
    "shadow": "#000000",
}
SCHEMES: Final = {"light": LIGHT, "dark": DARK, "contrast": CONTRAST}
STATES: Final = ("ok", "due", "warn", "bad", "quar", "mute")

# Each size as drawn at 100 %: dense, gloves.
SIZES: Final = {
    "control": (32, 48),
    "row": (36, 52),
    "task": (52, 68),
    "nav": (36, 48),
    "table_head": (34, 44),
    "filter": (28, 48),
    "link": (24, 48),
    "chip": (22, 28),
    "chip_icon": (14, 18),
    "icon": (16, 20),
    "cell": (46, 58),
    "gap": (8, 10),
    "thumbnail": (28, 40),
    "sex": (38, 46),
    "meter": (8, 10),
    "clock": (10, 12),
    "check": (18, 26),
    "scrollbar": (12, 24),
}
# Each style of text: pixels at 100 % dense, pixels with gloves, weight, slanted.
STYLES: Final = {
    "digits": (72, 84, 700, False),
    "figure": (26, 30, 700, False),
    "title": (20, 24, 700, False),
    "title_light": (20, 24, 400, False),
    "card": (15, 18, 700, False),
    "lead": (14, 16, 700, False),
    "body": (13, 15, 400, False),
    "strong": (13, 15, 600, False),
    "small": (12, 14, 400, False),
    "label": (12, 14, 600, False),
    "latin": (13, 15, 400, True),
    "latin_small": (12, 14, 400, True),
}
LOOSE: Final = ("digits", "figure")  # figures that stand alone keep their own widths
FAMILY: Final = "Pretendard"
ZOOM: Final = (90, 160)
DRAWN_BODY: Final = 13  # pixels of body text in the drawings
BASE_POINTS: Final = 13.0 if sys.platform == "darwin" else 10.0
POINTS_PER_INCH: Final = 72 if sys.platform == "darwin" else 96


@dataclass(frozen=True)
class Look:
    """How the window looks now: scheme of SCHEMES, density "dense" or "gloves", text zoom in percent."""

    scheme: str = "light"
    density: str = "dense"
    zoom: int = 100

    @property
    def gloves(self) -> bool:
        """Whether all targets are large enough for a glove."""
        return self.density == "gloves"


_look = Look()


def look() -> Look:
    """The look that is worn now."""
    return _look


def wear(new: Look) -> None:
    """Change the look that colours, sizes and fonts are taken from; ui.theme.apply() repaints."""
    global _look
    low, high = ZOOM
    _look = Look(new.scheme, new.density, min(high, max(low, new.zoom)))


def code(name: str) -> str:
    """The colour of a token in the scheme now worn, as "#RRGGBB"."""
    return SCHEMES[_look.scheme][name]


def colour(name: str, alpha: int = 255) -> QColor:
    """The colour of a token in the scheme now worn; alpha 0 to 255."""
    found = QColor(code(name))
    found.setAlpha(alpha)
    return found


def px(drawn: float) -> int:
    """Logical pixels for a length of the drawings, by text zoom and the system's own text scale; at least 1."""
    screens = QGuiApplication.screens()
    system = screens[0].logicalDotsPerInchY() / POINTS_PER_INCH if screens else 1.0
    return max(1, round(drawn * _look.zoom / 100 * system))


def size(name: str) -> int:
    """A size of SIZES in logical pixels, by density and zoom."""
    return px(SIZES[name][_look.gloves])


def edge() -> int:
    """Width of an ordinary edge: 2 where contrast is high, else 1."""
    return 2 if _look.scheme == "contrast" else 1


def font(style: str = "body") -> QFont:
    """A font of STYLES: points from one base size, figures of equal width in columns, Latin names slanted."""
    dense, gloves, weight, slanted = STYLES[style]
    made = QFont(FAMILY)
    made.setPointSizeF((gloves if _look.gloves else dense) / DRAWN_BODY * BASE_POINTS * _look.zoom / 100)
    made.setWeight(QFont.Weight(weight))
    made.setStyle(QFont.Style.StyleOblique if slanted else QFont.Style.StyleNormal)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    made.setFeature(QFont.Tag("tnum"), int(style not in LOOSE))
    return made


def luminance(colour_code: str) -> float:
    """Relative luminance of "#RRGGBB", 0 to 1 (WCAG 2.2)."""
    channels = [int(colour_code[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours "#RRGGBB", 1 to 21 (WCAG 2.2)."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)
