"""Terms as data: added, renamed, taken away; what a used one does stays. A collection made before gets the new ones."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, insert, select, table, text
from sqlalchemy import column as col

from tests import servers
from tests.builders import TODAY, Zoo, arrive
from zooapp import names, schema, seed, states
from zooapp.booking import Act
from zooapp.database import Database
from zooapp.errors import Invalid
from zooapp.lists import act_picks, picks
from zooapp.models import Institution, Mode, Taxon, Term
from zooapp.services import accessions, dispositions, terms, visits
from zooapp.services.accessions import Birth
from zooapp.services.visits import Return
from zooapp.states import State
from zooapp.storage import make_engine, url_of
from zooapp.values.counts import SexCount
from zooapp.work import ALL, Actor

FLOOD = {"mode": Mode.DEPARTURE, "physical": True, "ownership": False, "leaves_as": "missing"}


def flood(database: Database, boss: Actor) -> int:
    with database.work(boss, "a word", ALL) as work:
        return terms.add(work, FLOOD, {"en": "Washed away", "ru": "Смыт паводком"}).id


def test_R38_a_term_of_the_zoo_says_how_an_animal_stands_that_left_so(
    database: Database, zoo: Zoo, boss: Actor
) -> None:
    term = flood(database, boss)
    with database.work(boss, "the flood", ALL) as work:
        bear = arrive(work, zoo, "Ursus arctos", "0.1.0", unit="BR1")
        dispositions.depart(work, bear, None, Act(TODAY, term))
    with database.read() as session:
        assert states.standing(session, bear).state is State.MISSING
        assert act_picks.terms(session, Mode.DEPARTURE)[1][term].nobody
        assert "Washed away" in [option.label for option in picks.options(session, "terms:departure")]
        assert names.of(session, "term", [term], "ru") == {term: "Смыт паводком"}
    with database.work(boss, "found", ALL) as work:
        visits.come_back(work, bear, Return(), Act(TODAY))


def test_a_used_term_keeps_what_it_does_and_takes_a_new_name(database: Database, zoo: Zoo, boss: Actor) -> None:
    term = flood(database, boss)
    with database.work(boss, "not used yet", ALL) as work:
        terms.amend(work, term, 1, {"leaves_as": "gone"})
    with database.work(boss, "the flood", ALL) as work:
        bear = arrive(work, zoo, "Ursus arctos", "0.1.0", unit="BR1")
        dispositions.depart(work, bear, None, Act(TODAY, term))
    with pytest.raises(Invalid) as wrong, database.work(boss, "otherwise", ALL) as work:
        terms.amend(work, term, 2, {"ownership": True, "leaves_as": None})
    assert {p.field: p.text for p in wrong.value.problems} == dict.fromkeys(
        ("ownership", "leaves_as"), "Acts bear this term: what it does stays."
    )
    with database.work(boss, "another word", ALL) as work:
        terms.rename(work, term, "en", "Flooded")
        terms.void(work, term)
    with database.read() as session:
        assert names.of(session, "term", [term], "en") == {term: "Flooded"}
        assert "Flooded" not in [option.label for option in picks.options(session, "terms:departure")]
        assert states.standing(session, bear).state is State.GONE


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"leaves_as": "gone", "mode": Mode.ARRIVAL}, {"leaves_as": "Only for departures: leave this empty."}),
        ({"physical": False}, {"physical": "It has to change the holder, the owner, or both."}),
        ({"mode": Mode.CENSUS, "leaves_as": None}, {"mode": "Words of this kind of act are the program's own."}),
    ],
)
def test_a_term_that_means_nothing_is_refused(
    sqlite: Database, boss: Actor, values: dict[str, object], said: dict[str, str]
) -> None:
    with pytest.raises(Invalid) as wrong, sqlite.work(boss, "a word", ALL) as work:
        terms.add(work, FLOOD | values, {"en": "Odd"})
    assert {p.field: p.text for p in wrong.value.problems} == said
    with pytest.raises(Invalid), sqlite.work(boss, "a word", ALL) as work:
        terms.add(work, FLOOD, {})


def test_words_that_the_program_needs_stay(seeded: Database, boss: Actor) -> None:
    with seeded.read() as session:
        split = session.scalars(select(Term.id).where(Term.code == "split")).one()
    with pytest.raises(Invalid, match="The program needs this term"), seeded.work(boss, "away", ALL) as work:
        terms.void(work, split)
    with pytest.raises(Invalid), seeded.work(boss, "otherwise", ALL) as work:
        terms.amend(work, split, 1, {"physical": True})


WANTED = {  # features.md 1.3: modes and business words, by the term that says it
    "arrival": "donation_from purchase_from exchange_from loan_in breeding_loan_in exhibit_loan_in gift_from "
    "transfer_in capture rescue_in found_in confiscation_in surrender_in recapture retrieval return_visit "
    "loan_return_in theft_return undetermined_in",
    "departure": "donation_to sale_to exchange_to loan_out breeding_loan_out exhibit_loan_out loan_return_out gift_to "
    "transfer_out loan_transfer confiscation_out sale_food escape theft missing release_wild undetermined_out",
    "birth": "birth hatch",
    "death": "death_natural death_disease death_injury death_stillborn death_unknown death_disposal euthanasia cull "
    "found_dead found_dead_elsewhere",
}


@pytest.mark.parametrize("mode", WANTED)
def test_every_mode_has_its_terms_in_four_languages(mode: str) -> None:
    known = {row["code"]: row["mode"] for row in seed.rows("terms")}
    named = {(row["code"], row["locale"]) for row in seed.rows("term_names") if row["name"]}
    for code in WANTED[mode].split():
        assert known.get(code) == mode
        assert {(code, locale) for locale in ("en", "ru", "ko_KP", "ko_KR")} <= named


@pytest.mark.parametrize(
    ("code", "state"),
    [
        ("confiscation_out", State.SEIZED), ("sale_food", State.FOOD),
        ("escape", State.MISSING), ("theft", State.MISSING), ("missing", State.MISSING),
        ("release_wild", State.RELEASED), ("undetermined_out", State.GONE), ("exhibit_loan_out", State.LOANED),
        ("transfer_out", State.TRANSFERRED), ("gift_to", State.TRANSFERRED),
    ],
)
def test_R38_each_departure_leads_to_its_state(
    seeded: Database, boss: Actor, code: str, state: State
) -> None:
    with seeded.work(boss, "a bear", ALL) as work:
        term = work.session.scalars(select(Term.id).where(Term.code == code)).one()
        known = act_picks.terms(work.session, Mode.DEPARTURE)[1][term]
        taxon = work.session.scalars(select(Taxon.id).where(Taxon.scientific == "Ursus arctos")).one()
        moscow = work.session.scalars(select(Institution.id).where(Institution.mnemonic == "MOSCOW")).one()
        (bear,) = accessions.birth(work, Birth(SexCount(0, 1, 0), taxon_id=taxon), Act(work.today))
        dispositions.depart(work, bear, None, Act(work.today, term, None if known.nobody else moscow))
        assert states.standing(work.session, bear).state is state


@pytest.fixture(params=["sqlite", "postgresql"])
def before(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An empty collection of the schema before the terms came."""
    url = servers.fresh_database() if request.param == "postgresql" else str(tmp_path / "c.sqlite")
    engine = make_engine(url_of(url))
    schema.upgrade(engine, to="0006")
    yield engine
    engine.dispose()
    if request.param == "postgresql":
        servers.drop_database(url)


