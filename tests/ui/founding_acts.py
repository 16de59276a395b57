"""The founding case act by act, each as its person does it at the window; what they type stands in resources/demo."""

from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from sqlalchemy import select

from tests import builders
from tests.ui.arriving import enter, rows_of
from tests.ui.founding_hands import CTRL, SHIFT, Hands
from tests.ui.test_arrival import TYPED
from ui.first_run import FirstRunPage
from ui.forms.account import BadgeForm
from ui.forms.arrival import ArrivalForm
from ui.forms.person import PersonForm
from ui.forms.result import ResultForm
from ui.panels.administration import AdministrationPage
from ui.panels.administration_people import PeoplePage
from zooapp.models import EnclosureKind, Identifier, Person, Requirement, Taxon
from zooapp.services import enclosures

W = TypeVar("W", bound=QWidget)
BADGE = "0001234567"
PEOPLE = {row["login"]: row for row in rows_of("people.csv")}
CHIPS = {"1": "643094100011873", "2": "643094100020418"}
FIRST = {"1": "24-0001", "2": "24-0002", "3": "24-0004", "4": "24-0006", "5": "24-0011", "6": "24-0012"}


def begin(hands: Hands, backups: Path) -> None:
    """The first run: the zoo, the backup folder, the administrator."""
    page = hands.window.faces.currentWidget()
    assert isinstance(page, FirstRunPage)
    hands.walk(page)
    mun = PEOPLE["mun"]
    for path, text in {
        "backup_folder": str(backups),
        "names.en": "Central Zoo, Pyongyang",
        "mnemonic": "PYONGYANG",
        "city": "Pyongyang",
        "administrator": mun["name"],
        "login": mun["login"],
        "password": mun["password"],
        "again": mun["password"],
    }.items():
        page.lines[path].setFocus()
        QTest.keyClicks(page.lines[path], text)
    page.country.setFocus()
    page.country.setCurrentIndex(page.country.findData("KP"))
    for code in ("ru", "ko_KP"):
        page.ticks[code].setChecked(True)
    hands.press("Create the collection", page)
    hands.settle()


def let_in(hands: Hands) -> None:
    """The administrator adds the others, and gives the keeper a badge."""
    hands.find(">Administration")
    page = page_of(hands, AdministrationPage)
    people = page.page()
    assert isinstance(people, PeoplePage)
    for login, row in PEOPLE.items():
        if login != "mun":
            hands.press("New person…", people)
            texts = {name: row[name] for name in ("name", "post", "licence", "login", "password") if row[name]}
            hands.do(PersonForm, {**texts, f"roles.{row['roles']}": True})
    keeper = select(Person.id).where(Person.name == PEOPLE["ri"]["name"])
    people.show_record(hands.ask(lambda session: session.scalars(keeper).one()))
    hands.settle()
    hands.press("Badge…", people)
    form = hands.dialog(BadgeForm)
    hands.scan(BADGE)
    hands.save(form)
    hands.walk(hands.window)


def build_places(hands: Hands) -> None:
    """The quarantine station and the enclosures of the demonstration."""
    database = hands.window.desk.database
    assert database is not None
    rooms = rows_of("capacities.csv")
    with database.work(builders.actor(), "The enclosures of the zoo") as work:
        made: dict[str, int] = {}
        taxa = {row.scientific: row.id for row in work.session.execute(select(Taxon.scientific, Taxon.id))}
        for row in rows_of("enclosures.csv"):
            values = {"code": row["code"], "name": row["name"], "parent_id": made.get(row["parent"])}
            room = {taxa[each["taxon"]]: int(each["most"]) for each in rooms if each["enclosure"] == row["code"]}
            made[row["code"]] = enclosures.create(work, {**values, "kind": EnclosureKind(row["kind"])}, room).id


def take_in(hands: Hands) -> None:
    """The registrar types six lines, 75 animals."""
    hands.key(Qt.Key.Key_N, CTRL)
    form = hands.dialog(ArrivalForm)
    hands.qtbot.waitUntil(lambda: QApplication.focusWidget() is form.editors["sender_id"].widget)
    for text in ("Moscow Zoo", "", "1430", "", "donation_from", "TR-2024-017"):
        enter(text)
    for no, line in enumerate(TYPED):
        for cell in line[:-1]:
            enter(cell)
        if no < len(TYPED) - 1:
            enter()
    hands.qtbot.waitUntil(lambda: not form.watch.is_waiting())
    hands.settle()
    assert form.save_button.text() == "Accession 75 animals"
    hands.save(form)


def enter_results(hands: Hands, until: str, after: str = "") -> None:
    """The veterinarian marks all animals and enters what was read in these days, a test at a time; each counts for
    those that need it, and is accepted in the same act. The third faecal round is not back from the laboratory yet."""
    hands.find(">Animals")
    hands.key(Qt.Key.Key_A, CTRL)
    rows = [row for row in rows_of("results.csv") if after < row["read"] <= until]
    for test, number in dict.fromkeys((row["requirement"], row["round"]) for row in rows):
        row = next(row for row in rows if (row["requirement"], row["round"]) == (test, number))
        enter_result(hands, row)


def enter_result(hands: Hands, row: dict[str, str]) -> None:
    """One test of the animals that are marked."""
    hands.key(Qt.Key.Key_R, CTRL | SHIFT)
    form = hands.dialog(ResultForm)
    form.fill("requirement_id", str(requirement_of(hands, form, row["requirement"])))
    assert form.editors["round"].text() == row["round"]
    hands.fill(form, {"taken": row["taken"], "read": row["read"]})
    hands.save(form)


def mark(hands: Hands, line: str) -> None:
    """The first animal of a line is marked in the list: by its chip, or by the number that it got."""
    if line in CHIPS:
        hands.scan(CHIPS[line])
    else:
        hands.find(f"#{FIRST[line]}")


def animal_of(hands: Hands, local_id: str) -> int:
    """The record that bears this local id."""
    found = select(Identifier.animal_id).where(Identifier.value == local_id)
    return hands.ask(lambda session: session.scalars(found).one())


def requirement_of(hands: Hands, form: ResultForm, code: str) -> int:
    """The test of this code among those that the form offers."""
    wanted = select(Requirement.id).where(Requirement.id.in_(list(form.tests)), Requirement.code == code)
    found = hands.ask(lambda session: session.scalars(wanted).all())
    assert found, (code, len(form.rows))
    return found[0]


def page_of(hands: Hands, kind: type[W]) -> W:
    """The page that is shown."""
    assert hands.window.frame is not None
    page = hands.window.frame.pages.page()
    assert isinstance(page, kind)
    return page
