"""People and roles in the window: who signs in, who may do what, and what the journal keeps of it."""


import pytest
from PySide6.QtWidgets import QLineEdit, QPushButton
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from tests.ui.conftest import Settle
from tests.ui.filling import Opened, asked, card, fill, listed, opener, press, save
from ui.desk import Desk
from ui.forms.account import AccountForm, BadgeForm, PasswordForm, PinForm
from ui.forms.person import PersonEditForm, PersonForm, PersonRolesForm
from ui.forms.role import RIGHTS, RightsForm
from ui.forms.setting import SettingForm
from ui.panels.administration import AdministrationPage
from zooapp import sign_in
from zooapp.errors import NotAllowed
from zooapp.lists import person_card
from zooapp.models import Entry, Person
from zooapp.permission import Permission
from zooapp.services import confirmations, people
from zooapp.work import Actor

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)

SECRET = "keeper-2024"


@pytest.fixture
def page(qtbot: QtBot, seeded_desk: Desk, settle: Settle) -> AdministrationPage:
    """The place, shown, on a collection after its first run."""
    made = AdministrationPage(seeded_desk)
    qtbot.addWidget(made)
    made.resize(1200, 800)
    made.show()
    settle()
    return made


@pytest.fixture
def opened(seeded_desk: Desk, page: AdministrationPage, settle: Settle) -> Opened:
    """Opens a form about a record."""
    return opener(seeded_desk, page, settle)


@pytest.fixture
def ri(seeded_desk: Desk, opened: Opened, settle: Settle) -> int:
    """A keeper who was added through the form."""
    form = opened(PersonForm, 0)
    save(form, settle, name="Ri Chol", post="Keeper", login="Ri", password=SECRET, roles__keeper="yes")
    found: int = asked(seeded_desk, lambda s: s.scalars(select(Person.id).where(Person.name == "Ri Chol")).one())
    return found


def let_in(desk: Desk, login: str, password: str) -> Actor:
    assert desk.database is not None
    return sign_in.sign_in(desk.database, login, password, "test-pc")


def test_a_new_person_signs_in_with_the_roles_that_were_ticked(
    seeded_desk: Desk, page: AdministrationPage, ri: int, settle: Settle
) -> None:
    actor = let_in(seeded_desk, "ri", SECRET)
    assert actor.may(Permission.MOVE)
    assert not actor.may(Permission.RELEASE)
    page.show_record(ri)
    settle()
    assert {"Ri Chol", "Keeper", "ri", "Roles"} <= set(card(page))


def test_who_signs_in_needs_a_password_and_roles_need_a_sign_in(opened: Opened, settle: Settle) -> None:
    form = opened(PersonForm, 0)
    assert save(form, settle) == {"name": "Fill this in."}
    assert save(form, settle, name="Ri Chol", roles__keeper="yes") == {"login": "Roles are for people who sign in."}
    assert save(form, settle, login="ri", password="short") == {"password": "At least 8 letters."}


def test_a_sign_in_name_is_given_once(opened: Opened, settle: Settle) -> None:
    form = opened(PersonForm, 0)
    wrong = save(form, settle, name="Other", login="MUN", password=SECRET)
    assert wrong == {"login": "Somebody signs in by this name already."}


def test_a_secret_is_neither_shown_nor_kept_in_a_draft(opened: Opened) -> None:
    form = opened(PersonForm, 0)
    line = form.editors["password"].widget
    assert isinstance(line, QLineEdit)
    assert line.echoMode() is QLineEdit.EchoMode.Password
    assert form.drafting is None


def test_a_password_is_set_anew_when_it_was_typed_twice(
    seeded_desk: Desk, opened: Opened, ri: int, settle: Settle
) -> None:
    form = opened(PasswordForm, ri)
    wrong = save(form, settle, password="another-2024", again="another-2025")
    assert wrong == {"again": "The two differ. Type the password once more."}
    save(form, settle, again="another-2024")
    assert let_in(seeded_desk, "ri", "another-2024").name == "Ri Chol"


def test_a_pin_and_a_badge_are_given_and_taken(
    seeded_desk: Desk, opened: Opened, ri: int, settle: Settle
) -> None:
    form = opened(PinForm, ri)
    assert save(form, settle, pin="12a") == {"pin": "Four to six digits."}
    fill(form, pin="1234")
    form.save()
    badge = opened(BadgeForm, ri)
    assert isinstance(badge, BadgeForm)
    badge.scanned("0012345678")
    save(badge, settle)
    facts = asked(seeded_desk, lambda s: person_card.read(s, ri))
    assert (facts.pin, facts.badge) == (True, True)
    opened(BadgeForm, ri).save()
    settle()
    assert not asked(seeded_desk, lambda s: person_card.read(s, ri)).badge


