"""Reports: one is chosen at the head and asked; its table, files, pages. Numbers of the inventory open to entries."""

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QWidget

from ui import errors
from ui.background import LONG, RECORDS, Ticket
from ui.desk import Desk
from ui.forms.inventory_void import InventoryVoidForm
from ui.forms.recording import open_record
from ui.forms.year_form import YearFormForm
from ui.panels.reports_asking import AskBar
from ui.panels.reports_entries import EntriesDialog
from ui.panels.reports_found import InventoryFound, SheetFound
from ui.panels.reports_issue import InventoryPreview, IssueForm
from ui.saving import ask_file
from ui.sheet_preview import open_sheet, printed
from ui.widgets.button import button
from ui.widgets.head import PageHead
from ui.widgets.layout import boxed, hbox, vbox
from zooapp.documents.register import Registered
from zooapp.errors import Invalid
from zooapp.i18n import _, ngettext
from zooapp.paths import write_whole
from zooapp.permission import Permission
from zooapp.reports import asking, files, restated, restated_sheet
from zooapp.reports.inventory_columns import BASES
from zooapp.reports.inventory_report import Inventory, inventory_report
from zooapp.reports.inventory_words import extras, period
from zooapp.reports.restated import Restated
from zooapp.reports.sheet import Sheet
from zooapp.reports.spec import Ask, ReportSpec
from zooapp.services import inventories

INVENTORY: Final = "inventory"


