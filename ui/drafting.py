"""The draft of a form: kept a second after the last key, offered again after a crash, thrown away after the save."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from ui import errors
from ui.background import LONG
from zooapp import drafts
from zooapp.drafts import Draft
from zooapp.i18n import _

if TYPE_CHECKING:
    from ui.form import Form

WAIT = 1000  # milliseconds after the last key


class Drafting(QObject):
    """Keeps what was typed into a form as a file of the person's, off the window's thread."""

    def __init__(self, form: "Form") -> None:
        super().__init__(form)
        self._form = form
        self._over = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT)
        self._timer.timeout.connect(self.keep)

    def touch(self) -> None:
        """Something was typed."""
        self._form.draft_state.setText("")
        self._timer.start()

    def keep(self) -> None:
        """Write the draft now."""
        if self._over:
            return
        texts = {path: editor.text() for path, editor in self._form.editors.items()}
        folder, kind, person = self._place()
        self._form.desk.background.run(
            lambda: drafts.save(folder, kind, person, texts), self._kept, errors.show, self, LONG
        )

    def offer(self) -> None:
        """Put in what an earlier draft holds, if there is one, and say so."""
        folder, kind, person = self._place()
        self._form.desk.background.run(
            lambda: drafts.load(folder, kind, person), self._found, errors.show, self, LONG
        )

    def forget(self) -> None:
        """The form was saved: the draft goes to the bin."""
        self._over = True
        self._timer.stop()
        folder, kind, person = self._place()
        self._form.desk.later(lambda: drafts.discard(folder, kind, person), lambda _none: None, LONG)

    def _place(self) -> tuple[Path, str, str]:
        desk = self._form.desk
        person = desk.actor.person_id if desk.actor is not None else 0
        return desk.home.drafts, self._form.draft_kind, str(person)

    def _kept(self, draft: Draft) -> None:
        if not self._over:
            self._form.draft_state.setText(_("Draft kept {time}").format(time=f"{draft.saved_at.astimezone():%H:%M}"))

    def _found(self, draft: Draft | None) -> None:
        if draft is None:
            return
        self._form.restore(draft.data)
        words = _("The draft of {time} is back.")
        self._form.draft_state.setText(words.format(time=f"{draft.saved_at.astimezone():%d.%m. %H:%M}"))
