"""The forms of loans and of transit: what they change is shown before, it is saved as shown, refusals stand beside."""

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from sqlalchemy import select

from tests.builders import TODAY, arrive
from tests.ui import access
from tests.ui.acting import Hand, hand_at_the_desk  # noqa: F401 - a fixture
from tests.zooapp import lending as told
from ui import undoing
from ui.forms.birth import BirthForm
from ui.forms.come_back import ComeBackForm
from ui.forms.departure import DepartureForm, WriteOffForm
from ui.forms.loan_back import GiveBackForm, HandOnForm
from ui.forms.loan_out import BorrowForm, LendForm
from ui.forms.owner_shares import OwnerSharesForm
from ui.forms.previewing import ActForm
from ui.forms.transit import ReceiveForm, SendForm
from zooapp import ledger
from zooapp.ledger import Filter
from zooapp.models import Direction, Entry, Loan, LoanAnimal, Mode, OffspringRule, Term, Transaction
from zooapp.services import loans, offspring

DUCK, BEAR = "Aix galericulata", "Ursus arctos"


def shown(form: ActForm, hand: Hand, **texts: str) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    for path, text in texts.items():
        form.fill(path, text)
    form.look_ahead()
    hand.settle()
    return (form.after.effect.before, form.after.effect.after) if form.after.effect else None


def acts(hand: Hand) -> int:
    return len(hand.ask(lambda s: s.scalars(select(Transaction.id)).all()))


def count(hand: Hand, animal: int, **where: int) -> str:
    return str(hand.ask(lambda s: ledger.count(s, Filter(animals=[animal], **where))))  # type: ignore[arg-type]


@pytest.fixture(autouse=True)
def words_of_loans(hand: Hand) -> None:
    hand.work(told.terms)


def test_several_marked_ones_go_on_a_new_loan_and_that_is_shown_before(hand: Hand) -> None:
    crate = [hand.comes(DUCK, "0.0.4", "SL"), hand.comes(BEAR, "0.1.0", "BR1")]
    form = hand.open(LendForm, *crate)
    assert access.faults(form) == []
    assert shown(form, hand) is None
    assert hand.save(form) == {"partner_id": "Choose a loan, or say with whom the new one is."}
    after = "0.1.4 · held by Moscow Zoo · ours"
    assert shown(form, hand, partner_id="MOSCOW") == (("0.1.4 · here · ours",), (after,))
    assert hand.save(form, due="01.01.2020") == {"due": "Ends before it begins."}
    assert hand.save(form, due="31.12.2025", contract_no="17/24") == {}
    loan = hand.ask(lambda s: s.scalars(select(Loan)).one())
    assert (loan.number, loan.contract_no, loan.due) == ("L-2024-001", "17/24", dt.date(2025, 12, 31))
    assert [count(hand, one, owner=hand.zoo.us) for one in crate] == ["0.0.4", "0.1.0"]
    assert hand.told() == ["2 records are on loan."]


def test_R12_a_part_of_a_group_goes_under_a_loan_that_runs_and_no_more_than_there_are(hand: Hand) -> None:
    ducks = hand.comes(DUCK, "5.5.0", "SL")
    hand.work(lambda work: loans.open_loan(work, told.contract(hand.zoo)))
    form = hand.open(LendForm, ducks)
    wrong = hand.save(form, loan_id="L-2024-001 · Moscow Zoo", count="6.0.0")
    assert wrong == {"count": "6.0.0 cannot come out of 5.5.0."}
    assert hand.save(form, count="40") == {"count": "Males, females, unknown: like 2.3.10."}
    assert hand.save(form, count="2.0.0") == {}
    assert count(hand, ducks, holder=hand.zoo.us) == "3.5.0"


def test_R37_a_loan_that_is_sent_is_held_by_nobody_until_it_is_received(hand: Hand) -> None:
    bear = hand.comes(BEAR, "0.1.0", "BR1")
    form = hand.open(LendForm, bear)
    after = ("0.1.0 · held by In transit · ours",)
    assert shown(form, hand, partner_id="MOSCOW", how="Under way until received") == (("0.1.0 · here · ours",), after)
    assert hand.save(form) == {}
    receipt = hand.open(ReceiveForm, bear)
    assert shown(receipt, hand) == (after, ("0.1.0 · held by Moscow Zoo · ours",))
    assert hand.save(receipt, on="01.01.2024") == {"on": "Before they left."}
    assert hand.save(receipt, on="20.11.2024") == {}
    assert count(hand, bear, holder=hand.zoo.institutions["MOSCOW"]) == "0.1.0"


