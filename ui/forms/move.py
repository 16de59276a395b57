"""Move animals, or a part of a group, to another place."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from ui.forms import questions
from ui.forms.acting import AnimalForm, Facts
from ui.widgets.capacity import Capacity
from ui.widgets.card import Card
from ui.widgets.label import Icon, lab
from ui.widgets.layout import boxed, hbox, vbox
from zooapp.booking import Act
from zooapp.fields import fields_of
from zooapp.i18n import N_, _, ngettext
from zooapp.lists import moving, picks
from zooapp.lists.moving import Check, Outlook, Plan
from zooapp.models import AnimalKind, Stay
from zooapp.permission import Permission
from zooapp.services import groups, moves
from zooapp.work import Work

PAUSE: Final = 150  # milliseconds after the last letter
MARKS: Final = {
    "ok": ("circle-check", "ok"),
    "note": ("info-circle", "text2"),
    "warn": ("alert-triangle", "warn"),
    "bad": ("alert-circle", "bad"),
}


class MoveForm(AnimalForm):
    """Where to, since when, why. What speaks against it is told at once; a warning is overruled by saving again."""

    @classmethod
    def heading(cls) -> str:
        return _("Move")

    @classmethod
    def hint(cls) -> str:
        return _("What the place holds and who lives there is checked as soon as it is chosen.")

    @classmethod
    def read(cls, session: Any, ids: Sequence[int]) -> Facts:
        return {"places": picks.options(session, "enclosures"), **questions.kind_of(session, ids)}

    def build(self) -> None:
        stay = fields_of(Stay)
        specs = [stay["enclosure_id"], questions.on_day(), stay["reason"]]
        if self.partly():
            hint = N_("Empty: all of them. A part becomes a group of its own.")
            specs.insert(1, questions.how_many(hint, required=False))
        self.add_fields(specs, {"on": self.today()}, options={"enclosures": self.found["places"]})
        self.after = After()
        self.column.insertWidget(self.column.count() - 1, self.after)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self.look_ahead)
        self.save_button.setText(self.act_words())

    def partly(self) -> bool:
        """Whether a part can go alone."""
        return len(self.rows) == 1 and bool(self.found["group"])

    def act_words(self) -> str:
        part = self.values()[0].get("count")
        total = part.total if part else sum(questions.count_of(row).total for row in getattr(self, "rows", ()))
        return ngettext("Move {n} animal", "Move {n} animals", total).format(n=total) if total else _("Move")

    def look_ahead(self) -> None:
        """Ask how the move would turn out as it is filled; without a place and a day there is nothing to say."""
        values, _wrong = self.values()
        if not self.waived:
            self.save_button.setText(self.act_words())
        place, on = values.get("enclosure_id"), values.get("on")
        if place is None or on is None:
            self.after.show_outlook(None)
            return
        plan = Plan(tuple(row.id for row in self.rows), place, on, values.get("count"))
        curator = self.desk.may(Permission.EDIT_ENCLOSURES)

        def looked(found: Outlook) -> None:
            if self.values()[0].get("enclosure_id") == place:
                self.after.show_outlook(found)
                QTimer.singleShot(0, self, self.fit)

        self.desk.ask(lambda session: moving.outlook(session, plan, curator), looked, self)

    def job(self, values: Mapping[str, Any]) -> Callable[[Work], Any]:
        animals, place = [row.id for row in self.rows], values["enclosure_id"]
        on, reason, part = values["on"], values.get("reason") or "", values.get("count")
        if part == questions.count_of(self.rows[0]):
            part = None  # all of them

        def move(work: Work) -> int:
            going = animals if part is None else _part_off(work, animals[0], part, on)
            moves.move_all(work, going, place, on, reason)
            return len(going)

        return move

    def done_words(self, _result: Any) -> str:
        place = self.editors["enclosure_id"].text()
        return _("Moved to {place}.").format(place=place)

    def _edited(self, path: str) -> None:
        super()._edited(path)
        self._timer.start()

    def _left(self, path: str) -> None:
        super()._left(path)
        self._timer.start()


class After(Card):
    """How full the place is after the move, and the checks in words; hidden while no place is chosen."""

    def __init__(self) -> None:
        self._rows = vbox(gap=8)
        self.words = lab("", "small", "text2")
        self.bar = Capacity(0, 1)
        head = hbox(lab(_("After the move"), "label"), self.words, None, gap=8)
        super().__init__(vbox(head, self.bar, self._rows, gap=8, margins=(16, 12, 16, 14)))
        self.checks: tuple[Check, ...] = ()
        self.hide()

    def show_outlook(self, found: Outlook | None) -> None:
        """Show how it would turn out, or nothing."""
        self.setVisible(found is not None)
        if found is None:
            return
        self.checks = found.checks
        stay = ngettext("{n} stays", "{n} stay", found.there).format(n=found.there)
        join = ngettext("{n} joins", "{n} join", found.coming).format(n=found.coming)
        self.words.setText(f"{stay}, {join}")
        self.bar.setVisible(found.most is not None)
        self.bar.show_counts(found.there, found.most or 0, found.coming)
        while (item := self._rows.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        for check in found.checks:
            self._rows.addWidget(_check(check))


def _check(check: Check) -> QWidget:
    icon, colour = MARKS[check.mark]
    words = vbox(lab(check.title, "strong"), lab(check.words, "small", "text2", wrap=True), gap=1)
    row = boxed(hbox(Icon(icon, colour, 18), (words, 1), gap=10))
    row.setAccessibleName(f"{check.title}: {check.words}")
    return row


def _part_off(work: Work, animal: int, part: Any, on: dt.date) -> list[int]:
    return groups.split(work, animal, [groups.Part(part, AnimalKind.GROUP)], Act(on))
