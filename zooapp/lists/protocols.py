"""The list of quarantine protocols, edition by edition."""

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from zooapp import names
from zooapp.i18n import N_, _
from zooapp.lists import taxa
from zooapp.lists.reading import by_words, those
from zooapp.lists.spec import ChipCell, Column, ListSpec, Query, Row
from zooapp.models import Protocol, QuarantineCase, Requirement, Scope

SCOPES: Final = {
    Scope.NONE: N_("nobody"),
    Scope.SPECIES: N_("species"),
    Scope.GENUS: N_("genus"),
    Scope.FAMILY: N_("family"),
    Scope.ORDER: N_("order"),
    Scope.CLASS: N_("class"),
    Scope.ALL: N_("everybody"),
    Scope.BATCH: N_("batch"),
}
COLUMNS: Final = (
    Column("code", N_("Code"), 130),
    Column("edition", N_("Edition"), 90),
    Column("name", N_("Name"), 240),
    Column("taxon", N_("For"), 180, "taxon"),
    Column("days", N_("Least time"), 90, "number", right=True),
    Column("scope", N_("Restarted by"), 120),
    Column("tests", N_("Tests"), 70, "number", right=True),
    Column("open", N_("Open cases"), 96, "number", right=True),
    Column("verified", N_("Verified"), 130, "chip"),
)


def _rows(session: Session, query: Query, ids: Sequence[int] | None) -> list[Row]:
    demands = select(func.count()).where(Requirement.protocol_id == Protocol.id, Requirement.voided_by.is_(None))
    cases = select(func.count()).where(
        QuarantineCase.protocol_id == Protocol.id,
        QuarantineCase.voided_by.is_(None),
        QuarantineCase.closed_on.is_(None),
    )
    found = session.execute(
        select(Protocol.id, Protocol.code, Protocol.edition, Protocol.name, Protocol.taxon_id, Protocol.min_days)
        .add_columns(Protocol.scope, Protocol.verified)
        .add_columns(demands.scalar_subquery().label("tests"), cases.scalar_subquery().label("open"))
        .where(those(session, Protocol, Query(), ids), _by_name(session, query))
    ).all()
    called = names.of(session, "protocol", [row.id for row in found])
    words = taxa.words_of(session, {row.taxon_id for row in found if row.taxon_id})
    return [_row(row, called.get(row.id, row.name), words.get(row.taxon_id)) for row in found]


def _by_name(session: Session, query: Query) -> Any:
    """The search knows their names by locale; code and own name are looked through."""
    own = func.lower(Protocol.code + " " + Protocol.name).contains(query.text.strip().lower(), autoescape=True)
    return or_(own, by_words(session, query.text, "protocol", Protocol.id.expression, None))


def _row(row: Any, name: str, taxon: taxa.TaxonWords | None) -> Row:
    sure = ChipCell(_("Verified"), "ok", "check") if row.verified else ChipCell(_("Not verified"), "mute", "circle")
    cells = {
        "code": row.code,
        "edition": row.edition,
        "name": name,
        "taxon": taxon and taxon.cell(),
        "days": row.min_days,
        "scope": _(SCOPES[row.scope]),
        "tests": row.tests,
        "open": row.open,
        "verified": sure,
    }
    return Row(row.id, cells)


LIST: Final = ListSpec("protocols", N_("Protocols"), COLUMNS, "name", _rows)
