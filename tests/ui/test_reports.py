"""The page of reports by hand: days and basis, numbers that open to their entries, files, print."""

import json
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.builders import TODAY, Zoo, arrive
from tests.herd import DAY
from tests.ui import access
from tests.ui.conftest import Settle
from tests.ui.filling import dialog, press, said
from ui.actions import MENUS
from ui.desk import Desk
from ui.panels.reports import InventoryPreview, ReportsPage
from ui.panels.reports_entries import EntriesDialog
from zooapp.booking import Act
from zooapp.database import Database
from zooapp.services import dispositions
from zooapp.values.counts import SexCount
from zooapp.work import ALL, Actor

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)


@pytest.fixture
def role() -> str:
    return "registrar"


@pytest.fixture
def stock(sqlite: Database, zoo: Zoo, boss: Actor) -> dict[str, int]:
    """A bear, a lion that died, ducks of whom some are out on loan."""
    with sqlite.work(boss, "arrivals", accept=ALL) as work:
        bear = arrive(work, zoo, "Ursus arctos", "0.1.0", local_id="24-0010", on=TODAY - 400 * DAY)
        lion = arrive(work, zoo, "Panthera leo", "1.0.0", local_id="24-0003", on=TODAY - 9 * DAY)
        ducks = arrive(work, zoo, "Aix galericulata", "2.2.40", local_id="24-0012")
        dispositions.death(work, lion, None, Act(TODAY, zoo.terms["natural_death"]))
        out = Act(TODAY, zoo.terms["loan_out"], zoo.institutions["MOSCOW"])
        dispositions.depart(work, ducks, SexCount(1, 0, 0), out)
    return {"bear": bear, "lion": lion, "ducks": ducks}


@pytest.fixture
def page(qtbot: QtBot, stock: dict[str, int], desk: Desk, settle: Settle) -> ReportsPage:
    made = ReportsPage(desk)
    qtbot.addWidget(made)
    made.resize(1064, 660)
    made.show()
    settle()
    return made


def rows(page: ReportsPage) -> dict[str, list[str]]:
    """The numbers that are shown, by the first word of each row."""
    lines = page.table.lines
    return {
        lines.words(row, 0): [lines.words(row, number) for number in range(1, lines.columnCount() - 1)]
        for row in range(lines.rowCount())
    }


def type_day(page: ReportsPage, key: str, text: str, settle: Settle) -> None:
    page.days[key].selectAll()
    page.days[key].setFocus()
    QTest.keyClicks(page.days[key], text)
    QTest.keyClick(page.days[key], Qt.Key.Key_Return)
    settle()


def test_R60_the_year_stands_by_class_and_says_that_it_adds_up(page: ReportsPage) -> None:
    found = rows(page)
    assert list(found) == ["Mammalia", "Panthera leo", "Ursus arctos", "Aves", "Aix galericulata", "Grand total"]
    assert found["Panthera leo"] == ["·", "·", "1.0.0", "·", "1.0.0", "·", "·", "·", "·", "·", "·"]
    assert found["Ursus arctos"][0] == found["Ursus arctos"][-1] == "0.1.0"
    assert found["Grand total"][-1] == "1.3.40"
    assert page.check.face.words == "Every number adds up"
    assert page.identity.text() == "45 owned = 44 held − 0 in on loan + 1 out on loan + 0 under way"
    assert any(words.startswith("+ Births: Born or hatched here") or "Opening: Held" in words for words in said(page))


def test_R32_the_other_basis_counts_what_we_own_without_columns_of_loans(page: ReportsPage, settle: Settle) -> None:
    press(page, "What we own")
    settle()
    found = rows(page)
    assert found["Grand total"][-1] == "2.3.40"
    assert len(found["Grand total"]) == 9


