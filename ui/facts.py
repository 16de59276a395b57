"""What the open collection says to the window: at the door, and in the frame around the pages."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Door:
    """To who comes in: whose collection it is; who signs in by PIN here (name, sign-in name)."""

    zoo: str
    people: tuple[tuple[str, str], ...] = ()

    @property
    def by_pin(self) -> bool:
        """Whether this computer is shared, and people sign in by PIN."""
        return bool(self.people)


@dataclass(frozen=True)
class Facts:
    """To who works: whose collection it is, the words for its last backup, idle minutes until it locks."""

    zoo: str = ""
    backup: str = ""
    lock_minutes: int = 0
