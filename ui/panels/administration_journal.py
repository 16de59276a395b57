"""The journal: who did what, when and why; the card shows each record with old and new values."""

from typing import Any

from ui.desk import Desk
from ui.listing import ListPage
from ui.panels.reference_card import FactCard
from ui.widgets.chip import Chip
from ui.widgets.label import lab
from ui.widgets.layout import boxed, vbox
from zooapp.i18n import _, ngettext
from zooapp.lists import entries, entry_card
from zooapp.lists.entry_card import ChangeLine, EntryFacts


class EntryCard(FactCard):
    """One entry."""

    def read(self, session: Any, record: int) -> EntryFacts | None:
        return entry_card.read(session, record)

    def fill(self, facts: EntryFacts) -> None:
        chips = []
        if facts.undoes:
            chips.append(Chip(_("Undoes entry {n}").format(n=facts.undoes), "mute", "arrow-back-up"))
        if facts.undone_by:
            chips.append(Chip(_("Undone by entry {n}").format(n=facts.undone_by), "warn", "arrow-back-up"))
        if not facts.clock_trusted:
            chips.append(Chip(_("Clock ran behind"), "warn", "clock-exclamation"))
        self.head(facts.why, _("Entry {n}").format(n=facts.id), chips)
        self.pairs(
            (_("Who"), f"{facts.who} ({facts.role})" if facts.who else facts.role),
            (_("When"), facts.at),
            (_("Computer"), facts.workstation),
            (_("Fingerprint"), " ".join(facts.hash[place : place + 4] for place in range(0, 16, 4))),
        )
        if facts.accepted:
            self.section(_("Accepted all the same"), *(lab(text, wrap=True) for text in facts.accepted))
        self.section(_("What changed"))
        for change in facts.changes:
            self.put(change_row(change))
        if facts.more:
            words = ngettext("and {n} record more", "and {n} records more", facts.more)
            self.put(lab(words.format(n=facts.more), "small", "text2"))


class JournalPage(ListPage):
    """All entries, the newest first."""

    kinds = frozenset()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, entries.LIST, EntryCard(desk))
        desk.changed.connect(self._written)

    def _written(self, kinds: frozenset[str]) -> None:
        """Each work writes an entry, whatever it changed."""
        self._stale = True
        if kinds and self.isVisible():
            self.refresh()


def change_row(change: ChangeLine) -> Any:
    """One record: what it is, and each field old -> new."""
    lines = [lab(f"{change.kind} · {change.title}", "strong", wrap=True)]
    for label, old, new in change.fields:
        said = f"{label}: {new}" if old == "—" else f"{label}: {old} → {new}"
        lines.append(lab(said, "small", "text2", wrap=True))
    if not change.fields:
        lines.append(lab(_("touched, not changed"), "small", "text3"))
    return boxed(vbox(*lines, gap=1))
