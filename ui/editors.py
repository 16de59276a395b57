"""Editors: the control for each kind of field, made from its declaration. The only place that knows widgets by type."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QSignalBlocker, QStringListModel, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QCompleter, QLineEdit, QPlainTextEdit, QWidget

from ui import theme
from zooapp import i18n
from zooapp.errors import Invalid
from zooapp.i18n import _
from zooapp.values.counts import SexCount
from zooapp.values.dates import DateKind, FuzzyDate, NoDate
from zooapp.values.doses import Amount
from zooapp.values.fold import fold
from zooapp.values.money import Money
from zooapp.values.weights import Weight

if TYPE_CHECKING:
    from zooapp.fields import FieldSpec
    from zooapp.lists.picks import Option

SHOWN = 20  # matches in the list below a field


class Editor(QObject):
    """One control and the value in it. `value()` raises Invalid when the text cannot be read."""

    edited = Signal()
    left = Signal()

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.widget = widget

    def value(self) -> Any:
        """What stands there, as the field's type; None when it is empty."""
        raise NotImplementedError

    def set(self, value: Any) -> None:
        """Show a value."""
        raise NotImplementedError

    def text(self) -> str:
        """What was typed, for the draft."""
        return str(self.value() or "")

    def type(self, text: str) -> None:
        """Put in what a person would type."""
        self.set(text)

    def note(self) -> str:
        """How the entry was read, in words; "" where that is plain."""
        return ""


class TextEditor(Editor):
    """A line of text. `read` makes the value of it, `show` the text of a value."""

    def __init__(self, read: Callable[[str], Any] = str, show: Callable[[Any], str] = str, longest: int | None = None):
        self.line = QLineEdit()
        super().__init__(self.line)
        self._read, self._show = read, show
        if longest is not None:
            self.line.setMaxLength(longest + 1)  # one more, so that a text that is too long is said, not cut
        self.line.textEdited.connect(lambda _text: self.edited.emit())
        self.line.editingFinished.connect(self.left)
        self.line.editingFinished.connect(lambda: self.line.setCursorPosition(0))

    def value(self) -> Any:
        text = self.line.text().strip()
        return self._read(text) if text else None

    def set(self, value: Any) -> None:
        self.line.setText("" if value is None else self._show(value))
        self.line.setCursorPosition(0)

    def text(self) -> str:
        return self.line.text()

    def type(self, text: str) -> None:
        self.line.setText(text)
        self.line.setCursorPosition(0)
        self.edited.emit()

    def note(self) -> str:
        try:
            value = self.value()
        except Invalid:
            return ""
        if isinstance(value, SexCount):
            return value.in_words()
        return value.read_as() if isinstance(value, FuzzyDate) and value.kind is not DateKind.EXACT else ""


class LinesEditor(Editor):
    """Several lines of text."""

    def __init__(self, lines: int) -> None:
        self.area = QPlainTextEdit()
        super().__init__(self.area)
        self.area.setTabChangesFocus(True)
        self.area.setFixedHeight(self.area.fontMetrics().lineSpacing() * lines + theme.px(14))
        self.area.textChanged.connect(self.edited)

    def value(self) -> Any:
        return self.area.toPlainText().strip() or None

    def set(self, value: Any) -> None:
        self.area.setPlainText(value or "")


class ChoiceEditor(Editor):
    """One of a fixed few."""

    def __init__(self, choices: Sequence[tuple[Any, str]], required: bool) -> None:
        self.box = QComboBox()
        super().__init__(self.box)
        self._choices = list(choices) if required else [(None, "—"), *choices]
        for _value, label in self._choices:
            self.box.addItem(_(label))
        self.box.currentIndexChanged.connect(lambda _index: self.edited.emit())  # a letter typed does not activate
        self.box.currentIndexChanged.connect(lambda _index: self.left.emit())

    def value(self) -> Any:
        return self._choices[self.box.currentIndex()][0] if self.box.currentIndex() >= 0 else None

    def set(self, value: Any) -> None:
        values = [choice for choice, _label in self._choices]
        with QSignalBlocker(self.box):
            self.box.setCurrentIndex(values.index(value) if value in values else -1 if value else 0)

    def text(self) -> str:
        return self.box.currentText()

    def type(self, text: str) -> None:
        found = [i for i, (value, label) in enumerate(self._choices) if text in (_(label), label, str(value))]
        if found:
            with QSignalBlocker(self.box):
                self.box.setCurrentIndex(found[0])
            self.edited.emit()


class TickEditor(Editor):
    """Yes or no."""

    def __init__(self, label: str) -> None:
        self.box = QCheckBox(label)
        super().__init__(self.box)
        self.box.toggled.connect(lambda _on: self.edited.emit())

    def value(self) -> bool:
        return self.box.isChecked()

    def set(self, value: Any) -> None:
        self.box.setChecked(bool(value))

    def text(self) -> str:
        return "yes" if self.value() else ""

    def type(self, text: str) -> None:
        self.set(text)


