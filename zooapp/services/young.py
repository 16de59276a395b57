"""Which hatch or birth the dead of a group came from (rules.md R62), where that is known."""

from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from zooapp.errors import Invalid, Problem
from zooapp.i18n import _, day
from zooapp.lists.picks import Option
from zooapp.models import Mode, Posting, Transaction
from zooapp.permission import Permission
from zooapp.values.counts import SexCount
from zooapp.values.fold import fold
from zooapp.work import Work, needs


def births(session: Session, animal_id: int) -> list[Option]:
    """The hatches and births into a group, the newest first, as "10 May 2025 · 0.0.14"."""
    found = []
    for act in session.execute(_into(animal_id).order_by(Transaction.on.desc(), Transaction.id.desc())):
        label = f"{day(act.on)} · {SexCount(act.m, act.f, act.u)}"
        found.append(Option(act.id, label, "", fold(label)))
    return found


@needs(Permission.DISPOSE)
def refuse_other_birth(work: Work, animal_id: int, death: Transaction) -> None:
    """Raises Invalid where the hatch that a death names is not one of this group, or came later."""
    if death.birth_id is None:
        return
    known = work.session.execute(_into(animal_id).where(Transaction.id == death.birth_id)).first()
    if known is None or known.on > death.on:
        raise Invalid(Problem("birth_id", _("This is no hatch of this group before that day.")))


def _into(animal_id: int) -> Select[Any]:
    columns: tuple[Any, ...] = (Transaction.id, Transaction.on, Posting.m, Posting.f, Posting.u)
    mine: Select[Any] = select(*columns).join(Posting, Posting.transaction_id == Transaction.id)
    live = Transaction.voided_by.is_(None)
    return mine.where(Posting.animal_id == animal_id, Transaction.mode == Mode.BIRTH, live)
