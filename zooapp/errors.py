"""What a person can act on: the kinds of error that carry plain words, and the problem of one field."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How much a problem weighs: an error blocks, a warning is accepted and kept with the act."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class Repair:
    """A way out that a form offers as a link: what the link says, and the text that goes into the field."""

    label: str
    value: str


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong or doubtful. `field` is a name, or a path such as ``lines.2.marks``; "" is the whole."""

    field: str
    text: str
    level: Level = Level.ERROR
    repair: Repair | None = None

    def under(self, prefix: str) -> "Problem":
        """The same problem seen from the form around it: `marks` under `lines.2` is `lines.2.marks`."""
        path = f"{prefix}.{self.field}" if self.field else prefix
        return Problem(path, self.text, self.level, self.repair)


class ZooError(Exception):
    """Something that a person can act on. `str(error)` is a plain sentence in the language of the program."""


class Invalid(ZooError):
    """What was asked cannot be; `problems` say where and why. Nothing was written."""

    def __init__(self, problems: Iterable[Problem] | Problem | str) -> None:
        if isinstance(problems, str):
            problems = Problem("", problems)
        self.problems = [problems] if isinstance(problems, Problem) else list(problems)
        super().__init__("\n".join(problem.text for problem in self.problems))


class NotAllowed(ZooError):
    """This person may not do this."""


@dataclass(frozen=True)
class Clash:
    """One field that two people changed: its label, what I wanted, what stands there now."""

    label: str
    mine: str
    theirs: str


class Conflict(ZooError):
    """Somebody else changed the record first. `clashes` sets both values side by side; nothing was written."""

    def __init__(self, text: str, clashes: Iterable[Clash] = ()) -> None:
        super().__init__(text)
        self.clashes = list(clashes)


class StorageFailed(ZooError):
    """The disk, the file or the server does not do what was asked. Says what that means for the data."""


class NotFound(ZooError):
    """There is no such record, file or command."""


class Unsettled(Invalid):
    """Only warnings stand in the way: the same act with these accepted goes through."""
