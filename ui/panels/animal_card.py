"""The card of an animal: picture, name, what can be done, quarantine, marks, birth, origin, place, and its history."""

import datetime as dt
from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QLayout, QPushButton, QWidget

from ui import pictures
from ui.actions import offered
from ui.commands import plain
from ui.desk import Desk
from ui.faces import clock_face
from ui.forms.photo import Dropped
from ui.forms.photo_viewer import PhotoViewer
from ui.forms.scan import open_scan, scan_rows
from ui.listing import RecordCard
from ui.panels.animal_timeline import Timeline
from ui.panels.animal_treatments import Treatments
from ui.widgets.button import button
from ui.widgets.chip import Chip
from ui.widgets.clock import Clock as ClockBar
from ui.widgets.empty import Nothing
from ui.widgets.facts import Facts
from ui.widgets.gallery import Gallery
from ui.widgets.head import ActionBar
from ui.widgets.label import Icon, elided, lab
from ui.widgets.layout import boxed, hbox, vbox
from ui.widgets.mfu import Mfu
from ui.widgets.thumbnail import Banner, Thumbnail
from zooapp.i18n import _, day
from zooapp.lists import cards
from zooapp.lists.card_parts import Finding
from zooapp.lists.cards import AnimalCard as Known
from zooapp.lists.history import MODES
from zooapp.lists.kin import Kin, Relative
from zooapp.lists.transfer_card import Scan, scans_of
from zooapp.models import Animal, ImposedBy, Mode
from zooapp.permission import Permission
from zooapp.quarantine.clocks import Clock, clock
from zooapp.taxon_status import words_on

Found = tuple[Known, list[Clock], tuple[Scan, ...], str]
KIN = 6  # of the family shown by name
DIED = MODES[Mode.DEATH][2]  # the icon of a death in a history
# What is wanted most, by what the person may do: the first that she may is the primary one.
FIRST = (("result", Permission.ACCEPT_RESULT), ("edit", Permission.CORRECT), ("move", Permission.MOVE))


class AnimalCard(RecordCard):
    """Read anew for each animal, on the records lane; filled when it has come."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._pictures = pictures.of(desk)
        self._pictures.arrived.connect(self._picture_came)
        self._shown: list[tuple[Thumbnail, str]] = []
        self.known: Known | None = None
        self.on: dt.date | None = None  # a past day that the list is asked about; none for today
        self.gallery: Gallery | None = None
        self.timeline: Timeline | None = None
        self._layout = vbox(gap=0, margins=(16, 12, 16, 16))
        self.setLayout(self._layout)
        self._body: QWidget | None = None
        if desk.may(Permission.PHOTOGRAPH):
            Dropped(desk, self, lambda: self.record)
        self._put(boxed(vbox(Nothing(_("No animal is marked")), None)))

    def show_record(self, record: int) -> None:
        super().show_record(record)
        database = self.desk.database
        if not record or database is None:
            self._shown, self.gallery, self.timeline = [], None, None
            self._put(boxed(vbox(Nothing(_("No animal is marked")), None)))
            return
        today = self.on or database.clock.today()

        def look(session: Any) -> Found:
            known = cards.animal_card(session, record, today)
            clocks = list(clock(session, known.cases, today).values()) if known.cases and not self.on else []
            return known, clocks, scans_of(session, Animal.called, record), _cites(session, known, today)

        self.desk.ask(look, lambda found: self._fill(record, found), self)

    def _fill(self, record: int, found: Found) -> None:
        if record != self.record:  # the person has gone on meanwhile
            return
        known, clocks, scans, cites = found
        self.known = known
        self._shown = []
        parts: list[QWidget | QLayout | int] = [self._banner(known), self._named(known), self._acts(known)]
        if clocks:
            parts.append(self._clock(clocks))
        parts += [Treatments(self.desk, known.id), Facts([*_facts(known), ("CITES", cites)]), *self._photos(known)]
        if known.note:
            parts.append(lab(known.note, "small", "text2", wrap=True))
        if scans:
            parts += [lab(_("Scans"), "strong"), *scan_rows(self.desk, scans)]
        parts.append(self._life(known, scans))
        column = vbox(*parts, gap=12)
        column.addStretch(1)
        self._put(boxed(column))
        for tile, sha in self._shown:
            self._show_picture(tile, sha)

    def _life(self, known: Known, scans: tuple[Scan, ...]) -> Timeline:
        """The history; of the same animal it goes on to show the topic that was chosen."""
        before = self.timeline
        topic = before.topic.currentIndex() if before is not None and before.known.id == known.id else 0
        self.timeline = Timeline(self.desk, known, topic, self.on or dt.date.max)
        self.timeline.picture.connect(lambda link: self._show_link(known, scans, link))
        return self.timeline

    def _show_link(self, known: Known, scans: tuple[Scan, ...], link: int) -> None:
        """Open a photo in large, or a scan with its own program."""
        if (number := next((at for at, one in enumerate(known.photos) if one.id == link), None)) is not None:
            self.show_photos(known, number)
        for scan in scans:
            if scan.id == link:
                open_scan(self.desk, scan)

    def _put(self, body: QWidget) -> None:
        if self._body is not None:
            self._layout.removeWidget(self._body)
            self._body.deleteLater()
        self._body = body
        self._layout.addWidget(body)

    def _banner(self, known: Known) -> QWidget:
        banner = Banner(_("Portrait of {animal}").format(animal=known.title), known.art)
        if known.sha:
            self._shown.append((banner, known.sha))
        return banner

    def _named(self, known: Known) -> QWidget:
        chips = [Chip(chip.text, chip.kind, chip.icon) for chip in known.chips]
        scientific = known.taxon.latin
        names = hbox(elided(known.taxon.common, "strong"), (elided(scientific, "latin", "text2"), 1), gap=6)
        head = hbox((elided(known.title, "title"), 1), *chips[:1], gap=6)
        past = [lab(_("As of {day}").format(day=day(self.on)), "strong", "due")] if self.on else []
        counts = hbox(Mfu((known.count.m, known.count.f, known.count.u)), None, *chips[1:], gap=6)
        return boxed(vbox(*past, head, names, counts, gap=4))

    def _acts(self, known: Known) -> QWidget:
        """The animal's commands: the one that this person wants most, two more, the rest behind the dots."""
        commands = {action.key: action for action in offered(self.desk) if action.menu == "animal"}
        if not any(line.icon == DIED for line in known.history):
            commands.pop("death_certificate", None)
        wanted = [key for key, permission in FIRST if key in commands and self.desk.may(permission)]
        wanted += [key for key in ("photo", "move", "identifier") if key in commands and key not in wanted]
        shown: list[QPushButton] = []
        for number, key in enumerate(wanted[:2]):
            made = button(_(commands[key].text), commands[key].icon, "" if number else "primary")
            made.clicked.connect(lambda _on, key=key: self.desk.go.emit(key, [known.id]))
            shown.append(made)
        rest = [
            (plain(_(action.text)) + "…", partial(self.desk.go.emit, key, [known.id]))
            for key, action in commands.items()
            if key not in wanted[:2]
        ]
        return ActionBar(*shown, extras=rest)

    def _clock(self, clocks: list[Clock]) -> QWidget:
        own = [one for one in clocks if one.imposed_by is ImposedBy.OWN]
        state = [one for one in clocks if one.imposed_by is ImposedBy.STATE]
        first = (own or state)[0]
        bar = ClockBar(clock_face(first, state[0] if own and state else None))
        board = button(_("Open in Quarantine"), kind="link")
        board.clicked.connect(lambda _checked: self.desk.go.emit("quarantine", first.case_id))
        place = hbox(Icon("map-pin", "text2"), (elided(first.unit, "small", "text2"), 1), board, gap=5)
        return boxed(vbox(bar, place, gap=6))

    def _photos(self, known: Known) -> list[QWidget]:
        self.gallery = Gallery(known.photos, known.art, self._pictures.get) if known.photos else None
        if self.gallery is None:
            return []
        self.gallery.opened.connect(lambda number: self.show_photos(known, number))
        return [self.gallery]

    def show_photos(self, known: Known, number: int) -> None:
        """Open the photos in large, beginning with this one."""
        viewer = PhotoViewer(self.desk, (known.id, known.title), known.photos, self)
        viewer.go(number)
        viewer.open()

    def _picture_came(self, sha: str) -> None:
        if self.gallery is not None:
            self.gallery.came(sha)
        for tile, wanted in self._shown:
            if wanted == sha:
                self._show_picture(tile, sha)

    def _show_picture(self, tile: Thumbnail, sha: str) -> None:
        picture = self._pictures.get(sha)
        if picture is not None:
            tile.show_photo(picture)


