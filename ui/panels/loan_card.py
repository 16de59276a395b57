"""The card of a loan: its state, what can be done, its animals with who holds them, its story, its terms."""

from functools import partial
from typing import Any, Final

from PySide6.QtWidgets import QPushButton, QWidget

from ui.forms.acting import AnimalForm, open_for
from ui.forms.loan import LoanForm
from ui.forms.loan_back import GiveBackForm, HandOnForm
from ui.forms.loan_paper import open_papers
from ui.forms.loan_step import RecallForm, RenewForm, StepForm
from ui.forms.scan import ScanForm, scan_rows
from ui.panels.reference_card import FactCard
from ui.widgets.button import button
from ui.widgets.chip import Chip
from ui.widgets.facts import Story
from ui.widgets.label import lab
from ui.widgets.layout import Item, boxed, hbox, vbox
from ui.widgets.mfu import Mfu
from ui.widgets.thumbnail import Thumbnail
from zooapp.i18n import _, day, ngettext
from zooapp.lists import loan_card, loans
from zooapp.lists.loan_card import Held, LoanCard, Step
from zooapp.lists.loan_facts import State
from zooapp.models import Direction, Loan, StepKind
from zooapp.permission import Permission
from zooapp.services import loans as acts
from zooapp.work import Work

SHOWN: Final = 12  # animals that are named; the rest is counted


class LoanCardPanel(FactCard):
    """One loan."""

    def read(self, session: Any, record: int) -> LoanCard:
        assert self.desk.database is not None
        return loan_card.read(session, record, self.desk.database.clock.today())

    def fill(self, card: LoanCard) -> None:
        facts, loan = card.facts, card.facts.loan
        state = loans.chip(facts.state)
        way = _("to {partner}") if loan.direction is Direction.OUT else _("from {partner}")
        total = ngettext("{n} animal", "{n} animals", facts.count.total).format(n=facts.count.total)
        until = _("until {day}").format(day=day(facts.wanted_by)) if facts.wanted_by else _("open-ended")
        words = " · ".join((way.format(partner=facts.partner), total, until))
        self.head(loan.number, words, [Chip(state.text, state.kind, state.icon)])
        self._acts(card)
        if not card.held:
            hint = _("Mark animals in their list, then choose “Loan out…” or “Under a loan…”.")
            self.put(lab(hint, "small", "text2", wrap=True))
        else:
            self.section(_("Animals"), *self._animals(card))
        waiting = [self._promise(step) for step in card.story if step.waits]
        self.section(_("What happened"), *waiting, Story([_told(step) for step in reversed(card.story)]))
        self.section(_("Contract"))
        self.pairs(*card.fields)
        attach = self.act(_("Attach scan…"), "paperclip", Permission.ATTACH, lambda: self._attach(loan.number))
        self.section(_("Scans"), *scan_rows(self.desk, card.scans), boxed(hbox(attach, None)))

    def papers(self) -> None:
        """The letters and the schedule of this loan."""
        if self.record:
            open_papers(self.desk, self.record, self)

    def _acts(self, card: LoanCard) -> None:
        may = Permission.DISPOSE
        over = {State.ENDED: _("Nothing stands under it any more."), State.PREPARED: _("Nothing stands under it yet.")}
        ended = over.get(card.facts.state, "")
        standing = [one.animal_id for one in card.held if one.until is None]
        back: QPushButton = self.act(
            _("Give &back…"), "transfer-in", may, lambda: self._about(GiveBackForm, standing), ended
        )
        on = self.act(_("&Hand on…"), "transfer", may, lambda: self._about(HandOnForm, standing), ended)
        papers = self.act(_("&Papers…"), "file-text", Permission.LOOK, self.papers)
        self.acts(
            papers,
            self.act(_("Rene&w…"), "refresh", may, lambda: self.open(RenewForm), ended),
            back,
            self.act(_("Re&call…"), "arrow-back-up", may, lambda: self.open(RecallForm), ended),
            self.act(_("What happened…"), "note", may, lambda: self.open(StepForm)),
            on,
            self.act(_("&Edit…"), "pencil", may, lambda: self.open(LoanForm)),
        )

    def _about(self, form: type[AnimalForm], animals: list[int]) -> None:
        open_for(self.desk, form, animals, self)

    def _animals(self, card: LoanCard) -> list[Item]:
        rows: list[Item] = [self._animal(one) for one in card.held[:SHOWN]]
        if (rest := len(card.held) - SHOWN) > 0:
            rows.append(lab(ngettext("and {n} more", "and {n} more", rest).format(n=rest), "small", "text2"))
        return rows

    def _animal(self, one: Held) -> QWidget:
        name = button(one.local_id, kind="link")
        name.setAccessibleName(_("Animal {number}").format(number=one.local_id))
        name.clicked.connect(lambda _on: self.desk.go.emit("animals", one.animal_id))
        since = day(one.since)
        days = f"{since} – {day(one.until)}" if one.until else _("since {day}").format(day=since)
        told = " · ".join(part for part in (one.taxon.common or one.taxon.latin, one.holders, days) if part)
        head: list[Item] = [name, None]
        if one.until is None:
            head += [Mfu((one.count.m, one.count.f, one.count.u))] if one.count.total != 1 else []
            label = _("Give back: {name}").format(name=one.local_id)
            do = partial(self._about, GiveBackForm, [one.animal_id])
            link = self.link(_("Give back…"), label, Permission.DISPOSE, do)
            head += [link] if link is not None else []
        words = lab(told, "small", "text2" if one.until is None else "text3", wrap=True)
        rows = vbox(hbox(*head, gap=8), boxed(hbox((words, 1), margins=(4, 0, 0, 0))), gap=0)
        return boxed(hbox(Thumbnail(str(one.taxon), one.taxon.art, 32), (rows, 1), gap=8))

    def _promise(self, step: Step) -> QWidget:
        words = lab(f"{step.words}: {step.detail}", "body", "due", wrap=True)
        link = self.link(
            _("Kept"), _("Kept: {name}").format(name=step.detail), Permission.DISPOSE, lambda: self._keep(step.id)
        )
        return boxed(hbox((words, 1), *([link] if link is not None else []), gap=6))

    def _keep(self, promise: int) -> None:
        record = self.record

        def kept(work: Work) -> int:
            return acts.step(work, record, acts.Step(StepKind.KEPT, work.today, answers_id=promise))

        words = _("Promise kept")
        self.desk.act(words, kept, lambda _step: self.desk.tell(words, undo=lambda: self.desk.go.emit("undo", None)))

    def _attach(self, number: str) -> None:
        ScanForm(self.desk, (Loan.called, self.record), number, self).open()


def _told(step: Step) -> tuple[str, str, str, str]:
    return step.icon, step.words, step.detail, day(step.on)
