"""Who was near an animal between two days: the list that is worked through after a positive test (R104)."""

import datetime as dt
from typing import Final

from sqlalchemy.orm import Session

from zooapp.errors import Invalid, NotFound, Problem
from zooapp.i18n import N_, _, day
from zooapp.lists import animal_rows
from zooapp.lists.spec import Column, Row
from zooapp.quarantine.contacts import Contact, Way, contacts
from zooapp.reports.sheet import Part, Sheet
from zooapp.reports.specimen import named

WAYS: Final = {
    Way.UNIT: N_("same unit"),
    Way.ENCLOSURE: N_("same enclosure"),
    Way.AIR: N_("same air or drain"),
    Way.STAFF: N_("same keeper"),
}
COLUMNS: Final = (
    Column("way", N_("Contact"), 130),
    Column("local_id", N_("Local ID"), 80),
    Column("name", N_("Name"), 110),
    Column("taxon", N_("Taxon"), 200, "taxon"),
    Column("mfu", N_("M.F.U"), 70, "mfu", right=True),
    Column("place", N_("Stood in"), 80),
    Column("first", N_("From"), 90, "day"),
    Column("last", N_("To"), 90, "day"),
    Column("days", N_("Days"), 60, "number", right=True),
    Column("who", N_("Person"), 130),
    Column("now", N_("Now in"), 120),
)


def sheet(session: Session, animal_id: int, first: dt.date, last: dt.date) -> Sheet:
    """The contacts of an animal. Raises Invalid where the days run backwards, NotFound for an unknown animal."""
    if last < first:
        raise Invalid(Problem("last", _("Ends before it begins.")))
    found = animal_rows.rows(session, [animal_id], last)
    if not found:
        raise NotFound(_("There is no such record: {what} {key}.").format(what="animal", key=animal_id))
    near = contacts(session, animal_id, first, last)
    rows = {row.id: row for row in animal_rows.rows(session, list({one.animal_id for one in near}), last)}
    lines = tuple(_line(no, one, rows.get(one.animal_id)) for no, one in enumerate(near, 1))
    who = named(found[0])
    return Sheet(
        "contacts",
        _("Contacts of {animal}").format(animal=who),
        (Part(COLUMNS, lines),),
        (
            (_("Animal"), who),
            (_("Days"), f"{day(first)} – {day(last)}"),
            (_("Contacts"), str(len({one.animal_id for one in near}))),
        ),
        (
            _("Same unit, enclosure, air: by where the animals stood and when they came into quarantine."),
            _("Same keeper: somebody was in the unit, and went to another on that day or the next, by the person log."),
        ),
        (_("Veterinarian"),),
    )


def _line(no: int, one: Contact, row: Row | None) -> Row:
    cells = dict(row.cells) if row is not None else {}
    said = {key: cells.get(key) for key in ("local_id", "name", "taxon", "mfu")}
    place = str(cells.get("enclosure") or "").partition(" · ")[0]
    days = (one.last - one.first).days + 1
    known = {"way": _(WAYS[one.way]), "place": one.place, "first": one.first, "last": one.last}
    return Row(no, said | known | {"days": days, "who": one.who, "now": place})
