"""Clinical notes and the problem list: the grammar of a diagnosis (R91), who reads what, taken back, told in order."""

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import select

from tests.ailing import ail
from tests.builders import TODAY, Zoo, actor, arrive
from zooapp.database import Database
from zooapp.errors import Invalid, NotAllowed
from zooapp.lists import entry_card, notes, preventive, preventive_plans, problems, reading, vaccinations
from zooapp.lists.history import history
from zooapp.lists.spec import Query
from zooapp.models import ClinicalNote, ConcernKind, Course, Ended, Measure, MedicalProblem, Posting, Severity
from zooapp.permission import Permission
from zooapp.reports import audit, health_certificate, medical_summary
from zooapp.reports.spec import Asked
from zooapp.services import clinical, corrections, undoing
from zooapp.services.clinical import Note
from zooapp.values.dates import FuzzyDate
from zooapp.values.weights import Weight
from zooapp.work import Actor

DAY = dt.timedelta(days=1)
KEEPER = actor(Permission.LOOK, Permission.OBSERVE, role="Keeper")
LAME = {"concern": "lameness", "kind": ConcernKind.CONDITION, "since": TODAY - DAY}


def bear(database: Database, zoo: Zoo, boss: Actor) -> int:
    with database.work(boss, "a bear") as work:
        return arrive(work, zoo, "Ursus arctos", "0.1.0", unit="BR1", on=TODAY - 9 * DAY)


def wrong(database: Database, boss: Actor, animal: int, **values: Any) -> dict[str, str]:
    with pytest.raises(Invalid) as caught, database.work(boss, "?") as work:
        clinical.open_problem(work, animal, {**LAME, **values})
    with database.read() as session:
        assert session.query(MedicalProblem).count() == 0
    return {problem.field: problem.text for problem in caught.value.problems}


@pytest.mark.parametrize("concern", ["", "  ", "lameness; diarrhoea", "lameness + cough", "lameness, cough"])
def test_R91_none_or_two_concerns_are_refused(database: Database, zoo: Zoo, boss: Actor, concern: str) -> None:
    assert list(wrong(database, boss, bear(database, zoo, boss), concern=concern)) == ["concern"]


def test_R91_two_places_on_the_body_are_refused(database: Database, zoo: Zoo, boss: Actor) -> None:
    refused = wrong(database, boss, bear(database, zoo, boss), place="left fore foot, right hind foot")
    assert refused == {"place": "One place a line: write the other one apart."}


def test_R91_a_finding_ends_on_the_day_it_begins(database: Database, zoo: Zoo, boss: Actor) -> None:
    animal = bear(database, zoo, boss)
    refused = wrong(database, boss, animal, kind=ConcernKind.FINDING, until=TODAY)
    assert refused == {"until": "A finding is of one day: it ends on the day it begins."}
    with database.work(boss, "a finding") as work:
        made = clinical.open_problem(work, animal, {**LAME, "kind": ConcernKind.FINDING})
    with database.read() as session:
        assert session.get_one(MedicalProblem, made).until == TODAY - DAY
        assert problems.open_of(session, animal) == []


def test_what_cannot_be_is_refused_beside_its_field(database: Database, zoo: Zoo, boss: Actor) -> None:
    animal = bear(database, zoo, boss)
    assert wrong(database, boss, animal, since=TODAY + DAY) == {"since": "This day has not come yet."}
    assert wrong(database, boss, animal, until=TODAY - 3 * DAY) == {"until": "Ends before it begins."}
    assert list(wrong(database, boss, animal, outcome=Ended.RESOLVED)) == ["until"]
    for note, field in (
        (Note(TODAY), "subjective"),
        (Note(TODAY + DAY, plan="rest"), "on"),
        (Note(TODAY, "25:00", plan="rest"), "time"),
        (Note(TODAY, plan="rest", summary="Watch it", vet_only=True), "summary"),
    ):
        with pytest.raises(Invalid) as caught, database.work(boss, "?") as work:
            clinical.write(work, [animal], note)
        assert [problem.field for problem in caught.value.problems] == [field]


