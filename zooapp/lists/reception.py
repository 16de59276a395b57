"""What is said to who comes in: whose collection it is, who signs in here by PIN, when it locks, what is new."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from zooapp import names, settings
from zooapp.errors import NotFound
from zooapp.models import Account, Change, Entry, Institution, Person


def zoo(session: Session) -> str:
    """The name of our own institution in the language now in use; "" before it is set."""
    try:
        ours = settings.our_institution(session)
    except NotFound:
        return ""
    return names.of(session, "institution", [ours]).get(ours) or session.get_one(Institution, ours).name


def by_pin(session: Session, station: str) -> list[tuple[str, str]]:
    """Who signs in by PIN on this computer, as (name, sign-in name); nobody where PINs are not in use."""
    if station not in settings.value(session, "pin_workstations"):
        return []
    rows = session.execute(
        select(Person.name, Account.login)
        .join(Account, Account.person_id == Person.id)
        .where(Account.pin_hash.is_not(None), Account.locked.is_(False), Person.active.is_(True))
        .where(Account.voided_by.is_(None), Person.voided_by.is_(None))
        .order_by(Person.name)
    )
    return [(row.name, row.login) for row in rows]


def lock_minutes(session: Session) -> int:
    """After how many idle minutes the window locks; 0 for never."""
    return int(settings.value(session, "lock_minutes"))


def news(session: Session, since: int) -> tuple[int, frozenset[str]]:
    """The newest entry of the journal, and the kinds of record that changed after entry `since` (ledger.md 2.22)."""
    newest = session.scalar(select(Entry.id).order_by(Entry.id.desc()).limit(1)) or 0
    if newest == since or not since:
        return newest, frozenset()
    kinds = session.scalars(select(Change.record_kind).where(Change.entry_id > since).distinct())
    return newest, frozenset(kinds)
