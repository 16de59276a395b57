"""New arrival: a consignment is taken in with all its lines, as a grid that is filled by keyboard alone."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QCompleter, QLineEdit, QWidget

from ui import theme
from ui.desk import Desk
from ui.editors import Editor
from ui.form import Form
from ui.forms.arrival_body import Body
from ui.forms.arrival_foot import Tally, span
from ui.forms.arrival_lines import SECOND
from ui.forms.arrival_loan import is_loan, offer_contract
from ui.forms.arrival_paste import LineKeys
from ui.forms.arrival_rows import cell_box, readable
from ui.forms.arrival_values import arrival_of, summed
from ui.forms.arrival_watch import Watch, act_words
from ui.sheet_dialog import TALLEST, WIDEST
from ui.widgets.button import button
from ui.widgets.card import Line
from ui.widgets.field import FieldBox
from ui.widgets.label import lab
from ui.widgets.layout import hbox, vbox
from zooapp.errors import Problem
from zooapp.fields import FieldSpec
from zooapp.i18n import _, ngettext
from zooapp.lists import arriving
from zooapp.lists.arriving import Choices
from zooapp.services import accessions
from zooapp.services.arrivals import Arrival
from zooapp.services.identifiers import local_id

if TYPE_CHECKING:
    from zooapp.work import Work

Arrived = tuple[int, list[str], list[int]]  # how many animals, the first and the last local id, records on loan
LABELLED: Final = {name for name, _share in SECOND}


class ArrivalForm(Form):
    """The arrival of a consignment."""

    draft_kind = "arrival"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        self.choices = Choices({}, {}, frozenset())
        facts = _("One consignment, any number of lines. Nothing is final before it is saved.")
        super().__init__(desk, _("New arrival"), facts, parent)
        self.keys = LineKeys(self)
        self.watch = Watch(self)
        self._paused = True  # nothing is proposed or looked at
        self._typed = False
        self._going = QTimer(self)
        self._going.setSingleShot(True)
        self._going.timeout.connect(self.go_on)
        self.saved.connect(lambda result: offer_contract(desk, result[2], parent))
        today = self.today()
        desk.ask(lambda session: arriving.choices(session, today), self._loaded, self)

    @property
    def options(self) -> Mapping[str, Sequence[Any]]:
        """The options to choose from, by kind."""
        return self.choices.options

    def drawn(self, width: int) -> int:
        """A width as drawn, in pixels of this look."""
        return theme.px(width)

    # building

    def make_summary(self) -> Tally:
        return Tally(self)

    def make_box(self, path: str, spec: FieldSpec, editor: Editor) -> FieldBox:
        if isinstance(editor.widget, QLineEdit):
            editor.widget.returnPressed.connect(lambda: self._returned(editor.widget))
        prefix, _dot, rest = path.partition(".")
        if not rest:
            return super().make_box(path, spec, editor)
        no, name = rest.split(".")
        words = _("Line {n}") if prefix == "lines" else _("Paper {n}")
        return cell_box(spec, editor, words.format(n=int(no) + 1), prefix == "lines" and name in LABELLED)

    def _lay_out(self) -> None:
        self.loading = lab(_("Reading taxa, units and protocols…"), "body", "text3")
        self.column.addWidget(self.loading)
        self.column.addStretch(1)
        self.cancel_button.setText(_("Keep draft and close"))
        self.cancel_button.set_kind("quiet")
        self.discard_button = button(_("Throw draft away"), kind="quiet")
        self.discard_button.clicked.connect(self.throw_away)
        self.discard_button.hide()
        words = vbox(hbox(self.title, None, self.draft_state), self.facts, gap=1)
        foot = hbox(self.cancel_button, self.discard_button, None, self.summary, self.save_button, gap=8)
        self.setLayout(vbox(words, Line(), (self.column, 1), foot, gap=10, margins=(22, 16, 22, 16)))
        self.save_button.setEnabled(False)
        self.resize(theme.px(WIDEST), theme.px(TALLEST))

    def _loaded(self, choices: Choices) -> None:
        self.choices = choices
        while (item := self.column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        self.body = Body(self)
        self.head, self.journey, self.lines, self.total = (
            self.body.head,
            self.body.journey,
            self.body.lines,
            self.body.total,
        )
        self.column.addWidget(self.body)
        self.lines.changed.connect(self.filled)
        self.journey.papers.changed.connect(self.filled)
        self.lines.add()
        self.save_button.setEnabled(True)
        self._paused = False
        self.body.chain()
        self.watch.look()
        if self.isVisible():
            self.welcome()

    # what stands in it

    def zone(self) -> Any:
        """The zoo's time zone."""
        return self.desk.database.clock.zone if self.desk.database is not None else None

    def taxon_words(self, taxon_id: int) -> str:
        """What stands below a taxon: its scientific name and its CITES status."""
        facts, status = self.choices.taxa[taxon_id], self.watch.seen.cites.get(taxon_id, "")
        return " · ".join(part for part in (facts.scientific, status) if part)

    def path_of(self, widget: QObject) -> str:
        """The path of the field that this control belongs to; "" for none."""
        return next((path for path, editor in self.editors.items() if editor.widget is widget), "")

    def restore(self, texts: Mapping[str, Any]) -> None:
        """As many lines and papers as the draft has, then its texts; nothing is proposed meanwhile."""
        self._paused = True
        for rows in (self.lines, self.journey.papers):
            wanted = [int(path.split(".")[1]) for path in texts if path.startswith(f"{rows.prefix}.")]
            while rows.count <= max(wanted, default=-1):
                rows.add()
        super().restore(texts)
        self._paused = False
        self.discard_button.show()
        self.body.chain()
        self.watch.touch()

    def filled(self) -> None:
        """Rows came, went or were filled: put all in order and look again."""
        if self._paused:
            return
        for no in range(self.lines.count):
            self.lines.propose(no, readable(self.editors["sender_id"]))
        self.body.chain()
        if self.drafting is not None:
            self.drafting.touch()
        self._typed = True
        self.watch.touch()

    # while it is filled

    def _edited(self, path: str) -> None:
        if self._paused:
            return
        super()._edited(path)
        self._typed = True
        self.watch.touch(path)
        self.discard_button.show()

    def _left(self, path: str) -> None:
        if self._paused:
            return
        super()._left(path)
        sender = readable(self.editors["sender_id"])
        if path.startswith("lines."):
            _lines, row, name = path.split(".")
            self.lines.left(int(row), name, sender)
        elif path == "sender_id":
            for no in range(self.lines.count):
                self.lines.propose(no, sender)
        elif path == "arrived_on" and (day := readable(self.editors[path])) is not None:
            self.editors[path].set(day)
        self.watch.touch(path)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._going.stop()
            self.go_on()
        else:
            super().keyPressEvent(event)

    def _returned(self, line: QLineEdit) -> None:
        """Enter in the list below a field takes what is marked there, then goes on as any Enter."""
        completer: QCompleter | None = line.completer()
        popup = completer.popup() if completer is not None else None
        if popup is not None and popup.isVisible():
            popup.hide()
            self._going.start(0)

    def go_on(self) -> None:
        """To the next field as they are read; behind the last cell a line is added."""
        paths, here = self.body.order(), QApplication.focusWidget()
        at = self.path_of(here) if here is not None else ""
        if at.endswith(".marks") and self.lines.wants_next_chip(int(at.split(".")[1])):
            return
        following = paths[paths.index(at) + 1 :] if at in paths else paths
        if following:
            self.focus_field(following[0])
        else:
            self.body.add_line()

    def focus_field(self, path: str) -> None:
        self.body.reveal(path)
        super().focus_field(path)
        if path in self.editors and isinstance(line := self.editors[path].widget, QLineEdit):
            line.selectAll()

    # saving

    def act_words(self) -> str:
        return act_words(summed(self.arrival(), self.choices)) if self.boxes else _("Accession")

    def arrival(self) -> Arrival:
        """The arrival as far as it is filled."""
        return arrival_of(self.values()[0], self.zone(), self.today())

    def save(self, *_args: object) -> None:
        """Empty rows at any place are left out; warnings that were shown do not block."""
        if not self.boxes:
            return
        self._paused = True
        for rows in (self.lines, self.journey.papers):
            for no in reversed(range(rows.count)):
                if rows.is_blank(no) and rows.count > 1:
                    rows.remove(no)
        self._paused = False
        self.waived |= self.watch.accepted()
        super().save()

    def show_problems(self, problems: Sequence[Problem]) -> None:
        super().show_problems(self.in_order(problems))
        self.watch.demand(problem.field for problem in problems)

    def in_order(self, problems: Iterable[Problem]) -> list[Problem]:
        """The problems as their fields are read; those of the whole come last."""
        order = {path: at for at, path in enumerate(self.body.order())}
        return sorted(problems, key=lambda problem: order.get(problem.field, len(order)))

    def job(self, values: Mapping[str, Any]) -> "Callable[[Work], Arrived]":
        arrival = arrival_of(values, self.zone(), self.today())

        def arrive(work: "Work") -> Arrived:
            animals = [animal for line in accessions.arrive(work, arrival).animals for animal in line]
            ids = [local_id(work.session, animal) for animal in (animals[:1] + animals[-1:])]
            lent = animals if is_loan(work, arrival.head.term_id) else []
            return sum(line.alive.total for line in arrival.lines), list(dict.fromkeys(ids)), lent

        return arrive

    def done_words(self, result: Arrived) -> str:
        n, ids, _lent = result
        words = ngettext("{n} animal accessioned: {ids}", "{n} animals accessioned: {ids}", n)
        return words.format(n=n, ids=span(ids))

    def done(self, result: int) -> None:
        self._paused = True  # its fields lose the focus while it goes
        super().done(result)

    def reject(self) -> None:
        """Close, and keep what was typed."""
        if self._typed and self.drafting is not None:
            self.drafting.keep()
        super().reject()

    def throw_away(self) -> None:
        """Close, and put the draft into the bin, where it lies for 14 days."""
        if self.drafting is not None:
            self.drafting.forget()
        super().reject()
