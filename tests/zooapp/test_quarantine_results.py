"""Results of quarantine tests: how they are entered and accepted, and what a test has come to (R98-R101)."""

import datetime as dt

import pytest

from tests.builders import TODAY, Zoo, actor
from tests.quarantined import DAY, DEC_5, DEC_20, enter, later, run
from zooapp.database import Database
from zooapp.errors import Invalid, NotAllowed
from zooapp.models import CountsFrom, ImposedBy, Outcome, Place, QuarantineCase, Requirement, Scope
from zooapp.permission import Permission
from zooapp.quarantine.clocks import Clock
from zooapp.quarantine.gate import look
from zooapp.quarantine.rounds import Demand, Progress, Round, State, judge
from zooapp.services.quarantine import open_cases, split_case
from zooapp.services.results import accept, record_result, void_result
from zooapp.values.samples import sample_size, sample_words
from zooapp.work import ALL, Actor

NOW = dt.datetime(2024, 12, 1, 9, tzinfo=dt.UTC)
FAECAL = Demand(1, 1, "faecal", "Faecal", needed=3, consecutive=3, interval_days=5)
EXAM = Demand(2, 1, "exam", "Exam")
SALMONELLA = Demand(3, 1, "salmonella", "Salmonella", sampled=True)
CLOCK = Clock(
    case_id=1,
    animal_id=1,
    local_id="24-0001",
    taxon_id=1,
    protocol_id=1,
    protocol="",
    imposed_by=ImposedBy.OWN,
    order_no=None,
    authority=None,
    release_document=None,
    scope=Scope.ORDER,
    place=Place.UNIT,
    restart_after_end=True,
    unit_id=1,
    unit="Q1",
    entered=TODAY,
    entries=(),
    closed_on=None,
    extension=None,
    days=30,
)


def sample(
    key: int, day: int, outcome: Outcome = Outcome.NEGATIVE, tested: int = 1, *, accepted: bool = True, no: int = 0
) -> Round:
    """A round on day n of the quarantine."""
    return Round(
        key,
        no or key,
        TODAY + day * DAY,
        outcome,
        tested,
        int(outcome is Outcome.POSITIVE),
        which="ring A007" if outcome is Outcome.POSITIVE else None,
        note="torpid, passes no faeces" if outcome is Outcome.NOT_OBTAINABLE else None,
        accepted_at=NOW if accepted else None,
        accepted_by="Pak Yong-su" if accepted else None,
    )


def on_day(day: int, demand: Demand, *rounds: Round, herd: int = 1) -> Progress:
    return judge(demand, rounds, CLOCK, herd, TODAY + day * DAY)


@pytest.mark.parametrize(("n", "size"), [(40, 21), (25, 16), (5, 5), (1, 1), (0, 0)])
def test_R101_the_sample_that_finds_10_percent_with_95_percent(n: int, size: int) -> None:
    assert sample_size(n, 10, 95) == size


def test_R101_a_test_that_misses_wants_more_and_never_more_than_all() -> None:
    assert sample_size(40, 10, 95, sensitivity=80) == 27
    assert sample_size(40, 10, 95, sensitivity=30) == 40
    assert sample_words(25) == (
        "16 of 25: if 10 % or more are infected and the test never misses, 95 % chance to catch one"
    )
    assert "the test finds 80 %" in sample_words(40, sensitivity=80)


def test_R98_a_result_that_nobody_accepted_is_none() -> None:
    found = on_day(5, EXAM, sample(1, 3, accepted=False))
    assert (found.state, found.text, found.waiting, found.blocks) == (
        State.WAITING,
        "result in, not accepted",
        (1,),
        True,
    )
    passed = on_day(5, EXAM, sample(1, 3))
    assert (passed.state, passed.accepted_by, passed.blocks) == (State.PASSED, ("Pak Yong-su",), False)


def test_R98_a_positive_blocks_at_once_also_where_the_test_is_only_recommended() -> None:
    found = on_day(5, Demand(4, 1, "felv", "FeLV", required=False), sample(1, 3, Outcome.POSITIVE, accepted=False))
    assert (found.state, found.blocks) == (State.POSITIVE, True)
    assert found.text == "1 positive (ring A007); negatives in a row 0 of 2"
    assert not on_day(5, Demand(4, 1, "felv", "FeLV", required=False)).blocks


