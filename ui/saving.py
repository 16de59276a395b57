"""Where to save a file: the kinds that it may have, and a name that ends as its kind does."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QFileDialog, QWidget

from zooapp.i18n import N_, _

KINDS: Final = {"xlsx": N_("Spreadsheet"), "csv": N_("Table"), "json": "JSON", "pdf": "PDF"}
TABLES: Final = ("xlsx", "csv", "json")  # what a list can be


def ask_file(
    parent: QWidget, title: str, name: str, endings: tuple[str, ...], then: Callable[[Path], object]
) -> QFileDialog:
    """Ask for a file of one of these kinds; `name` is offered without its ending, which follows the kind."""
    kinds: Mapping[str, str] = {f"{_(KINDS[ending])} (*.{ending})": ending for ending in endings}
    dialog = QFileDialog(parent, title, "", ";;".join(kinds))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(endings[0])
    dialog.filterSelected.connect(lambda words: dialog.setDefaultSuffix(kinds[words]))
    dialog.selectFile(f"{name}.{endings[0]}")
    dialog.fileSelected.connect(lambda chosen: then(Path(chosen)))
    dialog.open()
    return dialog
