"""Enclosures in the window: the tree by keyboard, searched, as of a day; the card, limits and forms of a place."""

import datetime as dt
import json
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from tests.builders import TODAY
from tests.ui import access
from tests.ui.acting import Hand, hand_at_the_desk  # noqa: F401 - a fixture
from tests.ui.filling import dialog, press, said
from ui import list_files
from ui.forms.capacity import CapacityForm, NewCapacityForm
from ui.forms.enclosure import EnclosureForm
from ui.forms.recording import open_record
from ui.panels.enclosure_model import FULL, WHO
from ui.panels.enclosures import EnclosuresPage
from ui.sheet_preview import SheetPreview
from zooapp.models import Capacity, Enclosure, EnclosureKind
from zooapp.services import enclosures, moves

LATER = TODAY + dt.timedelta(days=10)


@pytest.fixture
def bears(hand: Hand) -> list[int]:
    """Five bears on a ridge for three."""
    return [hand.comes("Ursus arctos", "0.0.1", "BR1") for _n in range(5)]


@pytest.fixture
def page(qtbot: QtBot, hand: Hand, bears: list[int]) -> EnclosuresPage:
    """The place, shown."""
    hand.comes("Aix galericulata", "0.0.40", "SL")
    made = EnclosuresPage(hand.desk)
    qtbot.addWidget(made)
    made.resize(1200, 800)
    made.show()
    hand.settle()
    return made


def listed(page: EnclosuresPage) -> dict[str, str]:
    """What is shown: each place, and how full it is."""
    found: dict[str, str] = {}

    def walk(parent: QModelIndex) -> None:
        for number in range(page.tree.grounds.rowCount(parent)):
            index = page.tree.grounds.index(number, 0, parent)
            found[str(index.data())] = str(index.siblingAtColumn(FULL).data())
            if page.tree.isExpanded(index):
                walk(index)

    walk(QModelIndex())
    return found


def place(page: EnclosuresPage, hand: Hand, code: str) -> None:
    page.show_record(hand.zoo.enclosures[code])
    hand.settle()


def room(hand: Hand, code: str) -> list[tuple[int | None, int]]:
    query = select(Capacity.taxon_id, Capacity.most).where(Capacity.voided_by.is_(None)).order_by(Capacity.id)
    query = query.where(Capacity.enclosure_id == hand.zoo.enclosures[code])
    return [(taxon, most) for taxon, most in hand.ask(lambda s: s.execute(query).all())]


def opened(page: EnclosuresPage, hand: Hand, record: int) -> EnclosureForm:
    open_record(hand.desk, EnclosureForm, record, page)
    hand.settle()
    return dialog(page, EnclosureForm)


def test_the_tree_says_how_full_each_place_and_each_area_is(page: EnclosuresPage) -> None:
    found = listed(page)
    assert (found["PR · Predators"], found["BR1 · Bear ridge 1"]) == ("5 of 7", "5 of 3")
    assert found["LT · Lion terrace"] == "0 of 4"
    assert page.head.facts.text() == "7 enclosures · 2 areas · 45 animals · 1 place over capacity"
    assert access.faults(page) == []


def test_the_card_of_an_area_names_who_lives_in_its_places_and_where(page: EnclosuresPage, hand: Hand) -> None:
    place(page, hand, "PR")
    words = said(page.card)
    assert words.count("Ursus arctos · BR1 · Bear ridge 1") == 5
    assert "Nobody" not in words
    names = [each.accessibleName() for each in page.card.findChildren(QPushButton)]
    assert "Move all…" not in names  # only of who stands in the area itself
    place(page, hand, "LT")
    assert "Nobody" in said(page.card)


def test_the_tree_is_walked_folded_and_opened_by_keyboard(page: EnclosuresPage, hand: Hand) -> None:
    place(page, hand, "BR1")
    tree = page.tree
    QTest.keyClick(tree, Qt.Key.Key_Left)
    assert tree.current_id() == hand.zoo.enclosures["PR"]
    QTest.keyClick(tree, Qt.Key.Key_Left)
    assert "BR1 · Bear ridge 1" not in listed(page)
    page.refresh()
    hand.settle()
    assert "BR1 · Bear ridge 1" not in listed(page)  # what was closed stays closed
    QTest.keyClick(tree, Qt.Key.Key_Right)
    QTest.keyClick(tree, Qt.Key.Key_Down)
    hand.settle()
    assert page.card.facts.title == "BR1 · Bear ridge 1"
    page.toggle_card()
    assert not page.area.isVisible()
    QTest.keyClick(tree, Qt.Key.Key_Return)
    hand.settle()
    assert page.area.isVisible()


