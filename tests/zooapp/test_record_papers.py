"""The death certificate and the audit extract: who died of what, and everything that the journal holds of a record."""

import datetime as dt
import json

import pypdfium2
import pytest

from tests.builders import TODAY, Zoo, arrive
from tests.counting import plans, scans, statements
from tests.herd import DAY
from zooapp.booking import Act
from zooapp.database import Database
from zooapp.documents import sheet_paper
from zooapp.documents.transfer_certificate import Printing
from zooapp.errors import Invalid, NotFound
from zooapp.exchange import sheets
from zooapp.journal import heads
from zooapp.models import Animal
from zooapp.reports import audit, death_certificate
from zooapp.reports.sheet import Sheet
from zooapp.reports.spec import Asked
from zooapp.services import dispositions
from zooapp.values.counts import SexCount
from zooapp.values.dates import FuzzyDate
from zooapp.work import ALL, Actor

LION, DUCK = "Panthera leo", "Aix galericulata"


@pytest.fixture
def dead(database: Database, zoo: Zoo, boss: Actor) -> dict[str, int]:
    """A lion on loan from Moscow that died in its pen, and ducks of whom two died."""
    with database.work(boss, "they came", accept=ALL) as work:
        lion = arrive(work, zoo, LION, "1.0.0", local_id="24-0001", on=TODAY - 90 * DAY, unit="LT", owner="MOSCOW")
        ducks = arrive(work, zoo, DUCK, "2.2.0", local_id="24-0002", on=TODAY - 60 * DAY)
        bear = arrive(work, zoo, "Ursus arctos", "0.1.0", local_id="24-0003")
        work.get(Animal, lion).born = FuzzyDate.exact(TODAY - 368 * DAY)
    with database.work(boss, "The old lion died in the night", accept=ALL) as work:
        died = Act(TODAY - DAY, zoo.terms["natural_death"], time="03:10", note="found by the keeper")
        dispositions.death(work, lion, None, died)
        dispositions.death(work, ducks, SexCount(0, 1, 0), Act(TODAY - 2 * DAY, zoo.terms["natural_death"]))
        dispositions.death(work, ducks, SexCount(1, 0, 0), Act(TODAY, zoo.terms["natural_death"]))
    return {"lion": lion, "ducks": ducks, "bear": bear}


def certificate(database: Database, animal: int) -> Sheet:
    with database.read() as session:
        return death_certificate.sheet(session, Asked(TODAY, TODAY, animal=animal))


def extract(database: Database, kind: str, key: int) -> Sheet:
    with database.read() as session:
        return audit.extract(session, kind, key)


def test_a_death_certificate_says_who_when_how_where_and_whose(database: Database, dead: dict[str, int]) -> None:
    found = certificate(database, dead["lion"])
    assert found.title == "Death certificate: 24-0001"
    assert dict(found.facts)["Sex"] == "male"
    (row,) = found.parts[0].rows
    assert row.cells == {
        "on": "19 Nov 2024",
        "time": "03:10",
        "mfu": (1, 0, 0),
        "term": "natural_death",
        "age": "1 y",
        "place": "LT · Lion terrace",
        "holder": "Central Zoo, Pyongyang",
        "owner": "Moscow Zoo",
        "note": "found by the keeper",
    }
    assert found.signers == ("Veterinarian", "Registrar", "Director")


def test_a_group_has_a_line_for_each_death_and_their_sum(database: Database, dead: dict[str, int]) -> None:
    found = certificate(database, dead["ducks"])
    assert [row.cells["mfu"] for row in found.parts[0].rows] == [(0, 1, 0), (1, 0, 0)]
    assert found.parts[0].sums == {"mfu": (1, 1, 0)}
    assert dict(found.facts)["Living now"] == "1.1.0"


def test_the_living_have_no_death_certificate(database: Database, dead: dict[str, int]) -> None:
    with pytest.raises(Invalid, match="No death of 24-0003 is recorded"):
        certificate(database, dead["bear"])
    with pytest.raises(NotFound, match="no such record"):
        certificate(database, 999)


def test_an_audit_extract_holds_every_change_with_who_why_and_the_hash(
    database: Database, zoo: Zoo, boss: Actor, dead: dict[str, int]
) -> None:
    with database.work(boss, "Its name was forgotten", accept=ALL) as work:
        animal = work.get(Animal, dead["lion"])
        work.amend(Animal, animal.id, animal.version, {"house_name": "Leo"})
    found = extract(database, "animal", dead["lion"])
    entries, changes = found.parts
    assert [row.cells["why"] for row in entries.rows] == [
        "they came", "The old lion died in the night", "Its name was forgotten",
    ]
    assert {(row.cells["role"], row.cells["workstation"]) for row in entries.rows} == {("Administrator", "test-pc")}
    with database.read() as session:
        assert entries.rows[-1].cells["hash"] == heads(session)["test-pc"]
    last = entries.rows[-1].id
    renamed = [row.cells for row in changes.rows if row.cells["entry"] == last]
    assert [(cells["field"], cells["old"], cells["new"]) for cells in renamed] == [("House name", "—", "Leo")]
    records = {row.cells["record"].split()[0] for row in changes.rows}
    assert {"animal", "identifier", "posting", "stay", "transaction"} <= records


def test_an_audit_extract_knows_other_records_and_refuses_unknown_ones(
    database: Database, zoo: Zoo, dead: dict[str, int]
) -> None:
    found = extract(database, "taxon", zoo.taxa[LION])
    assert found.title == "Audit extract: taxon Panthera leo"
    assert all("posting" not in row.cells["record"] for row in found.parts[1].rows)
    with pytest.raises(NotFound):
        extract(database, "animal", 999)
    with pytest.raises(NotFound):
        extract(database, "unicorn", 1)


def test_an_extract_asks_few_questions_and_reads_no_table_through(
    sqlite: Database, zoo: Zoo, boss: Actor
) -> None:
    with sqlite.work(boss, "one", accept=ALL) as work:
        lion = arrive(work, zoo, LION, "1.0.0")
    with sqlite.read() as session, statements(sqlite) as asked:
        audit.extract(session, "animal", lion)
    assert len(asked) <= 14
    with sqlite.read() as session, plans(sqlite) as lines:
        audit.extract(session, "animal", lion)
    assert [line for line in scans(lines) if "changes" in line or "postings" in line] == []


def test_both_print_as_papers_and_go_into_files(database: Database, dead: dict[str, int]) -> None:
    printed = Printing(dt.datetime(2024, 11, 20, 9, tzinfo=dt.UTC), "Han Myong-ok", TODAY)
    for found in (certificate(database, dead["lion"]), extract(database, "animal", dead["ducks"])):
        with pypdfium2.PdfDocument(sheet_paper.pdf(found, "Central Zoo", printed)) as paper:
            text = " ".join("".join(page.get_textpage().get_text_bounded() for page in paper).split())
        assert found.title in text
        assert "Registrar" in text
        assert json.loads(sheets.json_text(found))["report"] == found.key
        assert sheets.csv_text(found)
