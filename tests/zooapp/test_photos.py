"""Photos of records: kept first, then linked; the first is the portrait; the same one twice is noticed."""

import datetime as dt
import io
from pathlib import Path
from typing import NamedTuple

import pytest
from PIL import Image, ImageDraw
from sqlalchemy import select

from tests import builders
from tests.builders import Zoo
from tests.counting import statements
from zooapp.database import Database
from zooapp.errors import Invalid, NotAllowed, NotFound, StorageFailed, Unsettled
from zooapp.media import Kept, keep, keep_scan, original
from zooapp.models import Media, MediaLink
from zooapp.permission import Permission
from zooapp.portraits_of import are_alike, portrait, shots
from zooapp.services import photos
from zooapp.services.photos import Photo
from zooapp.work import Actor


class Place(NamedTuple):
    """A bear in a collection, and the folder of its photos."""

    database: Database
    folder: Path
    bear: int
    actor: Actor

    def add(self, kept: Kept, accept: tuple[str, ...] = (), **said: object) -> int:
        with self.database.work(self.actor, "a photo", accept=accept) as work:
            return photos.add(work, self.folder, kept, Photo("animal", self.bear, **said)).id  # type: ignore[arg-type]

    def portrait(self) -> str | None:
        with self.database.read() as session:
            return portrait(session, "animal", [self.bear]).get(self.bear)


@pytest.fixture
def place(database: Database, zoo: Zoo, boss: Actor, tmp_path: Path) -> Place:
    folder = tmp_path / "media"
    folder.mkdir()
    with database.work(boss, "a bear") as work:
        bear = builders.arrive(work, zoo, "Ursus arctos", "0.1.0")
    return Place(database, folder, bear, boss)


def picture(seed: int, quality: int = 90, taken: str = "") -> bytes:
    """A picture of coarse shapes; the seed decides which."""
    image = Image.new("RGB", (180, 160), (seed * 40 % 255, 90, 120))
    draw = ImageDraw.Draw(image)
    for at in range(6):
        x, y = (seed * 67 + at * 53) % 150, (seed * 31 + at * 71) % 130
        draw.ellipse((x, y, x + 60, y + 60), fill=((at * 90 + seed * 20) % 255, (seed * at * 35) % 255, at * 40))
    exif = Image.Exif()
    if taken:
        exif.get_ifd(0x8769)[0x9003] = taken
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality, exif=exif)
    return out.getvalue()


def test_a_kept_photo_is_linked_and_the_first_is_the_portrait(place: Place) -> None:
    first, second = (keep(place.folder, picture(seed)) for seed in (1, 2))
    place.add(first, caption="on the second day", taken_by="Ri Chol")
    place.add(second)
    assert place.portrait() == first.sha256
    with place.database.read() as session:
        found = shots(session, "animal", place.bear)
    assert [(shot.sha256, shot.primary, shot.caption, shot.is_scan) for shot in found] == [
        (first.sha256, True, "on the second day", False),
        (second.sha256, False, "", False),
    ]


def test_the_camera_says_when_unless_a_person_knows_better(place: Place) -> None:
    kept = keep(place.folder, picture(1, taken="2024:11:21 09:12:00"))
    place.add(kept)
    place.add(keep(place.folder, picture(2, taken="2024:11:21 09:12:00")), taken_on=dt.date(2024, 11, 22))
    with place.database.read() as session:
        assert [shot.taken_on for shot in shots(session, "animal", place.bear)] == [
            dt.date(2024, 11, 21),
            dt.date(2024, 11, 22),
        ]
        row = session.scalars(select(Media).where(Media.sha256 == kept.sha256)).one()
        assert row.taken_at == dt.datetime(2024, 11, 21, 0, 12, tzinfo=dt.UTC)


def test_the_same_photo_twice_is_noticed(place: Place) -> None:
    data = picture(1)
    place.add(keep(place.folder, data))
    again = keep(place.folder, data)
    assert again.already_there
    with pytest.raises(Unsettled, match="here already"):
        place.add(again)
    place.add(again, accept=("This photo is here already.",))
    with place.database.read() as session:
        assert len(session.scalars(select(Media)).all()) == 1


