"""Papers from a terminal: draft, issue, show, and whether a file is what it says."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from zooapp import settings
from zooapp.database import Database
from zooapp.documents import register, verifying
from zooapp.documents.transfer_certificate import CertificateRequest, Printing
from zooapp.errors import NotFound, StorageFailed
from zooapp.i18n import LANGUAGES, _, ngettext
from zooapp.models import Consignment
from zooapp.paths import write_whole
from zooapp.services import documents, keys
from zooapp.starting import Asked
from zooapp.work import Actor

KINDS: Final = (documents.KIND,)


def document(database: Database, asked: Asked, actor: Actor) -> list[str]:
    """Draft, issue or show a paper into a file, or all files of it into a folder; gives what to say.

    NUMBER is that of the consignment; of the paper for `show`. Raises ZooError with all that stands in the way.
    """
    kind, number, out = asked.words["kind"], asked.words["number"], asked.words["out"]
    if kind not in KINDS:
        words = _("There is no paper called {kind}. There are: {kinds}.")
        raise NotFound(words.format(kind=kind, kinds=", ".join(KINDS)))
    if asked.words["act"] == "draft":
        return _draft(database, asked, actor)
    if asked.words["act"] == "issue":
        with database.read() as session:
            request, key = _request(session, asked), keys.sealing_key(session, asked.home)
        with database.work(actor, _("A certificate for {number}").format(number=number)) as work:
            paper = documents.issue(work, request, key)
            number = paper.number
    with database.read() as session:
        found = register.find(session, number, kind)
        files = [(file.name, register.content(session, file.id)) for file in register.files(session, found.id)]
    return [_("{number}: {files}").format(number=found.full_number, files=", ".join(_written(out, files)))]


def _draft(database: Database, asked: Asked, actor: Actor) -> list[str]:
    with database.read() as session:
        printing = Printing(database.clock.now(), actor.name, database.clock.today())
        found = documents.draft(session, _request(session, asked), printing)
    (file,) = _written(asked.words["out"], [(f"{asked.words['kind']}-draft.pdf", found.pdf)])
    n = len(found.problems)
    words = ngettext("{n} thing stands in the way of issuing it.", "{n} things stand in the way of issuing it.", n)
    return [file, *([words.format(n=n)] if n else []), *(problem.text for problem in found.problems)]


def _request(session: Session, asked: Asked) -> CertificateRequest:
    number = asked.words["number"]
    key = session.scalar(select(Consignment.id).where(Consignment.number == number, Consignment.voided_by.is_(None)))
    if key is None:
        raise NotFound(_("There is no consignment with the number {number}.").format(number=number))
    languages = asked.words["languages"] or tuple(settings.value(session, "languages"))
    if unknown := [code for code in languages if code not in LANGUAGES]:
        words = _("There is no language {code}. There are: {codes}.")
        raise NotFound(words.format(code=", ".join(unknown), codes=", ".join(LANGUAGES)))
    return CertificateRequest(key, languages)


def _written(out: Path, files: Sequence[tuple[str, bytes]]) -> list[str]:
    """Write the first file as `out`; all of them under their own names when `out` is a folder."""
    places = [(out / name, data) for name, data in files] if out.is_dir() else [(out, files[0][1])]
    for place, data in places:
        write_whole(place, data, mode=0o666)
    return [str(place) for place, _data in places]


def verify(database: Database, file: Path) -> tuple[bool, str]:
    """Whether a file is a paper in force, and what it is, in a word and a sentence."""
    try:
        data = file.read_bytes()
    except OSError as error:
        raise StorageFailed(_("{file} cannot be read ({reason}).").format(file=file, reason=error.strerror)) from error
    with database.read() as session:
        public = bytes.fromhex(settings.value(session, "zoo_public_key"))
        found = verifying.verify(session, data, public)
    return found.verdict is verifying.Verdict.GENUINE, f"{found.verdict.value}: {found.words}"