@pytest.mark.parametrize(
    ("outcome", "day", "state", "text"),
    [
        (Outcome.PLANNED, 9, State.PLANNED, "29 Nov 2024"),
        (Outcome.PLANNED, 5, State.DUE, "today"),
        (Outcome.PLANNED, 3, State.OVERDUE, "2 days late"),
        (Outcome.IN_LAB, 3, State.LAB, "in the lab"),
        (Outcome.INCONCLUSIVE, 3, State.INCONCLUSIVE, "inconclusive, repeat"),
        (Outcome.SPOILED, 3, State.SPOILED, "sample spoiled, repeat"),
        (Outcome.NOT_OBTAINABLE, 3, State.SUBSTITUTED, "substituted: torpid, passes no faeces"),
    ],
)
def test_R100_each_state_of_a_test_has_its_words(outcome: Outcome, day: int, state: State, text: str) -> None:
    found = on_day(5, EXAM, sample(1, day, outcome))
    assert (found.state, found.text) == (state, text)
    assert found.blocks is (state is not State.SUBSTITUTED)


def test_R100_a_test_partly_done_says_how_far_and_what_is_late() -> None:
    two = [sample(1, 5), sample(2, 10)]
    assert (on_day(12, FAECAL, *two).state, on_day(12, FAECAL, *two).text) == (State.PARTLY, "2 of 3")
    assert on_day(15, FAECAL, *two).state is State.DUE
    assert (on_day(17, FAECAL, *two).state, on_day(17, FAECAL, *two).text) == (State.OVERDUE, "2 days late")
    assert on_day(20, FAECAL, *two, sample(3, 15)).state is State.PASSED
    assert on_day(0, FAECAL).text == "not yet"


def test_rounds_closer_than_the_interval_and_after_an_inconclusive_one_do_not_add_up() -> None:
    assert on_day(20, FAECAL, sample(1, 5), sample(2, 7), sample(3, 10)).k == 2
    assert on_day(20, FAECAL, sample(1, 5), sample(2, 10), sample(3, 15, Outcome.INCONCLUSIVE), sample(4, 20)).k == 1


def test_a_plan_and_a_sample_in_the_lab_give_way_to_the_result_of_the_round() -> None:
    rounds = [sample(1, 9, Outcome.PLANNED, no=1), sample(2, 3, Outcome.IN_LAB, no=1), sample(3, 3, no=1)]
    assert on_day(5, EXAM, *rounds).state is State.PASSED
    assert on_day(5, EXAM, *rounds[:2]).state is State.LAB


def test_R50_R101_a_group_is_sampled_and_too_few_do_not_count() -> None:
    assert on_day(5, SALMONELLA, sample(1, 3, tested=16), herd=25).state is State.PASSED
    found = on_day(5, SALMONELLA, sample(1, 3, tested=15), herd=25)
    assert (found.state, found.text, found.size) == (State.PARTLY, "15 of 16 tested", 16)
    assert on_day(5, EXAM, sample(1, 3, tested=24), herd=25).text == "24 of 25 tested"


def test_R101_after_a_positive_all_are_tested_twice_in_a_row_a_week_apart() -> None:
    positive = sample(1, 4, Outcome.POSITIVE, tested=16)
    one = [positive, sample(2, 11, tested=25)]
    found = on_day(30, SALMONELLA, *one, herd=25)
    assert (found.state, found.k, found.n, found.size) == (State.POSITIVE, 1, 2, 25)
    assert on_day(30, SALMONELLA, *one, sample(3, 17, tested=25), herd=25).k == 1
    assert on_day(30, SALMONELLA, *one, sample(3, 18, tested=16), herd=25).k == 1
    closed = [*one, sample(3, 18, tested=16), sample(4, 19, tested=25)]
    assert on_day(30, SALMONELLA, *closed, herd=25).state is State.PASSED
    again = on_day(30, SALMONELLA, *one, sample(3, 18, Outcome.POSITIVE), sample(4, 25, tested=25), herd=25)
    assert (again.state, again.k) == (State.POSITIVE, 1)


