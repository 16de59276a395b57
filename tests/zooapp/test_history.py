"""The history of an animal: who did what, as the journal knows it."""

from tests.builders import Zoo, actor
from tests.quarantined import DEC_20, two_bears
from zooapp.database import Database
from zooapp.lists.history import history
from zooapp.models import QuarantineCase
from zooapp.services.releases import release
from zooapp.work import ALL


def test_a_release_is_told_of_whoever_signed_it_not_of_whoever_began_the_case(database: Database, zoo: Zoo) -> None:
    cases = two_bears(database, zoo)
    signer = actor(person=zoo.people["Han Myong-ok"], role="Veterinarian")
    with database.work(signer, "release", accept=ALL) as work:
        release(work, cases[:1], zoo.enclosures["BR1"], DEC_20, "password")
    with database.read() as session:
        bear = session.get_one(QuarantineCase, cases[0]).animal_id
        told = {line.kind: line.who for line in history(session, bear) if line.on == DEC_20}
        assert told["quarantine_case"] == "Han Myong-ok"
        assert {line.who for line in history(session, bear) if line.kind == "transaction"} == {"Pak Yong-su"}
