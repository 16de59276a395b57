"""People, their accounts and roles, what they signed, and the keys of workstations."""

import datetime as dt

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from zooapp.field import field
from zooapp.i18n import N_
from zooapp.models.base import Base, Event, Moment, Record, Travels, unique_while_live


class Person(Travels, Record, Base):
    """Someone who answers for animals. An account lets her in; without one she can still be named."""

    __tablename__ = "people"

    name: Mapped[str] = mapped_column(String(120), info=field(N_("Name"), N_("As printed on papers")))
    post: Mapped[str | None] = mapped_column(String(120), info=field(N_("Post")))
    licence: Mapped[str | None] = mapped_column(
        String(80), info=field(N_("Licence"), N_("A veterinarian's licence number"))
    )
    phone: Mapped[str | None] = mapped_column(String(60), info=field(N_("Telephone")))
    active: Mapped[bool] = mapped_column(default=True, info=field(N_("Works here")))

    def search_words(self) -> tuple[str, int, str]:
        """Found by name and post."""
        return "person", self.id, f"{self.name} {self.post or ''}"


class Account(Record, Base):
    """How a person signs in: password, PIN on a shared computer, badge. Only hashes are kept."""

    __tablename__ = "accounts"

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    login: Mapped[str] = mapped_column(String(40), info=field(N_("Sign-in name")))
    password_hash: Mapped[str | None] = mapped_column(String(200), info=field(N_("Password"), secret=True))
    pin_hash: Mapped[str | None] = mapped_column(String(200), info=field(N_("PIN"), secret=True))
    badge_hash: Mapped[str | None] = mapped_column(String(200), info=field(N_("Badge"), secret=True))
    locked: Mapped[bool] = mapped_column(default=False, info=field(N_("Locked")))


for _own in ("person_id", "login", "badge_hash"):
    unique_while_live(Account, _own)


class SignInFailure(Base):
    """A wrong try, kept in the database so that a restart does not forget it. Not journaled."""

    __tablename__ = "sign_in_failures"
    derived = True

    login: Mapped[str] = mapped_column(String(40), index=True)
    at: Mapped[dt.datetime] = mapped_column(Moment)
    workstation: Mapped[str] = mapped_column(String(60))
    settled: Mapped[bool] = mapped_column(default=False)  # the right password came after it


class Role(Record, Base):
    """A set of permissions with a name; an administrator may change the set."""

    __tablename__ = "roles"

    code: Mapped[str] = mapped_column(String(30), unique=True, info=field(N_("Code")))
    name: Mapped[str] = mapped_column(String(60), info=field(N_("Name")))


class RolePermission(Record, Base):
    """One permission of a role."""

    __tablename__ = "role_permissions"
    __table_args__ = (UniqueConstraint("role_id", "permission"),)

    role_id: Mapped[int] = mapped_column(ForeignKey("roles.id"))
    permission: Mapped[str] = mapped_column(String(30))


class PersonRole(Record, Base):
    """A role that a person has."""

    __tablename__ = "person_roles"
    __table_args__ = (UniqueConstraint("person_id", "role_id"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    role_id: Mapped[int] = mapped_column(ForeignKey("roles.id"))


class Signature(Event, Base):
    """A person put her name to a record, and typed her password again for it."""

    __tablename__ = "signatures"

    record_kind: Mapped[str] = mapped_column(String(40))
    record_id: Mapped[int]
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[dt.datetime] = mapped_column(Moment)
    method: Mapped[str] = mapped_column(String(20))
    meaning: Mapped[str] = mapped_column(String(200))


class Confirmation(Event, Base):
    """A person confirmed a legal or veterinary fact with a source (R109)."""

    __tablename__ = "confirmations"

    record_kind: Mapped[str] = mapped_column(String(40))
    record_id: Mapped[int] = mapped_column(index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    on: Mapped[dt.date] = mapped_column(info=field(N_("Confirmed on")))
    source: Mapped[str] = mapped_column(String(300), info=field(N_("Source")))


class WorkstationKey(Record, Base):
    """The public key with which a workstation seals papers, certified by the zoo's key (ledger.md 2.13)."""

    __tablename__ = "workstation_keys"

    workstation: Mapped[str] = mapped_column(String(60))
    public_key: Mapped[str] = mapped_column(String(64), unique=True)
    certificate: Mapped[str] = mapped_column(Text)
    since: Mapped[dt.date]
    revoked_on: Mapped[dt.date | None]
