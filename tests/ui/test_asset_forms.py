"""Assets and the collection plan in the window: acts for all that are marked, the stock-taking, lines of the plan."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from tests.builders import TODAY
from tests.ui import access
from tests.ui.acting import Hand, hand_at_the_desk  # noqa: F401 - a fixture
from tests.ui.filling import dialog, listed, press, said
from ui.forms.asset import AssetForm, StockTakingForm
from ui.forms.asset_act import AssetTransferForm, TakeOverForm, WriteOffForm
from ui.forms.plan_line import PlanLineForm
from ui.forms.recording import open_record
from ui.listing import ListPage
from ui.panels.assets import AssetsPage
from ui.panels.reference import ReferencePage
from ui.sheet_preview import SheetPreview
from zooapp.lists import assets as asset_list
from zooapp.lists import plan as plan_list
from zooapp.lists import reading
from zooapp.lists.spec import Query

SIGNED = {"chair": "Han Myong-ok", "members": "Ri Chol\nPak Yong-su"}


@pytest.fixture
def animals(hand: Hand) -> tuple[int, int]:
    """A lion and ducks."""
    return hand.comes("Panthera leo", "1.0.0", "LT"), hand.comes("Aix galericulata", "4.6.0", "SL")


@pytest.fixture
def in_books(hand: Hand, animals: tuple[int, int]) -> tuple[int, int]:
    """Both in the books, as INV-1 and INV-2."""
    form = hand.open(TakeOverForm, *animals)
    assert access.faults(form) == []
    assert hand.save(form, numbers="INV-1\nINV-2", worth="500000 KPW", number="A-1", **SIGNED) == {}
    return animals


@pytest.fixture
def page(qtbot: QtBot, hand: Hand, in_books: tuple[int, int]) -> AssetsPage:
    """The list of assets, shown."""
    made = AssetsPage(hand.desk)
    qtbot.addWidget(made)
    made.resize(1200, 800)
    made.show()
    hand.settle()
    return made


def states(hand: Hand) -> dict[str, str]:
    rows = hand.ask(lambda s: list(reading.rows(s, asset_list.LIST, Query(on=TODAY))))
    return {row.cells["number"]: str(row.cells["state"]) for row in rows}


def test_R115_an_act_of_take_over_says_what_is_wrong_beside_its_field(
    hand: Hand, animals: tuple[int, int]
) -> None:
    form = hand.open(TakeOverForm, *animals)
    wrong = hand.save(form)
    assert set(wrong) == {"numbers", "worth", "number", "chair", "members"}
    wrong = hand.save(form, numbers="INV-1", worth="a lot", number="A-1", **SIGNED)
    assert wrong == {"worth": "A value and its currency, as 1200.00 EUR."}
    assert hand.save(form, worth="1200 KPW") == {"numbers": "1 number for 2 records."}
    assert states(hand) == {}


def test_R115_who_left_the_books_is_seen_in_the_list(hand: Hand, in_books: tuple[int, int]) -> None:
    lion, ducks = in_books
    form = hand.open(WriteOffForm, lion)
    assert hand.save(form, number="W-1") == {"reason": "Why is it written off?"}
    assert hand.save(form, reason="Died of age") == {"assets": "INV-1: the animal is still ours."}
    assert hand.save(form) == {}
    form = hand.open(AssetTransferForm, ducks)
    assert hand.save(form, number="T-1") == {"partner_id": "To whom?"}
    assert hand.save(form, partner_id="MOSCOW") == {}
    assert states(hand) == {"INV-1": "written off", "INV-2": "transferred"}
    assert hand.save(hand.open(WriteOffForm, lion), number="W-2") == {"": "None of them stands in the books."}


def test_R115_a_stock_taking_is_typed_as_what_deviates_and_shown_as_paper(hand: Hand, page: AssetsPage) -> None:
    press(page, "Stock-taking…")
    hand.settle()
    form = dialog(page, StockTakingForm)
    assert access.faults(form) == []
    assert form.editors["chair"].text() == "Han Myong-ok"
    assert list(hand.save(form, number="S-1", deviations="nine")) == ["deviations"]
    assert hand.save(form, deviations="INV-9 = 0") == {"deviations": "INV-9 is not in the books on that day."}
    assert hand.save(form, deviations="INV-2 = 9 one flew off") == {}
    paper = dialog(page, SheetPreview)
    assert [row.cells["difference"] for row in paper.sheet.parts[0].rows] == [0, -1]
    paper.reject()
    page.show_record(page.table.paged.ids[1])
    hand.settle()
    assert page.card is not None
    assert "expected 10, found 9 · one flew off" in said(page.card)
    press(page, "Take back Stock-taking · S-1")
    hand.settle()
    assert not any("expected" in words for words in said(page.card))


def test_R115_a_book_value_is_put_right_and_a_number_stays_its_own(hand: Hand, page: AssetsPage) -> None:
    open_record(hand.desk, AssetForm, page.table.paged.ids[0], page)
    hand.settle()
    form = dialog(page, AssetForm)
    assert hand.save(form, number="INV-2") == {"number": "Another animal has this inventory number."}
    assert hand.save(form, number="INV-01", worth="7.50 KPW") == {}
    rows = hand.ask(lambda s: list(reading.rows(s, asset_list.LIST, Query(on=TODAY))))
    assert [row.cells["worth"] for row in rows] == ["7.50\u00a0KPW", "500\u00a0000.00\u00a0KPW"]


def test_a_line_of_the_plan_is_added_changed_and_taken_out(qtbot: QtBot, hand: Hand, animals: tuple[int, int]) -> None:
    page = ReferencePage(hand.desk)
    qtbot.addWidget(page)
    page.resize(1200, 800)
    page.show()
    page.choose("plan")
    hand.settle()
    shown: ListPage = listed(page)
    press(shown, "New line…")
    hand.settle()
    form = dialog(shown, PlanLineForm)
    assert access.faults(form) == []
    assert set(hand.save(form)) == {"taxon_id", "wanted"}
    wrong = hand.save(form, taxon_id="Panthera leo", wanted="2")
    assert wrong == {"wanted": "Males, females, unknown: like 2.3.10."}
    assert hand.save(form, wanted="1.2", year="2026") == {}
    assert "0.−2.0" in said(shown)
    press(shown, "New line…")
    hand.settle()
    form = dialog(shown, PlanLineForm)
    assert list(hand.save(form, taxon_id="Panthera leo", wanted="1.1", year="2026")) == ["taxon_id"]
    form.reject()
    press(shown, "Take out")
    hand.settle()
    assert hand.ask(lambda s: list(reading.rows(s, plan_list.LIST, Query()))) == []


def test_a_line_of_the_plan_is_written_by_keyboard_alone(qtbot: QtBot, hand: Hand) -> None:
    open_record(hand.desk, PlanLineForm, 0, hand.window)
    hand.settle()
    form = dialog(hand.window, PlanLineForm)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is form.editors["taxon_id"].widget)
    for text in ("Ursus arctos", "2027", "2.3"):
        here = QApplication.focusWidget()
        assert isinstance(here, QLineEdit)
        here.selectAll()
        QTest.keyClicks(here, text)
        QTest.keyClick(here, Qt.Key.Key_Tab)
    QTest.keyClick(form, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    hand.settle()
    rows = hand.ask(lambda s: list(reading.rows(s, plan_list.LIST, Query())))
    assert [(row.cells["year"], row.cells["wanted"]) for row in rows] == [(2027, (2, 3, 0))]
