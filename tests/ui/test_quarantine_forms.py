"""The quarantine by hand: a laboratory's sheet by keys, samples, the daily sheet, the person log, contacts, papers."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.builders import Zoo
from tests.quarantined import DAY, DEC_20, enter, veterinarian
from tests.ui.acting import Hand, hand_at_the_desk  # noqa: F401 - a fixture
from ui import quarantine_papers
from ui.desk import Desk
from ui.forms.contacts import ContactsForm
from ui.forms.daily_sheet import DailySheetForm
from ui.forms.grid import Grid
from ui.forms.lab_papers import LabForm, LabNumberForm
from ui.forms.person_log import PersonLogForm, VisitForm
from ui.forms.recording import open_record
from ui.forms.result import ResultForm
from ui.forms.result_sheet import ResultSheetForm
from ui.forms.sample import SampleForm, SendForm
from ui.page_preview import PagePreview
from ui.sheet_preview import SheetPreview
from zooapp.database import Database
from zooapp.drafts import load
from zooapp.lists.testing import open_batch
from zooapp.models import (
    DailyEntry,
    LabRequest,
    Outcome,
    QuarantineCase,
    QuarantineResult,
    Requirement,
    Sample,
    UnitRound,
    UnitVisit,
)
from zooapp.work import ALL

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)


@pytest.fixture
def role() -> str:
    return "veterinarian"


@pytest.fixture(name="animals")
def kept(sqlite: Database, zoo: Zoo, desk: Desk) -> dict[str, list[int]]:
    """Five bears in Q1 and forty ducks in B1 on 20 December. Dr Pak sits at the desk."""
    sqlite.clock.day = DEC_20
    desk.sit_down(veterinarian(zoo))
    with sqlite.work(veterinarian(zoo), "in", accept=ALL) as work:
        bears = [enter(work, zoo, "Ursus arctos") for _bear in range(5)]
        ducks = [enter(work, zoo, "Aix galericulata", unit="B1", count="0.0.40")]
        return {
            name: [work.get(QuarantineCase, case).animal_id for case in cases]
            for name, cases in (("bears", bears), ("ducks", ducks))
        }


def cell(grid: Grid, no: int, name: str) -> QWidget:
    return grid.editor(no, name).widget


def letter(widget: QWidget, key: Qt.Key) -> None:
    assert isinstance(widget, QComboBox)
    widget.setFocus()
    QTest.keyClick(widget, key)


def test_results_of_a_sheet_by_letters_and_one_value_for_all_below(hand: Hand, animals: dict[str, list[int]]) -> None:
    form = hand.open(ResultSheetForm, *animals["bears"])
    exam = next(key for key, test in form.tests.items() if test.name == "exam")
    form.choose_test(exam)
    assert form.grid.count == 5
    letter(cell(form.grid, 0, "outcome"), Qt.Key.Key_N)
    QTest.keyClick(cell(form.grid, 0, "outcome"), Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    letter(cell(form.grid, 3, "outcome"), Qt.Key.Key_P)
    assert hand.save(form) == {f"rows.{form.grid.lines[3].key}.which": "Name the ring, chip or pool that is positive."}
    form.grid.editor(3, "which").type("643094100020418")
    assert hand.save(form) == {}
    assert hand.told() == ["5 results entered."]
    found = hand.ask(lambda session: [(r.outcome, r.accepted_at is None) for r in session.query(QuarantineResult)])
    assert found == [
        (Outcome.POSITIVE, True) if at == 3 else (Outcome.NEGATIVE, False) for at in range(5)
    ]


def test_R94_a_skin_test_asks_for_its_hours_and_a_late_reading_is_not_read(
    hand: Hand, animals: dict[str, list[int]]
) -> None:
    values = {"code": "tb", "name": "TB", "read_hours": 72, "read_tolerance": 4, "again_days": 42}
    protocol = hand.zoo.protocols["by_order"]
    test: int = hand.work(lambda work: work.add(Requirement(protocol_id=protocol, sort=9, **values)).id)
    form = hand.open(ResultForm, animals["bears"][0])
    form.choose_test(test)
    said = {"outcome": "negative", "taken": "10.12.2024", "read": "13.12.2024"}
    assert hand.save(form, **said) == {"taken_at": "At which hour was it injected?"}
    assert hand.save(form, taken_at="early") == {"taken_at": "As 14:30"}
    assert hand.save(form, taken_at="09:00") == {"read_at": "At which hour was it read?"}
    assert hand.save(form, read_at="14:30") == {}
    found = hand.ask(lambda session: open_batch(session, animals["bears"][:1], DEC_20).blockers)
    assert "TB: not read in time; new injection from 21 Jan 2025" in [blocker.words for blocker in found]


def test_a_sheet_without_a_result_is_not_entered(hand: Hand, animals: dict[str, list[int]]) -> None:
    form = hand.open(ResultSheetForm, *animals["bears"])
    assert hand.save(form) == {form.grid.path(0, "outcome"): "Enter at least one result."}


def test_samples_of_a_group_go_to_the_lab_and_come_back_tube_by_tube(hand: Hand, animals: dict[str, list[int]]) -> None:
    form = hand.open(SampleForm, *animals["ducks"])
    assert form.editors["tubes"].text() == "21"
    wrong = hand.save(form, material="faeces", tubes="3", marks="A001-A004")
    assert wrong == {"marks": "4 rings for 3 tubes."}
    assert hand.save(form, marks="A001-A003", lab="State laboratory") == {}
    assert hand.told() == ["3 samples written down."]
    paper = next(each for each in hand.window.findChildren(SheetPreview) if each.isVisible())
    assert paper.sheet.title == "Request to the laboratory L24-0001"
    paper.reject()
    sheet = hand.open(ResultSheetForm, *animals["ducks"])
    assert [line.called.split(" · ")[0] for line in sheet.grid.lines] == ["S24-0001", "S24-0002", "S24-0003"]
    sheet.grid.editor(0, "outcome").type("negative")
    sheet.grid.fill_below(0, "outcome")
    sheet.grid.editor(1, "outcome").type("positive")
    assert hand.save(sheet) == {}
    (result,) = hand.ask(lambda session: [(r.tested, r.positive, r.which) for r in session.query(QuarantineResult)])
    assert result == (3, 1, "A002")


def test_samples_wait_until_they_are_sent_and_the_lab_gives_its_number(
    hand: Hand, animals: dict[str, list[int]]
) -> None:
    assert hand.save(hand.open(SampleForm, *animals["bears"]), material="blood") == {}
    form = hand.open(SendForm, *animals["bears"])
    assert form.save_button.text().strip() == "Send 5 tubes"
    assert hand.save(form, lab="State laboratory") == {}
    next(each for each in hand.window.findChildren(SheetPreview) if each.isVisible()).reject()
    laboratory = hand.open(LabForm, *animals["bears"])
    names = [name for each in laboratory.findChildren(QPushButton) if "L24-0001" in (name := each.accessibleName())]
    assert names == [f"{act}: L24-0001" for act in ("Request form", "Labels", "Attach report…", "Its number…")]
    laboratory.accept()
    (request,) = hand.ask(lambda session: [one.id for one in session.query(LabRequest)])
    open_record(hand.desk, LabNumberForm, request, hand.window)
    hand.settle()
    number = next(each for each in hand.window.findChildren(LabNumberForm) if each.isVisible())
    assert hand.save(number, lab_no="VL-77") == {}
    assert hand.ask(lambda session: [one.lab_no for one in session.query(LabRequest)]) == ["VL-77"]
    assert hand.ask(lambda session: session.query(Sample).filter_by(request_id=request).count()) == 5


def test_the_daily_sheet_is_filled_by_keys_and_says_what_cannot_be_read(
    hand: Hand, animals: dict[str, list[int]]
) -> None:
    form = hand.open(DailySheetForm, animals["bears"][0])
    assert form.grid.count == 5
    assert form.editors["initials"].text() == "HM"
    assert hand.save(form) == {form.grid.path(0, "appetite"): "Nothing is filled in yet."}
    letter(cell(form.grid, 0, "appetite"), Qt.Key.Key_A)
    form.fill("on", "yesterday")
    temperature = cell(form.grid, 1, "temperature")
    temperature.setFocus()
    QTest.keyClicks(temperature, "warm")
    assert hand.save(form) == {form.grid.path(1, "temperature"): "As 38.5"}
    form.fill(form.grid.path(1, "temperature"), "38,5")
    assert hand.save(form) == {}
    assert hand.told() == ["2 lines written."]
    written = hand.ask(lambda session: [(one.on, one.temperature) for one in session.query(DailyEntry)])
    assert written == [(DEC_20 - DAY, None), (DEC_20 - DAY, 385)]


def test_a_draft_of_the_daily_sheet_comes_back_to_its_own_lines(
    hand: Hand, animals: dict[str, list[int]], settle: Callable[[], None]
) -> None:
    form = hand.open(DailySheetForm, animals["bears"][0])
    path = form.grid.path(2, "behaviour")
    form.fill(path, "paces")
    assert form.drafting is not None
    form.drafting.keep()
    settle()
    form.reject()
    again = hand.open(DailySheetForm, animals["bears"][0])
    settle()
    assert again.editors[path].text() == "paces"
    other = hand.open(DailySheetForm, animals["ducks"][0])
    settle()
    assert other.draft_state.text() == ""
    assert hand.desk.actor is not None
    assert load(hand.desk.home.drafts, again.draft_kind, str(hand.desk.actor.person_id)) is not None


def test_what_is_written_stands_there_again_and_is_no_draft(
    hand: Hand, animals: dict[str, list[int]], qtbot: QtBot
) -> None:
    form = hand.open(DailySheetForm, animals["bears"][0])
    assert hand.save(form, **{form.grid.path(0, "behaviour"): "calm"}) == {}
    again = hand.open(DailySheetForm, animals["bears"][0])
    assert again.grid.editor(0, "behaviour").text() == "calm"
    qtbot.wait(1200)
    hand.settle()
    assert again.draft_state.text() == ""
    assert hand.save(again) == {again.grid.path(0, "appetite"): "Nothing is filled in yet."}


def press(form: QWidget, name: str) -> None:
    found = [each for each in form.findChildren(QPushButton) if each.accessibleName() == name and each.isVisible()]
    found[0].click()


def test_R113_who_goes_in_may_say_that_all_were_normal_and_goes_out(hand: Hand, animals: dict[str, list[int]]) -> None:
    form = hand.open(PersonLogForm, animals["bears"][0])
    assert form.round_button.accessibleDescription() == "Sign in to Q1 first."
    form.go_in()
    hand.settle()
    assert form.round_button.accessibleDescription() == ""
    press(form, "Q1: 5 seen, all normal")
    hand.settle()
    assert hand.ask(lambda session: [one.seen for one in session.query(UnitRound)]) == [5]
    press(form, "Out: Pak Yong-su")
    hand.settle()
    assert form.mine is None
    assert hand.told() == ["You are in Q1.", "Q1: 5 seen, all normal", "Pak Yong-su is out."]


def test_R56_a_visitor_is_written_down_with_who_allowed_it(hand: Hand, animals: dict[str, list[int]]) -> None:
    open_record(hand.desk, VisitForm, hand.zoo.enclosures["Q1"], hand.window)
    hand.settle()
    form = next(each for each in hand.window.findChildren(VisitForm) if each.isVisible())
    assert hand.save(form, who="Kim, electrician") == {"authority": "Fill this in."}
    assert hand.save(form, authority="Pak Yong-su") == {}
    log = hand.ask(lambda session: [(one.who, one.authority) for one in session.query(UnitVisit)])
    assert log == [("Kim, electrician", "Pak Yong-su")]


def test_R104_the_contacts_are_asked_for_days_and_shown_as_a_sheet(hand: Hand, animals: dict[str, list[int]]) -> None:
    form = hand.open(ContactsForm, *animals["bears"][:2])
    assert hand.save(form, first="20.12.2024", last="20.11.2024") == {"last": "Ends before it begins."}
    assert hand.save(form, first="20.11.2024", last="20.12.2024") == {}
    shown = next(each for each in hand.window.findChildren(SheetPreview) if each.isVisible())
    assert len(shown.sheet.parts[0].rows) == 4


@pytest.mark.parametrize("name", ["door_card", "release_draft"])
def test_pages_of_a_batch_are_set(qtbot: QtBot, hand: Hand, animals: dict[str, list[int]], name: str) -> None:
    getattr(quarantine_papers, name)(hand.desk, animals["ducks"], hand.window)
    hand.settle()
    shown = next(each for each in hand.window.findChildren(PagePreview) if each.isVisible())
    qtbot.waitUntil(lambda: len(shown.sheets.sheets) >= 1, timeout=20_000)


@pytest.mark.parametrize("name", ["register", "daily_paper", "log_paper", "matrix"])
def test_sheets_of_a_batch_are_set(hand: Hand, animals: dict[str, list[int]], name: str) -> None:
    getattr(quarantine_papers, name)(hand.desk, animals["ducks"], hand.window)
    hand.settle()
    assert [each.sheet.title for each in hand.window.findChildren(SheetPreview) if each.isVisible()]
