"""What leaves a list of the window: the marked rows to the clipboard, all of it to a file or onto paper."""

from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import Any, Final, Protocol

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from ui.background import Ticket
from ui.desk import Desk
from ui.saving import TABLES, ask_file
from ui.sheet_preview import open_sheet
from zooapp import i18n
from zooapp.errors import Invalid
from zooapp.exchange import sheets, tables
from zooapp.i18n import _, ngettext, number
from zooapp.lists import reading
from zooapp.lists.spec import ListSpec, Query, Row
from zooapp.reports.sheet import Sheet

MOST_PRINTED: Final = 5000  # rows; a hundred sheets of paper


class Listed(Protocol):
    """A page with a list: what it is, what is asked of it, how that is said, and which rows are marked."""

    desk: Desk
    spec: ListSpec

    @property
    def query(self) -> Query: ...

    def said(self) -> str: ...

    def marked(self) -> Sequence[int]: ...


def copy(page: Listed) -> None:
    """The marked rows as text with tabs, in the order in which they are listed."""
    spec, query, ids = page.spec, page.query, page.marked()

    def done(rows: list[Row]) -> None:
        QGuiApplication.clipboard().setText(tables.tabbed(spec, rows))
        page.desk.tell(ngettext("{n} row copied.", "{n} rows copied.", len(rows)).format(n=number(len(rows))))

    if ids:
        page.desk.ask(lambda session: _rows(session, spec, query, ids), done, widget(page))


def export(page: Listed) -> None:
    """Ask for the file."""
    ask_file(widget(page), _("Export this list"), page.spec.kind, TABLES, lambda file: export_to(page, file))


def export_to(page: Listed, file: Path) -> None:
    """Write all that is listed to this file; XLSX, CSV or JSON by its name."""
    spec, query, database, actor = page.spec, page.query, page.desk.database, page.desk.actor
    assert database is not None

    def write(_ticket: Ticket) -> int:
        with database.read(actor) as session:
            return sheets.write_list(file, spec, reading.rows(session, spec, query))

    def written(n: int) -> None:
        page.desk.tell(_("{n} rows written to {file}.").format(n=n, file=file.name))

    page.desk.take_long(_("Exporting…"), write, written)


def print_list(page: Listed) -> None:
    """The list as it is filtered, as pages."""
    spec, query, said = page.spec, page.query, page.said()
    open_sheet(page.desk, lambda session: printable(session, spec, query, said), widget(page))


def printable(session: Any, spec: ListSpec, query: Query, said: str) -> Sheet:
    """A list as a report; what it was filtered by stands above it. Raises Invalid for more than fit a binder."""
    rows = list(islice(reading.rows(session, spec, query), MOST_PRINTED + 1))
    if len(rows) > MOST_PRINTED:
        words = _("More than {n} rows do not print. Filter the list, or export it.")
        raise Invalid(words.format(n=number(MOST_PRINTED)))
    facts = [
        (_("Search"), query.text.strip()),
        (_("Filter"), said),
        (_("Counted"), reading.foot(session, spec, query)),
        (_("As of"), i18n.day(query.on)),
    ]
    return sheets.sheet_of_list(spec, rows, _(spec.title), tuple(fact for fact in facts if fact[1]))


def widget(page: Listed) -> QWidget:
    """The page itself, as what dialogs belong to."""
    assert isinstance(page, QWidget)
    return page


def _rows(session: Any, spec: ListSpec, query: Query, ids: Sequence[int]) -> list[Row]:
    parts = (ids[at : at + reading.EXPORT] for at in range(0, len(ids), reading.EXPORT))
    return [row for part in parts for row in reading.page(session, spec, query, part)]
