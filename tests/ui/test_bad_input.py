"""Wrong input in every act form of an animal: a sentence beside its field, and nothing is written."""

from collections.abc import Callable

import pytest
from sqlalchemy import func, select

from tests.builders import TODAY, arrive
from tests.quarantined import enter
from tests.ui.acting import Hand, hand_at_the_desk  # noqa: F401 - a fixture
from ui import errors
from ui.forms.acting import AnimalForm, open_for
from ui.forms.animal_edit import AnimalEditForm
from ui.forms.birth import BirthForm
from ui.forms.census import CensusForm
from ui.forms.colony import ColonySizeForm
from ui.forms.come_back import ComeBackForm
from ui.forms.days import DaysForm
from ui.forms.death import DeathForm
from ui.forms.departure import DepartureForm
from ui.forms.gather import GatherForm
from ui.forms.identifier import IdentifierForm
from ui.forms.join_records import JoinRecordsForm
from ui.forms.loan_back import GiveBackForm, HandOnForm
from ui.forms.loan_out import BorrowForm, LendForm
from ui.forms.merge import MergeForm
from ui.forms.move import MoveForm
from ui.forms.parents import ParentsForm
from ui.forms.release import ReleaseForm
from ui.forms.result import ResultForm
from ui.forms.sex import SexForm
from ui.forms.split import SplitForm
from ui.forms.state_paper import StatePaperForm
from ui.forms.taxon_determination import TaxonDeterminationForm
from ui.forms.transfer_act import OwnershipForm
from ui.forms.transit import ReceiveForm, SendForm
from ui.forms.void_act import VoidActForm
from zooapp.booking import Act
from zooapp.models import Entry, QuarantineCase
from zooapp.services import animals, dispositions
from zooapp.values.counts import SexCount
from zooapp.values.dates import FuzzyDate

DUCK, PHEASANT, BEAR = "Aix galericulata", "Phasianus colchicus", "Ursus arctos"
CHIP = "643094100011873"
LOAN = {"partner_id": "MOSCOW", "contract_no": "L-1"}
HALF = "Together 50 %: they have to be 100 %."
AWAY = {"term_id": "donation_to", "partner_id": "MOSCOW"}
EXAMPLE = "Write males.females.unknown, like 2.3.10."
BARE = "Males, females, unknown: like 2.3.10."
TOO_MANY = "0.0.41 cannot come out of 0.0.40."
DEAD = "24-0003 is dead since 20 Nov 2024."
FUTURE = "This day has not come yet."
UNBORN = "It was not born yet on that day."
EXACT = "An exact day, as 20.11.2024 or today."
EMPTY = "Fill this in."
NO_SUCH = "Nothing fits. Choose from the list."
NO_GROUP = "This is one animal, not a group."

