"""The founding case through forms alone: from an empty folder to the paper of 75 animals, by keyboard and reader."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui import founding_acts as acts
from tests.ui.founding_hands import Hands
from tests.ui.windows import window_on
from zooapp.paths import Home


@pytest.fixture
def hands(qtbot: QtBot, qapp: QApplication, home: Home, cheap_hashes: None, look: None) -> Iterator[Hands]:
    """Hands at the window of an empty home folder."""
    with window_on(qtbot, home) as (window, _starting):
        made = Hands(qtbot, window)
        qapp.installEventFilter(made.strays)
        yield made
        qapp.removeEventFilter(made.strays)


def test_the_registrar_the_vet_and_the_keeper_take_the_founding_consignment_to_its_paper(
    hands: Hands, home: Home
) -> None:
    acts.begin(hands, home.root / "usb")
    acts.let_in(hands)
    acts.build_places(hands)
    hands.get_up()
    hands.sit_down("han", acts.PEOPLE["han"]["password"], "2024-11-20")
    acts.take_in(hands)
    hands.get_up()
    hands.sit_down("pak", acts.PEOPLE["pak"]["password"], "2024-12-10")
    acts.enter_results(hands, "2024-12-10")
    assert hands.faults == []
    assert hands.strays.seen == []