def put(engine: Engine, *codes: str) -> None:
    terms_table = table("terms", *map(col, ("code", "mode", "name", "physical", "ownership", "version")))
    facts = {"mode": "arrival", "physical": True, "ownership": True, "version": 1}
    with engine.begin() as connection:
        connection.execute(insert(terms_table), [{"code": code, "name": code, **facts} for code in codes])


def test_a_collection_made_before_gets_the_new_terms_with_their_names(before: Engine) -> None:
    put(before, "donation_from", "gift_from", "found_in")
    schema.upgrade(before)
    with before.connect() as connection:
        columns = "code, mode, name, physical, ownership, title_passes"
        rows = connection.execute(text(f"SELECT {columns} FROM terms ORDER BY id")).all()
        found = {row.code: row for row in rows}
        named = connection.execute(
            text(
                "SELECT t.code, n.locale, n.text FROM names n JOIN terms t ON t.id = n.record_id "
                "WHERE n.record_kind = 'term'"
            )
        ).all()
    assert len(rows) == 14
    assert found["found_in"].name == "found_in"  # what the zoo had already stays
    theirs = {(row["code"], row["locale"]): row["name"] for row in seed.rows("term_names")}
    assert {(code, locale): words for code, locale, words in named}.items() <= theirs.items()
    assert len(named) == 11 * 4
    for row in seed.rows("terms"):
        if row["code"] in found and row["code"] not in ("donation_from", "gift_from", "found_in"):
            one = found[row["code"]]
            assert (one.mode, bool(one.ownership), one.title_passes or "") == (
                row["mode"], row["ownership"] == "yes", row["title_passes"],
            )


def test_a_collection_with_words_of_its_own_alone_keeps_them(before: Engine) -> None:
    put(before, "donation_from")
    schema.upgrade(before)
    with before.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM terms")).scalar_one() == 1
