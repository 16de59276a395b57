"""What stands below the lines of an arrival: the sum of it, and the errors and warnings in one line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QPushButton, QWidget

from ui import painting
from ui.summary import Summary
from ui.widgets.card import Card
from ui.widgets.label import Icon, lab, set_tip
from ui.widgets.layout import boxed, hbox, vbox
from ui.widgets.mfu import Mfu
from zooapp.errors import Level, Problem
from zooapp.i18n import _, ngettext
from zooapp.values.counts import SexCount

if TYPE_CHECKING:
    from ui.form import Form

LINKS: Final = 2
NOBODY: Final = SexCount(0, 0, 0)


@dataclass(frozen=True)
class Sum:
    """An arrival as a whole: animals by sex and class, lines, records to be, clocks to start, ids to come."""

    alive: SexCount = NOBODY
    dead: int = 0
    lines: int = 0
    individuals: int = 0
    groups: int = 0
    clocks: int = 0
    classes: Mapping[str, int] = field(default_factory=dict)

    def title(self) -> str:
        """ "75 animals, 6 lines"."""
        animals = ngettext("{n} animal", "{n} animals", self.alive.total).format(n=self.alive.total)
        lines = ngettext("{n} line", "{n} lines", self.lines).format(n=self.lines)
        return _("{animals}, {lines}").format(animals=animals, lines=lines)

    def parts(self) -> str:
        """ "Mammals 5 · Birds 70 · 10 individuals, 2 groups, 12 records"."""
        records = self.individuals + self.groups
        kinds = (
            ngettext("{n} individual", "{n} individuals", self.individuals).format(n=self.individuals),
            ngettext("{n} group", "{n} groups", self.groups).format(n=self.groups),
            ngettext("{n} record", "{n} records", records).format(n=records),
        )
        dead = ngettext("{n} dead on arrival, not accessioned", "{n} dead on arrival, not accessioned", self.dead)
        classes = [f"{name[:1].upper()}{name[1:]} {n}" for name, n in self.classes.items()]
        return " · ".join([*classes, ", ".join(kinds), *([dead.format(n=self.dead)] if self.dead else [])])


class Total(Card):
    """The sum of the lines, the ids that come, the clocks that start."""

    def __init__(self) -> None:
        self._title, self._parts = lab("", "card"), lab("", "small", "text2")
        self._mfu = Mfu((0, 0, 0))
        self._ids, self._clocks = lab("", "small", "text2"), lab("", "small", "text2")
        tags = hbox(Icon("tag", "text3", 14), (self._ids, 1), gap=6)
        clocks = hbox(Icon("hourglass", "text3", 14), (self._clocks, 1), gap=6)
        self._facts = boxed(vbox(tags, clocks, gap=4))
        words = vbox(self._title, self._parts, gap=2)
        super().__init__(hbox(words, 16, self._mfu, None, self._facts, gap=12, margins=(16, 8, 16, 8)), "sunken")
        self.show_sum(Sum(), "", [])

    def show_sum(self, total: Sum, day: str, ids: Sequence[str]) -> None:
        """Show a sum; nothing of it is fixed before the save."""
        self._title.setText(total.title())
        self._parts.setText(total.parts())
        self._mfu.show_counts((total.alive.m, total.alive.f, total.alive.u))
        self._ids.setText(_("Local IDs about to be {ids}, fixed when saved").format(ids=span(ids)))
        self._facts.setVisible(bool(ids))
        words = ngettext("{n} quarantine clock starts on {day}", "{n} quarantine clocks start on {day}", total.clocks)
        self._clocks.setText(words.format(n=total.clocks, day=day or "—"))
        self.setAccessibleName(f"{total.title()}. {total.parts()}")


def span(ids: Sequence[str]) -> str:
    """ "24-0001 to 24-0012"."""
    if not ids:
        return "—"
    return ids[0] if len(ids) == 1 else _("{first} to {last}").format(first=ids[0], last=ids[-1])


class Tally(Summary):
    """Errors as links, warnings as a number, in one line; F8 walks through all of them."""

    def __init__(self, form: "Form") -> None:
        self._more = lab("", "small", "warn")
        super().__init__(form)

    def _lay_out(self) -> QBoxLayout:
        links = hbox(gap=2)
        self._head.setWordWrap(False)
        self.setLayout(hbox(self._icon, self._head, links, self._more, gap=6, margins=(6, 2, 6, 2)))
        return links

    def paintEvent(self, _event: QPaintEvent) -> None:
        """No card of its own: it stands among the buttons."""
        if self.hasFocus():
            painting.focus_ring(QPainter(self), QRectF(self.rect()))

    def show_problems(self, problems: Sequence[Problem], focus: bool = True) -> None:
        wrong = [problem for problem in problems if problem.level is Level.ERROR]
        doubtful = [problem for problem in problems if problem.level is not Level.ERROR]
        super().show_problems([*wrong, *doubtful], focus)
        words = ngettext("{n} warning does not block", "{n} warnings do not block", len(doubtful))
        self._more.setText(words.format(n=len(doubtful)) if doubtful else "")
        self._more.setVisible(bool(doubtful))
        set_tip(self, "\n".join(problem.text for problem in [*wrong, *doubtful]))

    def _dress(self, wrong: int, _number: int) -> None:
        self._head.setText(ngettext("{n} error:", "{n} errors:", wrong).format(n=wrong))
        self._head.setVisible(wrong > 0)
        kind = "bad" if wrong else "warn"
        self._head.set_colour(kind)
        self._icon.set_icon("alert-circle" if wrong else "alert-triangle", kind)
        self.setAccessibleName(self._head.text() if wrong else self._more.text())

    def _line(self, problem: Problem) -> QWidget:
        made = super()._line(problem)
        box = self._form.boxes.get(problem.field)
        if box is not None and isinstance(made, QPushButton):
            made.setText(box.control.accessibleName().replace("&", "&&"))
            made.setAccessibleName(f"{box.control.accessibleName()}: {problem.text}")
        if problem.level is not Level.ERROR or self._links.count() >= LINKS:
            made.hide()
        return made
