"""What stands in the way of a certificate: each thing in words, with a button that goes to where it is put right."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtWidgets import QWidget

from ui.desk import Desk
from ui.form import Form
from ui.forms.acting import open_for
from ui.forms.confirmation import ConfirmationForm
from ui.forms.institution import InstitutionForm
from ui.forms.names import InstitutionNamesForm, TaxonNamesForm
from ui.forms.paper import NewPaperForm
from ui.forms.recording import RecordForm, open_record
from ui.forms.taxon_determination import TaxonDeterminationForm
from ui.forms.taxon_status import TaxonStatusForm
from ui.widgets.button import Button, button, explain
from ui.widgets.card import Line
from ui.widgets.label import Icon, lab
from ui.widgets.layout import boxed, hbox, vbox
from zooapp.documents.facts import Blocker
from zooapp.errors import Level, Problem
from zooapp.i18n import N_, _, ngettext
from zooapp.permission import Permission

# What the button says, and who may.
WAYS: Final = {
    "taxon_status": (N_("Confirm…"), Permission.CONFIRM_FACT),
    "animal": (N_("Determine…"), Permission.DETERMINE),
    "taxon": (N_("Add…"), Permission.EDIT_TAXA),
    "institution": (N_("Add…"), Permission.EDIT_INSTITUTIONS),
    "paper": (N_("Add paper…"), Permission.ATTACH),
    "consignment": (N_("Look"), Permission.LOOK),
}


class Blockers(QWidget):
    """The list; `done` is called when one of its forms has saved."""

    def __init__(self, desk: Desk, done: Callable[[], object]) -> None:
        super().__init__()
        self.desk = desk
        self.done = done
        self.found: list[Blocker] = []
        self.buttons: list[Button] = []
        self.head = lab("", "strong", wrap=True)
        self.icon = Icon("alert-circle", "bad")
        self._rows = vbox(gap=6)
        self.setLayout(vbox(hbox(self.icon, (self.head, 1), gap=6), self._rows, gap=8))

    @property
    def errors(self) -> list[Problem]:
        """What has to be put right."""
        return [each.problem for each in self.found if each.problem.level is Level.ERROR]

    @property
    def warnings(self) -> list[Problem]:
        """What can be accepted."""
        return [each.problem for each in self.found if each.problem.level is Level.WARNING]

    def show_blockers(self, found: Sequence[Blocker]) -> None:
        """Show these, errors first."""
        self.found = sorted(found, key=lambda each: each.problem.level is not Level.ERROR)
        while (item := self._rows.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self.buttons = []
        for number, each in enumerate(self.found):
            if number:
                self._rows.addWidget(Line())
            self._rows.addWidget(self._row(each))
        self._say()

    def _say(self) -> None:
        wrong, doubtful = len(self.errors), len(self.warnings)
        if wrong:
            words = ngettext("{n} thing stands in the way", "{n} things stand in the way", wrong)
            kind, icon, number = "bad", "alert-circle", wrong
        elif doubtful:
            words = ngettext("{n} thing to look at", "{n} things to look at", doubtful)
            kind, icon, number = "warn", "alert-triangle", doubtful
        else:
            words, kind, icon, number = _("Nothing stands in the way"), "ok", "circle-check", 0
        self.head.setText(words.format(n=number))
        self.head.set_colour(kind)
        self.icon.set_icon(icon, kind)

    def _row(self, each: Blocker) -> QWidget:
        wrong = each.problem.level is Level.ERROR
        kind = "bad" if wrong else "warn"
        words = lab(each.problem.text, "small", wrap=True)
        parts = hbox(Icon("alert-circle" if wrong else "alert-triangle", kind), (words, 1), gap=6)
        if each.kind in WAYS:
            parts.addWidget(self._way(each))
        return boxed(parts)

    def _way(self, each: Blocker) -> QWidget:
        text, permission = WAYS[each.kind]
        made = button(_(text), kind="link")
        made.setAccessibleName(f"{_(text)} {each.problem.text}")
        made.clicked.connect(lambda _on: self.go(each))
        explain(made, "" if self.desk.may(permission) else _("Your role has no right for this."))
        self.buttons.append(made)
        return made

    def go(self, each: Blocker) -> None:
        """Open what puts it right."""
        if each.kind == "taxon_status":
            self._open(ConfirmationForm(self.desk, (each.kind, each.id), each.what, self))
        elif each.kind == "animal":
            open_for(self.desk, TaxonDeterminationForm, [each.id], self, self._follow)
        elif each.kind == "consignment":
            self.window().close()
            self.desk.go.emit("transfers", ("consignment", each.id))
        else:
            open_record(self.desk, form_for(each), each.id, self, self._follow)

    def _open(self, form: Form) -> None:
        self._follow(form)
        form.open()

    def _follow(self, form: Form) -> None:
        form.saved.connect(lambda _saved: self.done())


def form_for(each: Blocker) -> type[RecordForm]:
    """The form in which a missing name, fact or paper is added."""
    if each.kind == "paper":
        return NewPaperForm
    if each.kind == "taxon":
        return TaxonStatusForm if each.problem.level is Level.ERROR else TaxonNamesForm
    return InstitutionNamesForm if ".name." in each.problem.field else InstitutionForm