def test_R64_days_are_typed_and_a_wrong_one_is_said_beside_it(page: ReportsPage, settle: Settle) -> None:
    type_day(page, "last", f"{TODAY - DAY:%d.%m.%Y}", settle)
    assert rows(page)["Panthera leo"][-1] == "1.0.0"
    type_day(page, "last", "32.13.2024", settle)
    assert page.boxes["last"].problem is not None
    assert rows(page)["Panthera leo"][-1] == "1.0.0"
    type_day(page, "last", "01.01.2023", settle)
    problem = page.boxes["last"].problem
    assert problem is not None
    assert problem.text == "Ends before it begins."


def test_enter_on_a_number_shows_its_entries_and_enter_there_opens_the_animal(
    qtbot: QtBot, page: ReportsPage, desk: Desk, stock: dict[str, int], settle: Settle
) -> None:
    table = page.table
    table.setFocus()
    table.setCurrentIndex(table.lines.index(1, 1))
    for _step in range(4):
        QTest.keyClick(table, Qt.Key.Key_Right)
    assert page.meaning.text() == "− Deaths: Died here."
    QTest.keyClick(table, Qt.Key.Key_Return)
    settle()
    shown = dialog(page, EntriesDialog)
    (entry,) = shown.lines.entries
    assert (entry.local_id, str(entry.count), entry.words) == ("24-0003", "-1.0.0", "Died")
    assert shown.foot.text() == "1 entry, sum −1.0.0 = −1"
    assert access.faults(shown) == []
    assert "&l" in shown.open_button.text()  # a letter that no menu has
    assert not [words for words in MENUS.values() if "&l" in words.casefold()]
    with qtbot.waitSignal(desk.go) as gone:
        QTest.keyClick(shown.table, Qt.Key.Key_Return)
    assert gone.args == ["animals", stock["lion"]]


def test_a_click_on_the_sum_of_a_class_shows_the_entries_of_all_its_taxa(
    page: ReportsPage, stock: dict[str, int], settle: Settle
) -> None:
    table = page.table
    at = table.visualRect(table.lines.index(0, len(table.lines.columns))).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    settle()
    entries = dialog(page, EntriesDialog).lines.entries
    assert {one.animal_id for one in entries} == {stock["bear"], stock["lion"]}
    assert sum(one.count.total for one in entries) == 1


def test_a_change_of_the_books_is_counted_at_once(
    page: ReportsPage, sqlite: Database, zoo: Zoo, boss: Actor, stock: dict[str, int], settle: Settle
) -> None:
    with sqlite.work(boss, "died", accept=ALL) as work:
        dispositions.death(work, stock["bear"], None, Act(TODAY, zoo.terms["natural_death"]))
    settle()
    assert rows(page)["Ursus arctos"][-1] == "·"


def test_it_goes_to_a_file_of_each_kind(page: ReportsPage, tmp_path: Path, settle: Settle) -> None:
    for name in ("inventory.json", "inventory.csv", "inventory.pdf"):
        page.export_to(tmp_path / name)
    settle()
    assert json.loads((tmp_path / "inventory.json").read_text(encoding="utf-8"))["adds_up"] is True
    assert "Ursus arctos" in (tmp_path / "inventory.csv").read_text(encoding="utf-8")
    with pypdfium2.PdfDocument(tmp_path / "inventory.pdf") as paper:
        assert paper[0].get_width() > paper[0].get_height()


def test_the_preview_shows_wide_pages(page: ReportsPage, settle: Settle) -> None:
    page.print_shown()
    settle()
    shown = dialog(page, InventoryPreview)
    assert [sheet.page.width() > sheet.page.height() for sheet in shown.sheets.sheets]
    assert access.faults(shown) == []


def test_every_control_of_the_page_has_a_name(page: ReportsPage) -> None:
    assert access.faults(page) == []


def test_days_without_animals_say_so(page: ReportsPage, settle: Settle) -> None:
    type_day(page, "first", "01.01.1990", settle)
    type_day(page, "last", "31.12.1990", settle)
    assert page.nothing.isVisible()
    assert not page.table.isVisible()
