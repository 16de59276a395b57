"""What went to laboratories: each request with its form, its labels, its number, and the report that came back."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from ui.desk import Desk
from ui.forms.acting import AnimalForm, Facts
from ui.forms.recording import RecordForm, open_record
from ui.forms.scan import ScanForm
from ui.page_preview import show_pages
from ui.sheet_preview import open_sheet
from ui.widgets.button import button
from ui.widgets.card import Card
from ui.widgets.label import Icon, lab
from ui.widgets.layout import hbox, vbox
from zooapp.documents import door_card
from zooapp.errors import NotFound
from zooapp.fields import fields_of
from zooapp.i18n import _, day, ngettext
from zooapp.lists import sampling
from zooapp.lists.sampling import RequestLine
from zooapp.models import LabRequest
from zooapp.permission import Permission
from zooapp.reports import quarantine_sheets
from zooapp.services import samples
from zooapp.work import Work


def show_request(desk: Desk, request: int, parent: QWidget | None) -> None:
    """The form that goes with the tubes."""
    assert parent is not None
    open_sheet(desk, lambda session: quarantine_sheets.lab_form(session, request), parent)


def show_labels(desk: Desk, request: int, parent: QWidget) -> None:
    """Labels for the tubes."""
    name = _("Labels of tubes")
    show_pages(desk, name, door_card.LABELS, partial(_labels, request), parent)


def _labels(request: int, session: Any, printing: Any) -> dict[str, Any]:
    return door_card.tube_labels(session, request, printing)


class LabForm(AnimalForm):
    """The requests of marked animals, the newest first, each with what can be done with it."""

    @classmethod
    def heading(cls) -> str:
        return _("Laboratory")

    @classmethod
    def read(cls, session: Any, ids: Sequence[int]) -> Facts:
        found = sampling.requests(session, ids)
        if not found:
            raise NotFound(_("Nothing of these animals went to a laboratory yet."))
        return {"requests": found}

    def build(self) -> None:
        self.save_button.hide()
        self.cancel_button.setText(_("Close"))
        for one in self.found["requests"]:
            self.column.insertWidget(self.column.count() - 1, self._card(one))

    def _card(self, one: RequestLine) -> Card:
        words = ngettext("{n} tube", "{n} tubes", one.tubes).format(n=one.tubes)
        head = " · ".join((one.number, one.lab, day(one.sent_on), words))
        came = ngettext("{n} report attached", "{n} reports attached", one.scans).format(n=one.scans)
        state = ", ".join(part for part in (one.lab_no, came if one.scans else "") if part)
        lines = vbox(lab(head, "strong", wrap=True), lab(state or _("no report yet"), "small", "text2"), gap=2)
        acts = [
            button(_("Request form"), "printer", kind="quiet"),
            button(_("Labels"), "barcode", kind="quiet"),
        ]
        does: list[Callable[[], object]] = [
            lambda: show_request(self.desk, one.id, self),
            lambda: show_labels(self.desk, one.id, self),
        ]
        if self.desk.may(Permission.ATTACH):
            acts.append(button(_("Attach report…"), "paperclip", kind="quiet"))
            does.append(lambda: ScanForm(self.desk, (LabRequest.called, one.id), one.number, self).open())
        if self.desk.may(Permission.QUARANTINE) and one.lab_no is None:
            acts.append(button(_("Its number…"), "pencil", kind="quiet"))
            does.append(lambda: open_record(self.desk, LabNumberForm, one.id, self))
        for made, do in zip(acts, does, strict=True):
            made.setAccessibleName(f"{made.text().strip()}: {one.number}")
            made.clicked.connect(lambda _on=False, do=do: do())
        body = vbox(hbox(Icon("flask", "quar", 20), (lines, 1), gap=10), hbox(*acts, None, gap=4), gap=4)
        body.setContentsMargins(12, 8, 12, 8)
        return Card(body)

    def save(self, *_args: object) -> None:
        """Nothing is written here: each act has a form of its own."""
        self.accept()


class LabNumberForm(RecordForm):
    """The number under which a laboratory answers; `record` is the request."""

    @classmethod
    def heading(cls, _record: int, facts: Facts) -> str:
        return _("Laboratory number of {number}").format(number=facts["number"])

    @classmethod
    def read(cls, session: Any, record: int) -> Facts:
        return {"number": session.get_one(LabRequest, record).number}

    def build(self) -> None:
        self.add_fields([fields_of(LabRequest)["lab_no"]], {})

    def job(self, values: Mapping[str, Any]) -> Callable[[Work], Any]:
        record, number = self.record, values["lab_no"] or ""
        return lambda work: samples.answer(work, record, number).id
