"""The collection plan: what is wanted of a taxon by the end of a year."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from zooapp.errors import Invalid, Problem
from zooapp.i18n import _
from zooapp.models import PlanLine
from zooapp.permission import Permission
from zooapp.work import Work, needs


@needs(Permission.EDIT_TAXA)
def add(work: Work, values: Mapping[str, Any]) -> PlanLine:
    """Wish for so many of a taxon; `values` are fields of PlanLine. One line a taxon and year."""
    _refuse_twice(work, values["taxon_id"], values["year"], 0)
    return work.add(PlanLine(**values))


@needs(Permission.EDIT_TAXA)
def amend(work: Work, line_id: int, version: int, values: Mapping[str, Any]) -> PlanLine:
    """Wish for something else. Raises Conflict field by field."""
    line = work.get(PlanLine, line_id)
    _refuse_twice(work, values.get("taxon_id", line.taxon_id), values.get("year", line.year), line_id)
    return work.amend(PlanLine, line_id, version, values)


@needs(Permission.EDIT_TAXA)
def void(work: Work, line_id: int) -> None:
    """The wish is taken back."""
    work.void(work.get(PlanLine, line_id))


def _refuse_twice(work: Work, taxon_id: int, year: int, own: int) -> None:
    same = (PlanLine.taxon_id == taxon_id, PlanLine.year == year, PlanLine.voided_by.is_(None))
    if work.session.scalar(select(PlanLine.id).where(*same, PlanLine.id != own)) is not None:
        raise Invalid(Problem("taxon_id", _("The plan has a line for this taxon and year.")))
