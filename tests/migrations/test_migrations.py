"""Law 6: models and migrations agree, the way down and up again changes nothing, references stay whole."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, Engine, inspect, text

from tests import servers
from zooapp import schema
from zooapp.errors import StorageFailed
from zooapp.models import Base
from zooapp.storage import make_engine, url_of

FTS = "search_fts"
BY_HAND = {FTS, "alembic_version", "ix_search_texts_text"}  # the index of the search is no model's


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An empty database of each kind."""
    url = servers.fresh_database() if request.param == "postgresql" else str(tmp_path / "c.sqlite")
    engine = make_engine(url_of(url))
    yield engine
    engine.dispose()
    if request.param == "postgresql":
        servers.drop_database(url)


@pytest.fixture
def by_models(empty: Engine, tmp_path: Path) -> Iterator[Engine]:
    """A second database, made from the models alone."""
    server = empty.dialect.name == "postgresql"
    url = servers.fresh_database() if server else str(tmp_path / "models.sqlite")
    engine = make_engine(url_of(url))
    with engine.connect() as connection:
        Base.metadata.create_all(connection)
        connection.commit()
    yield engine
    engine.dispose()
    if server:
        servers.drop_database(url)


def made(connection: Connection) -> list[tuple[Any, ...]]:
    """All that the schema holds, as the database itself says it."""
    if connection.dialect.name == "sqlite":
        return sorted(map(tuple, connection.execute(text("SELECT type, name, sql FROM sqlite_master ORDER BY name"))))
    queries = (
        "SELECT table_name, column_name, data_type, character_maximum_length, is_nullable, column_default "
        "FROM information_schema.columns WHERE table_schema = 'public'",
        "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint "
        "WHERE connamespace = 'public'::regnamespace",
        "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
        "SELECT tgrelid::regclass::text, tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
        "SELECT proname, prosrc FROM pg_proc JOIN pg_language l ON l.oid = prolang WHERE lanname = 'plpgsql'",
    )
    return [tuple(row) for query in queries for row in sorted(connection.execute(text(query)), key=str)]


def outline(engine: Engine) -> dict[str, Any]:
    """The tables as the inspector tells them: columns, keys, checks, indexes; in no order but that of names."""
    look, found = inspect(engine), {}
    for name in look.get_table_names():
        if by_hand(name):
            continue
        columns = {c["name"]: (str(c["type"]), c["nullable"], default(c["default"])) for c in look.get_columns(name)}
        checks = {c["name"]: squeezed(c["sqltext"]) for c in look.get_check_constraints(name)}
        keys = {
            k["name"] or came_with_its_column(name, k): (
                k["constrained_columns"],
                k["referred_table"],
                k["referred_columns"],
                k["options"],
            )
            for k in look.get_foreign_keys(name)
        }
        indexes = {
            i["name"]: (i["column_names"], bool(i["unique"]), squeezed(where(i)))
            for i in look.get_indexes(name)
            if i["name"] not in BY_HAND
        }
        uniques = {u["name"]: u["column_names"] for u in look.get_unique_constraints(name)}
        found[name] = (columns, look.get_pk_constraint(name)["name"], checks, keys, indexes, uniques)
    return found


def came_with_its_column(table: str, key: Any) -> str:
    """The name of a key that SQLite reads from a column which was added: the inspector finds it in no other place."""
    return f"fk_{table}_{key['constrained_columns'][0]}_{key['referred_table']}"


def default(value: str | None) -> str | None:
    return None if value is None else re.sub(r"^nextval\(.*", "the next number", value)


def where(index: Any) -> str:
    options = index.get("dialect_options", {})
    return str(options.get("sqlite_where", options.get("postgresql_where", "")))


def squeezed(sql: str) -> str:
    """SQL without what carries no meaning here: spaces, quotes of names, outer brackets."""
    return re.sub(r'[\s"()]', "", sql).lower()


def differences(engine: Engine) -> list[Any]:
    """What alembic would write into the next migration."""
    with engine.connect() as connection:
        options = {"compare_type": True, "include_name": lambda name, _kind, _parents: not by_hand(name)}
        return list(compare_metadata(MigrationContext.configure(connection, opts=options), Base.metadata))


def test_law_6_models_and_migrations_agree(empty: Engine) -> None:
    schema.upgrade(empty)
    assert differences(empty) == []


def by_hand(name: str | None) -> bool:
    return name is not None and (name in BY_HAND or name.startswith(FTS))


def test_law_6_checks_keys_and_indexes_are_those_of_the_models(empty: Engine, by_models: Engine) -> None:
    schema.upgrade(empty)
    migrated, declared = outline(empty), outline(by_models)
    assert migrated.keys() == declared.keys()
    for name in declared:
        assert migrated[name] == declared[name], name


@pytest.mark.parametrize(
    "act",
    [
        "CREATE INDEX ix_more ON names (text)",
        "DROP INDEX ix_names_record",
        "ALTER TABLE names ADD COLUMN more VARCHAR(9)",
        "ALTER TABLE names DROP COLUMN source",
        "CREATE TABLE more (id INTEGER PRIMARY KEY)",
    ],
)
def test_law_6_the_comparison_bites(empty: Engine, act: str) -> None:
    schema.upgrade(empty)
    before = outline(empty)
    with empty.connect() as connection:
        connection.execute(text(act))
        connection.commit()
    assert differences(empty) != []
    assert outline(empty) != before


def test_down_to_nothing_and_up_again_is_the_same_schema(empty: Engine) -> None:
    schema.upgrade(empty)
    with empty.connect() as connection:
        first = made(connection)
    schema.downgrade(empty, "base")
    with empty.connect() as connection:
        assert [row for row in made(connection) if "alembic_version" not in str(row)] == []
    schema.upgrade(empty)
    with empty.connect() as connection:
        assert made(connection) == first


def test_the_program_knows_its_newest_migration() -> None:
    numbers = sorted(path.name[:4] for path in (schema.MIGRATIONS / "versions").glob("[0-9]*.py"))
    assert numbers == [f"{n:04}" for n in range(1, schema.NEWEST + 1)]


def test_the_version_stands_in_the_database(empty: Engine) -> None:
    assert schema.version_of(empty) == 0
    schema.upgrade(empty, to="0002")
    assert schema.version_of(empty) == 2
    schema.upgrade(empty)
    assert schema.version_of(empty) == schema.NEWEST


def test_law_6_an_upgrade_that_breaks_a_reference_is_refused(tmp_path: Path) -> None:
    engine = make_engine(url_of(tmp_path / "c.sqlite"))
    schema.upgrade(engine, to="0003")
    with engine.connect() as connection:  # as a migration might, with the keys off
        connection.connection.cursor().execute("PRAGMA foreign_keys=OFF")
        connection.execute(text("INSERT INTO changes VALUES (1, 999, 'animal', 1, NULL, '{}')"))
        connection.commit()
    with pytest.raises(StorageFailed, match="1 broken reference"):
        schema.upgrade(engine)
    assert schema.version_of(engine) == 3
    engine.dispose()
