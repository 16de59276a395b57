"""The age pyramid of a taxon in a window: drawn, with estimates or without, and who is left out; print and export."""

import datetime as dt
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QScrollArea, QWidget

from ui import theme
from ui.desk import Desk
from ui.sheet_preview import SheetPreview
from ui.widgets.button import button, explain
from ui.widgets.card import Line
from ui.widgets.label import lab
from ui.widgets.layout import boxed, hbox, vbox
from ui.widgets.pyramid import Pyramid
from zooapp.i18n import _
from zooapp.lists import reception
from zooapp.lists.spec import Row
from zooapp.reports import age_pyramid
from zooapp.reports.sheet import Sheet
from zooapp.reports.spec import Asked

if TYPE_CHECKING:
    from zooapp.session import ZooSession


class AgePyramidDialog(QDialog):
    """Asked anew when estimates are wanted or not; what is left out is said below, with its number."""

    def __init__(self, desk: Desk, taxon: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk, self.taxon = desk, taxon
        self.found: Sheet | None = None
        self.zoo = ""
        self.setWindowTitle(_("Age pyramid"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.title = lab(self.windowTitle(), "title", wrap=True)
        self.facts = lab("", "body", "text2", wrap=True)
        self.estimated = QCheckBox(_("&Include estimated births"))
        self.estimated.setChecked(False)
        self.pyramid = Pyramid()
        self.left_out = lab("", "small", "text2", wrap=True)
        self.preview_button = button(_("Print &preview…"), "printer", "primary")
        self.close_button = button(_("Close"))
        self._lay_out()
        self.estimated.toggled.connect(lambda _on: self.refresh())
        self.preview_button.clicked.connect(lambda _on: self.print_shown())
        self.close_button.clicked.connect(self.reject)
        self.refresh()

    def _lay_out(self) -> None:
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setAccessibleName(self.windowTitle())
        area.setWidget(boxed(vbox(self.pyramid, self.left_out, None, gap=12)))
        foot = hbox(self.estimated, None, self.close_button, self.preview_button, gap=8)
        column = vbox(self.title, self.facts, Line(), (area, 1), Line(), foot, gap=10, margins=(22, 18, 22, 16))
        self.setLayout(column)
        self.resize(theme.px(760), theme.px(560))

    def refresh(self) -> None:
        """Ask again."""
        today = self.desk.database.clock.today() if self.desk.database is not None else dt.date.today()
        asked = Asked(today, today, taxon=self.taxon, estimated=self.estimated.isChecked())
        explain(self.preview_button, _("The animals are being counted…"))

        def answer(session: "ZooSession") -> tuple[Sheet, str]:
            return age_pyramid.sheet(session, asked), reception.zoo(session)

        self.desk.ask(answer, lambda found: self._show(*found), self)

    def print_shown(self) -> None:
        """The pages, to be looked at, printed and saved."""
        if self.found is not None:
            SheetPreview(self.desk, self.found, self.zoo, self).open()

    def _show(self, found: Sheet, zoo: str) -> None:
        self.found, self.zoo = found, zoo
        self.title.setText(found.title)
        self.facts.setText(" · ".join(f"{label}: {value}" for label, value in found.facts))
        self.pyramid.show_bars(age_pyramid.bars(found))
        lines = [f"{row.cells['why']}: {'.'.join(map(str, row.cells['mfu']))}" for row in _left(found)]
        self.left_out.setText("\n".join([*found.notes, *lines]))
        explain(self.preview_button, "")


def _left(found: Sheet) -> list[Row]:
    return [row for part in found.parts if part.columns == age_pyramid.LEFT_OUT for row in part.rows]
