"""The preview shows real pages, saves the stored bytes, and prints sheets of A4 in their own direction."""

from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.builders import Zoo
from tests.ui import access
from tests.ui.conftest import Settle
from tests.ui.filling import dialog
from tests.zooapp import certified
from tests.zooapp.certified import Case
from ui import errors, printing
from ui.desk import Desk
from ui.preview import PaperPreview, open_paper
from zooapp.database import Database
from zooapp.documents import register
from zooapp.services import documents
from zooapp.work import ALL

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)


@pytest.fixture
def case(sqlite: Database, zoo: Zoo, tmp_path: Path) -> Case:
    """A consignment whose certificate is issued, the receiver's side first."""
    made = certified.consign(sqlite, zoo, tmp_path)
    certified.settle(made)
    return made


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    """What the preview stands before."""
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def preview(page: QWidget, case: Case, desk: Desk, settle: Settle) -> PaperPreview:
    """The preview of an issued paper."""
    with case.database.work(case.actor, "paper", accept=ALL) as work:
        paper = documents.issue(work, case.request, case.key).id
    open_paper(desk, paper, page)
    settle()
    return dialog(page, PaperPreview)


def pages_of(file: Path) -> list[str]:
    with pypdfium2.PdfDocument(file) as document:
        return ["wide" if page.get_width() > page.get_height() else "upright" for page in document]


def test_the_pages_are_real_and_each_has_a_name(preview: PaperPreview) -> None:
    shown = [sheet.accessibleName() for sheet in preview.sheets.sheets]
    assert shown == ["Page 1 of 3", "Page 2 of 3", "Page 3 of 3"]
    assert [sheet.page.width() > sheet.page.height() for sheet in preview.sheets.sheets] == [False, True, False]
    assert preview.counted.text() == "3 pages, A4"
    assert access.faults(preview) == []


def test_another_copy_is_another_page(preview: PaperPreview, settle: Settle) -> None:
    first = preview.sheets.sheets[0].page
    preview.copies.setCurrentIndex(1)
    settle()
    assert preview.file.name.endswith("original-2.pdf")
    assert preview.sheets.sheets[0].page != first


def test_pages_grow_and_shrink_by_keyboard(preview: PaperPreview) -> None:
    before = preview.sheets.sheets[0].width()
    QTest.keyClick(preview, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    assert preview.sheets.sheets[0].width() < before
    QTest.keyClick(preview, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert preview.sheets.sheets[0].width() == before


def test_saving_gives_the_bytes_as_they_were_issued(
    preview: PaperPreview, case: Case, settle: Settle, tmp_path: Path
) -> None:
    place = tmp_path / "copy.pdf"
    preview.save_to(place)
    settle()
    with case.database.read() as session:
        assert place.read_bytes() == register.content(session, preview.file.id)


def test_a_place_that_cannot_be_written_is_said(preview: PaperPreview, settle: Settle, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_bytes(b"")
    preview.save_to(blocked / "copy.pdf")
    settle()
    assert len(errors.shown()) == 1


def test_ctrl_p_asks_for_the_printer(preview: PaperPreview) -> None:
    QTest.keyClick(preview, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    asking = preview.findChild(QPrintDialog)
    assert asking is not None
    asking.reject()


def test_each_sheet_is_printed_in_its_own_direction(preview: PaperPreview, tmp_path: Path) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    images = printing.decoded(preview.setting()(100))
    printing.put_on(printer, images)
    assert pages_of(tmp_path / "printed.pdf") == ["upright", "wide", "upright"]


def test_only_the_pages_that_are_asked_for_are_printed(preview: PaperPreview, tmp_path: Path) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printer.setFromTo(2, 2)
    printing.put_on(printer, printing.decoded(preview.setting()(100)))
    assert pages_of(tmp_path / "printed.pdf") == ["wide"]
