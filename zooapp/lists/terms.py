"""The list of terms: the business words of acts, what each does to holder and owner, and the card of one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import or_, select, true
from sqlalchemy.orm import Session

from zooapp import names
from zooapp.fields import fields_of
from zooapp.i18n import N_, _
from zooapp.lists import sureness
from zooapp.lists.reading import by_words, those
from zooapp.lists.spec import ANY, ChipCell, Column, FilterSpec, ListSpec, Query, Row
from zooapp.lists.sureness import NameLine
from zooapp.models import Consignment, Mode, Term, Transaction
from zooapp.models.transaction import LEAVES_AS
from zooapp.services import terms
from zooapp.states import left_as

MODES: Final = {
    Mode.ARRIVAL: N_("Comes in"),
    Mode.DEPARTURE: N_("Leaves"),
    Mode.TRANSFER: N_("Changes its owner"),
    Mode.BIRTH: N_("Birth or hatch"),
    Mode.DEATH: N_("Death"),
    Mode.RECEIPT: N_("Receipt"),
    Mode.SPLIT: N_("Split"),
    Mode.MERGE: N_("Merge"),
    Mode.IDENTIFIED: N_("Species determined"),
    Mode.SEXED: N_("Sex determined"),
    Mode.CENSUS: N_("Count"),
}
COLUMNS: Final = (
    Column("mode", N_("Kind of act"), 130),
    Column("name", N_("Name"), 240),
    Column("physical", N_("Holder"), 156),
    Column("ownership", N_("Owner"), 112),
    Column("leaves", N_("Stands then as"), 170),
    Column("used", "", 90, "chip"),
)
FILTERS: Final = (
    FilterSpec("mode", N_("Kind of act"), (ANY, *((mode.value, MODES[mode]) for mode in terms.OPEN))),
)


@dataclass(frozen=True)
class TermFacts:
    """One term, ready to be shown. `used`: acts bear it; `own`: the program needs it."""

    id: int
    name: str
    mode: str
    pairs: tuple[tuple[str, str], ...]
    used: bool
    needed: bool
    names: tuple[NameLine, ...]


def _rows(session: Session, query: Query, ids: Sequence[int] | None) -> list[Row]:
    mode = LIST.wanted(query, "mode") if ids is None else ""
    borne = [select(model.term_id).where(model.term_id == Term.id).exists() for model in (Transaction, Consignment)]
    known = (Term.id, Term.mode, Term.name, Term.code, Term.physical, Term.ownership, Term.leaves_as)
    own = Term.name.icontains(query.text.strip(), autoescape=True)
    found = session.execute(
        select(*known, or_(*borne).label("used"))
        .where(those(session, Term, Query(), ids))
        .where(or_(own, by_words(session, query.text, "term", Term.id.expression, None)))
        .where(Term.mode == Mode(mode) if mode else true())
    ).all()
    called = names.of(session, "term", [row.id for row in found])
    return [_row(row, called.get(row.id, row.name)) for row in found]


def _row(row: Any, name: str) -> Row:
    left = left_as(row.code, row.leaves_as)
    cells = {
        "mode": _(MODES[row.mode]),
        "name": name,
        "physical": _("changes") if row.physical else _("stays"),
        "ownership": _("changes") if row.ownership else _("stays"),
        "leaves": leaves_words(left.value if left else None),
        "used": ChipCell(_("used"), "mute", "lock") if row.used else None,
    }
    return Row(row.id, cells)


def leaves_words(state: str | None) -> str:
    """How who leaves so stands then, in words."""
    words = dict(LEAVES_AS).get(state or "")
    return _(words) if words else ""


def read(session: Session, term: int) -> TermFacts | None:
    """What the card of a term shows; None when it is offered no more."""
    record = session.get(Term, term)
    if record is None or record.voided_by is not None:
        return None
    known, specs = sureness.names_of(session, "term", term), fields_of(Term)
    left = left_as(record.code, record.leaves_as)
    passes = dict(specs["title_passes"].field.choices).get(record.title_passes, "")
    said = {
        "physical": _("yes") if record.physical else _("no"),
        "ownership": _("yes") if record.ownership else _("no"),
        "title_passes": _(passes) if passes else "",
        "leaves_as": leaves_words(left.value if left else None),
    }
    return TermFacts(
        id=term,
        name=sureness.best_name(known, record.name),
        mode=_(MODES[record.mode]),
        pairs=tuple((specs[name].label, text) for name, text in said.items()),
        used=terms.used(session, term),
        needed=record.mode not in terms.OPEN,
        names=sureness.name_lines(known, sureness.of(session, sureness.checked_names(known))),
    )


def values(session: Session, term: int) -> tuple[dict[str, object], int]:
    """The fields of a term and its version, for a form."""
    record = session.get_one(Term, term)
    left = left_as(record.code, record.leaves_as)
    found = {name: getattr(record, name) for name in fields_of(Term)}
    return {**found, "leaves_as": left.value if left else None}, record.version


LIST: Final = ListSpec("terms", N_("Terms of acts"), COLUMNS, "mode", _rows, FILTERS)
