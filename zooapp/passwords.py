"""Passwords, PINs and badges: what is long enough, and their hashes (argon2id)."""

import re
from collections.abc import Iterator

from argon2 import PasswordHasher, Type, low_level
from argon2.exceptions import InvalidHashError, VerificationError

from zooapp.errors import Invalid, Problem
from zooapp.i18n import _

# OWASP's parameters for argon2id: a sign-in waits a fortieth of a second for them on a slow machine, not a sixth.
_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_badges = PasswordHasher()  # for ever the same: a badge is found by its hash
_nobody = ""


def use(hasher: PasswordHasher) -> None:
    """Hash with these parameters from now on: tests want them cheap."""
    global _hasher, _badges, _nobody
    _hasher, _badges, _nobody = hasher, hasher, ""


def problems(text: str) -> Iterator[Problem]:
    """What is wrong with a new password."""
    if len(text) < 8:
        yield Problem("password", _("At least 8 letters."))


def of_password(text: str) -> str:
    """The hash of a new password. Raises Invalid when it is short."""
    if wrong := list(problems(text)):
        raise Invalid(wrong)
    return _hasher.hash(text)


def of_pin(text: str) -> str:
    """The hash of a new PIN. Raises Invalid when it is not 4 to 6 digits."""
    if not re.fullmatch(r"[0-9]{4,6}", text):
        raise Invalid(Problem("pin", _("Four to six digits.")))
    return _hasher.hash(text)


def of_badge(text: str, collection: str) -> str:
    """The hash of a badge: always the same in one collection, so that its owner is found by it."""
    if len(text.strip()) < 4:
        raise Invalid(Problem("badge", _("At least 4 characters; hold the badge to the reader.")))
    salt = collection.encode().ljust(8, b"\0")
    cost = (_badges.time_cost, _badges.memory_cost, _badges.parallelism)
    return low_level.hash_secret(text.strip().encode(), salt, *cost, hash_len=32, type=Type.ID).decode()


def fits(hashed: str | None, text: str) -> bool:
    """Whether a text is the one that was hashed. Without a hash it takes as long and says no."""
    global _nobody
    if hashed is None:
        _nobody = _nobody or _hasher.hash("")
    try:
        _hasher.verify(hashed or _nobody, text)
    except (VerificationError, InvalidHashError):
        return False
    return hashed is not None
