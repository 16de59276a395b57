"""Samples and laboratories: sampled, in the lab, no result before its sample; skin tests have their hours (R94)."""

import datetime as dt

import pytest

from tests.builders import TODAY, Zoo
from tests.quarantined import DAY, enter, veterinarian
from zooapp.database import Database
from zooapp.errors import Invalid, Unsettled
from zooapp.models import Outcome, QuarantineResult, Requirement, Sample
from zooapp.quarantine import gate
from zooapp.quarantine.followups import followups
from zooapp.quarantine.rounds import State
from zooapp.services import results, samples
from zooapp.services.samples import Box, Taking, Tube
from zooapp.work import ALL

NOON = dt.datetime(2024, 11, 22, 3, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)


@pytest.fixture(name="day")
def late_enough(database: Database) -> dt.date:
    database.clock.day = TODAY + 20 * DAY
    return database.clock.day


def needed(database: Database, zoo: Zoo, **values: object) -> int:
    """One more test in the protocol by order."""
    with database.work(veterinarian(zoo), "test") as work:
        wanted = {"protocol_id": zoo.protocols["by_order"], "code": "salmonella", "name": "Salmonella", "sort": 5}
        return work.add(Requirement(**wanted, **values)).id


def standing(database: Database, case: int, code: str, on: dt.date) -> tuple[State, str]:
    with database.read() as session:
        tests = gate.look(session, [case], on).tests[case]
    return next((one.state, one.text) for one in tests if one.demand.code == code)


def test_a_sample_is_sampled_until_a_request_takes_it_to_the_lab(database: Database, zoo: Zoo, day: dt.date) -> None:
    test = needed(database, zoo, material="faeces")
    with database.work(veterinarian(zoo), "in", accept=ALL) as work:
        case = enter(work, zoo, "Aix galericulata", unit="B1", count="0.0.40")
        taken = samples.take(work, Taking(test, 1, TODAY + DAY, "Ri Chol"), [Tube(case, "faeces", 20, "A001-A020")] * 2)
        numbers = [one.number for one in taken]
    assert numbers == ["S24-0001", "S24-0002"]
    assert standing(database, case, "salmonella", day) == (State.SAMPLED, "sampled")
    with database.work(veterinarian(zoo), "send") as work:
        tubes = [one.id for one in work.session.query(Sample)]
        request = samples.send(work, tubes, Box("State laboratory", TODAY + 2 * DAY))
        assert request.number == "L24-0001"
        number = request.id
    assert standing(database, case, "salmonella", day) == (State.LAB, "in the lab")
    with database.work(veterinarian(zoo), "answer") as work:
        assert samples.answer(work, number, " VL-77 ").lab_no == "VL-77"
    with database.work(veterinarian(zoo), "again") as work, pytest.raises(Invalid, match="has its number already"):
        samples.answer(work, number, "VL-78")
    with database.work(veterinarian(zoo), "twice") as work, pytest.raises(Invalid, match="laboratory already"):
        samples.send(work, tubes, Box("Another", TODAY + 3 * DAY))


def test_a_result_before_its_sample_is_refused_in_words(database: Database, zoo: Zoo, day: dt.date) -> None:
    test = needed(database, zoo, material="faeces")
    said: results.Finding = {"outcome": Outcome.NEGATIVE, "read": day}
    with database.work(veterinarian(zoo), "in", accept=ALL) as work:
        case = enter(work, zoo, "Ursus arctos")
        with pytest.raises(Invalid, match="Round 1 has no sample yet"):
            results.record_result(work, [case], test, 1, **(said | {"taken": day}))
        samples.take(work, Taking(test, 1, TODAY + 5 * DAY), [Tube(case, "faeces")])
        with pytest.raises(Invalid, match=r"S24-0001 was taken on 25 Nov 2024: no result is older"):
            results.record_result(work, [case], test, 1, **(said | {"taken": TODAY + DAY}))
        made = results.record_result(work, [case], test, 1, **(said | {"taken": TODAY + 5 * DAY}))
        results.accept(work, [one.id for one in made])
    assert standing(database, case, "salmonella", day)[0] is State.PASSED


def test_samples_are_refused_for_days_to_come_and_stay_once_they_have_a_result(
    database: Database, zoo: Zoo, day: dt.date
) -> None:
    test = needed(database, zoo, material="faeces")
    with database.work(veterinarian(zoo), "in", accept=ALL) as work:
        case = enter(work, zoo, "Ursus arctos")
        with pytest.raises(Invalid, match="not come yet"):
            samples.take(work, Taking(test, 1, day + DAY), [Tube(case, "faeces")])
        first, second = samples.take(work, Taking(test, 1, day), [Tube(case, "faeces")] * 2)
        with pytest.raises(Invalid, match="was taken later"):
            samples.send(work, [first.id], Box("Lab", day - DAY))
        samples.take_back(work, second.id)
        results.record_result(work, [case], test, 1, taken=day, read=day, outcome=Outcome.NEGATIVE)
        with pytest.raises(Invalid, match="Take that back first"):
            samples.take_back(work, first.id)


