"""The keys of the grid of lines: paste of a block, same as above, line out, second row."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence

from zooapp.exchange.pasting import parse_block

if TYPE_CHECKING:
    from ui.forms.arrival import ArrivalForm

CTRL: Final = Qt.KeyboardModifier.ControlModifier
ALT: Final = Qt.KeyboardModifier.AltModifier


class LineKeys(QObject):
    """Hears the keys in the cells before the cells do."""

    def __init__(self, form: "ArrivalForm") -> None:
        super().__init__(form)
        self._form = form

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self._done(watched, event):
            return True
        return super().eventFilter(watched, event)

    def _done(self, watched: QObject, event: QKeyEvent) -> bool:
        _lines, number, name = self._form.path_of(watched).split(".")
        no, lines = int(number), self._form.lines
        if event.matches(QKeySequence.StandardKey.Paste):
            return self.paste(no)
        pressed = (event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier, event.key())
        if pressed == (CTRL, Qt.Key.Key_D):
            lines.same_as_above(no, name)
        elif pressed == (CTRL, Qt.Key.Key_Delete):
            self._form.body.take_out(no)
        elif pressed == (ALT, Qt.Key.Key_Down):
            lines.toggle(no)
        else:
            return False
        return True

    def paste(self, no: int) -> bool:
        """Fill lines from a block of the clipboard, from an empty line `no` on, else behind the last one."""
        text = QGuiApplication.clipboard().text()
        if "\t" not in text:
            return False
        lines = self._form.lines
        rows = parse_block(text, self._form.options)
        at = no if lines.is_blank(no) and no == lines.count - 1 else lines.count
        for row in rows:
            if at == lines.count:
                lines.add()
            lines.put(at, row)
            at += 1
        self._form.filled()
        return True
