"""Buttons that open a menu, filled anew each time; the one with the languages stands on every first page."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtWidgets import QMenu

from ui.widgets.button import Button, icon_button
from zooapp.i18n import LANGUAGES, _, language


def menu_button(icon: str, name: str, fill: Callable[[QMenu], None]) -> Button:
    """An icon that opens a menu, which is filled each time anew."""
    made = icon_button(icon, name)
    menu = QMenu(made)
    menu.setAccessibleName(name)

    def refill() -> None:
        empty(menu)
        fill(menu)

    menu.aboutToShow.connect(refill)
    made.setMenu(menu)
    return made


def empty(menu: QMenu) -> None:
    """Take all lines out, and the menus below them, which Qt would keep."""
    menu.clear()
    for part in menu.findChildren(QMenu):
        part.deleteLater()


def language_button(page: Any) -> Button:
    """An icon with the languages of the program; the page has a signal `wished(str, object)`."""
    return menu_button(
        "language",
        _("Language"),
        lambda menu: offer(menu, LANGUAGES, language(), lambda key: page.wished.emit("language", key)),
    )


def offer(menu: QMenu, options: Mapping[str, str], on: str, choose: Callable[[str], object]) -> None:
    """Lines of a menu of which one is on."""
    for key, words in options.items():
        action = menu.addAction(words)
        action.setCheckable(True)
        action.setChecked(key == on)
        action.triggered.connect(lambda _on, key=key: choose(key))
