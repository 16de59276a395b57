"""Every menu line and key of the window in one table: text, key, permission, and what it does."""

import importlib
import importlib.util
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QDialog, QMenu

from ui import icons
from ui.desk import Desk
from ui.nav import places_for
from zooapp.i18n import N_, _
from zooapp.permission import Permission

if TYPE_CHECKING:
    from ui.window import Window

Do = Callable[["Window", Any], object]
# Their letters are ones that no button of a page has: Alt and a letter means one thing.
MENUS: Final = {
    "file": N_("&Zoo"),
    "edit": N_("Edit"),
    "animal": N_("&Animal"),
    "go": N_("G&o"),
    "help": N_("Help"),
}


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


ACTIONS: Final = (
    Action(
        "arrival", "&New arrival…", "Take a consignment in", form("arrival", "ArrivalForm"),
        "Ctrl+N", "plus", "file", Permission.ACCESSION, "ui.forms.arrival",
    ),
    Action(
        "print", "&Print…", "Print what is shown", shown("print_shown", N_("There is nothing to print here.")),
        "Ctrl+P", "printer", parted=True,
    ),
    Action(
        "backup", "&Back up…", "Keep a copy of the whole collection", dialog("ui.forms.backup", "BackupDialog"),
        "", "database-export", "file", Permission.BACKUP, "ui.forms.backup",
    ),
    Action("lock", "&Lock", "Hide everything until somebody signs in", lambda window, _thing: window.lock(),
           "Ctrl+L", "lock", parted=True),
    Action("sign_out", "Sign &out", "Let somebody else work here", lambda window, _thing: window.sign_out(),
           "", "logout"),
    Action("quit", "&Quit", "Close the program", lambda window, _thing: window.close(), "Ctrl+Q", "power"),
    Action("undo", "&Undo", "Take your last act back", undo, "Ctrl+Z", "arrow-back-up", "edit",
           module="zooapp.services.undoing"),
    Action("redo", "&Redo", "Do again what you took back", redo, "Ctrl+Shift+Z", "arrow-forward-up", "edit",
           module="zooapp.services.undoing"),
    Action("find", "&Find…", "Animals, places, papers and commands", dialog("ui.palette", "Palette"),
           "Ctrl+K", "search", "edit", parted=True),
    Action(
        "edit", "&Edit…", "Change the record that is marked", about("animal_edit", "AnimalEditForm"),
        "F2", "pencil", "animal", Permission.CORRECT, "ui.forms.animal_edit",
    ),
    Action(
        "move", "&Move…", "Take the marked animals to another place", about("move", "MoveForm"),
        "Ctrl+Shift+M", "map-pin", "animal", Permission.MOVE, "ui.forms.move",
    ),
    Action(
        "result", "Enter &result…", "A test of the marked animals", about("result", "ResultForm"),
        "Ctrl+Shift+R", "flask", "animal", Permission.QUARANTINE, "ui.forms.result",
    ),
    Action(
        "release", "Re&lease from quarantine…", "Sign the marked animals out of quarantine",
        about("release", "ReleaseForm"), "", "door-exit", "animal", Permission.RELEASE, "ui.forms.release",
    ),
    Action(
        "days", "Set quarantine da&ys…", "Make the quarantine shorter or longer, signed", about("days", "DaysForm"),
        "", "calendar-due", "animal", Permission.OVERRIDE_CLOCK, "ui.forms.days",
    ),
    Action(
        "state_paper", "Rele&ase document of the state…", "The paper that ends the state's quarantine",
        about("state_paper", "StatePaperForm"), "", "file-certificate", "animal", Permission.QUARANTINE,
        "ui.forms.state_paper",
    ),
    Action(
        "photo", "Add &photo…", "A picture of the marked animal", about("photo", "PhotoForm"),
        "Ctrl+Shift+P", "photo-plus", "animal", Permission.PHOTOGRAPH, "ui.forms.photo", parted=True,
    ),
    Action(
        "identifier", "Add &identifier…", "A chip, ring or tattoo", about("identifier", "IdentifierForm"),
        "Ctrl+Shift+I", "barcode", "animal", Permission.IDENTIFY, "ui.forms.identifier",
    ),
    Action(
        "scan", "Attach scan…", "A PDF or a picture. It needs an incoming number, or the place of the original.",
        about("scan", "AnimalScanForm"), "", "paperclip", "animal", Permission.ATTACH, "ui.forms.scan",
    ),
    Action(
        "sex", "&Sex…", "Write down how the sex was found", about("sex", "SexForm"),
        "", "gender-female", "animal", Permission.DETERMINE, "ui.forms.sex",
    ),
    Action(
        "taxon", "&Taxon…", "Say more exactly which taxon it is",
        about("taxon_determination", "TaxonDeterminationForm"),
        "", "sitemap", "animal", Permission.DETERMINE, "ui.forms.taxon_determination",
    ),
    Action(
        "split", "Split &group…", "Take animals out of a group", about("split", "SplitForm"),
        "", "arrows-split", "animal", Permission.CORRECT, "ui.forms.split",
    ),
    Action(
        "merge", "Merge i&nto…", "Let the marked record join a group", about("merge", "MergeForm"),
        "", "arrows-join", "animal", Permission.ACCESSION, "ui.forms.merge",
    ),
    Action(
        "census", "&Count…", "Write down how many of a group were counted", about("census", "CensusForm"),
        "", "clipboard-check", "animal", Permission.DETERMINE, "ui.forms.census",
    ),
    Action(
        "birth", "Birt&h or hatch…", "Young of the marked animal or group", about("birth", "BirthForm"),
        "", "egg", "animal", Permission.ACCESSION, "ui.forms.birth", parted=True,
    ),
    Action(
        "leave", "Lea&ves…", "To a partner, on loan, missing, released", about("departure", "DepartureForm"),
        "", "plane-departure", "animal", Permission.DISPOSE, "ui.forms.departure",
    ),
    Action(
        "come_back", "Comes &back…", "A visit, a loan returned, a missing one found",
        about("come_back", "ComeBackForm"), "", "transfer-in", "animal", Permission.ACCESSION, "ui.forms.come_back",
    ),
    Action(
        "ownership", "&Ownership…", "Another owner; the animals stay", about("transfer_act", "OwnershipForm"),
        "", "transfer", "animal", Permission.DISPOSE, "ui.forms.transfer_act",
    ),
    Action(
        "death", "&Death…", "Write down that an animal died", about("death", "DeathForm"),
        "", "circle-x", "animal", Permission.DISPOSE, "ui.forms.death",
    ),
    Action(
        "void_act", "Ta&ke an act back…", "An act of the marked animal that never was",
        about("void_act", "VoidActForm"), "", "restore", "animal", Permission.CORRECT, "ui.forms.void_act", parted=True,
    ),
    Action("back", "&Back", "The page before", step(-1), "Alt+Left", "arrow-left", "go", parted=True),
    Action("forth", "&Forward", "The page after", step(1), "Alt+Right", "arrow-right", "go"),
    Action("next_region", "Next &part of the window", "Navigation, list, detail", region(1), "F6", "", "go"),
    Action("last_region", "Part be&hind", "Detail, list, navigation", region(-1), "Shift+F6", "", "go"),
    Action("head_count", "Head &count", "Animals and species, today and a year ago",
           dialog("ui.panels.headcount", "HeadCount"), "F4", "sum", "go", parted=True, module="zooapp.inventory"),
    Action("help", "&Keys and places", "Which key does what", dialog("ui.keys", "Keys"), "F1", "help-circle", "help"),
)


