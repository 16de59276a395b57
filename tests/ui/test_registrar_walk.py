"""A day of the registrar by keyboard: loans, young, a death, species, sexes, and the inventory that says it all."""

import datetime as dt
import shutil
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from tests import builders, founding
from tests.ui import founding_acts as acts
from tests.ui.filling import said
from tests.ui.founding_hands import CTRL, SHIFT, Hands
from tests.ui.windows import window_on
from ui.forms.birth import BirthForm
from ui.forms.death import DeathForm
from ui.forms.loan_back import GiveBackForm
from ui.forms.loan_out import BorrowForm, LendForm
from ui.forms.sex import SexForm
from ui.panels.animals import AnimalsPage
from ui.panels.loans import LoansPage
from ui.panels.reports import ReportsPage
from ui.panels.reports_issue import InventoryPreview, IssueForm
from ui.panels.transfers import TransfersPage
from ui.window import LEAST
from zooapp import checking, ledger
from zooapp.ledger import Filter
from zooapp.models import Document, Identifier, Loan
from zooapp.paths import Home
from zooapp.services import people
from zooapp.starting import photo_folder
from zooapp.work import ALL

HAN = acts.PEOPLE["han"]
BEAR, COCKATOOS, PHEASANTS, DUCKS = "23-0001", "23-0002", "24-0011", "24-0012"
SPECIES = {
    "Phasianus colchicus": ("0.0.8", "not listed"),
    "Chrysolophus pictus": ("0.0.6", "not listed"),
    "Lophura nycthemera": ("0.0.5", "not listed"),
    "Syrmaticus reevesii": ("0.0.3", "II"),
    "Chrysolophus amherstiae": ("0.0.3", "not listed"),
}


@pytest.fixture
def hands(
    qtbot: QtBot, qapp: QApplication, home: Home, founded: Home, cheap_hashes: None, look: None
) -> Iterator[Hands]:
    """The registrar's hands at a zoo with a bear of its own, cockatoos of Moscow, and the founding consignment."""
    shutil.copy(founded.database, home.database)
    with window_on(qtbot, home) as (window, _starting):
        window.resize(*LEAST)
        made = Hands(qtbot, window)
        stock(made)
        qapp.installEventFilter(made.strays)
        yield made
        qapp.removeEventFilter(made.strays)


def stock(hands: Hands) -> None:
    """Who was here before, and what came on 20 November."""
    acts.build_places(hands)
    database, boss = hands.window.desk.database, builders.actor()
    assert database is not None
    zoo = builders.ids(database)
    zoo.protocols["by_order"] = zoo.protocols["general"]
    with database.work(boss, "Who was here before", ALL) as work:
        before = {"on": dt.date(2023, 5, 1)}
        builders.arrive(work, zoo, "Ursus arctos", "1.0.0", unit="BR1", local_id=BEAR, **before)
        builders.arrive(work, zoo, "Cacatua alba", "2.3.0", unit="PH", local_id=COCKATOOS, owner="MOSCOW", **before)
        han = people.add(work, {"name": HAN["name"]})
        people.create_account(work, han.id, HAN["login"], HAN["password"])
        people.set_roles(work, han.id, [HAN["roles"]])
    founding.arrived(database, zoo, boss)


def test_the_registrar_keeps_a_year_by_keyboard_and_its_inventory_adds_up(hands: Hands, home: Home) -> None:
    with hands.seated("han", "2024-11-25"):
        borrow(hands)
        hatch_in_a_loaned_group(hands)
        lend(hands)
    with hands.seated("han", "2024-12-18"):
        give_back(hands)
        die(hands)
        name_the_pheasants(hands)
        sex_the_ducks(hands)
    with hands.seated("han", "2025-01-02"):
        report_the_year(hands)
    database = hands.window.desk.database
    assert database is not None
    assert checking.faults(database, photo_folder(home)) == []
    assert hands.faults == []
    assert hands.strays.seen == []


def borrow(hands: Hands) -> None:
    """Moscow's cockatoos come under a contract: the young are Moscow's and ours in turn."""
    hands.find(f"#{COCKATOOS}")
    hands.find(">Under a loan")
    hands.do(BorrowForm, {"partner_id": "MOSCOW", "contract_no": "17/24", "offspring": "In turn"})
    loan = hands.ask(lambda session: session.scalars(select(Loan)).one())
    assert (loan.number, loan.contract_no, loan.offspring) == ("L-2024-001", "17/24", "alternating")
    assert "from Moscow Zoo · 5 animals · open-ended" in loan_card(hands, "L-2024-001")


def hatch_in_a_loaned_group(hands: Hands) -> None:
    """Two hatch: the first is Moscow's, the second is ours, as the contract says."""
    hands.find(f"#{COCKATOOS}")
    hands.find(">Birth or hatch")
    form = hands.dialog(BirthForm)
    assert "L-2024-001" in " ".join(said(form))
    hands.fill(form, {"count": "0.0.2", "keep_as": "individuals"})
    hands.save(form)
    young = ("24-0013", "24-0014")
    assert [counts(hands, one) for one in young] == [{("PYONGYANG", "MOSCOW"): "0.0.1"}, {OURS: "0.0.1"}]
    assert [any("Moscow Zoo" in words for words in animal_card(hands, one)) for one in young] == [True, False]


OURS = ("PYONGYANG", "PYONGYANG")


