"""The live look at an arrival: a moment after a cell was left, off the window's thread, beside the cells and below."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from ui.forms.arrival_foot import Sum
from ui.forms.arrival_values import arrival_of, line_numbers, paper_numbers, shares, summed
from zooapp import i18n
from zooapp.errors import Level, Problem
from zooapp.i18n import _, ngettext
from zooapp.lists import arriving
from zooapp.lists.arriving import Seen
from zooapp.services.arrivals import Arrival

if TYPE_CHECKING:
    from ui.forms.arrival import ArrivalForm

PAUSE: Final = 150  # milliseconds
PAPERS: Final = "papers"


class Watch(QObject):
    """Looks at what is filled so far. A field that is being typed in, or is still empty, is left in peace."""

    def __init__(self, form: "ArrivalForm") -> None:
        super().__init__(form)
        self._form = form
        self._changed: set[str] = set()
        self._demanded: set[str] = set()
        self._rows = 0
        self.seen = Seen([], "", [])
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self.look)

    def touch(self, path: str = "") -> None:
        """A field was typed in or left; without a path rows came or went, and what was asked before is past."""
        if path:
            self._changed.add(path)
        else:
            self._rows += 1
        self._timer.start()

    def is_waiting(self) -> bool:
        """Whether a look is about to come."""
        return self._timer.isActive()

    def look(self) -> None:
        """Sum up at once, and ask for the rest."""
        self._timer.stop()
        form = self._form
        values, wrong = form.values()
        arrival = arrival_of(values, form.zone(), form.today())
        self._show_sum(arrival, values)
        asked, rows, self._changed = self._changed, self._rows, set()
        wrong = [problem for problem in wrong if self._is_due(problem.field, asked)]

        def looked(seen: Seen) -> None:
            if rows == self._rows:
                self.seen = seen
                self._show(arrival, values, [*wrong, *self._placed(arrival, values, asked)])

        today = form.today()
        form.desk.ask(lambda session: arriving.look(session, arrival, today), looked, self)

    def demand(self, paths: Iterable[str]) -> None:
        """A save was refused for these fields: from now on they are told of even when they are empty."""
        self._demanded |= set(paths)

    def accepted(self) -> set[str]:
        """The warnings that have been shown: they do not block."""
        return {problem.text for problem in self.seen.problems if problem.level is Level.WARNING}

    def _is_due(self, path: str, asked: set[str]) -> bool:
        """Whether a problem of this field may be said: it is filled, and nobody is typing in it."""
        editor = self._form.editors.get(path)
        if editor is None or not (editor.text().strip() or path in self._demanded):
            return False
        return not (path in asked and editor.widget is QApplication.focusWidget())

    def _placed(self, arrival: Arrival, values: Mapping[str, Any], asked: set[str]) -> list[Problem]:
        """The problems of the lines and papers that were looked at, under the paths that they have in the form."""
        rows = {"lines": line_numbers(values), "papers": paper_numbers(values)}
        found, without_permit = [], []
        for problem in self.seen.problems:
            prefix, _dot, rest = problem.field.partition(".")
            no, _dot, name = rest.partition(".")
            path = f"{prefix}.{rows[prefix][int(no)]}.{name}" if rest else problem.field
            if name == "taxon_id" and problem.text.startswith(f"{self.seen.cites[arrival.lines[int(no)].taxon_id]}:"):
                without_permit.append(str(rows[prefix][int(no)] + 1))
            elif self._is_due(path, asked):
                found.append(Problem(path, problem.text, problem.level, problem.repair))
        return [*found, *missing_permit(without_permit)]

    def _show(self, arrival: Arrival, values: Mapping[str, Any], problems: Sequence[Problem]) -> None:
        form = self._form
        by_path = merged(problem for problem in problems if problem.field not in self._changed)
        for path, box in form.boxes.items():
            if path not in self._changed:
                box.show_problem(by_path.get(path), form.editors[path].note())
        form.summary.show_problems(form.in_order(by_path.values()), focus=False)
        form.body.likely.show_likely(self.seen.likely)
        form.head.show_number(self.seen.number)
        form.head.show_missing(by_path.get(PAPERS))
        shown = dict(zip(line_numbers(values), shares(arrival, self.seen.local_ids), strict=True))
        for no in range(form.lines.count):
            form.lines.show_ids(no, shown.get(no, ()))
        self._show_sum(arrival, values)

    def _show_sum(self, arrival: Arrival, values: Mapping[str, Any]) -> None:
        form, total = self._form, summed(arrival, self._form.choices)
        ids = self.seen.local_ids[: arrival.animals]
        form.total.show_sum(total, i18n.day(values.get("arrived_on")), ids)
        form.head.show_papers(form.journey.papers.count)
        form.save_button.setText(act_words(total))


def missing_permit(lines: Sequence[str]) -> Iterator[Problem]:
    """One warning at the papers for all lines whose taxa are listed while no permit is there."""
    if lines:
        words = ngettext("CITES permit for line {lines}?", "CITES permit for lines {lines}?", len(lines))
        yield Problem(PAPERS, words.format(lines=", ".join(lines)), Level.WARNING)


def act_words(total: Sum) -> str:
    """ "Accession 75 animals"."""
    n = total.alive.total
    return ngettext("Accession {n} animal", "Accession {n} animals", n).format(n=n) if n else _("Accession")


def merged(problems: Iterable[Problem]) -> dict[str, Problem]:
    """One problem a field: the texts behind each other, an error where one of them is."""
    found: dict[str, Problem] = {}
    for problem in problems:
        if (other := found.get(problem.field)) is None:
            found[problem.field] = problem
        elif problem.text not in other.text:
            level = Level.ERROR if Level.ERROR in (problem.level, other.level) else Level.WARNING
            repair = other.repair or problem.repair
            found[problem.field] = Problem(problem.field, f"{other.text} {problem.text}", level, repair)
    return found
