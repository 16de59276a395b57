"""The daily sheet of a unit: a line an animal, filled by keys; a draft survives, a later save replaces a line."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from PySide6.QtWidgets import QWidget

from ui import theme
from ui.desk import Desk
from ui.forms.acting import AnimalForm, Facts
from ui.forms.grid import Grid, Line
from ui.nav import initials
from ui.sheet_preview import open_sheet
from ui.widgets.button import button
from ui.widgets.card import Card
from ui.widgets.layout import vbox
from zooapp.errors import NotFound, Problem
from zooapp.fields import asked, fields_of
from zooapp.i18n import N_, _, ngettext
from zooapp.lists import unit_watch
from zooapp.lists.spec import Row
from zooapp.lists.unit_watch import Unit
from zooapp.models import DailyEntry
from zooapp.reports import unit_sheets
from zooapp.services import daily_sheets
from zooapp.services.daily_sheets import Seen
from zooapp.work import Work

WIDE: Final = 940
COLUMNS: Final = (
    ("appetite", 112, 1), ("faeces", 140, 1), ("behaviour", 104, 3), ("temperature", 52, 0), ("deaths", 52, 0),
)


class DailySheetForm(AnimalForm):
    """All animals of the unit in which the marked ones stand; lines without anything are not written."""

    def __init__(self, desk: Desk, _rows: Sequence[Row], facts: Facts, parent: QWidget | None = None) -> None:
        unit: Unit = facts["unit"]
        self.draft_kind = f"daily_sheet_{unit.id}"
        super().__init__(desk, unit.rows, facts, parent)
        self.title.setText(_("Daily sheet of {unit}").format(unit=f"{unit.code} · {unit.name}"))

    @classmethod
    def heading(cls) -> str:
        return _("Daily sheet")

    @classmethod
    def hint(cls) -> str:
        return _("A letter chooses. Ctrl+D puts a value into all lines below. Enter goes on, Ctrl+S saves.")

    @classmethod
    def read(cls, session: Any, ids: Sequence[int]) -> Facts:
        today = session.info["today"]
        unit = unit_watch.unit_of(session, ids, today)
        if not unit:
            raise NotFound(_("None of these animals stands in a quarantine unit."))
        return {"unit": unit_watch.look(session, unit, today)}

    def build(self) -> None:
        unit: Unit = self.found["unit"]
        known = fields_of(DailyEntry)
        mine = initials(self.desk.actor.name) if self.desk.actor is not None else ""
        self.add_fields([known["on"], known["initials"]], {"on": unit.on, "initials": mine or None})
        specs = {name: known[name] for name in ("appetite", "faeces", "behaviour")}
        specs["temperature"] = asked("temperature", "°C", str, required=False, longest=6)
        specs["deaths"] = asked("deaths", N_("Dead"), int, required=False, least=0, most=1_000_000)
        self.grid = Grid(self, specs, COLUMNS, _("Animal"))
        self.grid.show_lines([self._line(row) for row in unit.rows])
        self.column.insertWidget(self.column.count() - 1, Card(vbox(self.grid, margins=(16, 12, 16, 14))))
        paper = button(_("Print…"), "printer")
        paper.clicked.connect(lambda _on: self._print())
        self.foot.insertWidget(0, paper)
        self.resize(theme.px(WIDE), self.height())

    def act_words(self) -> str:
        return _("Write down")

    def welcome(self) -> None:
        super().welcome()
        if self.grid.count:
            self.grid.editor(0, "appetite").widget.setFocus()

    def look(self, values: Mapping[str, Any]) -> list[Problem]:
        wrong = []
        for line, cells in self.grid.values_of(values):
            if cells["temperature"] and _tenths(cells["temperature"]) is None:
                wrong.append(Problem(f"rows.{line.key}.temperature", _("As 38.5")))
        if not wrong and not self._lines(values):
            wrong.append(Problem(self.grid.path(0, "appetite"), _("Nothing is filled in yet.")))
        return wrong

    def job(self, values: Mapping[str, Any]) -> Callable[[Work], Any]:
        unit, lines = self.found["unit"].id, self._lines(values)
        on, initials = values["on"], values["initials"]
        return lambda work: len(daily_sheets.write_down(work, unit, on, initials, lines))

    def done_words(self, result: int) -> str:
        return ngettext("{n} line written.", "{n} lines written.", result).format(n=result)

    def _line(self, row: Row) -> Line:
        unit: Unit = self.found["unit"]
        said = " ".join(str(row.cells[key]) for key in ("local_id", "name") if row.cells.get(key))
        one = unit.written.get(row.id)
        if one is None:
            return Line(row.id, said, {})
        values = {name: getattr(one, name) for name in ("appetite", "faeces", "behaviour")}
        values |= {"temperature": unit_sheets.degrees(one.temperature) or None, "deaths": one.deaths or None}
        return Line(row.id, said, values)

    def _lines(self, values: Mapping[str, Any]) -> list[Seen]:
        """The lines in which something stands that was not written before."""
        found: list[Seen] = []
        for line, cells in self.grid.values_of(values):
            before = {name: line.values.get(name) for name in cells}
            if cells == before or not any(value not in (None, "") for value in cells.values()):
                continue
            found.append(
                {
                    "animal_id": line.key,
                    "appetite": cells["appetite"],
                    "faeces": cells["faeces"],
                    "behaviour": cells["behaviour"],
                    "temperature": _tenths(cells["temperature"]),
                    "deaths": cells["deaths"] or 0,
                }
            )
        return found

    def _print(self) -> None:
        """The sheet of the day as it is written; blanks are filled by hand."""
        unit: Unit = self.found["unit"]
        open_sheet(self.desk, lambda session: unit_sheets.daily_sheet(session, unit.id, unit.on, unit.on), self)


def _tenths(text: str | None) -> int | None:
    """ "38.5" or "38,5" in tenths of a degree; None where it cannot be read."""
    try:
        return round(float(text.replace(",", ".")) * 10) if text else None
    except ValueError:
        return None
