"""An arrival of an animal that is in the books: the form asks whether it is a visit, and leads to its own record."""

import pytest
from pytestqt.qtbot import QtBot

from tests import builders
from tests.ui.arriving import (  # noqa: F401 - fixtures
    Settle,
    arrival_form,
    arrival_looked,
    arrival_window,
    demo_places,
)
from tests.ui.filling import press
from ui.forms.arrival import ArrivalForm
from ui.forms.come_back import ComeBackForm
from zooapp.booking import Act
from zooapp.database import Database
from zooapp.models import Animal, MarkKind
from zooapp.services import dispositions, identifiers
from zooapp.work import ALL

BEAR = "Ursus arctos"


@pytest.fixture(name="masha")
def bear_that_left(seeded: Database) -> int:
    """A bear with a studbook number, given to Moscow."""
    zoo = builders.ids(seeded)
    with seeded.work(builders.actor(), "Masha", ALL) as work:
        bear = builders.arrive(work, zoo, BEAR, "0.1.0", local_id="24-0003")
        work.amend(Animal, bear, work.get(Animal, bear).version, {"house_name": "Masha"})
        identifiers.add(work, bear, {"kind": MarkKind.STUDBOOK, "value": "417"})
        gone = Act(work.today, zoo.terms["donation_to"], zoo.institutions["MOSCOW"])
        dispositions.depart(work, bear, None, gone)
    return bear


def test_R24_an_arrival_of_a_known_animal_leads_to_its_own_record(
    qtbot: QtBot, masha: int, form: ArrivalForm, looked: Settle, settle: Settle
) -> None:
    assert form.body.likely.isHidden()
    line = {"taxon_id": BEAR, "announced": "0.1.0", "alive": "0.1.0", "marks": "studbook:417"}
    for path, text in line.items():
        form.fill(f"lines.0.{path}", text)
    looked()
    problem = form.boxes["lines.0.marks"].problem
    assert problem is not None
    assert "This may be 24-0003 (Masha): a visit of it, or another animal?" in problem.text
    press(form.body.likely, "24-0003 (Masha) comes back…")
    settle()
    shown = form.findChild(ComeBackForm)
    assert shown is not None
    assert shown.animal == masha
    shown.reject()
    form.fill("lines.0.marks", "studbook:418")
    looked()
    assert form.body.likely.isHidden()
