"""Photos of 12 megapixels through `keep`, against the bare loop of read, draft, thumbnail and save (aim: below 1.3).

Run it as `python -m benchmarks.photos [how many]`. The two take turns photo by photo, so that load falls on both.
"""

import io
import os
import sys
import tempfile
import time
from pathlib import Path

from PIL import Image

from zooapp import media

FRAMES = 20
SIZE = (4000, 3000)


def frames() -> list[bytes]:
    """Distinct noisy JPEGs of about 4 MB, as a camera makes them."""
    made, ramp = [], Image.linear_gradient("L").resize(SIZE)
    for number in range(FRAMES):
        grey = Image.effect_noise(SIZE, 24 + number)
        colours = Image.merge("RGB", (grey, grey.transpose(Image.Transpose.ROTATE_180), ramp))
        out = io.BytesIO()
        colours.save(out, "JPEG", quality=70)
        made.append(out.getvalue())
    return made


def photo(folder: Path, number: int, frame: bytes) -> Path:
    """The frame as a file of its own: a comment after the end makes each a different photo."""
    file = folder / f"{number}.jpg"
    file.write_bytes(frame + number.to_bytes(4, "big"))
    return file


def bare(source: Path, target: Path) -> None:
    """What nobody can do without."""
    image = Image.open(io.BytesIO(source.read_bytes()))
    image.draft("RGB", (media.SMALL, media.SMALL))
    image.thumbnail((media.SMALL, media.SMALL), reducing_gap=2)
    image.save(target, "JPEG", quality=85)


def run(count: int) -> tuple[float, float]:
    """Seconds of the bare loop and of `keep`, over the same photos."""
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as place:
        root = Path(place)
        for name in ("in", "bare", "media", "cache"):
            (root / name).mkdir()
        made = frames()
        plain = kept = 0.0
        for number in range(count):
            source = photo(root / "in", number, made[number % FRAMES])
            os.sync()  # the making of the photo is nobody's cost
            start = time.perf_counter()
            bare(source, root / "bare" / f"{number}.jpg")
            middle = time.perf_counter()
            media.keep(root / "media", source, root / "cache")
            kept += time.perf_counter() - middle
            plain += middle - start
            source.unlink()
        return plain, kept


if __name__ == "__main__":
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    plain, kept = run(count)
    print(f"{count} photos: bare {plain:.2f} s, keep {kept:.2f} s, ratio {kept / plain:.2f}")  # noqa: T201
