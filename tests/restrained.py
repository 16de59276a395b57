"""Run main.py as somebody whom the permission bits bind, also when the tests run as root, who ignores them.

A child without the capabilities of root that go past permission bits; its own files are still its own.
"""

import ctypes
import os
import sys
from pathlib import Path

MAIN = Path(__file__).parent.parent / "main.py"
DROP_FROM_BOUNDS = 24  # PR_CAPBSET_DROP
PAST_PERMISSIONS = (1, 2)  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH


def restrain() -> None:
    """Give up, for the program that is started next, what lets root past permission bits."""
    if os.geteuid() == 0:
        call = ctypes.CDLL(None, use_errno=True).prctl
        for capability in PAST_PERMISSIONS:
            if call(DROP_FROM_BOUNDS, capability, 0, 0, 0):
                raise OSError(ctypes.get_errno(), "the rights of root cannot be given up")


if __name__ == "__main__":
    restrain()
    os.execv(sys.executable, [sys.executable, str(MAIN), *sys.argv[1:]])
