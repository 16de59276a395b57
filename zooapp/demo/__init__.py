"""The founding case as acts and papers: 75 animals from Moscow Zoo arrive, are tested, released, moved and certified.

Every act goes through the same services as the window's, by the person whose act it is, on its day in 2024.
"""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

from zooapp.demo.arrival import arrival, begin, places, staff, state_order
from zooapp.demo.release import certificate, count, release, species, take_photos, tests
from zooapp.demo.stage import Demo
from zooapp.paths import Home

STEPS: Final[tuple[Callable[[Demo], None], ...]] = (
    staff,
    places,
    arrival,
    state_order,
    take_photos,
    tests,
    species,
    certificate,
    release,
    count,
)


def nobody(_step: str, _demo: Demo) -> None:
    """Nobody looks on."""


def run(
    out: Path, home: Home, progress: Callable[[int, int], None], look: Callable[[str, Demo], None] = nobody
) -> None:
    """Make the demo collection in `home` and its papers in `out`; print what was done.

    `look(step, demo)` is called after each step, by the name of its function: whoever takes pictures looks on there.
    """
    out.mkdir(parents=True, exist_ok=True)
    demo = begin(home, out)
    for number, step in enumerate(STEPS, 1):
        step(demo)
        look(step.__name__, demo)
        progress(number, len(STEPS))
    demo.database.close()
    wide = max(len(what) for what, _how in demo.done)
    for what, how in demo.done:
        sys.stdout.write(f"{what:<{wide}}  {how}\n")
