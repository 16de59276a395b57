"""Transfers by hand: what blocks a certificate is put right from its dialog; issued, signed, filed, revised, void."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot
from sqlalchemy import func, select

from tests.builders import Zoo
from tests.ui import access
from tests.ui.conftest import Settle
from tests.ui.filling import asked, card, dialog, press, save, shown
from tests.zooapp import certified
from tests.zooapp.certified import Case
from ui.desk import Desk
from ui.form import Form
from ui.forms.certificate_issue import CertificateDialog
from ui.forms.certificate_revise import ReviseDialog
from ui.forms.certificate_sign import FileScanForm, SignReceiverForm, SignSenderForm
from ui.forms.certificate_void import VoidForm
from ui.forms.confirmation import ConfirmationForm
from ui.forms.consignment_edit import ConsignmentForm
from ui.forms.paper import NewPaperForm, PaperForm
from ui.forms.scan import ScanForm
from ui.panels.papers_page import VerdictDialog, check
from ui.panels.transfers import TransfersPage
from ui.preview import PaperPreview
from ui.widgets.chip import Chip
from zooapp.database import Database
from zooapp.documents import register
from zooapp.models import Confirmation, Consignment, Document, DocumentState, MediaLink, Paper

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)

NUMBER = "TR-2024-017/1"


@pytest.fixture
def role() -> str:
    return "registrar"


@pytest.fixture
def case(sqlite: Database, zoo: Zoo, tmp_path: Path) -> Case:
    """A consignment that has arrived; nothing is confirmed, a line is above species."""
    return certified.consign(sqlite, zoo, tmp_path)


@pytest.fixture
def page(qtbot: QtBot, case: Case, desk: Desk, settle: Settle) -> TransfersPage:
    """The place, with the consignment on its card."""
    made = TransfersPage(desk)
    qtbot.addWidget(made)
    made.resize(1280, 800)
    made.show()
    settle()
    made.show_record(case.consignment_id)
    settle()
    return made


@pytest.fixture
def issued(case: Case, page: TransfersPage, settle: Settle) -> int:
    """The certificate, issued through its dialog."""
    certified.settle(case)
    settle()
    asking = certificate(page, settle)
    asking.issue()
    settle()
    dialog(page, PaperPreview).reject()
    return 1


def certificate(page: TransfersPage, settle: Settle) -> CertificateDialog:
    press(page, "Transfer certificate…")
    settle()
    made = dialog(page, CertificateDialog)
    QTest.qWait(400)
    settle()
    return made


def state(desk: Desk, paper: int = 1) -> DocumentState:
    found: DocumentState = asked(desk, lambda s: register.state_of(s, paper))
    return found


def opened(page: TransfersPage, settle: Settle, name: str, kind: type[Form]) -> Form:
    """Press a button of the card, and give the form that it opens."""
    press(page, name)
    settle()
    return dialog(page, kind)


def scan(tmp_path: Path) -> Path:
    made = tmp_path / "scan.pdf"
    made.write_bytes(b"%PDF-1.7\nsigned by hand")
    return made


def test_a_consignment_shows_its_lines_its_papers_and_what_is_next(page: TransfersPage) -> None:
    words = card(page)
    assert "TR-2024-017" in words
    assert "Moscow Zoo → Central Zoo\n20 Nov 2024 · 53 animals · 4 lines" in words
    assert "announced 0.1.0 · alive 0.1.0 · crate C01 · seal RU204711" in words
    assert "CITES export permit 24RU001984" in words
    assert "No transfer certificate is in force." in words
    assert "Veterinary certificate 5a 077-00218: no scan, and nobody wrote down where it lies." in words


def test_an_animal_of_a_line_is_gone_to(qtbot: QtBot, page: TransfersPage, desk: Desk, case: Case) -> None:
    with qtbot.waitSignal(desk.go) as gone:
        press(page, "Animal 24-0001")
    assert gone.args == ["animals", case.animals[0][0]]


def test_every_control_of_the_place_and_of_the_dialog_has_a_name(page: TransfersPage, settle: Settle) -> None:
    assert access.faults(page) == []
    assert access.faults(certificate(page, settle)) == []


def test_R109_what_blocks_is_listed_and_each_fact_is_confirmed_by_a_typed_source(
    page: TransfersPage, desk: Desk, settle: Settle
) -> None:
    asking = certificate(page, settle)
    wrong = [problem.text for problem in asking.blockers.errors]
    assert "Phasianidae is above species. Determine the species first." in wrong
    assert not asking.issue_button.isEnabled()
    assert asking.reason.label.text() == "Put right what stands in the way first."
    fact = next(each for each in asking.blockers.found if each.what == "CITES II · Panthera leo")
    asking.blockers.go(fact)
    settle()
    asks = dialog(asking, ConfirmationForm)
    assert save(asks, settle) == {"source": "Fill this in."}
    save(asks, settle, source="Checklist of species, 20 Nov 2024")
    assert len(asking.blockers.errors) == len(wrong) - 1
    assert asked(desk, lambda s: s.scalars(select(Confirmation.source)).all()) == ["Checklist of species, 20 Nov 2024"]


def test_nothing_is_written_before_issue_and_a_warning_wants_a_second_press(
    case: Case, page: TransfersPage, desk: Desk, settle: Settle
) -> None:
    certified.settle(case)
    settle()
    asking = certificate(page, settle)
    asking.ticks["ko_KR"].setChecked(True)
    asking.look()
    settle()
    assert {problem.text for problem in asking.blockers.warnings} >= {
        "No Korean (Seoul) name for Panthera leo: the paper prints “—”."
    }
    asking.issue()
    settle()
    assert asked(desk, lambda s: s.scalar(select(func.count(Document.id)))) == 0


def test_a_day_that_cannot_be_read_is_said_beside_it(page: TransfersPage, settle: Settle) -> None:
    asking = certificate(page, settle)
    asking.lines["on"].setFocus()
    QTest.keyClicks(asking.lines["on"], "32.13.2024")
    asking.look()
    assert asking.boxes["on"].problem is not None
    assert not asking.issue_button.isEnabled()


def test_R108_issued_signed_by_both_and_the_scan_filed(
    page: TransfersPage, desk: Desk, issued: int, settle: Settle, tmp_path: Path
) -> None:
    assert state(desk) is DocumentState.ISSUED
    signing = opened(page, settle, "Sender signed…", SignSenderForm)
    assert save(signing, settle, on="21.11.2024") == {"on": "Between the day of issue and today."}
    save(signing, settle, on="20.11.2024", note="A. V. Sokolov")
    save(opened(page, settle, "Receiver signed…", SignReceiverForm), settle)
    filing = opened(page, settle, "File scan…", FileScanForm)
    assert save(filing, settle, file=str(scan(tmp_path)), original_at="") == {
        "incoming_no": "Give its incoming number, or say where the original lies."
    }
    save(filing, settle, original_at="folder 12")
    assert not shown(filing)
    assert state(desk) is DocumentState.SCAN_FILED
    assert asked(desk, lambda s: s.scalars(select(MediaLink.record_kind)).all()) == ["document"]


def test_a_paper_is_void_only_when_its_number_is_typed(
    page: TransfersPage, desk: Desk, issued: int, settle: Settle
) -> None:
    voiding = opened(page, settle, "Void…", VoidForm)
    assert save(voiding, settle, number="TR-2024-017", reason="wrong") == {
        "number": f"This is not its number. Type {NUMBER}."
    }
    assert state(desk) is DocumentState.ISSUED
    save(voiding, settle, number=NUMBER)
    assert state(desk) is DocumentState.VOIDED
    assert "Void" in {chip.face.words for chip in page.findChildren(Chip)}
    press(page, f"Preview {NUMBER}")
    settle()
    assert dialog(page, PaperPreview).file.name.endswith("-void.pdf")


def test_a_revision_wants_its_reason_and_replaces_the_old_paper(
    page: TransfersPage, desk: Desk, issued: int, settle: Settle
) -> None:
    press(page, "Revise…")
    settle()
    asking = dialog(page, ReviseDialog)
    asking.issue()
    assert asking.boxes["reason"].problem is not None
    QTest.keyClicks(asking.lines["reason"], "A seal was misread")
    asking.look()
    settle()
    asking.issue()
    settle()
    assert state(desk) is DocumentState.REVISED
    assert asked(desk, lambda s: [paper.full_number for paper in register.register(s)]) == [NUMBER, f"{NUMBER}-1"]
    assert asked(desk, lambda s: register.history(s, 1)[-1].note) == f"{NUMBER}-1: A seal was misread"


def test_a_paper_that_came_is_added_changed_and_its_scan_attached(
    page: TransfersPage, desk: Desk, settle: Settle, tmp_path: Path
) -> None:
    adding = opened(page, settle, "Add paper…", NewPaperForm)
    assert save(adding, settle, kind="Proforma invoice") == {"number": "Fill this in."}
    save(adding, settle, number="PF-118", valid_to="1.12.2024")
    editing = opened(page, settle, "Edit paper: Proforma invoice PF-118", PaperForm)
    save(editing, settle, incoming_no="in-44")
    paper = asked(desk, lambda s: s.scalars(select(Paper).where(Paper.number == "PF-118")).one())
    assert (paper.incoming_no, paper.version) == ("in-44", 2)
    attaching = opened(page, settle, "Attach scan: Proforma invoice PF-118", ScanForm)
    assert save(attaching, settle, file="nowhere.pdf") == {"file": "There is no such file."}
    save(attaching, settle, file=str(scan(tmp_path)), original_at="folder 12")
    assert not shown(attaching)
    assert "folder 12" in card(page)


def test_a_scan_that_is_no_picture_is_refused_beside_its_field(
    page: TransfersPage, settle: Settle, tmp_path: Path
) -> None:
    text = tmp_path / "letter.txt"
    text.write_text("no picture", encoding="utf-8")
    attaching = opened(page, settle, "Attach scan…", ScanForm)
    wrong = save(attaching, settle, file=str(text), original_at="folder 1")
    assert list(wrong) == ["file"]
    assert attaching.save_button.isEnabled()


def test_the_journey_is_edited_and_stays_as_printed_on_old_papers(
    page: TransfersPage, desk: Desk, issued: int, settle: Settle
) -> None:
    save(opened(page, settle, "Edit…", ConsignmentForm), settle, transport="Flight order 119")
    assert asked(desk, lambda s: s.scalars(select(Consignment.transport)).one()) == "Flight order 119"
    assert "Flight order 118" in asked(desk, lambda s: s.get_one(Document, 1).data)


@pytest.mark.parametrize(("change", "word"), [(b"", "Genuine"), (b"x", "Altered")])
def test_a_file_is_judged_in_a_word(
    page: TransfersPage, desk: Desk, issued: int, settle: Settle, tmp_path: Path, change: bytes, word: str
) -> None:
    pdf = asked(desk, lambda s: register.content(s, register.files(s, issued)[0].id))
    file = tmp_path / "paper.pdf"
    file.write_bytes(pdf + change)
    check(desk, file, page)
    settle()
    judged = dialog(page, VerdictDialog)
    assert judged.word.text() == word
    assert access.faults(judged) == []
    QTest.keyClick(judged, Qt.Key.Key_Escape)
    assert not judged.isVisible()


def test_the_register_shows_the_paper_and_leads_back(
    qtbot: QtBot, page: TransfersPage, desk: Desk, issued: int, settle: Settle
) -> None:
    page.show_record(("document", issued))
    settle()
    assert NUMBER in card(page)
    assert f"{NUMBER}: the sender has not signed yet." in card(page)
    assert access.faults(page) == []
    with qtbot.waitSignal(desk.go) as gone:
        press(page, "Its consignment")
    assert gone.args == ["transfers", ("consignment", 1)]


@pytest.mark.parametrize("role", ["keeper"])
def test_who_may_not_issue_is_told_and_nothing_is_offered(page: TransfersPage) -> None:
    assert any("Your role has no right for this" in words for words in card(page))
    acts = {each.accessibleName(): each.isEnabled() for each in page.findChildren(QPushButton)}
    assert not acts["Transfer certificate…"]
    assert not acts["Edit…"]
    assert "Prepare it…" not in acts
