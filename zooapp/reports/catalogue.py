"""All reports by kind: for the window and the command line."""

from collections.abc import Mapping
from typing import Final

from zooapp.reports import inventory_sheet
from zooapp.reports.spec import ReportSpec

REPORTS: Final[Mapping[str, ReportSpec]] = {spec.key: spec for spec in (inventory_sheet.REPORT,)}