# Of a group of 40: each form that asks how many, what else it needs, and where the count is typed.
COUNTED: tuple[tuple[type[AnimalForm], dict[str, str], str], ...] = (
    (MoveForm, {"enclosure_id": "LT"}, "count"),
    (SplitForm, {}, "count"),
    (DeathForm, {}, "count"),
    (DepartureForm, AWAY, "count"),
    (OwnershipForm, {"owner_id": "MOSCOW"}, "count"),
    (LendForm, LOAN, "count"),
    (SendForm, AWAY, "count"),
    (BirthForm, {}, "count"),
    (CensusForm, {}, "count"),
    (TaxonDeterminationForm, {"parts__0__taxon_id": "Aix"}, "parts.0.count"),
)
# Each form that asks for a day: about whom, and what else it needs.
DATED: tuple[tuple[type[AnimalForm], str, dict[str, str]], ...] = (
    (MoveForm, "bear", {"enclosure_id": "LT"}),
    (SplitForm, "ducks", {"count": "0.0.1"}),
    (DeathForm, "bear", {}),
    (DepartureForm, "bear", AWAY),
    (OwnershipForm, "bear", {"owner_id": "MOSCOW"}),
    (LendForm, "bear", LOAN),
    (SendForm, "bear", AWAY),
    (BirthForm, "bear", {"count": "0.0.1"}),
    (CensusForm, "ducks", {"count": "0.0.40"}),
    (SexForm, "bear", {"sex": "male", "which": "now"}),
    (SexForm, "ducks", {"males": "1"}),
    (TaxonDeterminationForm, "bear", {"parts__0__taxon_id": "Ursus"}),
    (MergeForm, "ducks", {"into_id": "24-0002"}),
    (ComeBackForm, "lent", {}),
)
# What a dead animal does no more.
DYING: tuple[tuple[type[AnimalForm], dict[str, str]], ...] = (
    (DeathForm, {}),
    (DepartureForm, AWAY),
    (OwnershipForm, {"owner_id": "MOSCOW"}),
    (LendForm, LOAN),
    (BorrowForm, LOAN),
    (SendForm, AWAY),
    (MoveForm, {"enclosure_id": "LT"}),
    (BirthForm, {"count": "0.0.1"}),
    (SexForm, {"sex": "male"}),
    (TaxonDeterminationForm, {"parts__0__taxon_id": "Ursus"}),
    (ComeBackForm, {}),
    (MergeForm, {"into_id": "24-0001"}),
)
# Form, about whom, what is typed, and what is said beside which field.
OTHERS: tuple[tuple[type[AnimalForm], str, dict[str, str], dict[str, str]], ...] = (
    (ComeBackForm, "bear", {}, {"on": "24-0003 is here."}),
    (ComeBackForm, "ducks", {"count": "0.0.41"}, {"on": "24-0001 is here."}),
    (ComeBackForm, "lent", {"enclosure_id": "Q9"}, {"enclosure_id": NO_SUCH}),
    (MergeForm, "ducks", {"into_id": "24-0005"}, {"into_id": "They differ in taxon or owner."}),
    (MergeForm, "ducks", {"into_id": "24-0003"}, {"into_id": NO_SUCH}),
    (MergeForm, "ducks", {}, {"into_id": EMPTY}),
    (SplitForm, "bear", {"count": "0.1.0"}, {"count": NO_GROUP}),
    (CensusForm, "bear", {"count": "0.1.0"}, {"count": NO_GROUP}),
    (DeathForm, "bear", {"time": "25:00"}, {"time": "Hours and minutes, as 14:30."}),
    (DepartureForm, "bear", AWAY | {"time": "noon"}, {"time": "Hours and minutes, as 14:30."}),
    (DepartureForm, "bear", AWAY | {"partner_id": "PYONGYANG"}, {"partner_id": "That is us. To whom do they go?"}),
    (DepartureForm, "bear", {"partner_id": "MOSCOW"}, {"term_id": EMPTY}),
    (OwnershipForm, "bear", {"owner_id": "PYONGYANG"}, {"owner_id": "Neither the holder nor the owner changes."}),
    (OwnershipForm, "bear", {}, {"owner_id": EMPTY}),
    (LendForm, "bear", LOAN | {"partner_id": "PYONGYANG"}, {"partner_id": "That is our own zoo."}),
    (LendForm, "bear", LOAN | {"due": "1.1.2020"}, {"due": "Ends before it begins."}),
    (SendForm, "bear", AWAY | {"partner_id": "PYONGYANG"}, {"partner_id": "That is us. To whom do they go?"}),
    (BorrowForm, "theirs", LOAN | {"on": "tomorrow"}, {"on": FUTURE}),
    (ReceiveForm, "bear", {}, {"on": "24-0003 is not under way."}),
    (GiveBackForm, "bear", {}, {"on": "24-0003 stands under no loan."}),
    (HandOnForm, "bear", {"to_id": "THIRD"}, {"on": "24-0003 stands under no loan."}),
    (GatherForm, "ducks", {"into_id": "24-0003"}, {"into_id": NO_SUCH}),
    (JoinRecordsForm, "bear", {"drop_id": "24-0001"}, {"drop_id": NO_SUCH}),
    (ParentsForm, "bear", {"sire__0__parent_id": "24-0007", "sire__0__percent": "50"}, {"sire.0.percent": HALF}),
    (ParentsForm, "bear", {"dam__0__parent_id": "24-0003"}, {"dam.0.parent_id": NO_SUCH}),
    (ColonySizeForm, "ducks", {"size": "5"}, {"size": "This is no colony: count it, or weigh it."}),
    (MoveForm, "bear", {"enclosure_id": "BR1"}, {"enclosure_id": "It lives there already, since 20 Nov 2024."}),
    (MoveForm, "bear", {"enclosure_id": "Q1"}, {"enclosure_id": "Q1 is a quarantine unit: choose a protocol."}),
    (AnimalEditForm, "bear", {"born": "tomorrow"}, {"born": FUTURE}),
    (AnimalEditForm, "bear", {"born": "2025"}, {"born": FUTURE}),
    (AnimalEditForm, "bear", {"born": "2024"}, {"born": "It was here on 20 Nov 2024 already."}),
    (IdentifierForm, "bear", {"value": CHIP, "since": "tomorrow"}, {"since": FUTURE}),
    (IdentifierForm, "bear", {"value": CHIP, "count": "0"}, {"count": "At least 1."}),
    (IdentifierForm, "bear", {}, {"value": EMPTY}),
    (IdentifierForm, "cub", {"value": CHIP, "since": "1.5.2024"}, {"since": UNBORN}),
    (SexForm, "ducks", {"males": "-1"}, {"males": "At least 0."}),
    (SexForm, "ducks", {"males": "many"}, {"males": "A whole number, as 12."}),
    (SexForm, "ducks", {"females": "41"}, {"males": "Only 40 are of unknown sex."}),
    (TaxonDeterminationForm, "bear", {}, {"parts.0.taxon_id": EMPTY}),
    (VoidActForm, "bear", {}, {"reason": EMPTY}),
    (ResultForm, "kept", {"taken": "tomorrow"}, {"taken": "That day has not come yet."}),
    (ResultForm, "kept", {"read": "1.1.2024"}, {"read": "Read before it was taken."}),
    (ResultForm, "kept", {"tested": "9"}, {"tested": "There were 1 on that day."}),
    (ResultForm, "kept", {"tested": "0"}, {"tested": "How many were tested?"}),
    (ResultForm, "kept", {"round": "0"}, {"round": "At least 1."}),
    (ResultForm, "kept", {"positive": "1"}, {"positive": "A negative round has no positive animals."}),
    (DaysForm, "kept", {"days": "-1", "reason": "x", "password": "x"}, {"days": "At least 0."}),
    (DaysForm, "kept", {"days": "40", "password": "x"}, {"reason": EMPTY}),
    (ReleaseForm, "kept", {"enclosure_id": "LT"}, {"password": EMPTY}),
    (ReleaseForm, "kept", {"password": "x"}, {"enclosure_id": EMPTY}),
)
Wrong = Callable[..., dict[str, str]]


