"""Institutions: the list, and the card with all that papers print of one."""

from typing import Any

from ui.desk import Desk
from ui.forms.institution import InstitutionForm
from ui.forms.names import InstitutionNamesForm
from ui.forms.recording import open_record
from ui.forms.scan import ScanForm, scan_rows
from ui.panels.reference_card import FactCard, lacking
from ui.panels.reference_list import RecordPage
from ui.widgets.button import button, explain
from ui.widgets.chip import Chip
from ui.widgets.layout import boxed, hbox
from zooapp.i18n import _
from zooapp.lists import institution_card, institutions
from zooapp.lists.institution_card import InstitutionFacts
from zooapp.lists.transfer_card import Scan, scans_of
from zooapp.models import Institution
from zooapp.permission import Permission


class InstitutionCard(FactCard):
    """One institution."""

    def read(self, session: Any, record: int) -> tuple[InstitutionFacts, tuple[Scan, ...]] | None:
        facts = institution_card.read(session, record)
        return (facts, scans_of(session, Institution.called, record)) if facts is not None else None

    def fill(self, found: tuple[InstitutionFacts, tuple[Scan, ...]]) -> None:
        facts, scans = found
        chips = [Chip(facts.kind, "mute")]
        chips += [Chip(_("Ours"), "ok", "home")] if facts.ours else []
        self.head(facts.name, facts.mnemonic, chips)
        edit = Permission.EDIT_INSTITUTIONS
        rename = self.act(_("Edit na&mes…"), "language", edit, lambda: self.open(InstitutionNamesForm))
        self.acts(self.act(_("E&dit…"), "pencil", edit, lambda: self.open(InstitutionForm)), rename)
        self.pairs(*facts.fields)
        self.names(facts.names)
        attach = self.act(_("Attach scan…"), "paperclip", Permission.ATTACH, lambda: self._attach(facts))
        self.section(_("Scans"), *scan_rows(self.desk, scans), boxed(hbox(attach, None)))

    def _attach(self, facts: InstitutionFacts) -> None:
        ScanForm(self.desk, (Institution.called, facts.id), facts.name, self).open()


class InstitutionsPage(RecordPage):
    """Find an institution; change what is known of it."""

    kinds = frozenset({"institution", "name", "confirmation", "setting", "media_link"})
    form = InstitutionForm
    permission = Permission.EDIT_INSTITUTIONS

    def __init__(self, desk: Desk) -> None:
        self.add_button = button(_("New &institution…"), "plus", "primary")
        super().__init__(desk, institutions.LIST, InstitutionCard(desk), [self.add_button])
        self.add_button.clicked.connect(lambda _on: open_record(desk, InstitutionForm, 0, self, self.follow))
        explain(self.add_button, lacking(desk, Permission.EDIT_INSTITUTIONS))
