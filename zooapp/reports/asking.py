"""What is typed of a report, read: days as days, names of taxa, animals and institutions as their keys."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from zooapp import settings
from zooapp.errors import Invalid, Problem
from zooapp.exchange.pasting import find
from zooapp.i18n import _
from zooapp.inventory import Basis
from zooapp.lists import picks
from zooapp.lists.picks import Option
from zooapp.models import Animal, Identifier, Institution, MarkKind, Taxon, YearForm
from zooapp.reports import year_form
from zooapp.reports.spec import Ask, Asked, ReportSpec

PICKS: Final = {Ask.TAXON: "taxa", Ask.INSTITUTION: "institutions"}


def read(session: Session, spec: ReportSpec, typed: Mapping[str, Any], today: dt.date) -> Asked:
    """What is asked of a report; a day left out is today, the first day that of its year.

    A name may be the whole name in any language, a code, a local id, or #KEY. Raises Invalid, field by field.
    """
    problems: list[Problem] = []
    keys: dict[str, Any] = {}
    for ask, look in LOOKS.items():
        text = str(typed.get(ask.value) or "").strip()
        if ask not in spec.asks:
            continue
        if text and (key := look(session, text)) is not None:
            keys[ask.value] = key
        elif text:
            problems.append(Problem(ask.value, _("Nothing here is called {name}.").format(name=text)))
        elif ask in spec.needed:
            problems.append(Problem(ask.value, _("Say which one this report is about.")))
    if problems:
        raise Invalid(problems)
    last = typed.get("last") or today
    first = typed.get("first") or min(last, dt.date(last.year, 1, 1))
    basis, splits = Basis(typed.get("basis") or Basis.PHYSICAL), bool(typed.get("splits"))
    if Ask.PERIOD not in spec.asks:
        first = min(first, last)
    keys |= {ask.value: bool(typed.get(ask.value)) for ask in (Ask.ESTIMATED, Ask.GONE) if ask in spec.asks}
    return replace(Asked(first, last, basis, typed.get("known"), splits), **keys)


def _key(model: Any, text: str, session: Session) -> int | None:
    """A record by #KEY."""
    if not text.startswith("#") or not text[1:].isdecimal():
        return None
    found = session.get(model, int(text[1:]))
    return None if found is None else int(found.id)


def options(session: Session, ask: Ask) -> list[Option]:
    """What can be chosen for a thing that a report asks for."""
    return year_form.options(session) if ask is Ask.FORM else picks.options(session, PICKS[ask])


def _picked(ask: Ask, model: Any) -> Callable[[Session, str], int | None]:
    def look(session: Session, text: str) -> int | None:
        option = find(options(session, ask), text)
        return option.id if option else _key(model, text, session)

    return look


def _animal(session: Session, text: str) -> int | None:
    ours = Identifier.institution_id == settings.our_institution(session)
    mark = (Identifier.kind == MarkKind.LOCAL_ID, Identifier.value == text, Identifier.voided_by.is_(None))
    newest = select(Identifier.animal_id).where(ours, *mark).order_by(Identifier.id.desc()).limit(1)
    return session.scalar(newest) or _key(Animal, text, session)


LOOKS: Final[Mapping[Ask, Callable[[Session, str], int | None]]] = {
    Ask.TAXON: _picked(Ask.TAXON, Taxon),
    Ask.ANIMAL: _animal,
    Ask.INSTITUTION: _picked(Ask.INSTITUTION, Institution),
    Ask.FORM: _picked(Ask.FORM, YearForm),
}
