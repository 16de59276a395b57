"""The pages of the window: each built when it is first gone to, with a way back and forth between them."""

import importlib
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSplitter, QStackedWidget, QWidget

from ui.desk import Desk
from ui.nav import places_for

Spot = tuple[str, Any]


class Pages(QStackedWidget):
    """A page has `refresh()` for when it is shown again, and `show_record(id)` where it can open a record.

    It may have a signal `foot(str)`: what the line below the pages says; `regions()`: its parts for F6;
    `take_focus()`: where the keys go;
    `selected_ids()`: the animals that an action is for; `print_shown()`: what Ctrl+P does there.
    """

    shown = Signal(str)
    foot = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.places = {place.key: place for place in places_for(desk)}
        self.built: dict[str, QWidget] = {}
        self.here = ""
        self._feet: dict[str, str] = {}
        self._way: list[Spot] = []
        self._at = -1

    def go(self, key: str, thing: Any = None) -> bool:
        """Show a place, and a record in it; False where there is no such place for this person."""
        if key not in self.places:
            return False
        if thing is not None or key != self.here:
            del self._way[self._at + 1 :]
            self._way.append((key, thing))
            self._at = len(self._way) - 1
        self._show(key, thing)
        return True

    def step(self, by: int) -> bool:
        """Go back (-1) or forth (+1); the page stands as it was left."""
        if not 0 <= self._at + by < len(self._way):
            return False
        self._at += by
        self._show(*self._way[self._at])
        return True

    def page(self) -> QWidget | None:
        """The page that is shown."""
        return self.built.get(self.here)

    def offers(self, name: str) -> Any:
        """What the page that is shown can do by this name, or None."""
        return getattr(self.page(), name, None)

    def regions(self) -> list[QWidget]:
        """The parts of the page, in reading order."""
        page = self.page()
        if page is None:
            return []
        if (own := self.offers("regions")) is not None:
            return list(own())
        splitter = page.findChild(QSplitter)
        parts = [splitter.widget(n) for n in range(splitter.count())] if splitter is not None else []
        return [part for part in parts if part is not None] or [page]

    def _show(self, key: str, thing: Any) -> None:
        new = key not in self.built
        page = self._build(key) if new else self.built[key]
        self.here = key
        self.setCurrentWidget(page)
        if not new and hasattr(page, "refresh"):
            page.refresh()
        if thing is not None and hasattr(page, "show_record"):
            page.show_record(thing)
        self.shown.emit(key)
        self.foot.emit(self._feet.get(key, ""))

    def _build(self, key: str) -> QWidget:
        module = importlib.import_module(f"ui.panels.{key}")
        page: QWidget = getattr(module, self.places[key].page)(self.desk)
        for number, splitter in enumerate(page.findChildren(QSplitter)):
            splitter.setObjectName(splitter.objectName() or f"{key}-{number}")  # by which its widths are remembered
        self.built[key] = page
        self.addWidget(page)
        if hasattr(page, "foot"):
            page.foot.connect(lambda words: self._tell_foot(key, words))
        return page

    def _tell_foot(self, key: str, words: str) -> None:
        self._feet[key] = words
        if key == self.here:
            self.foot.emit(words)
