"""kill -9 in the middle of an arrival, ten times: each is wholly there or wholly absent (50 times in tests/slow)."""

from tests.killing import kill_again_and_again


def test_a_kill_leaves_each_arrival_wholly_there_or_wholly_absent(database_url: str) -> None:
    times = 3 if "://" in database_url else 10  # a server undoes what its client left; the file has to do it itself
    seen = kill_again_and_again(database_url, times, seed=75)
    assert len(seen) == times
    assert all(0 <= killed.after <= killed.seconds for killed in seen)
