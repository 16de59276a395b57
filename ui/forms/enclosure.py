"""A place: a new one or changes, with how many it holds, a line for each taxon."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from ui.forms.recording import Facts, RecordForm
from ui.widgets.button import button
from ui.widgets.layout import hbox
from zooapp.errors import Problem
from zooapp.fields import fields_of
from zooapp.i18n import _
from zooapp.lists import picks, place_card
from zooapp.lists.place_card import Limit
from zooapp.models import Capacity, Enclosure, EnclosureKind
from zooapp.services import enclosures
from zooapp.work import Work

LINES: Final = 20
Room = tuple[int, int | None, int | None]  # the line, the taxon, how many


class EnclosureForm(RecordForm):
    """All fields of a place, and its limits below; a line that is emptied takes its limit back."""

    draft_kind = "enclosure"

    @classmethod
    def heading(cls, record: int, facts: Facts) -> str:
        return _("Edit {place}").format(place=facts["values"]["code"]) if record else _("New enclosure")

    @classmethod
    def hint(cls) -> str:
        return _("A place with animals stays in use; move them first.")

    @classmethod
    def read(cls, session: Any, record: int) -> Facts:
        facts = {
            "values": {"kind": EnclosureKind.EXHIBIT},
            "version": 0,
            "limits": place_card.limits(session, record) if record else [],
            "codes": place_card.codes(session, record),
            "places": [option for option in picks.options(session, "enclosures") if option.id != record],
            "taxa": picks.options(session, "taxa"),
        }
        if record:
            place = session.get_one(Enclosure, record)
            facts["values"] = {name: getattr(place, name) for name in fields_of(Enclosure)}
            facts["version"] = place.version
        return facts

    def build(self) -> None:
        options = {"enclosures": self.found["places"]}
        self.add_fields(fields_of(Enclosure).values(), self.found["values"], options=options)
        self.lines = 0
        for limit in self.found["limits"]:
            self.add_line(limit)
        self.add_line()
        more = button(_("&Add a limit"), "plus")
        more.clicked.connect(lambda _on: self.add_line(focus=True))
        self.foot.insertLayout(0, hbox(more))

    def add_line(self, limit: Limit | None = None, focus: bool = False) -> None:
        """One limit more, while there is room."""
        if self.lines == LINES:
            return
        specs = fields_of(Capacity)
        plain = replace(specs["most"], required=False)
        values = {"taxon_id": limit.taxon_id, "most": limit.most} if limit is not None else {}
        title = "" if self.lines else _("How many it holds")
        self.add_fields(
            [specs["taxon_id"], plain],
            values,
            title,
            prefix=f"limits.{self.lines}.",
            options={"taxa": self.found["taxa"]},
        )
        if focus:
            self.fit()
            self.focus_field(f"limits.{self.lines}.taxon_id")
        self.lines += 1

    def restore(self, texts: Mapping[str, Any]) -> None:
        while f"limits.{self.lines}.most" in texts and self.lines < LINES:
            self.add_line()
        super().restore(texts)

    def look(self, values: Mapping[str, Any]) -> Iterator[Problem]:
        if values["code"] in self.found["codes"]:
            yield Problem("code", _("Another place has this code."))
        seen: set[int | None] = set()
        for line, taxon, most in self.rooms(values):
            if most is None and taxon is not None and line >= len(self.found["limits"]):
                yield Problem(f"limits.{line}.most", _("How many of these?"))
            if most is not None and taxon in seen:
                yield Problem(f"limits.{line}.taxon_id", _("There is a limit for these already."))
            if most is not None:
                seen.add(taxon)

    def rooms(self, values: Mapping[str, Any]) -> list[Room]:
        """The lines as they are filled."""
        return [(n, values[f"limits.{n}.taxon_id"], values[f"limits.{n}.most"]) for n in range(self.lines)]

    def job(self, values: Mapping[str, Any]) -> Callable[[Work], Any]:
        own = {name: value for name, value in values.items() if not name.startswith("limits.")}
        rooms, limits, record, version = self.rooms(values), self.found["limits"], self.record, self.found["version"]
        changed = self.changed_values(own)

        def save(work: Work) -> int:
            if not record:
                room = {taxon: most for _line, taxon, most in rooms if most is not None}
                return enclosures.create(work, own, room).id
            if changed:
                enclosures.amend(work, record, version, changed)
            for line, taxon, most in rooms:
                _change(work, record, limits[line] if line < len(limits) else None, (taxon, most))
            return record

        return save

    def done_words(self, _result: Any) -> str:
        return _("{place} saved.").format(place=self.editors["code"].text())


def _change(work: Work, place: int, limit: Limit | None, wanted: tuple[int | None, int | None]) -> None:
    """Make one limit what the line says."""
    taxon, most = wanted
    if limit is None:
        if most is not None:
            enclosures.add_capacity(work, place, most, taxon)
    elif most is None:
        enclosures.drop_capacity(work, limit.id)
    elif (taxon, most) != (limit.taxon_id, limit.most):
        enclosures.amend_capacity(work, limit.id, limit.version, {"taxon_id": taxon, "most": most})
