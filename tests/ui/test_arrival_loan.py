"""What arrives on loan is put under its contract from the notice that the arrival leaves."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from sqlalchemy import select

from tests.ui.arriving import (  # noqa: F401 - fixtures
    Settle,
    arrival_form,
    arrival_looked,
    arrival_window,
    demo_places,
    enter,
    texts,
)
from tests.ui.filling import dialog, save
from ui.desk import Desk
from ui.forms.arrival import ArrivalForm
from ui.forms.loan_out import BorrowForm
from zooapp.database import Database
from zooapp.models import Direction, Loan, LoanAnimal


def arrive(form: ArrivalForm, term: str, looked: Settle, settle: Settle) -> None:
    """One lioness from Moscow, by keyboard."""
    for text in ("Moscow Zoo", "", "1430", "", term, "TR-2024-017"):
        enter(text)
    for cell in ("Panthera leo", "0.1.0", "", "", "643094100011873", "Q1", ""):
        enter(cell)
    looked()
    QTest.keyClick(form, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle()


def offers(window: QWidget) -> list[QPushButton]:
    return [each for each in window.findChildren(QPushButton) if each.text() == "Under a loan…" and each.isVisible()]


def test_an_arrival_on_loan_offers_its_contract_and_the_form_knows_the_animal(
    form: ArrivalForm, window: QWidget, seeded: Database, seeded_desk: Desk, looked: Settle, settle: Settle
) -> None:
    arrive(form, "loan_in", looked, settle)
    (offer,) = offers(window)
    offer.setFocus()
    QTest.keyClick(offer, Qt.Key.Key_Space)
    settle()
    borrow = dialog(window, BorrowForm)
    assert save(borrow, settle, partner_id="Moscow Zoo", purpose="Breeding") == {}
    with seeded.read() as session:
        (loan,) = session.scalars(select(Loan))
        (line,) = session.scalars(select(LoanAnimal))
    assert (loan.direction, line.loan_id) == (Direction.IN, loan.id)
    assert offers(window) == []


def test_an_arrival_that_is_ours_offers_no_contract(
    form: ArrivalForm, window: QWidget, looked: Settle, settle: Settle
) -> None:
    arrive(form, "donation_from", looked, settle)
    assert offers(window) == []
