"""A person: add one, with roles and a way to sign in; change what is known of one; give roles by ticks."""

from collections.abc import Callable, Mapping
from typing import Any

from ui.forms.account import hide_letters, password_spec
from ui.forms.recording import Facts, RecordForm
from zooapp import passwords
from zooapp.errors import Problem
from zooapp.fields import FieldSpec, asked, fields_of
from zooapp.i18n import N_, _
from zooapp.lists import person_card
from zooapp.models import Person
from zooapp.services import people
from zooapp.work import Work


class PersonForm(RecordForm):
    """A new person: name and post, and if she shall sign in a name for it, a password and her roles."""

    @classmethod
    def heading(cls, _record: int, _facts: Facts) -> str:
        return _("New person")

    @classmethod
    def hint(cls) -> str:
        return _("Without a sign-in name a person can be named in records, and does not sign in.")

    @classmethod
    def read(cls, session: Any, _record: int) -> Facts:
        return {"roles": person_card.roles(session)}

    def build(self) -> None:
        known = fields_of(Person)
        self.add_fields([known[name] for name in ("name", "post", "licence", "phone")], {})
        login = asked("login", N_("Sign-in name"), str, N_("Capitals do not count"), required=False, longest=40)
        self.add_fields([login, password_spec(required=False)], {}, _("Sign-in"))
        hide_letters(self, "password")
        self.add_fields(role_specs(self.found["roles"]), {}, _("Roles"), "roles.")

    def look(self, values: Mapping[str, Any]) -> list[Problem]:
        login, password = values["login"], values["password"]
        if login and not password:
            return [Problem("password", _("Who signs in needs a first password."))]
        if password and not login:
            return [Problem("login", _("By which name does the person sign in?"))]
        if ticked(values) and not login:
            return [Problem("login", _("Roles are for people who sign in."))]
        return list(passwords.problems(password)) if password else []

    def job(self, values: Mapping[str, Any]) -> Callable[[Work], Any]:
        own = {name: values[name] for name in ("name", "post", "licence", "phone")}
        login, password, roles = values["login"], values["password"], ticked(values)

        def save(work: Work) -> int:
            person = people.add(work, own)
            if login:
                people.create_account(work, person.id, login, password)
                people.set_roles(work, person.id, roles)
            return person.id

        return save


class PersonEditForm(RecordForm):
    """What is known of a person. Who works here no more cannot sign in; all she did stays hers."""

    draft_kind = "person"

    @classmethod
    def heading(cls, _record: int, facts: Facts) -> str:
        return _("Edit {name}").format(name=facts["values"]["name"])

    @classmethod
    def read(cls, session: Any, record: int) -> Facts:
        values, version = person_card.values(session, record)
        return {"values": values, "version": version}

    def build(self) -> None:
        self.add_fields(fields_of(Person).values(), self.found["values"])

    def job(self, values: Mapping[str, Any]) -> Callable[[Work], Any]:
        record, version, changed = self.record, self.found["version"], self.changed_values(values)
        return lambda work: people.amend(work, record, version, changed).id


class PersonRolesForm(RecordForm):
    """The roles of a person, by ticks."""

    @classmethod
    def heading(cls, _record: int, facts: Facts) -> str:
        return _("Roles of {name}").format(name=facts["person"].name)

    @classmethod
    def hint(cls) -> str:
        return _("Rights of several roles add up. They hold from the next sign-in on.")

    @classmethod
    def read(cls, session: Any, record: int) -> Facts:
        return {"roles": person_card.roles(session), "person": person_card.read(session, record)}

    def build(self) -> None:
        has = {role.code: True for role in self.found["person"].roles}
        self.add_fields(role_specs(self.found["roles"]), has, prefix="roles.")

    def job(self, values: Mapping[str, Any]) -> Callable[[Work], Any]:
        record, roles = self.record, ticked(values)
        return lambda work: people.set_roles(work, record, roles)


def role_specs(roles: tuple[person_card.RoleLine, ...]) -> list[FieldSpec]:
    """A tick for each role."""
    return [asked(role.code, role.name, bool, required=False) for role in roles]


def ticked(values: Mapping[str, Any]) -> list[str]:
    """The codes of the roles that are ticked."""
    return [path.removeprefix("roles.") for path, on in values.items() if path.startswith("roles.") and on]
