"""What the migration to protocols with empty days carries into collections that were kept before it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from tests import servers
from zooapp import schema
from zooapp.storage import make_engine, url_of

PROTOCOL = (
    "INSERT INTO protocols (code, edition, name, min_days, scope, place, restart_after_end, source, verified, version) "
    "VALUES (:code, '2024-1', :code, 30, 'batch', 'unit', :yes, 'test', :no, 1)"
)


@pytest.fixture(params=["sqlite", "postgresql"])
def older(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """A database as it was before, with the protocol of the EU and one of the zoo's own."""
    url = servers.fresh_database() if request.param == "postgresql" else str(tmp_path / "c.sqlite")
    engine = make_engine(url_of(url))
    schema.upgrade(engine, to="0010")
    with engine.connect() as connection:
        for code in ("eu_batch", "our_batch"):
            connection.execute(text(PROTOCOL), {"code": code, "yes": True, "no": False})
        connection.commit()
    yield engine
    engine.dispose()
    if request.param == "postgresql":
        servers.drop_database(url)


def test_R53_the_EUs_protocol_gets_its_7_empty_days_and_others_stay(older: Engine) -> None:
    schema.upgrade(older)
    with older.connect() as connection:
        rows = connection.execute(text("SELECT code, empty_days FROM protocols ORDER BY code")).all()
    assert [tuple(row) for row in rows] == [("eu_batch", 7), ("our_batch", None)]
