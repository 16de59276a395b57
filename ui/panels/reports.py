"""Reports: the annual inventory of any days on either basis; every number opens to its entries; files and print."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from ui import printing, theme
from ui.background import Ticket
from ui.desk import Desk
from ui.editors import read_day
from ui.panels.reports_entries import EntriesDialog
from ui.panels.reports_table import InventoryTable
from ui.preview import PreviewDialog
from ui.widgets.button import Segments, button
from ui.widgets.chip import Chip
from ui.widgets.empty import Nothing
from ui.widgets.field import FieldBox
from ui.widgets.head import PageHead
from ui.widgets.label import Icon, elided, lab
from ui.widgets.layout import boxed, hbox, vbox
from zooapp.documents import inventory_paper
from zooapp.errors import Invalid
from zooapp.i18n import _, ngettext
from zooapp.inventory import Basis
from zooapp.paths import write_whole
from zooapp.reports import export
from zooapp.reports.inventory_columns import BASES, BLOCKS, Column
from zooapp.reports.inventory_report import Inventory, inventory_report
from zooapp.reports.inventory_words import identity, period, summary
from zooapp.reports.spec import Asked

KINDS: Final = frozenset({"transaction", "posting", "census", "term", "name", "taxon", "institution", "animal"})


class ReportsPage(QWidget):
    """Which days and basis above, the table, and below it what the current number counts and whether all adds up."""

    foot = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.found: Inventory | None = None
        self._stale = True
        today = desk.database.clock.today() if desk.database is not None else dt.date.today()
        self.days = {"first": QLineEdit(f"01.01.{today.year}"), "last": QLineEdit(f"{today:%d.%m.%Y}")}
        labels = {"first": _("First day"), "last": _("Last day")}
        self.boxes = {key: FieldBox(labels[key], line) for key, line in self.days.items()}
        bases = {Basis.PHYSICAL.value: _("What we hold"), Basis.OWNERSHIP.value: _("What we own")}
        self.basis = Segments(_("Basis"), bases, Basis.PHYSICAL.value)
        self.export_button = button(_("E&xport…"), "download")
        self.preview_button = button(_("Print &preview…"), "printer", "primary")
        self.head = PageHead(_("Annual inventory"), "", self.export_button, self.preview_button)
        self.check = Chip("", "mute")
        self.table = InventoryTable()
        self.meaning = lab("", "small", "text2", wrap=True)
        self.standing = lab("", "small", "text2", wrap=True)
        self.identity_mark = Icon("circle-check", "ok")
        self.identity = elided("", "small", "text2")
        words = _("No animal stood or moved in these days.")
        self.nothing = Nothing(_("No inventory for these days"), words)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        for box in self.boxes.values():
            box.setMaximumWidth(theme.px(150))
        self.check.hide()
        basis = vbox(lab(_("Basis"), "label", "text2"), self.basis, None, gap=4)
        asked = hbox(*self.boxes.values(), basis, None, boxed(vbox(None, self.check, None)), gap=12)
        sums = boxed(hbox(self.identity_mark, (self.identity, 1), gap=6))
        below = vbox(self.meaning, self.standing, sums, gap=4, margins=(16, 4, 16, 10))
        self.setLayout(
            vbox(
                hbox(self.head, margins=(16, 12, 16, 0)),
                boxed(vbox(asked, margins=(16, 0, 16, 0))),
                (self.table, 1),
                boxed(vbox(self.nothing, None, margins=(16, 0, 16, 0))),
                boxed(below),
                gap=8,
            )
        )
        self.nothing.hide()

    def _connect(self) -> None:
        for line in self.days.values():
            line.returnPressed.connect(self.refresh)
            line.editingFinished.connect(self._typed)
        self.basis.chosen.connect(lambda _key: self.refresh())
        self.table.opened.connect(self.open_entries)
        self.table.current.connect(self._explain)
        self.export_button.clicked.connect(lambda _on: self.export())
        self.preview_button.clicked.connect(lambda _on: self.print_shown())
        self.desk.changed.connect(self._changed)
        QShortcut(QKeySequence("Ctrl+E"), self, self.export)

    def asked(self) -> Asked | None:
        """What is asked for; none where a day cannot be read, which is said beside it."""
        today = self.desk.database.clock.today() if self.desk.database is not None else dt.date.today()
        read: dict[str, dt.date] = {}
        for key, line in self.days.items():
            try:
                read[key] = read_day(line.text(), today)
                self.boxes[key].show_problem(None)
            except Invalid as error:
                self.boxes[key].show_problem(error.problems[0])
        if len(read) < len(self.days):
            return None
        try:
            return Asked(read["first"], read["last"], Basis(self.basis.choice()))
        except Invalid as error:
            self.boxes["last"].show_problem(error.problems[0])
            return None

    def refresh(self) -> None:
        """Count again."""
        self._stale = False
        if (asked := self.asked()) is not None:
            self.desk.ask(lambda session: inventory_report(session, asked), self._show, self)

    def open_entries(self, opened: Any) -> None:
        """The entries behind a number."""
        if self.found is not None:
            EntriesDialog(self.desk, self.found.asked, opened, self).open()

    def print_shown(self) -> None:
        """The pages, to be looked at and printed."""
        if self.found is not None:
            InventoryPreview(self.desk, self.found, self).open()

    def export(self) -> None:
        """Ask for the file."""
        if self.found is None:
            return
        asked = self.found.asked
        dialog = QFileDialog(self, _("Export this inventory"), "", _("Table (*.csv);;JSON (*.json);;PDF (*.pdf)"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("csv")
        dialog.selectFile(f"inventory-{asked.first}-{asked.last}-{asked.basis.value}.csv")
        dialog.fileSelected.connect(lambda name: self.export_to(Path(name)))
        dialog.open()

    def export_to(self, file: Path) -> None:
        """Write it: PDF, JSON or CSV by the name."""
        found, moment = self.found, printed(self.desk)
        assert found is not None

        def write(_ticket: Ticket) -> None:
            if file.suffix.lower() == ".pdf":
                write_whole(file, inventory_paper.pdf(found, moment), mode=0o666)
            else:
                export.write(file, found)

        told = _("{file} is saved.").format(file=file.name)
        self.desk.take_long(_("Exporting…"), write, lambda _none: self.desk.tell(told))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.refresh()

    def _typed(self) -> None:
        asked = self.asked()
        if asked is not None and (self.found is None or asked != self.found.asked):
            self.refresh()

    def _changed(self, kinds: frozenset[str]) -> None:
        if kinds & KINDS:
            self._stale = True
            if self.isVisible():
                self.refresh()

    def _show(self, found: Inventory) -> None:
        self.found = found
        facts = " · ".join([found.zoo, period(found.asked), _(BASES[found.asked.basis])])
        self.head.say(_("Annual inventory"), facts)
        self.table.setVisible(bool(found.classes))
        self.nothing.setVisible(not found.classes)
        self.table.show_report(found)
        right = found.adds_up
        words = _("Every number adds up") if right else _("A number does not add up")
        self.check.say(words, "ok" if right else "bad", "circle-check" if right else "alert-octagon")
        self.check.show()
        self.identity_mark.set_icon(*(("circle-check", "ok") if found.reconciled else ("alert-octagon", "bad")))
        self.identity.setText(identity(found))
        blocks = [f"{_(BLOCKS[one.key])}: {one.held if one.held.total else one.owned}" for one in found.blocks]
        self.standing.setText(" · ".join([*blocks, summary(found)]))
        n = sum(len(part.lines) for part in found.classes)
        self.foot.emit(ngettext("{n} taxon", "{n} taxa", n).format(n=n))

    def _explain(self, column: Column | None) -> None:
        if self.found is not None and column is not None:
            self.meaning.setText(f"{_(column.label)}: {_(column.definition(self.found.asked.basis))}")


def printed(desk: Desk) -> dt.datetime:
    """The moment that stands on the paper, in the zoo's own time."""
    assert desk.database is not None
    clock = desk.database.clock
    return clock.now().astimezone(clock.zone)


