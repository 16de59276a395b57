"""A release signed by hand issues its certificate in the same work: number in the notice, paper in the register."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from tests.quarantined import veterinarian
from tests.seeded import cheap_hashes  # noqa: F401 - a fixture
from tests.ui.acting import Hand, hand_at_the_desk  # noqa: F401 - a fixture
from tests.ui.test_release_form import PASSWORD, animals, bears  # noqa: F401 - a fixture
from ui.forms.release import ReleaseForm
from ui.preview import open_paper
from ui.release_preview import ReleasePreview
from zooapp.models import Document, DocumentFile, QuarantineCase
from zooapp.services import keys

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)


def test_a_release_is_certified_where_the_computer_may_seal(
    qtbot: QtBot, tmp_path: Path, hand: Hand, bears: list[int]  # noqa: F811
) -> None:
    assert hand.desk.database is not None
    with hand.desk.database.work(veterinarian(hand.zoo), "keys") as work:
        keys.found(work, hand.desk.home)
    form = hand.open(ReleaseForm, *animals(hand, bears))
    texts = {"enclosure_id": "BR1", "conditions": "Watch 14 days", "password": PASSWORD}
    assert hand.save(form, **texts) == {}
    papers = hand.ask(lambda s: s.execute(select(Document.id, Document.number, Document.record_kind)).all())
    ((key, number, kind),) = papers
    assert kind == QuarantineCase.called
    assert hand.told() == [f"Released to BR1 · Bear ridge 1. Certificate {number}."]
    (pdf,) = hand.ask(lambda s: s.scalars(select(DocumentFile.bytes).where(DocumentFile.document_id == key)).all())
    assert pdf.startswith(b"%PDF")
    assert b"zooseal1-" in pdf
    open_paper(hand.desk, key, hand.window)
    hand.settle()
    shown = next(each for each in hand.window.findChildren(ReleasePreview) if each.isVisible())
    qtbot.waitUntil(lambda: len(shown.sheets.sheets) >= 1, timeout=20_000)
    assert shown.name == f"Release certificate {number}"
    shown.save_to(tmp_path / "release.pdf")
    hand.settle()
    assert (tmp_path / "release.pdf").read_bytes() == pdf


def test_without_a_key_nothing_is_offered_that_cannot_be_done(hand: Hand, bears: list[int]) -> None:  # noqa: F811
    form = hand.open(ReleaseForm, *animals(hand, bears))
    assert "certificate" not in form.editors
    form.reject()
