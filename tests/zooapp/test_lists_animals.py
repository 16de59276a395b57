"""The list of animals: what it shows, hides, counts and finds, and how little it asks of the database."""


import pytest

from tests.builders import TODAY, Zoo, arrive
from tests.herd import DAY, NOW, column, listed, post
from zooapp import i18n, ledger
from zooapp.database import Database
from zooapp.lists import animals, reading
from zooapp.lists.spec import FlagCell, Query, TaxonCell, ThumbCell
from zooapp.models import (
    Animal,
    Census,
    Confidence,
    Determination,
    Determined,
    Identifier,
    Institution,
    MarkKind,
    Media,
    MediaLink,
    Mode,
    Posting,
    Stay,
    Transaction,
)
from zooapp.values.counts import SexCount
from zooapp.values.dates import FuzzyDate
from zooapp.work import Actor


def test_R23_the_living_that_we_hold_stand_in_the_order_of_their_numbers(
    database: Database, herd: dict[str, int]
) -> None:
    assert column(database, "local_id") == ["24-0002", "24-0010", "24-0012"]
    backwards = Query(on=TODAY, order="local_id", descending=True)
    assert column(database, "local_id", backwards) == ["24-0012", "24-0010", "24-0002"]


def test_a_row_shows_all_that_a_keeper_looks_for(database: Database, herd: dict[str, int]) -> None:
    taiga, bear, ducks = listed(database)
    assert taiga.cells["name"] == "Тайга"
    assert taiga.cells["taxon"] == TaxonCell("Brown bear", "Ursus arctos", False, "silhouettes/bears")
    assert taiga.cells["mfu"] == (1, 0, 0)
    assert taiga.cells["enclosure"] == "BR1 · Bear ridge 1"
    assert taiga.cells["status"].text == "On exhibit"
    assert bear.cells["status"].text == "Quarantine"
    assert (bear.state, bear.cells["born"]) == ("quar", None)
    assert ducks.cells["name"] == "Group"
    assert ducks.cells["mfu"] == (0, 0, 40)
    assert ducks.cells["thumb"] == ThumbCell("", "silhouettes/ducks")


def test_the_foot_says_how_many_counted_how_and_what_the_filters_hide(
    database: Database, herd: dict[str, int]
) -> None:
    with database.read() as session:
        assert reading.foot(session, animals.LIST, NOW) == (
            "3 of 5 records · 2 individuals + 1 group (42 animals) · Counted: held, living, 20 Nov 2024"
        )
        owned = Query(on=TODAY, filters={"basis": "owned"})
        assert reading.foot(session, animals.LIST, owned) == (
            "3 of 5 records · 3 individuals + 0 groups (3 animals) · Counted: owned, living, 20 Nov 2024"
        )
        everything = Query(on=TODAY, filters={"status": "all"})
        assert reading.foot(session, animals.LIST, everything).startswith("5 records · 4 individuals + 1 group")


@pytest.mark.parametrize(
    ("filters", "numbers"),
    [
        ({"basis": "owned"}, ["24-0002", "24-0004", "24-0010"]),
        ({"status": "dead"}, ["24-0003"]),
        ({"status": "left"}, ["24-0004"]),
        ({"status": "all", "kind": "group"}, ["24-0012"]),
        ({"kind": "individual"}, ["24-0002", "24-0010"]),
        ({"quarantine": "yes"}, ["24-0010"]),
        ({"quarantine": "no"}, ["24-0002", "24-0012"]),
    ],
)
def test_each_filter_leaves_what_it_says(
    database: Database, herd: dict[str, int], filters: dict[str, str], numbers: list[str]
) -> None:
    assert column(database, "local_id", Query(on=TODAY, filters=filters)) == numbers


def test_a_wider_taxon_and_a_whole_area_take_in_all_that_belongs_to_them(
    database: Database, zoo: Zoo, herd: dict[str, int]
) -> None:
    carnivores = {"taxon": zoo.taxa["Carnivora"]}
    assert column(database, "local_id", Query(on=TODAY, filters=carnivores)) == ["24-0002", "24-0010"]
    dead = {"taxon": zoo.taxa["Felidae"], "status": "dead"}
    assert column(database, "local_id", Query(on=TODAY, filters=dead)) == ["24-0003"]
    predators = {"enclosure": zoo.enclosures["PR"]}
    assert column(database, "local_id", Query(on=TODAY, filters=predators)) == ["24-0002"]


def test_a_list_of_an_earlier_day_shows_that_day(database: Database, herd: dict[str, int]) -> None:
    then = Query(on=TODAY - 2 * DAY)
    assert column(database, "local_id", then) == ["24-0003", "24-0004"]
    assert column(database, "status", then) == ["On exhibit", "Off exhibit"]


def test_who_is_gone_says_how(database: Database, zoo: Zoo, boss: Actor, herd: dict[str, int]) -> None:
    with database.work(boss, "on the road", accept=None) as work:
        post(work, zoo, herd["taiga"], Mode.TRANSFER, taxon="Ursus arctos", count="1.0.0", to="TRANSIT")
    rows = listed(database, Query(on=TODAY, filters={"status": "all"}))
    shown = {row.cells["local_id"]: row.cells["status"].text for row in rows}
    assert shown == {
        "24-0002": "In transit",
        "24-0003": "Died",
        "24-0004": "On loan out",
        "24-0010": "Quarantine",
        "24-0012": "On exhibit",
    }


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("тайг", ["24-0002"]),
        ("0010", ["24-0010"]),
        ("brown", ["24-0002", "24-0010"]),
        ("медвед", ["24-0002", "24-0010"]),
        ("원앙", ["24-0012"]),
        ("Carnivora", ["24-0002", "24-0010"]),
        ("bear тайга", ["24-0002"]),
        ("bear 0012", []),
    ],
)
def test_half_words_find_animals_by_number_name_and_taxon_in_every_language(
    database: Database, herd: dict[str, int], words: str, numbers: list[str]
) -> None:
    assert column(database, "local_id", Query(words, on=TODAY)) == numbers


