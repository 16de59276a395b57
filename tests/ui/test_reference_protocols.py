"""Institutions and protocols in the window: changed and confirmed through their forms."""


import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from tests.builders import TODAY, Zoo
from tests.ui import access
from tests.ui.conftest import Settle
from tests.ui.filling import Opened, asked, card, dialog, fill, listed, opener, press, save
from ui.desk import Desk
from ui.forms.confirmation import ConfirmationForm
from ui.forms.institution import InstitutionForm
from ui.forms.names import InstitutionNamesForm, TaxonNamesForm
from ui.forms.proposal import ProposalForm
from ui.forms.protocol import NewEditionForm, ProtocolEditForm
from ui.forms.recording import RecordForm
from ui.forms.requirement import NewRequirementForm, RequirementForm
from ui.forms.taxon import TaxonForm
from ui.forms.taxon_status import TaxonStatusForm
from ui.panels.reference import ReferencePage
from zooapp.lists import institution_card, protocol_card
from zooapp.lists.arriving import choices
from zooapp.models import Entry, Protocol, Rank

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


def test_an_institution_is_added_and_its_code_is_its_own(
    desk: Desk, page: ReferencePage, opened: Opened, settle: Settle
) -> None:
    form = opened(InstitutionForm, 0)
    wrong = save(form, settle, mnemonic="moscow", name="Riga Zoo", country="qq")
    assert wrong == {"country": "No country has this code: two letters, as KP."}
    assert save(form, settle, country="lv") == {"mnemonic": "Another institution has this short code."}
    save(form, settle, mnemonic="riga", names__ru="Рижский зоопарк", represented_by="Director I. Berzins")
    riga = asked(desk, lambda s: institution_card.coded(s, "RIGA"))
    page.show_record(("institution", riga))
    settle()
    assert {"Riga Zoo", "Latvia", "Director I. Berzins", "Рижский зоопарк"} <= set(card(page))
    shown = listed(page)
    assert shown.table.current_id() == riga


def test_an_institution_has_names_by_language(
    desk: Desk, opened: Opened, zoo: Zoo, settle: Settle
) -> None:
    form = opened(InstitutionNamesForm, zoo.institutions["MOSCOW"])
    save(form, settle, ko_KP__text="모스크바동물원")
    found = asked(desk, lambda s: institution_card.read(s, zoo.institutions["MOSCOW"]))
    assert "모스크바동물원" in [line.text for line in found.names]


def test_a_new_edition_wants_a_reason_and_a_number_of_its_own(
    desk: Desk, opened: Opened, zoo: Zoo, settle: Settle
) -> None:
    old = next(iter(zoo.protocols.values()))
    form = opened(NewEditionForm, old)
    known = next(iter(form.found["editions"]))  # type: ignore[attr-defined]
    assert set(save(form, settle)) == {"edition", "why"}
    wrong = save(form, settle, edition=known, why="The ministry asks for 40 days")
    assert wrong == {"edition": "This edition is there already."}
    save(form, settle, edition="2025-1", min_days="40")
    why = asked(desk, lambda s: s.scalars(select(Entry.why).order_by(Entry.id.desc())).first())
    assert why == "The ministry asks for 40 days"
    editions = asked(desk, lambda s: protocol_card.editions(s, old))
    assert "2025-1" in editions


