"""What the window remembers between two starts: look, language, places of windows and widths of columns."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QByteArray, QLibraryInfo, QLocale, QSettings, Qt, QTranslator
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QSplitter, QWidget

from ui import theme
from ui.tokens import ZOOM
from zooapp import i18n
from zooapp.i18n import N_
from zooapp.machine import Machine
from zooapp.paths import Home

SCHEMES: Final = {
    "system": N_("As the system"),
    "light": N_("Light"),
    "dark": N_("Dark"),
    "contrast": N_("High contrast"),
}
DENSITIES: Final = {"dense": N_("Dense"), "gloves": N_("For gloves")}
STEP: Final = 10  # percent of zoom


class Prefs:
    """The window's own settings, in an INI file of the home folder."""

    def __init__(self, home: Home, machine: Machine) -> None:
        self.store = QSettings(str(home.window_ini), QSettings.Format.IniFormat)
        self._machine = machine
        self._translator: QTranslator | None = None

    @property
    def scheme(self) -> str:
        """A key of SCHEMES."""
        return self._word("look/scheme", SCHEMES, self._machine.theme)

    @property
    def density(self) -> str:
        """A key of DENSITIES."""
        return self._word("look/density", DENSITIES, "dense")

    @property
    def zoom(self) -> int:
        """Text zoom in percent."""
        found = str(self.store.value("look/zoom", 100))
        low, high = ZOOM
        return min(high, max(low, int(found))) if found.isdecimal() else 100

    @property
    def language(self) -> str:
        """A key of i18n.LANGUAGES."""
        return self._word("look/language", i18n.LANGUAGES, self._machine.language)

    def set(self, name: str, value: object) -> None:
        """Remember one of scheme, density, zoom, language."""
        self.store.setValue(f"look/{name}", value)

    def wear(self, app: QApplication) -> None:
        """Dress the program and let it speak."""
        i18n.use(self.language)
        self._speak(app)
        scheme = self.scheme
        if scheme == "system":
            dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
            scheme = "dark" if dark else "light"
        theme.apply(app, scheme, self.density, self.zoom)

    def keep_place(self, name: str, widget: QWidget) -> None:
        """Remember where a window stands, and how its parts share the room."""
        self.store.setValue(f"place/{name}", widget.saveGeometry())
        for splitter in widget.findChildren(QSplitter):
            if splitter.objectName():
                self.store.setValue(f"split/{splitter.objectName()}", splitter.saveState())

    def put_back(self, name: str, widget: QWidget) -> bool:
        """Give a window the place where it stood; False where it is not known."""
        found = self.store.value(f"place/{name}")
        return isinstance(found, QByteArray) and widget.restoreGeometry(found)

    def share_out(self, widget: QWidget) -> None:
        """Give the splitters inside, which have names, the widths that they had."""
        for splitter in widget.findChildren(QSplitter):
            found = self.store.value(f"split/{splitter.objectName()}")
            if splitter.objectName() and isinstance(found, QByteArray):
                splitter.restoreState(found)

    def _word(self, name: str, known: Mapping[str, str], default: str) -> str:
        found = str(self.store.value(name, default))
        return found if found in known else next(iter(known))

    def _speak(self, app: QApplication) -> None:
        """Qt's own words, for its dialogs; English is what they are written in."""
        if self._translator is not None:
            app.removeTranslator(self._translator)
        self._translator = QTranslator(app)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if self._translator.load(QLocale(i18n.language()), "qtbase", "_", folder):
            app.installTranslator(self._translator)
