"""Moving: one place at a time, what speaks against it is said, and a unit's border is an entry (ledger.md 2.8, 2.9)."""

import pytest
from sqlalchemy import select

from tests.builders import TODAY, Zoo, actor, arrive
from tests.quarantined import DAY, DEC_5, enter, later
from zooapp.database import Database
from zooapp.errors import Invalid, NotAllowed, Unsettled
from zooapp.models import Enclosure, QuarantineCase, QuarantineEntry, Stay
from zooapp.permission import Permission
from zooapp.services.moves import move, move_all
from zooapp.work import ALL, Actor

KEEPER = actor(Permission.MOVE, role="Keeper")


@pytest.fixture
def bear(database: Database, zoo: Zoo, boss: Actor) -> int:
    """A bear on the ridge since 20 November; it is 5 December."""
    database.clock.day = DEC_5
    with database.work(boss, "arrival") as work:
        return arrive(work, zoo, "Ursus arctos", "0.1.0", unit="BR1")


def test_a_move_closes_the_last_stay_and_opens_the_next(database: Database, zoo: Zoo, bear: int) -> None:
    with database.work(KEEPER, "more room") as work:
        move(work, bear, zoo.enclosures["LT"], DEC_5, "more room")
    with database.read() as session:
        stays = session.scalars(select(Stay).order_by(Stay.id)).all()
        assert [(s.enclosure_id, s.since, s.until) for s in stays] == [
            (zoo.enclosures["BR1"], TODAY, DEC_5),
            (zoo.enclosures["LT"], DEC_5, None),
        ]
        assert (stays[0].closed_by, stays[1].reason) == (stays[1].entry_id, "more room")


def test_a_move_that_cannot_be_is_refused_in_words(database: Database, zoo: Zoo, bear: int, boss: Actor) -> None:
    with database.work(boss, "closed; and somebody elsewhere") as work:
        place = work.get(Enclosure, zoo.enclosures["Q4"])
        work.amend(Enclosure, place.id, place.version, {"active_to": TODAY})
        away = arrive(work, zoo, "Panthera leo", "1.0.0", holder="MOSCOW")
    for animal, code, on, words in (
        (bear, "LT", DEC_5 + DAY, "not come yet"),
        (bear, "Q4", DEC_5, "not in use"),
        (bear, "BR1", DEC_5, "lives there already"),
        (bear, "LT", TODAY - DAY, "present place on 20 Nov 2024"),
        (bear, "Q1", DEC_5, "choose a protocol"),
        (away, "LT", DEC_5, "Nothing of this record is here"),
    ):
        with pytest.raises(Invalid, match=words), database.work(boss, "?", accept=ALL) as work:
            move(work, animal, zoo.enclosures[code], on)
    with pytest.raises(NotAllowed), database.work(actor(Permission.LOOK), "?") as work:
        move(work, bear, zoo.enclosures["LT"], DEC_5)


def test_R112_too_many_is_a_warning_and_those_who_move_do_not_count_twice(
    database: Database, zoo: Zoo, bear: int, boss: Actor
) -> None:
    with database.work(boss, "more bears") as work:
        more = [arrive(work, zoo, "Ursus arctos", "1.0.0") for _n in range(3)]
    with pytest.raises(Unsettled, match="Holds 3; this makes 4"), database.work(KEEPER, "?") as work:
        move_all(work, more, zoo.enclosures["BR1"], DEC_5)
    with database.work(KEEPER, "for one night", accept={"Holds 3; this makes 4."}) as work:
        move_all(work, more, zoo.enclosures["BR1"], DEC_5)
    with database.work(KEEPER, "and off again") as work:
        move_all(work, [bear, *more], zoo.enclosures["LT"], DEC_5)


def test_R112_birds_of_unknown_flight_go_to_open_water_by_a_curator_with_a_reason(
    database: Database, zoo: Zoo, boss: Actor
) -> None:
    with database.work(boss, "ducks and a bear") as work:
        ducks = arrive(work, zoo, "Aix galericulata", "0.0.40")
        bear = arrive(work, zoo, "Ursus arctos", "1.0.0")
    lake = zoo.enclosures["SL"]
    with pytest.raises(Invalid, match="curator"), database.work(KEEPER, "?", accept=ALL) as work:
        move(work, ducks, lake, TODAY, "winter is over")
    curator = actor(Permission.MOVE, Permission.EDIT_ENCLOSURES, role="Curator")
    with pytest.raises(Invalid, match="say why"), database.work(curator, "?", accept=ALL) as work:
        move(work, ducks, lake, TODAY)
    with pytest.raises(Unsettled, match="Open water"), database.work(curator, "?") as work:
        move(work, ducks, lake, TODAY, "pinioned in Moscow")
    with database.work(curator, "yes", accept={"Open water: whether these birds can fly is not known."}) as work:
        move(work, ducks, lake, TODAY, "pinioned in Moscow")
    with database.work(KEEPER, "a bear swims") as work:
        move(work, bear, lake, TODAY)


def test_R46_coming_into_a_unit_says_whose_clock_begins_again(database: Database, zoo: Zoo, boss: Actor) -> None:
    database.clock.day = DEC_5
    with database.work(boss, "arrival", accept=ALL) as work:
        enter(work, zoo, "Panthera leo")
        yak = work.get(QuarantineCase, enter(work, zoo, "Bos grunniens", unit="Q4")).animal_id
        case = enter(work, zoo, "Ursus arctos", unit="Q2")
        bear = work.get(QuarantineCase, case).animal_id
    words = "This restarts the quarantine clock of 24-0001."
    with database.work(boss, "another order") as work:
        move(work, yak, zoo.enclosures["Q1"], DEC_5)
    with pytest.raises(Unsettled, match=words), database.work(boss, "?") as work:
        move(work, bear, zoo.enclosures["Q1"], DEC_5)
    with database.work(boss, "no room", accept={words}) as work:
        move(work, bear, zoo.enclosures["Q1"], DEC_5)
    with database.read() as session:
        entries = session.scalars(select(QuarantineEntry).where(QuarantineEntry.case_id == case)).all()
        assert [(one.entered, one.left) for one in entries] == [(TODAY, DEC_5), (DEC_5, None)]


def test_R46_inside_the_unit_nothing_is_crossed(database: Database, zoo: Zoo, boss: Actor) -> None:
    case = later(database, zoo, "Panthera leo", TODAY)
    with database.read() as session:
        assert len(session.scalars(select(QuarantineEntry).where(QuarantineEntry.case_id == case)).all()) == 1
