"""Prescribe: a drug for the marked animals, with the dose of each reckoned while it is typed (rules.md R89, R90)."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import QTimer

from ui.forms.acting import AnimalForm, Facts
from ui.widgets.card import Card
from ui.widgets.label import Icon, lab
from ui.widgets.layout import boxed, hbox, vbox
from zooapp.errors import Invalid, Problem
from zooapp.fields import asked, fields_of
from zooapp.i18n import N_, _, ngettext
from zooapp.lists import dose_preview, picks
from zooapp.lists.dose_preview import Foreseen, Habit
from zooapp.models import DoseState, Per, Prescription, Route
from zooapp.services import treatments
from zooapp.services.treatments import Given, Order
from zooapp.values.doses import Amount, how_many
from zooapp.work import Work

PAUSE: Final = 150  # milliseconds after the last letter
WHAT: Final = ("drug_id", "rate", "per", "medium", "route")
WHEN: Final = ("starts_on", "starts_at", "hours")
WHY: Final = ("reason", "note")
ICONS: Final = {"ok": ("check", "text2"), "due": ("alert-triangle", "warn"), "bad": ("ban", "bad")}


@dataclass(frozen=True)
class Typed:
    """What of a dose has been typed so far."""

    rate: Amount
    per: Per
    medium: Amount | None = None


class PrescriptionForm(AnimalForm):
    """One order for all that are marked: a record for each (R93)."""

    draft_kind = "prescription"

    @classmethod
    def heading(cls) -> str:
        return _("Prescribe")

    @classmethod
    def hint(cls) -> str:
        return _("One treatment for each of them. What is due stands under Health.")

    @classmethod
    def read(cls, session: Any, ids: Sequence[int]) -> Facts:
        habits = dose_preview.habits(session, ids[0], session.info["today"])
        return {"drugs": picks.options(session, "drugs"), "habits": habits}

    def build(self) -> None:
        known, today = fields_of(Prescription), self.today()
        start = {"per": Per.WEIGHT, "route": Route.MOUTH, "starts_on": today, "starts_at": "08:00", "hours": 24}
        count = [known["count"]] if len(self.rows) == 1 and sum(self.rows[0].cells.get("mfu") or (1,)) > 1 else []
        many = {"count": sum(self.rows[0].cells.get("mfu") or (1,))}
        self.add_fields([*(known[name] for name in WHAT), *count], {**start, **many}, options=self.found)
        self.foreseen = vbox(gap=4)
        self.card = Card(vbox(self.foreseen, gap=0, margins=(16, 10, 16, 10)))
        self.card.hide()
        self.column.insertWidget(self.column.count() - 1, self.card)
        ends = asked("ends_on", N_("Last day"), dt.date, N_("Or say how many doses"), required=False)
        doses = asked("doses", N_("Number of doses"), int, required=False, least=1, most=5000)
        given = asked("now", N_("Given already: once, all of it"), bool, required=False)
        self.add_fields([*(known[name] for name in WHEN), doses, ends], {**start, "doses": 1}, _("When"))
        self.add_fields([*(known[name] for name in WHY), given], {})
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self.reckon)
        self._usual: Habit | None = None
        self.editors["drug_id"].left.connect(self._take_habit)

    def _take_habit(self) -> None:
        """The dose as last time, or as the dictionary has it, when a drug has been chosen."""
        try:
            habit = self.found["habits"].get(self.editors["drug_id"].value())
        except Invalid:
            return
        if habit is None or habit is self._usual:
            return
        self._usual = habit
        for name, value in habit.values.items():
            if name in self.editors:
                self.editors[name].set(value)
        self.boxes["rate"].show_problem(None, habit.said)
        self._timer.start()

    def _edited(self, path: str) -> None:
        super()._edited(path)
        self._timer.start()

    def reckon(self) -> None:
        """Show what each animal would get."""
        values, _wrong = self.values()
        if not values.get("drug_id") or values.get("rate") is None:
            self._show([])
            return
        typed = Typed(values["rate"], values["per"], values.get("medium"))
        animals, drug, today = [row.id for row in self.rows], values["drug_id"], self.today()
        self.desk.ask(
            lambda session: dose_preview.foresee(session, animals, drug, typed, today), self._show, self
        )

    def _show(self, lines: Sequence[Foreseen]) -> None:
        while (item := self.foreseen.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        for line in lines:
            icon, colour = ICONS[line.kind]
            words = lab(line.words, "strong" if line.kind == "ok" else "body", "text", wrap=True)
            self.foreseen.addWidget(boxed(hbox(Icon(icon, colour), (words, 1), gap=8)))
        self.card.setVisible(bool(lines))
        self.card.setAccessibleName(". ".join(line.words for line in lines))
        QTimer.singleShot(0, self, self.fit)

    def act_words(self) -> str:
        return _("Prescribe")

    def look(self, values: Mapping[str, Any]) -> list[Problem]:
        ends, first = values.get("ends_on"), values["starts_on"]
        if ends is not None and ends < first:
            return [Problem("ends_on", _("Ends before it begins."))]
        if ends is None and values.get("doses") is None:
            return [Problem("doses", _("How many doses, or until which day?"))]
        return []

    def job(self, values: Mapping[str, Any]) -> Callable[[Work], Any]:
        animals, now = [row.id for row in self.rows], bool(values.get("now"))
        said: dict[str, Any] = {name: values.get(name) for name in (*WHAT, *WHEN, *WHY, "count")}
        n = 1 if now else self._doses(values)
        order = Order(**{**said, "hours": said["hours"] if n > 1 else 0, "doses": n})
        if now:
            given = Given(DoseState.GIVEN, self.today())
            return lambda work: treatments.treat_once(work, animals, order, given)
        return lambda work: treatments.prescribe(work, animals, order)

    @staticmethod
    def _doses(values: Mapping[str, Any]) -> int:
        """So many as were typed, else all that are due by the end of the last day (R89)."""
        if (ends := values.get("ends_on")) is None:
            return int(values["doses"])
        hour, _colon, minute = values["starts_at"].partition(":")
        clock = dt.time(int(hour) % 24, int(minute) % 60) if hour.isdigit() and minute.isdigit() else dt.time()
        start = dt.datetime.combine(values["starts_on"], clock)
        stop = dt.datetime.combine(ends + dt.timedelta(days=1), dt.time())
        return how_many(start, stop, values.get("hours") or 24)

    def done_words(self, result: Sequence[int]) -> str:
        n = len(result)
        return ngettext("{n} treatment prescribed.", "{n} treatments prescribed.", n).format(n=n)
