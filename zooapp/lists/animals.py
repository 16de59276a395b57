"""The list of animals: who stands where, how many, since when, in which state; counted as held or as owned.

A record is listed under the local id that we gave it (R23): each accession gives one.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, select, true
from sqlalchemy.orm import Session, aliased

from zooapp import search
from zooapp.i18n import N_, _, day, ngettext, number
from zooapp.lists import animal_rows, standing, taxa
from zooapp.lists.enclosures import inside
from zooapp.lists.reading import by_words, records
from zooapp.lists.spec import ANY, AS_OF, Column, FilterSpec, ListSpec, Query
from zooapp.models import (
    Animal,
    AnimalKind,
    Enclosure,
    Identifier,
    Lineage,
    MarkKind,
    Mode,
    Name,
    SearchText,
    Stay,
    Taxon,
)
from zooapp.models.clutch import UNBORN
from zooapp.settings import US

Sql = ColumnElement[Any]

COLUMNS: Final = (
    Column("thumb", "", 36, "thumb", sort=False),
    Column("local_id", N_("Local ID"), 84),
    Column("name", N_("Name"), 96),
    Column("taxon", N_("Taxon"), 232, "taxon"),
    Column("mfu", N_("M.F.U"), 124, "mfu"),
    Column("born", N_("Born"), 124, "fuzzy"),
    Column("enclosure", N_("Enclosure"), 168),
    Column("status", N_("Status"), 132, "chip", sort=False),
    Column("flag", "", 26, "flag", sort=False),
)
STATUS: Final = (
    ("living", N_("living")),
    ("all", N_("all records")),
    ("left", N_("left")),
    ("dead", N_("died")),
)
MANY: Final = "many"  # groups and colonies together
KEPT_AS: Final = (
    (AnimalKind.INDIVIDUAL, N_("individuals")),
    (AnimalKind.GROUP, N_("groups")),
    (AnimalKind.COLONY, N_("colonies")),
)
FILTERS: Final = (
    FilterSpec("status", N_("Status"), STATUS, default="living"),
    FilterSpec("basis", N_("Counted by"), (("held", N_("held")), ("owned", N_("owned"))), default="held"),
    FilterSpec("taxon", N_("Taxon"), pick="taxa"),
    FilterSpec("enclosure", N_("Enclosure"), pick="enclosures"),
    FilterSpec("kind", N_("Kept as"), (ANY, *((kind.value, words) for kind, words in KEPT_AS))),
    FilterSpec("loan", N_("Loan"), (ANY, ("out", N_("on loan out")), ("in", N_("on loan to us")))),
    AS_OF,
    FilterSpec("collection", N_("Collection"), pick="collections"),
    FilterSpec("quarantine", N_("Quarantine"), (ANY, ("yes", N_("in quarantine")), ("no", N_("not in quarantine")))),
)
LATER: Final = aliased(Identifier)


def wanted(query: Query, key: str) -> Any:
    """The value of a filter of this list, or its default."""
    return LIST.wanted(query, key)


def _listed() -> Sql:
    """The live local id of ours under which a record is listed; where it has two, the later one.

    The + 0 keeps SQLite on the index of (kind, sort_key), which gives the first rows without sorting all.
    """
    return and_(
        Identifier.kind == MarkKind.LOCAL_ID,
        Identifier.institution_id + 0 == US,
        Identifier.voided_by.is_(None),
        Animal.voided_by.is_(None),
        Animal.kind.not_in(UNBORN),
        ~exists().where(
            LATER.animal_id == Identifier.animal_id,
            LATER.kind == MarkKind.LOCAL_ID,
            LATER.institution_id == US,
            LATER.voided_by.is_(None),
            LATER.id > Identifier.id,
        ),
    )


def _ids(session: Session, query: Query) -> Select[int]:
    by = ORDERS[query.order or LIST.default_order](query)
    by = by.desc() if query.descending else by.asc()
    tie = Identifier.sort_key.desc() if query.descending else Identifier.sort_key
    order = [tie] if query.order in ("", "local_id") else [by.nulls_last(), tie]
    return _matching(session, query, Animal.id).order_by(*order, Identifier.id)


def _matching(session: Session, query: Query, *columns: Any) -> Select[Any]:
    listed = select(*columns).select_from(Identifier).join(Animal, Animal.id == Identifier.animal_id).where(_listed())
    return listed.where(*_filters(query), _by_text(session, query.text))


def _filters(query: Query) -> list[Sql]:
    conditions = [_by_status(query)]
    if kind := wanted(query, "kind"):
        many = Animal.kind.in_([AnimalKind.GROUP, AnimalKind.COLONY])
        conditions.append(many if kind == MANY else Animal.kind == AnimalKind(kind))
    if place := wanted(query, "enclosure"):
        here = Stay.enclosure_id.in_(inside(int(place)))
        conditions.append(exists().where(Stay.animal_id == Animal.id, standing.stays(query.on), here))
    if loan := wanted(query, "loan"):
        conditions.append(standing.lent(_animal(), "owned" if loan == "out" else "held", query.on) > 0)
    if collection := wanted(query, "collection"):
        conditions.append(Animal.collection_id == int(collection))
    if quarantine := wanted(query, "quarantine"):
        case_open = standing.in_quarantine(_animal(), query.on)
        conditions.append(case_open if quarantine == "yes" else ~case_open)
    return conditions


def _animal() -> Sql:
    """The animal as the identifier names it: the join needs no other order of tables then."""
    return Identifier.animal_id.expression


def _taxon(query: Query) -> int | None:
    taxon = wanted(query, "taxon")
    return int(taxon) if taxon else None


def _count(query: Query) -> Sql:
    return standing.counted(_animal(), wanted(query, "basis"), query.on, _taxon(query))


def _by_status(query: Query) -> Sql:
    status, taxon = wanted(query, "status"), _taxon(query)
    if status == "living":
        return _count(query) > 0
    of_taxon = true() if taxon is None else standing.was_ever(_animal(), _belonging(taxon))
    if status == "all":
        return of_taxon
    gone = and_(_count(query) == 0, of_taxon)
    died = standing.last_mode(_animal(), query.on) == Mode.DEATH
    return and_(gone, died if status == "dead" else ~died)


def _belonging(taxon: int) -> Any:
    return select(Lineage.taxon_id).where(Lineage.ancestor_id == taxon)


def _by_text(session: Session, text: str) -> Sql:
    def by_taxon(word: str) -> Sql:
        named = select(SearchText.record_id).where(search.matching(session, word, "taxon"))
        return standing.was_ever(_animal(), select(Lineage.taxon_id).where(Lineage.ancestor_id.in_(named)))

    return by_words(session, text, "animal", _animal(), by_taxon)


def _house_name(_query: Query) -> Sql:
    own = (SearchText.source_kind == "animal") & (SearchText.source_id == Identifier.animal_id)
    return select(SearchText.text).where(own).scalar_subquery()


def _common_name(query: Query) -> Sql:
    """The folded name of the taxon in the language now in use, or the scientific one."""
    locales = taxa.wanted_locales()
    best = case({locale: at for at, locale in enumerate(locales)}, value=Name.locale)
    named = (
        select(SearchText.text)
        .select_from(Name)
        .join(SearchText, and_(SearchText.source_kind == "name", SearchText.source_id == Name.id))
        .where(Name.record_kind == "taxon", Name.record_id == Taxon.id)
        .where(Name.locale.in_(locales), Name.voided_by.is_(None))
        .order_by(best, Name.preferred.desc(), Name.id)
        .limit(1)
        .scalar_subquery()
    )
    of_animal = Taxon.id == standing.taxon_of(_animal(), query.on)
    return select(func.coalesce(named, func.lower(Taxon.scientific))).where(of_animal).scalar_subquery()


def _place(query: Query) -> Sql:
    here = Enclosure.id == standing.place_of(_animal(), query.on)
    return select(func.lower(Enclosure.code)).where(here).scalar_subquery()


ORDERS: Final[Mapping[str, Callable[[Query], Sql]]] = {
    "local_id": lambda _query: Identifier.sort_key.expression,
    "name": _house_name,
    "taxon": _common_name,
    "mfu": _count,
    "born": lambda _query: Animal.__table__.c.born_nominal,
    "enclosure": _place,
}


def _foot(session: Session, query: Query) -> str:
    """ "12 records · 10 individuals + 2 groups (75 animals) · Counted: held, living, 20 Nov 2024"."""
    alone = case((Animal.kind == AnimalKind.INDIVIDUAL, 1), else_=0)
    lines = _matching(session, query, alone.label("alone"), _count(query).label("animals")).subquery()
    every = select(func.count()).select_from(Identifier).join(Animal, Animal.id == Identifier.animal_id)
    counted = select(
        func.count().label("n"),
        func.coalesce(func.sum(lines.c.alone), 0).label("alone"),
        func.coalesce(func.sum(lines.c.animals), 0).label("animals"),
        every.where(_listed()).scalar_subquery().label("every"),
    ).select_from(lines)
    n, singles, animals, whole = (int(value) for value in session.execute(counted).one())
    return " · ".join((_how_many(n, whole), _who(singles, n - singles, animals), _how(query)))


def _how_many(n: int, whole: int) -> str:
    """What the filters hide is said too."""
    if n == whole:
        return records(n)
    words = ngettext("{n} of {whole} record", "{n} of {whole} records", whole)
    return words.format(n=number(n), whole=number(whole))


def _who(singles: int, groups: int, animals: int) -> str:
    individuals = ngettext("{n} individual", "{n} individuals", singles).format(n=number(singles))
    together = ngettext("{n} group", "{n} groups", groups).format(n=number(groups))
    whole = ngettext("{n} animal", "{n} animals", animals).format(n=number(animals))
    return f"{individuals} + {together} ({whole})"


def _how(query: Query) -> str:
    choices = {spec.key: dict(spec.choices) for spec in FILTERS}
    words = [_(choices[key][wanted(query, key)]) for key in ("basis", "status")]
    return _("Counted: {how}").format(how=", ".join([*words, *([day(query.on)] if query.on else [])]))


def _rows(session: Session, query: Query, ids: Sequence[int] | None) -> Any:
    return animal_rows.rows(session, ids or (), query.on, wanted(query, "basis"))


LIST: Final = ListSpec(
    kind="animals",
    title=N_("Animals"),
    columns=COLUMNS,
    default_order="local_id",
    rows=_rows,
    filters=FILTERS,
    ids=_ids,
    foot=_foot,
)
