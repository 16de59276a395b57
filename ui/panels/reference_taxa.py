"""Taxa: the list, and the card with line of descent, legal status, names and what is not verified yet."""

from typing import Any

from ui.animal_papers import audit_of_taxon, report_of_taxon
from ui.desk import Desk
from ui.forms.age_pyramid import AgePyramidDialog
from ui.forms.names import TaxonNamesForm
from ui.forms.recording import open_record
from ui.forms.taxon import TaxonForm, TaxonReplaceForm
from ui.forms.taxon_status import EndStatusForm, TaxonStatusForm
from ui.panels.reference_card import FactCard, lacking
from ui.panels.reference_list import RecordPage
from ui.widgets.button import button, explain
from ui.widgets.chip import Chip
from ui.widgets.label import lab
from ui.widgets.layout import boxed, hbox, vbox
from ui.widgets.thumbnail import Thumbnail
from zooapp.i18n import _, day, ngettext
from zooapp.lists import taxa_list, taxon_card
from zooapp.lists.taxon_card import StatusLine, TaxonFacts
from zooapp.permission import Permission


class TaxonCard(FactCard):
    """One taxon."""

    def read(self, session: Any, record: int) -> TaxonFacts | None:
        today = self.desk.database.clock.today() if self.desk.database is not None else None
        return taxon_card.read(session, record, today) if today is not None else None

    def fill(self, facts: TaxonFacts) -> None:
        words = facts.words
        chips = [Chip(facts.rank, "mute")]
        chips += [Chip(_("Hybrid"), "mute")] if facts.hybrid else []
        chips += [Chip(_("Replaced"), "warn", "alert-triangle")] if facts.replaced_by else []
        second = " ".join(part for part in (words.scientific if words.common else "", facts.author) if part)
        self.head(words.label, second, chips, Thumbnail(words.label, words.art, 44))
        edit, look = Permission.EDIT_TAXA, Permission.LOOK
        self.acts(
            self.act(_("E&dit…"), "pencil", edit, lambda: self.open(TaxonForm)),
            self.act(_("Add &status…"), "plus", edit, lambda: self.open(TaxonStatusForm)),
            self.act(_("&Replace…"), "switch-horizontal", edit, lambda: self.open(TaxonReplaceForm)),
            self.act(_("Taxon report…"), "report", look, lambda: report_of_taxon(self.desk, facts.id, self)),
            self.act(_("Age pyramid…"), "chart-bar", look, lambda: AgePyramidDialog(self.desk, facts.id, self).open()),
            self.act(_("Audit extract…"), "fingerprint", look, lambda: audit_of_taxon(self.desk, facts.id, self)),
        )
        self.pairs(*facts.now)
        if facts.replaced_by:
            self.pairs((_("Used now"), facts.replaced_by))
        if facts.stands_for:
            self.pairs((_("Stands for"), ", ".join(facts.stands_for)))
        self._place(facts)
        rows = [self._status(row) for row in facts.statuses]
        none = lab(_("No row of its own: it has the status of what it belongs to."), "small", "text2", wrap=True)
        self.section(_("Legal and conservation status"), *(rows or [none]))
        rename = self.act(_("Edit na&mes…"), "language", edit, lambda: self.open(TaxonNamesForm))
        self.names(facts.names, rename)
        if facts.ages:
            self.section(_("Ages"))
            self.pairs(*facts.ages)
        self.section(_("More"))
        self.pairs((_("Commodity code"), facts.commodity_code), (_("Source"), facts.source))
        self.put(self.sure_row(facts.sure, ("taxon", facts.id), words.scientific))

    def _place(self, facts: TaxonFacts) -> None:
        """The line from the class down, and how many stand below."""
        path = " › ".join([*(name for _key, name in facts.lineage), facts.words.scientific])
        below = ngettext("{n} taxon belongs to it", "{n} taxa belong to it", facts.below).format(n=facts.below)
        self.section(_("Belongs to"), lab(path, "latin", wrap=True), lab(below, "small", "text2"))

    def _status(self, row: StatusLine) -> Any:
        value = f"{row.scheme} {row.value}"
        words = f"{value} · {row.population}" if row.population else value
        style = ("strong", "text") if row.counts else ("body", "text2")
        end = None
        if row.valid_to is None:
            name = _("End {list} {value}").format(list=row.scheme, value=row.value)
            end = self.link(_("End…"), name, Permission.EDIT_TAXA, lambda: self.open(EndStatusForm, row.id))
        top = hbox((lab(words, *style, wrap=True), 1), *([end] if end is not None else []), gap=6)
        return boxed(
            vbox(
                top,
                lab(f"{span(row)} · {row.source}", "small", "text2", wrap=True),
                self.sure_row(row.sure, ("taxon_status", row.id), f"{self.facts.words.scientific}, {words}"),
                gap=1,
            )
        )


class TaxaPage(RecordPage):
    """Find a taxon; change what is known of it."""

    kinds = frozenset({"taxon", "name", "taxon_status", "confirmation", "animal", "transaction"})
    form = TaxonForm
    permission = Permission.EDIT_TAXA

    def __init__(self, desk: Desk) -> None:
        self.add_button = button(_("New &taxon…"), "plus", "primary")
        super().__init__(desk, taxa_list.LIST, TaxonCard(desk), [self.add_button])
        self.add_button.clicked.connect(lambda _on: open_record(desk, TaxonForm, 0, self, self.follow))
        explain(self.add_button, lacking(desk, Permission.EDIT_TAXA))


def span(row: StatusLine) -> str:
    """From when to when a row is valid."""
    if row.valid_from is None and row.valid_to is None:
        return _("no dates entered")
    if row.valid_to is None:
        return _("from {day}").format(day=day(row.valid_from))
    if row.valid_from is None:
        return _("until {day}").format(day=day(row.valid_to))
    return f"{day(row.valid_from)} – {day(row.valid_to)}"
