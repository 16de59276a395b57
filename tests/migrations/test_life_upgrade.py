"""What the migration to life data carries into collections that were kept before it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, select, text

from tests import servers
from zooapp import names, schema, search, seed
from zooapp.models import Collection, SearchText, Term
from zooapp.session import ZooSession
from zooapp.storage import make_engine, url_of

TAXON = (
    "INSERT INTO taxa (uid, scientific, rank, domestic, hybrid, verified, version) "
    "VALUES (:name, :name, 'class', :no, :no, :no, 1)"
)
TERM = (
    "INSERT INTO terms (code, mode, name, physical, ownership, version) "
    "VALUES (:code, 'arrival', :code, :yes, :yes, 1)"
)


@pytest.fixture(params=["sqlite", "postgresql"])
def older(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """A database as it was before, with three classes of animals."""
    url = servers.fresh_database() if request.param == "postgresql" else str(tmp_path / "c.sqlite")
    engine = make_engine(url_of(url))
    schema.upgrade(engine, to="0005")
    with engine.connect() as connection:
        for name in ("Aves", "Mammalia", "Reptilia"):
            connection.execute(text(TAXON), {"name": name, "no": False})
        connection.commit()
    yield engine
    engine.dispose()
    if request.param == "postgresql":
        servers.drop_database(url)


def test_birds_lay_eggs_and_mammals_do_not_and_of_reptiles_nobody_said(older: Engine) -> None:
    schema.upgrade(older)
    with older.connect() as connection:
        rows = connection.execute(text("SELECT scientific, lays_eggs FROM taxa ORDER BY scientific")).all()
    assert [(name, None if eggs is None else bool(eggs)) for name, eggs in rows] == [
        ("Aves", True),
        ("Mammalia", False),
        ("Reptilia", None),
    ]


@pytest.fixture
def seeded_before(older: Engine) -> Engine:
    """As one that began with the seed of its time."""
    with older.connect() as connection:
        for code in ("donation_from", "gift_from"):
            connection.execute(text(TERM), {"code": code, "yes": True})
        connection.commit()
    return older


def found_by(session: ZooSession, needle: str) -> set[tuple[str, int]]:
    """What the search finds."""
    hits = select(SearchText.record_kind, SearchText.record_id).where(search.matching(session, needle))
    return {(row.record_kind, row.record_id) for row in session.execute(hits)}


def test_an_older_collection_gets_the_list_of_collections_of_a_new_one(seeded_before: Engine) -> None:
    schema.upgrade(seeded_before)
    new = {(row["locale"], row["name"]) for row in seed.rows("collection_names")}
    with ZooSession(seeded_before) as session:
        ids = list(session.scalars(select(Collection.id)))
        told = {locale: names.of(session, "collection", ids, locale) for locale in ("en", "ru", "ko_KP", "ko_KR")}
    assert {(locale, name) for locale, of in told.items() for name in of.values()} == new


def test_what_an_upgrade_names_is_found_by_its_names(seeded_before: Engine) -> None:
    schema.upgrade(seeded_before)
    with ZooSession(seeded_before) as session:
        stolen = session.scalars(select(Term.id).where(Term.code == "theft_return")).one()
        main = session.scalars(select(Collection.id).where(Collection.name == "Main")).one()
        for needle in ("after theft", "после кражи", "도난"):
            assert ("term", stolen) in found_by(session, needle)
        for needle in ("Основная", "기본"):
            assert ("collection", main) in found_by(session, needle)


def test_a_collection_without_the_seed_gets_none_of_it(older: Engine) -> None:
    schema.upgrade(older)
    with ZooSession(older) as session:
        assert (session.scalars(select(Collection)).all(), session.scalars(select(Term)).all()) == ([], [])


def test_the_way_down_takes_the_names_along_and_up_again_brings_them_back(seeded_before: Engine) -> None:
    for _time in range(2):
        schema.upgrade(seeded_before)
        with ZooSession(seeded_before) as session:
            main = session.scalars(select(Collection.id).where(Collection.name == "Main")).one()
            assert {hit for hit in found_by(session, "Основная") if hit[0] == "collection"} == {("collection", main)}
        schema.downgrade(seeded_before, "0005")
