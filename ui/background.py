"""Work off the window's thread: two lanes of one thread each, plain callables in, plain values out (house.md 4)."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final, TypeVar

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer, Signal
from shiboken6 import isValid

RECORDS: Final = "records"  # every page and every work: short
LONG: Final = "long"  # decode, typst, exports, passwords, backup

T = TypeVar("T")


class Stopped(Exception):
    """The person stopped this job; nothing more is said about it."""


class Ticket(QObject):
    """One job under way: its progress, and the wish to stop it."""

    stepped = Signal(int, int)

    def __init__(self) -> None:
        super().__init__()
        self._stop = False
        self._last = 0.0

    def step(self, number: int, of: int) -> None:
        """Called by the job between its steps: so many of so many. Raises Stopped when the person wants no more."""
        if self._stop:
            raise Stopped
        if (now := time.monotonic()) - self._last > 0.1 or number == of:
            self._last = now
            self.stepped.emit(number, of)

    def stop(self) -> None:
        """Stop before the next step."""
        self._stop = True


class Background(QObject):
    """Runs jobs on a lane and brings what they give back to the window's thread."""

    _back = Signal(object)
    idle = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lanes = {name: ThreadPoolExecutor(1, thread_name_prefix=name) for name in (RECORDS, LONG)}
        self._open, self._ended = 0, False
        self._back.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @property
    def busy(self) -> bool:
        """Whether a job is under way or waits."""
        return self._open > 0

    def run(
        self,
        job: Callable[[], T],
        done: Callable[[T], object],
        failed: Callable[[Exception], object],
        owner: QObject | None = None,
        lane: str = RECORDS,
    ) -> None:
        """Do `job` on the lane, then `done(result)` or `failed(error)` here; neither when `owner` is gone by then.

        What a timer wants to know while the program ends is not looked up any more.
        """
        if self._ended:
            return
        self._open += 1

        def carry_out() -> None:
            try:
                result = job()
            except Exception as error:  # noqa: BLE001 - whatever it is goes back to the window's thread
                answer = _call(failed, error)
            else:
                answer = _call(done, result)
            self._back.emit((owner, answer))

        self._lanes[lane].submit(carry_out)

    def _deliver(self, parcel: tuple[QObject | None, Callable[[], object]]) -> None:
        owner, answer = parcel
        self._open -= 1
        try:
            if owner is None or isValid(owner):
                answer()
        finally:
            if not self._open:
                self.idle.emit()

    def finish(self) -> None:
        """Wait for both lanes, answers included: at the end of the program, so that no save is lost."""
        if self.busy:
            loop = QEventLoop()
            self.idle.connect(loop.quit)
            QTimer.singleShot(60_000, loop.quit)
            loop.exec()
        self._ended = True
        for lane in self._lanes.values():
            lane.shutdown(wait=True, cancel_futures=True)


def _call(answer: Callable[[Any], object], value: Any) -> Callable[[], object]:
    return lambda: answer(value)
