"""Animals in quarantine for the tests: they enter, their tests pass, their clocks are read, statements are counted."""

import datetime as dt
from collections.abc import Callable, Collection

from sqlalchemy import event

from tests.builders import TODAY, Zoo, actor, arrive
from zooapp.database import Database
from zooapp.models import Mode, Outcome, Posting, Requirement, Transaction
from zooapp.quarantine.clocks import Clock, clock
from zooapp.services import moves
from zooapp.services.quarantine import open_case
from zooapp.services.results import accept, record_result
from zooapp.session import ZooSession
from zooapp.work import ALL, Actor, Work

DAY = dt.timedelta(days=1)
DEC_5 = dt.date(2024, 12, 5)
DEC_19 = dt.date(2024, 12, 19)
DEC_20 = dt.date(2024, 12, 20)
JAN_4 = dt.date(2025, 1, 4)
BY_ORDER = "by_order"


def enter(
    work: Work,
    zoo: Zoo,
    taxon: str,
    on: dt.date = TODAY,
    unit: str = "Q1",
    *,
    protocol: str = BY_ORDER,
    count: str = "0.0.1",
) -> int:
    """An animal or group arrives and enters a unit: the id of its case."""
    animal = arrive(work, zoo, taxon, count, on=on)
    case = open_case(work, animal, zoo.protocols[protocol], zoo.enclosures[unit], on)
    moves.move(work, animal, zoo.enclosures[unit], on)
    return case.id


def later(database: Database, zoo: Zoo, taxon: str, on: dt.date, unit: str = "Q1", *, protocol: str = BY_ORDER) -> int:
    """One more comes, in a work of its own: the id of its case."""
    with database.work(actor(), "one more", accept=ALL) as work:
        return enter(work, zoo, taxon, on, unit, protocol=protocol)


def run(database: Database, cases: Collection[int], today: dt.date = DEC_20) -> dict[int, Clock]:
    """The clocks of these cases."""
    with database.read() as session:
        return clock(session, cases, today)


def ends(database: Database, *cases: int) -> list[dt.date]:
    """The end of each of these clocks."""
    found = run(database, cases)
    return [found[case].ends for case in cases]


def pass_test(work: Work, zoo: Zoo, cases: Collection[int], code: str, *days: int) -> None:
    """Enter negatives of these days of quarantine and accept them."""
    for no, n in enumerate(days, 1):
        taken = TODAY + n * DAY
        key = zoo.requirements[f"{BY_ORDER}/{code}"]
        made = record_result(work, cases, key, no, taken=taken, read=taken, outcome=Outcome.NEGATIVE)
        accept(work, [one.id for one in made])


def veterinarian(zoo: Zoo) -> Actor:
    """Dr Pak, who may do all and can sign."""
    return actor(person=zoo.people["Pak Yong-su"], role="Veterinarian")


def two_bears(database: Database, zoo: Zoo) -> list[int]:
    """The cases of two bears in Q1, tested but for the third faecal of the second; it is 20 December."""
    database.clock.day = DEC_20
    with database.work(veterinarian(zoo), "arrival", accept=ALL) as work:
        protocol = zoo.protocols[BY_ORDER]
        work.add(Requirement(protocol_id=protocol, code="necropsy", name="Necropsy", required=False, sort=9))
        cases = [enter(work, zoo, "Ursus arctos"), enter(work, zoo, "Ursus arctos")]
        pass_test(work, zoo, cases, "exam", 2)
        pass_test(work, zoo, cases[:1], "faecal", 5, 10, 15)
        pass_test(work, zoo, cases[1:], "faecal", 5, 10)
    return cases


def die(work: Work, zoo: Zoo, animal: int, taxon: str, on: dt.date) -> None:
    """One of unknown sex dies."""
    work.touch(animal)
    act = work.add(Transaction(on=on, mode=Mode.DEATH))
    account = {"animal_id": animal, "taxon_id": zoo.taxa[taxon], "holder_id": zoo.us, "owner_id": zoo.us}
    work.add(Posting(transaction_id=act.id, on=on, seq=act.seq, mode=act.mode, u=-1, **account))


def statements(database: Database, look: Callable[[ZooSession], object]) -> int:
    """How many questions a look asks the database."""
    said: list[str] = []

    def hear(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.startswith(("SELECT", "WITH")):
            said.append(statement)

    event.listen(database.engine, "before_cursor_execute", hear)
    with database.read() as session:
        look(session)
    event.remove(database.engine, "before_cursor_execute", hear)
    return len(said)
