"""What is written to a photo: caption, when and by whom it was taken."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any, Final

from ui.forms.recording import Facts, RecordForm
from zooapp.errors import Problem
from zooapp.fields import fields_of
from zooapp.i18n import _
from zooapp.models import MediaLink
from zooapp.services import photos
from zooapp.work import Work

FIELDS: Final = ("caption", "taken_on", "taken_by")


class PhotoCaptionForm(RecordForm):
    """`record` is the link of the photo; the saved one has a new id."""

    @classmethod
    def heading(cls, _record: int, _facts: Facts) -> str:
        return _("Edit caption")

    @classmethod
    def read(cls, session: Any, record: int) -> Facts:
        link = session.get_one(MediaLink, record)
        return {"values": {name: getattr(link, name) for name in FIELDS}}

    def build(self) -> None:
        specs = fields_of(MediaLink)
        self.add_fields([specs[name] for name in FIELDS], self.found["values"])

    def look(self, values: Mapping[str, Any]) -> list[Problem]:
        return not_to_come(values["taken_on"], self.today())

    def job(self, values: Mapping[str, Any]) -> Callable[[Work], Any]:
        record, changed = self.record, self.changed_values(values)
        return lambda work: photos.caption(work, record, changed).id


def not_to_come(taken_on: dt.date | None, today: dt.date) -> list[Problem]:
    """A photo is not taken on a day to come."""
    if taken_on is not None and taken_on > today:
        return [Problem("taken_on", _("That day has not come yet."))]
    return []
