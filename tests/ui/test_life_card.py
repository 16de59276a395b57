"""The card of an animal: its family, its weight, and its whole life as one history that can be walked by keys."""

import datetime as dt

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from tests.builders import TODAY
from tests.ui import access
from tests.ui.acting import Hand, hand_at_the_desk  # noqa: F401 - a fixture
from tests.ui.filling import said
from tests.ui.living import animal, local
from ui.forms.weight_edit import WeightEditForm
from ui.panels.animal_card import AnimalCard
from ui.panels.animals import AnimalsPage
from zooapp.booking import Act
from zooapp.models import Animal, ParentRole, Special
from zooapp.services import animals, determinations, measures, parentages
from zooapp.services.determinations import Finding
from zooapp.services.measures import Weighing
from zooapp.services.parentages import Candidate
from zooapp.values.counts import Sex
from zooapp.values.weights import Weight
from zooapp.work import Work

DAY = dt.timedelta(days=1)


def card_of(hand: Hand, key: int) -> AnimalCard:
    """The card, as the window shows it."""
    card = AnimalCard(hand.desk)
    card.setParent(hand.window)
    card.show()
    card.show_record(key)
    hand.settle()
    return card


def told(card: AnimalCard) -> list[str]:
    """The lines of the history."""
    assert card.timeline is not None
    return [line.accessibleName() for line in card.timeline.lines]


def choose(hand: Hand, card: AnimalCard, topic: str) -> list[str]:
    """What the history tells of a topic."""
    assert card.timeline is not None
    card.timeline.topic.setCurrentText(topic)
    hand.settle()
    return told(card)


def test_the_card_tells_the_family_the_weight_and_how_the_sex_was_found(hand: Hand) -> None:
    taiga, cub = animal(hand, "0.1.0", "Taiga"), animal(hand, "0.0.1", born=dt.date(2024, 5, 3))

    def live(work: Work) -> None:
        parentages.set_parents(work, cub, ParentRole.DAM, [Candidate(taiga)])
        parentages.set_parents(work, cub, ParentRole.SIRE, [Candidate(special=Special.WILD)])
        measures.weigh(work, cub, Weight(4200), Weighing(TODAY))
        determinations.sexed(work, cub, Sex.MALE, Finding(method="DNA"), Act(TODAY))

    hand.work(live)
    words = said(card_of(hand, cub))
    assert {"Wild", f"{local(taiga)} Taiga", "4.2 kg · 20 Nov 2024"} <= set(words)
    assert "male · Confirmed · DNA · 20 Nov 2024" in words
    assert local(cub) in said(card_of(hand, taiga))


def test_the_whole_life_is_one_history_that_is_filtered_by_topic(hand: Hand) -> None:
    taiga, cub = animal(hand, "0.1.0", "Taiga"), animal(hand, "0.0.1", born=dt.date(2024, 5, 3))

    def live(work: Work) -> None:
        parentages.set_parents(work, cub, ParentRole.DAM, [Candidate(taiga)])
        for day in range(20):
            measures.weigh(work, taiga, Weight(120_000 + day), Weighing(TODAY - day * DAY, estimate=not day))
        animals.amend(work, taiga, work.get(Animal, taiga).version, {"house_name": "Masha"})

    hand.work(live)
    card = card_of(hand, taiga)
    assert access.faults(card) == []
    assert card.timeline is not None
    assert len(told(card)) == 12
    assert choose(hand, card, "Family") == [f"3 May 2024: Offspring: {local(cub)}. Han Myong-ok"]
    assert choose(hand, card, "Sex, taxon, names") == ["20 Nov 2024: Was called Taiga until then. Han Myong-ok"]
    assert choose(hand, card, "Photos and papers") == []
    weights_told = choose(hand, card, "Weights")
    assert weights_told[0] == "20 Nov 2024: Weight 120 kg. estimated · Han Myong-ok"
    card.timeline.more.click()
    hand.settle()
    assert len(told(card)) == 20
    assert card.timeline.more.isHidden()
    card.show_record(taiga)
    hand.settle()
    assert card.timeline.topic.currentText() == "Weights"


def test_each_line_is_opened_by_enter_and_the_arrows_walk_the_lines(hand: Hand) -> None:
    taiga, cub = animal(hand, "0.1.0", "Taiga"), animal(hand, "0.0.1", born=dt.date(2024, 5, 3))

    def live(work: Work) -> None:
        parentages.set_parents(work, cub, ParentRole.DAM, [Candidate(taiga)])
        measures.weigh(work, taiga, Weight(120_000), Weighing(TODAY))
        animals.amend(work, taiga, work.get(Animal, taiga).version, {"house_name": "Masha"})

    hand.work(live)
    went: list[tuple[str, object]] = []
    hand.desk.go.connect(lambda place, thing: went.append((place, thing)))
    card = card_of(hand, taiga)
    assert card.timeline is not None
    first = card.timeline.lines[0]
    first.setFocus()
    opened: dict[str, str] = {}
    for line in list(card.timeline.lines):
        assert card.focusWidget() is line
        QTest.keyClick(line, Qt.Key.Key_Return)
        hand.settle()
        for dialog in card.findChildren(QDialog):
            if dialog.isVisible():
                opened[line.accessibleName()] = dialog.windowTitle()
                dialog.reject()
        hand.settle()
        line.setFocus()
        QTest.keyClick(line, Qt.Key.Key_Down)
    assert opened == {
        "20 Nov 2024: Weight 120 kg. Han Myong-ok": f"Weight of {local(taiga)}",
        "20 Nov 2024: Was called Taiga until then. Han Myong-ok": "Was called Taiga until then · 20 Nov 2024",
    }
    assert ("animals", cub) in went
    assert ("enclosures", hand.zoo.enclosures["LT"]) in went
    assert any(place == "animals" and isinstance(thing, tuple) for place, thing in went)


def test_the_list_of_weights_shows_the_animal_and_enter_corrects_a_row(hand: Hand, qtbot: QtBot) -> None:
    taiga = animal(hand, "0.1.0", "Taiga")
    made = hand.work(lambda work: measures.weigh(work, taiga, Weight(120_000), Weighing(TODAY)))
    page = AnimalsPage(hand.desk)
    qtbot.addWidget(page)
    page.resize(1280, 720)
    page.show()
    page.show_record(("measure", made))
    hand.settle()
    shown = page.shown_list()
    assert shown.spec.kind == "weights"
    assert page.selected_ids() == [taiga]
    QTest.keyClick(shown.table, Qt.Key.Key_Return)
    hand.settle()
    (form,) = (each for each in page.findChildren(WeightEditForm) if each.isVisible())
    assert hand.save(form, weight="121 kg") == {}
    assert shown.table.paged.row(0).cells["weight"] == "121 kg"  # type: ignore[union-attr]
