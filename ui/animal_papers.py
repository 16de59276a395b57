"""Papers of animals and taxa from the window: specimen report, death certificate, audit extract, taxon report."""

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ui.desk import Desk
from ui.sheet_preview import open_sheet
from zooapp.i18n import _
from zooapp.reports import (
    audit,
    death_certificate,
    health_certificate,
    medical_summary,
    necropsy_report,
    specimen,
    taxon_report,
    vaccination_card,
)
from zooapp.reports.spec import Asked

if TYPE_CHECKING:
    from zooapp.reports.sheet import Sheet
    from zooapp.session import ZooSession


def specimen_report(desk: Desk, animals: Sequence[int], parent: QWidget) -> None:
    """All that is known of these animals, today; one paper."""
    on, wanted = _today(desk), list(animals)
    open_sheet(desk, lambda session: specimen.specimens(session, wanted, on), parent)


def death_paper(desk: Desk, animals: Sequence[int], parent: QWidget) -> None:
    """Who died when, how and where; of one animal."""
    if not _is_one(desk, animals):
        return
    asked = Asked(_today(desk), _today(desk), animal=animals[0])
    open_sheet(desk, lambda session: death_certificate.sheet(session, asked), parent)


def audit_extract(desk: Desk, animals: Sequence[int], parent: QWidget) -> None:
    """Everything that the journal holds of one animal."""
    if not _is_one(desk, animals):
        return
    key = animals[0]
    open_sheet(desk, lambda session: audit.extract(session, "animal", key), parent)


def medical_paper(desk: Desk, animals: Sequence[int], parent: QWidget) -> None:
    """The medical record of one animal in short."""
    if _is_one(desk, animals):
        asked = Asked(_today(desk), _today(desk), animal=animals[0])
        open_sheet(desk, lambda session: medical_summary.sheet(session, asked), parent)


def health_paper(desk: Desk, animals: Sequence[int], parent: QWidget) -> None:
    """The certificate before a shipment, of one animal."""
    if _is_one(desk, animals):
        asked = Asked(_today(desk), _today(desk), animal=animals[0])
        open_sheet(desk, lambda session: health_certificate.sheet(session, asked), parent)


def vaccination_paper(desk: Desk, animals: Sequence[int], parent: QWidget) -> None:
    """What one animal was vaccinated against, when, with which batch."""
    if _is_one(desk, animals):
        asked = Asked(_today(desk), _today(desk), animal=animals[0])
        open_sheet(desk, lambda session: vaccination_card.sheet(session, asked), parent)


def necropsy_paper(desk: Desk, animals: Sequence[int], parent: QWidget) -> None:
    """What was found in one animal that died."""
    if _is_one(desk, animals):
        asked = Asked(_today(desk), _today(desk), animal=animals[0])
        open_sheet(desk, lambda session: necropsy_report.sheet(session, asked), parent)


def audit_of_taxon(desk: Desk, taxon: int, parent: QWidget) -> None:
    """Everything that the journal holds of a taxon."""
    open_sheet(desk, lambda session: audit.extract(session, "taxon", taxon), parent)


def report_of_taxon(desk: Desk, taxon: int, parent: QWidget) -> None:
    """A line an animal of the taxon that we hold or own, and those that are gone."""
    asked = Asked(_today(desk), _today(desk), taxon=taxon, gone=True)

    def answer(session: "ZooSession") -> "Sheet":
        return taxon_report.sheet(session, asked)

    open_sheet(desk, answer, parent)


def _is_one(desk: Desk, animals: Sequence[int]) -> bool:
    """Whether one is meant; where more are marked it says so, instead of choosing one."""
    if len(animals) > 1:
        desk.tell(_("This paper is of one animal. Mark one."), "due")
    return len(animals) == 1


def _today(desk: Desk) -> dt.date:
    return desk.database.clock.today() if desk.database is not None else dt.date.today()
