"""The lines of an arrival: a taxon each, how many came and how they are kept; a second row holds what is rarer."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ui import theme
from ui.editors import ChoiceEditor, Editor, TextEditor, editor_for
from ui.forms.arrival_rows import TOP, Column, NotedPick, Rows, readable
from ui.widgets.button import Button, icon_button
from ui.widgets.card import Card
from ui.widgets.label import elided, lab, set_tip
from ui.widgets.layout import hbox
from ui.widgets.thumbnail import Thumbnail
from zooapp.fields import FieldSpec, fields_of
from zooapp.i18n import _
from zooapp.models import ConsignmentLine
from zooapp.models.consignment import KEEP_AS
from zooapp.values.counts import SexCount
from zooapp.values.fold import fold
from zooapp.values.marks import MarkKind, parse_marks

if TYPE_CHECKING:
    from ui.forms.arrival import ArrivalForm

COLUMNS: Final[Sequence[Column]] = (
    ("no", 18, 0),
    ("art", 32, 0),
    ("taxon_id", 150, 5),
    ("announced", 74, 0),
    ("alive", 104, 0),
    ("keep_as", 112, 0),
    ("marks", 100, 3),
    ("unit_id", 100, 3),
    ("protocol_id", 100, 3),
    ("ids", 100, 0),
    ("more", 32, 0),
)
# The second row: fields and their shares of its width.
SECOND: Final = (
    ("dead", 2),
    ("condition", 2),
    ("crate", 3),
    ("seal", 3),
    ("sender_ids", 5),
    ("sex_method", 4),
    ("taxon_doubtful", 5),
)
NEVER_TWICE: Final = ("marks", "sender_ids", "crate", "seal")


class CountEditor(TextEditor):
    """Males.females.unknown; the words below say that the sex is only reported while nobody named a method."""

    def __init__(self, is_reported: Callable[[], bool], quiet: bool) -> None:
        super().__init__(SexCount.parse, str)
        self._is_reported, self._quiet = is_reported, quiet

    def note(self) -> str:
        count = readable(self)
        if count is None or self._quiet:
            return ""
        if not (count.m or count.f) or not self._is_reported():
            return str(count.in_words())
        if count.total == 1:
            return _("reported male") if count.m else _("reported female")
        return _("{words}, reported").format(words=count.in_words())


class Lines(Rows):
    """The grid of lines."""

    columns = COLUMNS
    form: "ArrivalForm"

    def __init__(self, form: "ArrivalForm") -> None:
        super().__init__(form, "lines", fields_of(ConsignmentLine), self._editor)
        self.setAccessibleName(_("Lines of the consignment"))
        self._extras: list[dict[str, Any]] = []
        self._no = 0

    @property
    def names(self) -> list[str]:
        return [*super().names, *(name for name, _share in SECOND)]

    def head_words(self) -> list[str]:
        words = {"no": "#", "ids": _("Local IDs"), "announced": _("Announced"), "alive": _("Received alive")}
        return [words.get(name) or (self.specs[name].label if name in self.specs else "") for name, *_rest in COLUMNS]

    def build(self, no: int) -> None:
        self._no = no
        row = {
            "no": lab(str(no + 1), "strong", "text3"),
            "art": Thumbnail("", side=32),
            "ids": elided("", "strong", "accent"),
            "more": self._chevron(no),
            "second": self._second(no),
        }
        self._extras.append(row)
        for at, (name, _width, _stretch) in enumerate(COLUMNS):
            if name in self.specs:
                self.grid.addWidget(self.cell(no, name), 1 + 2 * no, at)
            else:
                row[name].setMinimumHeight(theme.size("control"))
                self.grid.addWidget(row[name], 1 + 2 * no, at, TOP)
        self.grid.addWidget(row["second"], 2 + 2 * no, 2, 1, len(COLUMNS) - 2)
        marks = self.editor(no, "marks").widget
        marks.setProperty("placeholderText", _("later"))
        marks.setProperty("scans", True)
        for path in (self.path(no, name) for name in self.names):
            self.form.editors[path].widget.installEventFilter(self.form.keys)

    def drop(self, no: int) -> None:
        super().drop(no)
        for widget in self._extras.pop().values():
            self.away(widget)

    def order(self) -> list[str]:
        second = {name for name, _share in SECOND}
        return [
            self.path(no, name)
            for no in range(self.count)
            for name in self.names
            if name not in second or self.is_open(no)
        ]

    def typed(self, no: int, name: str) -> str:
        return "" if name == "taxon_doubtful" else super().typed(no, name)

    # the second row

    def is_open(self, no: int) -> bool:
        """Whether the second row of a line is shown."""
        return not self._extras[no]["second"].isHidden()

    def toggle(self, no: int, is_open: bool | None = None) -> None:
        """Show or hide the second row of a line."""
        row = self._extras[no]
        is_open = not self.is_open(no) if is_open is None else is_open
        row["second"].setVisible(is_open)
        row["more"].setChecked(is_open)
        self.changed.emit()

    def _chevron(self, no: int) -> Button:
        words = _("More of line {n}: dead, condition, crate, seal (Alt+Down)")
        made = icon_button("chevron-down", words.format(n=no + 1))
        made.setCheckable(True)
        made.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # Alt+Down does it by keyboard: one stop less a line
        made.clicked.connect(lambda _checked: self.toggle(no))
        return made

    def _second(self, no: int) -> QWidget:
        row = hbox(gap=10)
        for name, share in SECOND:
            row.addWidget(self.cell(no, name), share)
        row.setContentsMargins(theme.px(10), theme.px(6), theme.px(10), theme.px(6))
        card = Card(row, "sunken")
        card.hide()
        return card

    # what stands in a line

    def _editor(self, spec: FieldSpec) -> Editor:
        no = self._no
        if spec.name == "taxon_id":
            return NotedPick(self.form.options["taxa"], self.form.taxon_words)
        if spec.field.pick:
            return NotedPick(self.form.options[spec.field.pick], lambda _id: "")
        if spec.name == "keep_as":
            return ChoiceEditor(KEEP_AS, True)
        if spec.type is SexCount:
            quiet = spec.name != "alive"
            return CountEditor(lambda: is_reported(self.editor(no, "sex_method").text()), quiet)
        return editor_for(spec, self.form.today())

    def left(self, no: int, name: str, sender: int | None) -> None:
        """A cell was left: what follows from it is proposed in the cells that are empty."""
        if name == "announced" and not self.typed(no, "alive"):
            self.editor(no, "alive").set(readable(self.editor(no, "announced")))
        if name in ("taxon_id", "announced", "sex_method"):
            self.note(no, "alive")
        if name == "taxon_id":
            self.propose(no, sender)

    def propose(self, no: int, sender: int | None) -> None:
        """The protocol of the taxon, and the picture of its group."""
        taxon = readable(self.editor(no, "taxon_id"))
        facts = self.form.choices.taxa.get(taxon or 0)
        protocol = self.editor(no, "protocol_id")
        if isinstance(protocol, NotedPick):
            protocol.propose(self.form.choices.protocol(taxon, sender))
        self._extras[no]["art"].show_art(facts.scientific if facts else "", facts.art if facts else "")

    def note(self, no: int, name: str) -> None:
        """Say anew how a cell was read, unless it is wrong."""
        box = self.form.boxes[self.path(no, name)]
        if box.problem is None:
            box.show_problem(None, self.editor(no, name).note())

    def wants_next_chip(self, no: int) -> bool:
        """After Enter behind a chip: make room for the next one while animals are left; a second Enter ends it."""
        editor, alive = self.editor(no, "marks"), readable(self.editor(no, "alive"))
        text = editor.text().strip()
        if text.endswith(","):
            editor.type(text.rstrip(", "))
            return False
        chips = parse_marks(text, 0).marks
        if alive is None or not 0 < len(chips) < alive.total or chips[-1].kind is not MarkKind.TRANSPONDER:
            return False
        editor.type(f"{text}, ")
        editor.widget.setProperty("cursorPosition", len(text) + 2)
        return True

    def same_as_above(self, no: int, name: str) -> None:
        """A cell takes what stands above it; an empty line all of it but what no two lines share."""
        if no == 0:
            return
        above = self.contents(no - 1)
        if self.is_blank(no):
            self.put(no, {key: value for key, value in above.items() if key not in NEVER_TWICE})
        else:
            self.put(no, {**self.contents(no), name: above[name]})
        self.changed.emit()

    def show_ids(self, no: int, ids: Sequence[str]) -> None:
        """The local ids that the animals of a line are about to get."""
        label = self._extras[no]["ids"]
        words = ids[0] if ids else ""
        if len(ids) > 1:
            words = f"{ids[0]}…{ids[-1].rpartition('-')[2]}"
        label.setText(words)
        set_tip(label, _("About to be {ids}, fixed when saved").format(ids=words) if words else "")
        label.setAccessibleName(_("Line {n}, local IDs: {ids}").format(n=no + 1, ids=words or _("none yet")))


def is_reported(method: str) -> bool:
    """Whether nobody says how the sex is known: then the sender reported it."""
    return fold(method) in ("", fold("reported"), fold(_("reported")))
