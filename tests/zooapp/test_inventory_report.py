"""The annual inventory: it adds up, says what each number counts, and each number leads to its entries."""

import csv
import datetime as dt
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest

from tests.builders import Zoo, arrive, ids
from tests.counting import statements
from zooapp import i18n, inventory
from zooapp.booking import Act
from zooapp.clock import Clock
from zooapp.database import Database, open_database
from zooapp.documents import inventory_paper
from zooapp.errors import Invalid, NotFound
from zooapp.inventory import Basis, Delta, Standing
from zooapp.models import Rank
from zooapp.reports import export
from zooapp.reports.inventory_columns import COLUMNS, columns_of
from zooapp.reports.inventory_entries import Behind, Cell, behind
from zooapp.reports.inventory_report import Inventory, inventory_report
from zooapp.reports.spec import Asked
from zooapp.services import accessions, censuses, determinations, dispositions, groups
from zooapp.services.accessions import Birth
from zooapp.services.determinations import Finding
from zooapp.terminal.reports import report as report_command
from zooapp.values.counts import SexCount
from zooapp.work import ALL, Actor, Work

DUCK, LION, BEAR = "Aix galericulata", "Panthera leo", "Ursus arctos"
FIRST, LAST = dt.date(2025, 1, 1), dt.date(2025, 12, 31)
NOW = dt.datetime(2026, 1, 2, 9, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
HELD, OWNED = Asked(FIRST, LAST), Asked(FIRST, LAST, Basis.OWNERSHIP)


@pytest.fixture
def year(database_url: str, boss: Actor) -> Iterator[Database]:
    """The ducks of 2025 (R66) with a lion that died, a bear out on loan and pheasants that were counted."""
    database = open_database(database_url, Clock(day=LAST))
    zoo = ids(database)
    with database.work(boss, "the year of the ducks", accept=ALL) as work:
        ducks = arrive(work, zoo, DUCK, "18.22.0", on=dt.date(2024, 11, 20))
        hatched = Act(dt.date(2025, 5, 10), zoo.terms["hatch"])
        accessions.birth(work, Birth(SexCount(0, 0, 14), into_id=ducks), hatched)
        for month, dead in ((2, "1.0.0"), (6, "0.0.2"), (7, "0.0.1")):
            died = Act(dt.date(2025, month, 1), zoo.terms["natural_death"])
            dispositions.death(work, ducks, SexCount.parse(dead), died)
        determinations.sexed(work, ducks, SexCount(5, 6, 0), Finding(method="plumage"), Act(dt.date(2025, 9, 1)))
        out = Act(dt.date(2025, 10, 1), zoo.terms["loan_out"], zoo.institutions["MOSCOW"])
        dispositions.depart(work, ducks, SexCount(2, 2, 0), out)
        arrive(work, zoo, DUCK, "1.1.0", on=LAST, owner="MOSCOW")
        _others(work, zoo)
    yield database
    database.close()


def _others(work: Work, zoo: Zoo) -> None:
    lion = arrive(work, zoo, LION, "1.0.0", on=dt.date(2025, 3, 1))
    dispositions.death(work, lion, None, Act(LAST, zoo.terms["natural_death"]))
    bear = arrive(work, zoo, BEAR, "0.1.0", on=FIRST - DAY)
    dispositions.depart(work, bear, None, Act(FIRST, zoo.terms["loan_out"], zoo.institutions["MOSCOW"]))


def report(database: Database, asked: Asked = HELD) -> Inventory:
    with database.read() as session:
        return inventory_report(session, asked)


def cells(found: Inventory, name: str) -> dict[str, str]:
    line = next(line for part in found.classes for line in part.lines if line.words.scientific == name)
    return {key: str(cell) for key, cell in line.cells.items() if cell != Delta()}


def entries(database: Database, asked: Asked, cell: Cell) -> list[Behind]:
    with database.read() as session:
        return behind(session, asked, cell)


def test_R66_R60_the_duck_year_stands_in_its_columns_with_loans_apart(year: Database) -> None:
    assert cells(report(year), DUCK) == {
        "opening": "18.22.0",
        "births": "0.0.14",
        "deaths": "-1.0.-3",
        "sexed": "5.6.-11",
        "loans_in": "1.1.0",
        "loans_out": "-2.-2.0",
        "closing": "21.27.0",
    }
    owned = cells(report(year, OWNED), DUCK)
    assert owned["closing"] == "22.28.0"
    assert {"loans_in", "loans_out", "arrivals", "departures"}.isdisjoint(owned)


def test_R60_every_line_every_class_and_the_whole_add_up_on_both_bases(year: Database) -> None:
    for asked in (HELD, OWNED):
        found = report(year, asked)
        assert found.adds_up
        assert found.total.cells["identified"] == Delta()
        assert found.total.cells["sexed"].total == 0
        with year.read() as session:
            plain = {line.taxon_id: line for line in inventory.lines(session, FIRST, LAST, asked.basis)}
        for line in (line for part in found.classes for line in part.lines):
            assert line.cells["closing"] == plain[line.taxon_id].closing
            moved = line.cells["arrivals"] + line.cells["loans_in"]
            assert moved == plain[line.taxon_id].arrivals


def test_R61_blocks_stand_in_their_order_and_give_both_grand_totals(year: Database) -> None:
    found = report(year)
    told = {block.key: (str(block.held), str(block.owned)) for block in found.blocks}
    assert told == {"loan_out": ("0.0.0", "0.1.0"), "group": ("21.27.0", "22.28.0")}
    assert (str(found.held), str(found.owned)) == ("21.27.0", "22.29.0")
    assert {how.value: str(count) for how, count in found.standing.items()} == {
        "onsite": "20.26.0",
        "loan_in": "1.1.0",
        "loan_out": "2.3.0",
        "in_transit": "0.0.0",
        "missing": "0.0.0",
    }
    with year.read() as session:
        plain = inventory.blocks(session, LAST)
    assert sum(block.owned.total for block in plain) == found.owned.total


def test_R61_the_summary_counts_what_stands_at_the_end(year: Database) -> None:
    assert report(year).kinds == {Rank.CLASS: 1, Rank.ORDER: 1, Rank.FAMILY: 1, Rank.SPECIES: 1}
    assert report(year, OWNED).kinds == {Rank.CLASS: 2, Rank.ORDER: 2, Rank.FAMILY: 2, Rank.SPECIES: 2}


def test_R33_owned_is_held_without_loans_in_and_with_loans_out(year: Database) -> None:
    found = report(year)
    assert found.reconciled
    assert found.standing[Standing.LOAN_OUT].total == 5


def test_R63_G15_a_year_opens_where_the_last_one_closed(year: Database) -> None:
    for basis in Basis:
        before = report(year, Asked(FIRST, LAST, basis))
        after = report(year, Asked(LAST + DAY, LAST + DAY * 365, basis))
        closed = {line.taxon_id: line.cells["closing"] for part in before.classes for line in part.lines}
        opened = {line.taxon_id: line.cells["opening"] for part in after.classes for line in part.lines}
        assert opened == {taxon: count for taxon, count in closed.items() if count != Delta()}


def test_R64_a_death_on_the_last_day_counts_and_one_before_the_first_is_in_the_opening(year: Database) -> None:
    assert cells(report(year), LION) == {"arrivals": "1.0.0", "deaths": "-1.0.0"}
    assert cells(report(year, Asked(FIRST, LAST - DAY)), LION) == {"arrivals": "1.0.0", "closing": "1.0.0"}
    assert cells(report(year), BEAR) == {"opening": "0.1.0", "loans_out": "0.-1.0"}


def test_R65_every_number_has_its_definition_on_each_basis() -> None:
    for basis in Basis:
        assert all(column.definition(basis) for column in COLUMNS)
    assert {column.key for column in COLUMNS} - {column.key for column in columns_of(Basis.OWNERSHIP)} == {
        "loans_in",
        "loans_out",
    }
    assert COLUMNS[0].definition(Basis.PHYSICAL) != COLUMNS[0].definition(Basis.OWNERSHIP)


def test_R60_every_number_is_the_sum_of_the_entries_behind_it(year: Database) -> None:
    for asked in (HELD, OWNED):
        found = report(year, asked)
        numbers = {Cell(key): cell for key, cell in found.total.cells.items()}
        for part in found.classes:
            numbers |= {Cell(key, part.taxon_id, below=True): cell for key, cell in part.cells.items()}
            for line in part.lines:
                numbers |= {Cell(key, line.taxon_id): cell for key, cell in line.cells.items()}
        with year.read() as session:
            for cell, number in numbers.items():
                assert sum((one.count for one in behind(session, asked, cell)), Delta()) == number, cell


def test_an_entry_says_its_day_its_animal_and_with_whom(year: Database) -> None:
    (lent,) = entries(year, HELD, Cell("loans_out", ids(year).taxa[BEAR]))
    assert (lent.on, lent.words, lent.term, lent.taxon) == (FIRST, "Transfer, Moscow Zoo", "loan_out", BEAR)
    assert (lent.local_id, str(lent.count)) == (f"24-{lent.animal_id:04}", "0.-1.0")


def test_a_split_and_a_merge_are_no_entries(year: Database, boss: Actor) -> None:
    before = len(entries(year, HELD, Cell("closing", ids(year).taxa[DUCK])))
    with year.work(boss, "one duck for itself", accept=ALL) as work:
        group = entries(year, HELD, Cell("opening", ids(year).taxa[DUCK]))[0].animal_id
        groups.split(work, group, [groups.Part(SexCount(1, 0, 0))], Act(LAST))
    assert len(entries(year, HELD, Cell("closing", ids(year).taxa[DUCK]))) == before
    assert report(year).adds_up


def test_R7_splits_count_when_they_are_asked_for_and_the_row_still_balances(year: Database, boss: Actor) -> None:
    group = entries(year, HELD, Cell("opening", ids(year).taxa[DUCK]))[0].animal_id
    with year.work(boss, "one duck for itself", accept=ALL) as work:
        groups.split(work, group, [groups.Part(SexCount(1, 0, 0))], Act(LAST))
    for basis in Basis:
        asked, hidden = Asked(FIRST, LAST, basis, splits=True), Asked(FIRST, LAST, basis)
        found, plain = report(year, asked), report(year, hidden)
        assert found.adds_up
        came = Delta(1, 0, 0)
        assert found.total.cells["arrivals"] == plain.total.cells["arrivals"] + came
        assert found.total.cells["departures"] == plain.total.cells["departures"] + Delta(-1, 0, 0)
        assert found.total.cells["closing"] == plain.total.cells["closing"]
        for key, number in found.total.cells.items():
            assert sum((one.count for one in entries(year, asked, Cell(key))), Delta()) == number


def test_a_count_of_a_group_stands_as_an_adjustment(year: Database, boss: Actor) -> None:
    group = entries(year, HELD, Cell("opening", ids(year).taxa[DUCK]))[0].animal_id
    with year.work(boss, "counted", accept=ALL) as work:
        censuses.count(work, group, SexCount(20, 25, 0), Act(LAST))
    found = report(year)
    assert cells(found, DUCK)["adjustment"] == "0.-1.0"
    assert found.adds_up


def test_the_statements_stay_as_few_however_many_taxa(year: Database, boss: Actor) -> None:
    with statements(year) as few:
        report(year)
    zoo = ids(year)
    with year.work(boss, "more", accept=ALL) as work:
        for taxon in ("Bos grunniens", "Cacatua alba", "Phasianus colchicus", "Chrysolophus pictus"):
            arrive(work, zoo, taxon, "1.1.1", on=LAST)
    with statements(year) as many:
        assert len([line for part in report(year).classes for line in part.lines]) == 7
    assert len(many) == len(few) <= 15


def test_it_refuses_to_end_before_it_begins() -> None:
    with pytest.raises(Invalid, match="Ends before it begins"):
        Asked(LAST, FIRST)


def test_json_and_csv_give_every_number_so_that_the_parts_sum_to_the_closing(year: Database, tmp_path: Path) -> None:
    file = tmp_path / "inventory.json"
    assert export.write(file, report(year)) == 3
    told = json.loads(file.read_text(encoding="utf-8"))
    duck = next(line for line in told["lines"] if line["scientific"] == DUCK)
    assert duck["deaths"] == {"m": -1, "f": 0, "u": -3}
    assert set(told["definitions"]) == {column.key for column in COLUMNS}
    assert told["adds_up"] is True
    (row,) = [row for row in csv.DictReader(io.StringIO(export.csv_text(report(year)))) if row["scientific"] == DUCK]
    for sex in "mfu":
        parts = [int(row[f"{column.key}_{sex}"]) for column in COLUMNS if column.key != "closing"]
        assert sum(parts) == int(row[f"closing_{sex}"])


@pytest.mark.parametrize("language", ["en", "ru", "ko_KP", "ko_KR"])
def test_R65_the_paper_is_wide_and_says_what_each_number_counts(year: Database, language: str) -> None:
    if year.engine.dialect.name != "sqlite":
        return
    i18n.use(language)
    made = inventory_paper.pdf(report(year), NOW)
    assert made == inventory_paper.pdf(report(year), NOW)
    with pypdfium2.PdfDocument(made) as paper:
        text = "".join(page.get_textpage().get_text_range() for page in paper)
        assert all(page.get_width() > page.get_height() for page in paper)
    flat = "".join(text.split())
    for column in COLUMNS:
        assert "".join(i18n._(column.physical).split()) in flat
    assert "21.27.0" in flat
    assert "".join(i18n._("Annual inventory").split()) in flat


def test_the_command_writes_all_three_formats(year: Database, boss: Actor, tmp_path: Path) -> None:
    words = {"kind": "inventory", "first": FIRST, "last": LAST, "basis": "ownership", "out": None}
    told = json.loads("\n".join(report_command(year, boss, words | {"format": "json"})))
    assert told["total"]["closing"] == {"m": 22, "f": 29, "u": 0}
    assert report_command(year, boss, words | {"format": "csv"})[0].startswith("class,scientific,common,opening_m")
    with pytest.raises(Invalid, match="PDF wants a file"):
        report_command(year, boss, words | {"format": "pdf"})
    file = tmp_path / "inventory.pdf"
    assert report_command(year, boss, words | {"format": "pdf", "out": file}) == [str(file)]
    assert file.read_bytes().startswith(b"%PDF")
    with pytest.raises(NotFound, match="There are: inventory"):
        report_command(year, boss, words | {"kind": "census", "format": "csv"})


def test_R37_animals_under_way_have_left_but_are_still_owned(year: Database, boss: Actor) -> None:
    zoo = ids(year)
    with year.work(boss, "on their way", accept=ALL) as work:
        more = arrive(work, zoo, "Cacatua alba", "0.0.5", on=FIRST)
        act = Act(LAST, zoo.terms["donation_to"], zoo.institutions["THIRD"])
        dispositions.send(work, more, SexCount(0, 0, 3), act)
    held, owned = report(year), report(year, OWNED)
    assert cells(held, "Cacatua alba") == {"arrivals": "0.0.5", "departures": "0.0.-3", "closing": "0.0.2"}
    assert cells(owned, "Cacatua alba") == {"arrivals": "0.0.5", "closing": "0.0.5"}
    assert held.standing[Standing.IN_TRANSIT] == Delta(0, 0, 3)
    assert held.adds_up
    assert owned.adds_up