def test_who_is_only_named_gets_an_account_later(
    seeded_desk: Desk, page: AdministrationPage, opened: Opened, settle: Settle
) -> None:
    form = opened(PersonForm, 0)
    save(form, settle, name="Kim Un-ha")
    kim = asked(seeded_desk, lambda s: s.scalars(select(Person.id).where(Person.name == "Kim Un-ha")).one())
    page.show_record(kim)
    settle()
    assert "Does not sign in." in card(page)
    account = opened(AccountForm, kim)
    save(account, settle, login="kim", password=SECRET)
    assert "kim" in card(page)


def test_a_locked_account_lets_nobody_in_until_it_is_unlocked(
    seeded_desk: Desk, page: AdministrationPage, ri: int, settle: Settle
) -> None:
    page.show_record(ri)
    settle()
    press(page, "Lock")
    settle()
    with pytest.raises(NotAllowed):
        let_in(seeded_desk, "ri", SECRET)
    press(page, "Unlock")
    settle()
    assert let_in(seeded_desk, "ri", SECRET).name == "Ri Chol"


def test_who_left_is_marked_so_and_does_not_sign_in(
    seeded_desk: Desk, opened: Opened, ri: int, settle: Settle
) -> None:
    form = opened(PersonEditForm, ri)
    save(form, settle, active="", phone="2-381")
    facts = asked(seeded_desk, lambda s: person_card.read(s, ri))
    assert (facts.active, facts.phone) == (False, "2-381")
    with pytest.raises(NotAllowed):
        let_in(seeded_desk, "ri", SECRET)


def test_the_last_who_manages_people_keeps_the_right(opened: Opened, settle: Settle) -> None:
    form = opened(PersonRolesForm, 1)
    save(form, settle, roles__administrator="")
    assert [problem.text for problem in form.summary.whole] == [
        "Nobody could manage people any more. Give this right to somebody else first."
    ]


def test_rights_of_roles_are_ticks_in_plain_words(
    seeded_desk: Desk, opened: Opened, ri: int, settle: Settle
) -> None:
    form = opened(RightsForm, 0)
    assert form.editors["keeper.move"].widget.accessibleName().endswith(": Move animals")
    save(form, settle, keeper__move="", keeper__release="yes")
    actor = let_in(seeded_desk, "ri", SECRET)
    assert not actor.may(Permission.MOVE)
    assert actor.may(Permission.RELEASE)


def test_every_right_has_words() -> None:
    assert set(RIGHTS) == set(Permission)


def test_the_journal_shows_who_changed_what_from_which_value_to_which(
    seeded_desk: Desk, page: AdministrationPage, ri: int, settle: Settle
) -> None:
    assert seeded_desk.database is not None
    assert seeded_desk.actor is not None
    with seeded_desk.database.work(seeded_desk.actor, "A new telephone") as work:
        people.amend(work, ri, work.get(Person, ri).version, {"phone": "2-381", "post": "Head keeper"})
    entry = asked(seeded_desk, lambda s: s.scalars(select(Entry.id).order_by(Entry.id.desc())).first())
    page.show_record(("entry", entry))
    settle()
    words = card(page)
    assert {"A new telephone", "person · Ri Chol", "Post: Keeper → Head keeper", "Telephone: 2-381"} <= set(words)
    shown = listed(page)
    assert shown.table.current_id() == entry


def test_the_journal_says_to_what_a_confirmation_belongs(
    seeded_desk: Desk, page: AdministrationPage, settle: Settle
) -> None:
    assert seeded_desk.database is not None
    assert seeded_desk.actor is not None
    with seeded_desk.database.work(seeded_desk.actor, "Confirm") as work:
        confirmations.confirm(work, "taxon", 1, "checklist of 2024")
    entry = asked(seeded_desk, lambda s: s.scalars(select(Entry.id).order_by(Entry.id.desc())).first())
    page.show_record(("entry", entry))
    settle()
    words = card(page)
    assert any(text.startswith("confirmation · taxon ") for text in words)
    assert "Source: checklist of 2024" in words


def test_the_journal_follows_what_is_done(
    seeded_desk: Desk, page: AdministrationPage, opened: Opened, settle: Settle
) -> None:
    page.choose("journal")
    settle()
    shown = listed(page)
    before = len(shown.table.paged.ids)
    form = opened(SettingForm, 0)
    save(form, settle, lock_minutes="9")
    assert len(shown.table.paged.ids) == before + 1


def test_a_narrow_journal_keeps_the_column_that_says_what_was_done(page: AdministrationPage, settle: Settle) -> None:
    page.resize(1060, 700)
    page.choose("journal")
    settle()
    shown = listed(page)
    why = [column.key for column in shown.spec.columns].index("why")
    assert not shown.table.isColumnHidden(why)
    assert shown.table.columnWidth(why) >= 140


@pytest.mark.parametrize("role", ["director"])
def test_who_may_not_manage_is_told_why(page: AdministrationPage, settle: Settle) -> None:
    page.show_record(1)
    settle()
    reason = "Your role has no right for this: Manage people and roles."
    assert reason in card(page)
    assert not [each for each in page.findChildren(QPushButton) if each.text() == "&Edit…" and each.isEnabled()]