def test_a_problem_is_opened_noted_on_and_ended_once(database: Database, zoo: Zoo, boss: Actor) -> None:
    animal = bear(database, zoo, boss)
    with database.work(boss, "lame") as work:
        values = {**LAME, "severity": Severity.MILD, "course": Course.ACUTE, "place": "left fore foot"}
        made = clinical.open_problem(work, animal, values)
    with database.work(boss, "seen") as work:
        clinical.write(work, [animal], Note(TODAY, problem_id=made, objective="warm", plan="rest"), Weight(190_000))
    with database.read(boss) as session:
        assert [one.label for one in problems.open_of(session, animal)] == ["lameness, mild, acute, left fore foot"]
        note = session.query(ClinicalNote).one()
        assert session.get_one(Measure, note.weight_id).value == 190_000
        (row,) = reading.rows(session, notes.LIST, Query(on=TODAY))
        assert row.cells["problem"] == "lameness, mild, acute, left fore foot"
    with database.work(boss, "healed") as work:
        clinical.end_problem(work, made, TODAY, Ended.RESOLVED)
        entry = work.entry_id
    with pytest.raises(Invalid, match="ended already"), database.work(boss, "again") as work:
        clinical.end_problem(work, made, TODAY, Ended.RESOLVED)
    with database.read() as session:
        assert list(reading.rows(session, problems.LIST, Query(on=TODAY))) == []
        (row,) = reading.rows(session, problems.LIST, Query(filters={"standing": "ended"}))
        assert str(row.cells["state"]) == "Resolved"
    with database.work(boss, "too early", None) as work:
        undoing.undo(work, entry)
    with database.read() as session:
        assert len(problems.open_of(session, animal)) == 1


def test_a_note_for_veterinarians_only_is_hidden_from_all_others(database: Database, zoo: Zoo, boss: Actor) -> None:
    animal = bear(database, zoo, boss)
    with database.work(boss, "seen") as work:
        clinical.write(work, [animal], Note(TODAY, assessment="secretword", vet_only=True))
        entry = work.entry_id
    with database.work(boss, "seen") as work:
        clinical.write(work, [animal], Note(TODAY, assessment="open", summary="Keep it dry"))
    seen = {}
    for who in (boss, KEEPER, None):
        with database.read(who) as session:
            listed = [row.cells["assessment"] for row in reading.rows(session, notes.LIST, Query(on=TODAY))]
            told = [line.detail for line in history(session, animal, kinds={"clinical_note"})]
            card = entry_card.read(session, entry)
            extract = str(audit.extract(session, "animal", animal))
            assert card is not None
            seen[who] = (listed, told, "secretword" in str(card), "secretword" in extract)
    assert seen[boss] == (["open", "secretword"], ["Keep it dry", "secretword"], True, True)
    assert seen[KEEPER] == seen[None] == (["open"], ["Keep it dry"], False, False)


def test_a_keeper_writes_no_clinical_note(database: Database, zoo: Zoo, boss: Actor) -> None:
    animal = bear(database, zoo, boss)
    with pytest.raises(NotAllowed), database.work(KEEPER, "?") as work:
        clinical.write(work, [animal], Note(TODAY, plan="rest"))


def test_one_note_on_a_herd_is_one_on_each_and_is_put_right_alone(database: Database, zoo: Zoo, boss: Actor) -> None:
    herd = [bear(database, zoo, boss) for _three in range(3)]
    with database.work(boss, "the herd") as work:
        made = clinical.write(work, herd, Note(TODAY, objective="all well"))
    with pytest.raises(Invalid, match="weigh several apart"), database.work(boss, "?") as work:
        clinical.write(work, herd, Note(TODAY, objective="all well"), Weight(1))
    with database.work(boss, "not this one") as work:
        new = clinical.correct(work, made[0], Note(TODAY, objective="limps"))
    with database.work(boss, "never seen") as work:
        clinical.void(work, made[1])
    with database.read() as session:
        assert session.get_one(ClinicalNote, new).replaces_id == made[0]
        live = session.query(ClinicalNote).filter(ClinicalNote.voided_by.is_(None)).order_by(ClinicalNote.id)
        assert [(note.animal_id, note.objective) for note in live] == [(herd[2], "all well"), (herd[0], "limps")]


