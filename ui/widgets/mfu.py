"""Male, female and unknown: three fixed steps, the same in list, card and total."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import painting, theme
from ui.painting import Counts


class Mfu(QWidget):
    """The counts of an animal, a group or a whole list, with "= 75" behind where asked."""

    def __init__(self, counts: Counts, total: bool = True) -> None:
        super().__init__()
        self._total = total
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_counts(counts)

    def show_counts(self, counts: Counts) -> None:
        """Show other counts (male, female, unknown)."""
        self.counts = counts
        self.setAccessibleName(painting.mfu_words(counts))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(painting.mfu_width(self.counts, self._total), theme.size("chip"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painting.mfu(QPainter(self), QRectF(self.rect()), self.counts, self._total)
