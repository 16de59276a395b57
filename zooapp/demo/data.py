"""The founding consignment as it stands in resources/demo: tables read as they are, nothing decided here."""

import csv
import datetime as dt
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from zooapp.paths import resources

FOLDER: Final = resources() / "demo"
Row = dict[str, str]


def table(name: str) -> list[Row]:
    """The rows of a table, each by the words of its head."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def consignment() -> Row:
    """Key and value of the consignment."""
    return {row["key"]: row["value"] for row in table("consignment")}


def pasted() -> str:
    """The lines of the arrival, as they would be pasted into the grid."""
    return (FOLDER / "arrival.txt").read_text(encoding="utf-8")


def photo(name: str) -> Path:
    """A photograph."""
    return FOLDER / "photos" / name


def day(text: str) -> dt.date | None:
    """An ISO day; none where nothing stands."""
    return dt.date.fromisoformat(text) if text else None


def moment(day_text: str, hour: str, zone: str) -> dt.datetime:
    """A day and an hour in a zone."""
    return dt.datetime.fromisoformat(f"{day_text}T{hour}").replace(tzinfo=ZoneInfo(zone))


def numbers(text: str) -> set[int]:
    """A list of numbers set apart by commas."""
    return {int(part) for part in text.split(",") if part.strip()}