@pytest.fixture
def there(hand: Hand) -> dict[str, int]:
    """Who is there, by a word for each."""
    zoo = hand.zoo

    def come(taxon: str, count: str, unit: str, local_id: str) -> int:
        made: int = hand.work(lambda work: arrive(work, zoo, taxon, count, unit=unit, local_id=local_id))
        return made

    who = {
        "ducks": come(DUCK, "0.0.40", "SL", "24-0001"),
        "more": come(DUCK, "0.0.4", "SL", "24-0002"),
        "bear": come(BEAR, "0.1.0", "BR1", "24-0003"),
        "lent": come(BEAR, "0.1.0", "LT", "24-0004"),
        "pheasants": come(PHEASANT, "0.0.9", "SL", "24-0005"),
        "theirs": come(BEAR, "1.0.0", "LT", "24-0007"),
        "cub": come(BEAR, "0.0.1", "LT", "24-0006"),
    }
    moscow = zoo.institutions["MOSCOW"]
    loan, given = Act(TODAY, zoo.terms["loan_out"], moscow), dispositions.Change(owner_id=moscow)
    hand.work(lambda work: dispositions.depart(work, who["lent"], None, loan))
    hand.work(lambda work: dispositions.transfer(work, who["theirs"], given, Act(TODAY)))
    hand.work(lambda work: animals.amend(work, who["cub"], 1, {"born": FuzzyDate.parse("June 2024", TODAY)}))
    case = hand.work(lambda work: enter(work, zoo, BEAR))
    who["kept"] = hand.ask(lambda session: session.get_one(QuarantineCase, case).animal_id)
    return who


@pytest.fixture
def wrong(hand: Hand, there: dict[str, int]) -> Wrong:
    """Open a form, fill it, save it: what is said, each beside a field that there is, in few words; nothing written."""

    def attempt(form: type[AnimalForm], who: str, **texts: str) -> dict[str, str]:
        before = hand.ask(lambda session: session.scalar(select(func.max(Entry.id))))
        made = hand.open(form, there[who])
        said = hand.save(made, **texts)
        assert said, f"{form.__name__} took {texts}"
        assert set(said) <= set(made.boxes)
        assert all(len(words) < 75 for words in said.values())
        assert hand.ask(lambda session: session.scalar(select(func.max(Entry.id)))) == before
        assert errors.shown() == []
        made.reject()
        hand.settle()
        return said

    return attempt


