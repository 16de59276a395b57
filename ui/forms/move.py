"""Move animals, or a part of a group, to another place."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ui.forms import questions
from ui.forms.acting import AnimalForm, Facts
from zooapp.booking import Act
from zooapp.fields import fields_of
from zooapp.i18n import N_, _, ngettext
from zooapp.lists import picks
from zooapp.models import AnimalKind, Stay
from zooapp.services import groups, moves
from zooapp.work import Work


class MoveForm(AnimalForm):
    """Where to, since when, why. What speaks against it comes back as warnings that a reason overrules."""

    @classmethod
    def heading(cls) -> str:
        return _("Move")

    @classmethod
    def hint(cls) -> str:
        return _("Room, company and quarantine are checked when you move; nothing is written before.")

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

    def partly(self) -> bool:
        """Whether a part can go alone."""
        return len(self.rows) == 1 and bool(self.found["group"])

    def act_words(self) -> str:
        total = sum(questions.count_of(row).total for row in getattr(self, "rows", []))
        return ngettext("Move {n} animal", "Move {n} animals", total).format(n=total) if total else _("Move")

    def job(self, values: Mapping[str, Any]) -> Callable[[Work], Any]:
        animals, place = [row.id for row in self.rows], values["enclosure_id"]
        on, reason, part = values["on"], values.get("reason") or "", values.get("count")

        def move(work: Work) -> int:
            going = animals if part is None else _part_off(work, animals[0], part, on)
            moves.move_all(work, going, place, on, reason)
            return len(going)

        return move

    def done_words(self, _result: Any) -> str:
        place = self.editors["enclosure_id"].text()
        return _("Moved to {place}.").format(place=place)


def _part_off(work: Work, animal: int, part: Any, on: dt.date) -> list[int]:
    return groups.split(work, animal, [groups.Part(part, AnimalKind.GROUP)], Act(on))
