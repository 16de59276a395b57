"""Forms of the year are laid out, changed and put away."""

from collections.abc import Mapping
from typing import Any

from zooapp.models import YearForm
from zooapp.permission import Permission
from zooapp.reports import year_form
from zooapp.reports.year_form import Layout
from zooapp.work import Work, needs


@needs(Permission.ISSUE_DOCUMENT)
def add(work: Work, values: Mapping[str, Any], layout: Layout) -> YearForm:
    """A new form with its columns in their order. Raises Invalid where a column is not known or there is none."""
    return work.add(YearForm(**values, layout=year_form.written(layout)))


@needs(Permission.ISSUE_DOCUMENT)
def amend(work: Work, key: int, version: int, values: Mapping[str, Any], layout: Layout) -> YearForm:
    """Change a form or its columns."""
    return work.amend(YearForm, key, version, {**values, "layout": year_form.written(layout)})


@needs(Permission.ISSUE_DOCUMENT)
def remove(work: Work, key: int) -> None:
    """It is not wanted any more."""
    work.void(work.get(YearForm, key))
