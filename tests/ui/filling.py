"""How tests of the places for reference and administration work: forms filled by the names of fields, words read."""

from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtWidgets import QDialog, QPushButton, QWidget
from shiboken6 import isValid

from ui.desk import Desk
from ui.form import Form
from ui.forms.recording import RecordForm, open_record
from ui.listing import ListPage
from ui.panels.reference_list import Parts
from ui.widgets.label import Label

F = TypeVar("F", bound=QDialog)
Opened = Callable[[type[RecordForm], int], Form]


def opener(desk: Desk, page: QWidget, settle: Callable[[], None]) -> Opened:
    """What opens a form about a record, and gives it."""

    def open_it(form: type[RecordForm], record: int) -> Form:
        open_record(desk, form, record, page)
        settle()
        return dialog(page, form)

    return open_it


def dialog(page: QWidget, kind: type[F]) -> F:
    """The open form of a kind."""
    return next(each for each in page.findChildren(kind) if each.isVisible())


def press(page: QWidget, name: str) -> None:
    """Press a button that can be pressed, by its name; one in a "…" menu too."""
    found = [each for each in page.findChildren(QPushButton) if each.accessibleName() == name]
    next(each for each in found if each.isEnabled()).click()


def said(widget: QWidget) -> list[str]:
    """All words that are shown."""
    return [label.text() for label in widget.findChildren(Label) if not label.isHidden()]


def listed(page: Parts) -> ListPage:
    """The list that is shown."""
    shown = page.page()
    assert isinstance(shown, ListPage)
    return shown


def card(page: Parts) -> list[str]:
    """All words of the card that is shown."""
    shown = listed(page).card
    assert shown is not None
    return said(shown)


def fill(form: Form, **texts: str) -> None:
    """Type into fields; two underscores stand for a dot."""
    for path, text in texts.items():
        form.fill(path.replace("__", "."), text)


def save(form: Form, settle: Callable[[], None], **texts: str) -> dict[str, str]:
    """Type, save, and give what is wrong beside which field."""
    fill(form, **texts)
    form.save()
    settle()
    boxes = form.boxes.items() if shown(form) else ()
    return {path: box.problem.text for path, box in boxes if box.problem is not None}


def shown(form: Form) -> bool:
    """Whether a form is still open."""
    return isValid(form) and form.isVisible()


def asked(desk: Desk, question: Callable[[Any], Any]) -> Any:
    """What the collection answers."""
    assert desk.database is not None
    with desk.database.read() as session:
        return question(session)
