"""The head of the page of reports: which report, and a field for each thing that it asks for."""

import datetime as dt
from collections.abc import Mapping
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPushButton, QWidget

from ui import theme
from ui.desk import Desk
from ui.editors import PickEditor, read_day
from ui.widgets.button import Segments
from ui.widgets.choices import combo
from ui.widgets.field import FieldBox
from ui.widgets.label import lab
from ui.widgets.layout import boxed, hbox, vbox
from zooapp.errors import Invalid, Problem
from zooapp.i18n import N_, _
from zooapp.inventory import Basis
from zooapp.reports import asking
from zooapp.reports.catalogue import REPORTS
from zooapp.reports.spec import Ask, ReportSpec

DAYS: Final = {
    "first": (N_("First day"), frozenset({Ask.PERIOD})),
    "last": (N_("Last day"), frozenset({Ask.PERIOD, Ask.DAY})),
    "known": (N_("As known on"), frozenset({Ask.KNOWN})),
}
TICKS: Final = {
    Ask.SPLITS: N_("Splits and merges count"),
    Ask.ESTIMATED: N_("With estimated births"),
    Ask.GONE: N_("With the dead and departed"),
}
PICKED: Final = {Ask.TAXON: N_("Taxon"), Ask.INSTITUTION: N_("Institution"), Ask.FORM: N_("Form")}


class AskBar(QWidget):
    """Changed fields are told by `asked`; `problems` are shown beside them."""

    asked = Signal()

    def __init__(self, desk: Desk, today: dt.date) -> None:
        super().__init__()
        self.desk = desk
        self.today = today
        self.report = combo()
        for spec in REPORTS.values():
            self.report.addItem(_(spec.title), spec.key)
        self.days = {"first": QLineEdit(f"01.01.{today.year}"), "last": QLineEdit(f"{today:%d.%m.%Y}")}
        self.days["known"] = QLineEdit()
        self.days["known"].setPlaceholderText(_("today"))
        self.picks = {ask: PickEditor(()) for ask in PICKED}
        self.animal = QLineEdit()
        self.animal.setPlaceholderText(_("Local ID"))
        bases = {Basis.PHYSICAL.value: _("What we hold"), Basis.OWNERSHIP.value: _("What we own")}
        self.basis = Segments(_("Basis"), bases, Basis.PHYSICAL.value)
        self.ticks = {ask: QCheckBox(_(words)) for ask, words in TICKS.items()}
        self.splits = self.ticks[Ask.SPLITS]
        self.boxes = {key: FieldBox(_(label), self.days[key]) for key, (label, _asks) in DAYS.items()}
        self.boxes |= {ask.value: FieldBox(_(PICKED[ask]), self.picks[ask].widget) for ask in PICKED}
        self.boxes[Ask.ANIMAL.value] = FieldBox(_("Animal"), self.animal)
        self.beside = boxed(vbox(None))  # what the page says at the right
        self._lay_out()
        self._connect()
        self._suit()

    @property
    def spec(self) -> ReportSpec:
        """The report that is chosen."""
        return REPORTS[str(self.report.currentData())]

    def add_acts(self, *buttons: QPushButton) -> None:
        """Acts that belong to what is asked, at the right of the second row."""
        for each in buttons:
            self.acts.addWidget(each)

    def forget(self, ask: Ask) -> None:
        """What can be chosen has changed: look again."""
        self._offer(ask)

    def choose(self, key: str) -> None:
        """Choose another report, as by hand."""
        self.report.setCurrentIndex(self.report.findData(key))

    def typed(self) -> Mapping[str, Any] | None:
        """What is asked for; none where a day or a name cannot be read, which is said beside it."""
        self.say(())
        found: dict[str, Any] = {ask.value: tick.isChecked() for ask, tick in self.ticks.items()}
        found["basis"] = self.basis.choice()
        found[Ask.ANIMAL.value] = self.animal.text()
        problems: list[Problem] = []
        for key, line in self.days.items():
            try:
                found[key] = read_day(line.text(), self.today) if line.text().strip() else None
            except Invalid as error:
                problems.append(Problem(key, error.problems[0].text))
        for ask, editor in self.picks.items():
            try:
                chosen = editor.value()
                found[ask.value] = f"#{chosen}" if chosen else ""
            except Invalid as error:
                problems.append(Problem(ask.value, error.problems[0].text))
        shown = [problem for problem in problems if not self.boxes[problem.field].isHidden()]
        self.say(shown)
        return None if shown else {key: value for key, value in found.items() if self._wants(key)}

    def say(self, problems: "tuple[Problem, ...] | list[Problem]") -> None:
        """Show problems beside their fields; one that is still empty waits."""
        for key, box in self.boxes.items():
            found = next((one for one in problems if one.field == key and self._typed_in(key)), None)
            box.show_problem(found)

    def _typed_in(self, key: str) -> bool:
        control = self.boxes[key].control
        return not isinstance(control, QLineEdit) or bool(control.text().strip())

    def _wants(self, key: str) -> bool:
        return key not in self.boxes or not self.boxes[key].isHidden()

    def _lay_out(self) -> None:
        for box in self.boxes.values():
            box.setMaximumWidth(theme.px(180))
        for key in DAYS:
            self.boxes[key].setMaximumWidth(theme.px(120))
        self.report.setMinimumWidth(theme.px(230))
        chosen = FieldBox(_("Report"), self.report)
        self.counted = boxed(vbox(lab(_("Basis"), "label", "text2"), self.basis, None, gap=4))
        self.ticked = boxed(vbox(lab("", "label"), *self.ticks.values(), None, gap=4))
        others = [self.boxes[ask.value] for ask in (*PICKED, Ask.ANIMAL)]
        first = hbox(chosen, *(self.boxes[key] for key in DAYS), self.counted, None, self.beside, gap=12)
        self.acts = hbox(gap=8)
        self.more = boxed(hbox(*others, self.ticked, None, boxed(vbox(None, self.acts)), gap=12))
        self.setLayout(vbox(first, self.more, gap=8))

    def _connect(self) -> None:
        for line in (*self.days.values(), self.animal):
            line.editingFinished.connect(self.asked)
        for editor in self.picks.values():
            editor.left.connect(self.asked)
        self.basis.chosen.connect(lambda _key: self.asked.emit())
        for tick in self.ticks.values():
            tick.toggled.connect(lambda _on: self.asked.emit())
        self.report.currentIndexChanged.connect(lambda _index: self._suit())
        self.report.currentIndexChanged.connect(lambda _index: self.asked.emit())

    def _suit(self) -> None:
        """Show the fields of the report that is chosen; what else was typed stays."""
        asks = frozenset(self.spec.asks)
        for key, (_label, of) in DAYS.items():
            self.boxes[key].setVisible(bool(of & asks))
        for ask in (*PICKED, Ask.ANIMAL):
            self.boxes[ask.value].setVisible(ask in asks)
        self.counted.setVisible(Ask.BASIS in asks)
        for ask, tick in self.ticks.items():
            tick.setVisible(ask in asks)
        self.ticked.setVisible(bool(asks & TICKS.keys()))
        self.more.setVisible(bool(asks & {*PICKED, *TICKS, Ask.ANIMAL}))
        for ask in asks & PICKED.keys():
            if not self.picks[ask].options:
                self._offer(ask)

    def _offer(self, ask: Ask) -> None:
        if self.desk.database is not None:
            self.desk.ask(lambda session: asking.options(session, ask), self.picks[ask].offer, self)
