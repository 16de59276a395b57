"""The star beside the filters of a list: those that were saved, to be chosen again; save, rename, remove."""

import importlib
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QMenu, QWidget

from ui.desk import Desk
from ui.widgets.layout import hbox
from ui.widgets.menus import menu_button
from zooapp.i18n import _
from zooapp.lists import filters
from zooapp.lists.filters import Saved
from zooapp.lists.spec import ListSpec, Query

if TYPE_CHECKING:
    from zooapp.session import ZooSession


class SavedFilters(QWidget):
    """Asks `now()` what is listed and how that is said; `use(query, labels)` lists what was chosen."""

    def __init__(
        self,
        desk: Desk,
        spec: ListSpec,
        now: Callable[[], tuple[Query, str]],
        use: Callable[[Query, dict[str, str]], object],
    ) -> None:
        super().__init__()
        self.desk, self.spec = desk, spec
        self.now, self.use = now, use
        self.saved: list[Saved] = []
        self.button = menu_button("star", _("Saved filters"), self._fill)
        self.setLayout(hbox(self.button))
        desk.changed.connect(self._changed)

    def refresh(self) -> None:
        """Read them again."""
        spec, person = self.spec, self.desk.actor.person_id if self.desk.actor is not None else None
        if self.desk.database is not None:
            self.desk.ask(lambda session: filters.saved(session, spec, person), self._read, self)

    def choose(self, one: Saved) -> None:
        """List what it says; what its records are called now is looked up first."""
        spec = self.spec

        def labels(session: "ZooSession") -> dict[str, str]:
            return filters.labels(session, spec, one.query)

        self.desk.ask(labels, lambda found: self.use(one.query, found), self)

    def save(self) -> None:
        """Save what is listed now."""
        self._open("SaveFilterForm", self.spec, self.now())

    def change(self, one: Saved) -> None:
        """Another name, or gone."""
        self._open("FilterForm", one)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    def _open(self, name: str, *about: Any) -> None:
        form: QDialog = getattr(importlib.import_module("ui.forms.saved_filter"), name)(self.desk, *about, parent=self)
        form.open()

    def _read(self, found: list[Saved]) -> None:
        self.saved = found

    def _changed(self, kinds: frozenset[str]) -> None:
        if "saved_filter" in kinds and self.isVisible():
            self.refresh()

    def _fill(self, menu: QMenu) -> None:
        asked, _said = self.now()
        for one in self.saved:
            words = f"{one.name} ({one.owner})" if one.owner else one.name
            line = menu.addAction(words.replace("&", "&&"))
            line.setCheckable(True)
            line.setChecked(same(self.spec, one.query, asked))
            line.triggered.connect(lambda _on, one=one: self.choose(one))
        if self.saved:
            menu.addSeparator()
        menu.addAction(_("&Save this filter…")).triggered.connect(lambda _on: self.save())
        if own := [one for one in self.saved if not one.owner]:
            part = menu.addMenu(_("&Change or remove"))
            for one in own:
                line = part.addAction(one.name.replace("&", "&&") + "…")
                line.triggered.connect(lambda _on, one=one: self.change(one))


def same(spec: ListSpec, one: Query, other: Query) -> bool:
    """Whether both list the same in the same order, whatever the day."""

    def told(query: Query) -> tuple[Any, ...]:
        wanted = {each.key: query.filters.get(each.key, each.default) for each in spec.filters}
        return query.text.strip(), wanted, query.order or spec.default_order, query.descending

    return told(one) == told(other)
