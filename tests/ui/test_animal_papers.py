"""Papers of animals and taxa from the window, the age pyramid, and the data-quality inbox by hand."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.builders import TODAY, Zoo, arrive
from tests.herd import DAY
from tests.ui import access
from tests.ui.conftest import Settle
from tests.ui.filling import dialog, press, said, save
from ui import animal_papers
from ui.desk import Desk
from ui.forms.age_pyramid import AgePyramidDialog
from ui.forms.animal_edit import AnimalEditForm
from ui.forms.move import MoveForm
from ui.panels.animal_card import AnimalCard
from ui.panels.quality_list import FORMS, QualityList
from ui.panels.reference_taxa import TaxonCard
from ui.panels.reports import ReportsPage
from ui.sheet_preview import SheetPreview
from ui.widgets.head import ActionBar
from ui.widgets.notice import Notices
from zooapp.booking import Act
from zooapp.database import Database
from zooapp.lists import quality
from zooapp.models import Animal, Origin
from zooapp.reports.spec import Ask
from zooapp.services import dispositions
from zooapp.values.dates import FuzzyDate
from zooapp.work import ALL, Actor

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)


@pytest.fixture
def role() -> str:
    return "registrar"


@pytest.fixture
def pride(sqlite: Database, zoo: Zoo, boss: Actor) -> dict[str, int]:
    """A lion that died, a lioness of four years, one of about five, and a bear that stands nowhere."""
    with sqlite.work(boss, "lions", accept=ALL) as work:
        found = {
            "dead": arrive(work, zoo, "Panthera leo", "1.0.0", local_id="24-0001", unit="LT"),
            "lioness": arrive(work, zoo, "Panthera leo", "0.1.0", local_id="24-0002", unit="LT"),
            "old": arrive(work, zoo, "Panthera leo", "0.1.0", local_id="24-0003", unit="LT"),
            "bear": arrive(work, zoo, "Ursus arctos", "1.0.0", local_id="24-0004"),
        }
        for animal in found.values():
            work.get(Animal, animal).origin = Origin.CAPTIVE
            work.get(Animal, animal).born = FuzzyDate.exact(TODAY - 1500 * DAY)
        work.get(Animal, found["old"]).born = FuzzyDate.year(2019)
        dispositions.death(work, found["dead"], None, Act(TODAY, zoo.terms["natural_death"]))
    return found


def bars(shown: AgePyramidDialog) -> dict[int, int]:
    return {bar.years: bar.females for bar in shown.pyramid.bars if bar.females}


@pytest.fixture
def card(qtbot: QtBot, desk: Desk, pride: dict[str, int]) -> AnimalCard:
    made = AnimalCard(desk)
    qtbot.addWidget(made)
    made.resize(344, 700)
    made.show()
    return made


def offers(card: AnimalCard) -> list[str]:
    return [words for words, _act in next(iter(card.findChildren(ActionBar))).extras]


def test_the_card_offers_a_death_certificate_only_of_the_dead(
    card: AnimalCard, pride: dict[str, int], settle: Settle
) -> None:
    card.show_record(pride["lioness"])
    settle()
    assert {"Specimen report…", "Audit extract…"} <= set(offers(card))
    assert "Death certificate…" not in offers(card)
    card.show_record(pride["dead"])
    settle()
    assert "Death certificate…" in offers(card)


@pytest.mark.parametrize(
    ("paper", "title"),
    [
        ("specimen_report", "Specimen report: 24-0001"),
        ("death_paper", "Death certificate: 24-0001"),
        ("audit_extract", "Audit extract: animal 24-0001"),
    ],
)
def test_each_paper_of_an_animal_opens_as_pages(
    card: AnimalCard, desk: Desk, pride: dict[str, int], settle: Settle, paper: str, title: str
) -> None:
    getattr(animal_papers, paper)(desk, [pride["dead"]], card)
    settle()
    shown = dialog(card, SheetPreview)
    assert shown.sheet.title == title
    assert len(shown.sheets.sheets) >= 1
    shown.reject()


def test_many_animals_have_one_specimen_report_and_no_common_certificate(
    card: AnimalCard, desk: Desk, pride: dict[str, int], settle: Settle
) -> None:
    desk.notices = Notices(card)
    animal_papers.audit_extract(desk, list(pride.values()), card)
    settle()
    assert [notice.words.text() for notice in desk.notices.shown] == ["This paper is of one animal. Mark one."]
    animal_papers.specimen_report(desk, list(pride.values()), card)
    settle()
    shown = dialog(card, SheetPreview)
    assert len([part for part in shown.sheet.parts if part.title.startswith("24-")]) == 4
    shown.reject()


def test_the_card_of_a_taxon_leads_to_its_report_and_its_pyramid(
    qtbot: QtBot, desk: Desk, zoo: Zoo, pride: dict[str, int], settle: Settle
) -> None:
    card = TaxonCard(desk)
    qtbot.addWidget(card)
    card.show()
    card.show_record(zoo.taxa["Felidae"])
    settle()
    press(card, "Taxon report…")
    settle()
    shown = dialog(card, SheetPreview)
    assert [part.title for part in shown.sheet.parts] == ["Owned and on site", "Died or left"]
    shown.reject()
    press(card, "Age pyramid…")
    settle()
    pyramid = dialog(card, AgePyramidDialog)
    assert bars(pyramid) == {4: 1}
    pyramid.reject()


def test_R21_estimates_come_into_the_pyramid_and_who_is_left_out_is_said(
    qtbot: QtBot, desk: Desk, zoo: Zoo, pride: dict[str, int], settle: Settle
) -> None:
    shown = AgePyramidDialog(desk, zoo.taxa["Felidae"])
    qtbot.addWidget(shown)
    shown.show()
    settle()
    assert "Birth estimated, not exact: 0.1.0" in shown.left_out.text()
    assert shown.pyramid.accessibleDescription() == "4 years: 1 female"
    assert access.faults(shown) == []
    shown.estimated.setFocus()
    QTest.keyClick(shown.estimated, Qt.Key.Key_Space)
    settle()
    assert bars(shown) == {5: 1, 4: 1}
    assert "Nobody is left out." in shown.left_out.text()
    shown.grab()
    press(shown, "Print preview…")
    settle()
    dialog(shown, SheetPreview).reject()


@pytest.fixture
def inbox(qtbot: QtBot, desk: Desk, pride: dict[str, int], settle: Settle) -> QualityList:
    made = QualityList(desk)
    qtbot.addWidget(made)
    made.resize(1280, 720)
    made.show()
    settle()
    return made


def test_each_check_leads_to_a_form_that_there_is() -> None:
    assert {check.act for check in quality.CHECKS} <= set(FORMS)


def test_enter_on_a_finding_opens_the_form_at_its_field_and_it_is_gone_when_mended(
    inbox: QualityList, desk: Desk, settle: Settle
) -> None:
    assert [inbox.table.paged.row(n).cells["says"] for n in range(2)] == [  # type: ignore[union-attr]
        "In no enclosure",
        "Birth estimated, and nobody said how",
    ]
    inbox.table.setFocus()
    inbox.table.selectRow(0)
    settle()
    assert "24-0004" in said(inbox.card) or inbox.selected_ids()  # type: ignore[arg-type]
    QTest.keyClick(inbox.table, Qt.Key.Key_Return)
    settle()
    form = dialog(inbox, MoveForm)
    box, focus = form.boxes["enclosure_id"], QApplication.focusWidget()
    assert focus is not None
    assert box.isAncestorOf(focus)
    assert save(form, settle, enclosure_id="BR1") == {}
    settle()
    assert len(inbox.table.paged.ids) == 1
    inbox.table.selectRow(0)
    QTest.keyClick(inbox.table, Qt.Key.Key_Return)
    settle()
    assert dialog(inbox, AnimalEditForm).editors["born"].widget.hasFocus()
    dialog(inbox, AnimalEditForm).reject()


def test_R21_the_page_of_reports_draws_the_pyramid_and_asks_about_estimates(
    qtbot: QtBot, desk: Desk, zoo: Zoo, pride: dict[str, int], settle: Settle
) -> None:
    page = ReportsPage(desk)
    qtbot.addWidget(page)
    page.resize(1064, 660)
    page.show()
    settle()
    page.bar.choose("age-pyramid")
    settle()
    page.bar.picks[Ask.TAXON].set(zoo.taxa["Felidae"])
    page.refresh()
    settle()
    assert {bar.years: bar.females for bar in page.answer.pyramid.bars if bar.females} == {4: 1}
    assert page.answer.drawn.isVisible()
    page.bar.ticks[Ask.ESTIMATED].click()
    settle()
    assert {bar.years: bar.females for bar in page.answer.pyramid.bars if bar.females} == {5: 1, 4: 1}
    page.bar.choose("taxon")
    settle()
    assert not page.answer.drawn.isVisible()
    page.bar.ticks[Ask.GONE].click()
    settle()
    assert page.sheet is not None
    assert page.sheet.parts[-1].title == "Died or left"
