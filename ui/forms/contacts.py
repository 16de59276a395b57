"""Who was near an animal between two days: asked here, shown as a sheet to print and to export (R104)."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from ui.forms.acting import AnimalForm, Facts
from ui.sheet_preview import open_sheet
from zooapp.errors import Problem
from zooapp.fields import asked
from zooapp.i18n import N_, _
from zooapp.lists import testing
from zooapp.reports import contact_list


class ContactsForm(AnimalForm):
    """From the day of entry to today at first; of one animal, the first that is marked."""

    @classmethod
    def heading(cls) -> str:
        return _("Contacts")

    @classmethod
    def hint(cls) -> str:
        return _("Same unit, air, enclosure or keeper on the same days.")

    @classmethod
    def read(cls, session: Any, ids: Sequence[int]) -> Facts:
        clocks = testing.batch(session, ids[:1], session.info["today"]).clocks
        return {"since": min((clock.entered for clock in clocks), default=None)}

    def build(self) -> None:
        called = [(row.id, str(row.cells.get("local_id") or row.id)) for row in self.rows]
        specs = [asked("first", N_("From"), dt.date), asked("last", N_("To"), dt.date)]
        start = {"first": self.found["since"] or self.today() - dt.timedelta(days=30), "last": self.today()}
        if len(called) > 1:
            specs.insert(0, asked("animal", N_("Of which animal"), int, choices=called))
            start["animal"] = called[0][0]
        self.add_fields(specs, start)

    def act_words(self) -> str:
        return _("Show the contacts")

    def save(self, *_args: object) -> None:
        """Nothing is written: the sheet is shown."""
        values, wrong = self.values()
        if not wrong and values["last"] < values["first"]:
            wrong = [Problem("last", _("Ends before it begins."))]
        self.show_problems(wrong)
        if wrong:
            return
        animal, first, last = values.get("animal", self.animal), values["first"], values["last"]
        parent = self.parentWidget()
        assert parent is not None
        self.accept()
        open_sheet(self.desk, lambda session: contact_list.sheet(session, animal, first, last), parent)
