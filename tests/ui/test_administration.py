"""People and roles, settings and keys, backup and check, the journal: what an administrator does in the window."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import pytest
from PySide6.QtWidgets import QDialog, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from tests.ui.conftest import Settle
from ui import errors
from ui.desk import Desk
from ui.form import Form
from ui.forms.account import AccountForm, BadgeForm, PasswordForm, PinForm
from ui.forms.backup import BackupDialog
from ui.forms.person import PersonEditForm, PersonForm, PersonRolesForm
from ui.forms.recording import RecordForm, open_record
from ui.forms.role import RIGHTS, RightsForm
from ui.forms.setting import MachineForm, SettingForm
from ui.listing import ListPage
from ui.panels.administration import AdministrationPage
from ui.panels.administration_backup import BackupPage
from ui.panels.administration_settings import SettingsPage
from ui.widgets.label import Label
from zooapp import machine, settings, sign_in
from zooapp.backup import MANIFEST
from zooapp.errors import NotAllowed
from zooapp.lists import house, person_card
from zooapp.models import Entry, Person
from zooapp.permission import Permission
from zooapp.services import confirmations, people
from zooapp.services.settings import put
from zooapp.work import Actor

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)

F = TypeVar("F", bound=QDialog)
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
def opened(seeded_desk: Desk, page: AdministrationPage, settle: Settle) -> Callable[[type[RecordForm], int], Form]:
    """Open a form about a record."""

    def open_it(form: type[RecordForm], record: int) -> Form:
        open_record(seeded_desk, form, record, page)
        settle()
        return dialog(page, form)

    return open_it


@pytest.fixture
def ri(seeded_desk: Desk, opened: Callable[..., Form], settle: Settle) -> int:
    """A keeper who was added through the form."""
    form = opened(PersonForm, 0)
    fill(form, name="Ri Chol", post="Keeper", login="Ri", password=SECRET, roles__keeper="yes")
    form.save()
    settle()
    found: int = asked(seeded_desk, lambda s: s.scalars(select(Person.id).where(Person.name == "Ri Chol")).one())
    return found


def dialog(page: QWidget, kind: type[F]) -> F:
    return next(each for each in page.findChildren(kind) if each.isVisible())


def press(page: QWidget, name: str) -> None:
    found = [each for each in page.findChildren(QPushButton) if each.accessibleName() == name]
    next(each for each in found if each.isEnabled()).click()


def said(page: QWidget) -> list[str]:
    return [label.text() for label in page.findChildren(Label) if not label.isHidden()]


def card(page: AdministrationPage) -> list[str]:
    shown = page.page()
    assert isinstance(shown, ListPage)
    assert shown.card is not None
    return said(shown.card)


def fill(form: Form, **texts: str) -> None:
    for path, text in texts.items():
        form.fill(path.replace("__", "."), text)


def wrong(form: Form) -> dict[str, str]:
    return {path: box.problem.text for path, box in form.boxes.items() if box.problem is not None}


def asked(desk: Desk, question: Callable[[Any], Any]) -> Any:
    assert desk.database is not None
    with desk.database.read() as session:
        return question(session)


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


def test_who_signs_in_needs_a_password_and_roles_need_a_sign_in(opened: Callable[..., Form], settle: Settle) -> None:
    form = opened(PersonForm, 0)
    form.save()
    assert wrong(form) == {"name": "Fill this in."}
    fill(form, name="Ri Chol", roles__keeper="yes")
    form.save()
    assert wrong(form) == {"login": "Roles are for people who sign in."}
    fill(form, login="ri", password="short")
    form.save()
    assert wrong(form) == {"password": "At least 8 letters."}


def test_a_sign_in_name_is_given_once(opened: Callable[..., Form], settle: Settle) -> None:
    form = opened(PersonForm, 0)
    fill(form, name="Other", login="MUN", password=SECRET)
    form.save()
    settle()
    assert wrong(form) == {"login": "Somebody signs in by this name already."}


def test_a_secret_is_neither_shown_nor_kept_in_a_draft(opened: Callable[..., Form]) -> None:
    form = opened(PersonForm, 0)
    line = form.editors["password"].widget
    assert isinstance(line, QLineEdit)
    assert line.echoMode() is QLineEdit.EchoMode.Password
    assert form.drafting is None


def test_a_password_is_set_anew_when_it_was_typed_twice(
    seeded_desk: Desk, opened: Callable[..., Form], ri: int, settle: Settle
) -> None:
    form = opened(PasswordForm, ri)
    fill(form, password="another-2024", again="another-2025")
    form.save()
    assert wrong(form) == {"again": "The two differ. Type the password once more."}
    fill(form, again="another-2024")
    form.save()
    settle()
    assert let_in(seeded_desk, "ri", "another-2024").name == "Ri Chol"


def test_a_pin_and_a_badge_are_given_and_taken(
    seeded_desk: Desk, opened: Callable[..., Form], ri: int, settle: Settle
) -> None:
    form = opened(PinForm, ri)
    fill(form, pin="12a")
    form.save()
    settle()
    assert wrong(form) == {"pin": "Four to six digits."}
    fill(form, pin="1234")
    form.save()
    badge = opened(BadgeForm, ri)
    assert isinstance(badge, BadgeForm)
    badge.scanned("0012345678")
    badge.save()
    settle()
    facts = asked(seeded_desk, lambda s: person_card.read(s, ri))
    assert (facts.pin, facts.badge) == (True, True)
    opened(BadgeForm, ri).save()
    settle()
    assert not asked(seeded_desk, lambda s: person_card.read(s, ri)).badge


def test_who_is_only_named_gets_an_account_later(
    seeded_desk: Desk, page: AdministrationPage, opened: Callable[..., Form], settle: Settle
) -> None:
    form = opened(PersonForm, 0)
    fill(form, name="Kim Un-ha")
    form.save()
    settle()
    kim = asked(seeded_desk, lambda s: s.scalars(select(Person.id).where(Person.name == "Kim Un-ha")).one())
    page.show_record(kim)
    settle()
    assert "Does not sign in." in card(page)
    account = opened(AccountForm, kim)
    fill(account, login="kim", password=SECRET)
    account.save()
    settle()
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
    seeded_desk: Desk, opened: Callable[..., Form], ri: int, settle: Settle
) -> None:
    form = opened(PersonEditForm, ri)
    fill(form, active="", phone="2-381")
    form.save()
    settle()
    facts = asked(seeded_desk, lambda s: person_card.read(s, ri))
    assert (facts.active, facts.phone) == (False, "2-381")
    with pytest.raises(NotAllowed):
        let_in(seeded_desk, "ri", SECRET)


def test_the_last_who_manages_people_keeps_the_right(opened: Callable[..., Form], settle: Settle) -> None:
    form = opened(PersonRolesForm, 1)
    fill(form, roles__administrator="")
    form.save()
    settle()
    assert [problem.text for problem in form.summary.whole] == [
        "Nobody could manage people any more. Give this right to somebody else first."
    ]


def test_rights_of_roles_are_ticks_in_plain_words(
    seeded_desk: Desk, opened: Callable[..., Form], ri: int, settle: Settle
) -> None:
    form = opened(RightsForm, 0)
    assert form.editors["keeper.move"].widget.accessibleName().endswith(": Move animals")
    fill(form, keeper__move="", keeper__release="yes")
    form.save()
    settle()
    actor = let_in(seeded_desk, "ri", SECRET)
    assert not actor.may(Permission.MOVE)
    assert actor.may(Permission.RELEASE)


def test_every_right_has_words() -> None:
    assert set(RIGHTS) == set(Permission)


def test_settings_of_the_zoo_are_changed_and_refuse_what_cannot_be(
    seeded_desk: Desk, page: AdministrationPage, opened: Callable[..., Form], settle: Settle
) -> None:
    page.choose("settings")
    settle()
    form = opened(SettingForm, 0)
    fill(form, local_id_format="P-{x}", lock_minutes="-1")
    form.save()
    assert wrong(form) == {"local_id_format": "Write it as {year:02}-{n:04}.", "lock_minutes": "At least 0."}
    fill(form, local_id_format="P{full_year}/{n:03}", lock_minutes="10", pin_workstations="gate\n vet \n")
    assert form.editors["local_id_format"].note() == "Looks like P2024/001, P2024/002, P2024/003"
    for code in ("en", "ru", "ko_KP"):
        form.fill(f"languages.{code}", "")
    form.save()
    assert wrong(form) == {"languages.en": "At least one language."}
    fill(form, languages__ru="yes", time_zone="Europe/Moscow")
    form.save()
    settle()
    kept = asked(seeded_desk, house.values)
    assert kept == {
        "time_zone": "Europe/Moscow",
        "languages": ["ru"],
        "local_id_format": "P{full_year}/{n:03}",
        "lock_minutes": 10,
        "pin_workstations": ["gate", "vet"],
    }
    assert seeded_desk.database is not None
    assert str(seeded_desk.database.clock.zone) == "Europe/Moscow"
    assert "gate, vet" in said(page)


def test_a_setting_that_somebody_changed_meanwhile_is_not_written_over(
    seeded_desk: Desk, opened: Callable[..., Form], settle: Settle
) -> None:
    form = opened(SettingForm, 0)
    assert seeded_desk.database is not None
    assert seeded_desk.actor is not None
    with seeded_desk.database.work(seeded_desk.actor, "Meanwhile") as work:
        put(work, "lock_minutes", 30)
    fill(form, lock_minutes="10")
    form.save()
    settle()
    assert wrong(form) == {"lock_minutes": "You: 10. Meanwhile saved: 30."}
    assert asked(seeded_desk, lambda s: settings.value(s, "lock_minutes")) == 30


def test_folders_of_this_computer_are_made_and_remembered(
    seeded_desk: Desk, opened: Callable[..., Form], settle: Settle, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    form = opened(MachineForm, 0)
    fill(form, backup_folder=str(tmp_path / "file" / "under"))
    form.save()
    settle()
    assert wrong(form)["backup_folder"].startswith("Nothing can be written there")
    fill(form, backup_folder=str(tmp_path / "stick"), photo_folder=str(tmp_path / "share"))
    form.save()
    settle()
    kept = machine.load(seeded_desk.home.settings)
    assert (kept.backup_folder, kept.photo_folder) == (str(tmp_path / "stick"), str(tmp_path / "share"))
    assert seeded_desk.machine == kept


def test_photos_of_another_collection_are_not_taken_over(
    opened: Callable[..., Form], settle: Settle, tmp_path: Path
) -> None:
    (tmp_path / "collection.txt").write_text("another\n")
    form = opened(MachineForm, 0)
    fill(form, photo_folder=str(tmp_path))
    form.save()
    settle()
    assert "holds the photos of another collection" in wrong(form)["photo_folder"]


def test_a_computer_without_the_zoos_key_says_why_it_cannot_be_certified(
    page: AdministrationPage, settle: Settle
) -> None:
    shown = page.choose("settings")
    settle()
    assert isinstance(shown, SettingsPage)
    assert not shown.certify_button.isEnabled()
    words = "The zoo's key is on another computer. Certify this one there."
    assert shown.certify_button.accessibleDescription() == words
    assert words in said(shown)


def test_the_key_of_a_computer_is_revoked_after_a_question(
    seeded_desk: Desk, page: AdministrationPage, settle: Settle
) -> None:
    shown = page.choose("settings")
    settle()
    assert isinstance(shown, SettingsPage)
    key = asked(seeded_desk, lambda s: house.read(s, seeded_desk.home)).keys[0]
    press(shown, f"Revoke the key of {key.workstation}")
    assert "What it sealed stays genuine." in errors.shown()[0]
    shown._revoke(key)
    errors.close_all()
    settle()
    assert str(asked(seeded_desk, lambda s: house.read(s, seeded_desk.home)).keys[0].revoked_on) == "2024-11-20"


def test_a_backup_is_made_and_the_page_says_when(
    seeded_desk: Desk, page: AdministrationPage, settle: Settle
) -> None:
    import zipfile

    shown = page.choose("backup")
    settle()
    assert isinstance(shown, BackupPage)
    assert shown.last.text() == "No backup yet"
    shown.back_up()
    assert shown.backup_button.accessibleDescription() == "A backup is being made."
    settle()
    made = list(seeded_desk.home.backups.glob("*.zip"))
    assert len(made) == 1
    assert MANIFEST in zipfile.ZipFile(made[0]).namelist()
    assert shown.last.text().startswith("Backup ")
    assert shown.backup_button.isEnabled()


def test_the_check_says_that_all_is_sound_or_what_is_wrong(page: AdministrationPage, settle: Settle) -> None:
    shown = page.choose("backup")
    assert isinstance(shown, BackupPage)
    shown.check()
    settle()
    assert shown.faults == []
    assert "All is sound." in said(shown)
    shown.show_faults(["The file is damaged."])
    assert "The file is damaged." in said(shown)
    assert shown.state.text().startswith("1 thing is wrong.")


def test_a_backup_writes_over_nothing(qtbot: QtBot, seeded_desk: Desk, settle: Settle, tmp_path: Path) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    host.desk = seeded_desk  # type: ignore[attr-defined]
    (tmp_path / "old.zip").write_text("old")
    asking = BackupDialog(host)  # type: ignore[arg-type]
    asking.open()
    asking.line.setText(str(tmp_path / "old.zip"))
    asking.start()
    assert asking.box.problem is not None
    assert asking.box.problem.text == "There is a file of this name already. Choose another name."
    asking.line.setText(str(tmp_path / "new.zip"))
    asking.start()
    settle()
    assert (tmp_path / "old.zip").read_text() == "old"
    assert (tmp_path / "new.zip").exists()


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
    shown = page.page()
    assert isinstance(shown, ListPage)
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
    seeded_desk: Desk, page: AdministrationPage, opened: Callable[..., Form], settle: Settle
) -> None:
    page.choose("journal")
    settle()
    shown = page.page()
    assert isinstance(shown, ListPage)
    before = len(shown.table.paged.ids)
    form = opened(SettingForm, 0)
    fill(form, lock_minutes="9")
    form.save()
    settle()
    assert len(shown.table.paged.ids) == before + 1


def test_a_narrow_journal_keeps_the_column_that_says_what_was_done(page: AdministrationPage, settle: Settle) -> None:
    page.resize(1060, 700)
    page.choose("journal")
    settle()
    shown = page.page()
    assert isinstance(shown, ListPage)
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
