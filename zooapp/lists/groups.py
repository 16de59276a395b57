"""The list of groups and colonies: the animals that are kept and counted together."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from sqlalchemy import Select
from sqlalchemy.orm import Session

from zooapp.i18n import N_
from zooapp.lists import animals
from zooapp.lists.spec import Query


def _only(query: Query) -> Query:
    return replace(query, filters={**query.filters, "kind": animals.MANY})


def _ids(session: Session, query: Query) -> Select[int]:
    assert animals.LIST.ids is not None
    return animals.LIST.ids(session, _only(query))


def _rows(session: Session, query: Query, ids: Sequence[int] | None) -> Any:
    return animals.LIST.rows(session, _only(query), ids)


def _foot(session: Session, query: Query) -> str:
    assert animals.LIST.foot is not None
    return animals.LIST.foot(session, _only(query))


LIST: Final = replace(
    animals.LIST,
    kind="groups",
    title=N_("Groups"),
    filters=tuple(each for each in animals.FILTERS if each.key != "kind"),
    ids=_ids,
    rows=_rows,
    foot=_foot,
)
