"""Release from quarantine is a signed decision with blockers, not a date (R57, R97)."""

import datetime as dt
import threading
import time
from collections.abc import Collection

import pytest
from sqlalchemy import select

from tests.builders import TODAY, Zoo, actor, arrive
from tests.quarantined import DEC_5, DEC_19, DEC_20, die, enter, later, pass_test, two_bears, veterinarian
from zooapp import settings
from zooapp.database import Database
from zooapp.errors import Invalid, NotAllowed
from zooapp.models import (
    AnimalKind,
    ImposedBy,
    Outcome,
    QuarantineCase,
    QuarantineEntry,
    Requirement,
    Signature,
    Stay,
)
from zooapp.permission import Permission
from zooapp.quarantine.board import board
from zooapp.quarantine.gate import look
from zooapp.services import moves
from zooapp.services.groups import Part
from zooapp.services.quarantine import end_cases, open_case, open_cases
from zooapp.services.releases import blockers, file_release_document, release, release_part
from zooapp.services.results import accept, record_result, void_result
from zooapp.values.counts import SexCount
from zooapp.work import ALL, Actor


@pytest.fixture
def vet(zoo: Zoo) -> Actor:
    return veterinarian(zoo)


@pytest.fixture
def bears(database: Database, zoo: Zoo) -> list[int]:
    return two_bears(database, zoo)


def texts(database: Database, cases: Collection[int], on: dt.date) -> list[str]:
    with database.read() as session:
        return [one.words for one in blockers(session, cases, on)]


def test_R57_G4_one_missing_faecal_blocks_the_release_then_it_is_allowed(
    database: Database, zoo: Zoo, vet: Actor, bears: list[int]
) -> None:
    assert texts(database, bears, DEC_20) == ["faecal: 2 of 3: 24-0002"]
    assert texts(database, bears[:1], DEC_20) == []
    with pytest.raises(Invalid, match="2 of 3"), database.work(vet, "release", accept=ALL) as work:
        release(work, bears, zoo.enclosures["BR1"], DEC_20, "password")
    with database.work(vet, "the third") as work:
        made = record_result(
            work,
            bears[1:],
            zoo.requirements["by_order/faecal"],
            3,
            taken=DEC_19,
            read=DEC_20,
            outcome=Outcome.NEGATIVE,
        )
    assert texts(database, bears, DEC_20) == ["faecal: result in, not accepted: 24-0002"]
    with database.work(vet, "accepted") as work:
        accept(work, [made[0].id])
    with database.work(vet, "release") as work:
        release(work, bears, zoo.enclosures["BR1"], DEC_20, "password")
    with database.read() as session:
        cases = session.scalars(select(QuarantineCase)).all()
        assert {(one.closed_on, one.closed_by is not None) for one in cases} == {(DEC_20, True)}
        signed = session.scalars(select(Signature)).one()
        assert {one.signature_id for one in cases} == {signed.id}
        assert (signed.person_id, signed.method) == (zoo.people["Pak Yong-su"], "password")
        assert signed.meaning == "released; clock 20 Dec 2024, last result 20 Dec 2024, last blocker —"
        assert set(session.scalars(select(QuarantineEntry.left))) == {DEC_20}
        stays = session.scalars(select(Stay).where(Stay.until.is_(None))).all()
        assert {one.enclosure_id for one in stays} == {zoo.enclosures["BR1"]}
        assert board(session, DEC_20) == []
    assert texts(database, bears, DEC_20) == ["released already"]


def test_R57_days_left_block_and_a_veterinarian_alone_releases(
    database: Database, zoo: Zoo, vet: Actor, bears: list[int]
) -> None:
    assert texts(database, bears[:1], DEC_19) == ["1 day left on the clock"]
    with pytest.raises(Invalid, match="1 day left"), database.work(vet, "?") as work:
        release(work, bears[:1], zoo.enclosures["BR1"], DEC_19, "password")
    registrar = actor(Permission.MOVE, Permission.QUARANTINE, role="Registrar")
    with pytest.raises(NotAllowed, match="Registrar"), database.work(registrar, "?") as work:
        release(work, bears[:1], zoo.enclosures["BR1"], DEC_20, "password")
    with pytest.raises(Invalid, match="signature"), database.work(actor(), "?") as work:
        release(work, bears[:1], zoo.enclosures["BR1"], DEC_20, "password")
    with pytest.raises(Invalid, match="signature"), database.work(vet, "?") as work:
        release(work, bears[:1], zoo.enclosures["BR1"], DEC_20, "")


