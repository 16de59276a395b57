"""Taxa, institutions and protocols in the window: found, read, changed and confirmed through their forms."""

from collections.abc import Callable
from typing import Any, TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from tests.builders import Zoo
from tests.counting import statements
from tests.ui.conftest import Settle
from ui.desk import Desk
from ui.form import Form
from ui.forms.confirmation import ConfirmationForm
from ui.forms.institution import InstitutionForm
from ui.forms.names import InstitutionNamesForm, TaxonNamesForm
from ui.forms.protocol import NewEditionForm, ProtocolEditForm
from ui.forms.recording import RecordForm, open_record
from ui.forms.requirement import NewRequirementForm, RequirementForm
from ui.forms.taxon import TaxonForm, TaxonReplaceForm
from ui.forms.taxon_status import EndStatusForm, TaxonStatusForm
from ui.listing import ListPage
from ui.panels.reference import ReferencePage
from ui.widgets.label import Label
from zooapp.database import Database
from zooapp.lists import institution_card, protocol_card, taxon_card
from zooapp.models import Entry, Rank, Taxon
from zooapp.permission import Permission
from zooapp.services import taxa

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)

F = TypeVar("F", bound=QDialog)
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
def opened(desk: Desk, page: ReferencePage, settle: Settle) -> Callable[[type[RecordForm], int], Form]:
    """Open a form about a record."""

    def open_it(form: type[RecordForm], record: int) -> Form:
        open_record(desk, form, record, page)
        settle()
        return dialog(page, form)

    return open_it


def dialog(page: QWidget, kind: type[F]) -> F:
    return next(each for each in page.findChildren(kind) if each.isVisible())


def press(page: QWidget, name: str) -> None:
    found = [each for each in page.findChildren(QPushButton) if each.accessibleName() == name and each.isVisible()]
    found[0].click()


def said(page: ReferencePage) -> list[str]:
    """All words of the card that is shown."""
    shown = page.page()
    assert isinstance(shown, ListPage)
    assert shown.card is not None
    return [label.text() for label in shown.card.findChildren(Label) if not label.isHidden()]


def fill(form: Form, **texts: str) -> None:
    for path, text in texts.items():
        form.fill(path.replace("__", "."), text)


def wrong(form: Form) -> dict[str, str]:
    return {path: box.problem.text for path, box in form.boxes.items() if box.problem is not None}


def asked(desk: Desk, question: Callable[[Any], Any]) -> Any:
    assert desk.database is not None
    with desk.database.read() as session:
        return question(session)


def facts(desk: Desk, taxon: int) -> taxon_card.TaxonFacts:
    assert desk.database is not None
    today = desk.database.clock.today()
    found: taxon_card.TaxonFacts = asked(desk, lambda s: taxon_card.read(s, taxon, today))
    return found


def test_a_taxon_shows_its_line_and_that_nobody_verified_it(page: ReferencePage, zoo: Zoo, settle: Settle) -> None:
    page.show_record(("taxon", zoo.taxa[LION]))
    settle()
    words = said(page)
    assert "Mammalia › Carnivora › Felidae › Panthera › Panthera leo" in words
    assert "not verified" in words


def test_a_taxon_is_added_with_names_and_found_by_them(
    desk: Desk, page: ReferencePage, opened: Callable[..., Form], settle: Settle
) -> None:
    form = opened(TaxonForm, 0)
    fill(form, scientific="Panthera pardus", parent_id="Panthera", names__ko_KP="표범", names__en="leopard")
    form.save()
    settle()
    page.choose("taxa")
    shown = page.page()
    assert isinstance(shown, ListPage)
    shown.search_line.setText("표범")
    shown._search()
    settle()
    assert len(shown.table.paged.ids) == 1
    assert facts(desk, shown.table.paged.ids[0]).words.common == "leopard"


def test_a_rank_that_does_not_descend_is_refused_beside_its_field(opened: Callable[..., Form], settle: Settle) -> None:
    form = opened(TaxonForm, 0)
    fill(form, scientific="Felinae", rank="order", parent_id="Felidae")
    form.save()
    settle()
    assert wrong(form) == {"parent_id": "Felidae is not above it: it is a family itself."}
    assert form.editors["scientific"].text() == "Felinae"


def test_a_name_that_is_there_already_is_refused(opened: Callable[..., Form], settle: Settle) -> None:
    form = opened(TaxonForm, 0)
    fill(form, scientific="panthera LEO", parent_id="Panthera")
    form.save()
    settle()
    assert wrong(form) == {"scientific": "There is a taxon of this name already."}


def test_two_who_edit_a_taxon_see_both_values(
    desk: Desk, opened: Callable[..., Form], zoo: Zoo, settle: Settle
) -> None:
    form = opened(TaxonForm, zoo.taxa[LION])
    assert desk.database is not None
    assert desk.actor is not None
    with desk.database.work(desk.actor, "Meanwhile") as work:
        taxa.amend(work, zoo.taxa[LION], work.get(Taxon, zoo.taxa[LION]).version, {"author": "Linnaeus, 1758"})
    fill(form, author="Linn.")
    form.save()
    settle()
    assert wrong(form) == {"author": "You: Linn.. Meanwhile saved: Linnaeus, 1758."}


