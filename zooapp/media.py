"""Photos and scans as files: originals byte for byte, named by their SHA-256, and the small pictures made of them.

No database here. The folder of originals may be a share; the small ones are a cache of this machine. A call decodes,
hashes and waits for the disk: it belongs on the long lane.
"""

import contextlib
import datetime as dt
import hashlib
import io
import os
import re
import time
import warnings
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, cast

from PIL import Image
from PIL.ImageFile import ImageFile

from zooapp.errors import Invalid, NotFound, StorageFailed
from zooapp.i18n import _
from zooapp.paths import write_whole, writing_whole

FORMATS: Final = ("JPEG", "PNG", "WEBP", "TIFF", "HEIF", "AVIF", "GIF", "BMP")
MAX_BYTES: Final = 100_000_000
MAX_PIXELS: Final = 100_000_000
MAX_PIXELS_OF: Final = {"JPEG": 250_000_000, "MPO": 250_000_000, "HEIF": 250_000_000}
SMALL: Final = 320
MARK: Final = "collection.txt"
SHARED: Final = 0o666  # less what the umask takes: colleagues read the same share

_ORIENTATION, _CAMERA, _TAKEN, _DIGITIZED = 0x0112, 0x8769, 0x9003, 0x9004
_TURNS: Final = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_ON_ITS_SIDE: Final = (5, 6, 7, 8)


@dataclass(frozen=True)
class Kept:
    """A file that stands in the folder. A PDF has no size in pixels, no moment and no picture hash.

    `width` and `height` are pixels as a person sees it, turned; `taken_at` is the camera's own clock, without a zone;
    `dhash` is 16 hexadecimal digits in which alike pictures differ by few bits.
    """

    sha256: str
    media_type: str
    byte_size: int
    already_there: bool
    width: int | None = None
    height: int | None = None
    taken_at: dt.datetime | None = None
    dhash: str | None = None


def keep(folder: Path, source: Path | bytes, cache: Path | None = None) -> Kept:
    """Keep a picture as it came, if it is sound; with `cache` its small picture stands there after the same decode.

    Invalid, with nothing written, for what is too big, broken or no picture; StorageFailed when the disk refuses.
    """
    return _keep_picture(folder, _read(source), cache)


def keep_scan(folder: Path, source: Path | bytes, cache: Path | None = None) -> Kept:
    """Keep a scanned paper: a PDF, known by its head and not looked into, or a picture as `keep` takes it."""
    data = _read(source)
    if not data.startswith(b"%PDF-"):
        return _keep_picture(folder, data, cache)
    sha = hashlib.sha256(data).hexdigest()
    with _arriving(folder, sha, data) as already_there:
        return Kept(sha, "application/pdf", len(data), already_there)


def thumbnail(folder: Path, cache: Path, sha: str, size: int = SMALL) -> Path:
    """A JPEG of the picture whose longer side has at most `size` pixels, made when first asked for."""
    small = _cached(cache, sha, size)
    if not (small.exists() and small.stat().st_size):
        data = _read(original(folder, sha))
        write_whole(small, _jpeg(_shrunk(_opened(data), size)), durable=False)
    return small


def original(folder: Path, sha: str) -> Path:
    """Where the bytes with this hash stand. NotFound for what is no hash."""
    if not re.fullmatch(r"[0-9a-f]{64}", sha):
        raise NotFound(_("There is no file of that name in the photo folder."))
    return folder / sha[:2] / sha[2:4] / sha


def verify(folder: Path, sha: str) -> bool:
    """Whether the file is there and its bytes still have their hash."""
    try:
        with original(folder, sha).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == sha
    except OSError:
        return False


def orphans(folder: Path, known: Collection[str], days: float = 1) -> list[Path]:
    """Files that no record knows, older than `days`: a younger one may belong to a work that has not ended."""
    limit = time.time() - days * 86_400
    unknown = (file for file in folder.glob("??/??/*") if file.name not in known)
    return sorted(file for file in unknown if file.stat().st_mtime < limit)


def claim(folder: Path, uid: str) -> None:
    """Take a folder for the collection with this uid, or find that it is its own. Another's is refused: Invalid."""
    if not (folder / MARK).exists():
        write_whole(folder / MARK, f"{uid}\n".encode(), mode=SHARED)
    confirm(folder, uid)


def confirm(folder: Path, uid: str) -> None:
    """See that the folder is there and is this collection's: StorageFailed if it is away, Invalid if another's."""
    try:
        owner = (folder / MARK).read_text("utf-8", errors="replace").strip()
    except OSError as error:
        raise StorageFailed(_away(folder)) from error
    if owner != uid:
        text = _("The folder {folder} holds the photos of another collection. Choose another folder.")
        raise Invalid(text.format(folder=folder))


def _read(source: Path | bytes) -> bytes:
    """The whole file, if its size is one that we take; the size is asked before anything is read."""
    try:
        size = len(source) if isinstance(source, bytes) else source.stat().st_size
        if size > MAX_BYTES:
            raise Invalid(_("This file is larger than 100 MB. Make it smaller and add it again."))
        data = source if isinstance(source, bytes) else source.read_bytes()
    except FileNotFoundError as error:
        raise NotFound(_("This file is no longer there.")) from error
    except OSError as error:
        raise Invalid(_("This file cannot be read ({reason}).").format(reason=error.strerror)) from error
    if not data:
        raise Invalid(_("This file is empty."))
    return data


