"""Who sits here? By password, by badge, by PIN on a shared computer; wrong tries cost time, over restarts too.

Hashes are computed between the transactions, never inside one.
"""

import datetime as dt
import math
from collections.abc import Callable
from typing import Final

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from zooapp import names, passwords, settings
from zooapp.database import Database, workstation
from zooapp.errors import NotAllowed
from zooapp.i18n import _, ngettext
from zooapp.models import Account, Person, SignInFailure
from zooapp.services import people
from zooapp.work import Actor

FREE_TRIES: Final = 3
FIRST_WAIT: Final = 5  # seconds after the third wrong try; doubles with each one more
LONGEST_WAIT: Final = 900
LONGEST_ROLE: Final = 40  # letters that the journal keeps of it


def sign_in(database: Database, login: str, password: str, station: str = "") -> Actor:
    """Let a person in by password. Raises NotAllowed, in the same words for an unknown name and a wrong password."""
    login, station = people.login_of(login), station or workstation()
    words = _("The name or the password is not right.")
    person = _checked(database, (login, station), words, lambda: _by_hash(database, login, "password_hash", password))
    return _let_in(database, person, station)


def by_pin(database: Database, login: str, pin: str, station: str) -> Actor:
    """Let a person in by PIN, on a computer where an administrator allowed PINs. Raises NotAllowed."""
    with database.read() as session:
        if station not in settings.value(session, "pin_workstations"):
            raise NotAllowed(_("PINs are not in use on this computer. Use the password."))
    login, words = people.login_of(login), _("The name or the PIN is not right.")
    person = _checked(database, (login, station), words, lambda: _by_hash(database, login, "pin_hash", pin))
    return _let_in(database, person, station)


def by_badge(database: Database, badge: str, station: str = "") -> Actor:
    """Let a person in by the badge that was held to the reader. Raises NotAllowed."""
    station = station or workstation()
    words = _("Nobody here has this badge. Use the password.")
    person = _checked(database, (f"badge {station}"[:40], station), words, lambda: _by_badge(database, badge))
    return _let_in(database, person, station)


def prove(database: Database, actor: Actor, password: str) -> None:
    """That it is still this person who sits here, before a signature. Raises NotAllowed; wrong tries count."""
    with database.read() as session:
        login = people.account_of(session, actor.person_id).login
    words = _("The password is not right.")
    place = (login, actor.workstation)
    person = _checked(database, place, words, lambda: _by_hash(database, login, "password_hash", password))
    _let_in(database, person, actor.workstation)


def change_password(database: Database, actor: Actor, old: str, new: str) -> None:
    """A person changes her own password."""
    prove(database, actor, old)
    with database.work(actor, _("Changed the own password")) as work:
        people.set_own_password(work, new)


def actor_of(session: Session, person_id: int, station: str) -> Actor:
    """A person as one who acts: roles in the language now in use, and what they may do together."""
    person = session.get_one(Person, person_id)
    roles = [role.id for role in people.roles_of(session, person_id)]
    called = names.of(session, "role", roles)
    words = ", ".join(called[role] for role in roles if role in called) or _("Without a role")
    return Actor(person_id, person.name, words[:LONGEST_ROLE], people.permissions_of(session, roles), station)


def _let_in(database: Database, person: int, station: str) -> Actor:
    with database.read() as session:
        if people.account_of(session, person).locked or not session.get_one(Person, person).active:
            raise NotAllowed(_("This account is locked. An administrator can open it."))
        return actor_of(session, person, station)


def _by_hash(database: Database, login: str, kind: str, secret: str) -> int | None:
    with database.read() as session:
        account = session.scalars(select(Account).where(Account.login == login, Account.voided_by.is_(None))).first()
    fits = passwords.fits(getattr(account, kind, None), secret)
    return account.person_id if account is not None and fits else None


def _by_badge(database: Database, badge: str) -> int | None:
    with database.read() as session:
        collection = settings.value(session, "collection_uid")
    hashed = passwords.of_badge(badge, collection)
    with database.read() as session:
        return session.scalar(
            select(Account.person_id).where(Account.badge_hash == hashed, Account.voided_by.is_(None))
        )


def _checked(database: Database, place: tuple[str, str], words: str, test: Callable[[], int | None]) -> int:
    """The person whom `test` finds, unless wrong tries of this name have to be waited for; remembers how it went."""
    login, station = place
    now = database.clock.now()
    with database.read() as session:
        wrong, last = session.execute(
            select(func.count(), func.max(SignInFailure.at)).where(*_open(login))
        ).one()
    if (seconds := _wait(wrong, last, now)) > 0:
        text = ngettext("Too many wrong tries. Wait {n} second.", "Too many wrong tries. Wait {n} seconds.", seconds)
        raise NotAllowed(text.format(n=seconds))
    person = test()
    if not database.read_only and (person is None or wrong):
        _remember(database, SignInFailure(login=login, at=now, workstation=station), person is None)
    if person is None:
        raise NotAllowed(words)
    return person


def _remember(database: Database, failure: SignInFailure, failed: bool) -> None:
    """Keep a wrong try; a right one settles those before it. Neither is journaled."""
    nobody = Actor(None, _("Sign-in"), "", frozenset(), failure.workstation)
    with database.work(nobody, _("Sign-in")) as work:
        if failed:
            work.add(failure)
        else:
            for known in work.session.scalars(select(SignInFailure).where(*_open(failure.login))):
                known.settled = True


def _open(login: str) -> tuple[ColumnElement[bool], ...]:
    return SignInFailure.login == login, SignInFailure.settled.is_(False)


def _wait(wrong: int, last: dt.datetime | None, now: dt.datetime) -> int:
    """Whole seconds until the next try counts; never longer than the wait itself, wherever the clock was set to."""
    if wrong < FREE_TRIES or last is None:
        return 0
    whole: int = min(FIRST_WAIT * 2 ** min(wrong - FREE_TRIES, 10), LONGEST_WAIT)
    return min(whole, math.ceil(whole - (now - last).total_seconds()))
