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
from ui.forms.year_form import YearFormForm
from ui.panels.reports import ReportsPage
from ui.panels.reports_entries import EntriesDialog
from ui.panels.reports_issue import InventoryPreview, IssuedInventoryPreview, IssueForm
from ui.preview import open_paper
from ui.sheet_preview import SheetPreview
from zooapp.booking import Act
from zooapp.database import Database
from zooapp.documents import register
from zooapp.reports.catalogue import REPORTS
from zooapp.reports.spec import Ask
from zooapp.services import dispositions, groups
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


def choose(page: ReportsPage, key: str, settle: Settle) -> None:
    page.bar.choose(key)
    settle()


def lines(page: ReportsPage) -> list[tuple[str, ...]]:
    return [line.words for line in page.answer.table.lines.lines]


def test_every_report_of_the_catalogue_is_answered_or_says_what_it_wants(page: ReportsPage, settle: Settle) -> None:
    for key, spec in REPORTS.items():
        choose(page, key, settle)
        assert page.inventory.isVisible() == (key == "inventory")
        if spec.needed:
            assert page.answer.missing.isVisible()
            assert page.answer.missing.text() == "Say which one this report is about."
        elif key != "inventory":
            assert page.answer.table.isVisible(), key
            assert lines(page), key
        assert access.faults(page) == []


def test_a_report_of_one_animal_is_asked_by_its_local_id(page: ReportsPage, settle: Settle) -> None:
    choose(page, "specimen", settle)
    page.bar.animal.setFocus()
    QTest.keyClicks(page.bar.animal, "24-0003")
    QTest.keyClick(page.bar.animal, Qt.Key.Key_Return)
    settle()
    assert page.head.title.text() == "Specimen report: 24-0003"
    page.bar.animal.setText("99-9999")
    page.refresh()
    settle()
    problem = page.bar.boxes["animal"].problem
    assert problem is not None
    assert problem.text == "Nothing here is called 99-9999."


def test_any_report_goes_to_a_file_of_each_kind(page: ReportsPage, tmp_path: Path, settle: Settle) -> None:
    choose(page, "ins-and-outs", settle)
    for ending in ("json", "csv", "pdf", "xlsx"):
        page.export_to(tmp_path / f"report.{ending}")
    settle()
    assert json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))["report"] == "ins-and-outs"
    assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF")
    assert (tmp_path / "report.xlsx").read_bytes().startswith(b"PK")


def test_R7_splits_count_as_coming_and_going_when_they_are_ticked(
    page: ReportsPage, sqlite: Database, boss: Actor, stock: dict[str, int], settle: Settle
) -> None:
    with sqlite.work(boss, "one drake for himself", accept=ALL) as work:
        groups.split(work, stock["ducks"], [groups.Part(SexCount(1, 0, 0))], Act(TODAY))
    settle()
    assert rows(page)["Aix galericulata"][2] == "2.2.40"
    page.bar.splits.click()
    settle()
    found = rows(page)["Aix galericulata"]
    assert (found[2], found[5], found[-1]) == ("3.2.40", "1.0.0", "1.2.40")
    assert page.check.face.words == "Every number adds up"


def test_R63_an_inventory_is_issued_and_later_says_that_it_is_restated(
    page: ReportsPage, sqlite: Database, zoo: Zoo, boss: Actor, stock: dict[str, int], settle: Settle
) -> None:
    page.issue_button.click()
    form = dialog(page, IssueForm)
    assert access.faults(form) == []
    form.save()
    settle()
    assert not page.inventory.restated.isVisible()
    with sqlite.work(boss, "found in the old book", accept=ALL) as work:
        dispositions.death(work, stock["bear"], None, Act(TODAY - DAY, zoo.terms["natural_death"]))
    settle()
    assert page.inventory.restated.isVisible()
    assert page.inventory.restated.text().startswith("Restated: INV-2024/1")
    page.changed_button.click()
    settle()
    shown = dialog(page, SheetPreview)
    assert [part.rows[0].cells["taxon"].scientific for part in shown.sheet.parts] == ["Ursus arctos"] * 2
    with sqlite.read() as session:
        (paper,) = register.register(session, "inventory")
    open_paper(page.desk, paper.id, page)
    settle()
    assert dialog(page, IssuedInventoryPreview).name == "INV-2024/1"


def test_a_form_of_the_year_is_laid_out_and_filled(page: ReportsPage, settle: Settle) -> None:
    choose(page, "year-form", settle)
    page.lay_out_button.click()
    settle()
    form = dialog(page, YearFormForm)
    assert access.faults(form) == []
    for path, text in (("name", "Ministry"), ("title", "Animals of the year"), ("head3", "On 1 January")):
        form.fill(path, text)
    form.save()
    settle()
    page.bar.picks[Ask.FORM].type("Ministry")
    settle()
    assert page.head.title.text() == "Animals of the year"
    assert lines(page)[0] == ("Common name", "Scientific name", "On 1 January", "Closing")
    assert ("Ursus arctos", "Ursus arctos", "0.1.0", "0.1.0") in lines(page)
    page.lay_out_button.click()
    settle()
    again = dialog(page, YearFormForm)
    assert again.windowTitle() == "Lay out Ministry"
    assert again.editors["head3"].text() == "On 1 January"
