"""Protocols of quarantine: the list of editions, and the card with all that an edition demands."""

from functools import partial
from typing import Any

from ui import errors
from ui.desk import Desk
from ui.forms.proposal import ProposalForm
from ui.forms.protocol import NewEditionForm, ProtocolEditForm
from ui.forms.recording import open_record
from ui.forms.requirement import NewRequirementForm, RequirementForm
from ui.panels.reference_card import FactCard
from ui.panels.reference_list import RecordPage
from ui.widgets.chip import Chip
from ui.widgets.label import lab
from ui.widgets.layout import boxed, hbox, vbox
from zooapp.i18n import _, day, ngettext
from zooapp.lists import protocol_card, protocols
from zooapp.lists.protocol_card import ProtocolFacts, RequirementLine
from zooapp.permission import Permission
from zooapp.services import protocols as services


class ProtocolCard(FactCard):
    """One edition. While no case uses it, it and its tests can be changed."""

    def read(self, session: Any, record: int) -> ProtocolFacts | None:
        return protocol_card.read(session, record)

    def fill(self, facts: ProtocolFacts) -> None:
        cases = ngettext("{n} case", "{n} cases", facts.cases).format(n=facts.cases)
        self.head(facts.name, f"{facts.code} · {facts.edition}", [Chip(cases, "quar" if facts.cases else "mute")])
        used = _("Cases began under this edition, so it stays. Make a new edition.") if facts.cases else ""
        edit = Permission.EDIT_PROTOCOLS
        self.acts(
            self.act(_("New edi&tion…"), "files", edit, self._new_edition),
            self.act(_("E&dit…"), "pencil", edit, lambda: self.open(ProtocolEditForm), used),
            self.act(_("Add te&st…"), "plus", edit, lambda: self.open(NewRequirementForm), used),
        )
        self.put(self.sure_row(facts.sure, ("protocol", facts.id), f"{facts.code} {facts.edition}"))
        days = ngettext("{n} day", "{n} days", facts.days).format(n=facts.days)
        self.pairs(
            (_("For"), facts.taxon),
            (_("Least time"), days),
            (_("Restarted by"), facts.scope),
            (_("Empty between batches"), self._empty(facts)),
            (_("What the unit must have"), facts.facilities),
            (_("Standing rules for staff"), facts.staff_rules),
            (_("Valid from"), day(facts.valid_from)),
            (_("Source"), facts.source),
        )
        rows = [self._requirement(row, not facts.cases) for row in facts.requirements]
        none = lab(_("No test is demanded."), "small", "text2")
        self.section(_("Tests"), *(rows or [none]))
        self._proposals(facts)
        self.names(facts.names)

    @staticmethod
    def _empty(facts: ProtocolFacts) -> str:
        days = facts.empty_days
        return "" if days is None else ngettext("{n} day", "{n} days", days).format(n=days)

    def _proposals(self, facts: ProtocolFacts) -> None:
        """For whom it is proposed by risk (R52)."""
        edit, rows = Permission.EDIT_PROTOCOLS, []
        for one in facts.proposals:
            name = _("No more for {who}").format(who=one.words)
            drop = self.link(_("Drop"), name, edit, partial(self._no_more, one.id, name))
            links = [] if drop is None else [drop]
            source = [lab(one.source, "small", "text2", wrap=True)] if one.source else []
            sure = self.sure_row(one.sure, ("protocol_choice", one.id), one.words)
            rows.append(boxed(vbox(hbox((lab(one.words, "body", wrap=True), 1), *links, gap=6), *source, sure, gap=1)))
        words, name = _("Propose it for…"), _("Propose {name}").format(name=facts.name)
        add = self.link(words, name, edit, lambda: self.open(ProposalForm))
        if add is not None:
            rows.append(boxed(hbox(add, None)))
        if rows:
            self.section(_("Proposed for"), *rows)

    def _no_more(self, choice: int, why: str) -> None:
        def dropped(_none: None) -> None:
            self.desk.tell(_("It is not proposed for these any more."), undo=self._undo)

        self.desk.act(why, lambda work: services.propose_no_more(work, choice), dropped, errors.show)

    def _requirement(self, row: RequirementLine, free: bool) -> Any:
        links = []
        if free:
            edit = Permission.EDIT_PROTOCOLS
            name, drop = _("Edit test: {name}").format(name=row.name), _("Drop test: {name}").format(name=row.name)
            links = [
                self.link(_("Edit…"), name, edit, lambda: self.open(RequirementForm, row.id)),
                self.link(_("Drop"), drop, edit, lambda: self._drop(row)),
            ]
        title = row.name if row.required else f"{row.name} ({_('not required')})"
        shown = [link for link in links if link is not None]
        source = [lab(row.source, "small", "text2", wrap=True)] if row.source else []
        return boxed(
            vbox(
                hbox((lab(title, "strong", wrap=True), 1), *shown, gap=6),
                lab(row.words, "body", "text2", wrap=True),
                *source,
                self.sure_row(row.sure, ("requirement", row.id), row.name),
                gap=1,
            )
        )

    def _drop(self, row: RequirementLine) -> None:
        why = _("Drop test: {name}").format(name=row.name)

        def dropped(_none: None) -> None:
            self.desk.tell(_("{name} is not demanded any more.").format(name=row.name), undo=self._undo)

        self.desk.act(why, lambda work: services.drop_requirement(work, row.id), dropped, errors.show)

    def _undo(self) -> None:
        self.desk.go.emit("undo", None)

    def _new_edition(self) -> None:
        open_record(self.desk, NewEditionForm, self.record, self, lambda form: form.saved.connect(self._made))

    def _made(self, record: int) -> None:
        self.desk.go.emit("reference", ("protocol", record))


class ProtocolsPage(RecordPage):
    """Find an edition; make a new one of it."""

    kinds = frozenset({"protocol", "protocol_choice", "requirement", "name", "confirmation", "quarantine_case"})
    form = ProtocolEditForm
    permission = Permission.EDIT_PROTOCOLS

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, protocols.LIST, ProtocolCard(desk))

    def why_not(self, record: int) -> str:
        facts = self.card.facts if isinstance(self.card, ProtocolCard) else None
        if facts is not None and facts.id == record and facts.cases:
            return _("Cases began under this edition, so it stays. Make a new edition.")
        return super().why_not(record)