class InventoryPreview(PreviewDialog):
    """The pages of the inventory, with Print and Save."""

    def __init__(self, desk: Desk, found: Inventory, page: ReportsPage) -> None:
        super().__init__(desk, _("Annual inventory"), page)
        self.name = f"{_('Annual inventory')}, {period(found.asked)}"
        moment = printed(desk)
        self.setting: Callable[[float], list[bytes]] = lambda ppi: inventory_paper.pages(found, moment, ppi)
        self.side.addWidget(lab(period(found.asked), "strong", wrap=True))
        self.side.addWidget(lab(_(BASES[found.asked.basis]), "body", "text2", wrap=True))
        self.side.addStretch(1)
        print_button = button(_("&Print…"), "printer", "primary")
        save_button, close_button = button(_("E&xport…"), "download"), button(_("Close"))
        print_button.clicked.connect(lambda _on: self.print_shown())
        save_button.clicked.connect(lambda _on: page.export())
        close_button.clicked.connect(self.reject)
        for each in (print_button, save_button, close_button):
            self.foot.addWidget(each)
        QShortcut(QKeySequence("Ctrl+P"), self, self.print_shown)
        self.draw(self.setting)

    def print_shown(self) -> None:
        """Choose a printer and print."""
        printing.choose_and_print(self.desk, self.name, self.setting, self)