def test_a_photo_that_looks_like_another_is_noticed_and_another_motive_is_not(place: Place) -> None:
    place.add(keep(place.folder, picture(1, quality=95)))
    smaller = keep(place.folder, picture(1, quality=40))
    with pytest.raises(Unsettled, match="looks like one"):
        place.add(smaller)
    place.add(keep(place.folder, picture(5)))


def test_one_photo_may_show_two_animals(place: Place, zoo: Zoo) -> None:
    kept = keep(place.folder, picture(1))
    place.add(kept)
    with place.database.work(place.actor, "another bear") as work:
        other = builders.arrive(work, zoo, "Ursus arctos", "1.0.0")
        photos.add(work, place.folder, kept, Photo("animal", other))
    with place.database.read() as session:
        assert portrait(session, "animal", [place.bear, other]) == {place.bear: kept.sha256, other: kept.sha256}


def test_another_portrait_is_chosen_and_an_old_one_does_not_come_back_by_a_caption(place: Place) -> None:
    first, second = (keep(place.folder, picture(seed)) for seed in (1, 2))
    links = [place.add(first), place.add(second)]
    with place.database.work(place.actor, "the second is better") as work:
        photos.make_portrait(work, links[1])
    assert place.portrait() == second.sha256
    with place.database.work(place.actor, "a caption") as work:
        photos.caption(work, links[0], {"caption": "in den 1"})
    assert place.portrait() == second.sha256
    with place.database.read() as session:
        found = {shot.sha256: shot.caption for shot in shots(session, "animal", place.bear)}
        assert found == {first.sha256: "in den 1", second.sha256: ""}
        assert session.get_one(MediaLink, links[0]).caption is None


def test_a_photo_that_was_taken_back_is_gone_from_the_record_and_stays_as_a_file(place: Place) -> None:
    first, second = (keep(place.folder, picture(seed)) for seed in (1, 2))
    link, _other = place.add(first), place.add(second)
    with place.database.work(place.actor, "not this bear") as work:
        photos.take_back(work, link)
    assert place.portrait() == second.sha256
    assert original(place.folder, first.sha256).exists()
    place.add(first)
    with place.database.read() as session:
        assert len(shots(session, "animal", place.bear)) == 2


def test_what_cannot_be_a_photo_of_a_record_is_refused(place: Place) -> None:
    kept = keep(place.folder, picture(1))
    with pytest.raises(NotFound), place.database.work(place.actor, "no such animal") as work:
        photos.add(work, place.folder, kept, Photo("animal", 999))
    with pytest.raises(Invalid, match="Attach it as a scan"):
        place.add(keep_scan(place.folder, b"%PDF-1.4 paper"))
    original(place.folder, kept.sha256).unlink()
    with pytest.raises(StorageFailed, match="not in the photo folder"):
        place.add(kept)
    with pytest.raises(NotAllowed):
        place._replace(actor=builders.actor(Permission.LOOK)).add(kept)
    with place.database.read() as session:
        assert session.scalars(select(MediaLink)).all() == []


def test_only_a_caption_can_be_changed(place: Place) -> None:
    link = place.add(keep(place.folder, picture(1)))
    with pytest.raises(Invalid, match="record_id"), place.database.work(place.actor, "elsewhere") as work:
        photos.caption(work, link, {"record_id": 2})


def test_portraits_of_many_animals_are_one_question(place: Place) -> None:
    place.add(keep(place.folder, picture(1)))
    with place.database.read() as session, statements(place.database) as asked:
        portrait(session, "animal", range(1, 200))
    assert len(asked) == 1


def test_alike_is_at_most_four_bits_of_sixty_four() -> None:
    assert are_alike("00000000000000ff", "00000000000000f0")
    assert not are_alike("00000000000001ff", "00000000000000e0")
    assert not are_alike("", "00000000000000ff")