def test_R57_a_positive_a_death_or_a_newcomer_since_somebody_looked_stops_the_release(
    database: Database, zoo: Zoo, vet: Actor, bears: list[int]
) -> None:
    def refused(words: str) -> None:
        with pytest.raises(Invalid, match=words), database.work(vet, "release") as work:
            release(work, bears[:1], zoo.enclosures["BR1"], DEC_20, "password")
        with database.read() as session:
            assert session.scalars(select(Signature)).all() == []

    assert texts(database, bears[:1], DEC_20) == []
    with database.work(vet, "a positive") as work:
        what = {"outcome": Outcome.POSITIVE, "positive": 1, "which": "chip 42", "taken": DEC_19, "read": DEC_20}
        record_result(work, bears[:1], zoo.requirements["by_order/faecal"], 4, **what)  # type: ignore[arg-type]
    refused("1 positive")
    with database.work(vet, "it was another bear") as work:
        bad = look(work.session, bears[:1], DEC_20).tests[bears[0]][0].waiting
        void_result(work, bad[0])
    with database.work(vet, "the other died") as work:
        die(work, zoo, work.get(QuarantineCase, bears[1]).animal_id, "Ursus arctos", DEC_19)
    refused("death on 19 Dec 2024")
    later(database, zoo, "Panthera leo", DEC_5)
    refused("15 days left")


def test_R57_a_death_in_the_unit_is_explained_by_an_accepted_necropsy(
    database: Database, zoo: Zoo, vet: Actor, bears: list[int]
) -> None:
    with database.work(vet, "one died", accept=ALL) as work:
        dead = work.get(QuarantineCase, bears[1]).animal_id
        die(work, zoo, dead, "Ursus arctos", DEC_19)
        end_cases(work, [dead], DEC_19)
        necropsy = work.session.scalars(select(Requirement.id).where(Requirement.code == "necropsy")).one()
    assert texts(database, bears[:1], DEC_20) == ["death on 19 Dec 2024, not explained by a necropsy"]
    with database.work(vet, "opened") as work:
        found = {"taken": DEC_19, "read": DEC_20, "outcome": Outcome.NEGATIVE, "tested": 1}
        done = record_result(work, bears[1:], necropsy, 1, **found)  # type: ignore[arg-type]
        accept(work, [done[0].id])
    assert texts(database, bears[:1], DEC_20) == []
    with database.read() as session:
        since = look(session, bears[:1], DEC_20).free_since(bears[:1], settings.zone(session))
        assert (since.clock, since.accepted, since.blocker, since.day) == (DEC_20,) * 4


def test_R97_where_the_state_ordered_it_its_paper_is_wanted_and_both_end_together(
    database: Database, zoo: Zoo, vet: Actor, bears: list[int]
) -> None:
    with database.work(vet, "order", accept=ALL) as work:
        animal = work.get(QuarantineCase, bears[0]).animal_id
        order = {"imposed_by": ImposedBy.STATE, "order_no": "K-17", "authority": "State Veterinary Office"}
        unit, protocol = zoo.enclosures["Q1"], zoo.protocols["by_order"]
        state = open_case(work, animal, protocol, unit, TODAY, **order, ordered_days=30).id  # type: ignore[arg-type]
    assert texts(database, bears[:1], DEC_20) == ["release document of the authority: order K-17"]
    assert texts(database, bears[:1], DEC_19) == [
        "1 day left on the clock",
        "1 day left by state order",
        "release document of the authority: order K-17",
    ]
    with database.read() as session:
        both = next(card for card in board(session, DEC_20) if state in card.case_ids)
        assert both.state is not None
        assert (both.state.order_no, both.state.ends, both.case_ids) == ("K-17", DEC_20, (bears[0], state))
    with pytest.raises(Invalid, match="without a paper"), database.work(vet, "?") as work:
        file_release_document(work, bears[0], "No. 5")
    with database.work(vet, "it came") as work:
        file_release_document(work, state, "State Veterinary Office, No. 5, 20 Dec 2024")
    with database.work(vet, "release") as work:
        release(work, bears[:1], zoo.enclosures["BR1"], DEC_20, "password")
        assert open_cases(work.session, [animal]) == []


