"""The data-quality inbox: what cannot be, what is doubtful, what is missing; what it is, and what to do about it."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Integer, Select, case, cast, func, literal, select, union_all
from sqlalchemy.orm import Session

from zooapp.i18n import N_, _, ngettext, number
from zooapp.lists import quality_checks, standing, taxa
from zooapp.lists.quality_checks import Look
from zooapp.lists.reading import by_words
from zooapp.lists.spec import ANY, ChipCell, Column, FilterSpec, ListSpec, Query, Row, Tone
from zooapp.lists.taxa import NOBODY, TaxonWords
from zooapp.models import Animal, AnimalKind, Identifier, MarkKind
from zooapp.settings import US

STEP: Final = 100  # the id of a line is that of its animal, times this, and the number of its check
FACES: Final[dict[Tone, tuple[str, str]]] = {
    "bad": (N_("Impossible"), "alert-octagon"),
    "warn": (N_("Doubtful"), "alert-triangle"),
    "mute": (N_("Not recorded"), "circle-dashed"),
}


@dataclass(frozen=True)
class Check:
    """One thing that is looked for: how bad it is, what is said and advised, and which act of which field mends it."""

    key: str
    no: int  # never changes, so that a line keeps its id
    tone: Tone
    says: str
    advice: str
    find: Callable[[Look], Any]
    act: str = "edit"
    field: str = ""


CHECKS: Final = (
    Check("birth_impossible", 1, "bad", N_("In the books before it was born"), N_("Correct the birth, or the act"),
          quality_checks.birth_impossible, field="born"),
    Check("below_zero", 2, "bad", N_("More left than were there"), N_("Look at its acts"),
          quality_checks.below_zero, "void_act"),
    Check("two_places", 3, "bad", N_("In two enclosures at once"), N_("Move it to where it stands"),
          quality_checks.two_places, "move", "enclosure_id"),
    Check("crowded", 14, "bad", N_("One animal, and the books have more"), N_("Look at its acts"),
          quality_checks.crowded, "void_act"),
    Check("not_here", 15, "bad", N_("In an enclosure, and not held here"), N_("Look at its acts"),
          quality_checks.not_here, "void_act"),
    Check("same_chip", 4, "bad", N_("Chip {detail} is in another living animal too"),
          N_("Read both; correct one, or mark both as disputed"), quality_checks.same_chip, "identifier", "value"),
    Check("young_parent", 5, "bad", N_("Its parent {detail} was too young"), N_("Correct the parent or a birth"),
          quality_checks.young_parent, "parents"),
    Check("birth_doubtful", 6, "warn", N_("Perhaps born after it was in the books"), N_("Say its birth more exactly"),
          quality_checks.birth_doubtful, field="born"),
    Check("no_place", 7, "warn", N_("In no enclosure"), N_("Move it to where it stands"),
          quality_checks.no_place, "move", "enclosure_id"),
    Check("disputed", 8, "warn", N_("Chip {detail} is disputed"), N_("Read both animals and settle it"),
          quality_checks.disputed, "identifier", "value"),
    Check("unsexed", 9, "warn", N_("Grown up, and its sex is not known"), N_("Find out the sex"),
          quality_checks.unsexed, "sex", "sex"),
    Check("no_origin", 10, "warn", N_("CITES {detail}, and its origin is not known"), N_("Say where it began"),
          quality_checks.no_origin, field="origin"),
    Check("no_local_id", 11, "mute", N_("No local ID"), N_("Give it one"), quality_checks.no_local_id,
          "identifier", "value"),
    Check("no_birth", 12, "mute", N_("No birth date"), N_("As exact as known: 2019, ~2019, unknown"),
          quality_checks.no_birth, field="born"),
    Check("no_note", 13, "mute", N_("Birth estimated, and nobody said how"), N_("Note how it is known"),
          quality_checks.no_note, field="born"),
)
BY_NO: Final = {check.no: check for check in CHECKS}
COLUMNS: Final = (
    Column("grade", N_("How bad"), 110, "chip"),
    Column("local_id", N_("Local ID"), 84, sort=False),
    Column("says", N_("What"), 248, sort=False),
    Column("advice", N_("What to do"), 250, sort=False),
    Column("name", N_("Name"), 96, sort=False),
    Column("taxon", N_("Taxon"), 220, sort=False),
)
FILTERS: Final = (
    FilterSpec("grade", N_("How bad"), (ANY, *((tone, words) for tone, (words, _icon) in FACES.items()))),
    FilterSpec("check", N_("What"), (ANY, *((check.key, check.says.replace("{detail}", "…")) for check in CHECKS))),
)


def place(line: int) -> tuple[int, str, str]:
    """Where a line is mended: the animal, the act, and the field of its form ("" for none in particular)."""
    check = BY_NO[line % STEP]
    return line // STEP, check.act, check.field


def _wanted(query: Query) -> list[Check]:
    grade, key = LIST.wanted(query, "grade"), LIST.wanted(query, "check")
    return [check for check in CHECKS if grade in ("", check.tone) and key in ("", check.key)]


def _found(look: Look, checks: Sequence[Check]) -> Any:
    """(id, no, animal, detail) of all that these checks find, as one statement."""
    parts = []
    for check in checks:
        one = check.find(look).subquery()
        animal, detail = one.c[0], one.c[1]
        no = literal(check.no, Integer)
        line = (animal * STEP + no).label("id")
        parts.append(select(line, no.label("no"), animal.label("animal"), detail.label("detail")))
    return union_all(*parts).subquery()


def _ids(session: Session, query: Query) -> Select[int]:
    if not (checks := _wanted(query)):  # two filters that exclude each other
        return select(cast(literal(0), Integer)).where(literal(False))
    found = _found(_look(query), checks)
    words = by_words(session, query.text, "animal", found.c.animal, None)
    worst = case({check.no: at for at, check in enumerate(CHECKS)}, value=found.c.no)
    order = worst.desc() if query.descending else worst
    return select(found.c.id).where(words).group_by(found.c.id, found.c.no).order_by(order, found.c.id)


def _rows(session: Session, query: Query, ids: Sequence[int] | None) -> list[Row]:
    lines = list(ids or ())
    animals = tuple(sorted({line // STEP for line in lines}))
    checks = [BY_NO[no] for no in sorted({line % STEP for line in lines})]
    if not lines:
        return []
    found = _found(_look(query, animals), checks)
    rows = session.execute(
        select(found.c.id, found.c.detail, Animal.kind, Animal.house_name)
        .add_columns(_local_id().label("local_id"), standing.taxon_of(Animal.id.expression, query.on).label("taxon"))
        .join(Animal, Animal.id == found.c.animal)
        .where(found.c.id.in_(lines))
    ).all()
    words = taxa.words_of(session, {row.taxon for row in rows if row.taxon})
    return [_row(row, words.get(row.taxon, NOBODY)) for row in rows]


def _look(query: Query, animals: tuple[int, ...] = ()) -> Look:
    """What is wrong is wrong on some day: today where none is asked for."""
    return Look(query.on or dt.date.today(), animals)


def _local_id() -> Any:
    return (
        select(Identifier.value)
        .where(Identifier.animal_id == Animal.id, Identifier.kind == MarkKind.LOCAL_ID)
        .where(Identifier.institution_id + 0 == US, Identifier.voided_by.is_(None))
        .order_by(Identifier.id.desc())
        .limit(1)
        .correlate(Animal)
        .scalar_subquery()
    )


def _row(row: Any, taxon: TaxonWords) -> Row:
    check = BY_NO[row.id % STEP]
    words, icon = FACES[check.tone]
    cells = {
        "grade": ChipCell(_(words), check.tone, icon),
        "says": " ".join(_(check.says).format(detail=row.detail).split()),
        "local_id": row.local_id or "",
        "name": row.house_name or ("" if row.kind is AnimalKind.INDIVIDUAL else _("Group")),
        "taxon": str(taxon.cell()),
        "advice": _(check.advice),
        "about": row.id // STEP,
    }
    return Row(row.id, cells, check.tone)


def _foot(session: Session, query: Query) -> str:
    """ "12 findings: 3 impossible, 9 missing"."""
    found = _ids(session, query).order_by(None).subquery()
    no = found.c.id % STEP
    counts = {row[0]: row[1] for row in session.execute(select(no, func.count()).group_by(no))}
    grades = {tone: sum(n for no, n in counts.items() if BY_NO[no].tone == tone) for tone in FACES}
    n = sum(counts.values())
    words = ngettext("{n} finding", "{n} findings", n).format(n=number(n))
    parts = [f"{_(FACES[tone][0])} {number(many)}" for tone, many in grades.items() if many]
    return " · ".join([words, *parts])


LIST: Final = ListSpec(
    kind="quality",
    title=N_("Data quality"),
    columns=COLUMNS,
    default_order="grade",
    rows=_rows,
    filters=FILTERS,
    ids=_ids,
    foot=_foot,
)
