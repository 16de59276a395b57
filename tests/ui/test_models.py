"""The models of the window as Qt wants them (law 10): every one under pytest-qt's model tester, also while it fills."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtWidgets import QTreeView
from pytestqt.qtbot import QtBot

from tests import laws
from tests.builders import TODAY, Zoo, arrive
from tests.ui.conftest import Settle
from ui.desk import Desk
from ui.paged import PAGE, PagedModel
from ui.panels.enclosure_model import GroundsModel, found
from ui.panels.reports_entries import EntriesModel
from ui.panels.reports_sheet import SheetModel
from ui.panels.reports_table import InventoryModel
from zooapp import grounds
from zooapp.database import Database
from zooapp.lists import animals
from zooapp.lists.spec import Query
from zooapp.reports.inventory_entries import Cell, behind
from zooapp.reports.inventory_report import inventory_report
from zooapp.reports.inventory_sheet import sheet_of
from zooapp.reports.spec import Asked
from zooapp.work import Actor

NOW = Query(on=TODAY)
Watch = Callable[..., None]


@pytest.fixture
def watch(qtmodeltester: Any) -> Watch:
    """Look at a model now, and again after each change of it."""
    check: Watch = qtmodeltester.check
    return check


def test_a_paged_list_is_a_sound_model_while_its_pages_come_in(
    desk: Desk, settle: Settle, sqlite: Database, zoo: Zoo, boss: Actor, watch: Watch
) -> None:
    with sqlite.work(boss, "more than a page", accept=None) as work:
        for number in range(PAGE + 9):
            arrive(work, zoo, "Ursus arctos", "0.0.1", local_id=f"24-{number:04}")
    model = PagedModel(desk, animals.LIST, desk)
    watch(model)
    model.show(NOW)
    settle()
    assert model.rowCount() == PAGE + 9
    model.row(PAGE + 1)
    settle()
    assert model.row(PAGE + 1) is not None
    model.show(replace(NOW, on=TODAY - dt.timedelta(1)))
    settle()
    assert model.rowCount() == 0


def test_the_tree_of_places_is_a_sound_model_whole_and_searched(
    qtbot: QtBot, sqlite: Database, zoo: Zoo, watch: Watch
) -> None:
    with sqlite.read() as session:
        rows = grounds.tree(session, TODAY)
    tree = QTreeView()
    qtbot.addWidget(tree)
    model = GroundsModel(tree)
    watch(model)
    for words, parts in (("", 3), ("lion", 1), ("nowhere", 0)):
        model.show(found(rows, words))
        assert model.rowCount() == parts


def test_the_inventory_and_its_entries_are_sound_models(
    qtbot: QtBot, sqlite: Database, zoo: Zoo, boss: Actor, watch: Watch
) -> None:
    with sqlite.work(boss, "a bear", accept=None) as work:
        arrive(work, zoo, "Ursus arctos", "0.0.1")
    asked = Asked(dt.date(TODAY.year, 1, 1), TODAY)
    with sqlite.read() as session:
        year, acts = inventory_report(session, asked), behind(session, asked, Cell("closing"))
    view = QTreeView()
    qtbot.addWidget(view)
    inventory, entries, sheet = InventoryModel(view), EntriesModel(view), SheetModel(view)
    for model in (inventory, entries, sheet):
        watch(model)
    inventory.show(year)
    entries.show(acts)
    sheet.show(sheet_of(year))
    assert (inventory.rowCount(), entries.rowCount(), sheet.columnCount()) == (3, 1, 13)


def test_there_is_no_model_that_this_file_leaves_out() -> None:
    ours = "\n".join((laws.ROOT / name).read_text(encoding="utf-8") for name in laws.files("ui/*.py"))
    assert sorted(laws.models(ours)) == ["EntriesModel", "GroundsModel", "InventoryModel", "PagedModel", "SheetModel"]


def test_a_model_that_loses_its_place_is_found_out(qtbot: QtBot, watch: Watch) -> None:
    class Lost(GroundsModel):
        """A place is said to be part of itself."""

        def columnCount(self, _parent: object = None) -> int:
            return -1

    with pytest.raises(AssertionError):
        watch(Lost(), force_py=True)
