"""Who sits here: passwords, PINs, badges, and what wrong tries cost."""

import datetime as dt
from collections.abc import Callable

import pytest
from sqlalchemy import func, select

from tests.seeded import PASSWORD
from zooapp import i18n, passwords, sign_in
from zooapp.clock import Clock
from zooapp.database import Database
from zooapp.errors import Invalid, NotAllowed
from zooapp.models import Account, Change, Entry, Person, SignInFailure
from zooapp.permission import Permission
from zooapp.services import people, settings
from zooapp.work import Actor

STATION = "stable-pc"
START = dt.datetime(2024, 11, 20, 9, 0, tzinfo=dt.UTC)


def clocked(database: Database, after: float = 0) -> None:
    """Set the clock so many seconds after nine."""
    database.clock = Clock(source=lambda: START + dt.timedelta(seconds=after))


def chief(database: Database) -> Actor:
    return sign_in.sign_in(database, "mun", PASSWORD, STATION)


def keeper(database: Database) -> int:
    """A keeper with password, PIN and badge."""
    with database.work(chief(database), "a new keeper") as work:
        person = people.add(work, {"name": "Ri Chol", "post": "Keeper"})
        people.create_account(work, person.id, " Ri ", "demo-ri-2024")
        people.set_roles(work, person.id, ["keeper"])
        people.set_pin(work, person.id, "2468")
        people.set_badge(work, person.id, "04A3B2C1")
        settings.put(work, "pin_workstations", [STATION])
    return person.id


def wrong(database: Database, login: str = "mun") -> str:
    """What is said to a wrong password."""
    with pytest.raises(NotAllowed) as refused:
        sign_in.sign_in(database, login, "wrong-password", STATION)
    return str(refused.value)


def test_the_right_password_lets_in_with_role_and_permissions(collection: Database) -> None:
    actor = sign_in.sign_in(collection, " MUN ", PASSWORD, STATION)
    assert (actor.name, actor.role, actor.workstation) == ("Mun Hye-song", "Administrator", STATION)
    assert actor.permissions == set(Permission)


def test_an_unknown_name_and_a_wrong_password_are_told_the_same(collection: Database) -> None:
    assert wrong(collection) == wrong(collection, "nobody") == "The name or the password is not right."


def test_the_role_is_named_in_the_language_of_the_person(seeded: Database) -> None:
    keeper(seeded)
    i18n.use("ko_KP")
    assert sign_in.sign_in(seeded, "ri", "demo-ri-2024", STATION).role == "사육사"


def test_after_three_wrong_tries_each_costs_twice_the_time(collection: Database) -> None:
    clocked(collection)
    assert {wrong(collection) for _try in range(3)} == {"The name or the password is not right."}
    assert wrong(collection) == "Too many wrong tries. Wait 5 seconds."
    clocked(collection, 4.5)
    with pytest.raises(NotAllowed, match="Wait 1 second"):
        sign_in.sign_in(collection, "mun", PASSWORD, STATION)
    clocked(collection, 5)
    assert wrong(collection) == "The name or the password is not right."
    assert wrong(collection) == "Too many wrong tries. Wait 10 seconds."


def test_the_right_password_settles_the_wrong_tries(collection: Database) -> None:
    clocked(collection)
    wrong(collection)
    wrong(collection)
    chief(collection)
    wrong(collection)
    assert wrong(collection) == "The name or the password is not right."


def test_the_wait_ends_after_a_quarter_of_an_hour_even_when_the_clock_was_wrong(seeded: Database) -> None:
    for hour in range(20):
        clocked(seeded, 3600 * hour)
        wrong(seeded)
    assert wrong(seeded) == "Too many wrong tries. Wait 900 seconds."
    clocked(seeded, -999_999)
    assert wrong(seeded) == "Too many wrong tries. Wait 900 seconds."


def test_wrong_tries_are_kept_but_not_in_the_journal(collection: Database) -> None:
    wrong(collection)
    with collection.read() as session:
        assert session.scalar(select(func.count()).select_from(SignInFailure)) == 1
        assert session.scalar(select(func.count()).select_from(Entry)) == 1


