"""The registrar takes the founding consignment in by keyboard alone, and what is wrong is said beside its field."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from tests import builders
from tests.ui import access
from tests.ui.arriving import (  # noqa: F401 - fixtures
    Settle,
    arrival_form,
    arrival_looked,
    arrival_window,
    block,
    demo_places,
    enter,
    paste,
    texts,
)
from ui.desk import Desk
from ui.forms.arrival import ArrivalForm
from zooapp import ledger
from zooapp.database import Database
from zooapp.ledger import Filter
from zooapp.models import Consignment, Identifier, MarkKind, Paper
from zooapp.values.counts import SexCount

# What a hand types in each line: taxon, announced, received (as announced), keep as, marks, unit, protocol (proposed).
TYPED = (
    ("Panthera leo", "0.1.0", "", "", "643094100011873", "Q1", ""),
    ("brown bear", "0.0.2", "", "", "643094100020418, 643094100031726", "Q1", ""),
    ("domestic yak", "0.0.2", "", "", "ear:RU770412, ear:RU770433", "Q4", ""),
    ("Cacatua alba", "0.0.5", "", "", "RUMZ0231, RUMZ0244, RUMZ0257, RUMZ0262, RUMZ0275", "B1", ""),
    ("Phasianidae", "0.0.25", "", "o", "later", "B2", ""),
    ("Mandarin duck", "0.0.40", "", "o", "A001-A040", "B3", ""),
)
FIRST_ROW = 7


def fill_head() -> None:
    for text in ("Moscow Zoo", "", "1430", "", "donation_from", "TR-2024-017"):
        enter(text)


def test_the_founding_consignment_is_taken_in_by_keyboard_alone(
    qtbot: QtBot, form: ArrivalForm, seeded: Database, seeded_desk: Desk, looked: Settle
) -> None:
    fill_head()
    for no, line in enumerate(TYPED):
        assert form.path_of(QApplication.focusWidget() or form) == f"lines.{no}.taxon_id"
        for cell in line[: FIRST_ROW - 1]:
            enter(cell)
        if no < len(TYPED) - 1:
            enter()
    looked()
    assert form.save_button.text() == "Accession 75 animals"
    assert texts(form) == {
        "lines.4.taxon_id": "CITES open until the species are named.",
        "papers": "CITES permit for lines 1, 2, 4?",
    }
    with qtbot.waitSignal(form.saved) as saved:
        QTest.keyClick(form, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert saved.args == [(75, ["24-0001", "24-0012"], [])]  # none came on loan
    assert seeded_desk.notices is not None
    assert [notice.words.text() for notice in seeded_desk.notices.shown] == [
        "75 animals accessioned: 24-0001 to 24-0012"
    ]
    with seeded.read() as session:
        us = builders.ids(seeded).institutions["PYONGYANG"]
        assert ledger.count(session, Filter(holder=us)) == SexCount(0, 1, 74)
        consignment = session.scalars(select(Consignment)).one()
        assert (consignment.number, str(consignment.arrived_at)) == ("TR-2024-017", "2024-11-20 14:30:00+00:00")
        chips = select(Identifier.value).where(Identifier.kind == MarkKind.TRANSPONDER)
        assert len(session.scalars(chips).all()) == 3


def test_a_pasted_block_fills_the_lines_with_or_without_a_head(form: ArrivalForm, looked: Settle) -> None:
    paste(form, block())
    looked()
    assert form.lines.count == 6
    assert form.total.accessibleName().startswith("75 animals, 6 lines")
    paste(form, "snark\tmany")
    looked()
    assert form.lines.count == 7
    assert form.editors["lines.6.announced"].text() == "many"
    assert texts(form)["lines.6.taxon_id"] == "Nothing fits. Choose from the list."


@pytest.mark.parametrize(
    ("path", "text", "words"),
    [
        ("lines.0.marks", "64309410001187", "14 digits; an ISO chip has 15."),
        ("lines.0.marks", "RU1, RU2", "2 marks for 1 animal."),
        ("lines.1.alive", "-1.0.3", "Write males.females.unknown, like 2.3.10."),
        ("lines.1.alive", "0.0.1", "Announced 0.0.2, came 0.0.1. 2 marks for 1 animal."),
        ("lines.2.taxon_id", "snark", "Nothing fits. Choose from the list."),
        ("arrived_on", "21.11.2024", "This day has not come yet."),
        ("arrived_at", "25:00", "An hour, as 14:30."),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_stays_as_it_was_typed(
    form: ArrivalForm, settle: Settle, path: str, text: str, words: str, looked: Settle
) -> None:
    form.fill("sender_id", "MOSCOW")
    form.fill("term_id", "donation_from")
    paste(form, block())
    widget = form.editors[path].widget
    form.focus_field(path)
    enter(text)
    looked()
    said = " ".join(problem.text for problem in form.problems() if problem.field.startswith(path.rpartition(".")[0]))
    assert all(part in said for part in words.split(". "))
    form.save()
    settle()
    assert form.isVisible()
    assert isinstance(widget, QLineEdit)
    assert widget.text() in (text, "21 Nov 2024")


def test_a_unit_that_becomes_too_full_is_doubtful_and_does_not_block(
    qtbot: QtBot, form: ArrivalForm, looked: Settle
) -> None:
    form.fill("sender_id", "MOSCOW")
    form.fill("term_id", "donation_from")
    paste(form, "Phasianidae\t0.0.40\t0.0.40\t\t\t\t\t\tlater\tgroup\tB2")
    looked()
    assert texts(form)["lines.0.unit_id"] == "Holds 30 Galliformes; this makes 40."
    with qtbot.waitSignal(form.saved):
        form.save()


def test_an_empty_form_says_what_it_wants_only_when_it_is_saved(form: ArrivalForm, looked: Settle) -> None:
    looked()
    assert form.problems() == []
    form.save()
    wanted = {"sender_id", "term_id", "lines.0.taxon_id", "lines.0.announced", "lines.0.alive"}
    assert set(texts(form)) == wanted
    QTest.keyClick(form, Qt.Key.Key_F8)
    assert QApplication.focusWidget() is form.editors["sender_id"].widget


def test_papers_come_with_it_and_the_permit_is_no_longer_missed(
    qtbot: QtBot, form: ArrivalForm, seeded: Database, looked: Settle
) -> None:
    form.fill("sender_id", "MOSCOW")
    form.fill("term_id", "donation_from")
    paste(form, block())
    form.head.door.click()
    form.journey.add_button.click()
    for name, text in (("kind", "CITES export permit"), ("number", "24RU001984"), ("valid_to", "3 May 2025")):
        form.fill(f"papers.0.{name}", text)
    looked()
    assert "papers" not in texts(form)
    with qtbot.waitSignal(form.saved):
        form.save()
    with seeded.read() as session:
        assert session.scalars(select(Paper)).one().number == "24RU001984"


def test_the_form_is_fit_for_readers_and_hands(form: ArrivalForm, looked: Settle) -> None:
    form.head.door.click()
    form.journey.add_button.click()
    form.lines.toggle(0)
    looked()
    assert access.faults(form) == []
    assert form.width() <= 1252
    assert form.height() <= 712
