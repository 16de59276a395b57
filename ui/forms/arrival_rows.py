"""Rows of fields in a form: added at the end, taken out anywhere, their paths counted from 0 ("papers.1.number")."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from ui import theme
from ui.editors import Editor, PickEditor, TickEditor
from ui.widgets.field import FieldBox
from ui.widgets.label import lab, set_tip
from zooapp.errors import Invalid
from zooapp.exchange import pasting
from zooapp.fields import FieldSpec
from zooapp.i18n import _
from zooapp.lists.picks import Option

if TYPE_CHECKING:
    from ui.form import Form

GAP = 6
Column = tuple[str, int, int]  # the field, its width as drawn, its share of what is left
EditorOf = Callable[[FieldSpec], Editor]
TOP = Qt.AlignmentFlag.AlignTop


class NotedPick(PickEditor):
    """A pick that takes any name of a record that is its alone, and says of the record what `words` give."""

    def __init__(self, options: Sequence[Option], words: Callable[[int], str]) -> None:
        self._known: dict[str, Option | None] = {}
        self._words = words
        self.proposed: int | None = None
        super().__init__(options)
        self.line.textChanged.connect(lambda text: set_tip(self.line, text))  # a name may be longer than its column

    def offer(self, options: Sequence[Option]) -> None:
        super().offer(options)
        self._known.clear()

    def chosen(self) -> Option | None:
        text = self.line.text().strip()
        if text not in self._known:
            self._known[text] = pasting.find(self.options, text)
        return self._known[text]

    def note(self) -> str:
        option = self.chosen()
        return self._words(option.id) if option else ""

    def propose(self, value: int | None) -> None:
        """Put this in where nothing else was chosen."""
        if not self.text().strip() or readable(self) == self.proposed is not None:
            self.set(value)
            self.proposed = value


def readable(editor: Editor) -> Any:
    """The value of an editor, or None when its text cannot be read."""
    try:
        return editor.value()
    except Invalid:
        return None


class Rows(QWidget):
    """Rows of cells below a head. A row that is taken out hands its paths to those below it."""

    changed = Signal()
    columns: Sequence[Column] = ()

    def __init__(self, form: "Form", prefix: str, specs: Mapping[str, FieldSpec], editor_of: EditorOf) -> None:
        super().__init__()
        self.form, self.prefix, self.specs, self.editor_of = form, prefix, specs, editor_of
        self.count = 0
        self.grid = QGridLayout(self)
        self.grid.setContentsMargins(0, 0, 0, 0)
        self.grid.setHorizontalSpacing(theme.px(GAP))
        self.grid.setVerticalSpacing(theme.px(GAP))
        self.heads = [lab(words, "label", "text2") for words in self.head_words()]
        for at, (_name, width, stretch) in enumerate(self.columns):
            self.grid.setColumnMinimumWidth(at, theme.px(width))
            self.grid.setColumnStretch(at, stretch)
            self.grid.addWidget(self.heads[at], 0, at)

    @property
    def names(self) -> list[str]:
        """The fields of a row in the order in which they are read."""
        return [name for name, _width, _stretch in self.columns if name in self.specs]

    def head_words(self) -> list[str]:
        """What stands above the columns."""
        return [self.specs[name].label if name in self.specs else "" for name, _width, _stretch in self.columns]

    def path(self, no: int, name: str) -> str:
        """The path of a cell."""
        return f"{self.prefix}.{no}.{name}"

    def editor(self, no: int, name: str) -> Editor:
        """The editor of a cell."""
        return self.form.editors[self.path(no, name)]

    def add(self) -> int:
        """An empty row at the end; gives its number."""
        no = self.count
        self.count += 1
        self.build(no)
        self.changed.emit()
        return no

    def build(self, no: int) -> None:
        """Put the cells of a row into the grid."""
        for at, (name, _width, _stretch) in enumerate(self.columns):
            if name in self.specs:
                self.grid.addWidget(self.cell(no, name), no + 1, at)

    def cell(self, no: int, name: str) -> FieldBox:
        """A field without a label of its own: the head of its column says what it is."""
        spec = self.specs[name]
        box = self.form.add_editor(self.path(no, name), spec, self.editor_of(spec), None)
        box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)  # the column says how wide it is
        return box

    def remove(self, no: int) -> dict[str, Any]:
        """Take a row out; gives what stood in it. The last row that there is is emptied."""
        gone = self.contents(no)
        for at in range(no, self.count - 1):
            self.put(at, self.contents(at + 1))
        if self.count == 1:
            self.put(0, {})
        else:
            self.count -= 1
            self.drop(self.count)
        self.changed.emit()
        return gone

    def insert(self, no: int, contents: Mapping[str, Any]) -> None:
        """Put a row in before another one."""
        self.add()
        for at in range(self.count - 1, no, -1):
            self.put(at, self.contents(at - 1))
        self.put(no, contents)

    def drop(self, no: int) -> None:
        """Take the last row off the grid, and its paths out of the form."""
        for name in self.names:
            path = self.path(no, name)
            box = self.form.boxes.pop(path)
            for known in (self.form.editors, self.form.specs, self.form.before):
                known.pop(path)
            self.away(box)

    def away(self, widget: QWidget) -> None:
        """Take a widget off the grid for good."""
        self.grid.removeWidget(widget)
        widget.hide()
        widget.deleteLater()

    def contents(self, no: int) -> dict[str, Any]:
        """What stands in a row: values, and texts where they cannot be read."""
        found: dict[str, Any] = {}
        for name in self.names:
            editor = self.editor(no, name)
            try:
                found[name] = editor.value()
            except Invalid:
                found[name] = editor.text()
        return found

    def put(self, no: int, contents: Mapping[str, Any]) -> None:
        """Fill a row with values and texts; what is not named is emptied."""
        for name in self.names:
            editor, value = self.editor(no, name), contents.get(name)
            if isinstance(value, str):
                editor.type(value)
            else:
                editor.set(value)
            box = self.form.boxes[self.path(no, name)]
            box.show_problem(None, editor.note())

    def is_blank(self, no: int) -> bool:
        """Whether nothing was filled in."""
        return not any(self.typed(no, name) for name in self.names)

    def typed(self, no: int, name: str) -> str:
        """What was typed into a cell; choices that always have a value are nothing typed."""
        return "" if self.specs[name].field.choices else self.editor(no, name).text().strip()

    def order(self) -> list[str]:
        """The paths of all cells as they are read."""
        return [self.path(no, name) for no in range(self.count) for name in self.names]


def cell_box(spec: FieldSpec, editor: Editor, row: str, is_labelled: bool = False) -> FieldBox:
    """The box of a cell: readers and links hear the row before the field; the head of the column bears the label."""
    box = FieldBox(spec.label, editor.widget)
    if isinstance(editor, TickEditor):
        box.label.setText(" ")  # the tick says it beside itself, and stands in line with the others
    box.label.setVisible(is_labelled)
    box.control.setAccessibleName(_("{row}, {field}").format(row=row, field=spec.label))
    return box
