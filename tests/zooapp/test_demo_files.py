"""The founding consignment as files: every reference met, every sum right, every result in time."""

import csv
import datetime as dt
import re
from collections import Counter

import pytest
from PIL import Image

from tests.zooapp.test_seed_files import Row, check_rows, column, rows
from zooapp.models.consignment import PAPERS
from zooapp.models.enclosure import EnclosureKind
from zooapp.paths import resources
from zooapp.values.counts import SexCount
from zooapp.values.dates import FuzzyDate
from zooapp.values.marks import parse_marks

KEYS = {
    "demo/people.csv": "login",
    "demo/enclosures.csv": "code",
    "demo/capacities.csv": "enclosure,taxon",
    "demo/consignment.csv": "key",
    "demo/animals.csv": "line,no",
    "demo/papers.csv": "kind,number",
    "demo/results.csv": "line,requirement,round",
    "demo/determinations.csv": "scientific",
    "demo/moves.csv": "line,no,scientific",
    "demo/facts.csv": "scientific,scheme",
    "demo/photos.csv": "file",
}
TODAY = dt.date(2024, 11, 20)


def arrival() -> list[Row]:
    with open(resources() / "demo/arrival.txt", newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t", strict=True))


def test_every_file_of_the_demo_is_known_here() -> None:
    assert {f"demo/{path.name}" for path in (resources() / "demo").glob("*.csv")} == set(KEYS)


@pytest.mark.parametrize("name", KEYS)
def test_no_row_stands_twice_and_no_row_is_ragged(name: str) -> None:
    check_rows(name, KEYS[name])


def test_R67_the_founding_consignment_is_75_animals_in_6_lines() -> None:
    lines = arrival()
    total = sum((SexCount.parse(line["received"]) for line in lines), SexCount(0, 0, 0))
    assert (len(lines), str(total), total.total) == (6, "0.1.74", 75)
    taxa = column("seed/taxa.csv", "scientific")
    units = {row["code"] for row in rows("demo/enclosures.csv") if row["kind"] == EnclosureKind.QUARANTINE}
    for line in lines:
        assert line["taxon"] in taxa
        assert line["unit"] in units
        assert line["protocol"] in column("seed/protocols.csv", "code")
        assert parse_marks(line["marks"], SexCount.parse(line["received"]).total).problems == []


def test_the_demo_refers_only_to_what_exists() -> None:
    places = column("demo/enclosures.csv", "code")
    taxa = column("seed/taxa.csv", "scientific")
    assert {row["parent"] for row in rows("demo/enclosures.csv")} <= places | {""}
    assert column("demo/capacities.csv", "enclosure") | column("demo/moves.csv", "to") <= places
    assert column("demo/capacities.csv", "taxon") | column("demo/moves.csv", "scientific") <= taxa
    assert column("demo/people.csv", "roles") <= column("seed/roles.csv", "code")
    assert column("demo/papers.csv", "kind") <= {kind for kind, _label in PAPERS}
    statuses = {(row["scientific"], row["scheme"]) for row in rows("seed/taxon_status.csv")}
    assert {(row["scientific"], row["scheme"]) for row in rows("demo/facts.csv")} <= statuses
    assert all(FuzzyDate.parse(row["born"], TODAY) for row in rows("demo/animals.csv") if row["born"])


def test_the_pheasants_add_up_and_everyone_moves_into_room_enough() -> None:
    assert sum(int(row["u"]) for row in rows("demo/determinations.csv")) == 25
    moved: Counter[str] = Counter()
    for row in rows("demo/moves.csv"):
        moved[row["to"]] += int(row["count"])
    assert sum(moved.values()) == 75
    room: Counter[str] = Counter()
    for row in rows("demo/capacities.csv"):
        room[row["enclosure"]] += int(row["most"])
    assert all(room[place] >= count for place, count in moved.items())


def test_every_required_round_of_the_demo_has_its_result_in_time() -> None:
    done = {(row["line"], row["requirement"]): 0 for row in rows("demo/results.csv")}
    for row in rows("demo/results.csv"):
        assert "2024-11-20" <= row["taken"] <= row["read"] <= "2024-12-20"
        done[row["line"], row["requirement"]] += 1
    for no, line in enumerate(arrival(), 1):
        for row in rows("seed/requirements.csv"):
            if row["protocol"] == line["protocol"] and row["level"] == "required":
                assert done[str(no), row["code"]] == int(row["needed"])


def test_the_photos_of_the_demo_are_there_and_small() -> None:
    folder = resources() / "demo/photos"
    for row in rows("demo/photos.csv"):
        assert 10_000 < (folder / row["file"]).stat().st_size < 200_000
        with Image.open(folder / row["file"]) as picture:
            taken = picture.getexif().get_ifd(0x8769)[0x9003]
        assert taken == row["taken_at"].replace("-", ":") + ":00"
        assert re.fullmatch(r"2024-1[12]-\d\d \d\d:\d\d", row["taken_at"])
    assert {path.name for path in folder.iterdir()} == column("demo/photos.csv", "file")
