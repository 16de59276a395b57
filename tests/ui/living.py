"""Animals with a name and a birth, for the tests of their lives."""

import datetime as dt

from tests.builders import arrive
from tests.ui.acting import Hand
from zooapp.values.dates import FuzzyDate
from zooapp.work import Work

BEAR = "Ursus arctos"


def animal(hand: Hand, count: str, name: str | None = None, born: dt.date | None = None, taxon: str = BEAR) -> int:
    """A bear with a name and a birth, where they are said."""

    def make(work: Work) -> int:
        key = arrive(work, hand.zoo, taxon, count, unit="LT")
        record = work.touch(key)
        record.house_name, record.born = name, FuzzyDate.exact(born) if born else None
        return key

    made: int = hand.work(make)
    return made


def local(key: int) -> str:
    """Its local id."""
    return f"24-{key:04}"
