"""The list of animals over 100,000 records: the first rows, the whole order and a search, as ratios in one run.

Run it as `python -m benchmarks.lists [how many]`. The measure is a loop of 128 look-ups of one animal by its key.
"""

import datetime as dt
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import insert, text

from tests import builders
from zooapp.clock import Clock
from zooapp.database import Database, open_database
from zooapp.lists import animals, palette, reading
from zooapp.lists.spec import Query
from zooapp.models import Animal, Identifier, Posting, SearchText, Stay, Transaction
from zooapp.values.fold import fold
from zooapp.values.marks import sort_key

ON = builders.TODAY
DAYS = 9000
COMMON: dict[str, Any] = {"version": 1, "entry_id": 1}


def records(count: int, zoo: builders.Zoo) -> dict[type[Any], list[dict[str, Any]]]:
    """Rows of so many records, one in four of them long gone, some in groups."""
    species = [key for name, key in zoo.taxa.items() if " " in name]
    places = [zoo.enclosures[code] for code in ("Q1", "BR1", "LT", "SL")]
    made: dict[type[Any], list[dict[str, Any]]] = {
        model: [] for model in (Animal, Identifier, Transaction, Posting, Stay, SearchText)
    }
    for n in range(1, count + 1):
        group = n % 20 == 0
        value, chip = f"{n % 40:02}-{n // 40:05}", f"6430941{n:08}"
        kind, account = "group" if group else "individual", {"holder_id": zoo.us, "owner_id": zoo.us}
        made[Animal].append({"id": n, "uid": f"a{n}", "kind": kind, "origin": "captive"})
        _identifiers(made, n, zoo.us, (value, chip))
        _acts(made, n, {"taxon_id": species[n % len(species)], **account}, 40 if group else 1)
        made[Stay].append({"animal_id": n, "enclosure_id": places[n % 4], "since": ON - dt.timedelta(n % DAYS)})
    return made


def _identifiers(made: dict[type[Any], list[dict[str, Any]]], n: int, us: int, values: tuple[str, str]) -> None:
    for at, (kind, value) in enumerate(zip(("local_id", "transponder"), values, strict=True)):
        key = 2 * n - 1 + at
        own = {"id": key, "animal_id": n, "kind": kind, "value": value, "sort_key": sort_key(value), "count": 1}
        made[Identifier].append({**own, "institution_id": None if at else us, "state": "in_use", "disputed": False})
        target = {"source_kind": "identifier", "source_id": key, "record_kind": "animal", "record_id": n}
        made[SearchText].append({**target, "text": fold(value)})


def _acts(made: dict[type[Any], list[dict[str, Any]]], n: int, account: dict[str, int], count: int) -> None:
    acts = [("arrival", n % DAYS, count)] + ([("death", n % DAYS // 2, -count)] if n % 4 == 0 else [])
    for mode, ago, change in acts:
        act = {"on": ON - dt.timedelta(ago), "seq": 1, "mode": mode}
        key = len(made[Transaction]) + 1
        made[Transaction].append({"id": key, "uid": f"t{key}", **act})
        made[Posting].append({"transaction_id": key, "animal_id": n, **act, **account, "m": 0, "f": 0, "u": change})


def collection(folder: Path, count: int) -> Database:
    """A collection with so many records, filled past the journal: nobody lives here."""
    target = str(folder / "collection.sqlite")
    builders.build(target)
    database = open_database(target, Clock(day=ON))
    zoo = builders.ids(database)
    with database.engine.connect() as connection, connection.begin():
        for model, rows in records(count, zoo).items():
            table = model.__table__
            common = {key: value for key, value in COMMON.items() if key in table.c}
            connection.execute(insert(table), [{**common, **row} for row in rows])
        missing = "SELECT id, text FROM search_texts WHERE id > (SELECT max(rowid) FROM search_fts)"
        connection.execute(text(f"INSERT INTO search_fts (rowid, text) {missing}"))
    return database


def best(act: Callable[[], object], times: int = 5) -> float:
    """The shortest of some runs, in seconds."""
    spent = []
    for _turn in range(times):
        start = time.perf_counter()
        act()
        spent.append(time.perf_counter() - start)
    return min(spent)


def run(count: int) -> None:
    """Print each time and its ratio to the look-ups."""
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as place:
        database = collection(Path(place), count)
        with database.read() as session:
            query = text("SELECT id, kind, house_name FROM animals WHERE id = :id")
            bare = best(lambda: [session.execute(query, {"id": n}).all() for n in range(1, 129)])
            print(f"128 look-ups by key: {1000 * bare:.1f} ms")  # noqa: T201
            held = Query(on=ON)
            tries: dict[str, Callable[[], object]] = {
                "first 128, held now, by local id": lambda: reading.first(session, animals.LIST, held),
                "all ids, held now, by local id": lambda: reading.ids(session, animals.LIST, held),
                "first 128 by taxon": lambda: reading.first(session, animals.LIST, Query(on=ON, order="taxon")),
                "first 128 by name": lambda: reading.first(session, animals.LIST, Query(on=ON, order="name")),
                "foot": lambda: reading.foot(session, animals.LIST, held),
                "first 128 that match arctos": lambda: reading.first(session, animals.LIST, Query("arctos", on=ON)),
                **{f"Ctrl+K: {words}": _asks(session, words) for words in ("12-00034", "0034", "arctos", "#7", "bear")},
            }
            for name, act in tries.items():
                spent = best(act, 3)
                print(f"{name}: {1000 * spent:.1f} ms, {spent / bare:.2f} times")  # noqa: T201
        database.close()


def _asks(session: Any, words: str) -> Callable[[], object]:
    return lambda: palette.find(session, words)


if __name__ == "__main__":
    run(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
