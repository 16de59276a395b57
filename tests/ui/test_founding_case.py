"""The founding case through forms alone: from an empty folder to the paper of 75 animals, by keyboard and reader."""

from collections.abc import Iterator

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from tests.ui import founding_acts as acts
from tests.ui.arriving import rows_of
from tests.ui.founding_hands import CTRL, Hands
from tests.ui.windows import window_on
from ui.window import LEAST
from zooapp import checking, inventory
from zooapp.models import DocumentFile, Enclosure, Entry, Person, Stay
from zooapp.paths import Home
from zooapp.starting import photo_folder

NAMES = {login: row["name"] for login, row in acts.PEOPLE.items()}


@pytest.fixture
def hands(qtbot: QtBot, qapp: QApplication, home: Home, cheap_hashes: None, look: None) -> Iterator[Hands]:
    """Hands at the window of an empty home folder."""
    with window_on(qtbot, home) as (window, _starting):
        window.resize(*LEAST)
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
    with hands.seated("han", "2024-11-20"):
        acts.take_in(hands)
    with hands.badged(acts.BADGE, "2024-11-21"):
        acts.photograph(hands)
    with hands.seated("pak", "2024-12-17"):
        acts.find_sex(hands)
        acts.enter_results(hands, "2024-12-17")
    with hands.seated("han", "2024-12-18"):
        acts.certify(hands)
    with hands.seated("pak", "2024-12-20"):
        assert any("Faecal" in words for words in acts.cannot_release(hands))  # G4
        acts.enter_last_round(hands)
        acts.release(hands)
    with hands.badged(acts.BADGE, "2024-12-21"):
        acts.move(hands, "BR2")
        assert where_is_buran(hands) == "BR2"
        hands.key(Qt.Key.Key_Z, CTRL)
        assert where_is_buran(hands) == "BR1"
    the_books_are_sound(hands, home)
    the_paper_names_them_all(hands)
    each_act_bears_its_person(hands)
    assert hands.faults == []
    assert hands.strays.seen == []


def where_is_buran(hands: Hands) -> str:
    """The place of the first bear."""
    stays = select(Enclosure.code).join(Stay, Stay.enclosure_id == Enclosure.id)
    stays = stays.where(Stay.animal_id == 2, Stay.until.is_(None), Stay.voided_by.is_(None))
    return str(hands.ask(lambda session: session.scalars(stays).one()))


def the_books_are_sound(hands: Hands, home: Home) -> None:
    """Nothing is off, and 75 animals of ten species are here."""
    database = hands.window.desk.database
    assert database is not None
    assert checking.faults(database, photo_folder(home)) == []
    now = hands.ask(lambda session: inventory.head_count(session, database.clock.today()))
    assert (now.animals, now.species) == (75, 10)


def the_paper_names_them_all(hands: Hands) -> None:
    """The stored certificate holds the total, each species and each chip."""
    found = hands.ask(lambda session: session.scalars(select(DocumentFile.bytes)).first())
    with pypdfium2.PdfDocument(found) as pdf:
        text = " ".join("\n".join(page.get_textpage().get_text_range() for page in pdf).split())
    assert "75" in text
    assert [row["scientific"] for row in rows_of("facts.csv") if row["scientific"] not in text] == []
    assert [chip for chip in acts.CHIPS.values() if chip not in text.replace(" ", "")] == []


def each_act_bears_its_person(hands: Hands) -> None:
    """The journal says of each act who did it; only the making of the collection and the fixture have nobody."""
    rows = select(Entry.why, Person.name).outerjoin(Person, Person.id == Entry.person_id)
    done: dict[str | None, set[str]] = {}
    for why, name in hands.ask(lambda session: session.execute(rows).all()):
        done.setdefault(name, set()).add(next((short for short in ("Confirm", "Edit") if why.startswith(short)), why))
    assert done == {
        None: {"A new collection", "The enclosures of the zoo"},
        NAMES["mun"]: {"New person", f"Badge of {NAMES['ri']}"},
        NAMES["han"]: {"New arrival", "Taxon", "Confirm", "Edit"}
        | {"New paper of TR-2024-017", "Transfer certificate for TR-2024-017"},
        NAMES["ri"]: {"Add photos", "Move", "Undo"},
        NAMES["pak"]: {"Sex", "Enter result", "Release from quarantine"},
    }
