"""A form about one record that is no animal, or about a new one: it opens when what it needs has been read."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from PySide6.QtWidgets import QWidget

from ui.desk import Desk
from ui.form import Form

F = TypeVar("F", bound="RecordForm")
Facts = dict[str, Any]


class RecordForm(Form):
    """The base; `record` is 0 for a new one, `found` is what `read` found."""

    def __init__(self, desk: Desk, record: int, facts: Facts, parent: QWidget | None = None) -> None:
        super().__init__(desk, self.heading(record, facts), self.hint(), parent)
        self.record = record
        self.found = facts
        self.draft_kind = f"{self.draft_kind}-{record}" if self.draft_kind else ""
        self.build()

    @classmethod
    def heading(cls, record: int, facts: Facts) -> str:
        """The title, in the language now in use; it names the record."""
        raise NotImplementedError

    @classmethod
    def hint(cls) -> str:
        """One line of help below the title."""
        return ""

    @classmethod
    def read(cls, _session: Any, _record: int) -> Facts:
        """What the form has to know before it opens; runs on the records lane."""
        return {}

    def build(self) -> None:
        """Add the fields."""
        raise NotImplementedError

    def catch_up(self) -> None:
        self.desk.ask(_reader(self.desk, type(self), self.record), self._caught_up, self)

    def _caught_up(self, found: Facts) -> None:
        self.found["version"] = found.get("version")


def open_record(
    desk: Desk, form: type[F], record: int, parent: QWidget, then: Callable[[F], object] | None = None
) -> None:
    """Read what the form needs, on the records lane; then open it. `then` gets the form."""

    def show(facts: Mapping[str, Any]) -> None:
        made = form(desk, record, dict(facts), parent)
        made.open()
        if then is not None:
            then(made)

    desk.ask(_reader(desk, form, record), show, parent)


def _reader(desk: Desk, form: type[RecordForm], record: int) -> Callable[[Any], Facts]:
    """What reads for a form, with the zoo's day in session.info."""
    today = desk.database.clock.today() if desk.database is not None else None

    def look(session: Any) -> Facts:
        session.info["today"] = today
        return form.read(session, record)

    return look
