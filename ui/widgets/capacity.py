"""How full a place is, and how far a piece of work has come."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import painting, theme
from zooapp.i18n import _


def capacity_words(count: int, capacity: int, coming: int = 0) -> str:
    """How full a place is, for readers: "25 of 20, 5 too many"; those who would come are named apart."""
    words = [painting.capacity_words(count, capacity, coming)]
    if coming:
        words.append(_("{coming} of them coming").format(coming=coming))
    if (over := count + coming - capacity) >= 0:
        words.append(_("{over} too many").format(over=over) if over else _("full"))
    return ", ".join(words)


class Capacity(QWidget):
    """A bar and "25 of 20"."""

    def __init__(self, count: int, capacity: int, coming: int = 0) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_counts(count, capacity, coming)

    def show_counts(self, count: int, capacity: int, coming: int = 0) -> None:
        """Show other counts; `coming` would come by the move that is being planned."""
        self._counts = (count, capacity, coming)
        self.setAccessibleName(capacity_words(count, capacity, coming))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(180), theme.size("chip"))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(100), theme.size("chip"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painting.bar(QPainter(self), QRectF(self.rect()), *self._counts)


class Meter(QWidget):
    """How far a piece of work has come."""

    def __init__(self, share: float = 0) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_share(share)

    def show_share(self, share: float) -> None:
        """Show a share from 0 to 1."""
        self._share = min(1.0, max(0.0, share))
        self.setAccessibleName(_("{percent} percent").format(percent=round(self._share * 100)))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(200), theme.size("clock"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painting.track(QPainter(self), QRectF(self.rect()), [(0, self._share, "accent")])
