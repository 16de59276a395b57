"""One person: post, roles, how she signs in, what she did last; and the roles with what they may do."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from zooapp import names, settings
from zooapp.fields import fields_of
from zooapp.i18n import moment
from zooapp.models import Account, Entry, Person, PersonRole, Role, RolePermission
from zooapp.permission import Permission

LAST = 6


@dataclass(frozen=True)
class RoleLine:
    """A role by its name in the language now in use, and what it may do."""

    id: int
    code: str
    name: str
    permissions: frozenset[Permission]


@dataclass(frozen=True)
class PersonFacts:
    """One person, ready to be shown. Of secrets only whether there is one."""

    id: int
    name: str
    post: str
    licence: str
    phone: str
    active: bool
    roles: tuple[RoleLine, ...]
    login: str
    locked: bool
    password: bool
    pin: bool
    badge: bool
    last: tuple[tuple[int, str, str], ...]


def read(session: Session, person: int) -> PersonFacts | None:
    """What a card shows of a person; None when there is no such one any more."""
    record = session.get(Person, person)
    if record is None or record.voided_by is not None:
        return None
    account = session.scalars(
        select(Account).where(Account.person_id == person, Account.voided_by.is_(None))
    ).one_or_none()
    has = select(PersonRole.role_id).where(PersonRole.person_id == person, PersonRole.voided_by.is_(None))
    own = set(session.scalars(has))
    return PersonFacts(
        id=person,
        name=record.name,
        post=record.post or "",
        licence=record.licence or "",
        phone=record.phone or "",
        active=record.active,
        roles=tuple(role for role in roles(session) if role.id in own),
        login=account.login if account is not None else "",
        locked=account is not None and account.locked,
        password=account is not None and account.password_hash is not None,
        pin=account is not None and account.pin_hash is not None,
        badge=account is not None and account.badge_hash is not None,
        last=_last(session, person, settings.zone(session)),
    )


def roles(session: Session) -> tuple[RoleLine, ...]:
    """All roles, in the order in which they were made."""
    live = select(Role.id, Role.code, Role.name).where(Role.voided_by.is_(None)).order_by(Role.id)
    found = session.execute(live).all()
    called = names.of(session, "role", [row.id for row in found])
    rights: dict[int, set[Permission]] = {}
    known = {each.value for each in Permission}
    granted = select(RolePermission.role_id, RolePermission.permission).where(RolePermission.voided_by.is_(None))
    for row in session.execute(granted):
        if row.permission in known:
            rights.setdefault(row.role_id, set()).add(Permission(row.permission))
    return tuple(
        RoleLine(row.id, row.code, called.get(row.id, row.name), frozenset(rights.get(row.id, ()))) for row in found
    )


def values(session: Session, person: int) -> tuple[Mapping[str, object], int]:
    """The fields of a person and its version, for a form."""
    record = session.get_one(Person, person)
    return {name: getattr(record, name) for name in fields_of(Person)}, record.version


def _last(session: Session, person: int, zone: dt.tzinfo) -> tuple[tuple[int, str, str], ...]:
    """What she did last: entry, when, why."""
    found = session.execute(
        select(Entry.id, Entry.at, Entry.why).where(Entry.person_id == person).order_by(Entry.id.desc()).limit(LAST)
    )
    return tuple((row.id, moment(row.at, zone), row.why) for row in found)
