"""Missing, escaped, stolen: nobody holds them, their owner stays until they are written off (rules.md R29, R38)."""

from collections.abc import Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from zooapp import i18n, naming, states
from zooapp.booking import Account, Act, Move, book, into, moved, out_of, part_of
from zooapp.errors import Invalid, Problem
from zooapp.i18n import N_, _
from zooapp.ledger import Filter, balances
from zooapp.models import Institution, InstitutionKind, Mode
from zooapp.models.institution import MISSING
from zooapp.permission import Permission
from zooapp.services import dispositions
from zooapp.states import Step
from zooapp.values.counts import SexCount
from zooapp.work import Work, needs

NAME = N_("Missing")


@needs(Permission.DISPOSE)
def lose(work: Work, animals: Sequence[int], count: SexCount | None, act: Act) -> int:
    """They are missing and stay with their owner, whole records or so many of one group."""
    keeper, moves = _keeper(work), list[Move]()
    lost = [work.touch(animal) for animal in animals]
    for animal in lost:
        states.refuse(work.session, animal.id, Step.LEAVE, act.on)
        account, n = part_of(work, animal, act.on, count)
        dispositions.owner_has_a_say(work, account, act)
        moves += [out_of(account, n), into(moved(account, holder_id=keeper), n)]
    done = book(work, Mode.DEPARTURE, act, moves)
    for animal in lost:
        dispositions.close_when_gone(work, animal, act.on)
    return done.id


@needs(Permission.DISPOSE)
def write_off(work: Work, animals: Sequence[int], act: Act) -> int:
    """What is missing is owned by nobody from this day. Raises Invalid for what is not missing, or was written off."""
    moves = list[Move]()
    for animal in animals:
        work.touch(animal)
        found = missing(work.session, animal)
        if not found:
            words = _("{animal} is not missing.").format(animal=states.called(work.session, animal))
            raise Invalid(Problem("on", words))
        moves += [out_of(account, n) for account, n in found]
    return book(work, Mode.DEPARTURE, act, moves).id


def missing(session: Session, animal_id: int) -> list[tuple[Account, SexCount]]:
    """The accounts on which a record is missing and still owned, and how many."""
    keepers = set(session.scalars(_keepers()))
    found = [one for one in balances(session, Filter(animals=[animal_id])) if one.holder_id in keepers]
    return [(Account.of(one), one.count) for one in found]


def _keepers() -> Select[int]:
    return select(Institution.id).where(Institution.mnemonic == MISSING, Institution.kind == InstitutionKind.TRANSIT)


def _keeper(work: Work) -> int:
    """Who stands for nobody in the books; made when the first animal is missing, and never a second time."""
    found = work.session.scalar(_keepers().order_by(Institution.id).limit(1))
    if found is not None:
        return found
    made = work.add(Institution(mnemonic=MISSING, name=NAME, kind=InstitutionKind.TRANSIT))
    for code in i18n.LANGUAGES:
        naming.name(work, made, code, i18n.catalogue(code).gettext(NAME))
    return made.id
