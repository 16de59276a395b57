"""Eggs and fetuses: the list, and the card of one with what happened to it and what came of it."""

from typing import Any, Final

from PySide6.QtWidgets import QWidget

from ui import errors, theme
from ui.desk import Desk
from ui.forms.egg_event import CandleForm, EggEventForm
from ui.forms.hatch import HatchForm
from ui.forms.lay import LayForm
from ui.forms.recording import open_record
from ui.panels.reference_card import FactCard, lacking
from ui.panels.reference_list import RecordPage
from ui.widgets.button import button, explain
from ui.widgets.chip import Chip
from ui.widgets.facts import Facts
from ui.widgets.label import Icon, lab
from ui.widgets.layout import boxed, hbox, vbox
from ui.widgets.thumbnail import Thumbnail
from zooapp.i18n import N_, _, day, ngettext
from zooapp.lists import clutch_card, clutches
from zooapp.lists.clutch_card import ClutchFacts, Happened, Link
from zooapp.models import AnimalKind
from zooapp.permission import Permission
from zooapp.services import clutches as services

LABEL: Final = 110


class ClutchCard(FactCard):
    """One record of eggs, or of a fetus."""

    def read(self, session: Any, record: int) -> ClutchFacts | None:
        assert self.desk.database is not None
        return clutch_card.read(session, record, self.desk.database.clock.today())

    def fill(self, facts: ClutchFacts) -> None:
        fetus = facts.kind is AnimalKind.FETUS
        chips = [Chip(facts.state.text, facts.state.kind, facts.state.icon)]
        if not fetus:
            left = ngettext("{n} egg left", "{n} eggs left", facts.sums.left).format(n=facts.sums.left)
            chips.append(Chip(left, "mute", "egg"))
        picture = Thumbnail(str(facts.taxon), facts.taxon.art, 44)
        self.head(f"{facts.kind_words} {facts.local_id}", str(facts.taxon), chips, picture)
        self._acts(facts, fetus)
        days = ngettext("{n} day", "{n} days", facts.days).format(n=facts.days) if facts.days else ""
        self.put(
            Facts(
                [
                    (_("Fetus found") if fetus else _("Laid"), day(facts.sums.since)),
                    (_("Due about") if fetus else _("Due"), day(facts.due) if facts.due else _("not known")),
                    (_("Days of incubation"), days),
                    (_("Owner"), facts.owner),
                    (_("Enclosure"), facts.place),
                    *self._sums(facts),
                ]
            )
        )
        for words, parent in ((_("Dam"), facts.dam), (_("Sire"), facts.sire)):
            if parent is not None:
                name = lab(words, "small", "text2")
                name.setFixedWidth(theme.px(LABEL))
                self.put(boxed(hbox(name, self._way(parent), None, gap=8)))
        self.section(_("What happened"), *(self._line(line) for line in facts.happened))

    def _acts(self, facts: ClutchFacts, fetus: bool) -> None:
        over = "" if facts.sums.left else _("Nothing is left of it.")
        right = Permission.ACCESSION
        young = _("&Young born…") if fetus else _("&Young hatch…")
        candle = [] if fetus else [self.act(_("&Candle…"), "eye", right, lambda: self.open(CandleForm), over)]
        self.acts(
            self.act(young, "feather", right, lambda: self.open(HatchForm), over),
            *candle,
            self.act(_("&What happened…"), "plus", right, lambda: self.open(EggEventForm), over),
        )

    def _sums(self, facts: ClutchFacts) -> list[tuple[str, str]]:
        sums = facts.sums
        if facts.kind is AnimalKind.FETUS:
            return []
        numbers = [(_("Eggs"), sums.laid), (_("Fertile"), sums.fertile), (_("Hatched"), sums.hatched)]
        numbers += [(_("Lost"), sums.lost), (_("Sold, eaten, handed over"), sums.other or None)]
        return [(words, str(n)) for words, n in numbers if n is not None]

    def _way(self, animal: Link) -> QWidget:
        """A link to an animal."""
        link = button(animal.local_id, kind="link")
        link.clicked.connect(lambda _on: self.desk.go.emit("animals", animal.id))
        return link

    def _line(self, line: Happened) -> QWidget:
        back = self.link(
            _("Take back…"),
            _("Take back: {words}, {day}").format(words=line.words, day=day(line.on)),
            Permission.CORRECT,
            lambda: self._take_back(line),
        )
        head = hbox((lab(line.words, "body", wrap=True), 1), lab(day(line.on), "small", "text3"), gap=8)
        detail = " · ".join(part for part in (line.detail, line.who) if part)
        below = hbox((lab(detail, "small", "text3", wrap=True), 1), *([back] if back is not None else []), gap=8)
        young = [boxed(hbox(*(self._way(one) for one in line.young), None, gap=8))] if line.young else []
        return boxed(hbox(Icon(line.icon, "text2", 16), (boxed(vbox(head, below, *young, gap=1)), 1), gap=10))

    def _take_back(self, line: Happened) -> None:
        def taken(_none: None) -> None:
            self.desk.tell(_("Taken back: {words}.").format(words=line.words), undo=self._undo)

        why = _("Take back: {words}, {day}").format(words=line.words, day=day(line.on))
        self.desk.act(why, lambda work: services.take_back(work, line.id), taken, errors.show)

    def _undo(self) -> None:
        self.desk.go.emit("undo", None)


class ClutchesPage(RecordPage):
    """Find eggs by taxon and by the day they are due; write down what happens to them."""

    kinds = frozenset({"clutch", "clutch_event", "animal", "stay", "transaction", "name"})
    form = EggEventForm
    first = N_("Eggs come here when they are found, or laid by a hen that you mark.")
    permission = Permission.ACCESSION

    def __init__(self, desk: Desk) -> None:
        self.add_button = button(_("&Eggs found…"), "plus", "primary")
        super().__init__(desk, clutches.LIST, ClutchCard(desk), [self.add_button])
        self.add_button.clicked.connect(lambda _on: open_record(desk, LayForm, 0, self))
        explain(self.add_button, lacking(desk, Permission.ACCESSION))
