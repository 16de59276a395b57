"""A paper was signed, by hand, and its scan is filed: who, on which day (R108)."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from ui.forms.recording import Facts, RecordForm
from ui.forms.scan import ASKED, ScanForm
from zooapp.documents.certificate_data import numbered
from zooapp.fields import FieldSpec, asked, fields_of
from zooapp.i18n import N_, _
from zooapp.models import Document, MediaLink
from zooapp.services import documents, scans
from zooapp.starting import photo_folder
from zooapp.work import Work


def day_spec(label: str, hint: str = "") -> FieldSpec:
    """On which day it happened."""
    return asked("on", label, dt.date, hint)


class SignSenderForm(RecordForm):
    """The transferring party has signed."""

    @classmethod
    def heading(cls, _record: int, facts: Facts) -> str:
        return _("{number}: signed by the sender").format(number=facts["number"])

    @classmethod
    def hint(cls) -> str:
        return _("The signature stands on the paper itself; here its day is written down.")

    @classmethod
    def read(cls, session: Any, record: int) -> Facts:
        paper = session.get_one(Document, record)
        return {"number": numbered(paper.number, paper.revision)}

    def build(self) -> None:
        who = asked("note", N_("Who signed"), str, N_("Name and post"), required=False, longest=300)
        self.add_fields([day_spec(N_("Signed on")), who], {"on": self.today()})

    def act_words(self) -> str:
        return _("Write down")

    def job(self, values: Mapping[str, Any]) -> Callable[[Work], Any]:
        record, on, note = self.record, values["on"], values.get("note") or ""
        return lambda work: documents.sign_sender(work, record, on, note).id

    def undo(self) -> None:
        return None

    def done_words(self, _result: Any) -> str:
        return _("Signature written down.")


class SignReceiverForm(SignSenderForm):
    """The receiving party has signed."""

    @classmethod
    def heading(cls, _record: int, facts: Facts) -> str:
        return _("{number}: signed by the receiver").format(number=facts["number"])

    def job(self, values: Mapping[str, Any]) -> Callable[[Work], Any]:
        record, on, note = self.record, values["on"], values.get("note") or ""
        return lambda work: documents.sign_receiver(work, record, on, note).id


class FileScanForm(ScanForm):
    """The scan of the copy that both signed: attached and filed in one act."""

    @classmethod
    def heading(cls) -> str:
        return _("Signed copy of {name}")

    def build(self) -> None:
        known = fields_of(MediaLink)
        self.add_fields([day_spec(N_("Filed on")), *(known[name] for name in ASKED)], {"on": self.today()})

    def act_words(self) -> str:
        return _("File the scan")

    def job(self, values: Mapping[str, Any]) -> Callable[[Work], Any]:
        kept, folder, scan = self.kept, photo_folder(self.desk.home), self.scan(values)
        record, on = self.record[1], values["on"]
        assert kept is not None

        def file(work: Work) -> int:
            scans.attach(work, folder, kept, scan)
            return documents.file_scan(work, record, on).id

        return file

    def undo(self) -> None:
        return None

    def done_words(self, _result: Any) -> str:
        return _("The signed copy is filed.")
