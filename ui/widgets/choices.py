"""Lists to choose from, with rows that a finger finds: the popup of a combo box, of a completer, a short list."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ui import theme


def combo(parent: QWidget | None = None) -> QComboBox:
    """A combo box whose popup has roomy rows and stays as narrow as the field allows."""
    made = QComboBox(parent)
    made.setView(QListView(made))
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    made.setMinimumContentsLength(8)
    roomy(made.view())
    return made


def roomy(view: QAbstractItemView) -> None:
    """Give a list rows of the height of a filter: 28 pixels, 48 with gloves."""
    view.setItemDelegate(Roomy(view))


class Roomy(QStyledItemDelegate):
    """Rows with air, as the look wants them."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        hint = super().sizeHint(option, index)
        return QSize(hint.width() + theme.px(8), max(hint.height(), theme.size("filter")))
