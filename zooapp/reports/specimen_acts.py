"""The acts of an animal as a table, and who held and who owned it from when to when. One statement each."""

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, Final

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, aliased

from zooapp import ledger
from zooapp.i18n import N_, _
from zooapp.lists.history import MODES
from zooapp.lists.reading import called
from zooapp.lists.spec import Column
from zooapp.models import Institution, Term, Transaction
from zooapp.reports.specimen_topics import Cells, Topic

HOLDER, OWNER, PARTNER = aliased(Institution), aliased(Institution), aliased(Institution)
Sexes = tuple[int, int, int]
NONE: Final[Sexes] = (0, 0, 0)


def acts(session: Session, animals: Sequence[int], on: dt.date) -> Iterator[tuple[int, Cells]]:
    """What was done with each animal, oldest first."""
    found = session.execute(_lines(animals, on)).all()
    for (animal, _act), lines in groupby(found, key=lambda row: (row.animal_id, row.transaction_id)):
        yield animal, _act_cells(list(lines))


def hands(session: Session, animals: Sequence[int], on: dt.date) -> Iterator[tuple[int, Cells]]:
    """From when to when who held it and who owned it; a group may stand with several at once."""
    found = session.execute(_lines(animals, on)).all()
    for animal, lines in groupby(found, key=lambda row: row.animal_id):
        yield from ((animal, cells) for cells in _spans(list(lines)))


def _lines(animals: Sequence[int], on: dt.date) -> Select[Any]:
    line = ledger.effect(ledger.Filter(animals=animals, until=on)).subquery()
    return (
        select(line, Transaction.note)
        .add_columns(called("term", Term.id, Term.name).label("term"))
        .add_columns(called("institution", PARTNER.id, PARTNER.name, short=True).label("partner"))
        .add_columns(called("institution", HOLDER.id, HOLDER.name, short=True).label("holder"))
        .add_columns(called("institution", OWNER.id, OWNER.name, short=True).label("owner"))
        .join(Transaction, Transaction.id == line.c.transaction_id)
        .join(HOLDER, HOLDER.id == line.c.holder_id)
        .join(OWNER, OWNER.id == line.c.owner_id)
        .outerjoin(Term, Term.id == Transaction.term_id)
        .outerjoin(PARTNER, PARTNER.id == Transaction.partner_id)
        .order_by(line.c.animal_id, line.c.on, line.c.seq, line.c.transaction_id, line.c.holder_id, line.c.owner_id)
    )


def _act_cells(lines: list[Any]) -> Cells:
    one = lines[0]
    with_partner, alone, _icon = MODES[one.mode]
    words = _(with_partner).format(partner=one.partner) if with_partner and one.partner else _(alone)
    return {
        "on": one.on,
        "words": words,
        "term": one.term or "",
        "mfu": _how_many(lines),
        "physical": _changed(lines, "holder_id"),
        "ownership": _changed(lines, "owner_id"),
        "note": one.note or "",
    }


def _how_many(lines: list[Any]) -> Sexes:
    """How many the act was about: what it changed over all accounts, or what it moved from one to another."""
    net = _sum(lines)
    if net == NONE:
        return _sum([line for line in lines if line.m + line.f + line.u > 0])
    return (-net[0], -net[1], -net[2]) if max(net) <= 0 else net


def _sum(lines: list[Any]) -> Sexes:
    return sum(int(line.m) for line in lines), sum(int(line.f) for line in lines), sum(int(line.u) for line in lines)


def _changed(lines: list[Any], side: str) -> bool:
    """Whether the act gave the animal another holder, or another owner."""
    gained = {getattr(line, side) for line in lines if line.m + line.f + line.u > 0}
    lost = {getattr(line, side) for line in lines if line.m + line.f + line.u < 0}
    return gained != lost


def _spans(lines: list[Any]) -> Iterator[Cells]:
    standing: dict[tuple[int, int], int] = {}
    spans: list[Cells] = []
    open_now: dict[tuple[int, int], Cells] = {}
    for day, acts_of_day in groupby(lines, key=lambda row: row.on):
        for line in acts_of_day:
            pair = (line.holder_id, line.owner_id)
            standing[pair] = standing.get(pair, 0) + int(line.m + line.f + line.u)
            if standing[pair] > 0 and pair not in open_now:
                open_now[pair] = {"since": day, "until": None, "holder": line.holder, "owner": line.owner}
                spans.append(open_now[pair])
        for pair in [pair for pair in open_now if not standing[pair]]:
            open_now.pop(pair)["until"] = day
    yield from spans


ACTS: Final = Topic(
    N_("Transactions"),
    (
        Column("on", N_("On"), 90, "day"),
        Column("words", N_("What"), 220),
        Column("term", N_("Term"), 160),
        Column("mfu", N_("M.F.U"), 90, "mfu", right=True),
        Column("physical", N_("Physical"), 80),
        Column("ownership", N_("Ownership"), 80),
        Column("note", N_("Note"), 200),
    ),
    acts,
)
HANDS: Final = Topic(
    N_("Holders and owners"),
    (
        Column("since", N_("Since"), 90, "day"),
        Column("until", N_("Until"), 90, "day"),
        Column("holder", N_("Holder"), 220),
        Column("owner", N_("Owner"), 220),
    ),
    hands,
)
