"""A legal or veterinary fact is confirmed by a person with a source, before a paper that prints it is issued (R109)."""

from collections.abc import Collection, Iterable

from sqlalchemy import ColumnElement, and_, false, func, or_, select
from sqlalchemy.orm import Session

from zooapp.errors import Invalid, Problem
from zooapp.i18n import _
from zooapp.models import Change, Confirmation
from zooapp.permission import Permission
from zooapp.records import model_of, record_of
from zooapp.work import Work, needs

Fact = tuple[str, int]


@needs(Permission.CONFIRM_FACT)
def confirm(work: Work, kind: str, record_id: int, source: str) -> Confirmation:
    """Say that a fact ("taxon_status", 12) is so, and by which source one knows. The record itself stays as it is."""
    if work.actor.person_id is None:
        raise Invalid(_("A fact is confirmed by a person who signed in."))
    if not source.strip():
        raise Invalid(Problem("source", _("Name the source.")))
    if not hasattr(record_of(work.session, kind, record_id), "verified"):
        raise Invalid(_("This kind of record needs no confirmation."))
    return work.add(
        Confirmation(
            record_kind=kind,
            record_id=record_id,
            person_id=work.actor.person_id,
            on=work.today,
            source=source.strip(),
        )
    )


def unverified(session: Session, facts: Iterable[Fact]) -> list[Fact]:
    """Which of these facts no person has confirmed since they were last changed, in the order given, each once."""
    asked = list(dict.fromkeys(facts))
    confirmed = last_entries(session, Confirmation, asked, Confirmation.voided_by.is_(None))
    changed = last_entries(session, Change, asked)
    checked = {
        (kind, key)
        for kind in {kind for kind, _key in asked}
        for key in session.scalars(
            select(model_of(kind).id).where(
                model_of(kind).id.in_([k for each, k in asked if each == kind]),
                model_of(kind).verified.is_(True),  # type: ignore[attr-defined]
            )
        )
    }
    return [fact for fact in asked if fact not in checked and confirmed.get(fact, -1) < changed.get(fact, 0)]


def last_entries(
    session: Session, model: type[Confirmation] | type[Change], facts: Collection[Fact], *more: ColumnElement[bool]
) -> dict[Fact, int]:
    """The last journal entry that said something of this sort about each fact."""
    kinds = {kind for kind, _key in facts}
    ours = or_(
        false(),
        *(
            and_(model.record_kind == kind, model.record_id.in_([key for each, key in facts if each == kind]))
            for kind in kinds
        ),
    )
    rows = session.execute(
        select(model.record_kind, model.record_id, func.max(model.entry_id))
        .where(ours, *more)
        .group_by(model.record_kind, model.record_id)
    )
    return {(kind, key): entry for kind, key, entry in rows}
