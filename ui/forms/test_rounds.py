"""One test of a batch: its rounds as they stand, what waits for acceptance, and what can be done with each."""

from collections.abc import Sequence
from functools import partial
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QScrollArea, QWidget

from ui.desk import Desk
from ui.forms.acting import open_for
from ui.forms.result import ResultForm
from ui.widgets.button import button, explain
from ui.widgets.card import Card, Line
from ui.widgets.empty import Nothing
from ui.widgets.label import Icon, lab
from ui.widgets.layout import boxed, hbox, vbox
from zooapp.i18n import _, day, ngettext
from zooapp.lists.testing import RoundLine, rounds
from zooapp.models import Outcome, QuarantineResult
from zooapp.models.quarantine import OUTCOMES
from zooapp.permission import Permission
from zooapp.services import results

ICONS: Final = {
    Outcome.PLANNED: ("calendar-due", "due"),
    Outcome.IN_LAB: ("flask", "quar"),
    Outcome.NEGATIVE: ("check", "ok"),
    Outcome.POSITIVE: ("x", "bad"),
    Outcome.INCONCLUSIVE: ("question-mark", "warn"),
    Outcome.SPOILED: ("droplet", "warn"),
    Outcome.NOT_OBTAINABLE: ("arrows-exchange", "mute"),
}
FINAL: Final = (Outcome.NEGATIVE, Outcome.POSITIVE, Outcome.INCONCLUSIVE, Outcome.NOT_OBTAINABLE)


class TestDialog(QDialog):
    """Rounds, newest first. Negatives are accepted together; a positive is read and accepted by itself (R98)."""

    __test__ = False  # no test of pytest's, for all its name

    def __init__(
        self, desk: Desk, requirement: int, cases: Sequence[int], parent: QWidget, animals: Sequence[int] = ()
    ) -> None:
        super().__init__(parent)
        self.desk, self.requirement, self.cases = desk, requirement, tuple(cases)
        self.lines: list[RoundLine] = []
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.title = lab("", "title")
        self.facts = lab("", "body", "text2", wrap=True)
        self.column = vbox(gap=8)
        self.column.addStretch(1)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(boxed(self.column))
        self.accept_all = button(_("&Accept negatives"), "check", "primary")
        self.accept_all.clicked.connect(lambda _checked: self._accept_negatives())
        self.enter = button(_("Enter &result…"), "flask")
        self.enter.clicked.connect(lambda _checked: self._enter(animals, parent))
        if not animals or not desk.may(Permission.QUARANTINE):
            self.enter.hide()
        close = button(_("Close"))
        close.clicked.connect(lambda _checked: self.reject())
        foot = hbox(self.enter, None, close, self.accept_all)
        self.setLayout(vbox(self.title, self.facts, Line(), (area, 1), Line(), foot, gap=10, margins=(22, 18, 22, 16)))
        self.resize(720, 520)
        desk.changed.connect(self._changed)
        self.refresh()

    def refresh(self) -> None:
        """Read the rounds again."""
        test, cases = self.requirement, self.cases
        self.desk.ask(lambda session: rounds(session, test, cases), self._fill, self)

    def waiting(self) -> list[RoundLine]:
        """Results that no veterinarian has accepted."""
        return [line for line in self.lines if not line.accepted_by and line.outcome in FINAL]

    def _enter(self, animals: Sequence[int], parent: QWidget) -> None:
        """Go on to a new round of this test."""
        test = self.requirement
        open_for(self.desk, ResultForm, animals, parent, lambda form: form.choose_test(test))
        self.accept()

    def _fill(self, found: tuple[str, list[RoundLine]]) -> None:
        name, self.lines = found
        self.setWindowTitle(name)
        self.title.setText(name)
        n = len(self.waiting())
        words = ngettext("{n} result waits for acceptance", "{n} results wait for acceptance", n).format(n=n)
        self.facts.setText(words if n else _("Nothing waits for acceptance."))
        while self.column.count() > 1:
            item = self.column.takeAt(0)
            if item is not None and (old := item.widget()) is not None:
                old.deleteLater()
        made: list[QWidget] = [self._line(line) for line in self.lines]
        if not made:
            made = [Nothing(_("No round yet"))]
        for place, widget in enumerate(made):
            self.column.insertWidget(place, widget)
        negatives = [line for line in self.waiting() if line.outcome is Outcome.NEGATIVE]
        reason = "" if self.desk.may(Permission.ACCEPT_RESULT) else _("A veterinarian accepts results.")
        explain(self.accept_all, reason or ("" if negatives else _("No negative waits.")))

    def _line(self, line: RoundLine) -> Card:
        icon, kind = ICONS[line.outcome]
        said = _(dict(OUTCOMES)[line.outcome])
        head = _("{who} · round {n}: {said}").format(who=line.who, n=line.round, said=said)
        if line.outcome is Outcome.POSITIVE:
            words = _("{head} ({n} of {of}: {which})")
            head = words.format(head=head, n=line.positive, of=line.tested, which=line.which)
        taken = _("taken {day}").format(day=day(line.taken))
        read = _("read {day}").format(day=day(line.read)) if line.read else ""
        tested = ngettext("{n} tested", "{n} tested", line.tested).format(n=line.tested)
        detail = " · ".join(part for part in (taken, read, tested, line.lab, line.note) if part)
        state = _("accepted by {who}").format(who=line.accepted_by) if line.accepted_by else ""
        if not state and line.outcome in FINAL:
            state = _("result in, not accepted")
        text = vbox(lab(head, "strong", wrap=True), lab(detail, "small", "text2", wrap=True), gap=2)
        if state:
            text.addWidget(lab(state, "small", "ok" if line.accepted_by else "quar"))
        acts = vbox(*self._acts(line), None, gap=4)
        return Card(hbox(Icon(icon, kind, 20), (text, 1), acts, gap=10, margins=(12, 8, 12, 8)))

    def _acts(self, line: RoundLine) -> list[QWidget]:
        made: list[QWidget] = []
        if line in self.waiting() and self.desk.may(Permission.ACCEPT_RESULT):
            words = _("I have read it: accept") if line.outcome is Outcome.POSITIVE else _("Accept")
            accept = button(words)
            accept.setAccessibleName(f"{words}: {line.who}, {line.round}")
            accept.clicked.connect(partial(self._accept, [line.id], True))
            made.append(accept)
        if self.desk.may(Permission.QUARANTINE):
            back = button(_("Take back"), kind="quiet")
            back.setAccessibleName(_("Take back: {who}, round {n}").format(who=line.who, n=line.round))
            back.clicked.connect(partial(self._take_back, line.id))
            made.append(back)
        return made

    def _accept_negatives(self) -> None:
        self._accept([line.id for line in self.waiting() if line.outcome is Outcome.NEGATIVE], False)

    def _accept(self, ids: list[int], read: bool, _checked: bool = False) -> None:
        def said(_done: Any) -> None:
            words = ngettext("{n} result accepted.", "{n} results accepted.", len(ids)).format(n=len(ids))
            self.desk.tell(words, undo=lambda: self.desk.go.emit("undo", None))

        self.desk.act(_("Results accepted"), lambda work: results.accept(work, ids, read=read), said)

    def _take_back(self, result: int, _checked: bool = False) -> None:
        def said(_done: Any) -> None:
            self.desk.tell(_("The result was taken back."), undo=lambda: self.desk.go.emit("undo", None))

        self.desk.act(_("Result taken back"), lambda work: results.void_result(work, result), said)

    def _changed(self, kinds: frozenset[str]) -> None:
        if QuarantineResult.called in kinds:
            self.refresh()
