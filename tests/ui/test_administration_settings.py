"""Settings and keys, backup and check: what an administrator does in the window."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.ui import access
from tests.ui.conftest import Settle
from tests.ui.filling import Opened, asked, fill, opener, press, said, save
from ui import errors
from ui.desk import Desk
from ui.forms.account import PasswordForm
from ui.forms.backup import BackupDialog
from ui.forms.person import PersonForm, PersonRolesForm
from ui.forms.recording import RecordForm
from ui.forms.role import RightsForm
from ui.forms.setting import MachineForm, SettingForm
from ui.panels.administration import AdministrationPage
from ui.panels.administration_backup import BackupPage
from ui.panels.administration_settings import SettingsPage
from zooapp import machine, settings
from zooapp.backup import MANIFEST
from zooapp.lists import house
from zooapp.services.settings import put

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)


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


def test_settings_of_the_zoo_are_changed_and_refuse_what_cannot_be(
    seeded_desk: Desk, page: AdministrationPage, opened: Opened, settle: Settle
) -> None:
    page.choose("settings")
    settle()
    form = opened(SettingForm, 0)
    wrong = save(form, settle, local_id_format="P-{x}", lock_minutes="-1")
    assert wrong == {"local_id_format": "Write it as {year:02}-{n:04}.", "lock_minutes": "At least 0."}
    fill(form, local_id_format="P{full_year}/{n:03}", lock_minutes="10", pin_workstations="gate\n vet \n")
    assert form.editors["local_id_format"].note() == "Looks like P2024/001, P2024/002, P2024/003"
    for code in ("en", "ru", "ko_KP"):
        form.fill(f"languages.{code}", "")
    assert save(form, settle) == {"languages.en": "At least one language."}
    assert save(form, settle, weight_percent="50", languages__ru="yes") == {"weight_percent": "At least 101."}
    save(form, settle, time_zone="Europe/Moscow", weight_percent="200")
    kept = asked(seeded_desk, house.values)
    assert kept == {
        "time_zone": "Europe/Moscow",
        "languages": ["ru"],
        "local_id_format": "P{full_year}/{n:03}",
        "lock_minutes": 10,
        "pin_workstations": ["gate", "vet"],
        "weight_percent": 200,
        "youngest_parent_months": 1,
    }
    assert seeded_desk.database is not None
    assert str(seeded_desk.database.clock.zone) == "Europe/Moscow"
    assert "gate, vet" in said(page)


def test_a_setting_that_somebody_changed_meanwhile_is_not_written_over(
    seeded_desk: Desk, opened: Opened, settle: Settle
) -> None:
    form = opened(SettingForm, 0)
    assert seeded_desk.database is not None
    assert seeded_desk.actor is not None
    with seeded_desk.database.work(seeded_desk.actor, "Meanwhile") as work:
        put(work, "lock_minutes", 30)
    assert save(form, settle, lock_minutes="10") == {"lock_minutes": "You: 10. Meanwhile saved: 30."}
    assert asked(seeded_desk, lambda s: settings.value(s, "lock_minutes")) == 30


def test_folders_of_this_computer_are_made_and_remembered(
    seeded_desk: Desk, opened: Opened, settle: Settle, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    form = opened(MachineForm, 0)
    wrong = save(form, settle, backup_folder=str(tmp_path / "file" / "under"))
    assert wrong["backup_folder"].startswith("Nothing can be written there")
    save(form, settle, backup_folder=str(tmp_path / "stick"), photo_folder=str(tmp_path / "share"))
    kept = machine.load(seeded_desk.home.settings)
    assert (kept.backup_folder, kept.photo_folder) == (str(tmp_path / "stick"), str(tmp_path / "share"))
    assert seeded_desk.machine == kept


def test_photos_of_another_collection_are_not_taken_over(
    opened: Opened, settle: Settle, tmp_path: Path
) -> None:
    (tmp_path / "collection.txt").write_text("another\n")
    form = opened(MachineForm, 0)
    assert "holds the photos of another collection" in save(form, settle, photo_folder=str(tmp_path))["photo_folder"]


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


def test_every_part_can_be_read_aloud_and_reached_by_keys(page: AdministrationPage, settle: Settle) -> None:
    for key in page.parts:
        page.choose(key)
        settle()
        assert access.faults(page) == [], key


@pytest.mark.parametrize("form", [PersonForm, PersonRolesForm, PasswordForm, RightsForm, SettingForm, MachineForm])
def test_every_form_can_be_read_aloud_and_reached_by_keys(opened: Opened, form: type[RecordForm]) -> None:
    assert access.faults(opened(form, 1)) == []
