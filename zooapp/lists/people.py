"""The list of people: posts, roles, and whether each may sign in."""

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import select, true
from sqlalchemy.orm import Session

from zooapp import names
from zooapp.i18n import N_, _
from zooapp.lists.reading import those
from zooapp.lists.spec import ANY, ChipCell, Column, FilterSpec, ListSpec, Query, Row
from zooapp.models import Account, Person, PersonRole, Role

COLUMNS: Final = (
    Column("name", N_("Name"), 180),
    Column("post", N_("Post"), 180),
    Column("roles", N_("Roles"), 200),
    Column("login", N_("Sign-in name"), 130),
    Column("licence", N_("Licence"), 130),
    Column("state", N_("State"), 130, "chip"),
)
WORKS: Final = (ANY, ("yes", N_("works here")), ("no", N_("left")))
FILTERS: Final = (FilterSpec("active", N_("Works here"), WORKS, default="yes"),)


def _rows(session: Session, query: Query, ids: Sequence[int] | None) -> list[Row]:
    active = LIST.wanted(query, "active") if ids is None else ""
    found = session.execute(
        select(Person.id, Person.name, Person.post, Person.licence, Person.active, Account.login, Account.locked)
        .outerjoin(Account, (Account.person_id == Person.id) & Account.voided_by.is_(None))
        .where(those(session, Person, query, ids))
        .where(Person.active.is_(active == "yes") if active else true())
    ).all()
    roles = roles_of(session, [row.id for row in found])
    return [_row(row, roles.get(row.id, [])) for row in found]


def roles_of(session: Session, people: Sequence[int]) -> dict[int, list[str]]:
    """The names of each person's roles in the language now in use: two statements."""
    found = session.execute(
        select(PersonRole.person_id, Role.id, Role.name)
        .join(Role, Role.id == PersonRole.role_id)
        .where(PersonRole.person_id.in_(people), PersonRole.voided_by.is_(None))
        .order_by(Role.id)
    ).all()
    called = names.of(session, "role", {row.id for row in found})
    roles: dict[int, list[str]] = {}
    for row in found:
        roles.setdefault(row.person_id, []).append(called.get(row.id, row.name))
    return roles


def _row(row: Any, roles: Sequence[str]) -> Row:
    cells = {
        "name": row.name,
        "post": row.post or "",
        "roles": ", ".join(roles),
        "login": row.login or "",
        "licence": row.licence or "",
        "state": _state(row),
    }
    return Row(row.id, cells, "" if row.active else "mute")


def _state(row: Any) -> ChipCell | None:
    if not row.active:
        return ChipCell(_("Left"), "mute", "door-exit")
    if row.locked:
        return ChipCell(_("Locked"), "warn", "lock")
    return ChipCell(_("Signs in"), "ok", "key") if row.login else None


LIST: Final = ListSpec("people", N_("People"), COLUMNS, "name", _rows, FILTERS)
