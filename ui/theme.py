"""The look of the program: palette, fonts and the one style sheet, put on as a whole and changed while it runs."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from ui import icons, sheet, tokens
from ui.tokens import Look, code, colour, contrast, edge, font, look, px, size

__all__ = ["Look", "apply", "code", "colour", "contrast", "edge", "font", "look", "palette", "px", "set_level"]
__all__ += ["set_properties", "size", "switch"]

FONTS: Final = Path(__file__).parent.parent / "resources" / "fonts"
_Role = QPalette.ColorRole
ROLES: Final = (
    (_Role.Window, "window"),
    (_Role.WindowText, "text"),
    (_Role.Base, "surface"),
    (_Role.AlternateBase, "sunken"),
    (_Role.Text, "text"),
    (_Role.Button, "surface"),
    (_Role.ButtonText, "text"),
    (_Role.BrightText, "bad"),
    (_Role.Highlight, "accent_bg"),
    (_Role.HighlightedText, "text"),
    (_Role.ToolTipBase, "surface"),
    (_Role.ToolTipText, "text"),
    (_Role.PlaceholderText, "text3"),
    (_Role.Accent, "accent"),
    (_Role.Link, "accent"),
    (_Role.LinkVisited, "accent"),
    (_Role.Light, "surface"),
    (_Role.Midlight, "hover"),
    (_Role.Mid, "line"),
    (_Role.Dark, "control"),
    (_Role.Shadow, "shadow"),
)


class Switch(QObject):
    """Tells that the look changed, after palette, fonts and style sheet have."""

    changed = Signal()


switch: Final = Switch()


def apply(app: QApplication, scheme: str = "light", density: str = "dense", zoom: int = 100) -> None:
    """Dress the program: scheme light, dark or contrast; density dense or gloves; zoom of 90 to 160 %."""
    tokens.wear(Look(scheme, density, zoom))
    icons.clear()
    if not QFontDatabase.hasFamily(tokens.FAMILY):
        load_fonts()
    if not app.styleSheet():  # the first time; with a sheet Qt does not say which style lies below
        app.setStyle("Fusion")
    app.setFont(font())
    app.setPalette(palette())
    app.setStyleSheet(sheet.sheet())
    switch.changed.emit()


def load_fonts() -> None:
    """Take the fonts that come with the program, so that it looks the same on every machine."""
    for path in sorted((*FONTS.glob("*.otf"), *FONTS.glob("*.ttf"))):
        QFontDatabase.addApplicationFont(str(path))


def palette() -> QPalette:
    """Qt's palette from the tokens, disabled texts included."""
    made = QPalette()
    for role, name in ROLES:
        made.setColor(role, colour(name))
    for role in (_Role.Text, _Role.ButtonText, _Role.WindowText):
        made.setColor(QPalette.ColorGroup.Disabled, role, colour("text3"))
    return made


def set_properties(widget: QWidget, **values: object) -> None:
    """Set properties that the style sheet reads, and polish again: a property alone changes nothing."""
    for name, value in values.items():
        widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


def set_level(widget: QWidget, level: str) -> None:
    """Mark a field as "error" or "warning" (errors.Level), or take the mark away with ""."""
    set_properties(widget, level=str(level))
