"""An issued inventory keeps its numbers: when history was edited later, it says by how much and by which entries."""

import datetime as dt
import json
from collections.abc import Iterator

import pypdfium2
import pytest
from sqlalchemy import select

from tests.builders import arrive, ids
from tests.herd import DAY
from zooapp.booking import Act
from zooapp.clock import Clock
from zooapp.database import Database, open_database
from zooapp.documents import inventory_paper, register
from zooapp.errors import Invalid
from zooapp.inventory import Basis, Delta
from zooapp.lists import documents, reading
from zooapp.lists.spec import Query
from zooapp.models import Document, DocumentState, Entry, Identifier, Mode, Transaction
from zooapp.reports import restated, restated_sheet
from zooapp.reports.catalogue import REPORTS
from zooapp.reports.inventory_report import inventory_report
from zooapp.reports.restated import Restated
from zooapp.reports.spec import Asked
from zooapp.services import censuses, corrections, dispositions, inventories, undoing
from zooapp.values.counts import SexCount
from zooapp.work import ALL, Actor

LION, DUCK = "Panthera leo", "Aix galericulata"
FIRST, LAST = dt.date(2025, 1, 1), dt.date(2025, 12, 31)
YEAR = Asked(FIRST, LAST)
NEXT = Asked(LAST + DAY, LAST + 365 * DAY)
LATER = dt.date(2026, 2, 1)


@pytest.fixture
def year(database_url: str, boss: Actor) -> Iterator[Database]:
    """Ducks, a lion and a bear of 2025, seen from February 2026."""
    database = open_database(database_url, Clock(day=LATER))
    zoo = ids(database)
    with database.work(boss, "the year", accept=ALL) as work:
        arrive(work, zoo, DUCK, "5.5.0", on=dt.date(2024, 11, 20), local_id="D")
        arrive(work, zoo, LION, "1.0.0", on=dt.date(2025, 3, 1), local_id="L")
    yield database
    database.close()


def person(database: Database, boss: Actor) -> Actor:
    key = ids(database).people["Han Myong-ok"]
    return Actor(key, boss.name, boss.role, boss.permissions, boss.workstation)


def issue(database: Database, who: Actor, asked: Asked = YEAR, reason: str = "") -> int:
    with database.work(who, "the inventory of the year", accept=ALL) as work:
        return inventories.issue(work, asked, dt.UTC, reason).id


def all_of(database: Database) -> list[Restated]:
    with database.read() as session:
        return [restated.compared(session, one) for one in restated.issued(session)]


def animal(database: Database, local_id: str) -> int:
    with database.read() as session:
        return session.scalars(select(Identifier.animal_id).where(Identifier.value == local_id)).one()


def test_R63_an_issued_inventory_has_a_number_its_bytes_and_its_totals(year: Database, boss: Actor) -> None:
    key = issue(year, person(year, boss))
    with year.read() as session:
        paper = session.get_one(Document, key)
        (file,) = register.files(session, key)
        content = register.content(session, file.id)
        (one,) = restated.issued(session)
        stored = restated.stored(session, key)
        data = json.loads(paper.data)
    assert (paper.number, paper.revision, paper.series) == ("INV-2025/1", 0, "inventory:2025")
    assert data["total"]["closing"] == {"m": 6, "f": 5, "u": 0}
    assert {str(cells["closing"]) for cells in stored.values()} == {"5.5.0", "1.0.0"}
    assert one.asked == YEAR
    with pypdfium2.PdfDocument(content) as pdf:
        assert "INV-2025/1" in pdf[0].get_textpage().get_text_range()
    assert [each.differences for each in all_of(year)] == [()]


def test_R63_a_late_death_restates_it_with_the_difference_and_the_entry(year: Database, boss: Actor) -> None:
    who, zoo = person(year, boss), ids(year)
    issue(year, who)
    with year.work(who, "found in the old book", accept=ALL) as work:
        dispositions.death(work, animal(year, "L"), None, Act(LAST, zoo.terms["natural_death"]))
    (one,) = all_of(year)
    told = {(d.taxon.scientific, d.column.key): (str(d.was), str(d.now)) for d in one.differences}
    assert told == {(LION, "deaths"): ("0.0.0", "-1.0.0"), (LION, "closing"): ("1.0.0", "0.0.0")}
    (cause,) = one.causes
    assert (cause.on, cause.words, str(cause.count), cause.taken_back) == (LAST, "Died", "-1.0.0", False)
    assert (cause.who, cause.why) == ("Han Myong-ok", "found in the old book")
    with year.read() as session:
        following = restated.beside(session, inventory_report(session, NEXT))
        same = restated.beside(session, inventory_report(session, YEAR))
        other = restated.beside(session, inventory_report(session, Asked(FIRST, LAST, Basis.OWNERSHIP)))
    assert [len(each) for each in (following, same, other)] == [1, 1, 0]


def test_R63_after_undo_of_the_correction_it_stands_as_issued(year: Database, boss: Actor) -> None:
    who, zoo = person(year, boss), ids(year)
    issue(year, who)
    with year.work(who, "found in the old book", accept=ALL) as work:
        dispositions.death(work, animal(year, "L"), None, Act(LAST, zoo.terms["natural_death"]))
    assert all_of(year)[0].differences
    with year.read() as session:
        entry = session.scalars(select(Entry.id).order_by(Entry.id.desc()).limit(1)).one()
    with year.work(who, "it lives", accept=ALL, undoes=entry) as work:
        undoing.undo(work, entry)
    assert all_of(year)[0].differences == ()