def test_R37_the_title_passes_as_the_term_says_and_what_is_here_is_not_received(hand: Hand) -> None:
    bear = hand.work(lambda work: arrive(work, hand.zoo, BEAR, "0.1.0", unit="BR1", local_id="24-0009"))
    assert hand.save(hand.open(ReceiveForm, bear)) == {"on": "24-0009 is not under way."}
    form = hand.open(SendForm, bear)
    ours = ("0.1.0 · here · ours",)
    theirs = ("0.1.0 · held by In transit · owned by Moscow Zoo",)
    still = ("0.1.0 · held by In transit · ours",)
    assert shown(form, hand, term_id="sale_to", partner_id="MOSCOW") == (ours, theirs)
    assert shown(form, hand, term_id="donation_to") == (ours, still)
    assert hand.save(form) == {}
    assert shown(hand.open(ReceiveForm, bear), hand) == (still, ("0.1.0 · held by Moscow Zoo · owned by Moscow Zoo",))


def test_a_loan_comes_back_from_its_holder_and_a_third_party_may_hold_it_between(hand: Hand) -> None:
    bear = hand.comes(BEAR, "0.1.0", "BR1")
    assert hand.save(hand.open(LendForm, bear), partner_id="MOSCOW") == {}
    form = hand.open(HandOnForm, bear)
    moscow, third = "0.1.0 · held by Moscow Zoo · ours", "0.1.0 · held by Third Zoo · ours"
    assert hand.save(form, to_id="PYONGYANG") == {"to_id": "What comes to us is written down as “Comes back”."}
    assert shown(form, hand, to_id="THIRD") == ((moscow,), (third,))
    assert hand.save(form) == {}
    back = hand.open(GiveBackForm, bear)
    assert back.windowTitle() == "Give back"
    assert shown(back, hand) == ((third,), ("0.1.0 · here · ours",))
    assert hand.save(back, protocol_id="by_order") == {"enclosure_id": "In which unit?"}
    assert hand.save(back, protocol_id="", enclosure_id="BR1") == {}
    assert hand.ask(lambda s: s.scalars(select(LoanAnimal.until)).all()) == [TODAY]


def test_R38_what_was_never_lent_is_not_given_back(hand: Hand) -> None:
    bear = hand.work(lambda work: arrive(work, hand.zoo, BEAR, "0.1.0", unit="BR1", local_id="24-0009"))
    before = acts(hand)
    for form in (GiveBackForm, HandOnForm):
        opened = hand.open(form, bear)
        texts = {"to_id": "THIRD"} if form is HandOnForm else {}
        assert hand.save(opened, **texts) == {"on": "24-0009 stands under no loan."}
        opened.reject()
    assert acts(hand) == before


def test_what_belongs_to_others_goes_under_their_contract_and_home_again(hand: Hand) -> None:
    bear = hand.work(lambda work: arrive(work, hand.zoo, BEAR, "0.1.0", unit="BR1", owner="MOSCOW", local_id="24-9"))
    form = hand.open(BorrowForm, bear)
    assert access.faults(form) == []
    assert hand.save(form, partner_id="THIRD") == {"partner_id": "24-9 belongs to Moscow Zoo."}
    assert hand.save(form, partner_id="MOSCOW", on="01.10.2024") == {}
    back = hand.open(GiveBackForm, bear)
    assert "enclosure_id" not in back.boxes
    owned = "owned by Moscow Zoo"
    assert shown(back, hand) == ((f"0.1.0 · here · {owned}",), (f"0.1.0 · held by Moscow Zoo · {owned}",))
    assert hand.save(back) == {}
    assert count(hand, bear, holder=hand.zoo.us) == "0.0.0"


