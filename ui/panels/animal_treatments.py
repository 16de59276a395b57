"""The treatments on an animal's card: what goes on, and that nothing of it is fed or eaten (R95)."""

from functools import partial

from PySide6.QtWidgets import QWidget

from ui.desk import Desk
from ui.widgets.button import button
from ui.widgets.label import Icon, lab
from ui.widgets.layout import boxed, hbox, vbox
from zooapp.i18n import _, day
from zooapp.quarantine.treated import Treated, treated


class Treatments(QWidget):
    """Read when the card is filled; hidden where there is nothing to say."""

    def __init__(self, desk: Desk, animal: int) -> None:
        super().__init__()
        self.desk = desk
        self.column = vbox(gap=4)
        self.setLayout(self.column)
        self.hide()
        if desk.database is not None:
            on = desk.database.clock.today()
            desk.ask(lambda session: [(one, one.held(on)) for one in treated(session, [animal], on)], self._fill, self)

    def _fill(self, found: list[tuple[Treated, str]]) -> None:
        if not found:
            return
        self.column.addWidget(lab(_("Treatments"), "strong"))
        for words in dict.fromkeys(words for _one, words in found if words):
            said = words[0].upper() + words[1:]
            self.column.addWidget(boxed(hbox(Icon("ban", "bad"), (lab(said, "body", "bad", wrap=True), 1), gap=6)))
        for one, _words in found:
            self.column.addWidget(self._line(one))
        self.show()

    def _line(self, one: Treated) -> QWidget:
        until = _("{drug} until {day}") if one.open else _("{drug}, finished {day}")
        said = until.format(drug=one.drug, day=day(one.last_due))
        go = button(_("Open in Health"), kind="link")
        go.setAccessibleName(_("Open in Health: {what}").format(what=said))
        go.clicked.connect(partial(self._go, one.id))
        icon = Icon("pill" if one.open else "check", "text2")
        return boxed(hbox(icon, (lab(said, "body", wrap=True), 1), go, gap=6))

    def _go(self, treatment: int, _on: bool = False) -> None:
        self.desk.go.emit("health", treatment)
