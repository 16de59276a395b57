"""How a quarantine clock is said: days done and needed, restarts with their cause, from when a release is possible."""

from ui.widgets.clock import ClockFace
from zooapp.i18n import _, day, ngettext
from zooapp.models import ImposedBy
from zooapp.quarantine.clocks import Clock


def clock_face(clock: Clock, state: Clock | None = None, positive: str = "") -> ClockFace:
    """The face of a clock. `state` is the authority's own restriction beside it (R97); a positive stops it in words."""
    left = _("Day {day} of {days}").format(day=clock.day, days=clock.days)
    if clock.day >= clock.days:
        left = _("Day {day}, {days} needed").format(day=clock.day, days=clock.days)
    kind, right = "quar", _("release from {day}").format(day=day(clock.earliest))
    if positive:
        kind, right = "bad", _("stopped by a positive test")
    elif clock.day >= clock.days:
        kind, right = "ok", _("clock ended {day}").format(day=day(clock.ends))
    return ClockFace(
        clock.day, clock.days, clock.lost_days, left, right, clock_note(clock, state), kind, _note_icon(clock)
    )


def clock_note(clock: Clock, state: Clock | None = None) -> str:
    """Why the clock stands where it stands: override, restarts, and the state's order."""
    parts = []
    if clock.extension is not None:
        words = _("Set to {days} days on {day}: “{reason}”")
        given = clock.extension
        parts.append(words.format(days=given.days, day=day(given.on), reason=given.reason))
    if clock.restarts:
        n, last = len(clock.restarts), clock.restarts[-1]
        words = ngettext("Restarted {n}× on {day}: {who} entered", "Restarted {n}×, last on {day}: {who} entered", n)
        parts.append(words.format(n=n, day=day(last.on), who=f"{last.taxon} {last.local_id}"))
    if state is not None and state.imposed_by is ImposedBy.STATE:
        words = _("State order {no} to {day}")
        parts.append(words.format(no=state.order_no or "—", day=day(state.ends)))
    return " · ".join(parts)


def _note_icon(clock: Clock) -> str:
    return "signature" if clock.extension is not None else ""
