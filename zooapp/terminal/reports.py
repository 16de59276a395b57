"""Reports from a terminal: any of the catalogue as JSON, CSV, XLSX or PDF, to a file or as text."""

from collections.abc import Callable, Mapping
from pathlib import Path

from zooapp import i18n
from zooapp.database import Database
from zooapp.documents.transfer_certificate import Printing
from zooapp.errors import Invalid, NotFound, Problem
from zooapp.exchange.tables import BOM
from zooapp.i18n import _
from zooapp.paths import write_whole
from zooapp.permission import Permission
from zooapp.reports import asking, files
from zooapp.reports.catalogue import REPORTS
from zooapp.work import Actor


def report(
    database: Database, actor: Actor, words: Mapping[str, object], picture: Callable[[str], bytes] | None = None
) -> list[str]:
    """Make a report of `words` (kind, format, out, and what it asks for); gives what to say. JSON speaks English.

    `picture` gives a photo by its hash.
    """
    actor.demand(Permission.LOOK)
    kind, form, out = str(words["kind"]), str(words["format"]), words["out"]
    if (spec := REPORTS.get(kind)) is None:
        said = _("There is no report called {kind}. There are: {kinds}.")
        raise NotFound(said.format(kind=kind, kinds=", ".join(REPORTS)))
    if form not in files.TEXTS and out is None:
        raise Invalid(Problem("out", _("{format} wants a file: -o FILE").format(format=form.upper())))
    if form == "json":
        i18n.use("en")
    clock = database.clock
    printed = Printing(clock.now().astimezone(clock.zone), actor.name, clock.today(), picture)
    with database.read(actor) as session:
        asked = asking.read(session, spec, words, clock.today())
        made = files.content(session, (spec, asked), form, printed)
    if not isinstance(out, Path):
        return made.decode().removeprefix(BOM).splitlines()
    write_whole(out, made, mode=0o666)
    return [str(out)]
