"""Treatments: the list, and the card of one with its doses, what can be done and its papers."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from ui.desk import Desk
from ui.forms.dose import DoseForm, StopTreatmentForm
from ui.listing import ListPage
from ui.panels.reference_card import FactCard
from ui.panels.reference_list import RecordPage
from ui.sheet_preview import open_sheet
from ui.widgets.button import button
from ui.widgets.chip import Chip
from ui.widgets.label import lab
from ui.widgets.layout import boxed, hbox, vbox
from ui.widgets.thumbnail import Thumbnail
from zooapp.i18n import _, day
from zooapp.lists import treatments
from zooapp.lists.treatments import DoseLine, TreatmentCard
from zooapp.permission import Permission
from zooapp.reports import treatment_sheets
from zooapp.services import treatments as service

KINDS = frozenset({"prescription", "dose", "drug", "transaction", "stay", "animal", "identifier", "name"})


class TreatmentPanel(FactCard):
    """One treatment: who gets what, each dose with who gave it."""

    def read(self, session: Any, record: int) -> TreatmentCard | None:
        assert self.desk.database is not None
        return treatments.card(session, record, self.desk.database.clock.today())

    def fill(self, facts: TreatmentCard) -> None:
        cells, state = facts.row.cells, facts.row.cells["state"]
        who = " · ".join(part for part in (cells["local_id"], cells["name"]) if part)
        lead = Thumbnail(who, cells["taxon"].art, 44)
        self.head(cells["drug"], f"{who}\n{cells['taxon']}", [Chip(state.text, state.kind, state.icon)], lead)
        acts = []
        if facts.row.state == "open":
            acts += [
                self.act(_("&Dose…"), "pill", Permission.OBSERVE, lambda: self.open(DoseForm)),
                self.act(_("Sto&p…"), "player-stop", Permission.TREAT, lambda: self.open(StopTreatmentForm)),
            ]
        if not facts.doses and facts.row.state == "open":
            acts.append(self.act(_("Take &back"), "restore", Permission.TREAT, self._void))
        go = button(_("Open the animal"), "paw")
        go.clicked.connect(lambda _on: self.desk.go.emit("animals", facts.one.animal_id))
        self.acts(*acts, *self._papers(), go)
        self.pairs(*treatments.facts(facts))
        self.section(_("Doses"), *(self._dose(line) for line in facts.doses))

    def _papers(self) -> list[Any]:
        made = []
        for words, icon, report in (
            (_("Treatment sheet…"), "printer", treatment_sheets.treatment_sheet),
            (_("Label…"), "tag", treatment_sheets.label),
        ):
            paper = button(words, icon)
            paper.clicked.connect(
                lambda _on, report=report: open_sheet(self.desk, partial(report, key=self.record), self)
            )
            made.append(paper)
        return made

    def _dose(self, line: DoseLine) -> QWidget:
        said = " · ".join(part for part in (day(line.on), line.who, line.batch, line.note) if part)
        words = vbox(lab(f"{line.number}. {line.words}", "strong", wrap=True), lab(said, "small", "text2", wrap=True),
                     gap=1)
        name = _("Take back dose {n}").format(n=line.number)
        back = self.link(_("Take back"), name, Permission.OBSERVE, lambda: self._void_dose(line))
        return boxed(hbox((words, 1), *([back] if back is not None else []), gap=8))

    def _void_dose(self, line: DoseLine) -> None:
        self.desk.act(
            _("Take back dose {n}").format(n=line.number),
            lambda work: service.void_dose(work, line.id),
            lambda _none: self.desk.tell(_("The dose is due again."), undo=lambda: self.desk.go.emit("undo", None)),
        )

    def _void(self) -> None:
        record = self.record
        self.desk.act(
            _("Treatment taken back"),
            lambda work: service.void(work, record),
            lambda _none: self.desk.tell(
                _("The treatment is taken back."), undo=lambda: self.desk.go.emit("undo", None)
            ),
        )


class TreatmentsPage(RecordPage):
    """All treatments, the newest first."""

    kinds = KINDS

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, treatments.LIST, TreatmentPanel(desk))

    def open_record(self, record: int) -> None:
        """Enter goes into the card."""
        if self.card is not None and record:
            self.card_area.setVisible(True)
            self.show_card(record)
            self.card.setFocus()

    def selected_ids(self) -> Sequence[int]:
        """The animals of the treatments that are marked."""
        return animals_of(self)


def animals_of(page: ListPage) -> list[int]:
    """The animals of the rows that are marked."""
    rows = (page.table.paged.row(page.table.paged.number_of(one)) for one in page.table.selected_ids())
    return list(dict.fromkeys(row.cells["about"] for row in rows if row is not None))
