"""How a person signs in: a first account, a new password, a PIN, a badge. Secrets are never kept in a draft."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from PySide6.QtWidgets import QLineEdit

from ui.form import Form
from ui.forms.recording import Facts, RecordForm
from zooapp import passwords
from zooapp.errors import Problem
from zooapp.fields import FieldSpec, asked
from zooapp.i18n import N_, _
from zooapp.lists import person_card
from zooapp.services import people
from zooapp.work import Work


def password_spec(required: bool = True) -> FieldSpec:
    """A new password."""
    return asked("password", N_("New password"), str, N_("At least 8 letters"), required=required, longest=200)


def hide_letters(form: Form, *paths: str) -> None:
    """Show dots for what is typed there."""
    for path in paths:
        line = form.editors[path].widget
        assert isinstance(line, QLineEdit)
        line.setEchoMode(QLineEdit.EchoMode.Password)


class AccountForm(RecordForm):
    """Let somebody sign in who is only named in records so far."""

    @classmethod
    def heading(cls, _record: int, facts: Facts) -> str:
        return _("Sign-in for {name}").format(name=facts["name"])

    @classmethod
    def read(cls, session: Any, record: int) -> Facts:
        values, _version = person_card.values(session, record)
        return {"name": values["name"]}

    def build(self) -> None:
        login = asked("login", N_("Sign-in name"), str, N_("Capitals do not count"), longest=40)
        self.add_fields([login, password_spec()], {})
        hide_letters(self, "password")

    def look(self, values: Mapping[str, Any]) -> Iterator[Problem]:
        yield from passwords.problems(values["password"])

    def job(self, values: Mapping[str, Any]) -> Callable[[Work], Any]:
        record, login, password = self.record, values["login"], values["password"]
        return lambda work: people.create_account(work, record, login, password).id


class PasswordForm(AccountForm):
    """A new password for who forgot the old one: told by mouth, changed by the person at once."""

    @classmethod
    def heading(cls, _record: int, facts: Facts) -> str:
        return _("New password for {name}").format(name=facts["name"])

    @classmethod
    def hint(cls) -> str:
        return _("Tell it to the person, who changes it after the first sign-in.")

    def build(self) -> None:
        again = asked("again", N_("The same again"), str, longest=200)
        self.add_fields([password_spec(), again], {})
        hide_letters(self, "password", "again")

    def look(self, values: Mapping[str, Any]) -> Iterator[Problem]:
        yield from passwords.problems(values["password"])
        if values["password"] != values["again"]:
            yield Problem("again", _("The two differ. Type the password once more."))

    def job(self, values: Mapping[str, Any]) -> Callable[[Work], Any]:
        record, password = self.record, values["password"]
        return lambda work: people.set_password(work, record, password)


class PinForm(AccountForm):
    """A PIN for shared computers that an administrator allowed; empty takes it away."""

    @classmethod
    def heading(cls, _record: int, facts: Facts) -> str:
        return _("PIN of {name}").format(name=facts["name"])

    @classmethod
    def hint(cls) -> str:
        return _("It works only on computers that the settings allow. Empty takes the PIN away.")

    def build(self) -> None:
        self.add_fields([asked("pin", N_("PIN"), str, N_("Four to six digits"), required=False, longest=6)], {})
        hide_letters(self, "pin")

    def look(self, _values: Mapping[str, Any]) -> Iterator[Problem]:
        yield from ()

    def job(self, values: Mapping[str, Any]) -> Callable[[Work], Any]:
        record, pin = self.record, values["pin"]
        return lambda work: people.set_pin(work, record, pin)


class BadgeForm(PinForm):
    """A badge, as the reader types it; empty takes it away."""

    @classmethod
    def heading(cls, _record: int, facts: Facts) -> str:
        return _("Badge of {name}").format(name=facts["name"])

    @classmethod
    def hint(cls) -> str:
        return _("Hold the badge to the reader. Empty takes the badge away.")

    def build(self) -> None:
        self.add_fields([asked("badge", N_("Badge"), str, required=False, longest=80)], {})

    def job(self, values: Mapping[str, Any]) -> Callable[[Work], Any]:
        record, badge = self.record, values["badge"]
        return lambda work: people.set_badge(work, record, badge)

    def scanned(self, text: str) -> None:
        """The reader read a badge."""
        self.fill("badge", text)
