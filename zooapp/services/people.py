"""People, their accounts and roles. There is always somebody left who can manage them."""

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from zooapp import passwords, settings
from zooapp.errors import Invalid, NotFound, Problem
from zooapp.i18n import _
from zooapp.models import Account, Person, PersonRole, Record, Role, RolePermission
from zooapp.permission import Permission
from zooapp.work import Work, needs


@needs(Permission.MANAGE_PEOPLE)
def add(work: Work, values: Mapping[str, Any]) -> Person:
    """Add a person; an account and roles come beside it."""
    return work.add(Person(**values))


@needs(Permission.MANAGE_PEOPLE)
def amend(work: Work, person: int, version: int, values: Mapping[str, Any]) -> Person:
    """Change what is known of a person. One who works here no more cannot sign in."""
    record = work.amend(Person, person, version, values)
    if not record.active:
        refuse_unmanaged(work.session)
    return record


@needs(Permission.MANAGE_PEOPLE)
def set_roles(work: Work, person: int, codes: Collection[str]) -> None:
    """Give a person these roles and no others."""
    wanted = {role.id for role in work.session.scalars(select(Role).where(Role.code.in_(codes)))}
    if len(wanted) != len(set(codes)):
        raise NotFound(_("There is no such role: {codes}.").format(codes=", ".join(codes)))
    have = work.session.scalars(select(PersonRole).where(PersonRole.person_id == person)).all()
    new = sorted(wanted - {row.role_id for row in have})
    work.add_many(PersonRole, [{"person_id": person, "role_id": role} for role in new])
    if _exactly(work, {row.role_id: row for row in have}, wanted):
        refuse_unmanaged(work.session)


@needs(Permission.MANAGE_PEOPLE)
def set_permissions(work: Work, role: int, permissions: Collection[Permission]) -> None:
    """Let a role do these things and no others."""
    wanted = {permission.value for permission in permissions}
    have = work.session.scalars(select(RolePermission).where(RolePermission.role_id == role)).all()
    new = sorted(wanted - {row.permission for row in have})
    work.add_many(RolePermission, [{"role_id": role, "permission": permission} for permission in new])
    if _exactly(work, {row.permission: row for row in have}, wanted):
        refuse_unmanaged(work.session)


@needs(Permission.MANAGE_PEOPLE)
def create_account(work: Work, person: int, login: str, password: str) -> Account:
    """Let a person sign in by a name of her own; capitals do not count in it."""
    login = login_of(login)
    if not login:
        raise Invalid(Problem("login", _("Fill this in.")))
    taken = select(Account.id).where(Account.login == login, Account.voided_by.is_(None))
    if work.session.scalar(taken) is not None:
        raise Invalid(Problem("login", _("Somebody signs in by this name already.")))
    return work.add(Account(person_id=person, login=login, password_hash=passwords.of_password(password)))


@needs(Permission.MANAGE_PEOPLE)
def set_password(work: Work, person: int, password: str) -> None:
    """Reset a password: for who forgot it."""
    _set(work, person, password_hash=passwords.of_password(password))


@needs(Permission.LOOK)
def set_own_password(work: Work, password: str) -> None:
    """A person changes her own password; that she knows the old one is proved before (sign_in.change_password)."""
    _set(work, work.actor.person_id, password_hash=passwords.of_password(password))


@needs(Permission.MANAGE_PEOPLE)
def set_pin(work: Work, person: int, pin: str | None) -> None:
    """Set or take away the PIN, which works only on shared computers that an administrator allowed."""
    _set(work, person, pin_hash=passwords.of_pin(pin) if pin else None)


@needs(Permission.MANAGE_PEOPLE)
def set_badge(work: Work, person: int, badge: str | None) -> None:
    """Set or take away a badge, as the reader types it. Each belongs to one person."""
    hashed = passwords.of_badge(badge, settings.value(work.session, "collection_uid")) if badge else None
    held = select(Account.person_id).where(Account.badge_hash == hashed, Account.voided_by.is_(None))
    holder = work.session.scalar(held) if hashed else None
    if holder not in (None, person):
        raise Invalid(Problem("badge", _("Somebody else has this badge.")))
    _set(work, person, badge_hash=hashed)


@needs(Permission.MANAGE_PEOPLE)
def lock(work: Work, person: int, locked: bool = True) -> None:
    """Lock an account, or open it again. What the person did stays hers."""
    _set(work, person, locked=locked)
    if locked:
        refuse_unmanaged(work.session)


def login_of(text: str) -> str:
    """The kept form of a sign-in name: without blanks around it, in small letters."""
    return text.strip().casefold()[:40]


def account_of(session: Session, person: int | None) -> Account:
    """The account of a person. Raises NotFound."""
    wanted = select(Account).where(Account.person_id == person, Account.voided_by.is_(None))
    account = session.scalars(wanted).one_or_none()
    if account is None:
        raise NotFound(_("This person has no account."))
    return account


def roles_of(session: Session, person: int) -> list[Role]:
    """The roles that a person has now."""
    has = select(PersonRole.role_id).where(PersonRole.person_id == person, PersonRole.voided_by.is_(None))
    return list(session.scalars(select(Role).where(Role.id.in_(has), Role.voided_by.is_(None)).order_by(Role.id)))


def permissions_of(session: Session, roles: Collection[int]) -> frozenset[Permission]:
    """What these roles may do together."""
    rows = session.scalars(
        select(RolePermission.permission).where(RolePermission.role_id.in_(roles), RolePermission.voided_by.is_(None))
    )
    return frozenset(Permission(row) for row in rows if row in {each.value for each in Permission})


def _set(work: Work, person: int | None, **values: Any) -> None:
    account = account_of(work.session, person)
    work.amend(Account, account.id, account.version, values)


def _exactly(work: Work, rows: Mapping[Any, Record], wanted: Collection[Any]) -> bool:
    """Take back the rows that are not wanted, and let those live again that are. Was one taken back?"""
    taken = [row for key, row in rows.items() if key not in wanted and row.voided_by is None]
    for row in taken:
        row.voided_by = work.entry_id
    for key in rows.keys() & wanted:
        rows[key].voided_by = None
    work.session.flush()
    return bool(taken)


def refuse_unmanaged(session: Session) -> None:
    """Refuse the change after which nobody could manage people."""
    left = session.scalar(
        select(func.count())
        .select_from(Account)
        .join(Person, Person.id == Account.person_id)
        .join(PersonRole, PersonRole.person_id == Person.id)
        .join(RolePermission, RolePermission.role_id == PersonRole.role_id)
        .where(RolePermission.permission == Permission.MANAGE_PEOPLE.value, RolePermission.voided_by.is_(None))
        .where(PersonRole.voided_by.is_(None), Person.active.is_(True), Account.locked.is_(False))
        .where(Person.voided_by.is_(None), Account.voided_by.is_(None))
    )
    if not left:
        raise Invalid(_("Nobody could manage people any more. Give this right to somebody else first."))
