"""Reports from a terminal: the inventory of a period as JSON, CSV or PDF, to a file or as text."""

import datetime as dt
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from zooapp import i18n
from zooapp.database import Database
from zooapp.documents import inventory_paper
from zooapp.errors import Invalid, NotFound, Problem
from zooapp.exchange.tables import BOM
from zooapp.i18n import _
from zooapp.inventory import Basis
from zooapp.paths import write_whole
from zooapp.permission import Permission
from zooapp.reports import export
from zooapp.reports.inventory_report import Inventory, inventory_report
from zooapp.reports.spec import Asked
from zooapp.work import Actor

Made = Callable[[Inventory, dt.datetime], bytes]
KINDS: Final = ("inventory",)
FORMATS: Final[Mapping[str, Made]] = {
    "json": lambda found, _now: export.json_text(found).encode(),
    "csv": lambda found, _now: (BOM + export.csv_text(found)).encode(),
    "pdf": inventory_paper.pdf,
}


def report(database: Database, actor: Actor, words: Mapping[str, object]) -> list[str]:
    """Make a report of `words` (kind, first, last, basis, format, out); gives what to say. JSON speaks English."""
    actor.demand(Permission.LOOK)
    kind, form, out = words["kind"], str(words["format"]), words["out"]
    if kind not in KINDS:
        said = _("There is no report called {kind}. There are: {kinds}.")
        raise NotFound(said.format(kind=kind, kinds=", ".join(KINDS)))
    if form == "pdf" and out is None:
        raise Invalid(Problem("out", _("A PDF wants a file: -o FILE")))
    if form == "json":
        i18n.use("en")
    asked = Asked(_day(words["first"]), _day(words["last"]), Basis(str(words["basis"])))
    with database.read() as session:
        found = inventory_report(session, asked)
    made = FORMATS[form](found, database.clock.now().astimezone(database.clock.zone))
    if not isinstance(out, Path):
        return made.decode().removeprefix(BOM).splitlines()
    write_whole(out, made, mode=0o666)
    return [str(out)]


def _day(value: object) -> dt.date:
    assert isinstance(value, dt.date)
    return value
