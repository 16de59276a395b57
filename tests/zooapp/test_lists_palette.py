"""Ctrl+K finds by number, name, chip, ring and taxon in every language; the best hit comes first."""

import pytest

from tests.builders import TODAY, Zoo, arrive
from tests.counting import statements
from zooapp import i18n
from zooapp.database import Database
from zooapp.lists import palette
from zooapp.lists.palette import Hit
from zooapp.models import Animal, Consignment, Identifier, MarkKind, Name
from zooapp.work import Actor


@pytest.fixture
def full(database: Database, zoo: Zoo, boss: Actor) -> dict[str, int]:
    with database.work(boss, "arrivals", accept=None) as work:
        bear = arrive(work, zoo, "Ursus arctos", "0.1.0", unit="Q1", local_id="24-0002")
        other = arrive(work, zoo, "Ursus arctos", "1.0.0", unit="Q1", local_id="24-0020")
        ducks = arrive(work, zoo, "Aix galericulata", "0.0.40", unit="SL", local_id="24-0012")
        pheasants = arrive(work, zoo, "Phasianus colchicus", "0.0.25", unit="B1", local_id="24-0011")
        work.get(Animal, bear).house_name = "Тайга"
        marks = (
            (bear, MarkKind.TRANSPONDER, "643094100012345"),
            (other, MarkKind.TRANSPONDER, "643094123450099"),
            (ducks, MarkKind.RING, "A017"),
        )
        for animal, kind, value in marks:
            work.add(Identifier(animal_id=animal, kind=kind, value=value))
        for taxon, locale, text in (
            ("Ursus arctos", "en", "Brown bear"),
            ("Ursus arctos", "ru", "Бурый медведь"),
            ("Aix galericulata", "en", "Mandarin duck"),
            ("Phasianus colchicus", "ko_KP", "꿩"),
        ):
            work.add(Name(record_kind="taxon", record_id=zoo.taxa[taxon], locale=locale, text=text))
        work.add(
            Consignment(
                number="TR-2024-017",
                sender_id=zoo.institutions["MOSCOW"],
                receiver_id=zoo.us,
                term_id=zoo.terms["donation_from"],
                arrived_on=TODAY,
            )
        )
    return {"bear": bear, "other": other, "ducks": ducks, "pheasants": pheasants}


def found(database: Database, text: str) -> list[Hit]:
    with database.read() as session:
        return palette.find(session, text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("24-0002", "bear"),
        ("тайг", "bear"),
        ("2345", "bear"),
        ("643094100012345", "bear"),
        ("a017", "ducks"),
        ("duck", "ducks"),
        ("꿩", "pheasants"),
        ("galericulata", "ducks"),
        ("bear тайга", "bear"),
    ],
)
def test_the_first_hit_is_the_animal_that_was_meant(
    database: Database, full: dict[str, int], text: str, name: str
) -> None:
    best = found(database, text)[0]
    assert (best.kind, best.id) == ("animal", full[name])


def test_an_exact_number_comes_before_a_beginning_and_that_before_the_rest(
    database: Database, full: dict[str, int]
) -> None:
    assert [hit.id for hit in found(database, "2345")] == [full["bear"], full["other"]]
    starts = found(database, "24-00")
    assert {hit.kind for hit in starts} == {"animal"}
    assert found(database, "24-0020")[0].id == full["other"]


def test_a_taxon_brings_its_animals_and_then_itself(database: Database, full: dict[str, int]) -> None:
    i18n.use("ru")
    hits = found(database, "мед")
    assert [(hit.kind, hit.title) for hit in hits] == [
        ("animal", "Бурый медведь 24-0002 Тайга"),
        ("animal", "Бурый медведь 24-0020"),
        ("taxon", "Бурый медведь"),
    ]
    assert hits[0].detail == "Q1 · Carnivore house"
    assert hits[0].art == "silhouettes/bears"


@pytest.mark.parametrize(
    ("text", "kind", "title"),
    [
        ("ridge", "enclosure", "Bear ridge 1"),
        ("pak", "person", "Pak Yong-su"),
        ("veterin", "person", "Pak Yong-su"),
        ("moscow", "institution", "Moscow Zoo"),
        ("TR-2024", "consignment", "TR-2024-017"),
    ],
)
def test_places_people_and_papers_are_found_too(
    database: Database, full: dict[str, int], text: str, kind: str, title: str
) -> None:
    assert [(hit.kind, hit.title) for hit in found(database, text)] == [(kind, title)]


def test_a_hash_finds_numbers_only(database: Database, full: dict[str, int]) -> None:
    assert found(database, "bear") != []
    assert found(database, "#bear") == []
    assert {hit.kind for hit in found(database, "#2024")} == {"consignment"}
    assert found(database, "#") == found(database, "  ") == []


def test_what_was_taken_back_is_not_found(database: Database, boss: Actor, full: dict[str, int]) -> None:
    with database.work(boss, "wrong chip", accept=None) as work:
        work.touch(full["bear"])
        chip = work.session.query(Identifier).filter_by(value="643094100012345").one()
        work.void(chip)
    assert found(database, "643094100012345") == []


def test_ctrl_k_asks_at_most_seven_questions(database: Database, full: dict[str, int]) -> None:
    for text in ("bear", "24-00", "moscow", "0", "#24", "an"):
        with database.read() as session, statements(database) as asked:
            palette.find(session, text)
        assert 0 < len(asked) <= 7
