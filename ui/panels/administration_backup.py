"""Backup & check: back up now, see whether all is sound, and read how a backup comes back."""


from PySide6.QtWidgets import QWidget

from ui import errors
from ui.background import LONG, Ticket
from ui.desk import Desk
from ui.forms.backup import begin, folder_of, proposed
from ui.panels.administration_settings import CardsPage, pair_row
from ui.panels.reference_card import lacking
from ui.starting import last_backup
from ui.widgets.button import Reason, button, explain
from ui.widgets.card import Card
from ui.widgets.label import Icon, lab
from ui.widgets.layout import boxed, hbox, vbox
from zooapp.i18n import _, ngettext
from zooapp.permission import Permission
from zooapp.starting import photo_folder


class BackupPage(CardsPage):
    """Three cards: copy, check, restore."""

    def __init__(self, desk: Desk) -> None:
        self.last = lab("", "strong", wrap=True)
        self.where = lab("", wrap=True)
        self.backup_button = button(_("&Back up now"), "database-export", "primary")
        self.backup_button.clicked.connect(lambda _on: self.back_up())
        self.check_button = button(_("&Check the collection"), "clipboard-check")
        self.check_button.clicked.connect(lambda _on: self.check())
        self.state = lab(_("Not checked since the start of the program."), "body", "text2", wrap=True)
        self.found = vbox(gap=6)
        self.faults: list[str] | None = None
        super().__init__(desk)
        self.show_cards(self._backup(), self._check(), self._restore())

    def refresh(self) -> None:
        folder = folder_of(self.desk)
        today = self.desk.database.clock.today() if self.desk.database is not None else None
        assert today is not None
        self.where.setText(str(folder))
        self.desk.later(lambda: last_backup(folder, today), self.last.setText, LONG)

    def back_up(self) -> None:
        """Begin; the notice shows how far it is and can stop it."""
        explain(self.backup_button, _("A backup is being made."))
        begin(self.desk, proposed(self.desk), self._over)

    def check(self) -> None:
        """Look through everything on the long lane."""
        database, photos = self.desk.database, photo_folder(self.desk.home)
        assert database is not None
        explain(self.check_button, _("The check is under way."))

        def look(_ticket: Ticket) -> list[str]:
            from zooapp import checking

            return checking.faults(database, photos)

        self.desk.take_long(_("Checking…"), look, self.show_faults, self._failed)

    def show_faults(self, faults: list[str]) -> None:
        """Say that all is sound, or what is wrong."""
        self.faults = faults
        explain(self.check_button, "")
        while (item := self.found.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        if not faults:
            self.state.hide()
            self.found.addWidget(said("circle-check", "ok", _("All is sound.")))
            return
        words = ngettext("{n} thing is wrong.", "{n} things are wrong.", len(faults)).format(n=len(faults))
        self.state.show()
        self.state.setText(f"{words} {_('Call whoever looks after the program, and change nothing until then.')}")
        for fault in faults:
            self.found.addWidget(said("alert-circle", "bad", fault))

    def _backup(self) -> QWidget:
        reason = Reason("", "lock", "text2")
        explain(self.backup_button, lacking(self.desk, Permission.BACKUP), reason)
        words = _("One file with the collection and all its photos. The work goes on meanwhile.")
        head = hbox(lab(_("Backup"), "card"), None, reason, self.backup_button)
        return card(head, self.last, pair_row(_("Backup folder"), self.where), lab(words, "small", "text2", wrap=True))

    def _check(self) -> QWidget:
        reason = Reason("", "lock", "text2")
        explain(self.check_button, lacking(self.desk, Permission.BACKUP), reason)
        words = _("Looks at the file, its references, the journal, all counts, issued papers and photos.")
        head = hbox(lab(_("Check"), "card"), None, reason, self.check_button)
        return card(head, lab(words, "small", "text2", wrap=True), self.state, boxed(self.found))

    def _restore(self) -> QWidget:
        words = _(
            "A restore overwrites nothing: it makes a new collection of a backup. Close the program, and give the "
            "backup and a new home folder to this command:"
        )
        command = "main.py --home NEW restore BACKUP.zip"
        after = _("Look at the new collection first; then let everybody open it in place of the old one.")
        line = lab(command, "strong")
        line.setAccessibleName(command)
        return card(
            hbox(lab(_("Restore"), "card")), lab(words, wrap=True), line, lab(after, "small", "text2", wrap=True)
        )

    def _over(self) -> None:
        explain(self.backup_button, "")
        self.refresh()

    def _failed(self, error: Exception) -> None:
        explain(self.check_button, "")
        errors.show(error, self)


def card(*items: object) -> Card:
    """A card with its rows."""
    return Card(vbox(*items, gap=8, margins=(16, 12, 16, 14)))  # type: ignore[arg-type]


def said(icon: str, colour: str, words: str) -> QWidget:
    """A line with an icon."""
    return boxed(hbox(Icon(icon, colour), (lab(words, "body", wrap=True), 1), gap=8))


