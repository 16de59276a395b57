"""Photos and scans as files: what is sound is kept byte for byte, stands upright in small, and is found."""

import datetime as dt
import hashlib
import os
import struct
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from tests.pictures import HEIC, TYPES, camera, encoded, files, scene
from zooapp import media
from zooapp.errors import Invalid, NotFound


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "media"
    made.mkdir()
    return made


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "thumbnails"


def upper_left_is_red(picture: Path) -> bool:
    with Image.open(picture) as image:
        red, green, _blue = image.convert("RGB").getpixel((image.width // 8, image.height // 8))  # type: ignore[misc]
        other = image.convert("RGB").getpixel((image.width * 7 // 8, image.height * 7 // 8))
    return bool(red > green and other[1] > other[0])  # type: ignore[index]


def test_an_original_is_kept_byte_for_byte_under_its_hash(folder: Path, tmp_path: Path) -> None:
    source = tmp_path / "IMG_0001.JPG"
    source.write_bytes(encoded(scene(), exif=camera()))
    kept = media.keep(folder, source)
    sha = hashlib.sha256(source.read_bytes()).hexdigest()
    assert kept.sha256 == sha
    assert files(folder) == [folder / sha[:2] / sha[2:4] / sha]
    assert files(folder)[0].read_bytes() == source.read_bytes()
    assert (kept.media_type, kept.width, kept.height) == ("image/jpeg", 640, 480)
    assert kept.byte_size == source.stat().st_size
    assert kept.taken_at == dt.datetime(2024, 11, 20, 9, 30)
    assert not kept.already_there


def test_the_same_photo_twice_is_noticed(folder: Path) -> None:
    data = encoded(scene())
    first, second = media.keep(folder, data), media.keep(folder, data)
    assert (first.already_there, second.already_there) == (False, True)
    assert first.sha256 == second.sha256
    assert len(files(folder)) == 1


def test_a_rotten_original_is_replaced_when_the_photo_comes_again(folder: Path) -> None:
    data = encoded(scene())
    kept = media.keep(folder, data)
    files(folder)[0].write_bytes(data[:-1] + b"?")
    assert not media.verify(folder, kept.sha256)
    assert not media.keep(folder, data).already_there
    assert media.verify(folder, kept.sha256)


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("form", ["JPEG", "PNG", "TIFF", "WEBP", "AVIF"])
def test_a_turned_photo_stands_upright(folder: Path, cache: Path, form: str, orientation: int) -> None:
    lying: dict[int, Callable[[Image.Image], Image.Image]] = {
        2: lambda picture: picture.transpose(Image.Transpose.FLIP_LEFT_RIGHT),
        3: lambda picture: picture.rotate(180),
        4: lambda picture: picture.transpose(Image.Transpose.FLIP_TOP_BOTTOM),
        5: lambda picture: picture.transpose(Image.Transpose.TRANSPOSE),
        6: lambda picture: picture.rotate(90, expand=True),
        7: lambda picture: picture.transpose(Image.Transpose.TRANSVERSE),
        8: lambda picture: picture.rotate(270, expand=True),
    }
    upright = scene((402, 400))
    picture = lying[orientation](upright) if orientation > 1 else upright
    kept = media.keep(folder, encoded(picture, form, exif=camera(orientation)), cache)
    assert (kept.width, kept.height) == (402, 400)
    small = media.thumbnail(folder, cache, kept.sha256)
    assert upper_left_is_red(small)
    again = media.thumbnail(folder, cache, kept.sha256, 200)
    assert upper_left_is_red(again)
    with Image.open(again) as image:
        assert image.width == 200


def test_a_heic_photo_is_read_and_turned(folder: Path, cache: Path) -> None:
    kept = media.keep(folder, HEIC, cache)
    assert (kept.media_type, kept.width, kept.height) == ("image/heic", 48, 64)
    assert kept.taken_at == dt.datetime(2024, 11, 20, 9, 30)
    with Image.open(media.thumbnail(folder, cache, kept.sha256)) as image:
        assert (image.format, image.size) == ("JPEG", (48, 64))


@pytest.mark.parametrize("form", TYPES)
def test_each_format_is_kept_with_its_small_picture(folder: Path, cache: Path, form: str) -> None:
    kept = media.keep(folder, encoded(scene(), form), cache)
    assert kept.media_type == f"image/{TYPES[form]}"
    small = media.thumbnail(folder, cache, kept.sha256)
    with Image.open(small) as image:
        assert (image.format, image.mode, image.size) == ("JPEG", "RGB", (320, 240))
    assert upper_left_is_red(small)


def test_a_phone_picture_of_several_frames_is_a_jpeg(folder: Path) -> None:
    data = encoded(scene(), "MPO", save_all=True, append_images=[scene()])
    assert media.keep(folder, data).media_type == "image/jpeg"


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "CMYK", "I;16"])
def test_each_kind_of_colour_becomes_a_small_jpeg(folder: Path, cache: Path, mode: str) -> None:
    picture = scene(mode="RGB").convert("L" if mode == "I;16" else mode).convert(mode)
    kept = media.keep(folder, encoded(picture, "TIFF"), cache)
    with Image.open(media.thumbnail(folder, cache, kept.sha256)) as image:
        assert image.mode == "RGB"
        assert image.getextrema() != ((0, 0), (0, 0), (0, 0))


def test_what_is_transparent_lies_on_white(folder: Path, cache: Path) -> None:
    kept = media.keep(folder, encoded(Image.new("RGBA", (50, 50), (0, 0, 0, 0)), "PNG"), cache)
    with Image.open(media.thumbnail(folder, cache, kept.sha256)) as image:
        assert image.getpixel((25, 25)) == (255, 255, 255)


def test_an_xray_of_sixteen_bits_is_neither_black_nor_white(folder: Path, cache: Path) -> None:
    row = struct.pack("<100H", *[3000] * 25, *[2000] * 25, *[1000] * 50)
    ray = Image.frombytes("I;16", (100, 100), row * 100)
    kept = media.keep(folder, encoded(ray, "PNG"), cache)
    with Image.open(media.thumbnail(folder, cache, kept.sha256)) as image:
        greys = [image.getpixel((x, 50)) for x in (10, 38, 80)]
    assert [round(grey[0], -1) for grey in greys] == [260, 130, 0]  # type: ignore[index]


def test_alike_pictures_have_alike_hashes_and_others_do_not(folder: Path) -> None:
    ramp = Image.linear_gradient("L").resize((640, 480)).rotate(30)
    first, copy = media.keep(folder, encoded(ramp)), media.keep(folder, encoded(ramp.resize((320, 240)), quality=40))
    other = media.keep(folder, encoded(ramp.rotate(180)))

    def distance(one: str | None, two: str | None) -> int:
        return (int(str(one), 16) ^ int(str(two), 16)).bit_count()

    assert len(str(first.dhash)) == 16
    assert distance(first.dhash, copy.dhash) <= 4 < distance(first.dhash, other.dhash)


def test_a_sound_picture_is_not_refused_for_what_the_camera_wrote(folder: Path) -> None:
    for exif in (b"Exif\0\0garbage", b"Exif\0\0MM\0*\0\0\0\x08\xff\xff", camera(77, "yesterday").tobytes()):
        kept = media.keep(folder, encoded(scene(), exif=exif))
        assert (kept.taken_at, kept.width) == (None, 640)


@pytest.mark.parametrize("taken", ["0000:00:00 00:00:00", "2024:13:01 00:00:00", "", "    :  :     :  :  "])
def test_a_clock_that_was_never_set_is_no_date(folder: Path, taken: str) -> None:
    assert media.keep(folder, encoded(scene(), exif=camera(1, taken))).taken_at is None


def test_a_scan_is_a_pdf_or_a_picture(folder: Path, cache: Path) -> None:
    paper = media.keep_scan(folder, b"%PDF-1.7\nnot looked into")
    assert (paper.media_type, paper.width, paper.dhash) == ("application/pdf", None, None)
    assert media.verify(folder, paper.sha256)
    assert media.keep_scan(folder, b"%PDF-1.7\nnot looked into").already_there
    assert media.keep_scan(folder, encoded(scene(), "TIFF"), cache).media_type == "image/tiff"
    with pytest.raises(Invalid):
        media.keep_scan(folder, b"PK\x03\x04 a spreadsheet")


def test_a_thumbnail_is_made_again_when_the_cache_was_emptied(folder: Path, cache: Path) -> None:
    kept = media.keep(folder, encoded(scene()), cache)
    (small,) = files(cache)
    assert media.thumbnail(folder, cache, kept.sha256) == small
    for damage in (small.unlink, lambda: small.write_bytes(b"")):
        damage()
        with Image.open(media.thumbnail(folder, cache, kept.sha256)) as image:
            assert image.size == (320, 240)


def test_a_photo_that_is_not_in_the_folder_is_not_found(folder: Path, cache: Path) -> None:
    for sha in ("0" * 64, "../../etc/passwd", ""):
        with pytest.raises(NotFound):
            media.thumbnail(folder, cache, sha)
    assert not media.verify(folder, "0" * 64)


def test_a_folder_belongs_to_one_collection(folder: Path) -> None:
    media.claim(folder, "uid-1")
    media.claim(folder, "uid-1")
    media.confirm(folder, "uid-1")
    for ask in (media.claim, media.confirm):
        with pytest.raises(Invalid, match="another collection"):
            ask(folder, "uid-2")
    media.confirm(folder, "uid-1")


def test_only_old_files_that_no_record_knows_are_orphans(folder: Path) -> None:
    media.claim(folder, "uid-1")
    known, lost, fresh = (media.keep(folder, encoded(scene((64, 64 + n)))).sha256 for n in range(3))
    week = time.time() - 7 * 86_400
    half = media.original(folder, lost).with_name(".left by a kill.part")
    half.write_bytes(b"half")
    for path in (media.original(folder, known), media.original(folder, lost), half):
        os.utime(path, (week, week))
    assert media.orphans(folder, {known}) == sorted([half, media.original(folder, lost)])
    assert len(media.orphans(folder, {known}, days=-1)) == 3
    half.unlink()
    media.keep(folder, encoded(scene((64, 65))))
    assert media.orphans(folder, {known}) == []
    assert media.verify(folder, fresh)
