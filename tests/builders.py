"""A small zoo for the tests: enough taxa, people, places and protocols, without the whole seed."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from zooapp.clock import Clock
from zooapp.database import Database, create_database
from zooapp.models import (
    Animal,
    AnimalKind,
    Capacity,
    Enclosure,
    EnclosureKind,
    Identifier,
    Institution,
    InstitutionKind,
    MarkKind,
    Mode,
    Person,
    Place,
    Posting,
    Protocol,
    Rank,
    Requirement,
    Scope,
    Setting,
    Stay,
    Taxon,
    Term,
    Transaction,
)
from zooapp.permission import Permission
from zooapp.values.counts import SexCount
from zooapp.work import Actor, Work

TODAY = dt.date(2024, 11, 20)

TREE = (
    ("Mammalia", Rank.CLASS, ""),
    ("Carnivora", Rank.ORDER, "Mammalia"),
    ("Felidae", Rank.FAMILY, "Carnivora"),
    ("Panthera", Rank.GENUS, "Felidae"),
    ("Panthera leo", Rank.SPECIES, "Panthera"),
    ("Ursidae", Rank.FAMILY, "Carnivora"),
    ("Ursus", Rank.GENUS, "Ursidae"),
    ("Ursus arctos", Rank.SPECIES, "Ursus"),
    ("Artiodactyla", Rank.ORDER, "Mammalia"),
    ("Bovidae", Rank.FAMILY, "Artiodactyla"),
    ("Bos", Rank.GENUS, "Bovidae"),
    ("Bos grunniens", Rank.SPECIES, "Bos"),
    ("Aves", Rank.CLASS, ""),
    ("Psittaciformes", Rank.ORDER, "Aves"),
    ("Cacatuidae", Rank.FAMILY, "Psittaciformes"),
    ("Cacatua", Rank.GENUS, "Cacatuidae"),
    ("Cacatua alba", Rank.SPECIES, "Cacatua"),
    ("Galliformes", Rank.ORDER, "Aves"),
    ("Phasianidae", Rank.FAMILY, "Galliformes"),
    ("Phasianus", Rank.GENUS, "Phasianidae"),
    ("Phasianus colchicus", Rank.SPECIES, "Phasianus"),
    ("Chrysolophus", Rank.GENUS, "Phasianidae"),
    ("Chrysolophus pictus", Rank.SPECIES, "Chrysolophus"),
    ("Anseriformes", Rank.ORDER, "Aves"),
    ("Anatidae", Rank.FAMILY, "Anseriformes"),
    ("Aix", Rank.GENUS, "Anatidae"),
    ("Aix galericulata", Rank.SPECIES, "Aix"),
)

TERMS = (
    ("donation_from", Mode.ARRIVAL, True, True),
    ("loan_in", Mode.ARRIVAL, True, False),
    ("donation_to", Mode.DEPARTURE, True, True),
    ("loan_out", Mode.TRANSFER, True, False),
    ("hatch", Mode.BIRTH, True, True),
    ("natural_death", Mode.DEATH, True, True),
)


@dataclass(frozen=True)
class Zoo:
    """The ids of a small zoo by name."""

    taxa: dict[str, int]
    institutions: dict[str, int]
    enclosures: dict[str, int]
    protocols: dict[str, int]
    requirements: dict[str, int]
    terms: dict[str, int]
    people: dict[str, int]

    @property
    def us(self) -> int:
        """Our own institution."""
        return self.institutions["PYONGYANG"]


def actor(*permissions: Permission, person: int | None = None, role: str = "Administrator") -> Actor:
    """Somebody with these permissions, or with all of them."""
    return Actor(person, "Han Myong-ok", role, frozenset(permissions or Permission), "test-pc")


def small_zoo(work: Work) -> Zoo:
    """Write a small zoo."""
    taxa: dict[str, int] = {}
    for name, rank, parent in TREE:
        taxa[name] = work.add(Taxon(scientific=name, rank=rank, parent_id=taxa.get(parent))).id
    institutions = {
        code: work.add(Institution(mnemonic=code, name=name, country=country, kind=kind)).id
        for code, name, country, kind in (
            ("PYONGYANG", "Central Zoo, Pyongyang", "KP", InstitutionKind.ZOO),
            ("MOSCOW", "Moscow Zoo", "RU", InstitutionKind.ZOO),
            ("THIRD", "Third Zoo", "CN", InstitutionKind.ZOO),
            ("TRANSIT", "In transit", None, InstitutionKind.TRANSIT),
        )
    }
    work.add(Setting(name="our_institution", value=str(institutions["PYONGYANG"])))
    work.add(Setting(name="time_zone", value='"Asia/Pyongyang"'))
    terms = {
        code: work.add(Term(code=code, mode=mode, name=code, physical=p, ownership=o, title_passes="arrival")).id
        for code, mode, p, o in TERMS
    }
    people = {
        name: work.add(Person(name=name, post=post)).id
        for name, post in (("Han Myong-ok", "Registrar"), ("Pak Yong-su", "Veterinarian"), ("Ri Chol", "Keeper"))
    }
    protocols, requirements = _protocols(work, taxa)
    return Zoo(taxa, institutions, _enclosures(work, taxa), protocols, requirements, terms, people)


def _enclosures(work: Work, taxa: dict[str, int]) -> dict[str, int]:
    found: dict[str, int] = {}
    for code, name, parent, kind, most in (
        ("QS", "Quarantine station", "", EnclosureKind.AREA, None),
        ("Q1", "Carnivore house", "QS", EnclosureKind.QUARANTINE, 4),
        ("Q2", "Second carnivore house", "QS", EnclosureKind.QUARANTINE, 3),
        ("Q4", "Hoofstock barn", "QS", EnclosureKind.QUARANTINE, 6),
        ("B1", "Bird room", "QS", EnclosureKind.QUARANTINE, 80),
        ("PR", "Predators", "", EnclosureKind.AREA, None),
        ("BR1", "Bear ridge 1", "PR", EnclosureKind.EXHIBIT, 3),
        ("LT", "Lion terrace", "PR", EnclosureKind.EXHIBIT, 4),
        ("SL", "Swan lake", "", EnclosureKind.EXHIBIT, 60),
    ):
        found[code] = work.add(
            Enclosure(code=code, name=name, parent_id=found.get(parent), kind=kind, open_water=code == "SL")
        ).id
        if most is not None:
            work.add(Capacity(enclosure_id=found[code], most=most))
    return found


def _protocols(work: Work, taxa: dict[str, int]) -> tuple[dict[str, int], dict[str, int]]:
    protocols: dict[str, int] = {}
    requirements: dict[str, int] = {}
    for code, scope, place in (
        ("by_order", Scope.ORDER, Place.UNIT),
        ("by_class", Scope.CLASS, Place.UNIT),
        ("batch", Scope.BATCH, Place.UNIT),
        ("by_air", Scope.ORDER, Place.AIR_SPACE),
    ):
        protocols[code] = work.add(
            Protocol(code=code, edition="1", name=code, min_days=30, scope=scope, place=place, source="test")
        ).id
        for name, needed, sampled in (("faecal", 3, True), ("exam", 1, False)):
            requirements[f"{code}/{name}"] = work.add(
                Requirement(
                    protocol_id=protocols[code],
                    code=name,
                    name=name,
                    needed=needed,
                    consecutive=needed,
                    sampled=sampled,
                )
            ).id
    return protocols, requirements


def arrive(work: Work, zoo: Zoo, taxon: str, count: str, **what: str | dt.date | int) -> int:
    """Book an animal in by hand, or a group when more than one: postings, local id, a stay when `unit` is given."""
    number = SexCount.parse(count)
    on = what.get("on", TODAY)
    assert isinstance(on, dt.date)
    kind = AnimalKind.INDIVIDUAL if number.total == 1 else AnimalKind.GROUP
    animal = work.add(Animal(kind=kind))
    act = work.add(Transaction(on=on, mode=Mode.ARRIVAL, partner_id=zoo.institutions["MOSCOW"]))
    work.add(
        Posting(
            transaction_id=act.id,
            on=on,
            seq=act.seq,
            mode=act.mode,
            animal_id=animal.id,
            taxon_id=zoo.taxa[taxon],
            holder_id=zoo.institutions[str(what.get("holder", "PYONGYANG"))],
            owner_id=zoo.institutions[str(what.get("owner", "PYONGYANG"))],
            m=number.m,
            f=number.f,
            u=number.u,
        )
    )
    value = str(what.get("local_id", f"24-{animal.id:04}"))
    work.add(Identifier(animal_id=animal.id, kind=MarkKind.LOCAL_ID, institution_id=zoo.us, value=value))
    if "unit" in what:
        work.add(Stay(animal_id=animal.id, enclosure_id=zoo.enclosures[str(what["unit"])], since=on))
    return animal.id


def build(target: str) -> None:
    """Make a collection with the small zoo at this place: done once, then copied for each test."""
    database = create_database(target, Clock(day=TODAY))
    with database.work(actor(), "a small zoo") as work:
        small_zoo(work)
    database.close()


def ids(database: Database) -> Zoo:
    """The small zoo as it stands in a collection."""
    with database.read() as session:

        def table(model: Any, name: str) -> dict[str, int]:
            return {row[0]: row[1] for row in session.execute(select(getattr(model, name), model.id))}

        wanted = select(Protocol.code, Requirement.code, Requirement.id).join(
            Requirement, Requirement.protocol_id == Protocol.id
        )
        return Zoo(
            taxa=table(Taxon, "scientific"),
            institutions=table(Institution, "mnemonic"),
            enclosures=table(Enclosure, "code"),
            protocols=table(Protocol, "code"),
            requirements={f"{code}/{name}": key for code, name, key in session.execute(wanted)},
            terms=table(Term, "code"),
            people=table(Person, "name"),
        )