@pytest.mark.parametrize(("form", "good", "field"), COUNTED)
def test_R2_R12_a_count_that_cannot_be_is_said_beside_how_many(
    wrong: Wrong, form: type[AnimalForm], good: dict[str, str], field: str
) -> None:
    typed = field.replace(".", "__")
    for text, words in (("40", BARE), ("1.2.3.4", EXAMPLE), ("-1.0.0", EXAMPLE), ("some", EXAMPLE)):
        assert wrong(form, "ducks", **{**good, typed: text}) == {field: words}
    if form not in (BirthForm, CensusForm):
        assert wrong(form, "ducks", **{**good, typed: "0.0.41"}) == {field: TOO_MANY}
        assert wrong(form, "ducks", **{**good, typed: "1.0.0"}) == {field: "1.0.0 cannot come out of 0.0.40."}
    assert list(wrong(form, "ducks", **{**good, typed: "0.0.0"})) == [field]


@pytest.mark.parametrize(("form", "who", "good"), DATED)
def test_R18_a_day_before_it_came_or_one_that_has_not_come_is_said_beside_the_day(
    wrong: Wrong, form: type[AnimalForm], who: str, good: dict[str, str]
) -> None:
    future = "That day has not come yet." if form is MoveForm else FUTURE
    for text, words in (("tomorrow", future), ("May 2024", EXACT), ("", EMPTY)):
        assert wrong(form, who, **{**good, "on": text}) == {"on": words}
    for text, day in (("1.10.2024", "1 Oct 2024"), ("1.1.1700", "1 Jan 1700")):
        before = f"Nothing of this record is here on {day}."
        if form is MoveForm:
            before = "It came to its present place on 20 Nov 2024. Take that move back first."
        assert wrong(form, who, **{**good, "on": text}) == {"on": before}


@pytest.mark.parametrize(("form", "good"), DYING)
def test_R38_the_dead_do_nothing_more(
    hand: Hand, there: dict[str, int], wrong: Wrong, form: type[AnimalForm], good: dict[str, str]
) -> None:
    hand.work(lambda work: dispositions.death(work, there["bear"], None, Act(TODAY)))
    assert wrong(form, "bear", **good) == {"on": DEAD}


@pytest.mark.parametrize(("form", "who", "texts", "said"), OTHERS)
def test_what_cannot_be_is_said_beside_its_field(
    wrong: Wrong, form: type[AnimalForm], who: str, texts: dict[str, str], said: dict[str, str]
) -> None:
    assert wrong(form, who, **texts) == said


@pytest.mark.parametrize("form", [ResultForm, ReleaseForm, DaysForm, StatePaperForm])
def test_forms_of_the_quarantine_do_not_open_for_who_is_in_none(
    hand: Hand, there: dict[str, int], form: type[AnimalForm]
) -> None:
    made: list[AnimalForm] = []
    open_for(hand.desk, form, [there["bear"]], hand.window, made.append)
    hand.settle()
    assert made == []
    assert len(errors.shown()) == 1
    assert "quarantine" in errors.shown()[0]


def test_R18_a_birth_that_may_be_later_than_the_first_day_here_is_doubtful_and_can_be_saved(
    hand: Hand, there: dict[str, int]
) -> None:
    form = hand.open(AnimalEditForm, there["bear"])
    assert hand.save(form, born="2024") == {"born": "It was here on 20 Nov 2024 already."}
    assert form.save_button.text() == "Save all the same"
    assert hand.save(form) == {}
    assert hand.save(hand.open(AnimalEditForm, there["bear"]), born="20.11.2024") == {}


def test_R12_a_part_that_is_away_comes_back_no_larger_than_it_went(hand: Hand, there: dict[str, int]) -> None:
    loan = Act(TODAY, hand.zoo.terms["loan_out"], hand.zoo.institutions["MOSCOW"])
    hand.work(lambda work: dispositions.depart(work, there["ducks"], SexCount(0, 0, 3), loan))
    form = hand.open(ComeBackForm, there["ducks"])
    assert hand.save(form, count="0.0.4") == {"count": "0.0.3 are away: 0.0.4 cannot come of them."}
    assert hand.save(form, count="0.0.3") == {}
