"""Protocols of quarantine: editions that cases keep. A used one is never changed, a new one takes its place."""

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import inspect, select

from zooapp.errors import Invalid, Problem
from zooapp.i18n import _, day
from zooapp.models import (
    Base,
    Confirmation,
    ImposedBy,
    Name,
    Protocol,
    ProtocolChoice,
    QuarantineCase,
    QuarantineEdition,
    Requirement,
    SourceClass,
)
from zooapp.permission import Permission
from zooapp.quarantine.clocks import Clock, clock
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


@needs(Permission.OVERRIDE_CLOCK)
def change_edition(
    work: Work, case_ids: Collection[int], protocol: int, reason: str
) -> list[QuarantineEdition]:
    """Let open cases go on under a newer edition of their protocol, with a reason. What was tested counts on.

    The clock counts by the new edition from now on; days that a veterinarian or the state set stay as they are.
    """
    if not reason.strip():
        raise Invalid(Problem("reason", _("Say why they change to it.")))
    new = work.get(Protocol, protocol)
    cases = [work.get(QuarantineCase, case) for case in case_ids]
    for case in cases:
        work.touch(case.animal_id)
    for now in clock(work.session, case_ids, work.today).values():
        _newer(work, now, new)
    said = {"protocol_id": protocol, "reason": reason.strip(), "on": work.today}
    return [work.add(QuarantineEdition(case_id=case.id, **said)) for case in cases]


def _newer(work: Work, now: Clock, new: Protocol) -> None:
    old = work.get(Protocol, now.protocol_id)
    if now.closed_on is not None:
        raise Invalid(_("This quarantine is over."))
    if new.code != old.code or new.voided_by is not None or new.id <= old.id:
        raise Invalid(Problem("protocol_id", _("Choose a newer edition of {code}.").format(code=old.code)))
    if new.valid_from is not None and new.valid_from > work.today:
        raise Invalid(Problem("protocol_id", _("This edition is valid from {day}.").format(day=day(new.valid_from))))
    fixed = now.extension is not None or now.ordered
    if now.imposed_by is ImposedBy.STATE and not fixed and new.min_days < now.days:
        words = _("Only the authority shortens its own order: {n} days.")
        raise Invalid(Problem("protocol_id", words.format(n=now.days)))


@needs(Permission.EDIT_PROTOCOLS)
def propose(work: Work, protocol: int, source_class: SourceClass, taxon: int, source: str | None = None) -> int:
    """Propose a protocol for a taxon from senders of a class; what was proposed before for these gives way (R52)."""
    code = work.get(Protocol, protocol).code
    query = select(ProtocolChoice).where(ProtocolChoice.source_class == source_class, ProtocolChoice.taxon_id == taxon)
    for before in work.session.scalars(query.where(ProtocolChoice.voided_by.is_(None))):
        work.void(before)
    work.session.flush()
    said = {"source_class": source_class, "taxon_id": taxon, "protocol_code": code, "source": source}
    return work.add(ProtocolChoice(**said)).id


@needs(Permission.EDIT_PROTOCOLS)
def propose_no_more(work: Work, choice: int) -> None:
    """Take a proposal back."""
    work.void(work.get(ProtocolChoice, choice))


def _requirements(protocol: int) -> Any:
    query = select(Requirement).where(Requirement.protocol_id == protocol, Requirement.voided_by.is_(None))
    return query.order_by(Requirement.sort, Requirement.id)


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