def test_one_persons_wrong_tries_do_not_stop_another(seeded: Database) -> None:
    keeper(seeded)
    for _try in range(4):
        wrong(seeded)
    assert sign_in.sign_in(seeded, "ri", "demo-ri-2024", STATION).name == "Ri Chol"


def test_a_pin_works_only_on_a_shared_computer(collection: Database) -> None:
    keeper(collection)
    assert sign_in.by_pin(collection, "ri", "2468", STATION).name == "Ri Chol"
    with pytest.raises(NotAllowed, match="not in use on this computer"):
        sign_in.by_pin(collection, "ri", "2468", "office-pc")
    with pytest.raises(NotAllowed, match="name or the PIN"):
        sign_in.by_pin(collection, "ri", "8642", STATION)


def test_who_has_no_pin_is_not_let_in_by_an_empty_one(seeded: Database) -> None:
    keeper(seeded)
    with pytest.raises(NotAllowed, match="name or the PIN"):
        sign_in.by_pin(seeded, "mun", "", STATION)


def test_a_badge_finds_its_owner_and_wrong_ones_are_slowed_down(collection: Database) -> None:
    keeper(collection)
    assert sign_in.by_badge(collection, "04A3B2C1\n", STATION).name == "Ri Chol"
    clocked(collection)
    for _try in range(3):
        with pytest.raises(NotAllowed, match="Nobody here has this badge"):
            sign_in.by_badge(collection, "FFFFFFFF", STATION)
    with pytest.raises(NotAllowed, match="Wait"):
        sign_in.by_badge(collection, "04A3B2C1", STATION)
    assert sign_in.by_badge(collection, "04A3B2C1", "other-pc").name == "Ri Chol"


def _lock(database: Database, person: int) -> None:
    with database.work(chief(database), "left the key") as work:
        people.lock(work, person)


def _leave(database: Database, person: int) -> None:
    with database.work(chief(database), "left the zoo") as work:
        people.amend(work, person, work.get(Person, person).version, {"active": False})


@pytest.mark.parametrize("shut", [_lock, _leave])
def test_a_locked_account_is_told_so_only_to_who_knows_its_password(
    collection: Database, shut: Callable[[Database, int], None]
) -> None:
    shut(collection, keeper(collection))
    assert wrong(collection, "ri") == "The name or the password is not right."
    with pytest.raises(NotAllowed, match="locked"):
        sign_in.sign_in(collection, "ri", "demo-ri-2024", STATION)
    with pytest.raises(NotAllowed, match="locked"):
        sign_in.by_badge(collection, "04A3B2C1", STATION)


def test_a_second_signature_wants_the_password_again(seeded: Database) -> None:
    actor = chief(seeded)
    sign_in.prove(seeded, actor, PASSWORD)
    with pytest.raises(NotAllowed, match="password is not right"):
        sign_in.prove(seeded, actor, "wrong-password")


def test_a_keeper_changes_the_own_password_when_she_knows_the_old_one(seeded: Database) -> None:
    keeper(seeded)
    actor = sign_in.sign_in(seeded, "ri", "demo-ri-2024", STATION)
    with pytest.raises(NotAllowed, match="not right"):
        sign_in.change_password(seeded, actor, "demo-ri-2023", "a better one")
    with pytest.raises(Invalid, match="At least 8"):
        sign_in.change_password(seeded, actor, "demo-ri-2024", "short")
    sign_in.change_password(seeded, actor, "demo-ri-2024", "a better one")
    assert sign_in.sign_in(seeded, "ri", "a better one", STATION).name == "Ri Chol"


def test_no_secret_and_no_hash_reaches_the_journal(collection: Database) -> None:
    keeper(collection)
    with collection.read() as session:
        account = session.scalars(select(Account).where(Account.login == "ri")).one()
        said = "".join(session.scalars(select(Change.data)))
    hashes = [account.password_hash, account.pin_hash, account.badge_hash]
    assert all(hashes)
    assert not any(str(hashed) in said for hashed in hashes)
    assert '"password_hash":[null,"changed"]' in said


def test_a_new_collection_with_another_uid_hashes_a_badge_otherwise() -> None:
    assert passwords.of_badge("04A3B2C1", "one collection") != passwords.of_badge("04A3B2C1", "another one")