def test_tests_of_an_unused_edition_are_added_changed_dropped_and_confirmed(
    desk: Desk, page: ReferencePage, opened: Opened, zoo: Zoo, settle: Settle
) -> None:
    protocol = next(iter(zoo.protocols.values()))

    def demanded() -> dict[str, protocol_card.RequirementLine]:
        found = asked(desk, lambda s: protocol_card.read(s, protocol))
        return {row.code: row for row in found.requirements}

    form = opened(NewRequirementForm, protocol)
    wrong = save(form, settle, code="tb", name="Tuberculin test", interval_days="400")
    assert wrong == {"interval_days": "At most 365."}
    assert save(form, settle, interval_days="-3") == {"interval_days": "At least 0."}
    save(form, settle, interval_days="60", needed="2")
    assert demanded()["tb"].words == "2 rounds · 60 days apart · from the entry"
    change = opened(RequirementForm, demanded()["tb"].id)
    save(change, settle, needed="3")
    assert demanded()["tb"].words.startswith("3 rounds")
    page.show_record(("protocol", protocol))
    settle()
    edition = asked(desk, lambda s: protocol_card.read(s, protocol))
    press(page, f"Confirm: {edition.code} {edition.edition}")
    confirm = dialog(page, ConfirmationForm)
    save(confirm, settle, source="Order 12 of the ministry")
    assert demanded()["tb"].sure.verified
    press(page, "Drop test: Tuberculin test")
    settle()
    assert "tb" not in demanded()


def test_an_edition_is_changed_while_no_case_uses_it(
    desk: Desk, opened: Opened, zoo: Zoo, settle: Settle
) -> None:
    protocol = next(iter(zoo.protocols.values()))
    form = opened(ProtocolEditForm, protocol)
    assert save(form, settle, min_days="x") == {"min_days": "A whole number, as 12."}
    save(form, settle, min_days="45")
    assert asked(desk, lambda s: protocol_card.read(s, protocol)).days == 45


def test_a_protocol_of_its_own_is_made_of_another_with_its_own_code(
    desk: Desk, opened: Opened, zoo: Zoo, settle: Settle
) -> None:
    form = opened(NewEditionForm, zoo.protocols["by_order"])
    rules = {"empty_days": "7", "staff_rules": "Own boots.", "facilities": "A room of its own"}
    assert save(form, settle, code="reptiles", edition="1", why="We have none for them", **rules) == {}
    found = asked(desk, lambda s: s.scalars(select(Protocol).where(Protocol.code == "reptiles")).one())
    assert (found.edition, found.empty_days, found.staff_rules) == ("1", 7, "Own boots.")
    facts = asked(desk, lambda s: protocol_card.read(s, found.id))
    assert [row.code for row in facts.requirements] == ["faecal", "exam"]


def test_R52_a_protocol_is_proposed_by_risk_on_its_card_and_no_more(
    desk: Desk, page: ReferencePage, opened: Opened, zoo: Zoo, settle: Settle
) -> None:
    protocol = zoo.protocols["by_class"]
    page.show_record(("protocol", protocol))
    settle()
    press(page, "Propose by_class")
    settle()
    form = dialog(page, ProposalForm)
    assert save(form, settle, taxon_id="") == {"taxon_id": "Fill this in."}
    assert save(form, settle, source_class="traders", taxon_id="Aves", source="own") == {}
    sender = opened(InstitutionForm, zoo.institutions["MOSCOW"])
    assert save(sender, settle, source_class="traders") == {}
    found = asked(desk, lambda s: choices(s, TODAY))
    assert found.protocol(zoo.taxa["Aix galericulata"], zoo.institutions["MOSCOW"]) == protocol
    page.show_record(("protocol", protocol))
    settle()
    assert "Aves · traders" in card(page)
    press(page, "No more for Aves · traders")
    settle()
    assert asked(desk, lambda s: protocol_card.read(s, protocol)).proposals == ()


def test_every_rank_has_a_word(opened: Opened) -> None:
    form = opened(TaxonForm, 0)
    for rank in Rank:
        fill(form, rank=rank.value)
        assert form.editors["rank"].value() is rank


@pytest.mark.parametrize("kind", ["taxon", "institution", "protocol"])
def test_every_card_can_be_read_aloud_and_reached_by_keys(page: ReferencePage, kind: str, settle: Settle) -> None:
    page.show_record((kind, 1))
    settle()
    assert access.faults(page) == []


@pytest.mark.parametrize("form", [TaxonForm, TaxonNamesForm, TaxonStatusForm, InstitutionForm, NewEditionForm])
def test_every_form_can_be_read_aloud_and_reached_by_keys(opened: Opened, form: type[RecordForm]) -> None:
    assert access.faults(opened(form, 1)) == []