class PickEditor(Editor):
    """One of many records: type a part of any of its names; the list below holds the first matches."""

    def __init__(self, options: "Sequence[Option]") -> None:
        self.line = QLineEdit()
        super().__init__(self.line)
        self._labels = QStringListModel(self.line)
        completer = QCompleter(self._labels, self.line)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setMaxVisibleItems(12)
        self.line.setCompleter(completer)
        self.line.textEdited.connect(self._narrow)
        self.line.editingFinished.connect(self._settle)
        completer.activated.connect(lambda _label: self._settle())
        self.offer(options)

    def offer(self, options: "Sequence[Option]") -> None:
        """Choose among these from now on; what is chosen stays."""
        self.options = list(options)
        self._labels.setStringList([option.label for option in self.options[:SHOWN]])

    def chosen(self) -> "Option | None":
        """The option that the text means: its label, one of its names or its code whole, or the only one that fits."""
        text = fold(self.line.text())
        if not text:
            return None
        exact = [option for option in self.options if fold(option.label) == text]
        exact = exact or [option for option in self.options if text in option.words.split("\n")]
        found = exact or self._matching(text)
        return found[0] if len(found) == 1 or len({option.label for option in exact}) == 1 else None

    def value(self) -> int | None:
        option = self.chosen()
        if option is None and self.line.text().strip():
            some = self._matching(fold(self.line.text()))
            raise Invalid(_("Several fit: choose one.") if some else _("Nothing fits. Choose from the list."))
        return option.id if option else None

    def set(self, value: Any) -> None:
        found = [option.label for option in self.options if option.id == value]
        self.line.setText(found[0] if found else "")
        self.line.setCursorPosition(0)

    def text(self) -> str:
        return self.line.text()

    def type(self, text: str) -> None:
        self.line.setText(text)
        self._settle()
        self.edited.emit()

    def note(self) -> str:
        option = self.chosen()
        return option.detail if option else ""

    def _matching(self, text: str) -> "list[Option]":
        words = text.split()
        found = [o for o in self.options if all(word in o.words for word in words)]
        return sorted(found, key=lambda o: not any(part.startswith(text) for part in (o.words, fold(o.label))))

    def _narrow(self, text: str) -> None:
        self._labels.setStringList([option.label for option in self._matching(fold(text))[:SHOWN]])
        if (completer := self.line.completer()) is not None:
            completer.complete()
        self.edited.emit()

    def _settle(self) -> None:
        if (option := self.chosen()) is not None:
            self.line.setText(option.label)
            self.line.setCursorPosition(0)
        self.left.emit()


def read_day(text: str, today: dt.date) -> dt.date:
    """A day as people write it: 20.11.2024, 20 Nov 2024, today. Raises Invalid when it is no exact day."""
    exact = Invalid(_("An exact day, as 20.11.2024 or today."))
    try:
        read = FuzzyDate.parse(text, today)
    except NoDate:
        raise exact from None
    if read.kind is not DateKind.EXACT or read.nominal is None:
        raise exact
    return read.nominal


def read_number(text: str) -> int:
    """A whole number. Raises Invalid."""
    try:
        return int(text.replace(" ", "").replace("\u00a0", ""))
    except ValueError:
        raise Invalid(_("A whole number, as 12.")) from None


def editor_for(spec: "FieldSpec", today: dt.date, options: "Sequence[Option]" = ()) -> Editor:
    """The editor of a field, from its declaration; `today` is the zoo's day, which "today" and "yesterday" mean."""
    if spec.field.pick:
        return PickEditor(options)
    if spec.field.choices:
        return ChoiceEditor(spec.field.choices, spec.required)
    if issubclass(spec.type, bool):
        return TickEditor(spec.label)
    if issubclass(spec.type, StrEnum):
        choices = [(member, member.value.replace("_", " ")) for member in spec.type]
        return ChoiceEditor(choices, spec.required)
    return _text_editor(spec, today)


def _text_editor(spec: "FieldSpec", today: dt.date) -> Editor:
    for kind, read, show in _typed(spec, today):
        if issubclass(spec.type, kind):
            return TextEditor(read, show)
    if spec.field.lines > 1:
        return LinesEditor(spec.field.lines)
    plain = TextEditor(str, str, spec.longest)
    if spec.field.secret:
        plain.line.setEchoMode(QLineEdit.EchoMode.Password)
    return plain


def _typed(spec: "FieldSpec", today: dt.date) -> Iterator[tuple[type, Callable[[str], Any], Callable[[Any], str]]]:
    """The values that are typed as a text: the type, how it is read, how it is shown. A bare weight is in the unit."""
    yield SexCount, SexCount.parse, str
    yield Money, Money.parse, str
    yield Amount, Amount.parse, str
    yield Weight, lambda text: Weight.parse(text, spec.field.unit), lambda value: str(value.show())
    yield FuzzyDate, lambda text: FuzzyDate.parse(text, today), lambda value: str(value.show())
    yield dt.date, lambda text: read_day(text, today), i18n.day
    yield int, read_number, str
