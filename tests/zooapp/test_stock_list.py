"""The stock list: young that died soon stand among the born and among the young dead, and every row balances."""

import datetime as dt
from collections.abc import Iterator

import pytest

from tests.builders import arrive, ids
from zooapp.booking import Act
from zooapp.clock import Clock
from zooapp.database import Database, open_database
from zooapp.errors import Invalid
from zooapp.models import Animal, Transaction
from zooapp.reports import births_and_deaths, stock_list, year_form
from zooapp.reports.sheet import Sheet
from zooapp.reports.spec import Asked
from zooapp.services import accessions, censuses, corrections, dispositions, year_forms, young
from zooapp.services.accessions import Birth
from zooapp.values.counts import SexCount
from zooapp.values.dates import FuzzyDate
from zooapp.work import ALL, Actor

DUCK, LION = "Aix galericulata", "Panthera leo"
FIRST, LAST = dt.date(2025, 1, 1), dt.date(2025, 12, 31)
YEAR = Asked(FIRST, LAST)
HATCHED = dt.date(2025, 5, 10)


@pytest.fixture
def year(database_url: str, boss: Actor) -> Iterator[Database]:
    """The ducks of R66 with their chicks, and a lion that was born and died within the month."""
    database = open_database(database_url, Clock(day=LAST))
    zoo = ids(database)
    with database.work(boss, "the year of the ducks", accept=ALL) as work:
        ducks = arrive(work, zoo, DUCK, "18.22.0", on=dt.date(2024, 11, 20))
        hatch = accessions.birth(work, Birth(SexCount(0, 0, 14), into_id=ducks), Act(HATCHED, zoo.terms["hatch"]))
        assert hatch
        (option,) = young.births(work.session, ducks)
        term = zoo.terms["natural_death"]
        dispositions.death(work, ducks, SexCount(1, 0, 0), Act(dt.date(2025, 2, 1), term))
        dispositions.death(work, ducks, SexCount(0, 0, 2), Act(dt.date(2025, 5, 30), term, birth_id=option.id))
        dispositions.death(work, ducks, SexCount(0, 0, 1), Act(dt.date(2025, 7, 1), term, birth_id=option.id))
        out = Act(dt.date(2025, 10, 1), zoo.terms["loan_out"], zoo.institutions["MOSCOW"])
        dispositions.depart(work, ducks, SexCount(2, 2, 0), out)
        arrive(work, zoo, DUCK, "1.1.0", on=LAST, owner="MOSCOW")
        cub = arrive(work, zoo, LION, "1.0.0", on=dt.date(2025, 3, 1))
        work.get(Animal, cub).born = FuzzyDate.exact(dt.date(2025, 3, 1))
        dispositions.death(work, cub, None, Act(dt.date(2025, 3, 31), term))
    yield database
    database.close()


def listed(database: Database, asked: Asked = YEAR) -> Sheet:
    with database.read() as session:
        return stock_list.sheet(session, asked)


def row(sheet: Sheet, scientific: str) -> dict[str, tuple[int, int, int]]:
    rows = [row for part in sheet.parts for row in part.rows]
    cells = next(row.cells for row in rows if row.cells.get("scientific") == scientific)
    return {key: cell for key, cell in cells.items() if isinstance(cell, tuple) and cell != (0, 0, 0)}


def ducks(database: Database) -> int:
    with database.read() as session:
        return min(row.id for row in session.query(Animal).all())


def test_R62_the_young_dead_are_among_the_born_and_apart_from_the_other_dead(year: Database) -> None:
    found = listed(year)
    assert [column.key for column in found.parts[0].columns] == [
        "common", "scientific", "opening", "arrive", "born", "young", "death", "depart", "closing",
    ]  # fmt: skip
    assert row(found, DUCK) == {
        "opening": (18, 22, 0),
        "arrive": (1, 1, 0),
        "born": (0, 0, 14),
        "young": (0, 0, 2),
        "death": (1, 0, 1),
        "depart": (2, 2, 0),
        "closing": (16, 21, 11),
    }
    assert row(found, LION) == {"arrive": (1, 0, 0), "young": (1, 0, 0)}


def test_R62_every_row_and_the_sums_balance_also_with_a_count(year: Database, boss: Actor) -> None:
    with year.work(boss, "counted", accept=ALL) as work:
        censuses.count(work, ducks(year), SexCount(15, 20, 10), Act(LAST))
    found = listed(year)
    assert "other" in [column.key for column in found.parts[0].columns]
    assert row(found, DUCK)["other"] == (0, 0, -1)
    lines = [row.cells for part in found.parts for row in part.rows]
    lines += [dict(part.sums) for part in found.parts if part.sums]
    for cells in lines:
        for sex in range(3):
            plus = sum(cells[key][sex] for key in ("opening", "arrive", "born", "other"))
            minus = sum(cells[key][sex] for key in ("young", "death", "depart"))
            assert plus - minus == cells["closing"][sex]


