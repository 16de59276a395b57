"""A filter of a list under a name: save it, call it otherwise, show it to everybody, remove it."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from PySide6.QtWidgets import QWidget

from ui.desk import Desk
from ui.form import Form
from ui.widgets.button import button
from zooapp.fields import fields_of
from zooapp.i18n import _
from zooapp.lists.filters import Saved
from zooapp.lists.spec import ListSpec, Query
from zooapp.models import SavedFilter
from zooapp.services import filters
from zooapp.work import Work

FIELDS: Final = ("name", "shared")


class SaveFilterForm(Form):
    """What is asked of the list now, under a name."""

    def __init__(self, desk: Desk, spec: ListSpec, asked: tuple[Query, str], parent: QWidget | None = None) -> None:
        self.spec = spec
        self.query, said = asked
        super().__init__(desk, _("Save this filter"), said, parent)
        specs = fields_of(SavedFilter)
        self.add_fields([specs[name] for name in FIELDS], {"shared": False})

    def job(self, values: Mapping[str, Any]) -> Callable[[Work], Any]:
        kind, query, name, shared = self.spec.kind, self.query, values["name"], bool(values["shared"])
        return lambda work: filters.save(work, kind, query, name, shared=shared).id

    def done_words(self, _result: Any) -> str:
        return _("Filter saved.")


class FilterForm(Form):
    """Its name and who sees it; Remove takes it away."""

    def __init__(self, desk: Desk, saved: Saved, parent: QWidget | None = None) -> None:
        super().__init__(desk, saved.name, _("A saved filter"), parent)
        self.filter = saved
        specs = fields_of(SavedFilter)
        self.add_fields([specs[name] for name in FIELDS], {"name": saved.name, "shared": saved.shared})
        remove = button(_("&Remove"), "trash", "danger")
        remove.clicked.connect(lambda _on: self.remove())
        self.foot.insertWidget(0, remove)

    def job(self, values: Mapping[str, Any]) -> Callable[[Work], Any]:
        key, version, changed = self.filter.id, self.filter.version, self.changed_values(values)
        return lambda work: filters.amend(work, key, version, changed).id

    def remove(self) -> None:
        """Take it out of the menu; Undo brings it back."""
        key = self.filter.id

        def gone(_none: None) -> None:
            self.desk.tell(_("Filter removed."), undo=self.undo())
            self.accept()

        self.desk.act(_("Remove filter {name}").format(name=self.filter.name), lambda w: filters.remove(w, key), gone)
