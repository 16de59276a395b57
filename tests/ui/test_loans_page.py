"""The page of loans: list and card, terms put right, renewed, recalled, promised and kept, papers shown and sent."""

import datetime as dt
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from tests.builders import Zoo
from tests.ui import access
from tests.ui.conftest import Settle
from tests.ui.filling import asked, card, dialog, listed, press, save, shown
from tests.zooapp import lending as told
from ui.desk import Desk
from ui.forms.loan import LoanForm
from ui.forms.loan_back import GiveBackForm, HandOnForm
from ui.forms.loan_paper import LoanPapers
from ui.forms.loan_step import RecallForm, RenewForm, StepForm
from ui.panels.loans import LoansPage
from ui.panels.transfers import TransfersPage
from ui.widgets.chip import Chip
from zooapp.database import Database
from zooapp.models import Loan, LoanStep, StepKind
from zooapp.work import Actor

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)
DUE = dt.date(2024, 12, 10)


@pytest.fixture
def role() -> str:
    return "registrar"


@pytest.fixture
def page(qtbot: QtBot, sqlite: Database, zoo: Zoo, boss: Actor, desk: Desk, settle: Settle) -> TransfersPage:
    """The place, with a loan out on its card."""
    loan, _bear = told.lent(sqlite, boss, zoo, due=DUE)
    made = TransfersPage(desk)
    qtbot.addWidget(made)
    made.resize(1280, 800)
    made.show()
    settle()
    made.show_record(("loan", loan))
    settle()
    return made


def steps(desk: Desk) -> list[tuple[StepKind, dt.date | None]]:
    rows = asked(desk, lambda s: s.execute(select(LoanStep.kind, LoanStep.until).order_by(LoanStep.id)).all())
    return [(row.kind, row.until) for row in rows]


def test_the_card_says_with_whom_how_many_until_when_and_where_they_are(page: TransfersPage) -> None:
    said = card(page)
    assert "L-2024-001" in said
    assert "to Moscow Zoo · 1 animal · until 10 Dec 2024" in said
    assert any("Moscow Zoo · since 1 Oct 2024" in line for line in said)
    assert isinstance(listed(page), LoansPage)
    assert access.faults(page) == []


def test_a_loan_is_renewed_and_recalled_and_a_wrong_day_stands_beside_its_field(
    page: TransfersPage, desk: Desk, settle: Settle
) -> None:
    press(page, "Renew…")
    settle()
    form = dialog(page, RenewForm)
    assert save(form, settle, until="") == {"until": "Name the new end, or tick “Open-ended”."}
    assert save(form, settle, until="01.12.2024") == {"until": "It runs until 10 Dec 2024 as it is."}
    assert save(form, settle, until="10.12.2025") == {}
    press(page, "Recall…")
    settle()
    recall = dialog(page, RecallForm)
    assert save(recall, settle, until="01.01.2024") == {"until": "Ends before it begins."}
    assert save(recall, settle, until="01.03.2025") == {}
    assert steps(desk) == [(StepKind.RENEWED, dt.date(2025, 12, 10)), (StepKind.RECALLED, dt.date(2025, 3, 1))]
    assert {"Recalled by 1 Mar 2025", "Renewed until 10 Dec 2025"} <= set(card(page))


