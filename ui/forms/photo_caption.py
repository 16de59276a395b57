"""What is written to a photo: caption, when and by whom it was taken."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from ui.forms.recording import Facts, RecordForm
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

    def job(self, values: Mapping[str, Any]) -> Callable[[Work], Any]:
        record, changed = self.record, self.changed_values(values)
        return lambda work: photos.caption(work, record, changed).id
