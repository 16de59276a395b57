"""Taxa in the window: found, read, changed and confirmed through their forms."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from tests.builders import Zoo
from tests.counting import statements
from tests.ui.conftest import Settle
from tests.ui.filling import Opened, asked, card, dialog, fill, listed, opener, press, save
from ui.desk import Desk
from ui.forms.confirmation import ConfirmationForm
from ui.forms.names import TaxonNamesForm
from ui.forms.taxon import TaxonForm, TaxonReplaceForm
from ui.forms.taxon_status import EndStatusForm, TaxonStatusForm
from ui.panels.reference import ReferencePage
from zooapp.database import Database
from zooapp.lists import institution_card, protocol_card, taxon_card
from zooapp.models import Taxon
from zooapp.permission import Permission
from zooapp.services import taxa

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)

LION = "Panthera leo"


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, settle: Settle) -> ReferencePage:
    """The place, shown."""
    made = ReferencePage(desk)
    qtbot.addWidget(made)
    made.resize(1200, 800)
    made.show()
    settle()
    return made


@pytest.fixture
def opened(desk: Desk, page: ReferencePage, settle: Settle) -> Opened:
    """Opens a form about a record."""
    return opener(desk, page, settle)


def facts(desk: Desk, taxon: int) -> taxon_card.TaxonFacts:
    assert desk.database is not None
    today = desk.database.clock.today()
    found: taxon_card.TaxonFacts = asked(desk, lambda s: taxon_card.read(s, taxon, today))
    return found


def test_a_taxon_shows_its_line_and_that_nobody_verified_it(page: ReferencePage, zoo: Zoo, settle: Settle) -> None:
    page.show_record(("taxon", zoo.taxa[LION]))
    settle()
    words = card(page)
    assert "Mammalia › Carnivora › Felidae › Panthera › Panthera leo" in words
    assert "not verified" in words


def test_a_taxon_is_added_with_names_and_found_by_them(
    desk: Desk, page: ReferencePage, opened: Opened, settle: Settle
) -> None:
    form = opened(TaxonForm, 0)
    save(form, settle, scientific="Panthera pardus", parent_id="Panthera", names__ko_KP="표범", names__en="leopard")
    page.choose("taxa")
    shown = listed(page)
    shown.search_line.setText("표범")
    shown._search()
    settle()
    assert len(shown.table.paged.ids) == 1
    assert facts(desk, shown.table.paged.ids[0]).words.common == "leopard"


def test_a_rank_that_does_not_descend_is_refused_beside_its_field(opened: Opened, settle: Settle) -> None:
    form = opened(TaxonForm, 0)
    wrong = save(form, settle, scientific="Felinae", rank="order", parent_id="Felidae")
    assert wrong == {"parent_id": "Felidae is not above it: it is a family itself."}
    assert form.editors["scientific"].text() == "Felinae"


def test_a_name_that_is_there_already_is_refused(opened: Opened, settle: Settle) -> None:
    form = opened(TaxonForm, 0)
    wrong = save(form, settle, scientific="panthera LEO", parent_id="Panthera")
    assert wrong == {"scientific": "There is a taxon of this name already."}


def test_two_who_edit_a_taxon_see_both_values(
    desk: Desk, opened: Opened, zoo: Zoo, settle: Settle
) -> None:
    form = opened(TaxonForm, zoo.taxa[LION])
    assert desk.database is not None
    assert desk.actor is not None
    with desk.database.work(desk.actor, "Meanwhile") as work:
        taxa.amend(work, zoo.taxa[LION], work.get(Taxon, zoo.taxa[LION]).version, {"author": "Linnaeus, 1758"})
    assert save(form, settle, author="Linn.") == {"author": "You: Linn.. Meanwhile saved: Linnaeus, 1758."}


def test_names_are_changed_by_language_and_count_as_not_verified(
    desk: Desk, opened: Opened, zoo: Zoo, settle: Settle
) -> None:
    form = opened(TaxonNamesForm, zoo.taxa[LION])
    save(form, settle, ru__text="лев", ko_KR__text="사자", ko_KR__short="사자")
    names = {line.locale: line for line in facts(desk, zoo.taxa[LION]).names}
    assert (names["ru"].text, names["ko_KR"].short) == ("лев", "사자")
    assert names["ru"].sure.words == "not verified"


def test_a_short_name_alone_is_refused(opened: Opened, zoo: Zoo, settle: Settle) -> None:
    form = opened(TaxonNamesForm, zoo.taxa["Panthera"])
    assert save(form, settle, ru__short="лев") == {"ru.text": "A short name needs the whole one."}


def test_R76_a_new_status_ends_the_row_before_it(
    desk: Desk, page: ReferencePage, opened: Opened, zoo: Zoo, settle: Settle
) -> None:
    lion = zoo.taxa[LION]
    for value, since in (("II", "1.1.2000"), ("I", "1.3.2024")):
        form = opened(TaxonStatusForm, lion)
        fill(form, scheme="CITES", value=value, valid_from=since, source="Appendices")
        form.save()
        settle()
    rows = [(row.value, str(row.valid_from), str(row.valid_to), row.counts) for row in facts(desk, lion).statuses]
    assert rows == [("I", "2024-03-01", "None", True), ("II", "2000-01-01", "2024-02-29", False)]
    page.show_record(("taxon", lion))
    settle()
    assert "1 Jan 2000 – 29 Feb 2024 · Appendices" in card(page)


def test_a_cites_status_that_no_list_has_is_refused(opened: Opened, zoo: Zoo, settle: Settle) -> None:
    form = opened(TaxonStatusForm, zoo.taxa[LION])
    wrong = save(form, settle, scheme="CITES", value="IV", source="Appendices")
    assert wrong == {"value": "CITES has these: I II III -"}


def test_R109_a_fact_is_confirmed_with_a_source_and_says_by_whom(
    desk: Desk, page: ReferencePage, opened: Opened, zoo: Zoo, settle: Settle
) -> None:
    lion = zoo.taxa[LION]
    form = opened(TaxonStatusForm, lion)
    save(form, settle, scheme="CITES", value="II", source="Appendices")
    page.show_record(("taxon", lion))
    settle()
    press(page, "Confirm: Panthera leo, CITES II")
    confirm = dialog(page, ConfirmationForm)
    assert save(confirm, settle) == {"source": "Fill this in."}
    save(confirm, settle, source="cites.org, 20 Nov 2024")
    sure = facts(desk, lion).statuses[0].sure
    assert sure.verified
    assert sure.words.endswith(", 20 Nov 2024: cites.org, 20 Nov 2024")
    assert sure.words in card(page)


def test_a_status_ends_on_a_day(desk: Desk, opened: Opened, zoo: Zoo, settle: Settle) -> None:
    form = opened(TaxonStatusForm, zoo.taxa[LION])
    save(form, settle, scheme="IUCN", value="VU", valid_from="1.1.2020", source="Red List")
    end = opened(EndStatusForm, facts(desk, zoo.taxa[LION]).statuses[0].id)
    assert save(end, settle, valid_to="31.12.2019") == {"valid_to": "Ends before it begins."}
    save(end, settle, valid_to="31.12.2023")
    assert str(facts(desk, zoo.taxa[LION]).statuses[0].valid_to) == "2023-12-31"


def test_a_taxon_is_replaced_by_another(desk: Desk, opened: Opened, zoo: Zoo, settle: Settle) -> None:
    form = opened(TaxonReplaceForm, zoo.taxa["Bos grunniens"])
    save(form, settle, replaced_by_id=LION)
    assert facts(desk, zoo.taxa["Bos grunniens"]).replaced_by == LION
    assert facts(desk, zoo.taxa[LION]).stands_for == ("Bos grunniens",)


def test_enter_and_f2_edit_the_current_record(page: ReferencePage, zoo: Zoo, settle: Settle) -> None:
    page.show_record(("taxon", zoo.taxa[LION]))
    settle()
    shown = listed(page)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_F2):
        QTest.keyClick(shown.table, key)
        settle()
        form = dialog(page, TaxonForm)
        assert form.windowTitle() == "Edit taxon: Panthera leo"
        form.reject()


@pytest.mark.parametrize("role", ["viewer"])
def test_who_may_not_is_told_why(desk: Desk, page: ReferencePage, zoo: Zoo, settle: Settle) -> None:
    assert not desk.may(Permission.EDIT_TAXA)
    page.show_record(("taxon", zoo.taxa[LION]))
    settle()
    reason = "Your role has no right for this: Edit taxa and legal status."
    assert reason in card(page)
    edit = next(each for each in page.findChildren(QPushButton) if each.accessibleName() == "Edit…")
    assert not edit.isEnabled()
    assert edit.accessibleDescription() == reason
    assert not [each for each in page.findChildren(QPushButton) if each.text() == "Confirm…"]


def test_a_card_asks_little_however_much_it_shows(seeded: Database) -> None:
    with seeded.read() as session:
        lion = taxon_card.named(session, LION)
        moscow = institution_card.coded(session, "MOSCOW")
    cards: dict[int, Callable[[Any], object]] = {
        12: lambda s: taxon_card.read(s, lion, seeded.clock.today()),
        6: lambda s: institution_card.read(s, moscow),
        9: lambda s: protocol_card.read(s, 13),
    }
    for most, read in cards.items():
        with statements(seeded) as asked_now, seeded.read() as session:
            assert read(session) is not None
        assert len(asked_now) <= most
