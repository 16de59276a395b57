"""The list of loans: with whom, which way, how many animals, until when, in which state."""

import datetime as dt
from collections.abc import Sequence
from typing import Final

from sqlalchemy import and_, true
from sqlalchemy.orm import Session

from zooapp.i18n import N_, _
from zooapp.lists.loan_facts import STATES, LoanFacts, State, loans_on
from zooapp.lists.reading import those
from zooapp.lists.spec import ANY, ChipCell, Column, FilterSpec, FlagCell, ListSpec, Query, Row
from zooapp.models import Direction, Loan
from zooapp.models.loan import DIRECTIONS, PURPOSES

OPEN: Final = "open"
COLUMNS: Final = (
    Column("number", N_("Number"), 104),
    Column("way", "", 26, "flag", sort=False),
    Column("partner", N_("Partner"), 220),
    Column("mfu", N_("M.F.U"), 124, "mfu"),
    Column("due", N_("Due"), 100, "day"),
    Column("direction", N_("Direction"), 96),
    Column("since", N_("Since"), 100, "day"),
    Column("purpose", N_("Purpose"), 110),
    Column("state", N_("State"), 150, "chip"),
)
FILTERS: Final = (
    FilterSpec(
        "state",
        N_("State"),
        (ANY, (OPEN, N_("not ended")), *((state.value, words) for state, (words, _t, _i) in STATES.items())),
    ),
    FilterSpec("direction", N_("Direction"), (ANY, *((one.value, words) for one, words in DIRECTIONS))),
    FilterSpec("partner", N_("Partner"), pick="institutions"),
)


def _rows(session: Session, query: Query, ids: Sequence[int] | None) -> list[Row]:
    state, direction, partner = (
        LIST.wanted(query, key) if ids is None else "" for key in ("state", "direction", "partner")
    )
    found = loans_on(
        session,
        query.on or dt.date.max - dt.timedelta(days=60),
        and_(
            those(session, Loan, query, ids),
            Loan.direction == Direction(direction) if direction else true(),
            Loan.partner_id == int(partner) if partner else true(),
        ),
    )
    wanted = {State(state)} if state and state != OPEN else set(State) - ({State.ENDED} if state else set())
    return [_row(one) for one in found if one.state in wanted]


def _row(one: LoanFacts) -> Row:
    state, direction = chip(one.state), _(dict(DIRECTIONS)[one.loan.direction])
    icon = "transfer-out" if one.loan.direction is Direction.OUT else "transfer-in"
    cells = {
        "number": one.loan.number,
        "way": FlagCell(icon, "mute", direction),
        "direction": direction,
        "partner": one.partner,
        "purpose": _(dict(PURPOSES)[one.loan.purpose]),
        "mfu": (one.count.m, one.count.f, one.count.u),
        "since": one.loan.since,
        "due": one.wanted_by,
        "state": state,
    }
    return Row(one.loan.id, cells, state.kind)


def chip(state: State) -> ChipCell:
    """How a loan stands."""
    words, tone, icon = STATES[state]
    return ChipCell(_(words), tone, icon)


LIST: Final = ListSpec(
    kind="loans",
    title=N_("Loans"),
    columns=COLUMNS,
    default_order="number",
    default_descending=True,
    rows=_rows,
    filters=FILTERS,
)
