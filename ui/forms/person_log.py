"""Who is in a quarantine unit: in, out, visitors by whose authority (R56), and the round that says all was normal."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from PySide6.QtWidgets import QWidget

from ui.forms.acting import AnimalForm, Facts
from ui.forms.recording import RecordForm, open_record
from ui.sheet_preview import open_sheet
from ui.widgets.button import button, explain
from ui.widgets.card import Card
from ui.widgets.empty import Nothing
from ui.widgets.label import Icon, lab
from ui.widgets.layout import hbox, vbox
from zooapp import i18n
from zooapp.errors import NotFound
from zooapp.fields import asked, fields_of
from zooapp.i18n import N_, _
from zooapp.lists import picks, unit_watch
from zooapp.lists.unit_watch import Unit, Visit
from zooapp.models import UnitVisit
from zooapp.reports import unit_sheets
from zooapp.services import person_log
from zooapp.work import Work

KINDS: Final = frozenset({"unit_visit", "unit_round", "stay", "transaction"})


class PersonLogForm(AnimalForm):
    """The unit of the marked animals today: who is inside, who was, and the rounds."""

    @classmethod
    def heading(cls) -> str:
        return _("Person log")

    @classmethod
    def hint(cls) -> str:
        return _("Everybody who enters is written down. A round is written by who is inside.")

    @classmethod
    def read(cls, session: Any, ids: Sequence[int]) -> Facts:
        today = session.info["today"]
        unit = unit_watch.unit_of(session, ids, today)
        if not unit:
            raise NotFound(_("None of these animals stands in a quarantine unit."))
        return {"unit": unit_watch.look(session, unit, today)}

    def build(self) -> None:
        self.cancel_button.setText(_("Close"))
        self.save_button.hide()
        self.lines = vbox(gap=6)
        self.round_button = button("", "eye")
        self.round_button.clicked.connect(lambda _on: self.all_normal())
        self.in_button = button(_("I go &in"), "login", "primary")
        self.in_button.clicked.connect(lambda _on: self.go_in())
        visitor = button(_("Somebody else…"), "user-plus")
        visitor.clicked.connect(lambda _on: open_record(self.desk, VisitForm, self.unit.id, self))
        paper = button(_("Print…"), "printer")
        paper.clicked.connect(lambda _on: self._print())
        self.column.insertLayout(self.column.count() - 1, hbox(self.in_button, visitor, self.round_button, None, paper))
        self.column.insertLayout(self.column.count() - 1, self.lines)
        self.desk.changed.connect(self._changed)
        self._show()

    @property
    def unit(self) -> Unit:
        """The unit as it was read last."""
        unit: Unit = self.found["unit"]
        return unit

    @property
    def mine(self) -> Visit | None:
        """My own visit, while I am inside."""
        me = self.desk.actor.person_id if self.desk.actor is not None else None
        return next((one for one in self.unit.inside if me is not None and one.person_id == me), None)

    def save(self, *_args: object) -> None:
        """Nothing waits to be saved: each press is an act of its own."""
        self.accept()

    def go_in(self) -> None:
        """Write myself in, by my own right."""
        actor, unit = self.desk.actor, self.unit
        assert actor is not None
        entry: person_log.Entry = {"person_id": actor.person_id, "authority": actor.role}
        said = _("You are in {unit}.").format(unit=unit.code)
        self._act(_("Into a unit"), lambda work: person_log.go_in(work, unit.id, **entry).id, said)

    def go_out(self, visit: Visit) -> None:
        """Write somebody out."""
        said = _("{who} is out.").format(who=visit.who)
        self._act(_("Out of a unit"), lambda work: person_log.go_out(work, visit.id).id, said)

    def all_normal(self) -> None:
        """All who stand here were seen, and were normal; a second press is none (R113)."""
        unit, n = self.unit, self.unit.count
        explain(self.round_button, _("Saving…"))
        said = _("{unit}: {n} seen, all normal").format(unit=unit.code, n=n)
        self._act(_("Round"), lambda work: person_log.all_normal(work, unit.id, n).id, said)

    def _act(self, why: str, job: Callable[[Work], Any], said: str) -> None:
        self.desk.act(why, job, lambda _done: self.desk.tell(said, undo=self.undo()))

    def _changed(self, kinds: frozenset[str]) -> None:
        if kinds & KINDS:
            key, on = self.unit.id, self.unit.on
            self.desk.ask(lambda session: unit_watch.look(session, key, on), self._found, self)

    def _found(self, unit: Unit) -> None:
        self.found["unit"] = unit
        self._show()

    def _show(self) -> None:
        unit = self.unit
        self.title.setText(_("Person log of {unit}").format(unit=f"{unit.code} · {unit.name}"))
        words = _("{unit}: {n} seen, all &normal").format(unit=unit.code, n=unit.count)
        self.round_button.setText(words)
        self.round_button.setAccessibleName(words.replace("&", ""))
        first = _("Sign in to {unit} first.").format(unit=unit.code)
        nobody = _("Nobody stands in {unit}.").format(unit=unit.code)
        explain(self.round_button, (first if self.mine is None else "") if unit.count else nobody)
        explain(self.in_button, "" if self.mine is None else _("You are in {unit}.").format(unit=unit.code))
        while self.lines.count():
            item = self.lines.takeAt(0)
            if item is not None and (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        made: list[QWidget] = [self._line(one) for one in reversed(unit.visits)]
        made += [self._round(at) for at in range(len(unit.rounds))]
        for widget in made or [Nothing(_("Nobody was in {unit} today").format(unit=unit.code))]:
            self.lines.addWidget(widget)

    def _line(self, one: Visit) -> Card:
        zone, inside = self.unit.zone, one.left_at is None
        until = f"{one.left_at.astimezone(zone):%H:%M}" if one.left_at is not None else _("inside")
        head = f"{one.who} · {i18n.moment(one.entered_at, zone)} – {until}"
        detail = " · ".join(part for part in (one.authority, one.purpose) if part)
        words = vbox(lab(head, "strong", wrap=True), lab(detail, "small", "text2", wrap=True), gap=2)
        row = hbox(Icon("user", "quar" if inside else "mute", 20), (words, 1), gap=10, margins=(12, 8, 12, 8))
        if inside:
            out = button(_("Out"), "logout")
            out.setAccessibleName(_("Out: {who}").format(who=one.who))
            out.clicked.connect(lambda _on: self.go_out(one))
            row.addWidget(out)
        return Card(row)

    def _round(self, at: int) -> Card:
        one = self.unit.rounds[at]
        said = _("{unit}: {n} seen, all normal").format(unit=self.unit.code, n=one.seen)
        words = lab(f"{one.at.astimezone(self.unit.zone):%H:%M} · {one.who} · {said}", "body", wrap=True)
        return Card(hbox(Icon("eye", "ok", 20), (words, 1), gap=10, margins=(12, 8, 12, 8)))

    def _print(self) -> None:
        key, on = self.unit.id, self.unit.on
        open_sheet(self.desk, lambda session: unit_sheets.person_log(session, key, on.replace(day=1), on), self)


class VisitForm(RecordForm):
    """Somebody goes in: of the house or a visitor; `record` is the unit."""

    @classmethod
    def heading(cls, _record: int, facts: Facts) -> str:
        return _("Into {unit}").format(unit=facts["code"])

    @classmethod
    def read(cls, session: Any, record: int) -> Facts:
        unit = unit_watch.look(session, record, session.info["today"])
        return {"code": unit.code, "people": picks.options(session, "people")}

    def build(self) -> None:
        known = fields_of(UnitVisit)
        person = asked("person_id", N_("Of the house"), int, N_("Or a visitor by name"), pick="people", required=False)
        who = asked("who", N_("Visitor"), str, N_("Name, and whose"), required=False, longest=120)
        specs = [person, who, known["authority"], known["purpose"]]
        self.add_fields(specs, {}, options={"people": self.found["people"]})

    def act_words(self) -> str:
        return _("Goes in")

    def job(self, values: Mapping[str, Any]) -> Callable[[Work], Any]:
        record = self.record
        given: person_log.Entry = {"authority": values["authority"] or "", "purpose": values["purpose"]}
        if values["person_id"] is not None:
            given["person_id"] = values["person_id"]
        else:
            given["who"] = values["who"] or ""
        return lambda work: person_log.go_in(work, record, **given).id
