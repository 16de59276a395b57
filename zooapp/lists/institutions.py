"""The list of institutions, and how they are called."""

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import select, true
from sqlalchemy.orm import Session

from zooapp import names
from zooapp.i18n import N_, _, country
from zooapp.lists.reading import those
from zooapp.lists.spec import ANY, ChipCell, Column, FilterSpec, ListSpec, Query, Row
from zooapp.models import Institution, InstitutionKind
from zooapp.settings import US

KINDS: Final = (
    (InstitutionKind.ZOO, N_("Zoo")),
    (InstitutionKind.TRANSIT, N_("In transit")),
    (InstitutionKind.WILD, N_("The wild")),
    (InstitutionKind.OTHER, N_("Other keeper")),
)
COLUMNS: Final = (
    Column("mnemonic", N_("Short code"), 104),
    Column("name", N_("Name"), 260),
    Column("country", N_("Country"), 150),
    Column("city", N_("City"), 130),
    Column("kind", N_("Kind"), 120),
    Column("ours", "", 90, "chip"),
)
FILTERS: Final = (FilterSpec("kind", N_("Kind"), (ANY, *((kind.value, words) for kind, words in KINDS))),)


def _rows(session: Session, query: Query, ids: Sequence[int] | None) -> list[Row]:
    kind = LIST.wanted(query, "kind") if ids is None else ""
    columns = (Institution.id, Institution.mnemonic, Institution.name, Institution.kind, Institution.country)
    found = session.execute(
        select(*columns, Institution.city, (Institution.id == US).label("ours"))
        .where(those(session, Institution, query, ids))
        .where(Institution.kind == InstitutionKind(kind) if kind else true())
    ).all()
    called = names.of(session, "institution", [row.id for row in found])
    return [_row(row, called.get(row.id, row.name)) for row in found]


def _row(row: Any, name: str) -> Row:
    cells = {
        "mnemonic": row.mnemonic,
        "name": name,
        "country": country(row.country) if row.country else "",
        "city": row.city or "",
        "kind": _(dict(KINDS)[row.kind]),
        "ours": ChipCell(_("Ours"), "ok", "home") if row.ours else None,
    }
    return Row(row.id, cells, "ok" if row.ours else "")


LIST: Final = ListSpec("institutions", N_("Institutions"), COLUMNS, "name", _rows, FILTERS)
