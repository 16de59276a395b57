"""How long a certificate of 75 animals takes when the program is warm, seal included, against its limit of 150 ms."""

import sys
import time
from dataclasses import replace
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.zooapp.certificate_sample import FOUNDING, SINGLE_ROWS
from zooapp.documents.certificate import Edition, State, sealed_pdf
from zooapp.documents.certificate_data import TransferCertificateData
from zooapp.documents.seal import Head, SealingKey, certify, make_workstation_key, make_zoo_key

LIMIT = 0.150  # seconds
ROUNDS = 15


def seconds(data: TransferCertificateData, key: SealingKey) -> list[float]:
    """The time of each round, a new number each time so that nothing is reused whole; the first two warm up."""
    taken = []
    for nth in range(ROUNDS + 2):
        begun = time.perf_counter()
        sealed_pdf(replace(data, number=f"TR-2024-{nth:03}"), Edition(State.ORIGINAL), key, [Head(1, nth, "ab" * 32)])
        taken.append(time.perf_counter() - begun)
    return taken[2:]


def main() -> None:
    """Print the median and the best of each case, and its ratio to the limit."""
    pair = make_workstation_key()
    key = SealingKey(pair.private, pair.public, certify(make_zoo_key().private, pair.public))
    for name, data in (("75 animals, 16 lines", FOUNDING), ("75 animals, 75 lines", SINGLE_ROWS)):
        taken = seconds(data, key)
        sys.stdout.write(
            f"{name}: median {median(taken) * 1000:.0f} ms ({median(taken) / LIMIT:.2f} of the limit), "
            f"best {min(taken) * 1000:.0f} ms ({min(taken) / LIMIT:.2f})\n"
        )


if __name__ == "__main__":
    main()
