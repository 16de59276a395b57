"""The parents of an animal: who sired it and who bore it, each with how likely, or why that is not known."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from ui.forms.acting import AnimalForm, Facts
from ui.widgets.button import button
from ui.widgets.layout import boxed, hbox, vbox
from zooapp.errors import Invalid, Problem
from zooapp.fields import asked, fields_of
from zooapp.i18n import N_, _, ngettext
from zooapp.lists import parent_picks
from zooapp.lists.parent_picks import NOBODY
from zooapp.models import Parentage, ParentRole
from zooapp.models.parentage import ROLES
from zooapp.services import parentages
from zooapp.services.parentages import WHOLE, Candidate
from zooapp.states import called
from zooapp.work import Work

PARENTS: Final = 8  # of one role
MORE: Final = {ParentRole.SIRE: N_("Another sire"), ParentRole.DAM: N_("Another dam")}
KEYS: Final = {special: key for key, special in NOBODY.items()}


class ParentsForm(AnimalForm):
    """A line for each possible parent; the shares of the sires make 100, and those of the dams.

    Of several animals, as of a litter, what is left empty stays with each as it was.
    """

    @classmethod
    def heading(cls) -> str:
        return _("Parents")

    @classmethod
    def hint(cls) -> str:
        return _("An animal, a group, or: undetermined, indeterminate, wild. Shares together: 100 %.")

    @classmethod
    def read(cls, session: Any, ids: Sequence[int]) -> Facts:
        standing = parent_picks.standing(session, ids[0]) if len(ids) == 1 else {}  # several begin with nothing
        return {"parents": parent_picks.options(session, ids[0]), "standing": standing}

    def build(self) -> None:
        self.lines = dict.fromkeys(ParentRole, 0)
        self.sections = {role: vbox(gap=8) for role in ParentRole}
        for role, section in self.sections.items():
            more = button(_(MORE[role]), "plus", "quiet")
            more.clicked.connect(lambda _checked, role=role: self.add_line(role, Candidate(), focus=True))
            section.addLayout(hbox(more, None))
            self.column.insertWidget(self.column.count() - 1, boxed(section))
            for one in self.found["standing"].get(role.value) or [Candidate()]:
                self.add_line(role, one)

    def add_line(self, role: ParentRole, one: Candidate, focus: bool = False) -> None:
        """One more possible parent, while there is room; it stands below those of its role."""
        number, section = self.lines[role], self.sections[role]
        if number == PARENTS:
            return
        known = fields_of(Parentage)
        who = asked("parent_id", N_("Animal or group"), int, pick="parents", required=False)
        specs = [who, *(known[name] for name in ("percent", "method", "note"))]
        chosen = KEYS[one.special] if one.special is not None else one.parent_id
        values = {"parent_id": chosen, "percent": one.percent, "method": one.method, "note": one.note}
        title = _(dict(ROLES)[role]) if not number else ""
        self.add_fields(specs, values, title, f"{role.value}.{number}.", {"parents": self.found["parents"]})
        card = self.column.takeAt(self.column.count() - 2)
        if card is not None and (made := card.widget()) is not None:
            section.insertWidget(section.count() - 1, made)
        self.lines[role] += 1
        if focus:
            self.fit()
            self.focus_field(f"{role.value}.{number}.parent_id")

    def candidates(self, values: Mapping[str, Any], role: ParentRole) -> dict[int, Candidate]:
        """The lines of a role that name somebody, by their number."""
        found = {}
        for number in range(self.lines[role]):
            chosen, percent, method, note = (
                values.get(f"{role.value}.{number}.{name}") for name in ("parent_id", "percent", "method", "note")
            )
            if chosen is not None:
                parent, special = (None, NOBODY[chosen]) if chosen < 0 else (chosen, None)
                found[number] = Candidate(parent, special, percent or WHOLE, method, note)
        return found

    def job(self, values: Mapping[str, Any]) -> Callable[[Work], Any]:
        animals, wanted = [row.id for row in self.rows], {role: self.candidates(values, role) for role in ParentRole}
        asked = [(one, role, lines) for one in animals for role, lines in wanted.items() if lines or len(animals) == 1]

        def save(work: Work) -> int:
            wrong: list[Problem] = []
            for animal, role, lines in asked:
                before = len(work.warnings)
                try:
                    parentages.set_parents(work, animal, role, list(lines.values()))
                except Invalid as refused:
                    wrong += [self.placed(work, problem, list(lines), animal) for problem in refused.problems]
                doubts = [self.placed(work, problem, list(lines), animal) for problem in work.warnings[before:]]
                work.warnings[before:] = doubts
            if wrong:
                raise Invalid(wrong)
            return len(animals) if work.changes else 0

        return save

    def has_changed(self, result: int) -> bool:
        return result > 0

    def placed(self, work: Work, problem: Problem, lines: Sequence[int], animal: int) -> Problem:
        """The problem at the line that it means: lines that name nobody were not sent. Of several it says of whom."""
        role, number, name = problem.field.split(".")
        text = problem.text if len(self.rows) == 1 else f"{called(work.session, animal)}: {problem.text}"
        return replace(problem, field=f"{role}.{lines[int(number)]}.{name}", text=text)

    def done_words(self, result: int) -> str:
        if result == 1:
            return _("Parents of {animal} written down.").format(animal=self.rows[0].cells.get("local_id", ""))
        words = ngettext("Parents of {n} record written down.", "Parents of {n} records written down.", result)
        return words.format(n=result)
