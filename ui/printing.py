"""Onto paper: pages as pictures of 300 dots an inch, each in its own direction, to the printer that is chosen."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QMarginsF, QRectF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from ui.background import Ticket
from ui.desk import Desk
from zooapp.errors import StorageFailed
from zooapp.i18n import _

DPI: Final = 300
A4: Final = QPageSize(QPageSize.PageSizeId.A4)
LANDSCAPE: Final = QPageLayout.Orientation.Landscape
PORTRAIT: Final = QPageLayout.Orientation.Portrait


def choose_and_print(desk: Desk, name: str, pages: Callable[[float], list[bytes]], parent: QWidget) -> QPrintDialog:
    """Ask for the printer; then `pages(ppi)` makes PNG pages on the long lane, and they are printed."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(name)
    printer.setPageSize(A4)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(_("Print {name}").format(name=name))

    def make(_ticket: Ticket) -> list[QImage]:
        return decoded(pages(DPI))

    def done(images: list[QImage]) -> None:
        put_on(printer, images)
        desk.tell(_("{name} went to the printer.").format(name=name))

    dialog.accepted.connect(lambda: desk.take_long(_("Printing {name}…").format(name=name), make, done))
    dialog.finished.connect(dialog.deleteLater)
    QDialog.open(dialog)  # its own open() wants a slot
    return dialog


def decoded(pages: Sequence[bytes]) -> list[QImage]:
    """PNG pages as images."""
    return [QImage.fromData(page) for page in pages]


def put_on(printer: QPrinter, pages: Sequence[QImage]) -> None:
    """Print pages over whole sheets of A4, wide ones across. Raises StorageFailed where the printer refuses."""
    first, last = printer.fromPage() or 1, printer.toPage() or len(pages)
    wanted = pages[first - 1 : last]
    painter = QPainter()
    for number, page in enumerate(wanted):
        wide = page.width() > page.height()
        printer.setPageLayout(QPageLayout(A4, LANDSCAPE if wide else PORTRAIT, QMarginsF()))
        printer.setFullPage(True)
        begun = printer.newPage() if number else painter.begin(printer)
        if not begun:
            raise StorageFailed(_("The printer took nothing. See that it is on and has paper, then print again."))
        painter.drawImage(QRectF(painter.viewport()), page)
    painter.end()
