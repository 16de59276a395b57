"""Set-up of a fresh machine: system libraries that Qt wants, `.venv` with the pinned packages, compiled bytecode.

Runs on the system's own Python with nothing installed: ``python3 .ci/setup.py requirements.lock``.
"""

import ctypes
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

VENV = Path(".venv")
PYTHON = VENV / "bin" / "python"
LIBRARIES = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
}
LIBRARIES_OF_A_WINDOW = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}


class SetupError(Exception):
    """What stands in the way, in words for the person at the terminal."""


def loads(library: str) -> bool:
    """Whether the system finds this shared library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def missing_packages() -> list[str]:
    """The Debian packages that are wanted and not there; those of a real window only where there is a display."""
    wanted: list[str] = []
    if not PYTHON.exists() and importlib.util.find_spec("ensurepip") is None:
        wanted.append("python3-venv" if sys.executable == "/usr/bin/python3" else f"python3.{sys.version_info[1]}-venv")
    if sys.platform == "linux":
        shown = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
        libraries = LIBRARIES | LIBRARIES_OF_A_WINDOW if shown else LIBRARIES
        wanted += [package for library, package in libraries.items() if not loads(library)]
    return wanted


def install_packages(packages: list[str]) -> None:
    """Install what the system lacks, where we may; else say the one line that does it."""
    line = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    if shutil.which("apt-get") is None:
        raise SetupError(f"The system lacks what Debian calls {', '.join(packages)}. Install these, then try again.")
    if os.geteuid() != 0:
        raise SetupError(f"The system lacks a few packages. Run this, then try again:\n\n  sudo {' '.join(line)}\n")
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for command in (["apt-get", "update", "-q"], line):
        subprocess.run(command, check=True, env=quiet, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)


def make_environment(lock: str) -> None:
    """`.venv` with exactly what the lock pins; one that is there and has it all is kept."""
    if not (PYTHON.exists() and list(VENV.glob("lib/python*/site-packages/pip"))):
        subprocess.run([sys.executable, "-m", "venv", VENV], check=True)
    quiet = ["--quiet", "--disable-pip-version-check", "--no-input"]
    subprocess.run([PYTHON, "-m", "pip", "install", *quiet, "--require-hashes", "-r", lock], check=True)
    # Without bytecode every start is 3.5 times slower; uv, or PYTHONDONTWRITEBYTECODE, may have left it out.
    subprocess.run([PYTHON, "-m", "compileall", "-q", "-j", "0", VENV / "lib"], check=False, stdout=subprocess.DEVNULL)


def main(lock: str) -> int:
    """Set up; 0 when all is there, 2 with a plain sentence when not."""
    try:
        if sys.version_info < (3, 11):  # noqa: UP036 (the one file that an older Python may meet)
            raise SetupError("Python 3.11 or newer is needed. Name one that you have: make PYTHON=python3.12 demo")
        if packages := missing_packages():
            install_packages(packages)
        make_environment(lock)
    except SetupError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    except subprocess.CalledProcessError as failed:
        command = " ".join(map(str, failed.cmd))
        sys.stderr.write(f"This step did not work, see the lines above:\n\n  {command}\n\nMend that, then try again.\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
