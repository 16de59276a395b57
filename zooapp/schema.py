"""The schema of a collection: created, compared with the program, upgraded in one transaction or not at all."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Engine, inspect, text

from zooapp.errors import StorageFailed
from zooapp.i18n import _
from zooapp.storage import APPLICATION_ID

NEWEST: Final = 17  # the number of the newest migration; a test holds it against the folder
MIGRATIONS: Final = Path(__file__).parent.parent / "migrations"
LOCK: Final = 7_205_759  # of the advisory lock under which a server's collection is upgraded


def version_of(engine: Engine) -> int:
    """The version of the schema in the database, 0 for an empty one. Raises StorageFailed for a foreign one."""
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
        tables = inspect(connection).get_table_names()
        if "alembic_version" in tables and "entries" in tables:
            return int(connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one())
    if tables:
        raise StorageFailed(_("This database belongs to another program. Choose an empty one."))
    return 0


def upgrade(engine: Engine, *, to: str = "head") -> None:
    """Bring the schema up to the program's in one transaction; when it fails, all stays as it was."""
    _migrate(engine, lambda connection: _run(connection, "upgrade", to))


def lay_out(engine: Engine, version: int, fill: Callable[[Connection], None]) -> None:
    """Make the schema of this version in an empty database and fill it, in one transaction: for copies."""

    def run(connection: Connection) -> None:
        _run(connection, "upgrade", f"{version:04}")
        fill(connection)

    _migrate(engine, run)


def downgrade(engine: Engine, to: str) -> None:
    """Take migrations back: for tests of the migrations."""
    _migrate(engine, lambda connection: _run(connection, "downgrade", to))


def _migrate(engine: Engine, run: Callable[[Connection], None]) -> None:
    sqlite = engine.dialect.name == "sqlite"
    with engine.connect() as connection:
        if sqlite:  # has no effect inside a transaction, so it comes before
            pragma = connection.connection.cursor().execute
            pragma("PRAGMA foreign_keys=OFF")
        try:
            with connection.begin():
                if not sqlite:
                    connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})
                run(connection)
                if sqlite:
                    _prove(connection)
        finally:
            if sqlite:
                pragma("PRAGMA foreign_keys=ON")


def _prove(connection: Connection) -> None:
    if broken := connection.exec_driver_sql("PRAGMA foreign_key_check").all():
        raise StorageFailed(
            _("The upgrade would leave {n} broken references. Nothing was changed.").format(n=len(broken))
        )


def _run(connection: Connection, direction: str, to: str) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    try:
        getattr(command, direction)(config, to)
    except Exception as error:  # whatever a migration raises, the transaction ends with it
        raise StorageFailed(_("The upgrade failed. The collection is as it was before.")) from error
    if connection.dialect.name == "sqlite":
        number = connection.execute(text("SELECT max(version_num) FROM alembic_version")).scalar()
        connection.exec_driver_sql(f"PRAGMA user_version={int(number or 0)}")
        connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