class ReportsPage(QWidget):
    """What is asked above, the table, and below it what the numbers count and whether all adds up."""

    foot = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.found: Inventory | None = None
        self.sheet: Sheet | None = None
        self.changed: tuple[Restated, ...] = ()
        self.issued: Registered | None = None
        self._asked: tuple[str, Mapping[str, Any]] | None = None
        self._stale = True
        today = desk.database.clock.today() if desk.database is not None else dt.date.today()
        self.bar = AskBar(desk, today)
        self.days, self.boxes, self.basis = self.bar.days, self.bar.boxes, self.bar.basis
        self.changed_button = button(_("Restated…"), "alert-triangle")
        self.lay_out_button = button(_("&Lay out…"), "edit")
        self.issue_button = button(_("&Issue…"), "file-certificate")
        self.void_button = button(_("&Void…"), "file-x")
        self.export_button = button(_("E&xport…"), "download")
        self.preview_button = button(_("Print &preview…"), "printer", "primary")
        self.bar.add_acts(self.changed_button, self.lay_out_button, self.void_button, self.issue_button)
        self.head = PageHead(_("Annual inventory"), "", self.export_button, self.preview_button)
        self.inventory = InventoryFound(self.bar.beside)
        self.table, self.check, self.nothing = self.inventory.table, self.inventory.check, self.inventory.nothing
        self.meaning, self.identity = self.inventory.meaning, self.inventory.identity
        self.answer = SheetFound()
        self.setLayout(
            vbox(
                hbox(self.head, margins=(16, 12, 16, 0)),
                boxed(vbox(self.bar, margins=(16, 0, 16, 0))),
                (self.inventory, 1),
                (self.answer, 1),
                gap=8,
            )
        )
        self._connect()
        self._suit()

    def _connect(self) -> None:
        self.bar.asked.connect(self._typed)
        for line in self.days.values():
            line.returnPressed.connect(self.refresh)
        self.bar.report.currentIndexChanged.connect(lambda _index: self._suit())
        self.table.opened.connect(self.open_entries)
        self.changed_button.clicked.connect(lambda _on: self.show_changed())
        self.lay_out_button.clicked.connect(lambda _on: self.lay_out_form())
        self.issue_button.clicked.connect(lambda _on: self.issue())
        self.void_button.clicked.connect(lambda _on: self.void())
        self.export_button.clicked.connect(lambda _on: self.export())
        self.preview_button.clicked.connect(lambda _on: self.print_shown())
        self.desk.changed.connect(self._heard)
        QShortcut(QKeySequence("Ctrl+E"), self, self.export)

    def refresh(self) -> None:
        """Ask again."""
        typed = self.bar.typed()
        if typed is None or self.desk.database is None:
            return
        self._stale, self._asked = False, (wanted := (self.bar.spec.key, typed))
        spec, database, today = self.bar.spec, self.desk.database, self.desk.database.clock.today()
        actor = self.desk.actor

        def answer() -> Any:
            with database.read(actor) as session:
                asked = asking.read(session, spec, typed, today)
                if spec.key != INVENTORY:
                    return spec.sheet(session, asked)
                found = inventory_report(session, asked)
                return found, tuple(restated.beside(session, found)), inventories.in_force(session, asked)

        lane = RECORDS if spec.key == INVENTORY else LONG

        def refused(error: Exception) -> None:
            if self._asked is wanted:  # not what was asked before something else was typed
                self._refused(error)

        self.desk.background.run(answer, lambda found: self._show(spec, found), refused, self, lane)

    def open_entries(self, opened: Any) -> None:
        """The entries behind a number."""
        if self.found is not None:
            EntriesDialog(self.desk, self.found.asked, opened, self).open()

    def show_changed(self) -> None:
        """By how much, and by which entries, an issued inventory was restated."""
        changed = self.changed
        open_sheet(self.desk, lambda session: restated_sheet.of(session, changed), self)

    def lay_out_form(self) -> None:
        """Lay out the form of the year that is chosen, or a new one."""
        chosen = self.bar.picks[Ask.FORM].chosen()
        open_record(self.desk, YearFormForm, chosen.id if chosen else 0, self)

    def issue(self) -> None:
        """Give the inventory a number and keep it."""
        if self.found is not None:
            IssueForm(self.desk, self.found.asked, self).open()

    def void(self) -> None:
        """Declare the issued inventory of these days void."""
        if self.issued is not None:
            open_record(self.desk, InventoryVoidForm, self.issued.id, self)

    def print_shown(self) -> None:
        """The pages, to be looked at and printed."""
        if self.bar.spec.key == INVENTORY and self.found is not None:
            InventoryPreview(self.desk, self.found, self.changed, self).open()
        elif (sheet := self.sheet) is not None:
            open_sheet(self.desk, lambda _session: sheet, self)

    def export(self) -> None:
        """Ask for the file."""
        if self._asked is None:
            return
        name = self.bar.spec.key
        if self.found is not None and name == INVENTORY:
            asked = self.found.asked
            name = f"{name}-{asked.first}-{asked.last}-{asked.basis.value}"
        ask_file(self, _("Export this report"), name, ("xlsx", "csv", "json", "pdf"), self.export_to)

    def export_to(self, file: Path) -> None:
        """Write it: XLSX, CSV, JSON or PDF by the name."""
        spec, database, typed, moment = self.bar.spec, self.desk.database, self.bar.typed(), printed(self.desk)
        if database is None or typed is None:
            return
        actor = self.desk.actor

        def write(_ticket: Ticket) -> None:
            with database.read(actor) as session:
                asked = asking.read(session, spec, typed, moment.on)
                made = files.content(session, (spec, asked), file.suffix.lower().removeprefix("."), moment)
            write_whole(file, made, mode=0o666)

        told = _("{file} is saved.").format(file=file.name)
        self.desk.take_long(_("Exporting…"), write, lambda _none: self.desk.tell(told))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.refresh()

    def _typed(self) -> None:
        typed = self.bar.typed()
        if typed is not None and (self.bar.spec.key, typed) != self._asked:
            self.refresh()

    def _heard(self, kinds: frozenset[str]) -> None:
        if "year_form" in kinds:
            self.bar.forget(Ask.FORM)
        self._stale = True
        if self.isVisible():
            self.refresh()

    def _suit(self) -> None:
        """Show what belongs to the report that is chosen."""
        key, may = self.bar.spec.key, self.desk.may(Permission.ISSUE_DOCUMENT)
        self.inventory.setVisible(key == INVENTORY)
        self.bar.beside.setVisible(key == INVENTORY)
        self.answer.setVisible(key != INVENTORY)
        self.issue_button.setVisible(key == INVENTORY and may)
        voidable = self.issued is not None and self.desk.may(Permission.VOID_DOCUMENT)
        self.void_button.setVisible(key == INVENTORY and voidable)
        self.lay_out_button.setVisible(Ask.FORM in self.bar.spec.asks and may)
        self.changed_button.setVisible(key == INVENTORY and bool(self.changed))
        self.head.say(_(self.bar.spec.title), "")

    def _refused(self, error: Exception) -> None:
        """What cannot be answered is said beside its field."""
        if not isinstance(error, Invalid):
            errors.show(error, self)
            return
        self.bar.say(error.problems)
        self.answer.say_missing(" ".join(problem.text for problem in error.problems))

    def _show(self, spec: ReportSpec, found: Any) -> None:
        if spec.key != self.bar.spec.key:
            return
        if isinstance(found, Sheet):
            self.sheet = found
            self.answer.show_sheet(found)
            facts = (f"{label}: {value}" if " = " in value else value for label, value in found.facts[:4])
            self.head.say(found.title, " · ".join(facts))  # a bare sum does not say what it counts
            n = sum(len(part.rows) for part in found.parts)
            self.foot.emit(ngettext("{n} line", "{n} lines", n).format(n=n))
            return
        self.found, self.changed, self.issued = found
        assert self.found is not None
        self._show_inventory(self.found)

    def _show_inventory(self, found: Inventory) -> None:
        facts = (found.zoo, period(found.asked), _(BASES[found.asked.basis]), *extras(found.asked))
        self._suit()
        self.head.say(_("Annual inventory"), " · ".join(fact for fact in facts if fact))
        self.inventory.show_report(found, self.changed)
        n = sum(len(part.lines) for part in found.classes)
        self.foot.emit(ngettext("{n} taxon", "{n} taxa", n).format(n=n))
