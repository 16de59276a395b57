"""The specimen report: all that is known of an animal or group, of one or of many (documents.md 3.1)."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from zooapp.errors import NotFound
from zooapp.fields import FieldSpec, fields_of, show
from zooapp.i18n import N_, _, day
from zooapp.lists import animal_rows, standing
from zooapp.lists.listings import listings
from zooapp.lists.spec import Column, Row
from zooapp.models import Animal, AnimalKind, Collection, Lineage, Rank, Taxon
from zooapp.reports.sheet import Part, Sheet
from zooapp.reports.spec import Ask, Asked, ReportSpec
from zooapp.reports.specimen_acts import ACTS, HANDS
from zooapp.reports.specimen_kin import OFFSPRING, PARENTS, WEIGHTS
from zooapp.reports.specimen_shares import CLUTCHES, SHARES
from zooapp.reports.specimen_topics import FINDINGS, MARKS, PHOTOS, STAYS, Cells, Topic
from zooapp.values import ages
from zooapp.values.counts import SexCount

TOPICS: Final[tuple[Topic, ...]] = (
    MARKS, ACTS, HANDS, SHARES, STAYS, FINDINGS, PARENTS, OFFSPRING, CLUTCHES, WEIGHTS, PHOTOS
)
FACTS: Final = (Column("fact", N_("Fact"), 160), Column("value", N_("Value"), 420))
OWN: Final = ("origin", "birthplace", "birth_type", "rearing")
RANKS: Final = {Rank.CLASS: N_("Class"), Rank.ORDER: N_("Order"), Rank.FAMILY: N_("Family")}
KEPT: Final = {
    AnimalKind.INDIVIDUAL: N_("individual"),
    AnimalKind.GROUP: N_("group"),
    AnimalKind.COLONY: N_("colony"),
    AnimalKind.EGG: N_("egg"),
    AnimalKind.CLUTCH: N_("clutch"),
    AnimalKind.FETUS: N_("fetus"),
}
Fact = tuple[str, str]


def sheet(session: Session, asked: Asked) -> Sheet:
    """The report of the animal that is asked for, as it stood at the end of the last day. Raises NotFound."""
    return specimens(session, [asked.animal], asked.last)


def specimens(session: Session, animals: Sequence[int], on: dt.date) -> Sheet:
    """One report of one animal or many, by the same few statements. Raises NotFound where one is unknown."""
    rows = {row.id: row for row in animal_rows.rows(session, animals, on)}
    for key in animals:
        if key not in rows:
            raise NotFound(_("There is no such record: {what} {key}.").format(what="animal", key=key))
    tables = {topic.title: _by_animal(topic.read(session, animals, on)) for topic in TOPICS}
    own = _own(session, animals, on)
    taxa = {one.taxon for one in own.values() if one.taxon}
    above, listed = _above(session, taxa), listings(session, taxa, on)
    facts = {
        key: [*_whose(rows[key], own[key], above, listed), *_life(rows[key], own[key], tables, on)] for key in animals
    }
    parts = {key: [_part(topic, tables[topic.title].get(key, [])) for topic in TOPICS] for key in animals}
    if len(animals) == 1:
        (one,) = animals
        title = _("Specimen report: {animal}").format(animal=named(rows[one]))
        found = _report(title, parts[one], ((_("As of"), day(on)), *_full(facts[one])))
        return replace(found, portrait=rows[one].cells["thumb"].sha)
    whole = [part for key in animals for part in (_facts_part(rows[key], facts[key]), *parts[key])]
    return _report(_("Specimen reports"), whole, ((_("As of"), day(on)), (_("Records"), str(len(animals)))))


def _report(title: str, parts: Iterable[Part], facts: tuple[Fact, ...]) -> Sheet:
    notes = (
        _("What was taken back is not here; the audit extract has it."),
        _("Measures are the first, last, least and most of each kind, in the unit last used."),
    )
    return Sheet("specimen", title, tuple(part for part in parts if part.rows), facts, notes, (_("Registrar"),))


def _by_animal(rows: Iterable[tuple[int, Cells]]) -> dict[int, list[Cells]]:
    found: dict[int, list[Cells]] = {}
    for key, cells in rows:
        found.setdefault(key, []).append(cells)
    return found


def _part(topic: Topic, lines: Sequence[Cells]) -> Part:
    return Part(topic.columns, tuple(Row(n, cells) for n, cells in enumerate(lines, 1)), _(topic.title))


def _full(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    return tuple(fact for fact in facts if fact[1])


def _facts_part(row: Row, facts: Sequence[Fact]) -> Part:
    lines = enumerate(_full(facts), 1)
    return Part(FACTS, tuple(Row(n, {"fact": label, "value": value}) for n, (label, value) in lines), named(row))


def named(row: Row) -> str:
    """ "24-0002 Taiga"."""
    return " ".join(part for part in (row.cells["local_id"], row.cells["name"]) if part) or str(row.id)


def _own(session: Session, animals: Sequence[int], on: dt.date) -> dict[int, Any]:
    """The animal's own fields, its collection, its taxon with author."""
    taxon = standing.taxon_of(Animal.id.expression, on)
    found = session.execute(
        select(Animal.id, Animal.kind, Animal.note, *(getattr(Animal, name) for name in OWN))
        .add_columns(Collection.name.label("collection"), Taxon.id.label("taxon"), Taxon.author, Taxon.hybrid)
        .outerjoin(Collection, Collection.id == Animal.collection_id)
        .outerjoin(Taxon, Taxon.id == taxon)
        .where(Animal.id.in_(animals))
    )
    return {row.id: row for row in found}


