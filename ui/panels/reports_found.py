"""What a report answers: the inventory with its checks and definitions, or any other sheet with its notes."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget

from ui import theme
from ui.panels.reports_sheet import SheetTable
from ui.panels.reports_table import InventoryTable
from ui.widgets.chip import Chip
from ui.widgets.empty import Nothing
from ui.widgets.label import Icon, elided, lab
from ui.widgets.layout import boxed, hbox, vbox
from ui.widgets.pyramid import Pyramid
from zooapp.i18n import _
from zooapp.reports import age_pyramid
from zooapp.reports.inventory_columns import BLOCKS, Column
from zooapp.reports.inventory_report import Inventory
from zooapp.reports.inventory_words import identity, summary
from zooapp.reports.restated import Restated, headline
from zooapp.reports.sheet import Sheet

TALLEST, WIDEST = 280, 760  # drawn pixels of a pyramid; a taller one scrolls


class InventoryFound(QWidget):
    """The table; below it what the current number counts, where all stand, and whether it adds up."""

    def __init__(self, beside: QWidget) -> None:
        super().__init__()
        self.found: Inventory | None = None
        self.check = Chip("", "mute")
        column = beside.layout()
        assert column is not None
        column.addWidget(self.check)
        self.check.hide()
        self.table = InventoryTable()
        self.restated = lab("", "body", "warn", wrap=True)
        self.meaning = lab("", "small", "text2", wrap=True)
        self.standing = lab("", "small", "text2", wrap=True)
        self.identity_mark = Icon("circle-check", "ok")
        self.identity = elided("", "small", "text2")
        words = _("No animal stood or moved in these days.")
        self.nothing = Nothing(_("No inventory for these days"), words)
        sums = boxed(hbox(self.identity_mark, (self.identity, 1), gap=6))
        below = vbox(self.meaning, self.standing, sums, gap=4, margins=(16, 4, 16, 10))
        self.setLayout(
            vbox(
                boxed(vbox(self.restated, margins=(16, 0, 16, 0))),
                (self.table, 1),
                boxed(vbox(self.nothing, None, margins=(16, 0, 16, 0))),
                boxed(below),
                gap=6,
            )
        )
        self.nothing.hide()
        self.restated.hide()
        self.table.current.connect(self._explain)

    def show_report(self, found: Inventory, changed: Sequence[Restated]) -> None:
        """Show an inventory, and which issued ones it no longer agrees with."""
        self.found = found
        self.table.setVisible(bool(found.classes))
        self.nothing.setVisible(not found.classes)
        self.table.show_report(found)
        right = found.adds_up
        words = _("Every number adds up") if right else _("A number does not add up")
        self.check.say(words, "ok" if right else "bad", "circle-check" if right else "alert-octagon")
        self.check.show()
        self.restated.setText(" ".join(headline(one) for one in changed))
        self.restated.setVisible(bool(changed))
        self.identity_mark.set_icon(*(("circle-check", "ok") if found.reconciled else ("alert-octagon", "bad")))
        self.identity.setText(identity(found))
        blocks = [f"{_(BLOCKS[one.key])}: {one.held if one.held.total else one.owned}" for one in found.blocks]
        self.standing.setText(" · ".join([*blocks, summary(found)]))

    def _explain(self, column: Column | None) -> None:
        if self.found is not None and column is not None:
            self.meaning.setText(f"{_(column.label)}: {_(column.definition(self.found.asked.basis))}")


class SheetFound(QWidget):
    """The table of a sheet, a pyramid above it, and below what its numbers count; or what is still missing."""

    def __init__(self) -> None:
        super().__init__()
        self.pyramid = Pyramid()
        self.drawn = QScrollArea()
        self.drawn.setWidgetResizable(True)
        self.drawn.setFrameShape(QScrollArea.Shape.NoFrame)
        self.drawn.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.pyramid.setMaximumWidth(theme.px(WIDEST))
        self.drawn.setWidget(boxed(hbox((self.pyramid, 1), None, margins=(16, 0, 16, 0))))
        self.table = SheetTable()
        self.notes = lab("", "small", "text2", wrap=True)
        self.missing = lab("", "body", "text2", wrap=True)
        self.setLayout(
            vbox(
                self.drawn,
                (self.table, 1),
                boxed(vbox(self.missing, None, margins=(16, 0, 16, 0))),
                boxed(vbox(self.notes, margins=(16, 4, 16, 10))),
                gap=6,
            )
        )
        self.say_missing("")

    def show_sheet(self, sheet: Sheet) -> None:
        """Show it."""
        self.pyramid.show_bars(bars := age_pyramid.bars(sheet))
        self.drawn.setFixedHeight(min(theme.px(TALLEST), self.pyramid.sizeHint().height()))
        self.drawn.setVisible(bool(bars))
        self.table.show_sheet(sheet)
        self.notes.setText(" · ".join(sheet.notes))
        for each in (self.table, self.notes):
            each.setVisible(each is self.table or bool(sheet.notes))
        self.missing.hide()

    def say_missing(self, words: str) -> None:
        """What is still to be said before there is anything to show."""
        self.missing.setText(words)
        self.missing.show()
        for each in (self.drawn, self.table, self.notes):
            each.hide()
