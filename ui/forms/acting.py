"""A form about animals: it says on top whom it is about, and opens when that has been read."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, TypeVar

from PySide6.QtWidgets import QWidget

from ui.desk import Desk
from ui.form import Form
from ui.widgets.who import Who
from zooapp.errors import Problem
from zooapp.lists import animal_rows
from zooapp.lists.spec import Row

F = TypeVar("F", bound="AnimalForm")
Facts = dict[str, Any]


class AnimalForm(Form):
    """The base of forms about one animal or several; `facts` is what `read` found."""

    def __init__(self, desk: Desk, rows: Sequence[Row], facts: Facts, parent: QWidget | None = None) -> None:
        super().__init__(desk, self.heading(), self.hint(), parent)
        self.rows = list(rows)
        self.found = facts
        self.column.insertWidget(self.column.count() - 1, Who(rows))
        self.build()
        self.save_button.setText(self.act_words())  # now it is known for how many

    @property
    def animal(self) -> int:
        """The animal, where it is one."""
        return self.rows[0].id

    @classmethod
    def heading(cls) -> str:
        """The title, in the language now in use."""
        raise NotImplementedError

    @classmethod
    def hint(cls) -> str:
        """One line of help below the title."""
        return ""

    @classmethod
    def read(cls, _session: Any, _ids: Sequence[int]) -> Facts:
        """What the form has to know before it opens; runs on the records lane, with the zoo's day in session.info."""
        return {}

    def catch_up(self) -> None:
        today, ids = self.today(), [row.id for row in self.rows]

        def look(session: Any) -> Facts:
            session.info["today"] = today
            return self.read(session, ids)

        self.desk.ask(look, self._caught_up, self)

    def _caught_up(self, found: Facts) -> None:
        self.found["version"] = found.get("version")

    def build(self) -> None:
        """Add the fields."""
        raise NotImplementedError

    def show_problems(self, problems: Sequence[Problem]) -> None:
        super().show_problems([replace(each, field=self.place_of(each.field)) for each in problems])

    def place_of(self, field: str) -> str:
        """Where a service's problem is said: that of its first part at the one field of a form without parts."""
        plain = field.removeprefix("parts.0.")
        return plain if field not in self.boxes and plain in self.boxes else field


def open_for(desk: Desk, form: type[F], ids: Sequence[int], parent: QWidget, then: Any = None) -> None:
    """Read whom the form is about and what it needs, on the records lane; then open it. `then` gets the form."""
    wanted = list(ids)
    if not wanted:
        return
    today = desk.database.clock.today() if desk.database is not None else None

    def look(session: Any) -> tuple[list[Row], Facts]:
        session.info["today"] = today
        found = {row.id: row for row in animal_rows.rows(session, wanted, today)}
        return [found[key] for key in wanted if key in found], form.read(session, wanted)

    def show(found: tuple[list[Row], Facts]) -> None:
        made = form(desk, *found, parent)
        made.open()
        if then is not None:
            then(made)

    desk.ask(look, show, parent)