def test_R62_a_group_death_without_its_hatch_is_not_known_and_counts_as_a_death(year: Database, boss: Actor) -> None:
    zoo = ids(year)
    with year.work(boss, "one more", accept=ALL) as work:
        died = Act(dt.date(2025, 5, 20), zoo.terms["natural_death"])
        dispositions.death(work, ducks(year), SexCount(0, 0, 1), died)
    found = listed(year)
    assert (row(found, DUCK)["young"], row(found, DUCK)["death"]) == ((0, 0, 2), (1, 0, 2))
    assert any(note.startswith("Of 1 that died in groups") for note in found.notes)
    with year.read() as session:
        deaths = births_and_deaths.sheet(session, YEAR).parts[1]
    assert [str(line.cells["young"]) for line in deaths.rows] == ["no", "yes", "not known", "yes", "no"]


def test_R62_a_death_names_only_a_hatch_of_its_own_group(year: Database, boss: Actor) -> None:
    zoo, term = ids(year), ids(year).terms["natural_death"]
    with year.work(boss, "others", accept=ALL) as work:
        other = arrive(work, zoo, DUCK, "0.0.5", on=FIRST)
        (hatch,) = young.births(work.session, ducks(year))
    with year.work(boss, "wrong", accept=ALL) as work, pytest.raises(Invalid, match="no hatch of this group"):
        dispositions.death(work, other, SexCount(0, 0, 1), Act(LAST, term, birth_id=hatch.id))
    with year.work(boss, "early", accept=ALL) as work, pytest.raises(Invalid, match="no hatch of this group"):
        dispositions.death(work, ducks(year), SexCount(1, 0, 0), Act(FIRST, term, birth_id=hatch.id))


def test_R62_a_hatch_whose_day_was_corrected_counts_on_its_new_day(year: Database, boss: Actor) -> None:
    with year.read() as session:
        (hatch,) = young.births(session, ducks(year))
    with year.work(boss, "a week earlier", accept=ALL) as work:
        corrections.replace(work, hatch.id, {"on": HATCHED - dt.timedelta(days=15)})
    assert row(listed(year), DUCK).get("young") is None


def test_a_death_that_is_written_anew_keeps_its_hatch(year: Database, boss: Actor) -> None:
    with year.work(boss, "a day later", accept=ALL) as work:
        deaths = work.session.query(Transaction).filter(Transaction.birth_id.is_not(None)).order_by(Transaction.on)
        new = corrections.replace(work, deaths[0].id, {"on": dt.date(2025, 5, 31)})
        assert work.get(Transaction, new).birth_id is not None
    assert row(listed(year), DUCK)["young"] == (0, 0, 2)


def test_a_form_of_the_year_has_the_columns_that_the_zoo_gave_it(year: Database, boss: Actor) -> None:
    layout = [("class", ""), ("scientific", "Species"), ("total:deaths", "Died"), ("closing", ""), ("text", "Note | -")]
    values = {"name": "Ministry", "title": "Animals", "basis": "ownership", "note": "Sent in January."}
    with year.work(boss, "a form", accept=ALL) as work:
        key = year_forms.add(work, values, layout).id
    with year.read() as session:
        found = year_form.sheet(session, Asked(FIRST, LAST, form=key))
    (part,) = found.parts
    assert [column.label for column in part.columns] == ["Class", "Species", "Died", "Closing", "Note"]
    cells = {line.cells["1"]: [line.cells[str(n)] for n in (2, 3, 4)] for line in part.rows}
    assert cells == {LION: [1, (0, 0, 0), "-"], DUCK: [4, (17, 22, 11), "-"]}
    assert (part.sums["2"], found.notes[-1]) == (5, "Sent in January.")
    with year.work(boss, "fewer", accept=ALL) as work:
        year_forms.amend(work, key, 1, {**values, "title": "All"}, layout[:2])
    with year.read() as session:
        assert len(year_form.sheet(session, Asked(FIRST, LAST, form=key)).parts[0].columns) == 2
    with year.work(boss, "gone", accept=ALL) as work:
        year_forms.remove(work, key)
    with year.read() as session:
        assert year_form.options(session) == []


def test_a_form_of_the_year_wants_columns_that_there_are(year: Database, boss: Actor) -> None:
    values = {"name": "Ministry", "title": "Animals", "basis": "physical"}
    with year.work(boss, "none", accept=ALL) as work:
        with pytest.raises(Invalid, match="at least one column"):
            year_forms.add(work, values, [])
        with pytest.raises(Invalid, match="no such column: weight"):
            year_forms.add(work, values, [("weight", "")])