def lend(hands: Hands) -> None:
    """The bear goes to Saint Petersburg, and stays ours; the window says so before it is saved."""
    hands.find(f"#{BEAR}")
    hands.find(">Loan out")
    form = hands.dialog(LendForm)
    hands.fill(form, {"partner_id": "STPETERS", "due": "31 Dec 2025"})
    hands.qtbot.waitUntil(lambda: form.after.effect is not None)
    hands.settle()
    effect = form.after.effect
    assert effect is not None
    assert [line.endswith("· ours") for line in effect.after] == [True]
    hands.save(form)
    assert counts(hands, BEAR) == {("STPETERS", "PYONGYANG"): "1.0.0"}
    assert "to Leningrad Zoo · 1 animal · until 31 Dec 2025" in loan_card(hands, "L-2024-002")


def give_back(hands: Hands) -> None:
    """He is back on his ridge, and the loan has ended."""
    hands.find(f"#{BEAR}")
    hands.find(">Give back")
    hands.do(GiveBackForm, {"enclosure_id": "BR1"})
    assert counts(hands, BEAR) == {OURS: "1.0.0"}
    assert "Bear ridge 1" in " ".join(animal_card(hands, BEAR))
    assert "brown bear · 25 Nov 2024 – 18 Dec 2024" in loan_card(hands, "L-2024-002")


def die(hands: Hands) -> None:
    """A duck dies; that is taken back, and done again."""
    hands.find(f"#{DUCKS}")
    hands.find(">Death")
    hands.do(DeathForm, {"count": "0.0.1"})
    assert counts(hands, DUCKS) == {OURS: "0.0.39"}
    hands.key(Qt.Key.Key_Z, CTRL)
    assert counts(hands, DUCKS) == {OURS: "0.0.40"}
    hands.key(Qt.Key.Key_Z, CTRL | SHIFT)
    assert counts(hands, DUCKS) == {OURS: "0.0.39"}
    assert "39, sex unknown" in animal_card(hands, DUCKS)


def name_the_pheasants(hands: Hands) -> None:
    """Nobody can say whether CITES lists 25 pheasants; of five species it is known."""
    assert any("lower taxon required" in words for words in animal_card(hands, PHEASANTS))
    hands.find(">Taxon")
    acts.determine(hands)
    assert counts(hands, PHEASANTS) == {}
    for number, (species, (count, listed)) in enumerate(SPECIES.items(), 15):
        card = animal_card(hands, f"24-{number:04}")
        assert counts(hands, f"24-{number:04}") == {OURS: count}
        assert species in card
        assert card[card.index("CITES") + 1] == listed


def sex_the_ducks(hands: Hands) -> None:
    """By their plumage: 18 drakes, 16 ducks, five are too young."""
    hands.find(f"#{DUCKS}")
    hands.find(">Sex")
    form = hands.dialog(SexForm)
    hands.fill(form, {"males": "30", "females": "10", "method": "plumage"})
    QTest.keyClick(form, Qt.Key.Key_S, CTRL)
    hands.settle()
    assert [problem.field for problem in form.problems()] == ["males"]
    hands.fill(form, {"males": "18", "females": "16"})
    hands.save(form)
    assert counts(hands, DUCKS) == {OURS: "18.16.5"}
    assert "18 male, 16 female, 5 sex unknown" in animal_card(hands, DUCKS)


def report_the_year(hands: Hands) -> None:
    """The inventory of 2024 adds up, is looked at page by page, and is issued."""
    hands.find(">Reports")
    page = acts.page_of(hands, ReportsPage)
    for day, text in (("first", "01.01.2024"), ("last", "31.12.2024")):
        page.days[day].setFocus()
        page.days[day].selectAll()
        QTest.keyClicks(page.days[day], text)
        hands.key(Qt.Key.Key_Return)
    hands.walk(hands.window)
    lines = page.table.lines
    found = {
        line.words.scientific if line.words else line.label: [
            lines.words(row, n) for n in range(1, lines.columnCount() - 1)
        ]
        for row, line in enumerate(lines.lines)
    }
    ducks, reeves = found["Aix galericulata"], found["Syrmaticus reevesii"]
    assert (ducks[2], ducks[4], ducks[-4], ducks[-1]) == ("0.0.40", "0.0.1", "18.16.−34", "18.16.5")
    assert (reeves[-3], reeves[-1]) == ("0.0.3", "0.0.3")
    assert found["Cacatua alba"][0] == "2.3.0"
    assert found["Grand total"][-1] == "21.20.41"
    assert page.check.face.words == "Every number adds up"
    hands.press("Print preview…", page)
    preview = hands.dialog(InventoryPreview)
    assert [sheet.page.width() > sheet.page.height() for sheet in preview.sheets.sheets] == [True]
    hands.key(Qt.Key.Key_Escape)
    hands.press("Issue…", page)
    hands.do(IssueForm, {"reason": ""})
    assert "The inventory is issued." in hands.told()
    assert hands.ask(lambda session: session.scalars(select(Document.series)).all()) == ["inventory:2024"]


def counts(hands: Hands, local_id: str) -> dict[tuple[str, str], str]:
    """How many of a record there are, by holder and owner."""
    database = hands.window.desk.database
    assert database is not None
    called = {key: name for name, key in builders.ids(database).institutions.items()}
    wanted = select(Identifier.animal_id).where(Identifier.value == local_id)
    animal = hands.ask(lambda session: session.scalars(wanted).one())
    held = hands.ask(lambda session: ledger.balances(session, Filter(animals=[animal])))
    return {(called[one.holder_id], called[one.owner_id]): str(one.count) for one in held}


def animal_card(hands: Hands, local_id: str) -> list[str]:
    """Go to a record, and read its card."""
    hands.find(f"#{local_id}")
    card = acts.page_of(hands, AnimalsPage).shown_list().card
    assert card is not None
    return said(card)


def loan_card(hands: Hands, number: str) -> list[str]:
    """Go to a loan, and read its card."""
    hands.find(f"#{number}")
    page = acts.page_of(hands, TransfersPage).page()
    assert isinstance(page, LoansPage)
    return said(page.loan)
