"""What time it is for the zoo: moments in UTC, days in its own time zone. `today` can be set for a demo or a test."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from zoneinfo import ZoneInfo


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


@dataclass
class Clock:
    """The clock of one program. `day` overrides the date and leaves the hour."""

    zone: ZoneInfo = ZoneInfo("UTC")
    day: dt.date | None = None
    source: Callable[[], dt.datetime] = _now

    def now(self) -> dt.datetime:
        """The moment, in UTC."""
        moment = self.source().astimezone(self.zone)
        if self.day is not None:
            moment = dt.datetime.combine(self.day, moment.timetz())
        return moment.astimezone(dt.UTC)

    def today(self) -> dt.date:
        """The zoo's date: it decides in which year an act counts (R64)."""
        return self.day or self.now().astimezone(self.zone).date()
