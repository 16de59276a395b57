"""What of the medical record somebody may read: notes for veterinarians only are for those who may treat."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, select, true
from sqlalchemy.orm import Session

from zooapp.models import ClinicalNote
from zooapp.permission import Permission


def treats(session: Session) -> bool:
    """Whether the person who asks in this session may treat; nobody, where it is not known who asks."""
    work = getattr(session, "work", None)
    actor = work.actor if work is not None else session.info.get("actor")
    return actor is not None and actor.may(Permission.TREAT)


def readable(session: Session) -> ColumnElement[bool]:
    """The clinical notes that the person who asks may read."""
    return true() if treats(session) else ClinicalNote.vet_only.is_(False)


def without_hidden(session: Session, changes: Sequence[Any]) -> list[Any]:
    """Rows (record_kind, record_id, ...) of the journal without those of notes that the person may not read."""
    if treats(session):
        return list(changes)
    asked = {row.record_id for row in changes if row.record_kind == ClinicalNote.called}
    secret = select(ClinicalNote.id).where(ClinicalNote.id.in_(asked), ClinicalNote.vet_only.is_(True))
    hidden = set(session.scalars(secret)) if asked else set()
    return [row for row in changes if row.record_kind != ClinicalNote.called or row.record_id not in hidden]