def test_R94_a_skin_test_is_read_in_its_window_or_was_not_read(database: Database, zoo: Zoo, day: dt.date) -> None:
    test = needed(database, zoo, read_hours=72, read_tolerance=4, again_days=42)
    said: results.Finding = {"outcome": Outcome.NEGATIVE, "taken": NOON.date(), "taken_at": NOON}
    with database.work(veterinarian(zoo), "in", accept=ALL) as work:
        cases = [enter(work, zoo, "Ursus arctos") for _bear in range(4)]
        injected: results.Finding = {"taken": NOON.date(), "taken_at": NOON, "outcome": Outcome.IN_LAB}
        results.record_result(work, cases, test, 1, **injected)
    assert standing(database, cases[0], "salmonella", NOON.date() + DAY) == (State.LAB, "read it on 25 Nov 2024")
    assert standing(database, cases[0], "salmonella", NOON.date() + 3 * DAY) == (State.DUE, "read it today")
    assert standing(database, cases[0], "salmonella", NOON.date() + 4 * DAY)[0] is State.SPOILED
    for case, hours in zip(cases, (68, 76, 77, 67), strict=True):
        read_at = NOON + hours * HOUR
        with database.work(veterinarian(zoo), "read", accept=ALL) as work:
            made = results.record_result(work, [case], test, 1, **(said | {"read": read_at.date(), "read_at": read_at}))
            results.accept(work, [one.id for one in made])
    states = [standing(database, case, "salmonella", day) for case in cases]
    late = (State.SPOILED, "not read in time; new injection from 3 Jan 2025")
    assert [state for state, _words in states[:2]] == [State.PASSED, State.PASSED]
    assert states[2:] == [late, late]


def test_R94_a_new_injection_waits_unless_at_another_site(database: Database, zoo: Zoo, day: dt.date) -> None:
    test = needed(database, zoo, read_hours=72, read_tolerance=4, again_days=42)
    said: results.Finding = {"taken": NOON.date(), "taken_at": NOON, "outcome": Outcome.IN_LAB}
    with database.work(veterinarian(zoo), "in", accept=ALL) as work:
        case = enter(work, zoo, "Ursus arctos")
        with pytest.raises(Invalid, match="At which hour was it injected"):
            results.record_result(work, [case], test, 1, taken=NOON.date(), outcome=Outcome.IN_LAB)
        results.record_result(work, [case], test, 1, **said)
    again: results.Finding = {"taken": day, "taken_at": NOON + 18 * DAY, "outcome": Outcome.IN_LAB}
    with pytest.raises(Unsettled) as refused, database.work(veterinarian(zoo), "again") as work:
        results.record_result(work, [case], test, 2, **again)
    assert [one.text for one in refused.value.problems] == [
        "A new injection waits to 3 Jan 2025, unless at another site or by another test."
    ]


def test_forty_results_are_entered_in_the_order_of_the_labs_sheet(database: Database, zoo: Zoo, day: dt.date) -> None:
    test = needed(database, zoo)
    bad = {7: Outcome.INCONCLUSIVE, 12: Outcome.POSITIVE}
    with database.work(veterinarian(zoo), "in", accept=ALL) as work:
        cases = [enter(work, zoo, "Aix galericulata", unit="B1") for _duck in range(40)]
        rows: list[tuple[int, results.Finding]] = []
        for at, case in enumerate(cases):
            finding: results.Finding = {"taken": day, "read": day, "outcome": bad.get(at, Outcome.NEGATIVE)}
            if at == 12:
                finding |= {"positive": 1, "which": "A013"}
            rows.append((case, finding))
    with pytest.raises(Invalid) as refused, database.work(veterinarian(zoo), "sheet") as work:
        results.record_sheet(work, test, 1, [rows[0], (cases[1], {**rows[1][1], "taken": day + DAY})])
    assert [one.field for one in refused.value.problems] == ["sheet.1.taken"]
    with database.work(veterinarian(zoo), "sheet") as work:
        made = results.record_sheet(work, test, 1, rows)
        assert [one.case_id for one in made] == cases
        assert [one.outcome for one in made].count(Outcome.NEGATIVE) == 38


def test_R101_tubes_of_a_group_are_one_round_and_its_positive_opens_the_follow_up(
    database: Database, zoo: Zoo, day: dt.date
) -> None:
    test = needed(database, zoo, sampled=True)
    with database.work(veterinarian(zoo), "in", accept=ALL) as work:
        case = enter(work, zoo, "Aix galericulata", unit="B1", count="0.0.40")
        one: results.Finding = {"taken": TODAY + DAY, "read": day, "outcome": Outcome.NEGATIVE, "tested": 1}
        ill: results.Finding = {**one, "outcome": Outcome.POSITIVE, "positive": 1, "which": "A007"}
        results.record_sheet(work, test, 1, [(case, one), (case, ill), *[(case, one)] * 19])
    with database.read() as session:
        result = session.query(QuarantineResult).one()
        assert (result.tested, result.positive, result.which) == (21, 1, "A007")
        tasks = list(followups(gate.look(session, [case], day), [case]))
        words = [task.words for task in tasks]
    assert len(words) == 1
    assert words[0].startswith("Salmonella: test all 40 of ")
    assert words[0].endswith(" from 22 Nov 2024, 0 of 2 negative rounds, 7 days apart.")
