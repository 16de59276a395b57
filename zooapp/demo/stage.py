"""The demo as it goes: the open collection, who is who, what arrived, and what was done so far."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import select

from zooapp import machine, sign_in
from zooapp.database import Database
from zooapp.paths import Home
from zooapp.services.accessions import Arrived
from zooapp.work import ALL, Work

Step = tuple[str, str]


@dataclass
class Demo:
    """The demo as it goes: the open collection, who is who, what arrived, and what was done so far."""

    database: Database
    home: Home
    out: Path
    done: list[Step] = field(default_factory=list)
    arrived: Arrived = field(default_factory=lambda: Arrived(0, [], []))
    logins: dict[str, int] = field(default_factory=dict)
    named: dict[str, int] = field(default_factory=dict)  # the pheasants' groups by species

    @contextmanager
    def act(self, login: str, on: dt.date | None, why: str) -> Iterator[Work]:
        """A work of this person on that day. Warnings of the founding case were looked at and are accepted."""
        self.database.clock.day = on
        with self.database.read() as session:
            station = machine.load(self.home.settings).workstation
            actor = sign_in.actor_of(session, self.logins[login], station)
        with self.database.work(actor, why, accept=ALL) as work:
            yield work

    def say(self, what: str, how: str) -> None:
        """Remember a line of the table that is printed at the end."""
        self.done.append((what, how))


def one(work: Work, model: type[Any], **by: Any) -> Any:
    """The one record that these values name."""
    return work.session.scalars(select(model).filter_by(**by)).one()
