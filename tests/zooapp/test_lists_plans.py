"""How little the list of animals asks of the database: three questions, and no big table read through."""

from itertools import product

import pytest

from tests.builders import TODAY, Zoo, arrive
from tests.counting import plans, scans, statements
from zooapp.database import Database
from zooapp.lists import animals, reading
from zooapp.lists.spec import Query
from zooapp.work import Actor

FILTERS: tuple[dict[str, str], ...] = ({}, {"status": "all"}, {"status": "dead"}, {"quarantine": "yes"})
WORDS = ("", "bear", "꿩")


@pytest.mark.parametrize("order", list(animals.ORDERS))
def test_a_list_asks_three_questions_however_long_it_is(
    database: Database, zoo: Zoo, boss: Actor, order: str
) -> None:
    query = Query("aix", on=TODAY, order=order)
    for size in (1, 9):
        with database.work(boss, "more", accept=None) as work:
            for _turn in range(size):
                arrive(work, zoo, "Aix galericulata", "0.0.4")
        with database.read() as session, statements(database) as asked:
            assert len(reading.first(session, animals.LIST, query)) >= size
        assert len(asked) == 3
    with database.read() as session, statements(database) as asked:
        assert len(reading.ids(session, animals.LIST, query)) == 10
        assert len(asked) == 1
        assert len(list(reading.rows(session, animals.LIST, query))) == 10


@pytest.mark.parametrize("order", list(animals.ORDERS))
def test_no_question_reads_a_big_table_through(sqlite: Database, zoo: Zoo, order: str) -> None:
    picks = {"taxon": zoo.taxa["Aves"], "enclosure": zoo.enclosures["PR"]}
    for words, filters, more in product(WORDS, FILTERS, ({}, picks)):
        query = Query(words, on=TODAY, order=order, filters={**filters, **more})
        with sqlite.read() as session, plans(sqlite) as lines:
            reading.first(session, animals.LIST, query)
            reading.foot(session, animals.LIST, query)
        allowed = "SCAN search_texts" if len(words) == 1 else "nothing"
        assert lines
        assert [line for line in scans(lines) if not line.startswith(allowed)] == []
