"""The hours of a skin test: injected at, read at, in the zoo's own time (R94)."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from zooapp.errors import Problem
from zooapp.fields import FieldSpec, asked
from zooapp.i18n import N_, _
from zooapp.lists.testing import Test

HOURS: Final = {"taken_at": "taken", "read_at": "read"}  # the hour, and the day on which it was
CLOCK: Final = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)")


def hour_fields(tests: Iterable[Test]) -> list[FieldSpec]:
    """The questions, where a test among these is read after hours."""
    if not any(test.read_hours for test in tests):
        return []
    return [
        asked("taken_at", N_("Injected at"), str, N_("As 14:30; of a skin test"), required=False, longest=5),
        asked("read_at", N_("Read at"), str, N_("As 14:30; late is not read"), required=False, longest=5),
    ]


def hour_problems(values: Mapping[str, Any]) -> list[Problem]:
    """Hours that cannot be read."""
    return [Problem(name, _("As 14:30")) for name in HOURS if values.get(name) and not CLOCK.fullmatch(values[name])]


def moments(values: Mapping[str, Any], zone: dt.tzinfo) -> dict[str, dt.datetime]:
    """The moments of the hours that were typed, with their days."""
    found = {}
    for name, on in HOURS.items():
        if values.get(name) and values.get(on) and (typed := CLOCK.fullmatch(values[name])):
            time = dt.time(int(typed[1]), int(typed[2]))
            found[name] = dt.datetime.combine(values[on], time, zone)
    return found
