"""Drugs: the dictionary, with rates by taxon and the taxa that never get one (R105)."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from ui.desk import Desk
from ui.forms.drug import DrugBanForm, DrugEditForm, DrugRateForm
from ui.forms.recording import RecordForm, open_record
from ui.forms.stock import ReceiveDrugForm
from ui.forms.weight_ages import WeightAgesForm
from ui.panels.reference_card import FactCard, lacking
from ui.panels.reference_list import RecordPage
from ui.widgets.button import button, explain
from ui.widgets.chip import Chip
from ui.widgets.label import lab
from ui.widgets.layout import boxed, hbox, vbox
from zooapp.i18n import _, ngettext
from zooapp.lists import drugs
from zooapp.lists.drugs import DrugCard, RateLine
from zooapp.models.drug import DRUG_FORMS
from zooapp.permission import Permission
from zooapp.services import drugs as service


class DrugPanel(FactCard):
    """One drug, with what its sources say of it by taxon."""

    def read(self, session: Any, record: int) -> DrugCard | None:
        return drugs.card(session, record)

    def fill(self, facts: DrugCard) -> None:
        drug = facts.drug
        chips = [Chip(_("controlled"), "warn", "lock")] if drug.controlled else []
        self.head(drug.title, _(dict(DRUG_FORMS)[drug.form]), chips)
        self.acts(
            self.act(_("E&dit…"), "pencil", Permission.TREAT, lambda: self.open(DrugEditForm)),
            self.act(_("Re&ceive…"), "plus", Permission.TREAT, lambda: self.open(ReceiveDrugForm)),
        )
        n = drug.withdrawal_days or 0
        days = ngettext("{n} day", "{n} days", n).format(n=n) if n else ""
        never = _("never") if drug.carcass else ""
        self.pairs((_("Not fed or eaten for"), days), (_("Its carcass eaten"), never), (_("Note"), drug.note or ""))
        self.pairs((_("Source"), _sure(drug.source, drug.verified)))
        self._lines(_("Never for"), "drug_ban", facts.bans, DrugBanForm)
        self._lines(_("Doses by taxon"), "drug_rate", facts.rates, DrugRateForm)

    def _lines(self, title: str, kind: str, lines: Sequence[RateLine], form: type[RecordForm]) -> None:
        add = self.act(_("Add…"), "plus", Permission.TREAT, lambda: self.open(form))
        add.setAccessibleName(_("Add: {what}").format(what=title))
        self.section(title, *(self._line(kind, line) for line in lines), boxed(hbox(add, None)))

    def _line(self, kind: str, line: RateLine) -> QWidget:
        source = lab(_sure(line.source, line.verified), "small", "text2", wrap=True)
        words = vbox(lab(line.taxon, "strong", wrap=True), lab(line.words, "body", wrap=True), source, gap=1)
        name = _("Take out: {what}").format(what=f"{line.taxon}, {line.words}")
        out = self.link(_("Take out"), name, Permission.TREAT, lambda: self._take_out(kind, line))
        return boxed(hbox((words, 1), *([out] if out is not None else []), gap=8))

    def _take_out(self, kind: str, line: RateLine) -> None:
        self.desk.act(
            _("Take out: {what}").format(what=line.taxon),
            lambda work: service.take_out(work, kind, line.id),
            lambda _none: self.desk.tell(_("It is taken out."), undo=lambda: self.desk.go.emit("undo", None)),
        )


def _sure(source: str, verified: bool) -> str:
    return source if verified else _("{source}, not verified").format(source=source)


class DrugsPage(RecordPage):
    """All drugs; a new one."""

    kinds = frozenset({"drug", "drug_rate", "drug_ban", "drug_batch", "stock_move", "taxon", "name"})
    form = DrugEditForm
    permission = Permission.TREAT

    def __init__(self, desk: Desk) -> None:
        add, ages = button(_("New dr&ug…"), "plus", "primary"), button(_("Age of &weights…"), "weight")
        super().__init__(desk, drugs.LIST, DrugPanel(desk), [*([ages] if desk.may(Permission.SETTINGS) else []), add])
        ages.clicked.connect(lambda _on: open_record(desk, WeightAgesForm, 0, self))
        add.clicked.connect(lambda _on: open_record(desk, DrugEditForm, 0, self, self.follow))
        explain(add, lacking(desk, Permission.TREAT))
