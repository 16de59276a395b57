"""The card of a consignment: what to do next, its lines with their animals, papers that came, papers issued."""

from functools import partial
from typing import Any, Final

from PySide6.QtWidgets import QWidget

from ui.forms.certificate_issue import open_certificate
from ui.forms.consignment_edit import ConsignmentForm
from ui.forms.paper import NewPaperForm, PaperForm
from ui.panels.paper_card import PaperActs, make_primary, story
from ui.widgets.button import button
from ui.widgets.chip import Chip
from ui.widgets.head import ActionBar
from ui.widgets.label import Icon, elided, lab
from ui.widgets.layout import Item, boxed, hbox, vbox
from ui.widgets.mfu import Mfu
from ui.widgets.thumbnail import Thumbnail
from zooapp.i18n import _, day, ngettext
from zooapp.lists import consignments, documents, transfer_card
from zooapp.lists.transfer_card import CameFacts, IssuedFacts, LineFacts, TransferFacts
from zooapp.models import Consignment, Paper, Stage
from zooapp.permission import Permission

LINKS: Final = 6  # animals of a line that are named; the rest is counted


class TransferCard(PaperActs):
    """One consignment."""

    def read(self, session: Any, record: int) -> TransferFacts:
        assert self.desk.database is not None
        return transfer_card.read(session, record, self.desk.database.clock.today())

    def fill(self, facts: TransferFacts) -> None:
        stage = consignments.chip(Stage(facts.stage))
        chips = [Chip(stage.text, stage.kind, stage.icon)]
        route = f"{facts.sender} → {facts.receiver}"
        total = ngettext("{n} animal", "{n} animals", facts.total.total).format(n=facts.total.total)
        lines = ngettext("{n} line", "{n} lines", len(facts.lines)).format(n=len(facts.lines))
        words = " · ".join(part for part in (day(facts.arrived_on), total, lines) if part)
        self.head(facts.number, f"{route}\n{words}", chips)
        self._acts(facts)
        self.section(_("What to do next"), *self._next(facts))
        self.section(_("Issued papers"), *([self._issued(each) for each in facts.issued] or [self._none()]))
        self.section(_("Lines"), *(self._line(line) for line in facts.lines))
        add = self.act(_("Add paper…"), "plus", Permission.ATTACH, lambda: self.open(NewPaperForm))
        self.section(_("Papers that came"), *(self._came(each) for each in facts.came), boxed(hbox(add, None)))
        attach = self.act(_("Attach scan…"), "paperclip", Permission.ATTACH, self._attach)
        self.section(_("Other scans"), *self.scan_rows(facts.scans), boxed(hbox(attach, None)))
        self.section(_("Journey"))
        self.pairs(*facts.fields)

    def _acts(self, facts: TransferFacts) -> None:
        issue = Permission.ISSUE_DOCUMENT
        acts = [self.act(_("&Edit…"), "pencil", Permission.CORRECT, lambda: self.open(ConsignmentForm))]
        if facts.standing is None:
            acts.insert(0, self.act(_("Transfer &certificate…"), "file-certificate", issue, self.certify))
        else:
            paper = facts.standing.paper.id
            acts.insert(0, self.act(_("Pre&view…"), "file-search", Permission.LOOK, lambda: self.preview(paper)))
        make_primary(acts[0])
        self.acts(*acts)

    def certify(self) -> None:
        """Prepare the transfer certificate."""
        open_certificate(self.desk, self.record, self)

    def print_shown(self) -> None:
        """Preview the paper that stands; without one the draft."""
        if self.facts is not None and self.facts.standing is not None:
            self.preview(self.facts.standing.paper.id)
        elif self.facts is not None:
            self.certify()

    def _next(self, facts: TransferFacts) -> list[QWidget]:
        found: list[QWidget] = []
        if facts.standing is None:
            words = _("No transfer certificate is in force.")
            found.append(self.step(words, _("Prepare it…"), Permission.ISSUE_DOCUMENT, self.certify))
        else:
            found += self.next_of(facts.standing)
        for paper in facts.came:
            if not (paper.scans or paper.incoming or paper.original_at):
                words = _("{kind} {number}: no scan, and nobody wrote down where it lies.")
                told = words.format(kind=paper.kind, number=paper.number)
                found.append(self.step(told, _("Attach scan…"), Permission.ATTACH, partial(self._scan, paper)))
        if not found:
            filed = lab(_("Nothing. All is filed."), "body", "ok")
            found.append(boxed(hbox(Icon("circle-check", "ok"), (filed, 1), gap=6)))
        return found

    def _none(self) -> QWidget:
        return lab(_("None yet."), "small", "text2")

    def _line(self, line: LineFacts) -> QWidget:
        counts = [(_("announced"), line.announced), (_("alive"), line.alive), (_("dead"), line.dead)]
        told = [f"{word} {count}" for word, count in counts if count.total]
        told += [part for part in (line.condition, _("crate {no}").format(no=line.crate) if line.crate else "") if part]
        told += [_("seal {no}").format(no=line.seal)] if line.seal else []
        name = vbox(
            elided(f"{line.no}  {line.taxon.common or line.taxon.latin}", "strong"),
            *([elided(line.taxon.latin, "small", "text2")] if line.taxon.common else []),
            gap=0,
        )
        alive = Mfu((line.alive.m, line.alive.f, line.alive.u))
        top = hbox(Thumbnail(str(line.taxon), line.taxon.art, 32), (name, 1), alive, gap=8)
        rows: list[Item] = [top, lab(" · ".join(told), "small", "text2", wrap=True)]
        return boxed(vbox(*rows, self._animals(line), gap=2))

    def _animals(self, line: LineFacts) -> QWidget:
        grid: list[Item] = []
        for start in range(0, min(len(line.animals), LINKS), 3):
            row: list[Item] = []
            for animal in line.animals[start : min(start + 3, LINKS)]:
                link = button(animal.local_id, kind="link")
                link.setAccessibleName(_("Animal {number}").format(number=animal.local_id))
                link.clicked.connect(lambda _on, key=animal.id: self.desk.go.emit("animals", key))
                row.append(link)
            grid.append(hbox(*row, None, gap=4))
        if (rest := len(line.animals) - LINKS) > 0:
            grid.append(lab(ngettext("and {n} more", "and {n} more", rest).format(n=rest), "small", "text2"))
        return boxed(vbox(*grid, gap=0))

    def _came(self, paper: CameFacts) -> QWidget:
        until = _("valid to {day}").format(day=day(paper.valid_to)) if paper.valid_to else ""
        incoming = _("incoming {no}").format(no=paper.incoming) if paper.incoming else ""
        place = _("original in {place}").format(place=paper.original_at) if paper.original_at else ""
        told = " · ".join(part for part in (paper.issuer, until, incoming, place) if part)
        called = f"{paper.kind} {paper.number}"
        edit = self.link(
            _("Edit…"),
            _("Edit paper: {name}").format(name=called),
            Permission.ATTACH,
            lambda: self.open(PaperForm, paper.id),
        )
        scan = self.link(
            _("Scan…"), _("Attach scan: {name}").format(name=called), Permission.ATTACH, lambda: self._scan(paper)
        )
        links = [link for link in (scan, edit) if link is not None]
        head = hbox(Icon("file-text", "text2"), (lab(called, "strong", wrap=True), 1), *links, gap=6)
        return boxed(vbox(head, lab(told, "small", "text2", wrap=True), *self.scan_rows(paper.scans), gap=2))

    def _issued(self, issued: IssuedFacts) -> QWidget:
        state = documents.chip(issued.paper.state)
        number = lab(issued.paper.full_number, "strong" if issued.in_force else "body", "text")
        head = hbox(Icon("file-certificate", "text2"), (number, 1), Chip(state.text, state.kind, state.icon), gap=6)
        acts = ActionBar(*self.paper_acts(issued))
        return boxed(vbox(head, story(issued.happened), acts, *self.scan_rows(issued.scans), gap=6))

    def _scan(self, paper: CameFacts) -> None:
        self.attach(Paper.called, paper.id, f"{paper.kind} {paper.number}")

    def _attach(self) -> None:
        self.attach(Consignment.called, self.record, self.facts.number)