def test_F2_edits_the_place_that_is_current(page: EnclosuresPage, hand: Hand) -> None:
    place(page, hand, "BR1")
    QTest.keyClick(page.tree, Qt.Key.Key_F2)
    hand.settle()
    form = dialog(page, EnclosureForm)
    assert form.editors["name"].text() == "Bear ridge 1"
    assert access.faults(form) == []
    assert hand.save(form, name="Bear ridge, upper") == {}
    hand.settle()
    assert "BR1 · Bear ridge, upper" in listed(page)


def test_a_search_finds_places_by_name_and_by_who_lives_there(page: EnclosuresPage, hand: Hand) -> None:
    page.search_line.setText("arctos")
    page._show()
    assert list(listed(page)) == ["PR · Predators", "BR1 · Bear ridge 1"]
    page.search_line.setText("lake")
    page._show()
    assert list(listed(page)) == ["SL · Swan lake"]
    page.search_line.setText("giraffe")
    page._show()
    assert page.nothing.isVisible()
    place(page, hand, "LT")
    assert (page.search_line.text(), page.tree.current_id()) == ("", hand.zoo.enclosures["LT"])


def test_the_places_as_of_another_day(page: EnclosuresPage, hand: Hand, bears: list[int]) -> None:
    hand.desk.database.clock.day = LATER  # type: ignore[union-attr]
    hand.work(lambda work: moves.move_all(work, bears[:3], hand.zoo.enclosures["LT"], LATER))
    page.day.type("")
    page.refresh()
    hand.settle()
    assert (listed(page)["BR1 · Bear ridge 1"], listed(page)["LT · Lion terrace"]) == ("2 of 3", "3 of 4")
    page.day.type("20.11.2024")
    page.day.left.emit()
    hand.settle()
    assert listed(page)["BR1 · Bear ridge 1"] == "5 of 3"
    assert page.head.facts.text().endswith("as of 20 Nov 2024")
    page.day.type("some day")
    page.day.left.emit()
    hand.settle()
    assert page.wrong.text() != ""
    assert listed(page)["BR1 · Bear ridge 1"] == "5 of 3"


def test_the_marked_places_stand_for_their_animals(page: EnclosuresPage, hand: Hand, bears: list[int]) -> None:
    place(page, hand, "BR1")
    assert page.selected_ids() == bears
    place(page, hand, "PR")
    assert page.selected_ids() == bears  # an area stands for its parts
    place(page, hand, "LT")
    assert page.selected_ids() == []


def test_the_card_names_who_lives_there_and_leads_to_them(
    page: EnclosuresPage, hand: Hand, bears: list[int], qtbot: QtBot
) -> None:
    place(page, hand, "BR1")
    with qtbot.waitSignal(hand.desk.go) as gone:
        press(page.card, f"Open 24-{bears[0]:04}")
    assert gone.args == ["animals", bears[0]]
    with qtbot.waitSignal(hand.desk.go) as gone:
        press(page.card, "Move all…")
    assert gone.args == ["move", bears]
    assert "since 20 Nov 2024" in said(page.card)


def test_a_change_elsewhere_shows_at_once(page: EnclosuresPage, hand: Hand) -> None:
    hand.comes("Panthera leo", "1.0.0", "LT")
    hand.settle()
    assert listed(page)["LT · Lion terrace"] == "1 of 4"


def test_a_new_place_with_its_limits(page: EnclosuresPage, hand: Hand) -> None:
    press(page, "New enclosure…")
    hand.settle()
    form = dialog(page, EnclosureForm)
    form.add_line()
    limits = {"limits__0__taxon_id": "Aix galericulata", "limits__0__most": "60", "limits__1__most": "80"}
    texts = {"code": "W1", "name": "Winter house", "kind": "Off exhibit", "parent_id": "QS", "area_m2": "120"}
    assert hand.save(form, **texts, **limits) == {}
    made = hand.ask(lambda s: s.scalars(select(Enclosure).where(Enclosure.code == "W1")).one())
    assert (made.kind, made.parent_id, made.area_m2) == (EnclosureKind.OFF_SHOW, hand.zoo.enclosures["QS"], 120)
    query = select(Capacity.taxon_id, Capacity.most).where(Capacity.enclosure_id == made.id).order_by(Capacity.id)
    found = [tuple(row) for row in hand.ask(lambda s: s.execute(query).all())]
    assert found == [(hand.zoo.taxa["Aix galericulata"], 60), (None, 80)]
    assert listed(page)["W1 · Winter house"] == "0 of 80"
    assert page.tree.current_id() == made.id


def test_what_is_wrong_with_a_place_stands_beside_its_field(page: EnclosuresPage, hand: Hand) -> None:
    form = opened(page, hand, 0)
    assert hand.save(form) == {"code": "Fill this in.", "name": "Fill this in."}
    texts = {"code": "BR1", "name": "Once more", "area_m2": "12 m", "limits__0__taxon_id": "Ursus arctos"}
    assert hand.save(form, **texts) == {"area_m2": "A whole number, as 12."}
    both = {"code": "Another place has this code.", "limits.0.most": "How many of these?"}
    assert hand.save(form, area_m2="12") == both
    days = {"code": "BR9", "limits__0__most": "3", "active_from": "1.12.2024", "active_to": "1.11.2024"}
    assert hand.save(form, **days) == {"active_to": "Ends before it begins."}


