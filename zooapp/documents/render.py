"""Data and a typst template in; PDF/A-2a with PDF/UA-1, PNG pages or SVG pages out. No window, no printer.

The template reads its data as JSON, never as markup, sees only our own faces and templates, and the pictures that are
handed to it. The same data give the same bytes.
"""

import datetime as dt
import io
import json
import shutil
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import Any, Final

import segno
import typst

from zooapp.errors import Invalid
from zooapp.i18n import _
from zooapp.paths import resources

TEMPLATES: Final = resources() / "templates"
FONTS: Final = resources() / "fonts"
STANDARDS: Final[list[Any]] = ["a-2a", "ua-1"]
PICTURES: Final = "pictures"  # the folder of the pictures, seen from a template

Pictures = Mapping[str, bytes]
NO_PICTURES: Final[Pictures] = MappingProxyType({})


def pdf(template: str, data: Mapping[str, Any], pictures: Pictures = NO_PICTURES) -> bytes:
    """The file of a paper. `data["printed_on"]` (ISO, with offset) is its moment; Invalid where a sign has no face."""
    return _pages(template, data, pictures, {"format": "pdf", "pdf_standards": STANDARDS})[0]


def png(template: str, data: Mapping[str, Any], pictures: Pictures = NO_PICTURES, ppi: float = 110) -> list[bytes]:
    """The pages as pictures, for a preview or a printer; `ppi` is dots per inch."""
    return _pages(template, data, pictures, {"format": "png", "ppi": ppi})


def svg(template: str, data: Mapping[str, Any], pictures: Pictures = NO_PICTURES) -> list[bytes]:
    """The pages as drawings that scale."""
    return _pages(template, data, pictures, {"format": "svg"})


def qr(text: str) -> str:
    """A QR as SVG, black on nothing, without its quiet zone: the sheet keeps that free."""
    drawing = io.BytesIO()
    segno.make_qr(text, error="m", boost_error=False).save(drawing, kind="svg", border=0, xmldecl=False, svgns=True)
    return drawing.getvalue().decode()


def _pages(template: str, data: Mapping[str, Any], pictures: Pictures, how: dict[str, Any]) -> list[bytes]:
    if not pictures:
        return _compile(TEMPLATES / f"{template}.typ", data, how)
    with TemporaryDirectory() as folder:
        root = shutil.copytree(TEMPLATES, Path(folder, "root"))
        (root / PICTURES).mkdir()
        for name, content in pictures.items():
            (root / PICTURES / Path(name).name).write_bytes(content)
        return _compile(root / f"{template}.typ", data, how)


def _compile(template: Path, data: Mapping[str, Any], how: dict[str, Any]) -> list[bytes]:
    try:
        made = typst.compile(
            template,
            root=template.parent,
            font_paths=_faces(),
            ignore_system_fonts=True,
            sys_inputs={"data": json.dumps(data, ensure_ascii=False, sort_keys=True)},
            timestamp=dt.datetime.fromisoformat(data["printed_on"]).replace(microsecond=0),
            **how,
        )
    except typst.TypstError as error:
        raise Invalid(_("This paper cannot be set: {why}").format(why=error.message)) from error
    return made if isinstance(made, list) else [made]


@lru_cache(maxsize=1)
def _faces() -> typst.Fonts:
    """Our own faces only, read once."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])
