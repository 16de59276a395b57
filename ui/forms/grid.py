"""A grid of fields with a line for each animal: Enter goes on, Ctrl+D puts the value into all lines below."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent

from ui.editors import editor_for
from ui.forms.arrival_rows import Column, Rows
from ui.widgets.field import FieldBox
from ui.widgets.label import elided
from zooapp.fields import FieldSpec
from zooapp.i18n import _

if TYPE_CHECKING:
    from ui.form import Form

WHO: Final = "who"


@dataclass(frozen=True)
class Line:
    """A line of the grid: the key of what it is about, how it is called, and what stands in it at first."""

    key: int
    called: str
    values: Mapping[str, Any]


class Grid(Rows):
    """Lines that are given; nothing is added or taken out by hand."""

    def __init__(self, form: "Form", specs: Mapping[str, FieldSpec], columns: Sequence[Column], who: str) -> None:
        self.columns = ((WHO, 130, 2), *columns)
        self.lines: list[Line] = []
        self._who = who
        self._keys = GridKeys(self)
        super().__init__(form, "rows", specs, lambda spec: editor_for(spec, form.today()))

    def head_words(self) -> list[str]:
        return [self._who, *super().head_words()[1:]]

    def path(self, no: int, name: str) -> str:
        """By the key of the line: a draft finds its line again, whoever came or went meanwhile."""
        return f"{self.prefix}.{self.lines[no].key}.{name}"

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Have these lines; what was typed into others is gone."""
        while self.count:
            self.count -= 1
            self.drop(self.count)
            item = self.grid.itemAtPosition(self.count + 1, 0)
            if item is not None and (label := item.widget()) is not None:
                self.away(label)
        self.lines = list(lines)
        for no, line in enumerate(self.lines):
            self.add()
            for name in self.names:
                path, editor = self.path(no, name), self.editor(no, name)
                editor.set(line.values.get(name))  # nobody typed it: no draft
                self.form.before[path], self.form.shown[path] = line.values.get(name), editor.text()

    def build(self, no: int) -> None:
        super().build(no)
        self.grid.addWidget(elided(self.lines[no].called, "strong"), no + 1, 0)

    def cell(self, no: int, name: str) -> FieldBox:
        box = super().cell(no, name)
        box.label.hide()
        box.control.setAccessibleName(
            _("{row}, {field}").format(row=self.lines[no].called, field=self.specs[name].label)
        )
        box.control.setProperty("cell", [no, name])
        box.control.installEventFilter(self._keys)
        return box

    def fill_below(self, no: int, name: str) -> None:
        """Put the value of a cell into the same cell of all lines below."""
        text = self.editor(no, name).text()
        for below in range(no + 1, self.count):
            self.editor(below, name).type(text)

    def values_of(self, values: Mapping[str, Any]) -> list[tuple[Line, dict[str, Any]]]:
        """Each line with its values, out of those of the form."""
        return [
            (line, {name: values[self.path(no, name)] for name in self.names}) for no, line in enumerate(self.lines)
        ]


class GridKeys(QObject):
    """Hears the keys in the cells before the cells do."""

    def __init__(self, grid: Grid) -> None:
        super().__init__()
        self._grid = grid

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            no, name = watched.property("cell")
            if event.key() == Qt.Key.Key_D and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
                self._grid.fill_below(no, name)
                return True
        return super().eventFilter(watched, event)

