"""kill -9 in the middle of an arrival, fifty times on each database."""

from tests.killing import kill_again_and_again


def test_fifty_kills_leave_each_arrival_wholly_there_or_wholly_absent(database_url: str) -> None:
    seen = kill_again_and_again(database_url, 50, seed=2024)
    assert len(seen) == 50
    assert all(0 <= killed.after <= killed.seconds for killed in seen)