def test_R98_a_positive_that_nobody_read_keeps_waiting_after_its_negatives() -> None:
    positive = sample(1, 4, Outcome.POSITIVE, accepted=False)
    found = on_day(30, SALMONELLA, positive, sample(2, 11), sample(3, 18))
    assert (found.state, found.text) == (State.WAITING, "positive, not yet read and signed")


def test_R99_results_count_from_before_entry_from_entry_or_from_the_last_restart() -> None:
    before = Demand(5, 1, "vaccine", "Vaccine", counts_from=CountsFrom.BEFORE_ENTRY, days_before=30)
    assert on_day(5, before, sample(1, -20)).state is State.PASSED
    assert on_day(5, before, sample(1, -31)).state is State.PLANNED
    assert on_day(5, EXAM, sample(1, -1)).state is State.PLANNED


def test_R99_a_result_is_good_for_so_long() -> None:
    tb = Demand(6, 1, "tb", "TB", validity_days=10)
    assert on_day(13, tb, sample(1, 3)).state is State.PASSED
    assert on_day(14, tb, sample(1, 3)).state is not State.PASSED


def test_R99_group_faecals_do_not_survive_a_restart_and_examinations_do(
    database: Database, zoo: Zoo, boss: Actor
) -> None:
    database.clock.day = DEC_20
    vet = actor(person=zoo.people["Pak Yong-su"])
    with database.work(boss, "ducks", accept=ALL) as work:
        case = enter(work, zoo, "Aix galericulata", unit="B1", count="0.0.40")
        test = work.get(Requirement, zoo.requirements["by_order/faecal"])
        work.amend(Requirement, test.id, test.version, {"counts_from": CountsFrom.RESTART})
    with database.work(vet, "results") as work:
        for no, day in enumerate((25, 27, 29), 1):
            taken = dt.date(2024, 11, day)
            made = record_result(
                work, [case], test.id, no, taken=taken, read=taken, outcome=Outcome.NEGATIVE, tested=21
            )
            accept(work, [made[0].id])
        exam = zoo.requirements["by_order/exam"]
        made = record_result(work, [case], exam, 1, taken=TODAY, read=TODAY, outcome=Outcome.NEGATIVE)
        accept(work, [made[0].id])
        assert made[0].tested == 40
    assert states(database, case) == {"faecal": State.PASSED, "exam": State.PASSED}
    later(database, zoo, "Aix galericulata", DEC_5, "B1")
    assert states(database, case) == {"faecal": State.PLANNED, "exam": State.PASSED}


def states(database: Database, case: int, on: dt.date = DEC_20) -> dict[str, State]:
    with database.read() as session:
        return {test.demand.code: test.state for test in look(session, [case], on).tests[case]}


def test_one_entry_serves_many_cases_and_finds_their_own_test(database: Database, zoo: Zoo, boss: Actor) -> None:
    with database.work(boss, "arrival", accept=ALL) as work:
        cases = [
            enter(work, zoo, "Ursus arctos"),
            enter(work, zoo, "Ursus arctos"),
            enter(work, zoo, "Panthera leo", protocol="by_class"),
        ]
    exam = zoo.requirements["by_order/exam"]
    with database.work(boss, "examined") as work:
        made = record_result(work, cases, exam, 1, taken=TODAY, read=TODAY, outcome=Outcome.NEGATIVE)
        assert [one.requirement_id for one in made] == [exam, exam, zoo.requirements["by_class/exam"]]
    with pytest.raises(Invalid, match="one animal or group"), database.work(boss, "?") as work:
        record_result(work, cases, exam, 2, taken=TODAY, read=TODAY, outcome=Outcome.POSITIVE, positive=1, which="chip")


