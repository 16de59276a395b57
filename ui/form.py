"""A form made from declared fields: editors, problems beside them, a draft, and one save that is one work."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QScrollArea, QWidget

from ui import errors, theme
from ui.desk import Desk
from ui.drafting import Drafting
from ui.editors import Editor, TickEditor, editor_for
from ui.sheet_dialog import Sheet
from ui.summary import Summary
from ui.widgets.button import explain
from ui.widgets.card import Card
from ui.widgets.field import FieldBox
from ui.widgets.label import lab
from ui.widgets.layout import vbox
from zooapp.errors import Conflict, Invalid, Level, Problem, Unsettled
from zooapp.i18n import _

if TYPE_CHECKING:
    from zooapp.fields import FieldSpec
    from zooapp.lists.picks import Option
    from zooapp.work import Work


class Form(Sheet):
    """A dialog with fields by path. Subclasses say what is saved: `job(values)` gives the callable for the work."""

    saved = Signal(object)
    draft_kind = ""  # with a kind, what is typed survives a kill

    def __init__(self, desk: Desk, title: str, facts: str = "", parent: QWidget | None = None) -> None:
        super().__init__(title, facts, parent)
        self.desk = desk
        self.boxes: dict[str, FieldBox] = {}
        self.editors: dict[str, Editor] = {}
        self.specs: dict[str, FieldSpec] = {}
        self.before: dict[str, Any] = {}
        self.shown: dict[str, str] = {}  # the texts at first: what still reads so was not changed
        self.waived: set[str] = set()
        self.summary = self.make_summary()
        self.save_button.setText(self.act_words())
        self.save_button.clicked.connect(lambda _checked: self.save())
        self._lay_out()
        self.drafting = Drafting(self) if self.draft_kind else None
        self._keys()

    # what a subclass says

    def act_words(self) -> str:
        """What the button says: the act."""
        return _("Save")

    def why(self) -> str:
        """The reason in the journal."""
        return self.windowTitle()

    def job(self, values: Mapping[str, Any]) -> "Callable[[Work], Any]":
        """The work that saves these values."""
        raise NotImplementedError

    def look(self, _values: Mapping[str, Any]) -> Iterable[Problem]:
        """Problems between fields that can be seen before saving; the models' own rules come with the save."""
        return ()

    def done_words(self, _result: Any) -> str:
        """What the notice says afterwards; nothing for ""."""
        return _("Saved.")

    def has_changed(self, _result: Any) -> bool:
        """Whether the save wrote anything: else there is nothing to undo."""
        return True

    # building

    def make_summary(self) -> Summary:
        """Where the problems of a save are told together."""
        return Summary(self)

    def make_box(self, _path: str, spec: "FieldSpec", editor: Editor) -> FieldBox:
        """The box around a field: label, hint with its unit, the line for what is wrong."""
        unit = _(spec.field.unit)
        hint = f"{spec.hint} ({unit})" if unit and spec.hint else spec.hint or unit
        box = FieldBox(spec.label, editor.widget, hint, spec.required)
        if isinstance(editor, TickEditor):
            box.label.hide()  # the tick says it itself
        return box

    def add_fields(
        self,
        specs: "Iterable[FieldSpec]",
        values: Mapping[str, Any],
        title: str = "",
        prefix: str = "",
        options: "Mapping[str, Sequence[Option]] | None" = None,
    ) -> None:
        """A card with a field for each spec, in two columns; paths are prefix and name."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(14))
        grid.setVerticalSpacing(theme.px(10))
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        place = 0
        for spec in specs:
            editor = editor_for(spec, self.today(), (options or {}).get(spec.field.pick, ()))
            box = self.add_editor(f"{prefix}{spec.name}", spec, editor, values.get(spec.name))
            wide = spec.field.lines > 1
            place += place % 2 if wide else 0
            grid.addWidget(box, place // 2, place % 2, 1, 2 if wide else 1)
            place += 2 if wide else 1
        column = vbox(gap=10, margins=(16, 12, 16, 14))
        if title:
            column.addWidget(lab(title, "card"))
        column.addLayout(grid)
        self.column.insertWidget(self.column.count() - 1, Card(column))

    def add_editor(self, path: str, spec: "FieldSpec", editor: Editor, value: Any) -> FieldBox:
        """A field with its box; the form's own layouts call this and place the box themselves."""
        box = self.make_box(path, spec, editor)
        editor.set(value)
        self.boxes[path], self.editors[path], self.specs[path], self.before[path] = box, editor, spec, value
        self.shown[path] = editor.text()
        editor.edited.connect(lambda: self._edited(path))
        editor.left.connect(lambda: self._left(path))
        box.repaired.connect(editor.type)
        box.show_problem(None, editor.note())
        return box

    def today(self) -> dt.date:
        """The zoo's day."""
        return self.desk.database.clock.today() if self.desk.database is not None else dt.date.today()

    def _lay_out(self) -> None:
        self.lay_out(self.summary)

    def showEvent(self, event: Any) -> None:
        super().showEvent(event)
        if self.editors:
            self.welcome()

    def welcome(self) -> None:
        """The fields stand: the first has the focus, and an earlier draft comes back."""
        next(iter(self.editors.values())).widget.setFocus()
        if self.drafting is not None:
            self.drafting.offer()

    def restore(self, texts: Mapping[str, Any]) -> None:
        """Put the texts of a draft back into their fields."""
        for path, text in texts.items():
            if path in self.editors and isinstance(text, str):
                self.fill(path, text)

    # what stands in it

    def fill(self, path: str, text: str) -> None:
        """Type a text into a field, by its path."""
        self.editors[path].type(text)

    def problems(self) -> list[Problem]:
        """What the fields say now, and what the summary says of the whole."""
        return [box.problem for box in self.boxes.values() if box.problem is not None] + self.summary.whole

    def values(self) -> tuple[dict[str, Any], list[Problem]]:
        """The values of all fields by path, and what could not be read or is wrong in one field alone."""
        values: dict[str, Any] = {}
        wrong: list[Problem] = []
        for path in self.editors:
            try:
                values[path] = self.editors[path].value()
            except Invalid as error:
                wrong += [Problem(path, p.text, p.level, p.repair) for p in error.problems]
                continue
            wrong += [Problem(path, p.text, p.level, p.repair) for p in self.specs[path].problems(values[path])]
        return values, wrong

    def changed_values(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Only what was changed: what goes to the service. "unknown" that still stands there is not a new unknown."""
        changed = {path: value for path, value in values.items() if value != self.before.get(path)}
        return {path: value for path, value in changed.items() if self.editors[path].text() != self.shown[path]}

    # saving

    def save(self, *_args: object) -> None:
        """Check, then one work; problems come back beside their fields and nothing that was typed is lost."""
        values, wrong = self.values()
        if not wrong:
            wrong = [problem for problem in self.look(values) if problem.level is Level.ERROR]
        if wrong:
            self.show_problems(wrong)
            return
        self.show_problems([])
        explain(self.save_button, _("Saving…"))
        self.desk.act(self.why(), self.job(values), self._saved, self._refused, self.waived)

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Each beside its field, all of them on top; the focus goes to the summary."""
        by_path: dict[str, Problem] = {}
        for problem in problems:
            by_path.setdefault(problem.field, problem)
        for path, box in self.boxes.items():
            box.show_problem(by_path.get(path), self.editors[path].note())
        self.summary.show_problems(problems)
        QTimer.singleShot(0, self, self.fit)  # when the words have their room

    def _saved(self, result: Any) -> None:
        if self.drafting is not None:
            self.drafting.forget()
        if not self.has_changed(result):
            self.desk.tell(_("Nothing was changed."))
        elif words := self.done_words(result):
            self.desk.tell(words, undo=self.undo())
        self.saved.emit(result)
        self.accept()

    def undo(self) -> Callable[[], object] | None:
        """What Undo in the notice does; none where nothing can be undone."""
        return lambda: self.desk.go.emit("undo", None)

    def _refused(self, error: Exception) -> None:
        explain(self.save_button, "")
        if isinstance(error, Unsettled):
            self.waived |= {problem.text for problem in error.problems}
            self.show_problems(error.problems)
            self.save_button.setText(_("Save all the same"))
        elif isinstance(error, Invalid):
            self.save_button.setText(self.act_words())
            self.show_problems(error.problems)
        elif isinstance(error, Conflict):
            self.show_problems([Problem("", str(error), Level.WARNING), *self._clashes(error)])
            self.save_button.setText(_("Save all the same"))
            self.catch_up()
        else:
            errors.show(error, self)

    def catch_up(self) -> None:
        """Somebody else saved first, and both values are shown: whoever saves again means it. Take their version."""

    def _clashes(self, error: Conflict) -> list[Problem]:
        """What both changed; where the stored value is still the one that was opened, nobody differs."""
        from zooapp.fields import show

        words = _("You: {mine}. Meanwhile saved: {theirs}.")
        paths = {spec.label: path for path, spec in self.specs.items()}
        told = [(paths.get(clash.label, ""), clash) for clash in error.clashes]
        return [
            Problem(path, words.format(mine=clash.mine, theirs=clash.theirs), Level.WARNING)
            for path, clash in told
            if not path or clash.theirs != show(self.before[path])
        ]

    # while it is filled

    def _edited(self, path: str) -> None:
        box = self.boxes[path]
        if box.problem is not None and self.waived:
            self.save_button.setText(self.act_words())
        box.show_problem(None, self.editors[path].note())
        if self.drafting is not None:
            self.drafting.touch()

    def _left(self, path: str) -> None:
        """A field that is full and wrong says so when it is left; an empty one waits for the save."""
        editor, spec, box = self.editors[path], self.specs[path], self.boxes[path]
        try:
            value = editor.value()
            found = [] if value is None else list(spec.problems(value))
        except Invalid as error:
            found = error.problems
        if box.problem is None:  # an error stays until something else is typed
            box.show_problem(next(iter(found), None), editor.note())

    def _keys(self) -> None:
        for keys in ("Ctrl+S", "Ctrl+Return"):  # by the button: while it saves, or is barred, keys do nothing either
            QShortcut(QKeySequence(keys), self, self.save_button.click)
        QShortcut(QKeySequence("F8"), self, lambda: self.summary.step(1))
        QShortcut(QKeySequence("Shift+F8"), self, lambda: self.summary.step(-1))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.focusNextChild()  # Enter goes on; only Ctrl+S and Ctrl+Enter save
            return
        super().keyPressEvent(event)

    def focus_field(self, path: str) -> None:
        """Go to a field and show it."""
        if path in self.editors:
            widget = self.editors[path].widget
            widget.setFocus(Qt.FocusReason.ShortcutFocusReason)
            QTimer.singleShot(0, widget, lambda: self._reveal(widget))

    def _reveal(self, widget: QWidget) -> None:
        area = self.findChild(QScrollArea)
        if area is not None:
            area.ensureWidgetVisible(widget)
