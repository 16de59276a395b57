"""How big a sample of a group has to be, and what it then says (rules.md 2.7, R101)."""

import math

from zooapp.i18n import _


def sample_size(n: int, prevalence: int = 10, confidence: int = 95, sensitivity: int = 100) -> int:
    """How many of `n` to test so that an infection is found; the other three in percent (R101, Cannon and Roe)."""
    if n <= 0:
        return 0
    infected = max(1, math.ceil(n * prevalence / 100))
    found: float = (1 - (1 - confidence / 100) ** (1 / infected)) * (n - (infected - 1) / 2)
    return min(n, math.ceil(math.ceil(found) * 100 / sensitivity))


def sample_words(n: int, prevalence: int = 10, confidence: int = 95, sensitivity: int = 100) -> str:
    """What such a sample means, in words that promise no more than it does (R101)."""
    sure = _("and the test never misses") if sensitivity == 100 else _("and the test finds {n} %").format(n=sensitivity)
    words = _("{size} of {n}: if {p} % or more are infected {sure}, {c} % chance to catch one")
    size = sample_size(n, prevalence, confidence, sensitivity)
    return words.format(size=size, n=n, p=prevalence, c=confidence, sure=sure)
