"""Papers that came or go with a consignment or a record: number, issuer, validity, where the original lies (R108)."""

from collections.abc import Mapping
from typing import Any

from zooapp.models import Paper
from zooapp.permission import Permission
from zooapp.records import record_of
from zooapp.work import Work, needs


@needs(Permission.ATTACH)
def add(work: Work, kind: str, record_id: int, values: Mapping[str, Any]) -> Paper:
    """Add a paper to a record ("consignment", 7). A scan is attached to the paper itself."""
    record_of(work.session, kind, record_id)
    return work.add(Paper(record_kind=kind, record_id=record_id, **values))


@needs(Permission.ATTACH)
def amend(work: Work, paper: int, version: int, values: Mapping[str, Any]) -> Paper:
    """Change what is known of a paper: the incoming number, where the original lies now."""
    return work.amend(Paper, paper, version, values)


@needs(Permission.ATTACH)
def take_back(work: Work, paper: int) -> None:
    """A paper was entered by mistake."""
    work.void(work.get(Paper, paper))
