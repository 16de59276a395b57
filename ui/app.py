"""Run the window: one program for each home, its look, its log, and every error told in one place."""

import datetime as dt
import faulthandler
import logging
import os
import sys
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QLockFile, QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from ui import errors
from ui.desk import Desk
from ui.prefs import Prefs
from ui.starting import Starting, can_be_written
from ui.window import Window
from zooapp import machine
from zooapp.errors import ZooError
from zooapp.i18n import _
from zooapp.paths import APPLICATION, Home

LOG_BYTES = 1_000_000
log = logging.getLogger("zoo")


def run(home: Home, target: str | Path, today: dt.date | None = None, as_name: str = "") -> int:
    """Open the window on a collection and stay until it is closed. 0, or 2 when the collection was not opened.

    The window paints and takes keys before the database library is even imported.
    """
    app = application()
    trouble = None if os.path.isfile(target) else prepared(home)  # a collection can be looked at wherever it stands
    lock = QLockFile(str(home.root / "window.lock"))
    if trouble is None and not lock.tryLock(0) and lock.error() is QLockFile.LockError.LockFailedError:
        trouble = ZooError(_("The program is open already on this computer. Go on in the window that is open."))
    found = machine.load(home.settings)
    prefs = Prefs(home, found)
    prefs.wear(app)
    window = Window(Desk(home, found, app), prefs)
    app.installEventFilter(window)
    app.installEventFilter(window.scanner)
    starting = Starting(window, home, target, today)
    window.door.painted.connect(lambda: begin(starting, trouble))
    window.door.login.setText(as_name)
    window.show()
    window.door.take_focus()
    app.exec()
    finish(window)
    lock.unlock()
    return 0 if starting.stopped is None else 2


def application() -> QApplication:
    """Qt's one application, with our hooks for everything that goes wrong."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(sys.argv[:1])
    app.setApplicationName(APPLICATION)
    sys.excepthook = told
    return app


def begin(starting: Starting, trouble: ZooError | None) -> None:
    """The window has been painted: open the collection, unless something stands in the way."""
    if trouble is None and can_be_written(starting.home):
        try:
            logging_to(starting.home)
        except OSError as error:
            words = _("The log in {folder} cannot be written ({reason}). Make the folder writable.")
            trouble = ZooError(words.format(folder=starting.home.logs, reason=error.strerror))
    if trouble is None:
        starting.begin()
    else:
        starting.refused(trouble)


def prepared(home: Home) -> ZooError | None:
    """Make the home folder; gives what stands in the way."""
    try:
        home.prepare()
    except ZooError as error:
        return error
    return None


def logging_to(home: Home) -> None:
    """Keep bugs, Qt's warnings and crashes in files of the home folder, a few megabytes at most."""
    from logging.handlers import RotatingFileHandler  # it costs a start 20 ms

    file = home.logs / "zoo.log"
    keeper = RotatingFileHandler(file, maxBytes=LOG_BYTES, backupCount=3, encoding="utf-8")
    keeper.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    log.addHandler(keeper)
    log.setLevel(logging.INFO)
    faulthandler.enable((home.logs / "crash.log").open("a", encoding="utf-8"))
    qInstallMessageHandler(noted)


def noted(kind: QtMsgType, context: QMessageLogContext, words: str) -> None:
    """What Qt says goes to the log."""
    level = logging.INFO if kind in (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg) else logging.WARNING
    log.log(level, "Qt %s: %s", context.category, words)


def told(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """An error that nobody caught, from any event of the window: shown, and in the log."""
    if issubclass(kind, KeyboardInterrupt):
        QApplication.quit()
        return
    errors.show(error.with_traceback(trace), QApplication.activeWindow())


def finish(window: Window) -> None:
    """Let saves come to their end, then let go of the collection."""
    window.desk.background.finish()
    if window.desk.database is not None:
        window.desk.database.close()
