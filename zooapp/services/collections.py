"""Collections inside the zoo: main, a partner's, off exhibit, and what the zoo names itself."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from zooapp import naming
from zooapp.errors import Invalid, Problem
from zooapp.i18n import _
from zooapp.models import Collection, Name
from zooapp.permission import Permission
from zooapp.work import Work, needs


@needs(Permission.EDIT_ENCLOSURES)
def add(work: Work, values: Mapping[str, Any]) -> Collection:
    """Add a collection; its name is one that no other bears."""
    _refuse_double(work, values["name"], 0)
    return work.add(Collection(**values))


@needs(Permission.EDIT_ENCLOSURES)
def amend(work: Work, collection: int, version: int, values: Mapping[str, Any]) -> Collection:
    """Change its name or note."""
    if "name" in values:
        _refuse_double(work, values["name"], collection)
    return work.amend(Collection, collection, version, values)


@needs(Permission.EDIT_ENCLOSURES)
def rename(work: Work, collection: int, locale: str, text: str, short: str | None = None) -> Name:
    """What it is called in one language."""
    return naming.name(work, work.get(Collection, collection), locale, text, short)


@needs(Permission.EDIT_ENCLOSURES)
def void(work: Work, collection: int) -> None:
    """Offer it no more; animals that belong to it keep it."""
    work.void(work.get(Collection, collection))


def _refuse_double(work: Work, name: str, own: int) -> None:
    same = select(Collection.id).where(Collection.name == name, Collection.voided_by.is_(None), Collection.id != own)
    if work.session.scalar(same.limit(1)) is not None:
        raise Invalid(Problem("name", _("There is a collection of this name already.")))
