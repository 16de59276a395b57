"""Ctrl+K: find anything by a number, a chip's last digits, half a name, a taxon in any language. Best first."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Date,
    Select,
    String,
    and_,
    case,
    cast,
    func,
    literal,
    null,
    or_,
    select,
    true,
    union_all,
)
from sqlalchemy.orm import Session

from zooapp import names, search
from zooapp.i18n import day
from zooapp.lists import animal_rows, animals, documents, reading, standing, taxa
from zooapp.lists.spec import Query, Row
from zooapp.models import (
    Animal,
    Consignment,
    Document,
    Enclosure,
    Identifier,
    Institution,
    Lineage,
    Loan,
    Name,
    Person,
    Posting,
    SearchText,
)
from zooapp.models.clutch import UNBORN
from zooapp.settings import US
from zooapp.values.fold import fold

NUMBERED: Final = ("identifier", "document", "consignment", "loan")
ORDER: Final = ("animal", "enclosure", "person", "consignment", "loan", "document", "institution", "taxon")
LOOKED_AT: Final = 60  # texts that are ranked further
OF_A_TAXON: Final = 6  # animals shown for a taxon, so that places and papers keep their room


@dataclass(frozen=True)
class Hit:
    """One record found: what it is, its title, a detail, the picture of an animal's group."""

    kind: str
    id: int
    title: str
    detail: str
    art: str = ""
    unborn: bool = False  # eggs or a fetus: shown among the eggs


@dataclass(frozen=True)
class Place:
    """Where a record stands among the hits: lower is better."""

    score: int
    kind: str
    id: int

    @property
    def rank(self) -> tuple[int, int]:
        """Exact numbers, then beginnings, then the rest; animals before all else."""
        return self.score, ORDER.index(self.kind)


def find(session: Session, text: str, limit: int = 12) -> list[Hit]:
    """The best hits: an exact number, then what starts so, then what has it. A leading # finds numbers only.

    At most 7 statements; some words that only together mean one animal ("bear Taiga") cost three more.
    """
    numbers = text.startswith("#")
    needle = fold(text.lstrip("#"))
    if not needle:
        return []
    places = _places(session, needle, numbers)
    scores = {place.id: place.score for place in places if place.kind == "taxon"}
    if scores:
        places = _with_animals(places, _of_taxa(session, scores))
    if not places and " " in needle:
        query = Query(needle, filters={"status": "all"})
        return [_animal(row) for row in reading.first(session, animals.LIST, query, limit)]
    places = sorted(places, key=lambda place: place.rank)[:limit]
    hits = _hits(session, places)
    return [hits[place.kind, place.id] for place in places if (place.kind, place.id) in hits]


def _places(session: Session, needle: str, numbers: bool) -> list[Place]:
    """The texts that have all the words, each record once."""
    told = SearchText.text
    begins, ends = told.startswith(needle, autoescape=True), told.endswith(needle, autoescape=True)
    ends_number = and_(ends, SearchText.source_kind == "identifier")
    word = told.contains(f" {needle}", autoescape=True)
    score = case((told == needle, 0), (or_(begins, ends_number), 1), (word, 2), else_=3)
    texts = (
        select(SearchText.record_kind, SearchText.record_id, SearchText.source_kind, SearchText.source_id)
        .add_columns(score.label("score"), func.length(told).label("length"))
        .where(search.matching(session, needle), SearchText.record_kind.in_(ORDER))
        .where(SearchText.source_kind.in_(NUMBERED) if numbers else true())
        .order_by(score, func.length(told), SearchText.record_id)
        .limit(LOOKED_AT)
        .subquery()
    )
    found = session.execute(
        select(texts.c.record_kind, texts.c.record_id, texts.c.score)
        .where(_stands(texts.c))
        .order_by(texts.c.score, texts.c.length, texts.c.record_id)
    ).all()
    best: dict[tuple[str, int], Place] = {}
    for kind, key, value in found:
        best.setdefault((kind, key), Place(value, kind, key))
    return list(best.values())


def _stands(told: Any) -> ColumnElement[bool]:
    """Neither the text's own record nor the animal was taken back."""
    void = [
        select(literal(1)).where(kind == source, model.id == key, model.voided_by.is_not(None)).exists()
        for model, source, kind, key in (
            (Identifier, "identifier", told.source_kind, told.source_id),
            (Name, "name", told.source_kind, told.source_id),
            (Animal, "animal", told.record_kind, told.record_id),
        )
    ]
    return and_(*(~each for each in void))


