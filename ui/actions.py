"""Every menu line and key of the window in one table: text, key, permission, and what it does."""

from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from ui import icons
from ui.animal_actions import ANIMAL_ACTIONS, PARTS
from ui.commands import Action, dialog, form, goer, new_record, redo, region, shown, step, undo
from ui.desk import Desk
from ui.nav import places_for
from ui.quarantine_actions import QUARANTINE_ACTIONS
from zooapp.i18n import N_, _
from zooapp.permission import Permission

if TYPE_CHECKING:
    from ui.window import Window

# Their letters are ones that no button of a page has: Alt and a letter means one thing.
MENUS: Final = {
    "file": N_("&Zoo"),
    "edit": N_("Edit"),
    "animal": N_("&Animal"),
    "go": N_("G&o"),
    "help": N_("Help"),
}

ACTIONS: Final = (
    Action(
        "arrival", "&New arrival…", "Take a consignment in", form("arrival", "ArrivalForm"),
        "Ctrl+N", "plus", "file", Permission.ACCESSION, "ui.forms.arrival",
    ),
    Action(
        "come_in", "&Came in otherwise…", "Found, rescued, captured, given: without a consignment",
        new_record("come_in", "ComeInForm"), "", "hand-stop", "file", Permission.ACCESSION, "ui.forms.come_in",
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
    *ANIMAL_ACTIONS,
    *QUARANTINE_ACTIONS,
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


def build_menus(window: "Window") -> dict[str, QAction]:
    """Fill the menu bar for the person at the desk; gives each command by its key."""
    bar = window.menuBar()
    bar.clear()
    menus = {name: QMenu(_(text), bar) for name, text in MENUS.items()}
    below: dict[str, QMenu] = {}
    made: dict[str, QAction] = {}
    for action in (*place_actions(window.desk), *offered(window.desk)):
        menu = menus[action.menu]
        if action.parted and menu.actions():
            menu.addSeparator()
        if action.part and action.part not in below:
            below[action.part] = menu.addMenu(_(PARTS[action.part]))
        line = below.get(action.part, menu).addAction(_(action.text))
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