def test_names_are_changed_by_language_and_count_as_not_verified(
    desk: Desk, opened: Callable[..., Form], zoo: Zoo, settle: Settle
) -> None:
    form = opened(TaxonNamesForm, zoo.taxa[LION])
    fill(form, ru__text="лев", ko_KR__text="사자", ko_KR__short="사자")
    form.save()
    settle()
    names = {line.locale: line for line in facts(desk, zoo.taxa[LION]).names}
    assert (names["ru"].text, names["ko_KR"].short) == ("лев", "사자")
    assert names["ru"].sure.words == "not verified"


def test_a_short_name_alone_is_refused(opened: Callable[..., Form], zoo: Zoo, settle: Settle) -> None:
    form = opened(TaxonNamesForm, zoo.taxa["Panthera"])
    fill(form, ru__short="лев")
    form.save()
    settle()
    assert wrong(form) == {"ru.text": "A short name needs the whole one."}


def test_R76_a_new_status_ends_the_row_before_it(
    desk: Desk, page: ReferencePage, opened: Callable[..., Form], zoo: Zoo, settle: Settle
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
    assert "1 Jan 2000 – 29 Feb 2024 · Appendices" in said(page)


def test_a_cites_status_that_no_list_has_is_refused(opened: Callable[..., Form], zoo: Zoo, settle: Settle) -> None:
    form = opened(TaxonStatusForm, zoo.taxa[LION])
    fill(form, scheme="CITES", value="IV", source="Appendices")
    form.save()
    settle()
    assert wrong(form) == {"value": "CITES has these: I II III -"}


def test_R109_a_fact_is_confirmed_with_a_source_and_says_by_whom(
    desk: Desk, page: ReferencePage, opened: Callable[..., Form], zoo: Zoo, settle: Settle
) -> None:
    lion = zoo.taxa[LION]
    form = opened(TaxonStatusForm, lion)
    fill(form, scheme="CITES", value="II", source="Appendices")
    form.save()
    settle()
    page.show_record(("taxon", lion))
    settle()
    press(page, "Confirm: Panthera leo, CITES II")
    confirm = dialog(page, ConfirmationForm)
    confirm.save()
    assert wrong(confirm) == {"source": "Fill this in."}
    fill(confirm, source="cites.org, 20 Nov 2024")
    confirm.save()
    settle()
    sure = facts(desk, lion).statuses[0].sure
    assert sure.verified
    assert sure.words.endswith(", 20 Nov 2024: cites.org, 20 Nov 2024")
    assert sure.words in said(page)


def test_a_status_ends_on_a_day(desk: Desk, opened: Callable[..., Form], zoo: Zoo, settle: Settle) -> None:
    form = opened(TaxonStatusForm, zoo.taxa[LION])
    fill(form, scheme="IUCN", value="VU", valid_from="1.1.2020", source="Red List")
    form.save()
    settle()
    end = opened(EndStatusForm, facts(desk, zoo.taxa[LION]).statuses[0].id)
    fill(end, valid_to="31.12.2019")
    end.save()
    settle()
    assert wrong(end) == {"valid_to": "Ends before it begins."}
    fill(end, valid_to="31.12.2023")
    end.save()
    settle()
    assert str(facts(desk, zoo.taxa[LION]).statuses[0].valid_to) == "2023-12-31"


def test_a_taxon_is_replaced_by_another(desk: Desk, opened: Callable[..., Form], zoo: Zoo, settle: Settle) -> None:
    form = opened(TaxonReplaceForm, zoo.taxa["Bos grunniens"])
    fill(form, replaced_by_id=LION)
    form.save()
    settle()
    assert facts(desk, zoo.taxa["Bos grunniens"]).replaced_by == LION
    assert facts(desk, zoo.taxa[LION]).stands_for == ("Bos grunniens",)


def test_an_institution_is_added_and_its_code_is_its_own(
    desk: Desk, page: ReferencePage, opened: Callable[..., Form], settle: Settle
) -> None:
    form = opened(InstitutionForm, 0)
    fill(form, mnemonic="moscow", name="Riga Zoo", country="qq")
    form.save()
    assert wrong(form) == {"country": "No country has this code: two letters, as KP."}
    fill(form, country="lv")
    form.save()
    settle()
    assert wrong(form) == {"mnemonic": "Another institution has this short code."}
    fill(form, mnemonic="riga", names__ru="Рижский зоопарк", represented_by="Director I. Berzins")
    form.save()
    settle()
    riga = asked(desk, lambda s: institution_card.coded(s, "RIGA"))
    page.show_record(("institution", riga))
    settle()
    assert {"Riga Zoo", "Latvia", "Director I. Berzins", "Рижский зоопарк"} <= set(said(page))
    shown = page.page()
    assert isinstance(shown, ListPage)
    assert shown.table.current_id() == riga


def test_an_institution_has_names_by_language(
    desk: Desk, opened: Callable[..., Form], zoo: Zoo, settle: Settle
) -> None:
    form = opened(InstitutionNamesForm, zoo.institutions["MOSCOW"])
    fill(form, ko_KP__text="모스크바동물원")
    form.save()
    settle()
    found = asked(desk, lambda s: institution_card.read(s, zoo.institutions["MOSCOW"]))
    assert "모스크바동물원" in [line.text for line in found.names]


def test_a_new_edition_wants_a_reason_and_a_number_of_its_own(
    desk: Desk, opened: Callable[..., Form], zoo: Zoo, settle: Settle
) -> None:
    old = next(iter(zoo.protocols.values()))
    form = opened(NewEditionForm, old)
    known = next(iter(form.found["editions"]))  # type: ignore[attr-defined]
    form.save()
    assert set(wrong(form)) == {"edition", "why"}
    fill(form, edition=known, why="The ministry asks for 40 days")
    form.save()
    assert wrong(form) == {"edition": "This edition is there already."}
    fill(form, edition="2025-1", min_days="40")
    form.save()
    settle()
    why = asked(desk, lambda s: s.scalars(select(Entry.why).order_by(Entry.id.desc())).first())
    assert why == "The ministry asks for 40 days"
    editions = asked(desk, lambda s: protocol_card.editions(s, old))
    assert "2025-1" in editions


def test_tests_of_an_unused_edition_are_added_changed_dropped_and_confirmed(
    desk: Desk, page: ReferencePage, opened: Callable[..., Form], zoo: Zoo, settle: Settle
) -> None:
    protocol = next(iter(zoo.protocols.values()))

    def demanded() -> dict[str, protocol_card.RequirementLine]:
        found = asked(desk, lambda s: protocol_card.read(s, protocol))
        return {row.code: row for row in found.requirements}

    form = opened(NewRequirementForm, protocol)
    fill(form, code="tb", name="Tuberculin test", interval_days="400")
    form.save()
    assert wrong(form) == {"interval_days": "At most 365."}
    fill(form, interval_days="60", needed="2")
    form.save()
    settle()
    assert demanded()["tb"].words == "2 rounds · 60 days apart · from the entry"
    change = opened(RequirementForm, demanded()["tb"].id)
    fill(change, needed="3")
    change.save()
    settle()
    assert demanded()["tb"].words.startswith("3 rounds")
    page.show_record(("protocol", protocol))
    settle()
    edition = asked(desk, lambda s: protocol_card.read(s, protocol))
    press(page, f"Confirm: {edition.code} {edition.edition}")
    confirm = dialog(page, ConfirmationForm)
    fill(confirm, source="Order 12 of the ministry")
    confirm.save()
    settle()
    assert demanded()["tb"].sure.verified
    press(page, "Drop test: Tuberculin test")
    settle()
    assert "tb" not in demanded()


def test_an_edition_is_changed_while_no_case_uses_it(
    desk: Desk, opened: Callable[..., Form], zoo: Zoo, settle: Settle
) -> None:
    protocol = next(iter(zoo.protocols.values()))
    form = opened(ProtocolEditForm, protocol)
    fill(form, min_days="x")
    form.save()
    assert wrong(form) == {"min_days": "A whole number, as 12."}
    fill(form, min_days="45")
    form.save()
    settle()
    assert asked(desk, lambda s: protocol_card.read(s, protocol)).days == 45


def test_enter_and_f2_edit_the_current_record(page: ReferencePage, zoo: Zoo, settle: Settle) -> None:
    page.show_record(("taxon", zoo.taxa[LION]))
    settle()
    shown = page.page()
    assert isinstance(shown, ListPage)
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
    assert reason in said(page)
    edit = next(each for each in page.findChildren(QPushButton) if each.accessibleName() == "Edit…")
    assert not edit.isEnabled()
    assert edit.accessibleDescription() == reason
    assert not [each for each in page.findChildren(QPushButton) if each.text() == "Confirm…"]


def test_every_rank_has_a_word(opened: Callable[..., Form]) -> None:
    form = opened(TaxonForm, 0)
    for rank in Rank:
        fill(form, rank=rank.value)
        assert form.editors["rank"].value() is rank


def test_a_card_asks_little_however_much_it_shows(seeded: Database) -> None:
    with seeded.read() as session:
        lion = taxon_card.named(session, LION)
        moscow = institution_card.coded(session, "MOSCOW")
    cards: dict[int, Callable[[Any], object]] = {
        12: lambda s: taxon_card.read(s, lion, seeded.clock.today()),
        6: lambda s: institution_card.read(s, moscow),
        8: lambda s: protocol_card.read(s, 1),
    }
    for most, read in cards.items():
        with statements(seeded) as asked_now, seeded.read() as session:
            assert read(session) is not None
        assert len(asked_now) <= most
