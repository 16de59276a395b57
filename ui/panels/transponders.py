"""Transponders: the stock of chips, lot by lot, with what became of each (R27)."""

from collections.abc import Sequence
from typing import Any

from ui.desk import Desk
from ui.forms.chip import ReceiveChipsForm, SpoiledChipForm
from ui.forms.recording import open_record
from ui.panels.reference_card import FactCard, lacking
from ui.panels.reference_list import RecordPage
from ui.widgets.button import button, explain
from ui.widgets.chip import Chip
from zooapp.i18n import N_, _, day
from zooapp.lists import transponders
from zooapp.lists.spec import Query, Row
from zooapp.models import Transponder
from zooapp.permission import Permission
from zooapp.services import transponders as stock
from zooapp.values.marks import Transponder as Number


class TransponderCard(FactCard):
    """One chip: where it is, from which lot."""

    def read(self, session: Any, record: int) -> tuple[Row, str, int] | None:
        rows = transponders.LIST.rows(session, Query(), [record])
        if not rows:
            return None
        chip = session.get_one(Transponder, record)
        return rows[0], Number.parse(chip.number).origin(), chip.version

    def fill(self, facts: tuple[Row, str, int]) -> None:
        row, maker, version = facts
        cells, state = row.cells, row.cells["state"]
        self.head(cells["number"], maker, [Chip(state.text, state.kind, state.icon)])
        identify = Permission.IDENTIFY
        acts = []
        if row.state in ("available", "assigned"):
            acts.append(self.act(_("&Failed or lost…"), "alert-triangle", identify, lambda: self.open(SpoiledChipForm)))
        if row.state == "assigned":
            acts.append(self.act(_("F&ree it"), "arrow-back-up", identify, lambda: self._free(version)))
        if acts:
            self.acts(*acts)
        received = day(cells["received"])
        self.pairs((_("Animal"), cells["animal"]), (_("Lot"), cells["lot"]), (_("Supplier"), cells["supplier"]))
        self.pairs((_("Received on"), received))

    def _free(self, version: int) -> None:
        record = self.record
        self.desk.act(
            _("Chip put by for nobody any more"),
            lambda work: stock.free(work, record, version),
            lambda _none: self.desk.tell(_("The chip is free."), undo=lambda: self.desk.go.emit("undo", None)),
        )


class TranspondersPage(RecordPage):
    """What is in stock; a new lot is scanned in."""

    kinds = frozenset({"transponder", "identifier"})
    first = N_("Chips come here when they are received.")

    def __init__(self, desk: Desk) -> None:
        receive = button(_("&Receive chips…"), "plus", "primary")
        super().__init__(desk, transponders.LIST, TransponderCard(desk), [receive])
        receive.clicked.connect(lambda _on: open_record(desk, ReceiveChipsForm, 0, self))
        explain(receive, lacking(desk, Permission.IDENTIFY))

    def selected_ids(self) -> Sequence[int]:
        """The animals that wear the chips that are marked, or for which they are put by."""
        rows = (self.table.paged.row(self.table.paged.number_of(one)) for one in self.table.selected_ids())
        return list(dict.fromkeys(about for row in rows if row is not None and (about := row.cells["about"])))
