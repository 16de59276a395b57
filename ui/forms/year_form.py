"""A form of the year is laid out: its name and title, and column by column what stands there under which heading."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from ui.forms.recording import Facts, RecordForm
from ui.widgets.button import button
from zooapp.fields import FieldSpec, asked, fields_of
from zooapp.i18n import _
from zooapp.models import YearForm
from zooapp.reports import year_form
from zooapp.services import year_forms
from zooapp.work import Work

MOST: Final = 14  # columns that a sheet across can hold
OWN: Final = ("name", "title", "basis", "note")


class YearFormForm(RecordForm):
    """One page; what is left empty is no column."""

    draft_kind = "year-form"

    @classmethod
    def heading(cls, record: int, facts: Facts) -> str:
        return _("Lay out {name}").format(name=facts["values"]["name"]) if record else _("New form of the year")

    @classmethod
    def hint(cls) -> str:
        return _("Fixed text: write the heading, then | and the text of each line.")

    @classmethod
    def read(cls, session: Any, record: int) -> Facts:
        if not record:
            return {"values": {"basis": "physical"}, "version": 0, "layout": year_form.FIRST}
        form = session.get_one(YearForm, record)
        values = {name: getattr(form, name) for name in OWN}
        return {"values": values, "version": form.version, "layout": year_form.read(form.layout)}

    def build(self) -> None:
        known = fields_of(YearForm)
        self.add_fields([known[name] for name in OWN], self.found["values"])
        values = {
            f"{name}{n}": value
            for n, column in enumerate(self.found["layout"], 1)
            for name, value in zip(("what", "head"), column, strict=True)
        }
        self.add_fields([spec for n in range(1, MOST + 1) for spec in _column(n)], values, _("Columns"))

        if self.record:
            self.remove_button = button(_("&Remove"), "trash", "danger")
            self.remove_button.clicked.connect(lambda _on: self.remove())
            self.foot.insertWidget(0, self.remove_button)

    def remove(self) -> None:
        """It is not wanted any more; the notice has the way back."""
        key, name = self.record, self.found["values"]["name"]

        def gone(_none: Any) -> None:
            self.desk.tell(_("The form {name} is removed.").format(name=name), undo=self.undo())
            self.accept()

        self.desk.act(_("Remove the form {name}").format(name=name), lambda work: year_forms.remove(work, key), gone)

    def job(self, values: Mapping[str, Any]) -> Callable[[Work], Any]:
        own = {name: values[name] for name in OWN}
        pairs = ((values[f"what{n}"], values[f"head{n}"] or "") for n in range(1, MOST + 1))
        layout = [(what, head) for what, head in pairs if what]
        record, version = self.record, self.found["version"]
        if record:
            return lambda work: year_forms.amend(work, record, version, own, layout).id
        return lambda work: year_forms.add(work, own, layout).id


def _column(number: int) -> tuple[FieldSpec, FieldSpec]:
    what = _("Column {n}").format(n=number)
    head = _("Heading of column {n}").format(n=number)
    return (
        asked(f"what{number}", what, str, choices=year_form.choices(), required=False),
        asked(f"head{number}", head, str, longest=120, required=False),
    )
