"""Forms about animals, for tests: who is there, the form opened, filled and saved, and what was refused."""

from collections.abc import Callable
from typing import Any, TypeVar

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from tests.builders import Zoo, arrive
from ui.desk import Desk
from ui.form import Form
from ui.forms.acting import AnimalForm, open_for
from ui.widgets.notice import Notices
from zooapp.work import ALL, Work

F = TypeVar("F", bound=AnimalForm)


class Hand:
    """Somebody at a window, who opens forms about animals."""

    def __init__(self, desk: Desk, window: QWidget, settle: Callable[[], None], zoo: Zoo) -> None:
        self.desk, self.window, self.settle, self.zoo = desk, window, settle, zoo

    def work(self, do: Callable[[Work], Any]) -> Any:
        """Change the collection behind the window's back."""
        assert self.desk.database is not None
        assert self.desk.actor is not None
        with self.desk.database.work(self.desk.actor, "meanwhile", ALL) as made:
            return do(made)

    def ask(self, question: Callable[[Any], Any]) -> Any:
        """Look into the collection."""
        assert self.desk.database is not None
        with self.desk.database.read() as session:
            return question(session)

    def comes(self, taxon: str, count: str, unit: str) -> int:
        """An animal or group that lives in a place."""
        made: int = self.work(lambda work: arrive(work, self.zoo, taxon, count, unit=unit))
        return made

    def open(self, form: type[F], *animals: int) -> F:
        """The form about these animals, as the command opens it."""
        made: list[F] = []
        open_for(self.desk, form, animals, self.window, made.append)
        self.settle()
        return made[0]

    def save(self, form: Form, **texts: str) -> dict[str, str]:
        """Fill fields, save, and give what is said by field; nothing where all went through."""
        for path, text in texts.items():
            form.fill(path.replace("__", "."), text)
        form.save()
        self.settle()
        shown = isValid(form) and form.isVisible()
        return {problem.field: problem.text for problem in form.problems()} if shown else {}

    def told(self) -> list[str]:
        """What the notices say."""
        assert self.desk.notices is not None
        return [notice.accessibleName() for notice in self.desk.notices.shown]


@pytest.fixture(name="hand")
def hand_at_the_desk(qtbot: QtBot, desk: Desk, settle: Callable[[], None], zoo: Zoo) -> Hand:
    """A window with notices, as the program has one, and somebody who works at it."""
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1200, 800)
    desk.notices = Notices(window)
    window.show()
    return Hand(desk, window, settle, zoo)
