"""Protocols of quarantine: editions that cases keep. A used one is never changed, a new one takes its place."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import inspect, select

from zooapp.errors import Invalid, Problem
from zooapp.i18n import _
from zooapp.models import Base, Confirmation, Name, Protocol, QuarantineCase, Requirement
from zooapp.permission import Permission
from zooapp.services import confirmations
from zooapp.work import Work, needs

OWN = frozenset({"id", "version", "voided_by", "verified"})


@needs(Permission.EDIT_PROTOCOLS)
def new_edition(work: Work, protocol: int, edition: str, values: Mapping[str, Any] | None = None) -> Protocol:
    """Copy a protocol with its requirements and names under a new edition; the reason is that of the work.

    Cases keep the edition that they began with. The copy is unverified until a veterinarian confirms it.
    """
    if not work.why.strip():
        raise Invalid(Problem("why", _("Say why there is a new edition.")))
    old = work.get(Protocol, protocol)
    new = work.add(Protocol(**{**_copied(old), "edition": edition, **(values or {})}))
    _copy_names(work, {old.id: new.id}, Protocol)
    before = work.session.scalars(_requirements(old.id)).all()
    ids = work.add_many(Requirement, [{**_copied(each), "protocol_id": new.id} for each in before])
    _copy_names(work, {each.id: id_ for each, id_ in zip(before, ids, strict=True)}, Requirement)
    return new


@needs(Permission.EDIT_PROTOCOLS)
def amend(work: Work, protocol: int, version: int, values: Mapping[str, Any]) -> Protocol:
    """Change an edition that no case uses yet."""
    _unused(work, protocol)
    return work.amend(Protocol, protocol, version, values)


@needs(Permission.EDIT_PROTOCOLS)
def add_requirement(work: Work, protocol: int, values: Mapping[str, Any]) -> Requirement:
    """Demand one thing more, in an edition that no case uses yet."""
    _unused(work, protocol)
    return work.add(Requirement(protocol_id=protocol, **values))


@needs(Permission.EDIT_PROTOCOLS)
def amend_requirement(work: Work, requirement: int, version: int, values: Mapping[str, Any]) -> Requirement:
    """Change what an edition demands that no case uses yet."""
    _unused(work, work.get(Requirement, requirement).protocol_id)
    return work.amend(Requirement, requirement, version, values)


@needs(Permission.EDIT_PROTOCOLS)
def drop_requirement(work: Work, requirement: int) -> None:
    """Demand one thing less, in an edition that no case uses yet."""
    record = work.get(Requirement, requirement)
    _unused(work, record.protocol_id)
    work.void(record)


@needs(Permission.EDIT_PROTOCOLS)
def confirm(work: Work, protocol: int, source: str) -> list[Confirmation]:
    """A veterinarian confirms an edition and all that it demands, by a source (R109)."""
    facts = [("requirement", each.id) for each in work.session.scalars(_requirements(protocol))]
    return [confirmations.confirm(work, kind, key, source) for kind, key in [("protocol", protocol), *facts]]


def _requirements(protocol: int) -> Any:
    return select(Requirement).where(Requirement.protocol_id == protocol, Requirement.voided_by.is_(None))


def _unused(work: Work, protocol: int) -> None:
    uses = select(QuarantineCase.id).where(QuarantineCase.protocol_id == protocol, QuarantineCase.voided_by.is_(None))
    if work.session.scalar(uses.limit(1)) is not None:
        raise Invalid(_("Cases began under this edition, so it stays. Make a new edition instead."))


def _copied(record: Base) -> dict[str, Any]:
    return {a.key: getattr(record, a.key) for a in inspect(type(record)).column_attrs if a.key not in OWN}


def _copy_names(work: Work, ids: Mapping[int, int], model: type[Base]) -> None:
    rows = work.session.scalars(
        select(Name).where(Name.record_kind == model.called, Name.record_id.in_(ids), Name.voided_by.is_(None))
    )
    work.add_many(Name, [{**_copied(name), "record_id": ids[name.record_id]} for name in rows])
