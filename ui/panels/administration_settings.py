"""Settings: the zoo's, this computer's, and the keys that seal papers."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QScrollArea, QWidget

from ui import errors, theme
from ui.desk import Desk
from ui.forms.backup import folder_of
from ui.forms.recording import open_record
from ui.forms.setting import MachineForm, SettingForm
from ui.panels.reference_card import lacking
from ui.widgets.button import Reason, button, explain
from ui.widgets.card import Card, Line
from ui.widgets.chip import Chip
from ui.widgets.label import Label, lab
from ui.widgets.layout import Item, boxed, hbox, vbox
from zooapp.errors import Invalid
from zooapp.i18n import LANGUAGES, _, day
from zooapp.lists import house
from zooapp.lists.house import House, KeyLine
from zooapp.permission import Permission
from zooapp.services import keys
from zooapp.starting import photo_folder
from zooapp.work import Work


class CardsPage(QWidget):
    """A page of cards below each other that is built anew when something changes."""

    kinds: frozenset[str] = frozenset()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QScrollArea.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(self.area.horizontalScrollBarPolicy().ScrollBarAlwaysOff)
        self.setLayout(vbox(self.area, gap=0))
        desk.changed.connect(self._changed)
        self.refresh()

    def refresh(self) -> None:
        """Read and show anew."""
        raise NotImplementedError

    def show_cards(self, *cards: QWidget) -> None:
        """Show these."""
        body = boxed(vbox(*cards, None, gap=12))
        body.setMaximumWidth(theme.px(860))
        self.area.setWidget(boxed(hbox((body, 100), None, margins=(16, 12, 16, 16))))

    def _changed(self, kinds: frozenset[str]) -> None:
        if kinds & self.kinds:
            self.refresh()


class SettingsPage(CardsPage):
    """What holds, and the buttons to change it."""

    kinds = frozenset({"setting", "workstation_key", "institution", "name"})

    def refresh(self) -> None:
        home = self.desk.home
        self.desk.ask(lambda session: house.read(session, home), self.show_house, self)

    def show_house(self, found: House) -> None:
        """Show the three cards."""
        self.show_cards(self._zoo(found), self._machine(), self._keys(found))

    def _zoo(self, found: House) -> QWidget:
        values = found.values
        minutes = values["lock_minutes"]
        year = self.desk.database.clock.today().year if self.desk.database is not None else 2000
        rows = [
            (_("Zoo"), found.zoo),
            (_("Time zone"), values["time_zone"]),
            (_("Languages of papers"), ", ".join(LANGUAGES.get(code, code) for code in values["languages"])),
            (_("Local ids"), local_ids(values["local_id_format"], year)),
            (_("Lock after"), _("{n} minutes").format(n=minutes) if minutes else _("never")),
            (_("PIN is enough on"), ", ".join(values["pin_workstations"]) or _("no computer")),
        ]
        self.zoo_button = button(_("E&dit…"), "pencil")
        self.zoo_button.setAccessibleName(_("Edit the settings of the zoo"))
        self.zoo_button.clicked.connect(lambda _on: open_record(self.desk, SettingForm, 0, self))
        return fact_card(_("The zoo, on every computer"), rows, self.guard(self.zoo_button))

    def _machine(self) -> QWidget:
        actor = self.desk.actor
        rows = [
            (_("Name"), actor.workstation if actor is not None else ""),
            (_("Photo folder"), str(photo_folder(self.desk.home))),
            (_("Backup folder"), str(folder_of(self.desk))),
        ]
        self.machine_button = button(_("Ed&it…"), "pencil")
        self.machine_button.setAccessibleName(_("Edit the settings of this computer"))
        self.machine_button.clicked.connect(lambda _on: self._edit_machine())
        return fact_card(_("This computer"), rows, self.guard(self.machine_button))

    def _edit_machine(self) -> None:
        open_record(self.desk, MachineForm, 0, self, lambda form: form.saved.connect(lambda _saved: self.refresh()))

    def _keys(self, found: House) -> QWidget:
        words = _("A paper is sealed by the computer that issues it; anybody can check it with the zoo's key.")
        here = _("This computer can seal papers.") if found.seals else _("This computer cannot seal papers yet.")
        self.certify_button = button(_("&Certify this computer"), "certificate")
        self.certify_button.clicked.connect(lambda _on: self._certify())
        reason = "" if found.founds else _("The zoo's key is on another computer. Certify this one there.")
        foot = self.guard(self.certify_button, reason)
        rows = [key_row(each, self._revoke_button(each)) for each in found.keys]
        return Card(
            vbox(
                lab(_("Keys that seal papers"), "card"),
                lab(words, "small", "text2", wrap=True),
                pair_row(_("Key of the zoo"), found.zoo_key or _("not made yet")),
                *rows,
                Line(),
                hbox((lab(here, "body", "text2", wrap=True), 1), *foot),
                gap=8,
                margins=(16, 12, 16, 14),
            )
        )

    def guard(self, target: Any, reason: str = "") -> list[Item]:
        """A button, and before it why it is off."""
        beside = Reason("", "lock", "text2")
        explain(target, lacking(self.desk, Permission.SETTINGS) or reason, beside)
        return [beside, target]

    def _revoke_button(self, key: KeyLine) -> QWidget | None:
        if key.revoked_on is not None or not self.desk.may(Permission.SETTINGS):
            return None
        revoke = button(_("Revoke…"), kind="link")
        revoke.setAccessibleName(_("Revoke the key of {computer}").format(computer=key.workstation))
        words = _("{computer} seals nothing more from today on. What it sealed stays genuine.")
        said = words.format(computer=key.workstation)
        revoke.clicked.connect(lambda _on: errors.ask(self, said, _("Revoke"), lambda: self._revoke(key)))
        return revoke

    def _certify(self) -> None:
        home, done = self.desk.home, _("This computer can seal papers.")
        self._do(_("Certify this computer"), lambda work: keys.found(work, home).id, done)

    def _revoke(self, key: KeyLine) -> None:
        why = _("Revoke the key of {computer}").format(computer=key.workstation)
        self._do(why, lambda work: keys.revoke(work, key.id).id, _("The key is revoked."))

    def _do(self, why: str, job: Callable[[Work], int], words: str) -> None:
        self.desk.act(why, job, lambda _key: self.desk.tell(words), errors.show)


def local_ids(form: str, year: int) -> str:
    """The format, and how it looks."""
    try:
        return f"{form} · {', '.join(house.local_ids(form, year, (1, 2)))}"
    except Invalid:
        return form


def fact_card(title: str, rows: list[tuple[str, str]], foot: list[Item]) -> Card:
    """A card of labels and values with its button."""
    head = hbox(lab(title, "card"), None, *foot)
    return Card(vbox(head, *(pair_row(*row) for row in rows), gap=8, margins=(16, 12, 16, 14)))


def pair_row(label: str, value: str | Label) -> QWidget:
    """A label with its value, or with the label that will show it."""
    name = lab(label, "body", "text2", wrap=True)
    name.setFixedWidth(theme.px(180))
    return boxed(hbox(name, (lab(value, wrap=True) if isinstance(value, str) else value, 1), gap=10))


def key_row(key: KeyLine, revoke: QWidget | None) -> QWidget:
    """One workstation: since when, the beginning of its key, revoked or not."""
    name = lab(key.workstation, "strong", wrap=True)
    name.setFixedWidth(theme.px(180))
    said = _("since {day}").format(day=day(key.since))
    state = Chip(_("seals"), "ok", "check")
    if key.revoked_on is not None:
        state = Chip(_("revoked {day}").format(day=day(key.revoked_on)), "mute", "ban")
    more = [revoke] if revoke is not None else []
    return boxed(hbox(name, lab(f"{said} · {key.print}", "body", "text2"), None, state, *more, gap=10))
