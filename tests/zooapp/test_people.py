"""People, their accounts and roles, and that somebody can always manage them."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from tests.seeded import PASSWORD
from zooapp.database import Database
from zooapp.errors import Conflict, Invalid, NotAllowed, NotFound
from zooapp.models import Account, Person, Role
from zooapp.permission import Permission
from zooapp.services import people, undoing
from zooapp.sign_in import actor_of, sign_in
from zooapp.work import Actor, Work


@pytest.fixture
def chief(collection: Database) -> Actor:
    return sign_in(collection, "mun", PASSWORD, "office-pc")


def somebody(work: Work, name: str = "Han Myong-ok", role: str = "registrar") -> int:
    person = people.add(work, {"name": name})
    people.create_account(work, person.id, name.split()[0], "demo-2024")
    people.set_roles(work, person.id, [role])
    return person.id


def test_roles_are_given_and_taken_and_given_again(collection: Database, chief: Actor) -> None:
    with collection.work(chief, "a registrar") as work:
        person = somebody(work)
    for codes in (["keeper"], [], ["registrar", "keeper"]):
        with collection.work(chief, "other work") as work:
            people.set_roles(work, person, codes)
        with collection.read() as session:
            assert {role.code for role in people.roles_of(session, person)} == set(codes)
            actor = actor_of(session, person, "office-pc")
    assert {Permission.ACCESSION, Permission.MOVE} < actor.permissions
    assert actor.role == "Keeper, Registrar"


def test_an_unknown_role_is_refused(collection: Database, chief: Actor) -> None:
    with pytest.raises(NotFound, match="zookeeper"), collection.work(chief, "?") as work:
        somebody(work, role="zookeeper")


def test_an_administrator_edits_what_a_role_may_do(collection: Database, chief: Actor) -> None:
    with collection.read() as session:
        role = session.scalars(select(Role.id).where(Role.code == "viewer")).one()
    less, more = {Permission.LOOK}, {Permission.LOOK, Permission.PHOTOGRAPH}
    for wanted in (more, less, more):
        with collection.work(chief, "viewers take photos") as work:
            people.set_permissions(work, role, wanted)
        with collection.read() as session:
            assert people.permissions_of(session, [role]) == wanted


def test_the_last_administrator_stays(collection: Database, chief: Actor) -> None:
    assert chief.person_id is not None
    with collection.read() as session:
        role = session.scalars(select(Role.id).where(Role.code == "administrator")).one()
        version = session.get_one(Person, chief.person_id).version
    with pytest.raises(Invalid, match="manage people"), collection.work(chief, "?") as work:
        people.set_roles(work, chief.person_id, ["viewer"])
    with pytest.raises(Invalid, match="manage people"), collection.work(chief, "?") as work:
        people.set_permissions(work, role, set(Permission) - {Permission.MANAGE_PEOPLE})
    with pytest.raises(Invalid, match="manage people"), collection.work(chief, "?") as work:
        people.lock(work, chief.person_id)
    with pytest.raises(Invalid, match="manage people"), collection.work(chief, "?") as work:
        people.amend(work, chief.person_id, version, {"active": False})
    with collection.work(chief, "a second one") as work:
        somebody(work, role="administrator")
        people.lock(work, chief.person_id)
    with collection.read() as session:
        assert people.account_of(session, chief.person_id).locked


def test_nobody_gets_a_right_back_by_an_undo(collection: Database, chief: Actor) -> None:
    with collection.work(chief, "a second administrator") as work:
        other = somebody(work, role="administrator")
    with collection.work(chief, "a registrar from now on") as work:
        people.set_roles(work, other, ["registrar"])
        entry = work.entry_id
    with collection.read() as session:
        registrar = actor_of(session, other, "office-pc")
    assert registrar.may(Permission.CORRECT)
    with pytest.raises(NotAllowed, match="manage people"), collection.work(registrar, "undo") as work:
        undoing.undo(work, entry)
    with collection.work(chief, "undo") as work:
        undoing.undo(work, entry)
    with collection.read() as session:
        assert actor_of(session, other, "office-pc").may(Permission.MANAGE_PEOPLE)


def test_an_undo_leaves_somebody_who_manages_people(collection: Database, chief: Actor) -> None:
    with collection.work(chief, "a second administrator") as work:
        other = somebody(work, role="administrator")
        entry = work.entry_id
    with collection.read() as session:
        second = actor_of(session, other, "office-pc")
    with collection.work(second, "the first one is away") as work:
        people.lock(work, chief.person_id or 0)
    with pytest.raises(Invalid, match="manage people"), collection.work(chief, "undo") as work:
        undoing.undo(work, entry)


def test_a_sign_in_name_and_a_badge_belong_to_one_person(collection: Database, chief: Actor) -> None:
    with collection.work(chief, "two people") as work:
        first, second = somebody(work), somebody(work, "Pak Yong-su", "veterinarian")
        people.set_badge(work, first, "04A3B2C1")
    with pytest.raises(Invalid, match="already"), collection.work(chief, "?") as work:
        somebody(work, "HAN Kil-dong")
    with pytest.raises(Invalid, match="Somebody else"), collection.work(chief, "?") as work:
        people.set_badge(work, second, "04A3B2C1")
    with collection.work(chief, "the badge was found again") as work:
        people.set_badge(work, first, "04A3B2C1")
        people.set_badge(work, first, None)
        people.set_badge(work, second, "04A3B2C1")


@pytest.mark.parametrize(
    ("setter", "secret", "field"),
    [
        (people.set_password, "1234567", "password"),
        (people.set_pin, "123", "pin"),
        (people.set_pin, "1234567", "pin"),
        (people.set_pin, "12a4", "pin"),
        (people.set_badge, "123 ", "badge"),
    ],
)
def test_short_secrets_are_refused_beside_their_field(
    seeded: Database, setter: Callable[[Work, int | None, str], None], secret: str, field: str
) -> None:
    chief = sign_in(seeded, "mun", PASSWORD, "office-pc")
    with pytest.raises(Invalid) as refused, seeded.work(chief, "?") as work:
        setter(work, chief.person_id, secret)
    assert [problem.field for problem in refused.value.problems] == [field]


def test_an_administrator_resets_a_forgotten_password(seeded: Database) -> None:
    chief = sign_in(seeded, "mun", PASSWORD, "office-pc")
    with seeded.work(chief, "forgot it") as work:
        people.set_password(work, somebody(work), "a new beginning")
    assert sign_in(seeded, "han", "a new beginning", "office-pc").name == "Han Myong-ok"


def test_who_does_not_manage_people_changes_none(seeded: Database) -> None:
    chief = sign_in(seeded, "mun", PASSWORD, "office-pc")
    with seeded.work(chief, "a registrar") as work:
        somebody(work)
    registrar = sign_in(seeded, "han", "demo-2024", "office-pc")
    with pytest.raises(NotAllowed, match="Registrar"), seeded.work(registrar, "?") as work:
        people.set_roles(work, 1, ["administrator"])


def test_G12_two_administrators_change_one_person_and_the_second_is_told(collection: Database, chief: Actor) -> None:
    with collection.work(chief, "a registrar") as work:
        person = somebody(work)
    with collection.work(chief, "first") as work:
        people.amend(work, person, 1, {"post": "Registrar"})
    with pytest.raises(Conflict) as refused, collection.work(chief, "second") as work:
        people.amend(work, person, 1, {"post": "Curator"})
    assert [(clash.mine, clash.theirs) for clash in refused.value.clashes] == [("Curator", "Registrar")]


def test_a_person_without_an_account_can_be_named_but_not_sign_in(seeded: Database) -> None:
    chief = sign_in(seeded, "mun", PASSWORD, "office-pc")
    with seeded.work(chief, "a courier") as work:
        person = people.add(work, {"name": "I. P. Orlov"}).id
    with seeded.read() as session:
        assert session.scalars(select(Account).where(Account.person_id == person)).all() == []
        with pytest.raises(NotFound, match="no account"):
            people.account_of(session, person)
