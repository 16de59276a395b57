"""A box with the countries: type a part of any of their names; one is chosen when no other can be meant."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QCompleter

from ui.widgets.choices import roomy
from zooapp import i18n, seed
from zooapp.values.fold import fold

NOT_COUNTRIES: Final = {"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"}
WORDS: Final = Qt.ItemDataRole.UserRole + 1


class CountryBox(QComboBox):
    """The countries by their short names in the language now in use; found by the longer ones and the code too."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.addItem("", "")
        for name, code, words in sorted(countries()):
            self.addItem(name, code)
            self.setItemData(self.count() - 1, words, WORDS)
        completer, line = self.completer(), self.lineEdit()
        assert completer is not None
        assert line is not None
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        for view in (self.view(), completer.popup()):
            assert view is not None
            roomy(view)
        line.editingFinished.connect(self._settle)

    def fitting(self) -> list[int]:
        """The rows that the text may mean: the one that is called so, else all whose words begin as its words do."""
        text = fold(self.currentText()).strip()
        names = {row: str(self.itemData(row, WORDS)) for row in range(1, self.count())} if text else {}
        called = [row for row, known in names.items() if text in known.split("\n")]
        return called or [row for row, known in names.items() if begins(text.split(), known.split())]

    def code(self) -> str:
        """Of the country that is meant; "" while none is, or several may be."""
        found = self.fitting()
        return str(self.itemData(found[0])) if len(found) == 1 else ""

    def _settle(self) -> None:
        found = self.fitting()
        if len(found) == 1:
            self.setCurrentIndex(found[0])


def begins(typed: list[str], known: list[str]) -> bool:
    """Whether each word that was typed is the beginning of a word of a name."""
    return all(any(word.startswith(part) for word in known) for part in typed)


def countries() -> list[tuple[str, str, str]]:
    """(short name, code, all names folded, a line each)."""
    own = {row["iso2"]: row for row in seed.rows("countries") if row["locale"] == i18n.language()}
    found = []
    for code, name in i18n.babel_locale().territories.items():
        if len(code) == 2 and code.isalpha() and code not in NOT_COUNTRIES:
            short = own[code]["short"] if code in own else name
            official = own[code]["official"] if code in own else ""
            found.append((short, code, "\n".join(fold(each) for each in (short, name, official, code) if each)))
    return found