def _above(session: Session, taxa: Iterable[int]) -> dict[int, dict[Rank, str]]:
    """Class, order and family of each taxon."""
    found: dict[int, dict[Rank, str]] = {}
    query = (
        select(Lineage.taxon_id, Lineage.rank, Taxon.scientific)
        .join(Taxon, Taxon.id == Lineage.ancestor_id)
        .where(Lineage.taxon_id.in_(set(taxa)), Lineage.rank.in_(list(RANKS)))
    )
    for row in session.execute(query):
        found.setdefault(row.taxon_id, {})[row.rank] = row.scientific
    return found


def _whose(row: Row, own: Any, above: Mapping[int, Mapping[Rank, str]], listed: Mapping[Any, str]) -> Iterable[Fact]:
    """Who it is, what it is, where it stands."""
    cells = row.cells
    yield from ((_("Local ID"), cells["local_id"]), (_("Name"), cells["name"]))
    author = " ".join(part for part in (cells["taxon"].latin, own.author) if part)
    yield _("Taxon"), " · ".join(part for part in (cells["taxon"].common, author) if part)
    yield _("Hybrid"), _("yes") if own.hybrid else ""
    line = above.get(own.taxon, {})
    yield from ((_(label), line.get(rank, "")) for rank, label in RANKS.items())
    yield from ((scheme, listed.get((own.taxon, scheme), "")) for scheme in ("CITES", "IUCN"))
    yield _("Kept as"), _(KEPT[own.kind])
    yield from ((_("Status"), str(cells["status"])), (_("Enclosure"), cells["enclosure"]))
    yield _("Collection"), own.collection or ""


def _life(row: Row, own: Any, tables: Mapping[str, Mapping[int, list[Cells]]], on: dt.date) -> Iterable[Fact]:
    """How many of which sex, when and how it was born, how old it is; the age stops where the life did (R20)."""
    acts = tables[ACTS.title].get(row.id, [])
    count = SexCount(*row.cells["mfu"])
    alive = count.total > 0
    if own.kind is AnimalKind.INDIVIDUAL:
        yield _("Sex"), sex_words(acts, tables[FINDINGS.title].get(row.id, []))
    yield _("M.F.U"), str(count)
    born = row.cells["born"]
    until = on if alive or not acts else acts[-1]["on"]
    age = ages.age(born, until) if born is not None else None
    yield _("Born"), born.show() if born is not None else ""
    yield _("How it is known"), born.note if born is not None else ""
    yield (_("Age") if alive else _("Age at the end")), age.show() if age is not None else ""
    yield from ((spec.label, shown(spec, getattr(own, name))) for name, spec in _specs())
    yield _("Note"), own.note or ""


def _specs() -> Iterable[tuple[str, FieldSpec]]:
    return ((name, fields_of(Animal)[name]) for name in OWN)


def shown(spec: FieldSpec, value: Any) -> str:
    """A value of a field in words: a choice by its label, nothing as nothing."""
    if value is None:
        return ""
    return _(dict(spec.field.choices)[value]) if spec.field.choices else show(value)


def sex_words(acts: Sequence[Cells], findings: Sequence[Cells]) -> str:
    """ "female, confirmed by DNA, 2 Mar 2024": by its last act, and how its sex was last determined."""
    m, f, _u = acts[-1]["mfu"] if acts else (0, 0, 0)  # what its last act was about; one that was sexed gained it
    word = _("male") if m > 0 else _("female") if f > 0 else _("sex unknown")
    last = next((one for one in reversed(findings) if one["about"] == _("Sex")), None)
    how = (last["sure"], last["method"], day(last["on"])) if last is not None else ()
    return ", ".join(part for part in (word, *how) if part)


REPORT: Final = ReportSpec("specimen", N_("Specimen report"), (Ask.ANIMAL, Ask.DAY), sheet, frozenset({Ask.ANIMAL}))
