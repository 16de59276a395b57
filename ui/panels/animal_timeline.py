"""The whole life of an animal on its card: what happened, by topic, each line with the way to what it tells of."""

import datetime as dt
from collections.abc import Mapping
from functools import partial
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QScrollArea, QWidget

from ui import theme
from ui.desk import Desk
from ui.forms.acting import open_for
from ui.forms.note import NoteEditForm
from ui.forms.problem import ProblemEndForm
from ui.forms.recording import RecordForm, open_record
from ui.forms.void_act import VoidActForm
from ui.forms.weight_edit import WeightEditForm
from ui.panels.administration_journal import EntryCard
from ui.widgets.button import button, icon_button
from ui.widgets.choices import combo
from ui.widgets.label import lab
from ui.widgets.layout import boxed, hbox, vbox
from ui.widgets.story_line import StoryLine
from zooapp.i18n import _, day
from zooapp.lists.cards import AnimalCard as Known
from zooapp.lists.history import TOPICS, Happened, history
from zooapp.lists.history_parts import STEPS
from zooapp.models import Transaction
from zooapp.permission import Permission

LINES: Final = 12
MORE: Final = 50
# Where a line leads by its kind; the rest shows what was written.
PLACES: Final = {
    "stay": "enclosures",
    "quarantine_result": "quarantine",
    "quarantine_case": "quarantine",
    "parentage": "animals",
    "offspring": "animals",
    "record_merge": "animals",
    "prescription": "health",
    "dose": "health",
}

RECORDS: Final[Mapping[str, type[RecordForm]]] = {"clinical_note": NoteEditForm, "medical_problem": ProblemEndForm}


class Timeline(QWidget):
    """The last lines at once, more on demand; `picture` asks for the photo or scan of a line."""

    picture = Signal(int)

    def __init__(self, desk: Desk, known: Known, topic: int = 0, until: dt.date = dt.date.max) -> None:
        super().__init__()
        self.desk, self.known, self.until = desk, known, until
        self.topic = combo(self)
        self.topic.setAccessibleName(_("What the history shows"))
        self.topic.addItems([_("Everything"), *(_(words) for words, _kinds in TOPICS)])
        self.topic.currentIndexChanged.connect(lambda _index: self.ask(LINES))
        self.lines: list[StoryLine] = []
        self.more = button(_("Show more"), kind="link")
        self.more.clicked.connect(lambda _on: self.ask(len(self.lines) + MORE))
        self._rows = vbox(gap=2)
        self._body = boxed(self._rows)
        head = hbox(lab(_("History"), "strong"), None, self.topic, gap=8)
        self.setLayout(vbox(head, self._body, hbox(self.more, None), gap=6))
        self._fill(LINES, list(known.history))
        self.topic.setCurrentIndex(topic)

    def ask(self, most: int) -> None:
        """Show so many lines of the topic that is chosen."""
        animal, until, chosen = self.known.id, self.until, self.topic.currentIndex()
        kinds = TOPICS[chosen - 1][1] if chosen > 0 else STEPS
        self.desk.ask(
            lambda session: history(session, animal, most + 1, kinds, until),
            lambda found: self._fill(most, found),
            self,
        )

    def _fill(self, most: int, found: list[Happened]) -> None:
        focused = next((at for at, line in enumerate(self.lines) if line.hasFocus()), None)
        while (item := self._rows.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.setParent(None)
                old.deleteLater()
        self.lines = []
        for line in found[:most]:
            self._rows.addWidget(self._row(line))
        if not self.lines:
            self._rows.addWidget(lab(_("Nothing of this kind yet."), "small", "text3"))
        self.more.setVisible(len(found) > most)
        if focused is not None and self.lines:
            self.lines[min(focused, len(self.lines) - 1)].setFocus()

    def _row(self, line: Happened) -> QWidget:
        detail = " · ".join(part for part in (line.detail, line.who) if part)
        made = StoryLine(line.icon, line.words, detail, day(line.on), not self.lines)
        made.clicked.connect(lambda _on=False: self.open_line(line))
        made.around = lambda: self.lines
        self.lines.append(made)
        acts = line.kind == Transaction.called and self.desk.may(Permission.CORRECT)
        return boxed(hbox((made, 1), *([self._way(line)] if acts else []), gap=4))

    def _way(self, line: Happened) -> QWidget:
        """The way to take an act back, for those who may."""
        what = _("Take back: {what}, {day}").format(what=line.words, day=day(line.on))
        made = icon_button("restore", what, "text3")
        chosen, animal = partial(VoidActForm.choose, act=line.id), self.known.id
        made.clicked.connect(lambda _on: open_for(self.desk, VoidActForm, [animal], self, chosen))
        return made

    def open_line(self, line: Happened) -> None:
        """Go to what a line tells of: the animal, the place, the case, the paper, the picture, or what was written."""
        if line.kind == "measure":
            open_record(self.desk, WeightEditForm, line.id, self)
        elif line.kind in RECORDS:
            open_record(self.desk, RECORDS[line.kind], line.id, self)
        elif line.kind == "media_link":
            self.picture.emit(line.id)
        elif line.kind == Transaction.called:
            self.desk.go.emit("animals", (Transaction.called, line.id))
        elif line.kind == "document":
            self.desk.go.emit("transfers", ("document", line.id))
        elif line.kind == "clutch_event":
            self.desk.go.emit("animals", ("clutch", line.leads))
        elif line.kind in PLACES and line.leads:
            self.desk.go.emit(PLACES[line.kind], line.leads)
        else:
            Written(self.desk, line, self).open()


class Written(QDialog):
    """What one entry of the journal wrote: who, when, why, and each record with old and new values."""

    def __init__(self, desk: Desk, line: Happened, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"{line.words} · {day(line.on)}")
        self.card: Any = EntryCard(desk)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setAccessibleName(self.windowTitle())
        area.setWidget(self.card)
        leave = button(_("&Close"), kind="primary")
        leave.clicked.connect(self.accept)
        self.setLayout(vbox((area, 1), hbox(None, leave), gap=12, margins=(16, 14, 16, 14)))
        self.resize(theme.px(520), theme.px(520))
        self.card.show_record(line.entry)
