"""The founding case act by act, each as its person does it at the window; what they type stands in resources/demo."""

from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from sqlalchemy import select

from tests import builders
from tests.ui.arriving import DEMO, enter, rows_of
from tests.ui.founding_hands import CTRL, SHIFT, Hands
from tests.ui.test_arrival import TYPED
from ui.first_run import FirstRunPage
from ui.forms.account import BadgeForm
from ui.forms.arrival import ArrivalForm
from ui.forms.certificate_issue import CertificateDialog
from ui.forms.confirmation import ConfirmationForm
from ui.forms.institution import InstitutionForm
from ui.forms.move import MoveForm
from ui.forms.paper import NewPaperForm
from ui.forms.person import PersonForm
from ui.forms.photo import PhotoForm
from ui.forms.release import ReleaseForm
from ui.forms.result import ResultForm
from ui.forms.sex import SexForm
from ui.forms.taxon_determination import TaxonDeterminationForm
from ui.panels.administration import AdministrationPage
from ui.panels.administration_people import PeoplePage
from ui.panels.transfers import TransfersPage
from ui.preview import PaperPreview
from zooapp import ledger, settings
from zooapp.documents.facts import Blocker
from zooapp.ledger import Filter
from zooapp.models import EnclosureKind, Person, Requirement, Taxon
from zooapp.services import enclosures
from zooapp.services.identifiers import local_id

W = TypeVar("W", bound=QWidget)
BADGE = "0001234567"
PEOPLE = {row["login"]: row for row in rows_of("people.csv")}
CHIPS = {"1": "643094100011873", "2": "643094100020418"}
PERMIT = {"kind": "cites_export", "number": "24RU001984", "issuer": "Rosprirodnadzor", "issued_on": "4 Nov 2024"}


def begin(hands: Hands, backups: Path) -> None:
    """The first run: the zoo, the backup folder, the administrator."""
    page = hands.window.faces.currentWidget()
    assert isinstance(page, FirstRunPage)
    hands.walk(page)
    mun = PEOPLE["mun"]
    for code in ("ru", "ko_KP"):
        page.ticks[code].setChecked(True)
    for path, text in {
        "backup_folder": str(backups),
        "names.en": "Central Zoo, Pyongyang",
        "names.ru": "Центральный зоопарк, Пхеньян",
        "names.ko_KP": "조선중앙동물원",
        "mnemonic": "PYONGYANG",
        "city": "Pyongyang",
        "administrator": mun["name"],
        "login": mun["login"],
        "password": mun["password"],
        "again": mun["password"],
    }.items():
        page.lines[path].setFocus()
        if text.isascii():
            QTest.keyClicks(page.lines[path], text)
        else:
            page.lines[path].insert(text)  # as an input method does
    page.country.setFocus()
    page.country.setCurrentIndex(page.country.findData("KP"))
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
    those that need it, and is accepted in the same act. The third faecal round is still with the laboratory."""
    hands.find(">Animals")
    hands.key(Qt.Key.Key_A, CTRL)
    rows = [row for row in rows_of("results.csv") if after < row["read"] <= until and not is_late(row)]
    for test, number in dict.fromkeys((row["requirement"], row["round"]) for row in rows):
        row = next(row for row in rows if (row["requirement"], row["round"]) == (test, number))
        enter_result(hands, row)


def is_late(row: dict[str, str]) -> bool:
    """What the laboratory sends last."""
    return (row["requirement"], row["round"]) == ("faecal", "3")


def enter_last_round(hands: Hands) -> None:
    """The last results are back."""
    hands.find(">Animals")
    hands.key(Qt.Key.Key_A, CTRL)
    enter_result(hands, next(row for row in rows_of("results.csv") if is_late(row)))


def enter_result(hands: Hands, row: dict[str, str]) -> None:
    """One test of the animals that are marked."""
    hands.key(Qt.Key.Key_R, CTRL | SHIFT)
    form = hands.dialog(ResultForm)
    form.fill("requirement_id", str(requirement_of(hands, form, row["requirement"])))
    assert form.editors["round"].text() == row["round"]
    hands.fill(form, {"taken": row["taken"], "read": row["read"]})
    hands.save(form)


def photograph(hands: Hands) -> None:
    """The keeper holds the reader to the lion's chip and adds her picture."""
    row = next(row for row in rows_of("photos.csv") if row["line"] == "1")
    hands.scan(CHIPS["1"])
    hands.key(Qt.Key.Key_P, CTRL | SHIFT)
    form = hands.dialog(PhotoForm)
    form.take_paths([DEMO / "photos" / row["file"]])
    hands.settle()
    hands.do(PhotoForm, {"caption": row["caption"]})


def find_sex(hands: Hands) -> None:
    """The veterinarian confirms what Moscow reported of the lion."""
    hands.scan(CHIPS["1"])
    hands.find(">Sex")
    hands.do(SexForm, {"sex": "female", "method": "external examination"})