def _keep_picture(folder: Path, data: bytes, cache: Path | None) -> Kept:
    image = _opened(data)
    media_type = "image/jpeg" if image.format == "MPO" else str(image.get_format_mimetype())
    sha, taken_at, (width, height) = hashlib.sha256(data).hexdigest(), _taken_at(image), image.size
    with _arriving(folder, sha, data) as already_there:
        small = _shrunk(image, SMALL)
        if cache is not None:
            write_whole(_cached(cache, sha, SMALL), _jpeg(small), durable=False)
    if _orientation(image) in _ON_ITS_SIDE:
        width, height = height, width
    return Kept(sha, media_type, len(data), already_there, width, height, taken_at, _dhash(small))


def _ready() -> None:
    """Teach Pillow HEIC and caution, before each picture: anybody may have reset the filters of warnings."""
    import pi_heif

    pi_heif.register_heif_opener()
    Image.MAX_IMAGE_PIXELS = max(MAX_PIXELS_OF.values())
    warnings.filterwarnings("ignore", category=UserWarning, module=r"PIL\.")  # what it thinks of the camera's notes
    warnings.simplefilter("error", Image.DecompressionBombWarning)


def _opened(data: bytes) -> ImageFile:
    """The picture's head, read and measured; nothing is decoded yet."""
    _ready()
    too_large = _("This picture is too large: JPEG and HEIC up to 250 megapixels, others up to 100.")
    try:
        image = Image.open(io.BytesIO(data), formats=FORMATS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Invalid(too_large) from error
    except Exception as error:  # decoders meet bytes that nobody foresaw, and then raise anything
        text = _("This file is damaged, or no picture: JPEG, PNG, WebP, TIFF, HEIC, AVIF, GIF or BMP.")
        raise Invalid(text) from error
    if image.width * image.height > MAX_PIXELS_OF.get(str(image.format), MAX_PIXELS):
        raise Invalid(too_large)
    return image


def _shrunk(image: ImageFile, size: int) -> Image.Image:
    """The picture in small, turned and flat. This one decode also decides whether the file is sound."""
    try:
        image.draft("RGB", (size, size))
        image.load()
        shrunk = _scalable(image)
        shrunk.thumbnail((size, size), reducing_gap=2)
    except Exception as error:  # as above
        raise Invalid(_("This picture is broken or cut off. Copy it again from where it came.")) from error
    if (turn := _TURNS.get(_orientation(image))) is not None:
        shrunk = shrunk.transpose(turn)
    if "A" not in shrunk.mode:
        return shrunk.convert("RGB")
    page = Image.new("RGBA", shrunk.size, "white")
    page.alpha_composite(shrunk.convert("RGBA"))
    return page.convert("RGB")


def _scalable(image: Image.Image) -> Image.Image:
    """Values that can be averaged: no palette, no 1-bit; greys of 16 bits (X-rays) stretched over the range."""
    if image.mode in ("P", "PA"):
        return image.convert("RGBA")
    if image.mode[0] in "IF":
        grey = image.convert("F")
        low, high = cast(tuple[float, float], grey.getextrema())
        scale = 255 / (high - low) if high > low else 1
        return grey.point(lambda value: value * scale - low * scale).convert("L")
    return image.convert("L") if image.mode == "1" else image


def _exif(image: Image.Image) -> Image.Exif:
    """What the camera wrote; nothing where it cannot be read: a sound picture is not refused for that."""
    with contextlib.suppress(Exception):
        return image.getexif()
    return Image.Exif()


def _orientation(image: Image.Image) -> int:
    """How the picture lies (EXIF, 1 to 8), asked after the decode: TIFF and HEIC are turned by it already."""
    value = _exif(image).get(_ORIENTATION, 1)
    return value if isinstance(value, int) else 1


def _taken_at(image: Image.Image) -> dt.datetime | None:
    with contextlib.suppress(Exception):
        camera = _exif(image).get_ifd(_CAMERA)
        text = str(camera.get(_TAKEN) or camera.get(_DIGITIZED)).strip("\0 ")
        return dt.datetime.strptime(text[:19], "%Y:%m:%d %H:%M:%S")
    return None


def _dhash(picture: Image.Image) -> str:
    """64 bits, one for each pair of neighbours in a grid of 9 x 8 greys: is the right one lighter?"""
    grey = picture.convert("L").resize((9, 8), Image.Resampling.LANCZOS).tobytes()
    bits = (grey[row * 9 + column + 1] > grey[row * 9 + column] for row in range(8) for column in range(8))
    return f"{sum(bit << place for place, bit in enumerate(bits)):016x}"


def _jpeg(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=85)
    return out.getvalue()


def _cached(cache: Path, sha: str, size: int) -> Path:
    return cache / str(size) / sha[:2] / f"{sha}.jpg"


@contextlib.contextmanager
def _arriving(folder: Path, sha: str, data: bytes) -> Iterator[bool]:
    """Write an original, durably, beside the block, unless it is there and sound; says whether it was.

    A rotten one is replaced. When the block raises, nothing is left.
    """
    if not folder.is_dir():
        raise StorageFailed(_away(folder))
    if verify(folder, sha):
        with contextlib.suppress(OSError):
            os.utime(original(folder, sha))  # in use again: the sweep of orphans looks at its age
        yield True
        return
    with writing_whole(original(folder, sha), data, mode=SHARED):
        yield False


def _away(folder: Path) -> str:
    text = _("The photo folder {folder} is not there. Connect it, or choose it again in the settings.")
    return text.format(folder=folder)