def offered(desk: Desk) -> list[Action]:
    """The commands that there are for the person at the desk."""
    return [action for action in ACTIONS if action.offered(desk)]


def place_actions(desk: Desk) -> list[Action]:
    """The places as commands: Ctrl+1 and on."""
    return [
        Action(f"go_{place.key}", _(place.text).replace("&", "&&"), "", goer(place.key), f"Ctrl+{n}", place.icon, "go")
        for n, place in enumerate(places_for(desk), 1)
    ]


def plain(text: str) -> str:
    """A menu text without the marks of its mnemonic and its ellipsis."""
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&").rstrip("…")


def build_menus(window: "Window") -> dict[str, QAction]:
    """Fill the menu bar for the person at the desk; gives each command by its key."""
    bar = window.menuBar()
    bar.clear()
    menus = {name: QMenu(_(text), bar) for name, text in MENUS.items()}
    made: dict[str, QAction] = {}
    for action in (*place_actions(window.desk), *offered(window.desk)):
        menu = menus[action.menu]
        if action.parted and menu.actions():
            menu.addSeparator()
        line = menu.addAction(_(action.text))
        if action.icon:
            line.setIcon(icons.icon(action.icon))
        line.setShortcut(QKeySequence(action.keys))
        line.setStatusTip(_(action.hint))
        line.triggered.connect(lambda _on, action=action: action.do(window, None))
        made[action.key] = line
    for menu in menus.values():
        if menu.actions():
            bar.addMenu(menu)
    return made
