"""Administration: people and roles, settings and keys, backup and check, the journal."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from ui.desk import Desk
from ui.panels.administration_backup import BackupPage
from ui.panels.administration_journal import JournalPage
from ui.panels.administration_people import PeoplePage
from ui.panels.administration_settings import SettingsPage
from ui.panels.reference_list import Parts
from zooapp.i18n import _


class AdministrationPage(Parts):
    """Segments above; below them the part that is chosen."""

    def __init__(self, desk: Desk) -> None:
        parts: dict[str, tuple[str, Callable[[Desk], QWidget]]] = {
            "people": (_("People & roles"), PeoplePage),
            "settings": (_("Settings"), SettingsPage),
            "backup": (_("Backup & check"), BackupPage),
            "journal": (_("Journal"), JournalPage),
        }
        super().__init__(desk, _("Administration"), parts)

    def show_record(self, thing: Any) -> None:
        """Go to a person by number, or to ("entry", 12)."""
        kind, record = thing if isinstance(thing, tuple) else ("person", thing)
        page = self.choose("journal" if kind == "entry" else "people")
        assert isinstance(page, PeoplePage | JournalPage)
        page.show_record(record)