def test_nothing_is_noted_before_the_animal_was_born(database: Database, zoo: Zoo, boss: Actor) -> None:
    animal = bear(database, zoo, boss)
    with database.work(boss, "born") as work:
        work.touch(animal).born = FuzzyDate.exact(TODAY)
    with pytest.raises(Invalid), database.work(boss, "?") as work:
        clinical.write(work, [animal], Note(TODAY - DAY, plan="rest"))


def test_a_medical_record_holds_all_that_the_reader_may_know(database: Database, zoo: Zoo, boss: Actor) -> None:
    animal = bear(database, zoo, boss)
    with database.work(boss, "a record", None) as work:
        ail(work, animal)
        clinical.write(work, [animal], Note(TODAY, assessment="secretword", vet_only=True))
    asked = Asked(TODAY, TODAY, animal=animal)
    with database.read(boss) as session:
        whole = medical_summary.sheet(session, asked)
    with database.read(KEEPER) as session:
        part = medical_summary.sheet(session, asked)
        earlier = medical_summary.sheet(session, Asked(TODAY - DAY, TODAY - DAY, animal=animal))
    wanted = ["Identifiers", "Medical problems", "Clinical notes", "Vaccinations", "Prevention", "Health"]
    assert [each.title for each in whole.parts] == wanted
    assert ("secretword" in str(whole), "secretword" in str(part)) == (True, False)
    assert part.notes == ("Without the notes that only veterinarians read.",)
    assert dict(whole.facts)["Health"] == "Ill"
    assert [each.title for each in earlier.parts] == ["Identifiers"]


def test_a_record_that_never_was_takes_its_medical_record_with_it(database: Database, zoo: Zoo, boss: Actor) -> None:
    animal = bear(database, zoo, boss)
    with database.work(boss, "a record", None) as work:
        ail(work, animal)
    with database.read() as session:
        arrival = session.scalars(select(Posting.transaction_id).where(Posting.animal_id == animal)).one()
    with database.work(boss, "it never came", None) as work:
        corrections.void_act(work, arrival)
    with database.read() as session:
        for spec in (notes.LIST, problems.LIST, vaccinations.LIST, preventive.LIST, preventive_plans.LIST):
            assert list(reading.rows(session, spec, Query(on=TODAY, filters={}))) == []


def test_a_certificate_needs_an_examination_that_says_fit(database: Database, zoo: Zoo, boss: Actor) -> None:
    animal = bear(database, zoo, boss)
    asked = Asked(TODAY, TODAY, animal=animal)
    for values, field in (
        ({"on": TODAY}, "general"),
        ({"on": TODAY + DAY, "general": "well"}, "on"),
        ({"on": TODAY, "general": "well", "condition": 10}, "condition"),
    ):
        with pytest.raises(Invalid) as caught, database.work(boss, "?") as work:
            clinical.examine(work, animal, values)
        assert [problem.field for problem in caught.value.problems] == [field]
    with database.read() as session, pytest.raises(Invalid, match="does not say"):
        health_certificate.sheet(session, asked)
    with database.work(boss, "examined", None) as work:
        ail(work, animal)
        fit = {"on": TODAY, "general": "well", "condition": 5, "fit": True}
        made = clinical.examine(work, animal, fit, Weight(190_000))
    with database.read() as session:
        paper = health_certificate.sheet(session, asked)
        assert [line.words for line in history(session, animal, kinds={"examination"})] == ["Physical examination"]
    assert [part.title for part in paper.parts] == ["Identifiers", "Examination", "Vaccinations"]
    assert {"Weight": "190 kg · 20 Nov 2024", "Valid until": "30 Nov 2024"}.items() <= dict(paper.facts).items()
    with database.work(boss, "it was another bear") as work:
        clinical.void_examination(work, made)
    with database.read() as session, pytest.raises(Invalid, match="does not say"):
        health_certificate.sheet(session, asked)