def test_unknown_births_come_last_whichever_way_the_list_is_sorted(
    database: Database, boss: Actor, herd: dict[str, int]
) -> None:
    with database.work(boss, "births", accept=None) as work:
        work.get(Animal, herd["bear"]).born = FuzzyDate.year(2021)
        work.get(Animal, herd["ducks"]).born = FuzzyDate.year(2019)
    up, down = (Query(on=TODAY, order="born", descending=down) for down in (False, True))
    assert column(database, "local_id", up) == ["24-0012", "24-0010", "24-0002"]
    assert column(database, "local_id", down) == ["24-0010", "24-0012", "24-0002"]
    assert listed(database, up)[0].cells["born"] == FuzzyDate.year(2019)


def test_taxa_sort_by_their_name_in_the_language_in_use(database: Database, herd: dict[str, int]) -> None:
    by_taxon = Query(on=TODAY, order="taxon")
    assert column(database, "taxon", by_taxon)[0].startswith("Aix")
    i18n.use("ru")
    assert column(database, "taxon", by_taxon)[-1].startswith("Бурый медведь")


def test_doubt_shows_as_cf_and_as_reported(database: Database, boss: Actor, herd: dict[str, int]) -> None:
    with database.work(boss, "doubt", accept=None) as work:
        work.touch(herd["bear"])
        for about, confidence in ((Determined.SEX, Confidence.REPORTED), (Determined.TAXON, Confidence.PROBABLE)):
            work.add(Determination(animal_id=herd["bear"], about=about, value="?", confidence=confidence, on=TODAY))
    taiga, bear, _ducks = listed(database)
    assert bear.cells["taxon"].cf
    assert bear.cells["reported"]
    assert not taiga.cells["taxon"].cf
    assert not taiga.cells["reported"]


def test_a_flag_names_what_wants_a_look(database: Database, zoo: Zoo, boss: Actor) -> None:
    with database.work(boss, "open questions", accept=None) as work:
        arrive(work, zoo, "Phasianidae", "0.0.25", unit="B1")
        arrive(work, zoo, "Ursus arctos", "0.1.0")
        twice = arrive(work, zoo, "Ursus arctos", "0.1.0", unit="Q1")
        work.add(
            Identifier(animal_id=twice, kind=MarkKind.TRANSPONDER, value="643094100012345", disputed=True)
        )
    flags = [row.cells["flag"] for row in listed(database)]
    assert all(isinstance(flag, FlagCell) for flag in flags)
    assert [flag.words for flag in flags] == [
        "Species not determined yet",
        "No enclosure",
        "Two animals claim one number",
    ]


def test_the_portrait_is_the_last_primary_photo_and_never_a_scan(
    database: Database, boss: Actor, herd: dict[str, int]
) -> None:
    with database.work(boss, "photos", accept=None) as work:
        for sha, width, primary in (("a", 100, True), ("b", 100, True), ("c", 100, False), ("d", None, True)):
            media = work.add(Media(sha256=sha * 64, type="image/jpeg", size=1, width=width, height=width))
            work.add(
                MediaLink(media_id=media.id, record_kind="animal", record_id=herd["taiga"], primary=primary)
            )
    assert listed(database)[0].cells["thumb"].sha == "b" * 64


def test_what_was_taken_back_is_not_listed(database: Database, boss: Actor, herd: dict[str, int]) -> None:
    with database.work(boss, "a mistake", accept=None) as work:
        stay = work.session.query(Stay).filter_by(animal_id=herd["taiga"]).one()
        work.void(stay)
        act = work.session.query(Posting).filter_by(animal_id=herd["bear"]).one().transaction_id
        work.touch(herd["bear"])
        work.get(Transaction, act).voided_by = work.entry_id
    rows = listed(database)
    assert [row.cells["local_id"] for row in rows] == ["24-0002", "24-0012"]
    assert rows[0].cells["enclosure"] == ""


def test_R10_a_census_puts_the_list_right_as_it_does_the_ledger(
    database: Database, zoo: Zoo, boss: Actor, herd: dict[str, int]
) -> None:
    ducks, moscow = herd["ducks"], zoo.institutions["MOSCOW"]
    with database.work(boss, "counted", accept=None) as work:
        work.touch(ducks)
        for seq, left in ((2, 38), (3, 37)):
            act = work.add(Transaction(on=TODAY, mode=Mode.CENSUS, seq=seq))
            work.add(
                Census(
                    transaction_id=act.id,
                    animal_id=ducks,
                    taxon_id=zoo.taxa["Aix galericulata"],
                    holder_id=zoo.us,
                    owner_id=moscow,
                    count=SexCount(0, 0, left),
                )
            )
    with database.read() as session:
        booked = ledger.count(session, ledger.Filter(animals=[ducks], holder=zoo.us))
        assert booked == SexCount(0, 0, 37)
        assert "(39 animals)" in reading.foot(session, animals.LIST, NOW)
    assert listed(database)[-1].cells["mfu"] == (0, 0, 37)


def test_only_the_institution_that_is_ours_counts(database: Database, zoo: Zoo, boss: Actor) -> None:
    with database.work(boss, "elsewhere", accept=None) as work:
        assert work.get(Institution, zoo.us).mnemonic == "PYONGYANG"
        arrive(work, zoo, "Ursus arctos", "0.1.0", holder="MOSCOW", owner="MOSCOW")
    assert listed(database) == []
    assert column(database, "status", Query(on=TODAY, filters={"status": "all"})) == ["Left"]
