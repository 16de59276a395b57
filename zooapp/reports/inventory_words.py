"""The inventory in words, as the window and the paper show it: cells, titles, the checks."""

from typing import Final

from zooapp import i18n
from zooapp.i18n import N_, _, ngettext
from zooapp.inventory import Delta, Standing
from zooapp.models import Rank
from zooapp.reports.inventory_columns import Column
from zooapp.reports.inventory_report import Inventory
from zooapp.reports.spec import Asked

NOTHING: Final = "·"
CHECKS: Final = (N_("adds up"), N_("does not add up"))


def cell_text(column: Column, count: Delta) -> str:
    """M.F.U; a loss without its minus, since the head of its column says it; nothing as a dot."""
    if count == Delta():
        return NOTHING
    if column.sign < 0:
        count = Delta(-count.m, -count.f, -count.u)
    return str(count).replace("-", "−")


def period(asked: Asked) -> str:
    """First and last day."""
    return f"{i18n.day(asked.first)} – {i18n.day(asked.last)}"


def extras(asked: Asked) -> list[str]:
    """What else was asked, in words: as known on a past day, with splits and merges."""
    known = [_("as known on {day}").format(day=i18n.day(asked.known))] if asked.known else []
    return [*known, *([_("splits and merges count as arrivals and departures")] if asked.splits else [])]


def check_words(right: bool) -> str:
    """Whether it adds up, in words."""
    return _(CHECKS[0] if right else CHECKS[1])


def identity(found: Inventory) -> str:
    """The equation of R33 with its numbers."""
    s = {how: count.total for how, count in found.standing.items()}
    lost = f" {_('+ {n} missing').format(n=s[Standing.MISSING])}" if s[Standing.MISSING] else ""
    words = _("{owned} owned = {held} held − {loan_in} in on loan + {loan_out} out on loan + {transit} under way")
    told = words.format(
        owned=found.owned.total,
        held=found.held.total,
        loan_in=s[Standing.LOAN_IN],
        loan_out=s[Standing.LOAN_OUT],
        transit=s[Standing.IN_TRANSIT],
    )
    return told + lost


def summary(found: Inventory) -> str:
    """How many classes, orders, families and species stand at the end."""
    n = found.kinds
    words = (
        ngettext("{n} class", "{n} classes", n[Rank.CLASS]).format(n=n[Rank.CLASS]),
        ngettext("{n} order", "{n} orders", n[Rank.ORDER]).format(n=n[Rank.ORDER]),
        ngettext("{n} family", "{n} families", n[Rank.FAMILY]).format(n=n[Rank.FAMILY]),
        ngettext("{n} species", "{n} species", n[Rank.SPECIES]).format(n=n[Rank.SPECIES]),
    )
    return ", ".join(words)
