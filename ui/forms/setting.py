"""Settings: the zoo's, kept in the collection; and this machine's, kept in a file beside it."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo, available_timezones

from PySide6.QtWidgets import QFileDialog, QLineEdit

from ui.background import LONG
from ui.editors import Editor, TextEditor
from ui.forms.recording import Facts, RecordForm
from ui.widgets.button import button, explain
from ui.widgets.card import Card
from ui.widgets.layout import hbox, vbox
from zooapp import machine, media, settings
from zooapp.errors import Clash, Conflict, Invalid, Problem
from zooapp.fields import asked, show
from zooapp.i18n import LANGUAGES, N_, _
from zooapp.lists import house
from zooapp.services.settings import put
from zooapp.work import Work

DOUBTS: Final = ("weight_percent", "youngest_parent_months")  # from when on a person is asked or refused
PLAIN: Final = ("time_zone", "local_id_format", "lock_minutes", "pin_workstations", *DOUBTS)


class LocalIdEditor(TextEditor):
    """The format of local ids; below it stands what the next ones look like."""

    def __init__(self, today: dt.date) -> None:
        super().__init__(self._checked)
        self._today = today

    def _checked(self, text: str) -> str:
        house.local_ids(text, self._today.year)
        return text

    def note(self) -> str:
        try:
            return _("Looks like {ids}").format(ids=", ".join(house.local_ids(self.text(), self._today.year)))
        except Invalid:
            return ""


class SettingForm(RecordForm):
    """What holds for the zoo on every computer; journaled."""

    @classmethod
    def heading(cls, _record: int, _facts: Facts) -> str:
        return _("Settings of the zoo")

    @classmethod
    def hint(cls) -> str:
        return _("They hold on every computer, from its next start on.")

    @classmethod
    def read(cls, session: Any, _record: int) -> Facts:
        return {"values": house.values(session)}

    def build(self) -> None:
        values = self.found["values"]
        start = {**values, "pin_workstations": "\n".join(values["pin_workstations"])}
        zones = [(zone, zone) for zone in sorted({*available_timezones(), values["time_zone"]})]
        here = self.desk.actor.workstation if self.desk.actor is not None else ""
        specs = [
            asked("time_zone", N_("Time zone"), str, N_("It decides on which day something happened"), choices=zones),
            asked("lock_minutes", N_("Lock after"), int, N_("0: never"), unit=N_("minutes"), least=0, most=480),
            asked(
                "pin_workstations",
                N_("Shared computers where a PIN is enough"),
                str,
                _("One name a line. This computer is called {name}").format(name=here),
                required=False,
                lines=3,
            ),
        ]
        spec = asked("local_id_format", N_("Local ids"), str, longest=60)
        box = self.add_editor("local_id_format", spec, LocalIdEditor(self.today()), values["local_id_format"])
        self.column.insertWidget(self.column.count() - 1, Card(vbox(box, margins=(16, 12, 16, 14))))
        self.add_fields(specs, start)
        most = N_("Of the last one, or the last of it")
        weight = asked("weight_percent", N_("Ask about a weight over"), int, most, unit="%", least=101, most=1000)
        hint = N_("Where its taxon has no ages of its own")
        months = {"unit": N_("months"), "least": 0, "most": 60}
        age = asked("youngest_parent_months", N_("A parent is at least"), int, hint, **months)
        self.add_fields([weight, age], start, _("What is doubtful"))
        spoken = [asked(code, name, bool, required=False) for code, name in LANGUAGES.items()]
        has = dict.fromkeys(values["languages"], True)
        self.add_fields(spoken, has, _("Languages of papers"), "languages.")

    def look(self, values: Mapping[str, Any]) -> list[Problem]:
        if not any(values[f"languages.{code}"] for code in LANGUAGES):
            return [Problem("languages.en", _("At least one language."))]
        return []

    def job(self, values: Mapping[str, Any]) -> Callable[[Work], Any]:
        before, wanted = self.found["values"], self._wanted(values)
        labels = {name: self.specs[name].label for name in PLAIN}
        changed = {name: value for name, value in wanted.items() if value != before[name]}

        def save(work: Work) -> str:
            clashes = [
                Clash(labels.get(name, name), show(value), show(now))
                for name, value in changed.items()
                if (now := settings.value(work.session, name)) not in (before[name], value)
            ]
            if clashes:
                raise Conflict(_("Somebody changed this while it was open here. Nothing was saved."), clashes)
            for name, value in changed.items():
                put(work, name, value)
            return str(wanted["time_zone"])

        return save

    def _wanted(self, values: Mapping[str, Any]) -> dict[str, Any]:
        stations = [line.strip() for line in (values["pin_workstations"] or "").splitlines() if line.strip()]
        spoken = [code for code in LANGUAGES if values[f"languages.{code}"]]
        plain = {name: values[name] for name in PLAIN}
        return {**plain, "pin_workstations": stations, "languages": spoken}

    def _saved(self, result: Any) -> None:
        if self.desk.database is not None:
            clock = self.desk.database.clock
            self.desk.database.clock = replace(clock, zone=ZoneInfo(result))
        super()._saved(result)


class MachineForm(RecordForm):
    """What this computer remembers for everybody who works on it; not in the collection."""

    @classmethod
    def heading(cls, _record: int, _facts: Facts) -> str:
        return _("Settings of this computer")

    @classmethod
    def hint(cls) -> str:
        return _("Files are not moved: copy them to the new folder first. Empty: the usual place.")

    @classmethod
    def read(cls, session: Any, _record: int) -> Facts:
        return {"uid": settings.value(session, "collection_uid")}

    def build(self) -> None:
        column = vbox(gap=10, margins=(16, 12, 16, 14))
        for name, label, hint in (
            ("photo_folder", N_("Photo folder"), N_("Photos and scans; a share for several computers")),
            ("backup_folder", N_("Backup folder"), N_("Best on another disk or a USB stick")),
        ):
            editor = TextEditor()
            spec = asked(name, label, str, hint, required=False)
            box = self.add_editor(name, spec, editor, getattr(self.desk.machine, name) or None)
            choose = button(_("Choose…"), "folder-open")
            choose.setAccessibleName(_("Choose: {what}").format(what=spec.label))
            choose.clicked.connect(lambda _on, name=name: self._choose(name))
            column.addLayout(hbox((box, 1), vbox(20, choose, None, gap=0)))
        self.column.insertWidget(self.column.count() - 1, Card(column))

    def save(self, *_args: object) -> None:
        values, wrong = self.values()
        self.show_problems(wrong)
        if wrong:
            return
        explain(self.save_button, _("Saving…"))
        home, uid = self.desk.home, self.found["uid"]
        known = replace(self.desk.machine, **{name: text or "" for name, text in values.items()})

        def write() -> machine.Machine:
            take_folders(known, uid)
            machine.save(home.settings, known)
            return known

        self.desk.background.run(write, self._saved, self._refused, self, LONG)

    def undo(self) -> None:
        """A file of this machine; type it back."""

    def _saved(self, result: Any) -> None:
        self.desk.machine = result
        super()._saved(result)

    def _choose(self, name: str) -> None:
        editor: Editor = self.editors[name]
        assert isinstance(editor.widget, QLineEdit)
        dialog = QFileDialog(self, self.specs[name].label, editor.widget.text())
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(editor.type)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()


def take_folders(known: machine.Machine, uid: str) -> None:
    """See that both folders are there and ours, making what is missing. Raises Invalid beside their fields."""
    for name in ("photo_folder", "backup_folder"):
        if not (text := getattr(known, name)):
            continue
        folder = Path(text).expanduser()
        try:
            folder.mkdir(parents=True, exist_ok=True)
            probe = folder / ".zoo-probe"
            probe.touch()
            probe.unlink()
        except OSError as error:
            words = _("Nothing can be written there ({reason}).")
            raise Invalid(Problem(name, words.format(reason=error.strerror))) from error
        if name == "photo_folder" and uid:
            try:
                media.claim(folder, uid)
            except Invalid as error:
                raise Invalid(Problem(name, str(error))) from error