def test_a_part_of_a_group_is_released_by_a_split(database: Database, zoo: Zoo, vet: Actor) -> None:
    database.clock.day = DEC_20
    with database.work(vet, "pheasants", accept=ALL) as work:
        case = enter(work, zoo, "Phasianidae", unit="B1", count="0.0.25")
        pass_test(work, zoo, [case], "exam", 2)
        pass_test(work, zoo, [case], "faecal", 5, 10, 15)
    with database.work(vet, "eight go", accept=ALL) as work:
        part = Part(SexCount(0, 0, 8), AnimalKind.GROUP)
        made = release_part(work, case, part, enclosure_id=zoo.enclosures["LT"], on=DEC_20, method="password")
    with database.read() as session:
        (card,) = board(session, DEC_20)
        assert (card.count, card.case_ids, card.is_ready) == (SexCount(0, 0, 17), (case,), True)
        stay = session.scalars(select(Stay).where(Stay.animal_id == made[0], Stay.until.is_(None))).one()
        assert (stay.enclosure_id, stay.reason) == (zoo.enclosures["LT"], "Release from quarantine")


def test_R112_ducks_go_to_open_water_by_a_curator_only(database: Database, zoo: Zoo, vet: Actor) -> None:
    database.clock.day = DEC_20
    with database.work(vet, "ducks", accept=ALL) as work:
        case = enter(work, zoo, "Aix galericulata", unit="B1", count="0.0.40")
        pass_test(work, zoo, [case], "exam", 2)
        pass_test(work, zoo, [case], "faecal", 5, 10, 15)
    doctor = actor(Permission.RELEASE, person=zoo.people["Pak Yong-su"])
    with pytest.raises(Invalid, match="curator"), database.work(doctor, "?") as work:
        release(work, [case], zoo.enclosures["SL"], DEC_20, "password")


def test_out_of_quarantine_leads_only_a_release(database: Database, zoo: Zoo, boss: Actor, bears: list[int]) -> None:
    with pytest.raises(Invalid, match="release it first"), database.work(boss, "?", accept=ALL) as work:
        moves.move(work, work.get(QuarantineCase, bears[0]).animal_id, zoo.enclosures["BR1"], DEC_20)
    with pytest.raises(Invalid, match="choose a protocol"), database.work(boss, "?", accept=ALL) as work:
        moves.move(work, arrive(work, zoo, "Ursus arctos", "1.0", on=DEC_20), zoo.enclosures["Q1"], DEC_20)


def test_a_newcomer_who_enters_at_the_same_moment_is_not_passed_by(
    database: Database, zoo: Zoo, vet: Actor, bears: list[int]
) -> None:
    """Two workstations: one books a lion into Q1 while the other signs a bear out of it."""
    told: list[str] = []
    inside = threading.Event()

    def sign_out() -> None:
        inside.wait(10)
        try:
            with database.work(vet, "release") as work:
                release(work, bears[:1], zoo.enclosures["BR1"], DEC_20, "password")
        except Invalid as refused:
            told.append(str(refused))

    other = threading.Thread(target=sign_out)
    other.start()
    with database.work(vet, "a lion came", accept=ALL) as work:
        enter(work, zoo, "Panthera leo", DEC_5)
        inside.set()
        time.sleep(0.5)
    other.join(30)
    assert told == ["15 days left on the clock"]
