"""What a command of the window is, and the ways in which one acts: opens a form, goes somewhere, asks the page."""

import importlib
import importlib.util
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QDialog

from ui.desk import Desk
from zooapp.i18n import _
from zooapp.permission import Permission

if TYPE_CHECKING:
    from ui.window import Window

Do = Callable[["Window", Any], object]


@dataclass(frozen=True)
class Action:
    """One command. `do(window, thing)`: thing is what a page asked it for, else None.

    Without its `module` it is left out; without `permission` everybody who is signed in may.
    """

    key: str
    text: str
    hint: str
    do: Do
    keys: str = ""
    icon: str = ""
    menu: str = "file"
    permission: Permission | None = None
    module: str = ""
    parted: bool = False  # a line stands above it in the menu
    part: str = ""  # the menu below its menu where it stands

    def offered(self, desk: Desk) -> bool:
        """Whether it is there for the person at the desk."""
        there = not self.module or importlib.util.find_spec(self.module) is not None
        return there and (self.permission is None or desk.may(self.permission))


def form(module: str, name: str) -> Do:
    """Open a form that asks for everything itself."""

    def open_form(window: "Window", _thing: Any) -> None:
        shown: QDialog = getattr(importlib.import_module(f"ui.forms.{module}"), name)(window.desk, parent=window)
        shown.open()

    return open_form


def about(module: str, name: str) -> Do:
    """Open a form about the animals that are marked on the page, or that were named."""

    def open_about(window: "Window", thing: Any) -> None:
        if ids := window.things(thing):
            made = getattr(importlib.import_module(f"ui.forms.{module}"), name)
            importlib.import_module("ui.forms.acting").open_for(window.desk, made, ids, window)
        else:
            window.desk.tell(_("Mark an animal in a list first."), "due")

    return open_about


def about_one(module: str, name: str) -> Do:
    """Open a form of a record about the first animal that is marked on the page, or that was named."""

    def open_about(window: "Window", thing: Any) -> None:
        if ids := window.things(thing):
            made = getattr(importlib.import_module(f"ui.forms.{module}"), name)
            importlib.import_module("ui.forms.recording").open_record(window.desk, made, ids[0], window)
        else:
            window.desk.tell(_("Mark an animal in a list first."), "due")

    return open_about


def paper(name: str, module: str = "ui.animal_papers") -> Do:
    """Show a paper about the animals that are marked on the page, or that were named."""

    def show_paper(window: "Window", thing: Any) -> None:
        if ids := window.things(thing):
            getattr(importlib.import_module(module), name)(window.desk, ids, window)
        else:
            window.desk.tell(_("Mark an animal in a list first."), "due")

    return show_paper


def new_record(module: str, name: str) -> Do:
    """Open a form for a record that is not there yet."""

    def open_new(window: "Window", _thing: Any) -> None:
        made = getattr(importlib.import_module(f"ui.forms.{module}"), name)
        importlib.import_module("ui.forms.recording").open_record(window.desk, made, 0, window)

    return open_new


def step(by: int) -> Do:
    """Go back or forth."""
    return lambda window, _thing: window.step(by)


def goer(key: str) -> Do:
    """Go to a place."""
    return lambda window, _thing: window.go(key, None)


def region(by: int) -> Do:
    """Go to the next part of the window or the one before."""
    return lambda window, _thing: window.step_region(by)


def dialog(module: str, name: str) -> Do:
    """Open a dialog of the window itself, which takes the window."""

    def open_dialog(window: "Window", _thing: Any) -> None:
        shown: QDialog = getattr(importlib.import_module(module), name)(window)
        shown.open()

    return open_dialog


def undo(window: "Window", _thing: Any) -> None:
    """Take the person's last act back."""
    importlib.import_module("ui.undoing").undo(window.desk)


def redo(window: "Window", _thing: Any) -> None:
    """Do again what was taken back last."""
    importlib.import_module("ui.undoing").redo(window.desk)


def shown(verb: str, words: str) -> Do:
    """Let the page that is shown do it; where it cannot, say so."""

    def ask_page(window: "Window", _thing: Any) -> None:
        act = window.offers(verb)
        if act is None:
            window.desk.tell(_(words), "due")
        else:
            act()

    return ask_page


def plain(text: str) -> str:
    """A menu text without the marks of its mnemonic and its ellipsis."""
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&").rstrip("…")
