"""What the migration to life data carries into collections that were kept before it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from tests import servers
from zooapp import schema
from zooapp.storage import make_engine, url_of

TAXON = (
    "INSERT INTO taxa (uid, scientific, rank, domestic, hybrid, verified, version) "
    "VALUES (:name, :name, 'class', :no, :no, :no, 1)"
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