def test_a_place_does_not_become_a_part_of_itself_and_does_not_close_on_its_animals(
    page: EnclosuresPage, hand: Hand
) -> None:
    form = opened(page, hand, hand.zoo.enclosures["PR"])
    assert hand.save(form, parent_id="BR1") == {"parent_id": "A place cannot be part of itself."}
    form.reject()
    form = opened(page, hand, hand.zoo.enclosures["BR1"])
    assert hand.save(form, active_to="20.11.2024") == {"active_to": "5 animals live here: move them first."}


def test_limits_are_changed_added_and_emptied_in_the_form_of_a_place(page: EnclosuresPage, hand: Hand) -> None:
    form = opened(page, hand, hand.zoo.enclosures["BR1"])
    texts = {"limits__0__most": "6", "limits__1__taxon_id": "Ursus arctos", "limits__1__most": "4"}
    assert hand.save(form, **texts) == {}
    assert room(hand, "BR1") == [(None, 6), (hand.zoo.taxa["Ursus arctos"], 4)]
    form = opened(page, hand, hand.zoo.enclosures["BR1"])
    twice = {"limits__2__taxon_id": "Ursus arctos", "limits__2__most": "9"}
    assert hand.save(form, **twice) == {"limits.2.taxon_id": "There is a limit for these already."}
    assert hand.save(form, limits__0__most="", limits__2__taxon_id="", limits__2__most="") == {}
    assert room(hand, "BR1") == [(hand.zoo.taxa["Ursus arctos"], 4)]


def test_limits_are_added_changed_and_dropped_on_the_card(page: EnclosuresPage, hand: Hand) -> None:
    place(page, hand, "BR1")
    press(page.card, "Add a limit to BR1 · Bear ridge 1")
    hand.settle()
    form = dialog(page, NewCapacityForm)
    assert access.faults(form) == []
    assert hand.save(form, most="9") == {"taxon_id": "There is a limit for these already."}
    assert hand.save(form, taxon_id="Ursus arctos", most="-1") == {"most": "At least 0."}
    assert hand.save(form, most="9") == {}
    press(page.card, "Edit the limit: Ursus arctos")
    hand.settle()
    assert hand.save(dialog(page, CapacityForm), most="10") == {}
    press(page.card, "Drop the limit: All animals together")
    hand.settle()
    assert room(hand, "BR1") == [(hand.zoo.taxa["Ursus arctos"], 10)]
    assert listed(page)["BR1 · Bear ridge 1"] == "5 of 10"
    assert "Limit taken back: All animals together." in hand.told()[-1]


def test_G12_two_who_edit_one_place_see_both_values(page: EnclosuresPage, hand: Hand) -> None:
    form = opened(page, hand, hand.zoo.enclosures["LT"])
    hand.work(lambda work: enclosures.amend(work, hand.zoo.enclosures["LT"], 1, {"name": "Lion hill"}))
    assert hand.save(form, name="Lion house")["name"] == "You: Lion house. Meanwhile saved: Lion hill."


def test_a_narrow_window_folds_who_lives_there_into_the_card(page: EnclosuresPage) -> None:
    assert not page.tree.isColumnHidden(WHO)
    page.resize(900, 700)
    assert page.tree.isColumnHidden(WHO)
    page.resize(1300, 700)
    assert not page.tree.isColumnHidden(WHO)


@pytest.mark.parametrize("role", ["keeper"])
def test_a_keeper_looks_and_moves_and_changes_no_place(page: EnclosuresPage, hand: Hand) -> None:
    place(page, hand, "BR1")
    assert [each.accessibleName() for each in page.head.bar.buttons] == ["Export…", "Print this list"]
    QTest.keyClick(page.tree, Qt.Key.Key_F2)
    hand.settle()
    assert page.findChildren(EnclosureForm) == []
    assert not [each for each in said(page.card) if each.startswith("Add a limit")]


def test_places_are_copied_exported_and_printed_as_searched(page: EnclosuresPage, hand: Hand, tmp_path: Path) -> None:
    place(page, hand, "BR1")
    page.tree.setFocus()
    QTest.keyClick(page.tree, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    hand.settle()
    assert QGuiApplication.clipboard().text().startswith("BR1\tBear ridge 1\tPredators\t")
    page.search_line.setText("ridge")
    list_files.export_to(page, tmp_path / "places.json")
    hand.settle()
    assert [row["code"] for row in json.loads((tmp_path / "places.json").read_text())] == ["BR1"]
    page.print_shown()
    hand.settle()
    assert "ridge" in said(dialog(page, SheetPreview))
