"""The chips above a list: which filters are on, a cross to take each off, and "+ Filter" to add one."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QMenu, QWidget

from ui.desk import Desk
from ui.editors import Editor, PickEditor, TextEditor, read_day
from ui.widgets.button import Button, button, filter_chip
from ui.widgets.label import lab
from ui.widgets.layout import hbox, vbox
from ui.widgets.menus import empty
from zooapp.errors import Invalid
from zooapp.i18n import _, day
from zooapp.lists import picks
from zooapp.lists.picks import Option
from zooapp.lists.spec import FilterSpec, ListSpec


def _has_any(spec: FilterSpec) -> bool:
    return any(value in ("", "all") for value, _label in spec.choices)


def open_value(spec: FilterSpec) -> Any:
    """The value that hides nothing; the default where each choice counts something else."""
    values = [value for value, _label in spec.choices]
    return "" if spec.pick or spec.day or "" in values else "all" if "all" in values else spec.default


def open_values(spec: ListSpec) -> dict[str, Any]:
    """All filters of a list off."""
    return {each.key: open_value(each) for each in spec.filters}


def next_value(spec: FilterSpec, value: Any) -> Any:
    """What a press on the chip gives: the filter off, or the next choice where it cannot be off."""
    if value != open_value(spec):
        return open_value(spec)
    values = [choice for choice, _label in spec.choices]
    return values[(values.index(value) + 1) % len(values)]


class Filters(QWidget):
    """Filters of a list as chips. `changed` carries all that differ from their defaults, and the defaults."""

    changed = Signal(dict)

    def __init__(self, desk: Desk, spec: ListSpec) -> None:
        super().__init__()
        self._desk = desk
        self._spec = spec
        self._specs = {each.key: each for each in spec.filters}
        self.values: dict[str, Any] = {each.key: each.default for each in spec.filters}
        self._words: dict[str, str] = {}
        self._row = hbox(gap=6)
        self._add: Button = button(_("+ &Filter"), kind="add")
        self._menu = QMenu(self._add)
        self._menu.aboutToShow.connect(self._fill_menu)
        self._add.setMenu(self._menu)
        if not spec.filters:  # not setVisible(True): without a parent yet it would flash up as a window
            self._add.hide()
        self.setLayout(self._row)
        self._show()

    def set(self, key: str, value: Any, words: str = "") -> None:
        """Put a filter on, or off with an empty value."""
        self.values[key] = value
        self._words[key] = words
        self._show()
        self.changed.emit(dict(self.values))

    def wear(self, values: Mapping[str, Any], words: Mapping[str, str]) -> None:
        """Show these, and the defaults of all others; nothing is told, since whoever says so lists anew."""
        self.values = {key: values.get(key, spec.default) for key, spec in self._specs.items()}
        self._words = dict(words)
        self._show()

    def open_all(self) -> None:
        """All filters off."""
        self.values = open_values(self._spec)
        self._show()
        self.changed.emit(dict(self.values))

    def said(self) -> str:
        """The filters that are on, in words."""
        return " · ".join(self._said(spec, self.values[key]) for key, spec in self._specs.items() if self._is_on(spec))

    def _is_on(self, spec: FilterSpec) -> bool:
        return self.values[spec.key] != open_value(spec) or not (spec.pick or spec.day or _has_any(spec))

    def _said(self, spec: FilterSpec, value: Any) -> str:
        if spec.day:
            return f"{_(spec.label)}: {day(dt.date.fromisoformat(value))}"
        said = self._words.get(spec.key) or next((_(label) for v, label in spec.choices if v == value), str(value))
        return f"{_(spec.label)}: {said}"

    def _show(self) -> None:
        while (item := self._row.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None and widget is not self._add:
                widget.deleteLater()
        for key, value in self.values.items():
            if self._is_on(self._specs[key]):
                self._row.addWidget(self._chip(self._specs[key], value))
        self._row.addWidget(self._add)
        self._row.addStretch(1)

    def _chip(self, spec: FilterSpec, value: Any) -> Button:
        chip: Button = filter_chip(self._said(spec, value))
        chip.setAccessibleDescription(_("Press for the next choice."))
        following = next_value(spec, value)
        chip.clicked.connect(lambda _checked: self.set(spec.key, following))
        return chip

    def _fill_menu(self) -> None:
        empty(self._menu)
        for spec in self._specs.values():
            if spec.pick or spec.day:
                pick = self._menu.addAction(f"{_(spec.label)}…")
                pick.triggered.connect(lambda _checked=False, s=spec: self._ask(s))
                continue
            part = self._menu.addMenu(_(spec.label))
            for value, label in spec.choices:
                choice = part.addAction(_(label))
                choice.setCheckable(True)
                choice.setChecked(self.values[spec.key] == value)
                choice.triggered.connect(lambda _checked=False, k=spec.key, v=value: self.set(k, v))

    def _ask(self, spec: FilterSpec) -> None:
        if spec.day:
            self._ask_day(spec)
        else:
            self._desk.ask(lambda s: picks.options(s, spec.pick), lambda found: self._pick(spec, found), self)

    def _ask_day(self, spec: FilterSpec) -> None:
        assert self._desk.database is not None
        today = self._desk.database.clock.today()
        editor = TextEditor(lambda text: read_day(text, today), day)
        wrong = lab("", "small", "bad", wrap=True)
        wrong.hide()

        def chosen() -> None:
            try:
                value = editor.value() or today
            except Invalid as error:
                wrong.setText(str(error))
                wrong.show()
                return
            dialog.accept()
            self.set(spec.key, "" if value >= today else value.isoformat())

        dialog = self._dialog(spec, editor, chosen, wrong)
        editor.line.returnPressed.connect(chosen)
        dialog.open()

    def _pick(self, spec: FilterSpec, options: list[Option]) -> None:
        editor = PickEditor(options)

        def chosen() -> None:
            option = editor.chosen()
            if option is not None:
                dialog.accept()
                self.set(spec.key, option.id, option.label)

        dialog = self._dialog(spec, editor, chosen)
        editor.line.returnPressed.connect(chosen)
        dialog.open()

    def _dialog(self, spec: FilterSpec, editor: Editor, use: Callable[[], None], *more: QWidget) -> QDialog:
        dialog = QDialog(self)
        dialog.setWindowTitle(_(spec.label))
        editor.widget.setAccessibleName(_(spec.label))
        done = button(_("Filter"), "filter", "primary")
        done.clicked.connect(lambda _checked: use())
        label = lab(_(spec.label), "label", "text2")
        label.setBuddy(editor.widget)
        dialog.setLayout(vbox(label, editor.widget, *more, hbox(None, done), gap=8, margins=(18, 16, 18, 16)))
        dialog.setMinimumWidth(420)
        return dialog
