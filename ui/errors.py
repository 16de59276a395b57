"""The one place where an error reaches a person: a ZooError in its own words, anything else as a bug with details."""

import logging
import traceback
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from ui.background import Stopped
from zooapp.errors import Conflict, ZooError
from zooapp.i18n import _

log = logging.getLogger("zoo")

_open: Final[list[QMessageBox]] = []  # a box that nobody holds is gone before it is read


def show(error: BaseException, parent: QWidget | None = None) -> None:
    """Say what happened, what it means for the data and what to do; a bug goes to the log with its trace."""
    if isinstance(error, Stopped):
        return
    box = QMessageBox(parent)
    box.setWindowTitle(_("Not done"))
    if isinstance(error, ZooError):
        box.setIcon(QMessageBox.Icon.Warning)
        box.setText(str(error))
        if isinstance(error, Conflict) and error.clashes:
            lines = [f"{clash.label}: {clash.mine} → {clash.theirs}" for clash in error.clashes]
            box.setInformativeText("\n".join([_("Yours → theirs:"), *lines]))
    else:
        trace = "".join(traceback.format_exception(error))
        log.error("%s", trace)
        box.setIcon(QMessageBox.Icon.Critical)
        box.setText(_("The program made a mistake. Nothing was saved by this act; what was saved before is safe."))
        box.setInformativeText(_("You can go on. Send the details to whoever looks after the program."))
        box.setDetailedText(trace)
    _show(box)


def ask(parent: QWidget, words: str, act: str, do: Callable[[], object], keep: str = "") -> None:
    """Ask before what cannot be undone; the button names the act, keeping is the default."""
    box = QMessageBox(parent)
    box.setWindowTitle(act)
    box.setText(words)
    going = box.addButton(act, QMessageBox.ButtonRole.AcceptRole)
    staying = box.addButton(keep or _("Keep"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(staying)
    box.setEscapeButton(staying)
    going.clicked.connect(do)
    _show(box)


def _forget(box: QMessageBox) -> None:
    _open[:] = [each for each in _open if each is not box]


def _show(box: QMessageBox) -> None:
    box.setTextFormat(Qt.TextFormat.PlainText)
    _open.append(box)
    box.destroyed.connect(lambda _gone: _forget(box))  # also with the window that it stands on
    box.finished.connect(lambda _result: _forget(box))
    box.finished.connect(box.deleteLater)
    box.open()


def shown() -> list[str]:
    """What the open boxes say."""
    return [box.text() for box in _open]


def close_all() -> None:
    """Close what is open."""
    while _open:
        box = _open[0]
        box.reject()
