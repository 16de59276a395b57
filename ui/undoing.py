"""Undo and redo of one's own last acts, each told in a notice with the way back."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from ui import errors
from ui.desk import Desk
from zooapp.errors import Invalid, ZooError
from zooapp.i18n import _

if TYPE_CHECKING:
    from zooapp.work import Work


def undo(desk: Desk) -> None:
    """Take the person's newest act back that still stands."""

    def job(work: "Work") -> str:
        from zooapp.services import undoing

        entry = undoing.last_undoable(work.session, work.actor.person_id)
        if entry is None:
            raise Invalid(_("There is nothing of yours to undo."))
        undoing.undo(work, entry)
        return why_of(work, entry)

    # Translators: {what} is the act that was taken back
    _act(desk, _("Undo"), job, _("Undone: {what}"), (_("Redo"), lambda: redo(desk)))


def redo(desk: Desk) -> None:
    """Do again what the person took back last."""

    def job(work: "Work") -> str:
        from zooapp.services import undoing

        entry = undoing.last_redoable(work.session, work.actor.person_id)
        if entry is None:
            raise Invalid(_("There is nothing of yours to redo."))
        undoing.redo(work, entry)
        return why_of(work, entry)

    _act(desk, _("Redo"), job, _("Done again: {what}"), (_("Undo"), lambda: undo(desk)))


def why_of(work: "Work", entry_id: int) -> str:
    """What the act at the beginning of a row of undo and redo was called."""
    from zooapp.models import Entry

    entry = work.get(Entry, entry_id)
    while entry.undoes_id is not None:
        entry = work.get(Entry, entry.undoes_id)
    return entry.why


def _act(
    desk: Desk, why: str, job: "Callable[[Work], str]", words: str, way: tuple[str, Callable[[], object]]
) -> None:
    def done(what: str) -> None:
        if desk.notices is not None:
            desk.notices.tell(words.format(what=what), act=way)

    def failed(error: Exception) -> None:
        if isinstance(error, ZooError):
            desk.saving.emit("saved")  # nothing was lost: there was nothing to save
            desk.tell(str(error), "warn")
        else:
            errors.show(error)

    desk.act(why, job, done, failed)
