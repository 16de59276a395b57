"""Two processes send ducks from one group at once: never more than there are, on both databases (ledger.md 2.1)."""

from tests.builders import Zoo, arrive
from tests.sending import side_by_side
from zooapp import checking, ledger
from zooapp.database import Database
from zooapp.work import Actor


def test_two_who_send_ducks_at_once_never_send_more_than_there_are(
    database: Database, database_url: str, zoo: Zoo, boss: Actor
) -> None:
    with database.work(boss, "arrival") as work:
        ducks = arrive(work, zoo, "Aix galericulata", "0.0.40")
    seen = side_by_side(database_url, ducks, 24)
    assert [sum(one.values()) for one in seen] == [24, 24]
    assert {word for one in seen for word in one} <= {"left", "Conflict", "Invalid"}
    left = sum(one.get("left", 0) for one in seen)
    with database.read() as session:
        here = ledger.count(session, ledger.Filter(animals=[ducks], holder=zoo.us)).total
        there = ledger.count(session, ledger.Filter(animals=[ducks], holder=zoo.institutions["THIRD"])).total
    assert (here + there, there) == (40, left)
    assert 1 <= left <= 40
    assert checking.faults(database) == []
