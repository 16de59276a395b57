"""The zoo's own settings, read from the collection: whose record it is, its time zone, its numbers."""

import json
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy import Integer, ScalarSelect, cast, select
from sqlalchemy.orm import Session

from zooapp.errors import NotFound
from zooapp.i18n import _
from zooapp.models import Setting

DEFAULTS: Final[dict[str, Any]] = {
    "our_institution": None,
    "time_zone": "UTC",
    "languages": ["en"],
    "local_id_format": "{year:02}-{n:04}",
    "lock_minutes": 5,
    "weight_percent": 150,
    "weight_days": {"": 365, "Aves": 90},  # how old the weight behind a dose may be, by taxon (R90); own
    "youngest_parent_months": 1,
    "pin_workstations": [],
    "zoo_public_key": "",
    "collection_uid": "",
    "countries": {},
}


# Whose record this is, inside a statement: a list has no statement to spare for a setting.
OURS: Final = (Setting.name == "our_institution", Setting.voided_by.is_(None))
US: Final[ScalarSelect[Any]] = select(cast(Setting.value, Integer)).where(*OURS).scalar_subquery()


def value(session: Session, name: str) -> Any:
    """A setting by name, or its default."""
    stored = session.scalar(select(Setting.value).where(Setting.name == name, Setting.voided_by.is_(None)))
    return DEFAULTS[name] if stored is None else json.loads(stored)


def our_institution(session: Session) -> int:
    """The institution whose record this is. Raises NotFound before the first run was finished."""
    key = value(session, "our_institution")
    if key is None:
        raise NotFound(_("It is not set yet whose collection this is."))
    return int(key)


def zone(session: Session) -> ZoneInfo:
    """The time zone that decides on which day something happened (ledger.md 2.7)."""
    return ZoneInfo(value(session, "time_zone"))