def test_a_loan_is_renewed_without_an_end_by_keyboard(page: TransfersPage, desk: Desk, settle: Settle) -> None:
    press(page, "Renew…")
    settle()
    form = dialog(page, RenewForm)
    tick = form.editors["endless"].widget
    tick.setFocus()
    QTest.keyClick(tick, Qt.Key.Key_Space)
    QTest.keyClick(form, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert steps(desk) == [(StepKind.RENEWED, None)]
    assert "Renewed, open-ended" in card(page)
    assert "to Moscow Zoo · 1 animal · open-ended" in card(page)


def test_a_promise_waits_until_it_is_kept(page: TransfersPage, desk: Desk, settle: Settle) -> None:
    press(page, "What happened…")
    settle()
    form = dialog(page, StepForm)
    assert save(form, settle, kind="Something was promised") == {"until": "By which day?"}
    assert save(form, settle, until="01.12.2024") == {"note": "What was promised?"}
    assert save(form, settle, note="Photographs") == {}
    press(page, "Kept: Photographs · Han Myong-ok")
    settle()
    assert [kind for kind, _until in steps(desk)] == [StepKind.PROMISED, StepKind.KEPT]
    assert "Promise kept" in card(page)


def test_the_terms_of_a_contract_are_put_right_and_a_new_one_is_gone_to(
    page: TransfersPage, desk: Desk, settle: Settle
) -> None:
    press(page, "Edit…")
    settle()
    form = dialog(page, LoanForm)
    assert "direction" not in form.boxes
    assert save(form, settle, insured="a lot") == {"insured": "A value and its currency, as 1200.00 EUR."}
    assert save(form, settle, insured="1200 eur", offspring="In shares") == {
        "offspring_percent": "How many percent are the owner's?"
    }
    assert save(form, settle, offspring_percent="60") == {}
    assert str(asked(desk, lambda s: s.scalars(select(Loan)).one()).insured) == "1\u00a0200.00\u00a0EUR"
    assert "In shares: owner 60 %, holder 40 %" in card(page)
    press(page, "New loan…")
    settle()
    new = dialog(page, LoanForm)
    assert access.faults(new) == []
    assert save(new, settle, partner_id="THIRD", number="L-2024-001") == {"number": "There is a loan with this number."}
    wrong = save(new, settle, number="", direction="We borrow", since="2019")
    assert wrong == {"since": "An exact day, as 20.11.2024 or today."}
    assert save(new, settle, since="01.11.2024") == {}
    assert "from Third Zoo · 0 animals · open-ended" in card(page)


def test_one_animal_or_all_go_home_from_the_card_and_the_loan_ends(
    page: TransfersPage, desk: Desk, settle: Settle
) -> None:
    press(page, "Hand on…")
    settle()
    assert save(dialog(page, HandOnForm), settle, to_id="THIRD") == {}
    assert any("Third Zoo" in line for line in card(page))
    press(page, "Give back…")
    settle()
    assert save(dialog(page, GiveBackForm), settle, enclosure_id="BR1") == {}
    assert "Ended" in [chip.accessibleName() for chip in listed(page).card.findChildren(Chip)]  # type: ignore[union-attr]
    assert "Nothing stands under it any more." in card(page)


def test_a_letter_is_shown_in_the_partners_language_saved_and_written_down_as_sent(
    page: TransfersPage, desk: Desk, settle: Settle, tmp_path: Path
) -> None:
    QTest.keyClick(page, Qt.Key.Key_F6)
    page.print_shown()
    settle()
    shown_ = dialog(page, LoanPapers)
    assert shown_.language_box.currentText() == "Русский"
    assert not shown_.sent_button.isEnabled()
    shown_.paper_box.setCurrentIndex(1)
    settle()
    assert shown_.sheets.sheets
    shown_.save_to(tmp_path / "letter.pdf")
    settle()
    assert (tmp_path / "letter.pdf").read_bytes().startswith(b"%PDF")
    shown_.sent()
    settle()
    assert steps(desk) == [(StepKind.ASKED, None)]
    assert "Status asked for" in card(page)


@pytest.mark.parametrize("role", ["viewer"])
def test_who_may_only_look_sees_why_the_buttons_are_off(page: TransfersPage, settle: Settle) -> None:
    assert any("Your role has no right for this" in line for line in card(page))
    page_ = listed(page)
    page_.open_record(1)
    settle()
    assert not any(shown(each) for each in page.findChildren(LoanForm))


def test_the_list_is_walked_by_keys_and_enter_goes_into_the_card(page: TransfersPage, settle: Settle) -> None:
    table = listed(page).table
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Return)
    settle()
    assert listed(page).card_area.isVisible()
    assert listed(page).table.current_id() == 1
