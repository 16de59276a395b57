"""The death certificate of an animal: who it was, when, how and where it died, whose it was (documents.md 3.27)."""

import datetime as dt
from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, aliased

from zooapp import ledger
from zooapp.errors import Invalid, NotFound, Problem
from zooapp.i18n import N_, _, day
from zooapp.lists import animal_rows
from zooapp.lists.reading import called
from zooapp.lists.spec import Column, Row
from zooapp.models import Enclosure, Institution, Mode, Stay, Term, Transaction
from zooapp.reports.sheet import Part, Sheet
from zooapp.reports.spec import Ask, Asked, ReportSpec
from zooapp.reports.specimen import named, sex_words
from zooapp.reports.specimen_acts import acts
from zooapp.reports.specimen_topics import MARKS, findings, marks
from zooapp.values import ages

HOLDER, OWNER = aliased(Institution), aliased(Institution)
DEATHS: Final = (
    Column("on", N_("On"), 90),
    Column("time", N_("Time"), 60),
    Column("mfu", N_("M.F.U"), 80, "mfu", right=True),
    Column("term", N_("Manner of death"), 160),
    Column("age", N_("Age at death"), 110),
    Column("place", N_("Place"), 170),
    Column("holder", N_("Holder"), 150),
    Column("owner", N_("Owner"), 150),
    Column("note", N_("Note"), 200),
)
SIGNERS: Final = (N_("Veterinarian"), N_("Registrar"), N_("Director"))


def sheet(session: Session, asked: Asked) -> Sheet:
    """The deaths of a record up to the last day: one of an animal, each of a group.

    Raises NotFound for an unknown animal, Invalid where no death is recorded.
    """
    found = animal_rows.rows(session, [asked.animal], asked.last)
    if not found:
        raise NotFound(_("There is no such record: {what} {key}.").format(what="animal", key=asked.animal))
    (animal,) = found
    died = session.execute(_deaths(asked.animal, asked.last)).all()
    if not died:
        words = _("No death of {animal} is recorded.")
        raise Invalid(Problem("animal", words.format(animal=named(animal))))
    worn = [Row(n, cells) for n, (_animal, cells) in enumerate(marks(session, [asked.animal], asked.last), 1)]
    rows = tuple(Row(row.transaction_id, _cells(row, animal)) for row in died)
    return Sheet(
        "death-certificate",
        _("Death certificate: {animal}").format(animal=named(animal)),
        (Part(DEATHS, rows, _("Death"), _sums(rows)), Part(MARKS.columns, tuple(worn), _(MARKS.title))),
        _facts(session, animal, asked),
        (
            _("Age at death: from the birth as well as it is known to the day of death."),
            _("Place: where it stood by the books on that day."),
        ),
        tuple(map(_, SIGNERS)),
    )


def _deaths(animal: int, on: dt.date) -> Select[Any]:
    """A row for each death, holder and owner: how many, how, and where they stood."""
    line = ledger.effect(ledger.Filter(animals=[animal], until=on)).subquery()
    keys = [line.c.transaction_id, line.c.animal_id, line.c.holder_id, line.c.owner_id]
    sums = [func.sum(-line.c[part]).label(part) for part in ledger.PARTS]
    lost = select(*keys, *sums).where(line.c.mode == Mode.DEATH).group_by(*keys).subquery()
    place = (
        select(Enclosure.code + " · " + Enclosure.name)
        .join(Stay, Stay.enclosure_id == Enclosure.id)
        .where(Stay.animal_id == lost.c.animal_id, Stay.voided_by.is_(None), Stay.since <= Transaction.on)
        .order_by(Stay.since.desc(), Stay.id.desc())
        .limit(1)
        .correlate(lost, Transaction)
        .scalar_subquery()
    )
    return (
        select(lost, Transaction.on, Transaction.time, Transaction.note, Transaction.when, place.label("place"))
        .add_columns(called("term", Term.id, Term.name).label("term"))
        .add_columns(called("institution", HOLDER.id, HOLDER.name, short=True).label("holder"))
        .add_columns(called("institution", OWNER.id, OWNER.name, short=True).label("owner"))
        .join(Transaction, Transaction.id == lost.c.transaction_id)
        .join(HOLDER, HOLDER.id == lost.c.holder_id)
        .join(OWNER, OWNER.id == lost.c.owner_id)
        .outerjoin(Term, Term.id == Transaction.term_id)
        .order_by(Transaction.on, Transaction.seq, Transaction.id)
    )


def _cells(row: Any, animal: Row) -> dict[str, Any]:
    birth = animal.cells["born"]
    age = ages.age(birth, row.on) if birth is not None else None
    exact = row.when is None or row.when.nominal is None
    return {
        "on": day(row.on) if exact else row.when.show(),
        "time": row.time or "",
        "mfu": tuple(int(getattr(row, part)) for part in ledger.PARTS),
        "term": row.term or "",
        "age": age.show() if age is not None else "",
        "place": row.place or "",
        "holder": row.holder,
        "owner": row.owner,
        "note": row.note or "",
    }


def _sums(rows: Sequence[Row]) -> dict[str, Any]:
    """Only where there is something to add up."""
    return {"mfu": tuple(map(sum, zip(*(row.cells["mfu"] for row in rows), strict=True)))} if len(rows) > 1 else {}


def _facts(session: Session, animal: Row, asked: Asked) -> tuple[tuple[str, str], ...]:
    cells, one = animal.cells, [asked.animal]
    done = [act for _animal, act in acts(session, one, asked.last)]
    known = [finding for _animal, finding in findings(session, one, asked.last)]
    alone = len(done) == 0 or sum(map(abs, done[0]["mfu"])) == 1
    facts = (
        (_("Local ID"), cells["local_id"]),
        (_("Name"), cells["name"]),
        (_("Taxon"), str(cells["taxon"])),
        (_("Sex"), sex_words(done, known) if alone else ""),
        (_("Born"), cells["born"].show() if cells["born"] is not None else ""),
        (_("Living now"), "" if alone else ".".join(map(str, cells["mfu"]))),
    )
    return tuple(fact for fact in facts if fact[1])


REPORT: Final = ReportSpec(
    "death-certificate", N_("Death certificate"), (Ask.ANIMAL, Ask.DAY), sheet, frozenset({Ask.ANIMAL})
)
