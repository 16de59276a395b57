"""Papers of a quarantine batch and its unit from the window: each of the animals that are marked."""

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any, Final

from PySide6.QtWidgets import QWidget

from ui.desk import Desk
from ui.letter_preview import LetterPreview
from ui.page_preview import show_pages
from ui.sheet_preview import open_sheet
from zooapp import settings
from zooapp.documents import door_card as card
from zooapp.documents import letters, notifiable, release_certificate
from zooapp.documents.release_certificate import ReleaseRequest
from zooapp.documents.transfer_certificate import Printing
from zooapp.errors import NotFound
from zooapp.i18n import _
from zooapp.lists import testing, unit_watch
from zooapp.models import Institution
from zooapp.reports import quarantine_register, quarantine_sheets, unit_sheets
from zooapp.reports.sheet import Sheet

MONTH: Final = dt.timedelta(days=30)


def door_card(desk: Desk, animals: Sequence[int], parent: QWidget) -> None:
    """What hangs on the door of their unit."""

    def gather(session: Any, now: Printing) -> dict[str, Any]:
        return card.card(session, _unit(session, animals, now.on), now)

    show_pages(desk, _("Door card"), card.CARD, gather, parent)


def register(desk: Desk, animals: Sequence[int], parent: QWidget) -> None:
    """The register of their unit, since the first of them came in."""

    def answer(session: Any, on: dt.date) -> Sheet:
        return quarantine_register.sheet(session, _unit(session, animals, on), _since(session, animals, on), on)

    _show(desk, answer, parent)


def daily_paper(desk: Desk, animals: Sequence[int], parent: QWidget) -> None:
    """The daily sheets of their unit, since the first of them came in."""

    def answer(session: Any, on: dt.date) -> Sheet:
        return unit_sheets.daily_sheet(session, _unit(session, animals, on), _since(session, animals, on), on)

    _show(desk, answer, parent)


def log_paper(desk: Desk, animals: Sequence[int], parent: QWidget) -> None:
    """Who was in their unit, since the first of them came in."""

    def answer(session: Any, on: dt.date) -> Sheet:
        return unit_sheets.person_log(session, _unit(session, animals, on), _since(session, animals, on), on)

    _show(desk, answer, parent)


def matrix(desk: Desk, animals: Sequence[int], parent: QWidget) -> None:
    """Test by animal: where each stands."""
    _show(desk, lambda session, on: quarantine_sheets.matrix(session, animals, on), parent)


def release_draft(desk: Desk, animals: Sequence[int], parent: QWidget) -> None:
    """The certificate of their release as it would be signed today; issued it is with the release itself."""

    def gather(session: Any, now: Printing) -> dict[str, Any]:
        batch = testing.open_batch(session, animals, now.on)
        tongues = tuple(settings.value(session, "languages"))
        request = ReleaseRequest((*batch.case_ids, *batch.state_cases), tongues)
        return release_certificate.gather(session, request, now)

    show_pages(desk, _("Release certificate, draft"), release_certificate.TEMPLATE, gather, parent)


def state_report(desk: Desk, animals: Sequence[int], parent: QWidget) -> None:
    """One page to the state veterinarian, in the language of our zoo at first."""
    name = _("Report of a notifiable disease")

    def gather(session: Any, _paper: str, code: str, now: Printing) -> dict[str, Any]:
        return notifiable.gather(session, animals, code, now)

    def ours(session: Any) -> str:
        return letters.language_for(session.get_one(Institution, settings.our_institution(session)))

    def show(language: str) -> None:
        shown = LetterPreview(desk, name, {notifiable.PAPER: name}, gather, parent)
        shown.open()
        shown.begin(notifiable.PAPER, language)

    desk.ask(ours, show, parent)


def _show(desk: Desk, answer: Callable[[Any, dt.date], Sheet], parent: QWidget) -> None:
    assert desk.database is not None
    on = desk.database.clock.today()
    open_sheet(desk, lambda session: answer(session, on), parent)


def _unit(session: Any, animals: Sequence[int], on: dt.date) -> int:
    unit = unit_watch.unit_of(session, animals, on)
    if not unit:
        raise NotFound(_("None of these animals stands in a quarantine unit."))
    return unit


def _since(session: Any, animals: Sequence[int], on: dt.date) -> dt.date:
    clocks = testing.batch(session, animals, on).clocks
    return min((clock.entered for clock in clocks), default=on - MONTH)
