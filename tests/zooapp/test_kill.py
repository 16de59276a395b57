"""kill -9 in the middle of an arrival, ten times: each is wholly there or wholly absent (50 times in tests/slow)."""

from tests.killing import ANIMALS, LINES, kill_again_and_again
from zooapp.counts import SexCount


def test_the_killed_consignment_is_75_animals() -> None:
    assert sum(SexCount.parse(count).total for _taxon, count in LINES) == ANIMALS


def test_a_kill_leaves_each_arrival_wholly_there_or_wholly_absent(database_url: str) -> None:
    times = 3 if "://" in database_url else 10  # a server undoes what its client left; the file has to do it itself
    seen = kill_again_and_again(database_url, times, seed=75)
    assert all(0 <= killed.after <= killed.seconds for killed in seen)
