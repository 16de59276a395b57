"""Any list of the window in a terminal: as a table, as JSON that stays the same, as CSV; as XLSX into a file."""

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from sqlalchemy.orm import Session

from zooapp import i18n
from zooapp.database import Database
from zooapp.errors import Invalid, NotFound, Problem
from zooapp.exchange import sheets, tables
from zooapp.exchange.pasting import find
from zooapp.i18n import _
from zooapp.lists import picks, reading
from zooapp.lists.catalogue import LISTS
from zooapp.lists.spec import FilterSpec, ListSpec, Query, Row
from zooapp.paths import write_whole
from zooapp.permission import Permission
from zooapp.values.dates import DateKind, FuzzyDate
from zooapp.work import Actor

NEEDS: Final = {"people": Permission.MANAGE_PEOPLE}  # what the window shows to some only (ledger.md 2.16)


def listed(database: Database, actor: Actor, asked: tuple[str, Sequence[str], str]) -> Iterator[str]:
    """The lines of a list as it is today: `asked` is its kind, what is filtered by, and the format.

    A filter is words to find, or KEY=VALUE for a filter of that list. JSON speaks English whatever the language of
    the program, so that its words stay the same.
    """
    form = asked[2]
    if form == "xlsx":
        raise Invalid(Problem("out", _("XLSX wants a file: -o FILE")))
    spec, rows, foot = _answered(database, actor, asked)
    if form == "json":
        yield tables.json_text(spec, rows).removesuffix("\n")
    elif form == "csv":
        yield from tables.csv_text(spec, rows).splitlines()
    else:
        yield from tables.lines(spec, rows)
        yield foot


def kept(database: Database, actor: Actor, asked: tuple[str, Sequence[str], str], out: Path) -> list[str]:
    """The same list into a file, whole or not at all; gives what to say."""
    spec, rows, foot = _answered(database, actor, asked)
    form = asked[2]
    if form == "xlsx":
        made = sheets.xlsx(sheets.sheet_of_list(spec, rows, _(spec.title)))
    elif form == "json":
        made = tables.json_text(spec, rows).encode()
    elif form == "csv":
        made = (tables.BOM + tables.csv_text(spec, rows)).encode()
    else:
        made = "\n".join([*tables.lines(spec, rows), foot, ""]).encode()
    write_whole(out, made, mode=0o666)
    return [str(out)]


def _answered(
    database: Database, actor: Actor, asked: tuple[str, Sequence[str], str]
) -> tuple[ListSpec, list[Row], str]:
    """The list, its rows and its counted line."""
    kind, filters, form = asked
    spec = _spec(kind, actor)
    if form == "json":
        i18n.use("en")
    query = query_of(spec, filters, database)
    with database.read(actor) as session:
        return spec, list(reading.rows(session, spec, query)), reading.foot(session, spec, query)


def _spec(kind: str, actor: Actor) -> ListSpec:
    if (spec := LISTS.get(kind)) is None:
        words = _("There is no list called {kind}. There are: {kinds}.")
        raise NotFound(words.format(kind=kind, kinds=", ".join(sorted(LISTS))))
    actor.demand(NEEDS.get(kind, Permission.LOOK))
    return spec


def query_of(spec: ListSpec, filters: Sequence[str], database: Database) -> Query:
    """What the words of the command line ask of a list. Raises NotFound for a value that its filter does not have."""
    known = {each.key: each for each in spec.filters}
    parts = [(text, *text.partition("=")) for text in filters]
    words = [text for text, key, sign, _value in parts if not (sign and key in known)]
    with database.read() as session:
        chosen = {
            key: _value(session, known[key], value, database.clock.today())
            for _text, key, sign, value in parts
            if sign and key in known
        }
    return Query(text=" ".join(words), filters=chosen, on=spec.asked_on(chosen, database.clock.today()))


def _value(session: Session, of: FilterSpec, typed: str, today: dt.date) -> str:
    """A choice of a filter by its word, a day as people write it, or a record by its id or any of its names."""
    if of.day:
        read = FuzzyDate.parse(typed, today)
        if read.kind is not DateKind.EXACT or read.nominal is None:
            raise NotFound(_("An exact day, as 20.11.2024 or today."))
        return read.nominal.isoformat()
    if not of.pick:
        if typed in (choices := [value for value, _label in of.choices]):
            return typed
        words = _("{key} has no {value}. There are: {choices}.")
        raise NotFound(words.format(key=of.key, value=typed, choices=", ".join(filter(None, choices))))
    if not typed or typed.isdecimal():
        return typed
    if (option := find(picks.options(session, of.pick, on=today), typed)) is None:
        raise NotFound(_("{key}: not one record is called {value}.").format(key=of.key, value=typed))
    return str(option.id)
