"""A small herd for the tests of lists: who it is, and how a list of it is read."""

import datetime as dt

import pytest

from tests.builders import TODAY, Zoo, arrive
from zooapp.database import Database
from zooapp.lists import animals, reading
from zooapp.lists.spec import Query, Row
from zooapp.models import (
    Animal,
    Mode,
    Name,
    Posting,
    QuarantineCase,
    QuarantineEntry,
    Transaction,
)
from zooapp.work import Actor, Work

DAY = dt.timedelta(days=1)
NOW = Query(on=TODAY)


def listed(database: Database, query: Query = NOW) -> list[Row]:
    with database.read() as session:
        return reading.first(session, animals.LIST, query)


def column(database: Database, key: str, query: Query = NOW) -> list[str]:
    return [str(row.cells[key]) for row in listed(database, query)]


def post(work: Work, zoo: Zoo, animal: int, mode: Mode, **what: str | int | dt.date) -> None:
    """Add to or take from an account of an animal by hand."""
    work.touch(animal)
    on = what.get("on", TODAY)
    assert isinstance(on, dt.date)
    act = work.add(Transaction(on=on, mode=mode, seq=int(str(what.get("seq", 1)))))
    for sign, holder in ((-1, "PYONGYANG"), (1, str(what.get("to", "")))):
        if holder:
            m, f, u = (sign * int(n) for n in str(what["count"]).split("."))
            work.add(
                Posting(
                    transaction_id=act.id,
                    on=on,
                    seq=act.seq,
                    mode=mode,
                    animal_id=animal,
                    taxon_id=zoo.taxa[str(what["taxon"])],
                    holder_id=zoo.institutions[holder],
                    owner_id=zoo.us,
                    m=m,
                    f=f,
                    u=u,
                )
            )


@pytest.fixture
def herd(database: Database, zoo: Zoo, boss: Actor) -> dict[str, int]:
    """Two bears, a lion that died, ducks of whom some came on loan, a yak on loan to the third zoo."""
    with database.work(boss, "arrivals", accept=None) as work:
        bear = arrive(work, zoo, "Ursus arctos", "0.1.0", unit="Q1", local_id="24-0010")
        taiga = arrive(work, zoo, "Ursus arctos", "1.0.0", unit="BR1", local_id="24-0002")
        lion = arrive(work, zoo, "Panthera leo", "1.0.0", unit="LT", local_id="24-0003", on=TODAY - 9 * DAY)
        ducks = arrive(work, zoo, "Aix galericulata", "0.0.40", unit="SL", local_id="24-0012", owner="MOSCOW")
        yak = arrive(work, zoo, "Bos grunniens", "0.1.0", local_id="24-0004", on=TODAY - 9 * DAY)
        work.add(Name(record_kind="taxon", record_id=zoo.taxa["Ursus arctos"], locale="en", text="Brown bear"))
        work.add(Name(record_kind="taxon", record_id=zoo.taxa["Ursus arctos"], locale="ru", text="Бурый медведь"))
        work.add(Name(record_kind="taxon", record_id=zoo.taxa["Aix galericulata"], locale="ko_KP", text="원앙"))
        work.get(Animal, taiga).house_name = "Тайга"
        post(work, zoo, lion, Mode.DEATH, taxon="Panthera leo", count="1.0.0", on=TODAY - DAY)
        post(work, zoo, yak, Mode.TRANSFER, taxon="Bos grunniens", count="0.1.0", to="THIRD", on=TODAY - DAY)
        case = work.add(QuarantineCase(animal_id=bear, protocol_id=zoo.protocols["by_order"]))
        work.add(
            QuarantineEntry(
                case_id=case.id, unit_id=zoo.enclosures["Q1"], entered=TODAY, taxon_id=zoo.taxa["Ursus arctos"]
            )
        )
    return {"bear": bear, "taiga": taiga, "lion": lion, "ducks": ducks, "yak": yak}
