"""The zoo's settings and the keys that seal its papers, as they stand."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from zooapp import settings
from zooapp.errors import Invalid, Problem
from zooapp.i18n import _
from zooapp.lists import reception
from zooapp.models import WorkstationKey
from zooapp.paths import Home
from zooapp.services import keys

EDITED: Final = (
    "time_zone",
    "languages",
    "local_id_format",
    "lock_minutes",
    "pin_workstations",
    "weight_percent",
    "youngest_parent_months",
)
LONGEST: Final = 20  # letters of a local id that fit on a label


@dataclass(frozen=True)
class KeyLine:
    """The key of one workstation. It seals until it is revoked; what it sealed stays genuine."""

    id: int
    workstation: str
    since: dt.date
    revoked_on: dt.date | None
    print: str


@dataclass(frozen=True)
class House:
    """What the page of settings shows. `seals`: this computer can seal papers; `founds`: the zoo's key lies on it."""

    zoo: str
    values: dict[str, Any]
    zoo_key: str
    keys: tuple[KeyLine, ...]
    seals: bool
    founds: bool


def read(session: Session, home: Home) -> House:
    """The settings, and what lies in the home folder of this machine."""
    uid, public = (settings.value(session, name) for name in ("collection_uid", "zoo_public_key"))
    rows = session.scalars(
        select(WorkstationKey).where(WorkstationKey.voided_by.is_(None)).order_by(WorkstationKey.id.desc())
    )
    return House(
        zoo=reception.zoo(session),
        values=values(session),
        zoo_key=short(public),
        keys=tuple(KeyLine(k.id, k.workstation, k.since, k.revoked_on, short(k.public_key)) for k in rows),
        seals=keys.workstation_file(home, uid).exists(),
        founds=not public or keys.zoo_file(home, uid).exists(),
    )


def values(session: Session) -> dict[str, Any]:
    """The settings that a person edits."""
    return {name: settings.value(session, name) for name in EDITED}


def local_ids(form: str, year: int, numbers: Sequence[int] = (1, 2, 3)) -> list[str]:
    """How local ids of a format look. Raises Invalid where it gives no number of its own to each animal."""
    try:
        made = [form.format(year=year % 100, full_year=year, n=number) for number in (*numbers, 10_000)]
    except (KeyError, IndexError, ValueError, AttributeError, TypeError):
        words = _("Write it as {example}.").format(example="{year:02}-{n:04}")
        raise Invalid(Problem("local_id_format", words)) from None
    if len(set(made)) < len(made):
        raise Invalid(Problem("local_id_format", _("The number is missing: {code}.").format(code="{n:04}")))
    if max(map(len, made)) > LONGEST:
        raise Invalid(Problem("local_id_format", _("At most {most} letters.").format(most=LONGEST)))
    return made[:-1]


def short(key: str) -> str:
    """The first digits of a public key, in groups that people compare."""
    return " ".join(key[place : place + 4] for place in range(0, min(len(key), 16), 4))