def test_R34_a_birth_under_a_contract_proposes_whose_the_young_are(hand: Hand) -> None:
    bear = hand.work(lambda work: arrive(work, hand.zoo, BEAR, "0.1.0", unit="BR1", owner="MOSCOW"))
    facts = told.contract(hand.zoo, Direction.IN, offspring=OffspringRule.ALTERNATING)
    hand.work(lambda work: loans.borrow(work, loans.open_loan(work, facts).id, [bear], TODAY))
    form = hand.open(BirthForm, bear)
    assert form.boxes["owner_id"].hint == "Empty: L-2024-001: In turn, the first to the owner"
    assert shown(form, hand, count="1.1.0") is None
    words = "The young by L-2024-001: 1 – Moscow Zoo, 1 – Central Zoo, Pyongyang. Per contract?"
    assert hand.save(form, count="1.1.0") == {"count": words}
    assert hand.save(form) == {}
    assert str(hand.ask(lambda s: ledger.count(s, Filter(owner=hand.zoo.us)))) == "0.1.0"


def test_shares_are_said_by_whole_percent_and_a_wrong_sum_stands_beside_its_field(hand: Hand) -> None:
    bear = hand.comes(BEAR, "0.1.0", "BR1")
    form = hand.open(OwnerSharesForm, bear)
    assert hand.save(form, owner1="PYONGYANG") == {"percent1": "Fill this in."}
    wrong = hand.save(form, percent1="60", owner2="MOSCOW", percent2="50")
    assert wrong == {"percent1": "The shares make 110 %, not 100 %."}
    assert hand.save(form, percent2="40") == {}
    shares = hand.ask(lambda s: offspring.shares_of(s, bear))
    assert shares == [(hand.zoo.us, 60), (hand.zoo.institutions["MOSCOW"], 40)]
    again = hand.open(OwnerSharesForm, bear)
    assert again.editors["percent2"].value() == 40
    entries = hand.ask(lambda s: len(s.scalars(select(Entry.id)).all()))
    assert hand.save(again) == {}
    assert hand.told()[-1] == "Nothing was changed."
    assert hand.ask(lambda s: len(s.scalars(select(Entry.id)).all())) == entries


def test_a_loan_is_lent_and_given_back_by_keyboard_alone_and_undone(hand: Hand) -> None:
    bear = hand.comes(BEAR, "0.1.0", "BR1")
    form = hand.open(LendForm, bear)
    QTest.keyClick(form.focusWidget(), Qt.Key.Key_Tab)
    QTest.keyClicks(form.focusWidget(), "MOSCOW")
    QTest.keyClick(form.focusWidget(), Qt.Key.Key_Tab)
    QTest.keyClick(form.focusWidget(), Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    hand.settle()
    assert count(hand, bear, holder=hand.zoo.institutions["MOSCOW"]) == "0.1.0"
    form2 = hand.open(GiveBackForm, bear)
    QTest.keyClick(form2.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    hand.settle()
    assert count(hand, bear, holder=hand.zoo.us) == "0.1.0"
    undoing.undo(hand.desk)
    hand.settle()
    assert count(hand, bear, holder=hand.zoo.institutions["MOSCOW"]) == "0.1.0"


@pytest.mark.parametrize("found", [True, False])
def test_R29_R38_what_is_missing_stays_ours_until_it_is_written_off_and_can_come_back(hand: Hand, found: bool) -> None:
    hand.work(lambda work: work.add(Term(code="escape", mode=Mode.DEPARTURE, name="escape", ownership=False)))
    bear = hand.comes(BEAR, "0.1.0", "BR1")
    form = hand.open(DepartureForm, bear)
    kept = ("0.1.0 · missing · ours",)
    words = "They keep their owner until they are written off"
    wrong = {"whose": "Only what is missing is asked for. Leave this empty."}
    assert hand.save(form, term_id="donation_to", partner_id="MOSCOW", whose=words) == wrong
    assert shown(form, hand, term_id="escape", partner_id="") == (("0.1.0 · here · ours",), kept)
    assert hand.save(form) == {}
    assert [count(hand, bear, owner=hand.zoo.us), count(hand, bear, holder=hand.zoo.us)] == ["0.1.0", "0.0.0"]
    if found:
        missing = ("0.1.0 · missing · ours",)
        assert shown(hand.open(ComeBackForm, bear), hand) == (missing, ("0.1.0 · here · ours",))
    else:
        assert hand.save(hand.open(WriteOffForm, bear)) == {}
        assert count(hand, bear) == "0.0.0"
        assert hand.save(hand.open(WriteOffForm, bear))["on"].endswith("is not missing.")
    assert hand.save(hand.open(ComeBackForm, bear), enclosure_id="LT") == {}
    assert count(hand, bear, holder=hand.zoo.us, owner=hand.zoo.us) == "0.1.0"