def _of_taxa(session: Session, scores: dict[int, int]) -> list[Place]:
    """Animals that came to us as one of these taxa or as what belongs to them, the newest first."""
    below = select(Lineage.taxon_id).where(Lineage.ancestor_id.in_(scores))
    came = (
        select(Posting.animal_id, func.max(Posting.on).label("last"))
        .where(Posting.holder_id == US, Posting.taxon_id.in_(below), Posting.m + Posting.f + Posting.u > 0)
        .group_by(Posting.animal_id)
        .order_by(func.max(Posting.on).desc(), Posting.animal_id)
        .limit(LOOKED_AT)
        .subquery()
    )
    held = standing.counted(came.c.animal_id, "held", None) > 0
    found = session.scalars(
        select(came.c.animal_id).where(held).order_by(came.c.last.desc(), came.c.animal_id).limit(OF_A_TAXON)
    )
    return [Place(min(scores.values()), "animal", key) for key in found]


def _with_animals(places: list[Place], more: Iterable[Place]) -> list[Place]:
    known = {place.id for place in places if place.kind == "animal"}
    return places + [place for place in more if place.id not in known]


def _hits(session: Session, places: Iterable[Place]) -> dict[tuple[str, int], Hit]:
    ids: dict[str, list[int]] = {}
    for place in places:
        ids.setdefault(place.kind, []).append(place.id)
    hits = _plain(session, ids)
    if found := ids.get("animal"):
        hits += [_animal(row) for row in animal_rows.rows(session, found, None)]
    if found := ids.get("taxon"):
        words = taxa.words_of(session, found)
        hits += [Hit("taxon", key, one.label, one.scientific, one.art) for key, one in words.items()]
    return {(hit.kind, hit.id): hit for hit in hits}


def _animal(row: Row) -> Hit:
    cells = row.cells
    words = (cells["taxon"].common or cells["taxon"].scientific, cells["local_id"], cells["name"])
    detail = cells["enclosure"] or cells["status"].text
    title = " ".join(word for word in words if word)
    return Hit("animal", row.id, title, detail, cells["taxon"].art, cells["kind"] in UNBORN)


def _plain(session: Session, ids: dict[str, list[int]]) -> list[Hit]:
    """Places, people, institutions, consignments, loans and papers: one statement, and one for names."""
    nothing = cast(null(), Date)
    parts: dict[str, Any] = {
        "enclosure": (Enclosure, Enclosure.name, Enclosure.code, nothing),
        "person": (Person, Person.name, func.coalesce(Person.post, ""), nothing),
        "institution": (Institution, Institution.name, Institution.mnemonic, nothing),
        "consignment": (Consignment, Consignment.number, Consignment.stage, Consignment.arrived_on),
        "loan": (Loan, Loan.number, func.coalesce(Loan.contract_no, ""), Loan.since),
        "document": (Document, Document.number, Document.series, Document.issued_on),
    }
    asked = [_titles(kind, ids[kind], parts[kind]) for kind in parts if kind in ids]
    if not asked:
        return []
    found = session.execute(union_all(*asked)).all()
    called = _named(session, ids.get("institution", ()))
    return [_written(row, called) for row in found]


def _titles(kind: str, ids: list[int], part: Any) -> Select[Any]:
    model, title, more, on = part
    columns = (title.label("title"), cast(more, String).label("more"), on.label("on"))
    stands = true() if model is Document else model.voided_by.is_(None)
    return select(literal(kind).label("kind"), model.id, *columns).where(model.id.in_(ids), stands)


def _named(session: Session, institutions: Collection[int]) -> dict[int, str]:
    return names.of(session, "institution", institutions) if institutions else {}


def _written(row: Any, called: dict[int, str]) -> Hit:
    title, detail = row.title, row.more
    if row.kind == "institution":
        title = called.get(row.id, title)
    elif row.kind == "document":
        title, detail = f"{documents.series_name(row.more)} {row.title}", day(row.on)
    elif row.kind == "consignment":
        detail = day(row.on)
    elif row.kind == "loan":
        detail = " · ".join(part for part in (row.more, day(row.on)) if part)
    return Hit(row.kind, row.id, title, detail)
