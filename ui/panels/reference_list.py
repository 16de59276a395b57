"""A list of records that are edited in forms: Enter and F2 edit the current one, a new one is gone to."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.desk import Desk
from ui.forms.recording import RecordForm, open_record
from ui.listing import ListPage
from ui.panels.reference_card import lacking
from ui.widgets.button import Segments
from ui.widgets.layout import hbox, vbox
from zooapp.i18n import _
from zooapp.permission import Permission


class RecordPage(ListPage):
    """`form` edits a record, for who has `permission`."""

    form: type[RecordForm] | None = None
    permission = Permission.LOOK

    def open_record(self, record: int) -> None:
        if self.form is None or not record:
            return
        if reason := self.why_not(record):
            self.desk.tell(reason, "due")
        else:
            open_record(self.desk, self.form, record, self)

    def why_not(self, _record: int) -> str:
        """Why this record cannot be edited by the person at the desk; "" where it can."""
        return lacking(self.desk, self.permission)

    def follow(self, form: RecordForm) -> None:
        """Go to what the form will have saved."""
        form.saved.connect(self.show_record)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_F2:
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                self.open_record(self.table.current_id())
                return True
        return super().eventFilter(watched, event)

    def _connect(self) -> None:
        super()._connect()
        self.table.installEventFilter(self)


class Parts(QWidget):
    """Several pages in one place, with segments to choose between them; each is built when first gone to."""

    foot = Signal(str)  # what the page that is shown counts

    def __init__(self, desk: Desk, name: str, parts: dict[str, tuple[str, Callable[[Desk], QWidget]]]) -> None:
        super().__init__()
        self.desk = desk
        self.parts = parts
        self.pages: dict[str, QWidget] = {}
        self._feet: dict[str, str] = {}
        shown = {key: words.replace("&", "&&") for key, (words, _page) in parts.items()}
        self.segments = Segments(name, shown, next(iter(parts)))
        self.segments.chosen.connect(self.choose)
        self.stack = QStackedWidget()
        self.setLayout(vbox(hbox(self.segments, None, margins=(16, 12, 16, 0)), (self.stack, 1), gap=0))
        self.choose(next(iter(parts)))

    def choose(self, key: str) -> QWidget:
        """Show one of the pages."""
        if key not in self.pages:
            _words, kind = self.parts[key]
            self.pages[key] = kind(self.desk)
            self.stack.addWidget(self.pages[key])
            if isinstance(page := self.pages[key], ListPage):
                page.foot.connect(lambda words: self._tell_foot(key, words))
        self.segments.choose(key)
        self.stack.setCurrentWidget(self.pages[key])
        self.foot.emit(self._feet.get(key, ""))
        return self.pages[key]

    def _tell_foot(self, key: str, words: str) -> None:
        self._feet[key] = words
        if key == self.segments.choice():
            self.foot.emit(words)

    def page(self) -> QWidget:
        """The page that is shown."""
        return self.pages[self.segments.choice()]

    def print_shown(self) -> None:
        """Print what is shown, where it can be."""
        act = getattr(self.page(), "print_shown", None)
        if act is not None:
            act()
        else:
            self.desk.tell(_("There is nothing to print here."), "due")

    def refresh(self) -> None:
        """Show again what may have changed."""
        self.page().refresh()  # type: ignore[attr-defined]

    def regions(self) -> list[QWidget]:
        """The segments, then the parts of the page that is shown."""
        page = self.page()
        if isinstance(page, ListPage):
            inside = [part for n in range(page.splitter.count()) if (part := page.splitter.widget(n)) is not None]
            return [self.segments, *inside]
        return [self.segments, page]
