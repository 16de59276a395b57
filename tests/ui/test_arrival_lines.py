"""The grid of an arrival under the hand: same as above, line out and back, second row, papers, and the draft of it."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.arriving import (  # noqa: F401 - fixtures
    Settle,
    arrival_form,
    arrival_looked,
    arrival_window,
    block,
    demo_places,
    enter,
    opened,
    paste,
    texts,
    wait_for_look,
)
from ui.desk import Desk
from ui.forms.arrival import ArrivalForm
from ui.forms.arrival_head import read_hour
from ui.forms.arrival_values import arrival_of
from zooapp import drafts
from zooapp.errors import Invalid

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = CTRL) -> None:
    """A key in the field that has the focus."""
    here = QApplication.focusWidget()
    assert here is not None
    QTest.keyClick(here, key, modifier)


def taxa(form: ArrivalForm) -> list[str]:
    return [form.editors[f"lines.{no}.taxon_id"].text() for no in range(form.lines.count)]


def test_control_d_takes_what_stands_above(form: ArrivalForm) -> None:
    paste(form, block())
    form.focus_field("lines.1.unit_id")
    form.fill("lines.1.unit_id", "Q2")
    press(Qt.Key.Key_D)
    assert form.editors["lines.1.unit_id"].text() == "Q1 · Carnivore house"
    form.body.add_line()
    press(Qt.Key.Key_D)
    assert taxa(form)[-1] == taxa(form)[-2] == "mandarin duck"
    assert form.editors["lines.6.marks"].text() == form.editors["lines.6.sender_ids"].text() == ""


def test_a_line_goes_out_and_comes_back(form: ArrivalForm, looked: Settle) -> None:
    paste(form, block())
    looked()
    before = taxa(form)
    form.fill("lines.2.alive", "many")
    form.focus_field("lines.1.marks")
    press(Qt.Key.Key_Delete)
    looked()
    assert taxa(form) == [before[0], *before[2:]]
    assert texts(form)["lines.1.alive"] == "Write males.females.unknown, like 2.3.10."
    assert form.total.accessibleName().startswith("71 animals, 4 lines")
    form.body.back_button.click()
    looked()
    assert taxa(form) == before
    assert "lines.2.alive" in texts(form)


def test_the_second_row_opens_by_key_and_for_its_problems(form: ArrivalForm, looked: Settle) -> None:
    paste(form, block())
    form.focus_field("lines.0.marks")
    press(Qt.Key.Key_Down, ALT)
    assert form.lines.is_open(0)
    press(Qt.Key.Key_Down, ALT)
    assert not form.lines.is_open(0)
    form.focus_field("lines.1.sender_ids")
    enter("A, B, C")
    looked()
    assert form.lines.is_open(1)
    assert texts(form)["lines.1.sender_ids"] == "3 sender's IDs for 2 animals."


def test_the_sex_is_reported_until_somebody_says_how_it_is_known(form: ArrivalForm, looked: Settle) -> None:
    paste(form, "lion\t0.1.0\t0.1.0")
    looked()
    note = form.boxes["lines.0.alive"].control.accessibleDescription
    assert note() == "reported female"
    form.fill("lines.0.sex_method", "external examination")
    looked()
    assert note() == "1 female"


def test_birds_from_abroad_are_proposed_the_protocol_for_imports(form: ArrivalForm) -> None:
    protocol = form.editors["lines.0.protocol_id"]
    form.fill("lines.0.taxon_id", "Cacatua alba")
    assert protocol.text() == "Parrots, 30 days"
    form.fill("sender_id", "MOSCOW")
    assert protocol.text() == "Imported parrots, 30 days"
    form.fill("lines.0.protocol_id", "birds_eu_batch")
    form.fill("lines.0.taxon_id", "Aix galericulata")
    assert protocol.text() == "EU batch of birds, 30 days"


def test_what_was_received_is_what_was_announced_until_it_is_changed(form: ArrivalForm) -> None:
    form.focus_field("lines.0.announced")
    enter("0.0.40")
    assert form.editors["lines.0.alive"].text() == "0.0.40"
    enter("0.0.39")
    form.focus_field("lines.0.announced")
    enter("0.0.41")
    assert form.editors["lines.0.alive"].text() == "0.0.39"


def test_a_reader_fills_chip_after_chip(form: ArrivalForm) -> None:
    paste(form, "brown bear\t0.0.2\t0.0.2")
    form.focus_field("lines.0.marks")
    marks = QApplication.focusWidget()
    assert isinstance(marks, QLineEdit)
    assert marks.property("scans")
    for chip in ("643094100020418", "643094100031726"):
        assert QApplication.focusWidget() is marks
        QTest.keyClicks(marks, chip)
        QTest.keyClick(marks, Qt.Key.Key_Return)
    assert marks.text() == "643094100020418, 643094100031726"
    assert QApplication.focusWidget() is form.editors["lines.0.unit_id"].widget
    marks.setText("643094100020418, ")
    form.focus_field("lines.0.marks")
    QTest.keyClick(marks, Qt.Key.Key_Return)
    assert marks.text() == "643094100020418"
    assert QApplication.focusWidget() is form.editors["lines.0.unit_id"].widget


def test_the_draft_survives_and_is_offered_again_with_all_its_lines(
    qtbot: QtBot, form: ArrivalForm, seeded_desk: Desk, window: QWidget, settle: Settle
) -> None:
    paste(form, block())
    form.head.door.click()
    form.journey.add_button.click()
    form.fill("papers.0.number", "24RU001984")
    form.fill("lines.3.marks", "64309410001234")
    form.cancel_button.click()
    settle()
    assert drafts.load(seeded_desk.home.drafts, "arrival", "1") is not None
    again = opened(qtbot, seeded_desk, window, settle)
    wait_for_look(again, qtbot, settle)
    assert again.draft_state.text().startswith("The draft of")
    assert again.lines.count == 6
    assert again.editors["papers.0.number"].text() == "24RU001984"
    assert "14 digits; an ISO chip has 15." in texts(again)["lines.3.marks"]
    assert again.editors["lines.4.keep_as"].text() == "one group"
    again.discard_button.click()
    settle()
    assert drafts.load(seeded_desk.home.drafts, "arrival", "1") is None
    assert len(drafts.discarded(seeded_desk.home.drafts, "1")) == 1


def test_papers_come_and_go(form: ArrivalForm, looked: Settle) -> None:
    form.head.door.click()
    papers = form.journey.papers
    for number in ("A1", "B2", "C3"):
        form.journey.add_button.click()
        form.fill(papers.path(papers.count - 1, "number"), number)
    papers.take_out(1)
    assert [form.editors[papers.path(no, "number")].text() for no in range(papers.count)] == ["A1", "C3"]
    papers.take_out(0)
    papers.take_out(0)
    looked()
    assert papers.count == 0
    assert form.head.door.text() == "Papers: none"


@pytest.mark.parametrize(("text", "hour"), [("14:30", (14, 30)), ("905", (9, 5)), ("9.05", (9, 5)), ("14", (14, 0))])
def test_an_hour_is_read_as_people_write_it(text: str, hour: tuple[int, int]) -> None:
    assert read_hour(text) == dt.time(*hour)


@pytest.mark.parametrize("text", ["24:00", "12:60", "noon", "12345"])
def test_what_is_no_hour_is_refused(text: str) -> None:
    with pytest.raises(Invalid, match="14:30"):
        read_hour(text)


def test_the_hour_is_that_of_the_zoo_and_goes_with_an_exact_day_only() -> None:
    day, zone = dt.date(2024, 11, 20), ZoneInfo("Asia/Pyongyang")
    values = {"sender_id": 1, "term_id": 2, "arrived_on": day, "arrived_at": dt.time(14, 30)}
    exact = arrival_of({**values, "bound": False}, zone, day).head
    assert exact.arrived_at == dt.datetime(2024, 11, 20, 5, 30, tzinfo=dt.UTC)
    assert arrival_of({**values, "bound": True}, zone, day).head.arrived_at is None
