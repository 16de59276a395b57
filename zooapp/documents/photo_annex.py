"""Annex 2 of a transfer certificate: photographs of individuals, for the two zoos. Not signed, not for customs."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from zooapp.documents import render
from zooapp.documents.certificate import Edition, name_runs, sheet
from zooapp.documents.certificate_data import TransferCertificateData


@dataclass(frozen=True)
class Portrait:
    """One individual: its photograph (JPEG or PNG bytes), what it is told by, and where it comes from."""

    scientific: str
    identity: str
    photo: bytes = field(repr=False)
    parents: str = ""
    birthplace: str = ""
    gan: str = ""
    studbook: str = ""


def photo_annex_pdf(data: TransferCertificateData, edition: Edition, portraits: Sequence[Portrait]) -> bytes:
    """Ten portraits a page, two by five, to the certificate of that number."""
    names = [f"{at}.{_kind(portrait.photo)}" for at, portrait in enumerate(portraits)]
    told = [
        {
            "scientific": portrait.scientific,
            "runs": name_runs(portrait.scientific),
            "alt": f"{portrait.scientific}, {portrait.identity}",
            "identity": portrait.identity,
            "photo": name,
            "parents": portrait.parents,
            "birthplace": portrait.birthplace,
            "gan": portrait.gan,
            "studbook": portrait.studbook,
        }
        for name, portrait in zip(names, portraits, strict=True)
    ]
    pictures = {name: portrait.photo for name, portrait in zip(names, portraits, strict=True)}
    return render.pdf("photo_annex", sheet(data, edition) | {"portraits": told}, pictures)


def _kind(photo: bytes) -> str:
    return "png" if photo.startswith(b"\x89PNG") else "jpg"
