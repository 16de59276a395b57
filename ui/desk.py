"""The desk: what every page and form works with. Who sits there, the open collection, the two lanes, the notices."""

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING, Final, TypeVar

from PySide6.QtCore import QObject, Signal

from ui import errors
from ui.background import LONG, RECORDS, Background, Ticket
from zooapp.errors import Conflict, Invalid, NotAllowed, ZooError
from zooapp.i18n import _
from zooapp.machine import Machine
from zooapp.paths import Home
from zooapp.permission import Permission

if TYPE_CHECKING:  # the database library costs 200 ms: it is loaded on the lane, after the first paint
    from ui.widgets.notice import Notices
    from zooapp.database import Database
    from zooapp.session import ZooSession
    from zooapp.work import Actor, Work

T = TypeVar("T")
WITHOUT_WRITING: Final = (Permission.LOOK, Permission.BACKUP)  # what is possible where nothing can be saved


class Desk(QObject):
    """One open program. `changed` tells the kinds of record that a work changed, here or elsewhere."""

    changed = Signal(object)
    saving = Signal(str)  # "busy", "saved", "failed"
    signed = Signal()
    go = Signal(str, object)  # a place of the window, and what to show there

    def __init__(self, home: Home, machine: Machine, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.home = home
        self.machine = machine
        self.background = Background(self)
        self.database: Database | None = None
        self.actor: Actor | None = None
        self.trouble = ""  # why the last save failed
        self.notices: Notices | None = None

    def open(self, database: "Database") -> None:
        """Work on this collection from now on."""
        self.database = database
        database.heard.append(self.changed.emit)

    def sit_down(self, actor: "Actor | None") -> None:
        """Somebody signed in, or out."""
        self.actor = actor
        self.signed.emit()

    @property
    def read_only(self) -> bool:
        """Whether nothing can be saved here: the collection or its folder can only be read."""
        return self.database is not None and self.database.read_only

    def may(self, permission: Permission) -> bool:
        """Whether the person at the desk may, here and now."""
        here = not self.read_only or permission in WITHOUT_WRITING
        return here and self.actor is not None and self.actor.may(permission)

    def ask(
        self,
        question: "Callable[[ZooSession], T]",
        done: Callable[[T], object],
        owner: QObject | None = None,
        failed: Callable[[Exception], object] = errors.show,
    ) -> None:
        """Look something up on the records lane: one session for one question."""
        database, actor = self._database(), self.actor

        def look() -> T:
            with database.read(actor) as session:
                return question(session)

        self.background.run(look, done, failed, owner)

    def act(
        self,
        why: str,
        job: "Callable[[Work], T]",
        done: Callable[[T], object],
        failed: Callable[[Exception], object] = errors.show,
        accept: Collection[str] = (),
    ) -> None:
        """Change something on the records lane: one work. Warnings come back as Unsettled until they are accepted."""
        database, actor = self._database(), self.actor
        if actor is None:
            raise ZooError(_("Nobody is signed in."))

        def change() -> T:
            with database.work(actor, why, accept) as work:
                return job(work)

        def saved(result: T) -> None:
            self.saving.emit("saved")
            done(result)

        def refused(error: Exception) -> None:
            if isinstance(error, Invalid | Conflict | NotAllowed):  # said where it was typed: nothing is lost
                self.saving.emit("saved")
            else:
                self.trouble = str(error) if isinstance(error, ZooError) else ""
                self.saving.emit("failed")
            failed(error)

        self.saving.emit("busy")
        self.background.run(change, saved, refused)

    def take_long(
        self,
        words: str,
        job: Callable[[Ticket], T],
        done: Callable[[T], object],
        failed: Callable[[Exception], object] = errors.show,
    ) -> Ticket:
        """Something that takes over a second: a notice with its progress and Stop; the window stays usable."""
        ticket = Ticket()
        shown = self.notices.progress(words) if self.notices is not None else None

        def put_away(answer: Callable[[], object]) -> None:
            if shown is not None:
                shown.leave()
            answer()

        if shown is not None:
            ticket.stepped.connect(shown.step)
            shown.stopped.connect(ticket.stop)
        self.background.run(
            lambda: job(ticket),
            lambda result: put_away(lambda: done(result)),
            lambda error: put_away(lambda: failed(error)),
            lane=LONG,
        )
        return ticket

    def tell(self, words: str, kind: str = "ok", undo: Callable[[], object] | None = None) -> None:
        """A notice: what was done, with Undo where there is one."""
        if self.notices is not None:
            self.notices.tell(words, kind, undo)

    def later(self, job: Callable[[], T], done: Callable[[T], object], lane: str = RECORDS) -> None:
        """A plain callable on a lane."""
        self.background.run(job, done, errors.show, self, lane)

    def _database(self) -> "Database":
        if self.database is None:
            raise ZooError(_("No collection is open."))
        return self.database
