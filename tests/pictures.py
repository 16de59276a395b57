"""Pictures for tests: made here, but for one HEIC file, which Pillow cannot write."""

import io
import struct
import zlib
from pathlib import Path

from PIL import Image

HEIC = Path(__file__).parent / "data" / "turned.heic"
TYPES = {"JPEG": "jpeg", "PNG": "png", "WEBP": "webp", "TIFF": "tiff", "AVIF": "avif", "GIF": "gif", "BMP": "bmp"}
RED, GREEN = (200, 30, 30), (40, 120, 60)


def scene(size: tuple[int, int] = (640, 480), mode: str = "RGB") -> Image.Image:
    """Green, with the upper left quarter red: it shows which way is up."""
    picture = Image.new("RGB", size, GREEN)
    picture.paste(RED, (0, 0, size[0] // 2, size[1] // 2))
    return picture.convert(mode)


def encoded(picture: Image.Image, form: str = "JPEG", **options: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, form, **options)
    return out.getvalue()


def camera(orientation: int = 1, taken: str = "2024:11:20 09:30:00") -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif.get_ifd(0x8769)[0x9003] = taken
    return exif


def png_head(width: int, height: int) -> bytes:
    """A PNG whose head claims a size, with nearly nothing behind it."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 99)) + chunk(b"IEND", b"")


def claiming(data: bytes, width: int, height: int) -> bytes:
    """A JPEG whose frame header claims another size."""
    at = data.index(b"\xff\xc0") + 5
    return data[:at] + struct.pack(">HH", height, width) + data[at + 4 :]


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]
