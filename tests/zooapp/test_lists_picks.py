"""What fields offer: labels in the language in use, matched by names in every language."""

import datetime as dt

import pytest

from tests.builders import TODAY, Zoo
from tests.counting import statements
from zooapp import i18n
from zooapp.database import Database
from zooapp.lists import picks
from zooapp.models import Enclosure, Institution, Name, Person
from zooapp.services import institutions
from zooapp.values.fold import fold
from zooapp.work import Actor


@pytest.fixture
def named(database: Database, zoo: Zoo, boss: Actor) -> None:
    with database.work(boss, "names", accept=None) as work:
        for locale, text, preferred in (
            ("en", "Brown bear", True),
            ("en", "Grizzly", False),
            ("ru", "Бурый медведь", True),
            ("ko_KP", "큰곰", True),
        ):
            bear = zoo.taxa["Ursus arctos"]
            work.add(Name(record_kind="taxon", record_id=bear, locale=locale, text=text, preferred=preferred))
        work.add(Name(record_kind="institution", record_id=zoo.institutions["MOSCOW"], locale="ru", text="Зоопарк"))
        work.get(Enclosure, zoo.enclosures["Q2"]).active_to = TODAY
        work.get(Person, zoo.people["Ri Chol"]).active = False


def labels(database: Database, what: str, on: dt.date | None = None) -> list[str]:
    with database.read() as session:
        return [option.label for option in picks.options(session, what, on=on)]


@pytest.mark.parametrize(
    ("language", "label"), [("en", "Brown bear"), ("ru", "Бурый медведь"), ("ko_KP", "큰곰"), ("ko_KR", "큰곰")]
)
def test_a_taxon_is_labelled_in_the_language_in_use_and_found_in_every_other(
    database: Database, zoo: Zoo, named: None, language: str, label: str
) -> None:
    i18n.use(language)
    with database.read() as session:
        bear = next(one for one in picks.options(session, "taxa") if one.id == zoo.taxa["Ursus arctos"])
    assert (bear.label, bear.detail) == (label, "Ursus arctos")
    for typed in ("brown", "griz", "МЕДВЕД", "큰고", "ursus"):
        assert fold(typed) in bear.words


def test_units_are_quarantine_units_in_use(database: Database, named: None) -> None:
    assert labels(database, "units") == [
        "B1 · Bird room",
        "Q1 · Carnivore house",
        "Q4 · Hoofstock barn",
    ]
    assert "Q2 · Second carnivore house" in labels(database, "units", TODAY)
    assert "Q2 · Second carnivore house" not in labels(database, "enclosures", TODAY + dt.timedelta(days=1))


def test_transit_is_nobody_to_choose_and_who_left_is_not_offered(database: Database, named: None) -> None:
    assert labels(database, "institutions") == ["Central Zoo, Pyongyang", "Moscow Zoo", "Third Zoo"]
    assert labels(database, "people") == ["Han Myong-ok", "Pak Yong-su"]


def test_terms_are_those_of_one_act(database: Database) -> None:
    assert labels(database, "terms:arrival") == ["donation_from", "loan_in"]
    assert len(labels(database, "terms")) == 6


def test_what_was_taken_back_is_not_offered(database: Database, zoo: Zoo, boss: Actor) -> None:
    with database.work(boss, "a mistake") as work:
        work.void(work.get(Institution, zoo.institutions["THIRD"]))
    assert "Third Zoo" not in labels(database, "institutions")


@pytest.mark.parametrize("what", [*picks.PICKS, "terms:arrival"])
def test_one_question_a_pick(database: Database, named: None, what: str) -> None:
    with database.read() as session, statements(database) as asked:
        picks.options(session, what)
    assert len(asked) == 1


def test_a_zoo_is_chosen_by_its_short_name_and_its_official_one_stands_beside_it(
    sqlite: Database, zoo: Zoo, boss: Actor
) -> None:
    official = "State Autonomous Cultural Institution Moscow Zoological Park"
    with sqlite.work(boss, "names") as work:
        institutions.rename(work, zoo.institutions["MOSCOW"], "en", official, "Moscow Zoo")
    with sqlite.read() as session:
        found = next(one for one in picks.options(session, "institutions") if one.id == zoo.institutions["MOSCOW"])
    assert (found.label, found.detail) == ("Moscow Zoo", f"MOSCOW · {official}")
