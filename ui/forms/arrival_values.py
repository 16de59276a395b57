"""From the fields of the arrival form to the arrival that the service takes, and its sum."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any, TypeVar

from ui.forms.arrival_foot import NOBODY, Sum
from zooapp.lists.arriving import Choices, animal_classes
from zooapp.models import AnimalKind
from zooapp.services.arrivals import Arrival, ArrivalHead, ArrivalLine, ArrivalPaper, records_of

Part = TypeVar("Part", ArrivalHead, ArrivalLine, ArrivalPaper)


def arrival_of(values: Mapping[str, Any], zone: dt.tzinfo, today: dt.date) -> Arrival:
    """The arrival that the values by path make: lines that have a taxon and a count, papers that have a number.

    What is required and still empty stands as 0 or today, so that the rest can be looked at meanwhile.
    """
    on = values.get("arrived_on") or today
    hour = None if values.get("bound") else values.get("arrived_at")
    at = hour and dt.datetime.combine(on, hour, zone).astimezone(dt.UTC)
    given = {"sender_id": 0, "term_id": 0, **_filled(ArrivalHead, values, ""), "arrived_on": on, "arrived_at": at}
    papers = [ArrivalPaper(**_filled(ArrivalPaper, values, f"papers.{no}.")) for no in paper_numbers(values)]
    return Arrival(ArrivalHead(**given), [_line(values, no) for no in line_numbers(values)], papers)


def line_numbers(values: Mapping[str, Any]) -> list[int]:
    """The lines that say what came, and how many."""
    return _numbers(values, "lines", "taxon_id", "alive")


def paper_numbers(values: Mapping[str, Any]) -> list[int]:
    """The papers that say of which kind they are, and their number."""
    return _numbers(values, "papers", "kind", "number")


def summed(arrival: Arrival, choices: Choices) -> Sum:
    """The sum of an arrival. Lines of one unit under one protocol share a clock."""
    lines = arrival.lines
    groups = sum(records_of(line) for line in lines if line.keep_as is not AnimalKind.INDIVIDUAL)
    return Sum(
        alive=sum((line.alive for line in lines), NOBODY),
        dead=sum(line.dead.total for line in lines),
        lines=len(lines),
        individuals=arrival.animals - groups,
        groups=groups,
        clocks=len({(line.unit_id, line.protocol_id) for line in lines if line.unit_id and line.protocol_id}),
        classes=animal_classes(choices, [(line.taxon_id, line.alive.total) for line in lines]),
    )


def shares(arrival: Arrival, ids: Sequence[str]) -> list[Sequence[str]]:
    """The local ids of each line."""
    found, at = [], 0
    for line in arrival.lines:
        found.append(ids[at : at + records_of(line)])
        at += records_of(line)
    return found


def _line(values: Mapping[str, Any], no: int) -> ArrivalLine:
    given = _filled(ArrivalLine, values, f"lines.{no}.")
    return ArrivalLine(**{"announced": given["alive"], **given})


def _filled(part: type[Part], values: Mapping[str, Any], prefix: str) -> dict[str, Any]:
    found = {one.name: values.get(f"{prefix}{one.name}") for one in fields(part)}
    return {name: value for name, value in found.items() if value is not None}


def _numbers(values: Mapping[str, Any], prefix: str, *needed: str) -> list[int]:
    rows = {int(path.split(".")[1]) for path in values if path.startswith(f"{prefix}.")}
    return sorted(no for no in rows if all(values.get(f"{prefix}.{no}.{name}") for name in needed))
