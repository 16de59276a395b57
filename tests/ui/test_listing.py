"""What leaves a list: marked rows to the clipboard, all of it to files and onto paper, as it is filtered."""

import json
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu
from pytestqt.qtbot import QtBot

from tests.builders import TODAY, Zoo, arrive
from tests.ui import access
from tests.ui.conftest import Settle
from tests.ui.filling import dialog, press, said, save
from ui import errors, list_files
from ui.desk import Desk
from ui.forms.saved_filter import FilterForm, SaveFilterForm
from ui.panels.animal_lists import AnimalList
from ui.sheet_preview import SheetPreview
from zooapp.database import Database
from zooapp.lists.spec import Query
from zooapp.models import Animal
from zooapp.work import ALL, Actor

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)


@pytest.fixture
def page(qtbot: QtBot, sqlite: Database, zoo: Zoo, boss: Actor, desk: Desk, settle: Settle) -> AnimalList:
    """The animals: two bears, of whom one is called like a formula, and a group of ducks."""
    with sqlite.work(boss, "arrivals", accept=ALL) as work:
        bear = arrive(work, zoo, "Ursus arctos", "0.1.0", unit="Q1", local_id="24-0002")
        arrive(work, zoo, "Ursus arctos", "1.0.0", unit="Q1", local_id="24-0003")
        arrive(work, zoo, "Aix galericulata", "0.0.40", unit="SL", local_id="24-0012")
        work.get(Animal, bear).house_name = "=1+1"
    made = AnimalList(desk)
    qtbot.addWidget(made)
    made.resize(1280, 720)
    made.show()
    settle()
    return made


def preview(page: AnimalList, settle: Settle) -> SheetPreview:
    page.print_shown()
    settle()
    return dialog(page, SheetPreview)


