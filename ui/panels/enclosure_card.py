"""The card of a place: how full it is, what it holds by taxon, who lives there and who did, what can be done."""

import datetime as dt
from functools import partial
from typing import Any

from PySide6.QtWidgets import QPushButton, QWidget

from ui.desk import Desk
from ui.forms.capacity import CapacityForm, NewCapacityForm
from ui.forms.cleaning import CleaningForm
from ui.forms.enclosure import EnclosureForm
from ui.panels.reference_card import FactCard
from ui.widgets.button import button
from ui.widgets.capacity import Capacity
from ui.widgets.facts import Story
from ui.widgets.label import Elided, elided, lab
from ui.widgets.layout import boxed, hbox, vbox
from ui.widgets.mfu import Mfu
from ui.widgets.thumbnail import Thumbnail
from zooapp.i18n import _, day
from zooapp.lists import place_card
from zooapp.lists.place_card import Limit, Past, PlaceCard
from zooapp.lists.spec import Row
from zooapp.permission import Permission
from zooapp.services import enclosures

SHOWN = 40  # animals of a place that the card names one by one


class EnclosureCard(FactCard):
    """Read anew for each place; `on` is the day for which it is shown."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.on = dt.date.min

    def read(self, session: Any, record: int) -> PlaceCard | None:
        return place_card.card(session, record, self.on)

    def edit(self) -> None:
        """Open the form of the place that is shown."""
        if self.desk.may(Permission.EDIT_ENCLOSURES):
            self.open(EnclosureForm)

    def fill(self, facts: PlaceCard) -> None:
        self.head(facts.title, " · ".join(part for part in (facts.kind, facts.part_of) if part))
        self._acts(facts)
        self._facts(facts)
        self._limits(facts)
        self._living(facts)
        if facts.past:
            self.section(_("History"), Story([_told(one) for one in facts.past]))

    def _acts(self, facts: PlaceCard) -> None:
        edit = self.act(_("&Edit…"), "pencil", Permission.EDIT_ENCLOSURES, self.edit)
        ids = [row.id for row in facts.animals]
        move = button(_("&Move all…"), "map-pin")
        move.clicked.connect(lambda _on: self.desk.go.emit("move", ids))
        clean = self.act(_("Unit &cleaned…"), "droplet", Permission.OBSERVE, lambda: self.open(CleaningForm))
        unit = [clean] if facts.unit is not None and not facts.animals else []
        self.acts(edit, *unit, *([move] if ids and self.desk.may(Permission.MOVE) else []))

    def _facts(self, facts: PlaceCard) -> None:
        values = facts.values
        area = values["area_m2"]
        used = " – ".join(day(values[name]) if values[name] else "…" for name in ("active_from", "active_to"))
        pairs = (
            (_("Air space"), values["air_space"] or ""),
            (_("Open water"), _("yes") if values["open_water"] else ""),
            (_("Area"), _("{n} m²").format(n=area) if area else ""),
            (_("In use"), used if values["active_from"] or values["active_to"] else ""),
            (_("Between batches"), facts.unit.words if facts.unit is not None else ""),
            (_("Note"), values["note"] or ""),
        )
        self.pairs(*((label, value) for label, value in pairs if value))

    def _limits(self, facts: PlaceCard) -> None:
        rows: list[QWidget] = [self._limit(one) for one in facts.limits]
        if not rows:
            rows.append(lab(_("No limit is set."), "body", "text2"))
        words, name = _("Add a limit…"), _("Add a limit to {place}").format(place=facts.title)
        add = self.link(words, name, Permission.EDIT_ENCLOSURES, lambda: self.open(NewCapacityForm))
        if add is not None:
            rows.append(boxed(hbox(add, None)))
        self.section(_("How many it holds"), *rows)

    def _limit(self, one: Limit) -> QWidget:
        change = self.link(
            _("Edit…"),
            _("Edit the limit: {taxon}").format(taxon=one.name),
            Permission.EDIT_ENCLOSURES,
            partial(self.open, CapacityForm, one.id),
        )
        drop = self.link(
            _("Drop"),
            _("Drop the limit: {taxon}").format(taxon=one.name),
            Permission.EDIT_ENCLOSURES,
            partial(self._drop, one),
        )
        links = [each for each in (change, drop) if each is not None]
        return boxed(vbox(hbox((elided(one.name), 1), *links, gap=6), Capacity(one.there, one.most), gap=0))

    def _drop(self, one: Limit) -> None:
        words = _("Limit taken back: {taxon}.").format(taxon=one.name)
        self.desk.act(
            _("Take a limit back"),
            lambda work: enclosures.drop_capacity(work, one.id),
            lambda _done: self.desk.tell(words, undo=lambda: self.desk.go.emit("undo", None)),
        )

    def _living(self, facts: PlaceCard) -> None:
        living = [*((row, "") for row in facts.animals), *((row, row.cells["enclosure"]) for row in facts.inside)]
        rows: list[QWidget] = [self._animal(row, place) for row, place in living[:SHOWN]]
        if not rows:
            rows.append(lab(_("Nobody"), "body", "text2"))
        if (more := len(living) - SHOWN) > 0:
            rows.append(lab(_("and {n} more").format(n=more), "small", "text2"))
        self.section(_("Who lives here"), *rows)

    def _animal(self, row: Row, place: str) -> QWidget:
        """Who it is; and in which part of the place, where it stands in one."""
        cells = row.cells
        title = " ".join(str(cells[key]) for key in ("local_id", "name") if cells[key])
        link: QPushButton = button(title.replace("&", "&&"), kind="link")
        link.setAccessibleName(_("Open {animal}").format(animal=title))
        link.clicked.connect(lambda _on: self.desk.go.emit("animals", row.id))
        told = [cells["taxon"].common or cells["taxon"].latin, *([place] if place else [])]
        taxon: Elided = elided(" · ".join(told), "small", "text2")
        thumb = Thumbnail(title, cells["thumb"].art, 32)
        names = vbox(hbox(link, None), hbox(taxon, margins=(5, 0, 0, 0)), gap=0)
        return boxed(hbox(thumb, (names, 1), Mfu(cells["mfu"]), gap=8))


def _told(one: Past) -> tuple[str, str, str, str]:
    if one.until is None:
        return "door-enter", one.title, one.reason, _("since {day}").format(day=day(one.since))
    return "door-exit", one.title, one.reason, f"{day(one.since)} – {day(one.until)}"