def cannot_release(hands: Hands) -> list[str]:
    """What the release form says of the lion while a round is missing; it is left by Escape."""
    hands.scan(CHIPS["1"])
    hands.find(">Release from")
    form = hands.dialog(ReleaseForm)
    assert not form.save_button.isEnabled()
    said = [blocker.words for blocker in form.found["batch"].blockers]
    hands.key(Qt.Key.Key_Escape)
    return said


def release(hands: Hands) -> None:
    """The veterinarian signs each out with her password, to its place; whom the place takes together go together."""
    for code, ids in destinations(hands).items():
        hands.find(f"#{ids[0]}")
        for _more in ids[1:]:
            hands.key(Qt.Key.Key_Down, SHIFT)
        hands.find(">Release from")
        form = hands.dialog(ReleaseForm)
        assert (who := [row.cells["local_id"] for row in form.rows]) == ids, (who, ids)
        hands.do(ReleaseForm, {"enclosure_id": code, "password": PEOPLE["pak"]["password"]})


def destinations(hands: Hands) -> dict[str, list[str]]:
    """Local ids by the place that they go to."""
    us = hands.ask(settings.our_institution)
    held = hands.ask(lambda session: ledger.balances(session, Filter(holder=us)))
    taxa = dict(hands.ask(lambda session: session.execute(select(Taxon.id, Taxon.scientific)).all()))
    found: dict[str, list[str]] = {}
    for row in rows_of("moves.csv"):
        mine = [one.animal_id for one in held if taxa[one.taxon_id] == row["scientific"]]
        animal = sorted(mine)[int(row["no"]) - 1]
        found.setdefault(row["to"], []).append(hands.ask(partial(local_id, animal_id=animal)))
    return found


def certify(hands: Hands) -> None:
    """The registrar puts right what stands in the way, each from the certificate's own list, then issues it."""
    hands.find("#TR-2024-017")
    page = page_of(hands, TransfersPage)
    hands.press("Transfer certificate…", page)
    form = hands.dialog(CertificateDialog)
    wait_for_look(hands, form)
    while form.blockers.errors:
        wrong = form.blockers.found[0]
        put_right(hands, form, wrong)
        wait_for_look(hands, form)
        assert wrong not in form.blockers.found
    for _press in range(2):
        if form.issue_button.isVisible():
            form.issue_button.setFocus()
            hands.key(Qt.Key.Key_Space)
    hands.dialog(PaperPreview).reject()
    hands.settle()


def wait_for_look(hands: Hands, form: CertificateDialog) -> None:
    """The dialog looks a moment after the last change."""
    form.look()
    hands.settle()


def put_right(hands: Hands, form: CertificateDialog, wrong: Blocker) -> None:
    """One thing that stands in the way."""
    form.blockers.go(wrong)
    hands.settle()
    if wrong.kind == "taxon_status":
        hands.do(ConfirmationForm, {"source": "demo"})
    elif wrong.kind == "animal":
        determine(hands)
    elif wrong.kind == "paper":
        hands.do(NewPaperForm, PERMIT)
    else:
        side = wrong.problem.field.partition(".")[0]
        head = {row["key"]: row["value"] for row in rows_of("consignment.csv")}
        hands.do(InstitutionForm, {name: head[f"{side}_{name}"] for name in ("represented_by", "acting_under")})


def determine(hands: Hands) -> None:
    """The 25 pheasants are five species."""
    form = hands.dialog(TaxonDeterminationForm)
    rows = rows_of("determinations.csv")
    for no, row in enumerate(rows):
        if no:
            hands.press("Add another taxon of this group", form)
        count = ".".join(row[part] for part in "mfu")
        texts = {"taxon_id": row["scientific"], "count": count, "marks": row["marks"]}
        hands.fill(form, {f"parts.{no}.{name}": text for name, text in texts.items()})
    hands.fill(form, {"method": rows[0]["method"]})
    hands.save(form)


def move(hands: Hands, code: str) -> None:
    """The keeper moves a bear."""
    hands.scan(CHIPS["2"])
    hands.key(Qt.Key.Key_M, CTRL | SHIFT)
    hands.do(MoveForm, {"enclosure_id": code})


def requirement_of(hands: Hands, form: ResultForm, code: str) -> int:
    """The test of this code among those that the form offers."""
    wanted = select(Requirement.id).where(Requirement.id.in_(list(form.tests)), Requirement.code == code)
    return int(hands.ask(lambda session: session.scalars(wanted).one()))


def page_of(hands: Hands, kind: type[W]) -> W:
    """The page that is shown."""
    assert hands.window.frame is not None
    page = hands.window.frame.pages.page()
    assert isinstance(page, kind)
    return page
