"""Inventories are issued: numbered, printed and stored with their numbers, so that a later change of history shows."""

import datetime as dt
import json
from hashlib import sha256
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from zooapp import i18n
from zooapp.documents import inventory_paper, register, render
from zooapp.documents.certificate_data import numbered
from zooapp.errors import Invalid, Problem
from zooapp.i18n import _
from zooapp.journal import canonical
from zooapp.models import Document, DocumentEvent, DocumentFile, DocumentState, IssuedInventory
from zooapp.permission import Permission
from zooapp.reports import export
from zooapp.reports.inventory_report import inventory_report
from zooapp.reports.restated import PAPER
from zooapp.reports.spec import Asked
from zooapp.services import numbers
from zooapp.work import Work, needs

KIND = "inventory"


@needs(Permission.ISSUE_DOCUMENT)
def issue(work: Work, asked: Asked, zone: dt.tzinfo, reason: str = "") -> Document:
    """Issue the inventory of a period; a second time it is a revision, which wants a reason (rules.md R63).

    The paper speaks the language now in use. Raises Invalid for one that is asked as known on a past day, that does
    not add up, or whose last day has not come.
    """
    _refuse(work, asked)
    record = of_days(work.session, asked) or work.add(IssuedInventory(**_days(asked)))
    before = next(iter(register.of_record(work.session, IssuedInventory.called, record.id)), None)
    if before is not None and not reason.strip():
        words = _("{number} was issued. Say why it is issued again.").format(number=before.full_number)
        raise Invalid(Problem("reason", words))
    paper = _store(work, asked, record.id, before, zone)
    if before is not None and before.state not in register.ENDED:
        _happened(work, before.id, DocumentState.REVISED, f"{numbered(paper.number, paper.revision)}: {reason}")
    return paper


@needs(Permission.VOID_DOCUMENT)
def void(work: Work, document_id: int, reason: str) -> None:
    """An issued inventory has no force any more; its number stays used, its bytes stay."""
    if not reason.strip():
        raise Invalid(Problem("reason", _("Say why.")))
    paper = work.get(Document, document_id)
    if paper.record_kind != IssuedInventory.called or register.state_of(work.session, document_id) in register.ENDED:
        raise Invalid(_("{number} is no longer in force.").format(number=numbered(paper.number, paper.revision)))
    _happened(work, document_id, DocumentState.VOIDED, reason)


def _happened(work: Work, document_id: int, state: DocumentState, note: str) -> None:
    """Write what happened to a paper."""
    facts = {"at": work.now, "on": work.today, "person_id": _person(work), "note": note[:300] or None}
    work.add(DocumentEvent(document_id=document_id, state=state, **facts))


def _refuse(work: Work, asked: Asked) -> None:
    if asked.known is not None:
        raise Invalid(_("Only what is known today is issued."))
    if asked.last > work.today:
        raise Invalid(Problem("last", _("This day has not come yet.")))


def of_days(session: Session, asked: Asked) -> IssuedInventory | None:
    """The inventory of these days, basis and taxa that was issued before."""
    return session.scalars(select(IssuedInventory).filter_by(**_days(asked))).one_or_none()


def in_force(session: Session, asked: Asked) -> register.Registered | None:
    """The paper of these days, basis and taxa that is in force."""
    record = of_days(session, asked)
    papers = register.of_record(session, IssuedInventory.called, record.id) if record else []
    return next((paper for paper in papers if paper.state not in register.ENDED), None)


def _days(asked: Asked) -> dict[str, Any]:
    facts = {"first": asked.first, "last": asked.last, "basis": asked.basis.value, "splits": asked.splits}
    return {**facts, "taxon_id": asked.taxon or None}


def _store(
    work: Work, asked: Asked, record: int, before: register.Registered | None, zone: dt.tzinfo
) -> Document:
    found = inventory_report(work.session, asked)
    if not found.adds_up:
        raise Invalid(_("A number does not add up: it is not issued. Run “main.py check”."))
    series = before.series if before else register.series_of(KIND, asked.last.year)
    number = before.number if before else f"INV-{asked.last.year}/{numbers.next_number(work, series)}"
    revision = before.revision + 1 if before else 0
    full = numbered(number, revision)
    sheet = inventory_paper.sheet(found, work.now.astimezone(zone), full)
    paper = work.add(
        Document(
            series=series,
            number=number,
            revision=revision,
            record_kind=IssuedInventory.called,
            record_id=record,
            languages=i18n.language(),
            issued_on=work.today,
            issued_by_id=_person(work),
            data=canonical(json.loads(export.json_text(found)) | {PAPER: sheet}),
            payload="",
        )
    )
    pdf = render.pdf(inventory_paper.TEMPLATE, sheet)
    name = f"{KIND}-{full.replace('/', '-')}-{i18n.language()}.pdf"
    work.add(DocumentFile(document_id=paper.id, sha256=sha256(pdf).hexdigest(), name=name, bytes=pdf))
    _happened(work, paper.id, DocumentState.ISSUED, "")
    return paper


def _person(work: Work) -> int:
    if work.actor.person_id is None:
        raise Invalid(_("Papers are issued by a person who signed in."))
    return work.actor.person_id
