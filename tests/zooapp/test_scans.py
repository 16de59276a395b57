"""Scans of papers stand on any record, with incoming number and day, or the place of the original."""

import datetime as dt
from pathlib import Path

import pytest
from sqlalchemy import select

from tests import builders
from tests.builders import TODAY, Zoo
from tests.zooapp.test_photos import picture
from zooapp.database import Database
from zooapp.errors import Invalid, NotAllowed, Unsettled
from zooapp.lists import animal_rows, cards
from zooapp.lists.transfer_card import scans_of
from zooapp.media import keep, keep_scan
from zooapp.models import MediaLink
from zooapp.permission import Permission
from zooapp.portraits_of import portrait, shots
from zooapp.services import papers, photos, scans
from zooapp.services.photos import Photo
from zooapp.services.scans import Scan
from zooapp.work import Actor

PDF = b"%PDF-1.4 a permit"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "media"
    folder.mkdir()
    return folder


def test_R108_a_permit_is_attached_to_its_paper_with_incoming_number_and_day(
    database: Database, zoo: Zoo, boss: Actor, folder: Path
) -> None:
    kept = keep_scan(folder, PDF)
    with database.work(boss, "a permit came") as work:
        paper = papers.add(work, "institution", zoo.us, {"kind": "cites_export", "number": "24RU001984"}).id
        scans.attach(work, folder, kept, Scan("paper", paper, incoming_no="431", incoming_on=TODAY, caption="permit"))
    with database.read() as session:
        (shot,) = shots(session, "paper", paper)
    assert (shot.sha256, shot.type, shot.is_scan) == (kept.sha256, "application/pdf", True)
    assert (shot.incoming_no, shot.incoming_on, shot.caption) == ("431", TODAY, "permit")


def test_R108_where_the_original_lies_is_enough(sqlite: Database, zoo: Zoo, boss: Actor, folder: Path) -> None:
    with sqlite.work(boss, "a letter") as work:
        scans.attach(work, folder, keep_scan(folder, PDF), Scan("institution", zoo.us, original_at="folder 12"))
    with sqlite.read() as session:
        assert shots(session, "institution", zoo.us)[0].original_at == "folder 12"


@pytest.mark.parametrize(
    ("said", "field"),
    [({}, "incoming_no"), ({"incoming_no": "431"}, "incoming_on"), ({"incoming_on": TODAY}, "incoming_no")],
)
def test_R108_a_scan_says_where_it_stands_in_the_books(
    sqlite: Database, zoo: Zoo, boss: Actor, folder: Path, said: dict[str, str | dt.date], field: str
) -> None:
    kept = keep_scan(folder, PDF)
    with pytest.raises(Invalid) as refused, sqlite.work(boss, "a scan") as work:
        scans.attach(work, folder, kept, Scan("institution", zoo.us, **said))  # type: ignore[arg-type]
    assert [problem.field for problem in refused.value.problems] == [field]


def test_the_same_scan_twice_is_noticed_and_one_can_be_taken_back(
    database: Database, zoo: Zoo, boss: Actor, folder: Path
) -> None:
    kept, scan = keep_scan(folder, PDF), Scan("institution", zoo.us, original_at="folder 12")
    with database.work(boss, "a scan") as work:
        first = scans.attach(work, folder, kept, scan).id
    with pytest.raises(Unsettled, match="attached already"), database.work(boss, "again") as work:
        scans.attach(work, folder, kept, scan)
    with database.work(boss, "the wrong record") as work:
        scans.take_back(work, first)
    with database.work(boss, "a scan") as work:
        scans.attach(work, folder, kept, scan)
    with database.read() as session:
        assert len(shots(session, "institution", zoo.us)) == 1
        assert len(session.scalars(select(MediaLink)).all()) == 2


def test_a_scanned_picture_never_becomes_the_portrait(sqlite: Database, zoo: Zoo, boss: Actor, folder: Path) -> None:
    with sqlite.work(boss, "a bear") as work:
        bear = builders.arrive(work, zoo, "Ursus arctos", "0.1.0")
        photo, letter = keep(folder, picture(1)), keep_scan(folder, picture(2))
        scans.attach(work, folder, letter, Scan("animal", bear, original_at="folder 12"))
    with sqlite.read() as session:
        assert portrait(session, "animal", [bear]) == {}
    with sqlite.work(boss, "a photo") as work:
        photos.add(work, folder, photo, Photo("animal", bear))
    with sqlite.read() as session:
        assert portrait(session, "animal", [bear]) == {bear: photo.sha256}


def test_a_card_has_papers_among_its_scans_and_pictures_among_its_photos(
    database: Database, zoo: Zoo, boss: Actor, folder: Path
) -> None:
    with database.work(boss, "a bear, a photo, a scanned letter and a permit") as work:
        bear = builders.arrive(work, zoo, "Ursus arctos", "0.1.0")
        photo = photos.add(work, folder, keep(folder, picture(1)), Photo("animal", bear)).id
        scanned = ((keep_scan(folder, picture(2)), "letter"), (keep_scan(folder, PDF), "permit"))
        papers = [
            scans.attach(work, folder, kept, Scan("animal", bear, original_at="folder 12", caption=words)).id
            for kept, words in scanned
        ]
    with database.read() as session:
        assert [scan.id for scan in scans_of(session, "animal", bear)] == papers
        assert [one.id for one in cards.animal_card(session, bear, TODAY).photos] == [photo]
        (row,) = animal_rows.rows(session, [bear], TODAY)
        assert row.cells["thumb"].sha == portrait(session, "animal", [bear])[bear]


def test_who_may_not_attach_does_not(sqlite: Database, zoo: Zoo, folder: Path) -> None:
    kept, scan = keep_scan(folder, PDF), Scan("institution", zoo.us, original_at="folder 12")
    with pytest.raises(NotAllowed), sqlite.work(builders.actor(Permission.LOOK), "a scan") as work:
        scans.attach(work, folder, kept, scan)
