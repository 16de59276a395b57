"""Filters that are saved under a name: one's own, those that all see, and who may change them."""

import pytest

from tests.builders import TODAY, Zoo, actor
from zooapp.database import Database
from zooapp.errors import Conflict, Invalid, NotAllowed
from zooapp.lists import animals, filters
from zooapp.lists.spec import Query
from zooapp.models import Person
from zooapp.permission import Permission
from zooapp.services import filters as saving
from zooapp.services import undoing
from zooapp.work import Actor

ASKED = Query("bear", {"kind": "group", "status": "all"}, "born", True, TODAY)


@pytest.fixture
def keepers(database: Database, zoo: Zoo, boss: Actor) -> tuple[Actor, Actor]:
    """Two people who may look and no more."""
    with database.work(boss, "people") as work:
        ids = [work.add(Person(name=name)).id for name in ("Ri Chol", "Kim Ok")]
    first, second = (actor(Permission.LOOK, person=key) for key in ids)
    return first, second


def seen(database: Database, by: Actor) -> list[tuple[str, str]]:
    with database.read() as session:
        return [(one.name, one.owner) for one in filters.saved(session, animals.LIST, by.person_id)]


def save(database: Database, by: Actor, name: str, *, shared: bool = False) -> int:
    with database.work(by, "filter") as work:
        return saving.save(work, "animals", ASKED, name, shared=shared).id


def test_a_saved_filter_asks_the_same_again_on_any_day(database: Database, keepers: tuple[Actor, Actor]) -> None:
    save(database, keepers[0], "  My   bears ")
    with database.read() as session:
        (one,) = filters.saved(session, animals.LIST, keepers[0].person_id)
    assert one.name == "My bears"
    assert one.query == Query("bear", {"kind": "group", "status": "all"}, "born", True, None)


def test_others_see_only_what_is_for_everybody_and_whose_it_is(
    database: Database, keepers: tuple[Actor, Actor]
) -> None:
    first, second = keepers
    save(database, first, "Mine")
    save(database, first, "All bears", shared=True)
    save(database, second, "Zebras")
    assert seen(database, first) == [("All bears", ""), ("Mine", "")]
    assert seen(database, second) == [("Zebras", ""), ("All bears", "Ri Chol")]


def test_a_name_is_given_once_a_person_and_again_after_it_was_removed(
    database: Database, keepers: tuple[Actor, Actor]
) -> None:
    first, second = keepers
    key = save(database, first, "Bears")
    save(database, second, "Bears")
    with pytest.raises(Invalid, match="of this name already"):
        save(database, first, " Bears")
    with database.work(first, "gone") as work:
        saving.remove(work, key)
    save(database, first, "Bears")
    assert seen(database, first) == [("Bears", "")]


def test_its_owner_renames_it_and_nobody_else(database: Database, keepers: tuple[Actor, Actor], boss: Actor) -> None:
    first, second = keepers
    key = save(database, first, "Bears", shared=True)
    with pytest.raises(NotAllowed, match="Somebody else"), database.work(second, "rename") as work:
        saving.amend(work, key, 1, {"name": "Mine now"})
    with pytest.raises(NotAllowed), database.work(second, "remove") as work:
        saving.remove(work, key)
    with database.work(first, "rename") as work:
        saving.amend(work, key, 1, {"name": "Brown bears", "shared": False})
    with pytest.raises(Conflict), database.work(first, "rename again") as work:
        saving.amend(work, key, 1, {"name": "White bears"})
    assert seen(database, first) == [("Brown bears", "")]
    assert seen(database, second) == []


def test_who_has_the_settings_clears_away_what_all_see_and_undo_brings_it_back(
    database: Database, keepers: tuple[Actor, Actor], boss: Actor
) -> None:
    key = save(database, keepers[0], "Bears", shared=True)
    with database.work(boss, "clear away") as work:
        saving.remove(work, key)
    assert seen(database, keepers[0]) == []
    with database.work(boss, "undo") as undo:
        undoing.undo(undo, work.entry_id)
    assert seen(database, keepers[0]) == [("Bears", "")]


def test_what_a_list_no_longer_knows_is_left_out(database: Database, keepers: tuple[Actor, Actor]) -> None:
    odd = Query("", {"kind": "flock", "colour": "red", "status": "all"}, "weight")
    with database.work(keepers[0], "old") as work:
        saving.save(work, "animals", odd, "Of an older program")
    with database.read() as session:
        (one,) = filters.saved(session, animals.LIST, keepers[0].person_id)
    assert one.query == Query("", {"status": "all"})


def test_a_record_by_which_it_filters_is_called_as_it_is_called_now(
    database: Database, zoo: Zoo, keepers: tuple[Actor, Actor]
) -> None:
    asked = Query(filters={"taxon": zoo.taxa["Ursus arctos"], "status": "living"})
    with database.read() as session:
        assert filters.labels(session, animals.LIST, asked) == {"taxon": "Ursus arctos"}


def test_nobody_saves_for_nobody(database: Database, zoo: Zoo) -> None:
    with pytest.raises(NotAllowed, match="sign in first"):
        save(database, actor(Permission.LOOK), "Script")
