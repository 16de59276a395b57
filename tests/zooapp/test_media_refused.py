"""What is no sound picture of a fair size is refused in words, and nothing of it stays."""

import os
import time
from pathlib import Path

import pytest
from PIL import Image

from tests.pictures import HEIC, TYPES, claiming, encoded, files, png_head, scene
from zooapp import media
from zooapp.errors import Invalid, NotFound, StorageFailed

NOISE = Image.effect_noise((800, 600), 80).convert("RGB")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "media"
    made.mkdir()
    return made


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "thumbnails"


@pytest.mark.parametrize("form", TYPES)
@pytest.mark.parametrize("part", [0.02, 0.5, 0.95])
def test_a_picture_that_was_cut_off_leaves_nothing(folder: Path, cache: Path, form: str, part: float) -> None:
    data = encoded(NOISE, form)
    with pytest.raises(Invalid, match=r"broken or cut off|damaged, or no picture"):
        media.keep(folder, data[: int(len(data) * part)], cache)
    assert files(folder) == []
    assert not cache.exists()


def test_a_progressive_photo_and_a_heic_that_were_cut_off_are_refused(folder: Path) -> None:
    data, heic = encoded(NOISE, progressive=True), HEIC.read_bytes()
    for cut in (data[: len(data) * 9 // 10], heic[: len(heic) * 9 // 10]):
        with pytest.raises(Invalid):
            media.keep(folder, cut)
    assert files(folder) == []


@pytest.mark.parametrize("data", [b"Dear colleagues", b"%PDF-1.7", b"\xff\xd8\xff", b"<svg/>", b"MZ", b"\0" * 5000])
def test_what_is_no_picture_is_refused(folder: Path, data: bytes) -> None:
    with pytest.raises(Invalid, match="damaged, or no picture"):
        media.keep(folder, data)


@pytest.mark.parametrize("form", ["ICO", "PPM", "TGA", "PCX", "JPEG2000", "EPS"])
def test_other_formats_are_not_opened(folder: Path, form: str) -> None:
    with pytest.raises(Invalid, match="damaged, or no picture"):
        media.keep(folder, encoded(scene((64, 64)), form))


@pytest.mark.parametrize("size", [(10_001, 10_000), (20_000, 20_000), (60_000, 60_000), (2_000_000_000, 1)])
def test_a_bomb_is_refused_before_it_is_decoded(folder: Path, size: tuple[int, int]) -> None:
    before = time.process_time()
    with pytest.raises(Invalid, match="250 megapixels"):
        media.keep(folder, png_head(*size))
    assert time.process_time() - before < 1
    assert files(folder) == []


def test_a_jpeg_may_have_more_pixels_than_others_but_not_endless(folder: Path) -> None:
    data = encoded(scene((64, 64)), "JPEG")
    assert media.keep(folder, claiming(data, 12_000, 10_000)).width == 12_000
    with pytest.raises(Invalid, match="250 megapixels"):
        media.keep(folder, claiming(data, 25_001, 10_000))


def test_an_empty_a_missing_and_an_oversized_file_are_told_apart(folder: Path, tmp_path: Path) -> None:
    empty, large = tmp_path / "empty.jpg", tmp_path / "large.jpg"
    empty.touch()
    large.touch()
    os.truncate(large, media.MAX_BYTES + 1)
    for source, words in ((empty, "is empty"), (b"", "is empty"), (large, "100 MB"), (tmp_path, "cannot be read")):
        with pytest.raises(Invalid, match=words):
            media.keep(folder, source)
    with pytest.raises(NotFound, match="no longer there"):
        media.keep(folder, tmp_path / "gone.jpg")


def test_a_folder_that_is_away_is_not_made_anew(tmp_path: Path) -> None:
    with pytest.raises(StorageFailed, match="is not there"):
        media.keep(tmp_path / "share", encoded(scene()))
    with pytest.raises(StorageFailed, match="is not there"):
        media.confirm(tmp_path / "share", "uid-1")
    assert not (tmp_path / "share").exists()


def test_a_refusal_under_way_leaves_no_temporary_file(folder: Path) -> None:
    data = encoded(NOISE.resize((4000, 3000)))
    with pytest.raises(Invalid):
        media.keep(folder, data[:-40_000])
    assert files(folder) == []
