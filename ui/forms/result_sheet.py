"""Results of many animals at once, in the order of the laboratory's sheet: a line a tube or an animal."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from ui.editors import ChoiceEditor, Editor, TickEditor
from ui.forms.acting import AnimalForm, Facts
from ui.forms.grid import Grid, Line
from ui.forms.hours import hour_fields, hour_problems, moments
from ui.widgets.card import Card
from ui.widgets.field import FieldBox
from ui.widgets.layout import vbox
from zooapp.errors import NotFound, Problem
from zooapp.fields import FieldSpec, asked, fields_of
from zooapp.i18n import N_, _, ngettext
from zooapp.lists import sampling, testing
from zooapp.lists.sampling import TubeLine
from zooapp.models import Outcome, QuarantineResult
from zooapp.permission import Permission
from zooapp.services import results
from zooapp.services.results import Finding
from zooapp.work import Work

HEAD: Final = ("taken", "read", "lab", "lab_no")
SHORT: Final = (
    (Outcome.NEGATIVE, N_("negative")),
    (Outcome.POSITIVE, N_("positive")),
    (Outcome.INCONCLUSIVE, N_("inconclusive")),
    (Outcome.SPOILED, N_("sample spoiled")),
    (Outcome.NOT_OBTAINABLE, N_("not obtainable")),
)
COLUMNS: Final = (("outcome", 150, 1), ("which", 150, 1), ("note", 160, 2))


class ResultSheetForm(AnimalForm):
    """One test and round for all; each line has its outcome by a letter. Lines that are left empty are not entered."""

    @classmethod
    def heading(cls) -> str:
        return _("Results of a sheet")

    @classmethod
    def hint(cls) -> str:
        return _("A letter chooses: n, p, i, s. Ctrl+D puts a value into all lines below.")

    @classmethod
    def read(cls, session: Any, ids: Sequence[int]) -> Facts:
        found = testing.open_batch(session, ids, session.info["today"])
        if not found.tests:
            raise NotFound(_("Only the state keeps these animals in quarantine: it asks for no test."))
        return {"batch": found, "tubes": sampling.tubes(session, ids)}

    def build(self) -> None:
        self.tests = {test.requirement_id: test for test in self.found["batch"].tests}
        choices = [(key, test.name) for key, test in self.tests.items()]
        known = fields_of(QuarantineResult)
        first = next(iter(self.tests.values()))
        start = {"requirement_id": first.requirement_id, "round": first.next_round}
        start |= {"taken": self.today(), "read": self.today()}
        specs = [asked("requirement_id", N_("Test"), int, choices=choices), known["round"]]
        hours = hour_fields(self.tests.values())
        self.add_fields([*specs, *(known[name] for name in HEAD), *hours], start)
        outcome = asked("outcome", N_("Result"), Outcome, choices=SHORT, required=False)
        note = asked("note", N_("Note"), str, required=False, longest=300)
        which = asked("which", known["which"].field.label, str, required=False, longest=300)
        cells = {"outcome": outcome, "which": which, "note": note}
        self.grid = Grid(self, cells, COLUMNS, _("Tube or animal"))
        self.column.insertWidget(self.column.count() - 1, Card(vbox(self.grid, margins=(16, 12, 16, 14))))
        if self.desk.may(Permission.ACCEPT_RESULT):
            accept = asked("accept", N_("I accept the negatives"), bool, required=False)
            self.add_fields([accept], {"accept": True})
        for name in ("requirement_id", "round"):
            self.editors[name].edited.connect(lambda name=name: self._follow(name))
        self._show()

    def make_box(self, path: str, spec: FieldSpec, editor: Editor) -> FieldBox:
        box = super().make_box(path, spec, editor)
        box.label.setVisible(not isinstance(editor, TickEditor))  # the tick says it itself
        return box

    def act_words(self) -> str:
        return _("Enter results")

    def choose_test(self, requirement: int) -> None:
        """Begin with this test."""
        if requirement in self.tests:
            self.editors["requirement_id"].set(requirement)
            self._follow("requirement_id")

    def look(self, values: Mapping[str, Any]) -> list[Problem]:
        if wrong := hour_problems(values):
            return wrong
        if not self._typed(values):
            return [Problem(self.grid.path(0, "outcome"), _("Enter at least one result."))] if self.grid.count else []
        return []

    def place_of(self, field: str) -> str:
        if (found := re.match(r"sheet\.(\d+)\.(\w+)", field)) is not None:
            key, name = self.sent[int(found[1])].key, found[2]
            return f"rows.{key}.{name}" if name in COLUMN_NAMES else name if name in self.boxes else f"rows.{key}.note"
        return super().place_of(field)

    def job(self, values: Mapping[str, Any]) -> Callable[[Work], Any]:
        typed = self._typed(values)
        self.sent = [line for line, _cells in typed]
        rows = [(self.cases[line.key], self._finding(line, cells, values)) for line, cells in typed]
        test, number, accept = values["requirement_id"], values["round"], bool(values.get("accept"))

        def enter(work: Work) -> int:
            made = results.record_sheet(work, test, number, rows)
            good = [one.id for one in made if one.outcome is Outcome.NEGATIVE]
            if accept and good:
                results.accept(work, good)
            return len(rows)

        return enter

    def done_words(self, result: int) -> str:
        return ngettext("{n} result entered.", "{n} results entered.", result).format(n=result)

    def _typed(self, values: Mapping[str, Any]) -> list[tuple[Line, dict[str, Any]]]:
        return [(line, cells) for line, cells in self.grid.values_of(values) if cells["outcome"] is not None]

    def _finding(self, line: Line, cells: Mapping[str, Any], values: Mapping[str, Any]) -> Finding:
        outcome = cells["outcome"]
        finding: Finding = {"taken": values["taken"], "outcome": outcome, "note": cells["note"]}
        finding["lab"], finding["lab_no"] = values["lab"], values["lab_no"]
        assert self.desk.database is not None
        hours = moments(values, self.desk.database.clock.zone)
        finding["taken_at"] = hours.get("taken_at")
        if outcome is not Outcome.SPOILED:
            finding["read"], finding["read_at"] = values["read"], hours.get("read_at")
        tube = self.tube.get(line.key)
        if tube is not None:
            finding["tested"] = tube.animals
        if outcome is Outcome.POSITIVE:
            finding["positive"] = tube.animals if tube is not None else 1
            finding["which"] = cells["which"] or (tube.marks or tube.number if tube is not None else None)
        return finding

    def _follow(self, name: str) -> None:
        chosen = self.editors["requirement_id"]
        assert isinstance(chosen, ChoiceEditor)
        if name == "requirement_id":
            self.editors["round"].set(self.tests[chosen.value()].next_round)
        self._show()

    def _show(self) -> None:
        """The lines of the test and round that are chosen: tubes where samples were taken, else animals."""
        test = self.tests[self.editors["requirement_id"].value()]
        number = self.editors["round"].value()
        tubes: list[TubeLine] = [
            one
            for one in self.found["tubes"]
            if one.case_id in test.case_ids and one.code == test.code and one.round == number
        ]
        self.tube = {one.id: one for one in tubes}
        self.cases: dict[int, int] = {one.id: one.case_id for one in tubes}
        called = {row.id: str(row.cells.get("local_id") or "") for row in self.rows}
        lines = [Line(one.id, _tube_words(one, called.get(one.animal_id, "")), {}) for one in tubes]
        if not tubes:
            animals = {clock.case_id: clock.animal_id for clock in self.found["batch"].clocks}
            self.cases = {-case: case for case in test.case_ids}
            lines = [Line(-case, called.get(animals[case], ""), {}) for case in test.case_ids]
        elif tubes[0].request_id is not None:
            self.editors["taken"].set(max(one.taken_on for one in tubes))
        self.grid.show_lines(lines)


COLUMN_NAMES: Final = frozenset(name for name, _width, _stretch in COLUMNS)


def _tube_words(one: TubeLine, local_id: str) -> str:
    return " · ".join(part for part in (one.number, local_id, one.marks or "") if part)
