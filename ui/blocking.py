"""What blocks a release, each in words, with a button that goes to the form or card where it is settled (R57)."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from PySide6.QtWidgets import QWidget

from ui.desk import Desk
from ui.forms.test_rounds import TestDialog
from ui.widgets.button import button
from ui.widgets.label import Icon, lab, set_tip
from ui.widgets.layout import boxed, hbox
from zooapp.i18n import _
from zooapp.permission import Permission
from zooapp.quarantine.gate import Blocker

# Forms that settle a blocker, and the permission for each; any other leads to the record that it names.
FORMS: Final = {
    "clock": ("days", Permission.OVERRIDE_CLOCK),
    "state_document": ("state_paper", Permission.QUARANTINE),
}


class Way:
    """Goes to where a blocker of these animals and cases is settled."""

    def __init__(self, desk: Desk, animals: Sequence[int], cases: Sequence[int], host: QWidget) -> None:
        self.desk, self.animals, self.cases, self.host = desk, list(animals), tuple(cases), host

    def leads(self, blocker: Blocker) -> Callable[[], object] | None:
        """What opens it; None where nothing does for the person at the desk."""
        if blocker.kind == "requirement":
            return partial(self._test, blocker.record)
        form, permission = FORMS.get(blocker.code, ("", Permission.LOOK))
        if form:
            return partial(self.desk.go.emit, form, self.animals) if self.desk.may(permission) else None
        place = {"animal": "animals", "prescription": "health"}.get(blocker.kind)
        return partial(self.desk.go.emit, place, blocker.record) if place else None

    def _test(self, requirement: int) -> None:
        TestDialog(self.desk, requirement, self.cases, self.host.window(), self.animals).open()


def blocker_row(blocker: Blocker, do: Callable[[], object] | None, style: str = "small") -> QWidget:
    """One line: the words, and the button that goes there."""
    words = lab(blocker.words, style, "bad" if style == "label" else "text", wrap=True)
    lead = [Icon("lock", "bad")] if style == "label" else []
    if do is None:
        return boxed(hbox(*lead, (words, 1), gap=6))
    go = button("", "arrow-right", "link")  # a line of text high: there may be many
    go.setAccessibleName(_("Go to: {what}").format(what=blocker.text))
    set_tip(go, go.accessibleName())
    go.clicked.connect(lambda _checked: do())
    return boxed(hbox(*lead, (words, 1), go, gap=6))