def test_R63_what_was_taken_back_since_is_named_as_taken_back(year: Database, boss: Actor) -> None:
    who = person(year, boss)
    issue(year, who)
    with year.read() as session:
        arrivals = select(Transaction.id).where(Transaction.mode == Mode.ARRIVAL)
        act = session.scalars(arrivals.order_by(Transaction.id.desc())).first()
    assert act is not None
    with year.work(who, "it never came", accept=ALL) as work:
        corrections.void_act(work, act)
    (one,) = all_of(year)
    (cause,) = one.causes
    assert (cause.taken_back, str(cause.count), cause.why) == (True, "-1.0.0", "it never came")


def test_R63_a_late_count_of_a_group_restates_it_too(year: Database, boss: Actor) -> None:
    who = person(year, boss)
    issue(year, who)
    with year.work(who, "counted at the end of the year", accept=ALL) as work:
        censuses.count(work, animal(year, "D"), SexCount(4, 5, 0), Act(LAST))
    (one,) = all_of(year)
    assert {d.column.key: str(d.now) for d in one.differences} == {"adjustment": "-1.0.0", "closing": "4.5.0"}
    assert [str(cause.count) for cause in one.causes] == ["4.5.0"]


def test_R63_what_happens_after_the_last_day_restates_nothing(year: Database, boss: Actor) -> None:
    who, zoo = person(year, boss), ids(year)
    issue(year, who)
    with year.work(who, "to Moscow", accept=ALL) as work:
        given = Act(LAST + DAY, zoo.terms["donation_to"], zoo.institutions["MOSCOW"])
        dispositions.depart(work, animal(year, "L"), None, given)
    assert all_of(year)[0].differences == ()


def test_R63_issued_again_it_is_a_revision_that_stands(year: Database, boss: Actor) -> None:
    who, zoo = person(year, boss), ids(year)
    first = issue(year, who)
    with year.work(who, "found in the old book", accept=ALL) as work:
        dispositions.death(work, animal(year, "L"), None, Act(LAST, zoo.terms["natural_death"]))
    with pytest.raises(Invalid, match="INV-2025/1 was issued"):
        issue(year, who)
    second = issue(year, who, reason="a death was found")
    with year.read() as session:
        assert register.state_of(session, first) is DocumentState.REVISED
        (one,) = restated.issued(session)
        rows = reading.first(session, documents.LIST, Query())
    assert (one.number, one.document_id) == ("INV-2025/1-1", second)
    assert all_of(year)[0].differences == ()
    assert [row.cells["title"] for row in rows] == ["Annual inventory", "Annual inventory"]


def test_a_void_inventory_is_compared_with_nothing_and_its_number_stays_used(year: Database, boss: Actor) -> None:
    who = person(year, boss)
    key = issue(year, who)
    with year.work(who, "wrong basis", accept=ALL) as work:
        inventories.void(work, key, "wrong basis")
    assert all_of(year) == []
    with year.work(who, "again", accept=ALL) as work, pytest.raises(Invalid, match="no longer in force"):
        inventories.void(work, key, "twice")
    issue(year, who, Asked(FIRST, LAST, Basis.OWNERSHIP))
    assert [one.issued.number for one in all_of(year)] == ["INV-2025/2"]


def test_only_days_that_have_come_and_what_is_known_today_is_issued(year: Database, boss: Actor) -> None:
    who = person(year, boss)
    with pytest.raises(Invalid, match="not come yet"):
        issue(year, who, Asked(FIRST, LATER + DAY))
    with pytest.raises(Invalid, match="Only what is known today"):
        issue(year, who, Asked(FIRST, LAST, known=LAST))


def test_R63_the_list_of_issued_inventories_and_the_paper_say_restated(year: Database, boss: Actor) -> None:
    who, zoo = person(year, boss), ids(year)
    issue(year, who)
    with year.work(who, "found in the old book", accept=ALL) as work:
        dispositions.death(work, animal(year, "L"), None, Act(LAST, zoo.terms["natural_death"]))
    with year.read() as session:
        sheet = REPORTS["issued-inventories"].sheet(session, YEAR)
        found = inventory_report(session, NEXT)
        changed = restated.beside(session, found)
        alone = restated_sheet.of(session, changed)
    issued, differences, causes = sheet.parts
    assert [str(row.cells["state"]) for row in issued.rows] == ["restated"]
    assert [row.cells["by"] for row in differences.rows] == [(-1, 0, 0), (-1, 0, 0)]
    assert causes.rows[0].cells["why"] == "found in the old book"
    assert alone.parts == sheet.parts[1:]
    if year.engine.dialect.name == "sqlite":
        made = inventory_paper.pdf(found, dt.datetime(2026, 2, 1, 9, tzinfo=dt.UTC), changed=changed)
        with pypdfium2.PdfDocument(made) as pdf:
            text = " ".join("".join(page.get_textpage().get_text_range() for page in pdf).split())
        assert "Restated: INV-2025/1" in text
        assert "found in the old book" in text


def test_R63_opening_after_is_closing_before_in_the_same_books(year: Database) -> None:
    with year.read() as session:
        before, after = inventory_report(session, YEAR), inventory_report(session, NEXT)
    assert before.total.cells["closing"] == after.total.cells["opening"] == Delta(6, 5, 0)
