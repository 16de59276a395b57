"""The portrait of an animal stands on its specimen report, and a photo that is lost is simply not there."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pypdfium2

from tests.builders import TODAY, Zoo, arrive
from tests.pictures import encoded, scene
from zooapp import media
from zooapp.database import Database
from zooapp.documents import pictures, sheet_paper
from zooapp.documents.transfer_certificate import Printing
from zooapp.reports import specimen
from zooapp.services import photos
from zooapp.services.photos import Photo
from zooapp.work import ALL, Actor

NOW = Printing(dt.datetime(2024, 11, 20, 9, tzinfo=dt.UTC), "Han Myong-ok", TODAY)


def images(paper: bytes) -> int:
    """How many pictures stand on the first page."""
    with pypdfium2.PdfDocument(paper) as read:
        return sum(each.type == pypdfium2.raw.FPDF_PAGEOBJ_IMAGE for each in read[0].get_objects())


def test_the_portrait_stands_beside_the_facts(sqlite: Database, zoo: Zoo, boss: Actor, tmp_path: Path) -> None:
    folder, cache = tmp_path / "photos", tmp_path / "small"
    with sqlite.work(boss, "two bears", ALL) as work:
        bear, bare = (arrive(work, zoo, "Ursus arctos", "0.1.0", local_id=f"24-000{n}") for n in (1, 2))
    folder.mkdir()
    kept = media.keep(folder, encoded(scene()))
    with sqlite.work(boss, "a photo", ALL) as work:
        photos.add(work, folder, kept, Photo("animal", bear))
    with sqlite.read() as session:
        with_one, without, both = (specimen.specimens(session, some, TODAY) for some in ([bear], [bare], [bear, bare]))
    printed = printed_at(folder, cache)
    assert (with_one.portrait, without.portrait, both.portrait) == (kept.sha256, "", "")
    assert images(sheet_paper.pdf(with_one, "Zoo", printed)) == 1
    assert images(sheet_paper.pdf(without, "Zoo", printed)) == 0
    assert images(sheet_paper.pdf(with_one, "Zoo", NOW)) == 0
    lost = replace(with_one, portrait="0" * 64)
    assert images(sheet_paper.pdf(lost, "Zoo", printed)) == 0
    assert sheet_paper.pages(with_one, "Zoo", printed) != sheet_paper.pages(with_one, "Zoo", NOW)


def printed_at(folder: Path, cache: Path) -> Printing:
    """Printed where the photos lie."""
    return NOW._replace(picture=pictures.reader(folder, cache))
