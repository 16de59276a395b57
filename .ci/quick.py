"""Run the tests of what changed since the last commit: a test has the word of its subject in its name.

``zooapp/services/accessions.py`` is tested by each ``tests/**/test_*accession*.py``. A changed test runs itself;
what all tests stand on (builders, settings, pins) runs them all.
"""

import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

ALWAYS = "tests/test_house_laws.py"
FOUNDATIONS = ("pyproject.toml", "requirements", "tests/conftest.py", "tests/servers.py", "zooapp/models/base.py")


def changed() -> list[str]:
    """Files that differ from the last commit, new ones among them."""
    commands = (["diff", "--name-only", "HEAD"], ["ls-files", "--others", "--exclude-standard"])
    return [
        line
        for command in commands
        for line in subprocess.run(["git", *command], check=True, capture_output=True, text=True).stdout.splitlines()
    ]


def subject(path: str) -> str:
    """The word that a file is about: accession for accessions.py and for test_accession.py."""
    return Path(path).stem.removeprefix("test_").removesuffix("s")


def tests_of(files: Iterable[str], tests: Iterable[str]) -> list[str]:
    """Those tests that belong to the files, the house's laws always; all when a foundation changed."""
    tests, files = list(tests), list(files)
    if any(file.startswith(FOUNDATIONS) for file in files):
        return tests
    words = {subject(file) for file in files if file.endswith((".py", ".typ"))} - {"", "__init__"}
    return [test for test in tests if test in files or test == ALWAYS or any(word in Path(test).stem for word in words)]


if __name__ == "__main__":
    every = (str(test) for test in sorted(Path("tests").rglob("test_*.py")) if "slow" not in test.parts)
    chosen = tests_of(changed(), every)
    sys.exit(subprocess.run([sys.executable, "-m", "pytest", "-q", *chosen, *sys.argv[1:]], check=False).returncode)