def test_a_result_is_refused_in_words(database: Database, zoo: Zoo, boss: Actor) -> None:
    with database.work(boss, "arrival", accept=ALL) as work:
        case = enter(work, zoo, "Aix galericulata", unit="B1", count="0.0.40")
    exam = zoo.requirements["by_order/exam"]
    good = {"taken": TODAY, "read": TODAY, "outcome": Outcome.NEGATIVE}
    with database.work(boss, "once") as work:
        record_result(work, [case], exam, 1, **good)  # type: ignore[arg-type]
    for words, changed, no in (
        ("not come", {"taken": TODAY + DAY}, 2),
        ("There were 40", {"tested": 41}, 2),
        ("has its result", {}, 1),
        ("On which day was it read", {"read": None}, 2),
        ("Name the ring", {"outcome": Outcome.POSITIVE, "positive": 1}, 2),
        ("Say why", {"outcome": Outcome.NOT_OBTAINABLE}, 2),
    ):
        with pytest.raises(Invalid, match=words), database.work(boss, "?") as work:
            record_result(work, [case], exam, no, **{**good, **changed})  # type: ignore[arg-type]


def test_R98_a_veterinarian_accepts_negatives_together_and_a_positive_alone_after_reading(
    database: Database, zoo: Zoo, boss: Actor
) -> None:
    vet = actor(person=zoo.people["Pak Yong-su"])
    with database.work(boss, "arrival", accept=ALL) as work:
        cases = [enter(work, zoo, "Ursus arctos"), enter(work, zoo, "Ursus arctos")]
        exam = zoo.requirements["by_order/exam"]
        good = record_result(work, cases, exam, 1, taken=TODAY, read=TODAY, outcome=Outcome.NEGATIVE)
        faecal = zoo.requirements["by_order/faecal"]
        facts = {"taken": TODAY, "read": TODAY, "outcome": Outcome.POSITIVE, "positive": 1, "which": "chip 0042"}
        bad = record_result(work, cases[:1], faecal, 1, **facts)  # type: ignore[arg-type]
        lab = record_result(work, cases[1:], faecal, 1, taken=TODAY, outcome=Outcome.IN_LAB)
    keys = [one.id for one in good]
    with pytest.raises(NotAllowed), database.work(actor(Permission.QUARANTINE), "?") as work:
        accept(work, keys)
    with pytest.raises(Invalid, match="signed in"), database.work(boss, "?") as work:
        accept(work, keys)
    with pytest.raises(Invalid, match="alone"), database.work(vet, "?") as work:
        accept(work, [*keys, bad[0].id], read=True)
    with pytest.raises(Invalid, match="alone"), database.work(vet, "?") as work:
        accept(work, [bad[0].id])
    with pytest.raises(Invalid, match="no result yet"), database.work(vet, "?") as work:
        accept(work, [lab[0].id])
    with database.work(vet, "read") as work:
        accept(work, keys)
        accept(work, [bad[0].id], read=True)
    with pytest.raises(Invalid, match="already"), database.work(vet, "?") as work:
        accept(work, keys)
    assert states(database, cases[0], TODAY) == {"faecal": State.POSITIVE, "exam": State.PASSED}
    with pytest.raises(NotAllowed), database.work(actor(Permission.QUARANTINE), "wrong animal") as work:
        void_result(work, bad[0].id)
    with database.work(vet, "wrong animal") as work:
        void_result(work, bad[0].id)
    assert states(database, cases[0], TODAY)["faecal"] is State.PLANNED


def test_a_part_takes_the_results_of_its_group_along(database: Database, zoo: Zoo, boss: Actor) -> None:
    vet = actor(person=zoo.people["Pak Yong-su"])
    with database.work(vet, "ducks", accept=ALL) as work:
        case = enter(work, zoo, "Aix galericulata", unit="B1", count="0.0.40")
        part = work.get(QuarantineCase, enter(work, zoo, "Aix galericulata", unit="Q4"))
        exam = zoo.requirements["by_order/exam"]
        made = record_result(work, [case], exam, 1, taken=TODAY, read=TODAY, outcome=Outcome.NEGATIVE)
        accept(work, [made[0].id])
        split_case(work, work.get(QuarantineCase, case).animal_id, part.animal_id)
        copy = open_cases(work.session, [part.animal_id])[-1].id
    assert states(database, copy, TODAY)["exam"] is State.PASSED
    assert run(database, [copy])[copy].entered == TODAY
