"""Undo and redo as acts of a person: her own works freely, those of others with the right to correct.

Rights and settings are set back only by those who may set them: nobody gets a right back by an undo.
"""

from collections.abc import Mapping
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from zooapp import undo as undoes
from zooapp.errors import Invalid
from zooapp.i18n import _
from zooapp.models import (
    Account,
    Base,
    Change,
    Entry,
    Person,
    PersonRole,
    Role,
    RolePermission,
    Setting,
    WorkstationKey,
)
from zooapp.permission import Permission
from zooapp.services import people
from zooapp.work import Work, needs

PEOPLE: Final[tuple[type[Base], ...]] = (Person, Account, Role, RolePermission, PersonRole)
GUARDED: Final[Mapping[str, Permission]] = {
    **{model.called: Permission.MANAGE_PEOPLE for model in PEOPLE},
    **{model.called: Permission.SETTINGS for model in (Setting, WorkstationKey)},
}


@needs(Permission.LOOK)
def undo(work: Work, entry_id: int) -> None:
    """Take back all that a work did. Raises Invalid with who and what when later work rests on it."""
    _take_back(work, entry_id)


@needs(Permission.LOOK)
def redo(work: Work, entry_id: int) -> None:
    """Do again what an undo took back; `entry_id` is the entry of the undo."""
    if work.get(Entry, entry_id).undoes_id is None:
        raise Invalid(_("Nothing was undone there."))
    _take_back(work, entry_id)


def _take_back(work: Work, entry_id: int) -> None:
    entry = work.get(Entry, entry_id)
    if entry.person_id != work.actor.person_id:
        work.actor.demand(Permission.CORRECT)
    kinds = work.session.scalars(select(Change.record_kind).where(Change.entry_id == entry_id).distinct())
    guarded = {GUARDED[kind] for kind in kinds if kind in GUARDED}
    for permission in guarded:
        work.actor.demand(permission)
    if entry_id in undoes.undone(work.session):
        raise Invalid(_("This was undone already."))
    work.undoes = entry_id
    undoes.take_back(work, entry_id)
    if Permission.MANAGE_PEOPLE in guarded:
        people.refuse_unmanaged(work.session)


def last_undoable(session: Session, person_id: int | None) -> int | None:
    """The newest work of a person that still stands; None when there is none."""
    return next((entry for entry, steps in undoes.newest(session, person_id) if steps % 2 == 0), None)


def last_redoable(session: Session, person_id: int | None) -> int | None:
    """The newest undo of a person after which she did nothing new; None when there is none."""
    for entry, steps in undoes.newest(session, person_id):
        if steps == 0:
            return None
        if steps % 2:
            return entry
    return None