def test_ctrl_c_copies_the_marked_rows_with_tabs_and_no_formula(page: AnimalList, settle: Settle) -> None:
    page.table.setFocus()
    page.table.selectRow(0)
    QTest.keyClick(page.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(page.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    settle()
    first, second = QGuiApplication.clipboard().text().split("\n")
    assert first.split("\t")[:4] == ["24-0002", "'=1+1", "Ursus arctos", "0.1.0"]
    assert second.split("\t")[0] == "24-0003"


def test_all_rows_are_copied_also_those_that_were_never_painted(page: AnimalList, settle: Settle) -> None:
    page.table.paged.show(Query(on=TODAY))
    settle()
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(page.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert [line.split("\t")[0] for line in QGuiApplication.clipboard().text().split("\n")] == [
        "24-0002",
        "24-0003",
        "24-0012",
    ]


@pytest.mark.parametrize(("suffix", "begins"), [("xlsx", b"PK"), ("csv", b"\xef\xbb\xbfid"), ("json", b"[\n")])
def test_a_list_is_saved_as_its_name_says(
    page: AnimalList, settle: Settle, tmp_path: Path, suffix: str, begins: bytes
) -> None:
    file = tmp_path / f"animals.{suffix}"
    list_files.export_to(page, file)
    settle()
    assert file.read_bytes().startswith(begins)


def test_export_offers_a_spreadsheet_first_and_the_ending_follows_the_kind(page: AnimalList, tmp_path: Path) -> None:
    press(page, "Export…")
    asking = dialog(page, QFileDialog)
    assert asking.nameFilters() == ["Spreadsheet (*.xlsx)", "Table (*.csv)", "JSON (*.json)"]
    assert asking.defaultSuffix() == "xlsx"
    asking.filterSelected.emit("JSON (*.json)")
    assert asking.defaultSuffix() == "json"
    asking.reject()


def test_only_what_is_filtered_is_saved(page: AnimalList, settle: Settle, tmp_path: Path) -> None:
    page.filters.set("kind", "group")
    settle()
    list_files.export_to(page, tmp_path / "groups.json")
    settle()
    assert [row["local_id"] for row in json.loads((tmp_path / "groups.json").read_text())] == ["24-0012"]


def test_ctrl_p_shows_the_list_as_it_is_filtered_with_its_filter_and_its_count(
    page: AnimalList, settle: Settle, tmp_path: Path
) -> None:
    page.filters.set("kind", "group")
    settle()
    shown = preview(page, settle)
    assert len(shown.sheets.sheets) == 1
    words = said(shown)
    assert "Status: living · Counted by: held · Kept as: groups" in words
    assert any(line.startswith("1 of 3 records") for line in words)
    assert access.faults(shown) == []
    shown.export_to(tmp_path / "groups.pdf")
    settle()
    with pypdfium2.PdfDocument(tmp_path / "groups.pdf") as paper:
        text = paper[0].get_textpage().get_text_range()
    assert "Aix galericulata" in text
    assert "24-0002" not in text


def test_a_preview_goes_to_the_printer_that_is_chosen(page: AnimalList, settle: Settle) -> None:
    shown = preview(page, settle)
    QTest.keyClick(shown, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    asking = dialog(shown, QPrintDialog)
    assert asking.windowTitle() == "Print Animals"
    asking.reject()


def test_a_list_too_long_for_paper_says_what_to_do(
    page: AnimalList, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(list_files, "MOST_PRINTED", 2)
    page.print_shown()
    settle()
    assert errors.shown() == ["More than 2 rows do not print. Filter the list, or export it."]


def save_filter(page: AnimalList, settle: Settle, name: str, shared: bool = False) -> dict[str, str]:
    page.saved_filters.save()
    settle()
    form = dialog(page, SaveFilterForm)
    return save(form, settle, name=name, shared="yes" if shared else "no")


def menu_of(page: AnimalList) -> dict[str, QAction]:
    """The lines of the menu of saved filters, those of its submenu too."""
    menu = page.saved_filters.button.menu()
    menu.aboutToShow.emit()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    lines = [*menu.actions(), *(line for part in menu.findChildren(QMenu) for line in part.actions())]
    return {line.text(): line for line in lines if line.text()}


def test_a_filter_is_saved_and_chosen_again_with_its_words_and_order(page: AnimalList, settle: Settle) -> None:
    page.search_line.setText("ursus")
    page.filters.set("kind", "individual")
    page.table.ordered.emit("mfu", True)
    settle()
    assert save_filter(page, settle, "Bears alone") == {}
    page.clear_filters()
    settle()
    assert len(page.table.paged.ids) == 3
    menu_of(page)["Bears alone"].trigger()
    settle()
    assert page.search_line.text() == "ursus"
    assert page.filters.said() == "Status: living · Counted by: held · Kept as: individuals"
    assert (page.query.order, page.query.descending, len(page.table.paged.ids)) == ("mfu", True, 2)
    assert menu_of(page)["Bears alone"].isChecked()


def test_a_saved_filter_names_the_record_by_which_it_filters(page: AnimalList, settle: Settle, zoo: Zoo) -> None:
    page.filters.set("taxon", zoo.taxa["Ursus arctos"], "Ursus arctos")
    settle()
    save_filter(page, settle, "Bears")
    page.clear_filters()
    settle()
    menu_of(page)["Bears"].trigger()
    settle()
    assert page.filters.said().endswith("Taxon: Ursus arctos")
    assert len(page.table.paged.ids) == 2


def test_a_saved_filter_is_renamed_and_removed_and_undo_has_a_word(page: AnimalList, settle: Settle) -> None:
    save_filter(page, settle, "Bears", shared=True)
    assert save_filter(page, settle, "Bears") == {"name": "You have a filter of this name already."}
    dialog(page, SaveFilterForm).reject()
    menu_of(page)["Bears…"].trigger()
    settle()
    assert save(dialog(page, FilterForm), settle, name="Brown bears") == {}
    assert "Brown bears" in menu_of(page)
    menu_of(page)["Brown bears…"].trigger()
    settle()
    press(dialog(page, FilterForm), "Remove")
    settle()
    assert list(menu_of(page)) == ["&Save this filter…"]


def test_the_controls_of_a_list_and_of_its_filter_forms_have_names(page: AnimalList, settle: Settle) -> None:
    assert access.faults(page) == []
    page.saved_filters.save()
    settle()
    assert access.faults(dialog(page, SaveFilterForm)) == []
