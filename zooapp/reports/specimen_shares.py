"""Tables of the specimen report: owners' shares, and the eggs of a dam or sire. One statement each."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any, Final

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from zooapp import eggs
from zooapp.i18n import N_, _
from zooapp.lists.animal_rows import local_id_of
from zooapp.lists.clutches import KINDS
from zooapp.lists.reading import called
from zooapp.lists.spec import Column
from zooapp.models import Animal, Clutch, Institution, OwnerShare
from zooapp.reports.specimen_topics import Cells, Topic


def shares(session: Session, animals: Sequence[int], _on: dt.date) -> Iterator[tuple[int, Cells]]:
    """Who owns how much of it, where a contract says so; the owner whom the counts follow stands first (R34)."""
    owner = called("institution", OwnerShare.institution_id, Institution.name)
    found = session.execute(
        select(OwnerShare.animal_id, OwnerShare.percent, owner.label("owner"))
        .join(Institution, Institution.id == OwnerShare.institution_id)
        .where(OwnerShare.animal_id.in_(animals), OwnerShare.voided_by.is_(None))
        .order_by(OwnerShare.animal_id, OwnerShare.no, OwnerShare.id)
    )
    for row in found:
        yield row.animal_id, {"owner": row.owner, "percent": row.percent}


def clutches(session: Session, animals: Sequence[int], on: dt.date) -> Iterator[tuple[int, Cells]]:
    """Its eggs and unborn young by the day, the oldest first: how many, and what became of them."""
    wanted = or_(Clutch.dam_id.in_(animals), Clutch.sire_id.in_(animals))
    rows = session.execute(
        select(Animal.id, Animal.kind, Clutch.dam_id, Clutch.sire_id, local_id_of(Animal.id.expression).label("local"))
        .join(Clutch, Clutch.animal_id == Animal.id)
        .where(wanted, Clutch.voided_by.is_(None), Animal.voided_by.is_(None))
    ).all()
    sums = eggs.sums(session, [row.id for row in rows], on) if rows else {}
    for row in sorted((row for row in rows if row.id in sums), key=lambda row: (sums[row.id].since, row.id)):
        for parent in {row.dam_id, row.sire_id} & set(animals):
            yield parent, _told(row, sums[row.id])


def _told(row: Any, became: eggs.Eggs) -> Cells:
    counts = {name: getattr(became, name) for name in ("since", "laid", "fertile", "hatched", "lost", "left")}
    return {"local_id": row.local or "", "kind": _(KINDS[row.kind]), **counts}


SHARES: Final = Topic(
    N_("Owners' shares"),
    (Column("owner", N_("Owner"), 260), Column("percent", N_("Share"), 80, "number", right=True)),
    shares,
)
CLUTCHES: Final = Topic(
    N_("Eggs and fetuses"),
    (
        Column("local_id", N_("Local ID"), 84),
        Column("kind", N_("Kind"), 76),
        Column("since", N_("Laid or found"), 100, "day"),
        Column("laid", N_("Eggs"), 56, "number", right=True),
        Column("fertile", N_("Fertile"), 70, "number", right=True),
        Column("hatched", N_("Hatched"), 74, "number", right=True),
        Column("lost", N_("Lost"), 60, "number", right=True),
        Column("left", N_("Still in"), 70, "number", right=True),
    ),
    clutches,
)
