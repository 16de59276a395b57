"""The transfer certificate before it is issued: what is asked, what stands in the way, and its pages as a draft."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from ui import errors
from ui.desk import Desk
from ui.editors import read_day
from ui.forms.certificate_blockers import Blockers
from ui.preview import PreviewDialog, open_paper
from ui.widgets.button import Reason, Segments, button, explain
from ui.widgets.card import Line
from ui.widgets.choices import combo
from ui.widgets.field import FieldBox
from ui.widgets.label import lab
from ui.widgets.layout import boxed, hbox, vbox
from zooapp import settings
from zooapp.documents import certificate, facts
from zooapp.documents.certificate import Edition, State
from zooapp.documents.certificate_data import Mode
from zooapp.documents.facts import Blocker
from zooapp.documents.transfer_certificate import CertificateRequest, Gathered, Printing, gather
from zooapp.errors import Invalid, Level, Problem, Unsettled
from zooapp.i18n import N_, _
from zooapp.models import Consignment
from zooapp.services import documents, keys
from zooapp.work import Work

WAIT: Final = 350  # milliseconds after the last letter
LANGUAGES: Final = {"ru": N_("Russian"), "ko_KP": N_("Korean (Pyongyang)"), "ko_KR": N_("Korean (Seoul)")}
MODES: Final = {Mode.AIR: N_("by air"), Mode.ROAD: N_("by road"), Mode.RAIL: N_("by rail"), Mode.SEA: N_("by sea")}


@dataclass(frozen=True)
class Start:
    """What a new certificate begins with."""

    number: str
    request: CertificateRequest


def start(session: Any, consignment: int) -> Start:
    """The languages of the zoo, and nothing said yet."""
    number = session.get_one(Consignment, consignment).number
    return Start(number, CertificateRequest(consignment, tuple(settings.value(session, "languages"))))


class CertificateDialog(PreviewDialog):
    """Nothing is written before Issue; each change is looked at and set anew."""

    issued = Signal(int)

    def __init__(self, desk: Desk, begun: Start, parent: QWidget | None = None) -> None:
        super().__init__(desk, self.heading(begun), parent)
        self.begun = begun
        self.data: Gathered | None = None
        self.waived: set[str] = set()
        self.more: list[Blocker] = []
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT)
        self._timer.timeout.connect(self.look)
        self.boxes: dict[str, FieldBox] = {}
        self.lines: dict[str, QLineEdit] = {}
        self.blockers = Blockers(desk, self.look)
        self._ask(begun.request)
        self._lay_foot()
        desk.changed.connect(self._changed)
        self.look()

    # what a revision says differently

    def heading(self, begun: Start) -> str:
        """The title."""
        return _("Transfer certificate for {number}").format(number=begun.number)

    def act_words(self) -> str:
        """What the button says."""
        return _("&Issue")

    def job(self, request: CertificateRequest) -> Callable[[Work], int]:
        """The work that issues it; gives the id of the paper."""
        home = self.desk.home
        return lambda work: documents.issue(work, request, keys.sealing_key(work.session, home)).id

    # what is asked

    def _ask(self, begun: CertificateRequest) -> None:
        self.ticks = {code: QCheckBox(_(words)) for code, words in LANGUAGES.items()}
        for code, tick in self.ticks.items():
            tick.setChecked(code in begun.languages)
            tick.toggled.connect(lambda _on: self._timer.start())
        sides = {"sender": _("sender"), "receiver": _("receiver")}
        self.first = Segments(_("Original 1 stays with the"), sides, begun.first)
        self.first.chosen.connect(lambda _key: self._timer.start())
        self.mode = combo()
        for words in MODES.values():
            self.mode.addItem(_(words))
        self.mode.setCurrentIndex(list(MODES).index(begun.mode))
        self.mode.currentIndexChanged.connect(lambda _index: self._timer.start())
        self.prevails = QCheckBox(_("The English text prevails (as the contract says)"))
        self.prevails.setChecked(begun.english_prevails)
        self.prevails.toggled.connect(lambda _on: self._timer.start())
        english = lab(_("English always, and:"), "small", "text2")
        self.side.addWidget(self.blockers)
        self.side.addWidget(Line())
        self.side.addWidget(boxed(vbox(lab(_("Languages"), "label", "text2"), english, *self.ticks.values(), gap=4)))
        self.side.addWidget(FieldBox(self.first.accessibleName(), self.first))
        self.side.addWidget(FieldBox(_("Transport"), self.mode))
        for key, words, hint, value in (
            ("place", _("Place"), _("Empty: the city of our zoo"), begun.place),
            ("on", _("Day"), _("Empty: the day of issue"), f"{begun.on:%d.%m.%Y}" if begun.on else ""),
            ("sender", _("Materially responsible, sender"), _("Name, post"), begun.sender_responsible),
            ("receiver", _("Materially responsible, receiver"), _("Name, post"), begun.receiver_responsible),
        ):
            self.side.addWidget(self.line_box(key, words, hint, value))
        self.side.addWidget(self.prevails)
        self.side.addStretch(1)

    def line_box(self, key: str, words: str, hint: str = "", value: str = "") -> FieldBox:
        """A field for a line of text."""
        line = QLineEdit(value)
        line.textEdited.connect(lambda _text: self._timer.start())
        self.lines[key], self.boxes[key] = line, FieldBox(words, line, hint)
        return self.boxes[key]

    def _lay_foot(self) -> None:
        self.issue_button = button(self.act_words(), "rubber-stamp", "primary")
        self.issue_button.clicked.connect(lambda _on: self.issue())
        self.close_button = button(_("Cancel"))
        self.close_button.clicked.connect(self.reject)
        self.reason = Reason(colour="text2")
        final = _("Issuing gives number and seal. It cannot be undone, only revised or declared void.")
        for each in (Line(), lab(final, "small", "text2", wrap=True), self.reason):
            self.foot.addWidget(each)
        self.foot.addLayout(hbox((self.close_button, 1), (self.issue_button, 1), gap=8))
        explain(self.issue_button, _("Being looked at…"), self.reason)

    def request(self) -> CertificateRequest:
        """What is asked for now. Raises Invalid for a day that cannot be read."""
        said = {key: line.text().strip() for key, line in self.lines.items()}
        today = self.desk.database.clock.today() if self.desk.database is not None else None
        assert today is not None
        return CertificateRequest(
            self.begun.request.consignment_id,
            ("en", *(code for code, tick in self.ticks.items() if tick.isChecked())),
            self.first.choice(),
            said["place"],
            read_day(said["on"], today) if said["on"] else None,
            list(MODES)[self.mode.currentIndex()],
            said["sender"],
            said["receiver"],
            self.prevails.isChecked(),
        )

    # looking

    def _changed(self, _kinds: object) -> None:
        self._timer.start()

    def look(self) -> None:
        """Gather the facts, see what stands in the way, and set the pages."""
        self._timer.stop()
        database, actor = self.desk.database, self.desk.actor
        self.boxes["on"].show_problem(None)
        try:
            request = self.request()
        except Invalid as error:
            self.boxes["on"].show_problem(error.problems[0])
            explain(self.issue_button, _("The day cannot be read."), self.reason)
            return
        if database is None or actor is None:
            return
        printing = Printing(database.clock.now(), actor.name, database.clock.today())

        def ask(session: Any) -> tuple[Gathered, list[Blocker]]:
            gathered = gather(session, request, printing)
            return gathered, facts.in_the_way(session, request, gathered)

        self.desk.ask(ask, lambda found: self._looked(request, *found), self, self.refused)

    def _looked(self, request: CertificateRequest, gathered: Gathered, found: list[Blocker]) -> None:
        self.data = gathered
        self.more = [each for each in self.more if each.problem.text in self.waived]
        self.blockers.show_blockers([*found, *self.more])
        self._settle()
        data, edition = gathered.data, Edition(State.DRAFT, first=request.first, languages=request.tongues)
        self.draw(lambda ppi: certificate.pages(data, edition, ppi=ppi))

    def _settle(self) -> None:
        why = _("Put right what stands in the way first.") if self.blockers.errors else ""
        explain(self.issue_button, why, self.reason)
        accepted = self.waived >= {problem.text for problem in self.blockers.warnings}
        again = bool(self.blockers.warnings) and accepted and not why
        self.issue_button.setText(_("&Issue all the same") if again else self.act_words())

    # issuing

    def issue(self) -> None:
        """The first press shows what is doubtful; the second accepts it."""
        doubtful = {problem.text for problem in self.blockers.warnings}
        if not doubtful <= self.waived:
            self.waived |= doubtful
            self._settle()
            self.reason.say(_("Look at what is doubtful, then press again."))
            return
        request = self.request()
        explain(self.issue_button, _("Being sealed…"), self.reason)
        self.desk.act(self.windowTitle(), self.job(request), self._issued, self._refused, self.waived)

    def _issued(self, paper: int) -> None:
        self.issued.emit(paper)
        self.desk.tell(_("The certificate is issued. Print it, and let both sides sign."))
        parent = self.parentWidget()
        self.accept()
        if parent is not None:
            open_paper(self.desk, paper, parent)

    def _refused(self, error: Exception) -> None:
        explain(self.issue_button, "", self.reason)
        if isinstance(error, Unsettled):
            self._add(error.problems)
            self.issue()
        elif isinstance(error, Invalid):
            self._add(error.problems)
        else:
            errors.show(error, self)

    def _add(self, problems: Sequence[Problem]) -> None:
        """What came only with the issue itself: a paper that stands already, a reason that is missing."""
        known = {each.problem.text for each in self.blockers.found}
        self.more = [Blocker(problem, "", 0) for problem in problems if problem.text not in known]
        self.blockers.show_blockers([*self.blockers.found, *self.more])
        if any(problem.level is Level.ERROR for problem in problems):
            self._settle()


def open_certificate(
    desk: Desk, consignment: int, parent: QWidget, then: Callable[[CertificateDialog], object] | None = None
) -> None:
    """Read what it begins with, then open the dialog."""

    def show(begun: Start) -> None:
        made = CertificateDialog(desk, begun, parent)
        made.open()
        if then is not None:
            then(made)

    desk.ask(lambda session: start(session, consignment), show, parent)