def _cites(session: Any, known: Known, on: dt.date) -> str:
    """What CITES says of its taxon; nothing of one that was never in our hands."""
    return words_on(session, known.taxon_id, on, doubtful=known.taxon.cf) if known.taxon_id else ""


def _facts(known: Known) -> list[tuple[str, str]]:
    valid = [mark for mark in known.marks if mark.valid]
    marks = [(mark.kind, f"{mark.value} · {mark.note}" if mark.note else mark.value) for mark in valid]
    born = known.born.show() if known.born is not None else ""
    accounts = [f"{account.count}: {account.holder} · {account.owner}" for account in known.accounts]
    same = all(account.holder == account.owner for account in known.accounts)
    return [
        *marks,
        (_("Sex"), known.sex),
        (_("Sex found"), "\n".join(_found(one) for one in known.findings if one.about == _("Sex"))),
        (_("Born"), " · ".join(part for part in (born, known.age) if part)),
        (_("Origin"), " · ".join(part for part in (known.origin, known.birthplace) if part)),
        (_("Reared"), known.reared),
        *_family(known.kin),
        (_("Weight"), f"{known.weight.weight.show()} · {day(known.weight.on)}" if known.weight else ""),
        (_("Came"), " · ".join(part for part in (known.came, day(known.came_on)) if part)),
        (_("Consignment"), known.consignment),
        (_("Enclosure"), known.enclosure or _("no place")),
        (_("Collection"), known.collection),
        (_("Held · owned"), "" if same else "\n".join(accounts)),
    ]


def _found(one: Finding) -> str:
    return " · ".join(part for part in (_(one.value), one.sure, one.method, day(one.on)) if part)


def _family(kin: Kin) -> list[tuple[str, str]]:
    family = ((_("Sire"), kin.sires), (_("Dam"), kin.dams), (_("Litter"), kin.litter), (_("Siblings"), kin.siblings))
    return [(what, _named(some)) for what, some in (*family, (_("Offspring"), kin.offspring))]


def _named(some: Sequence[Relative]) -> str:
    """The first of them by name, the rest as a number."""
    shown = [one.title if one.percent == 100 else f"{one.title} ({one.percent} %)" for one in some[:KIN]]
    more = [f"+{len(some) - KIN}"] if len(some) > KIN else []
    return ", ".join([*shown, *more])
