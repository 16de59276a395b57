"""F1: which key does what, read from the table of commands."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QScrollArea

from ui import theme
from ui.actions import MENUS, offered, place_actions
from ui.commands import plain
from ui.widgets.button import button
from ui.widgets.label import lab
from ui.widgets.layout import boxed, hbox, vbox
from zooapp.i18n import N_, _

if TYPE_CHECKING:
    from ui.window import Window

MORE: Final = (
    ("Enter", N_("Open the record of the row")),
    ("Esc", N_("Close, or go back")),
    ("Ctrl+F, /", N_("Filter the list")),
    ("F9", N_("Show or hide the detail card")),
    ("Ctrl+S", N_("Save a form")),
    ("F8, Shift+F8", N_("Next or previous error of a form")),
    ("Ctrl+D", N_("In a grid: the same as the line above")),
    ("Ctrl+A", N_("Mark all that is listed")),
)


class Keys(QDialog):
    """One column of menus with their commands, one of keys that hold everywhere."""

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Keys and places"))
        known = [action for action in (*place_actions(window.desk), *offered(window.desk)) if action.keys]
        parts = {_(text): [(a.keys, _(a.text)) for a in known if a.menu == name] for name, text in MENUS.items()}
        parts[_("In lists and forms")] = [(keys, _(words)) for keys, words in MORE]
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(20))
        grid.setVerticalSpacing(theme.px(6))
        row = 0
        for title, lines in parts.items():
            if not lines:
                continue
            grid.addWidget(lab(plain(title), "card"), row, 0, 1, 2)
            for number, (keys, words) in enumerate(lines, row + 1):
                grid.addWidget(lab(keys, "strong", "text2"), number, 0)
                grid.addWidget(lab(plain(words)), number, 1)
            row += len(lines) + 1
            grid.setRowMinimumHeight(row, theme.px(10))
            row += 1
        grid.setColumnStretch(1, 1)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setAccessibleName(self.windowTitle())
        area.setWidget(boxed(vbox(grid, None)))
        leave = button(_("&Close"), kind="primary")
        leave.clicked.connect(self.accept)
        self.setLayout(vbox(lab(self.windowTitle(), "title"), (area, 1), hbox(None, leave), gap=12,
                            margins=(22, 18, 22, 16)))
        self.resize(theme.px(520), theme.px(600))
