"""The first run: a new collection with its reference data, whose zoo it is, its administrator, its keys."""

from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo, available_timezones

from sqlalchemy import select

from zooapp import i18n, machine, media, naming, passwords, seed, storage
from zooapp.clock import Clock
from zooapp.database import Database, create_database, open_database
from zooapp.errors import Invalid, Problem, StorageFailed
from zooapp.fields import check
from zooapp.i18n import _
from zooapp.models import Entry, Institution, InstitutionKind
from zooapp.models.base import new_uid
from zooapp.paths import Home
from zooapp.permission import Permission
from zooapp.services import keys, people, settings
from zooapp.work import ALL, Actor, Work

TAIL: Final = ("", "-wal", "-shm")


@dataclass(frozen=True)
class Found:
    """What the first run asks: the zoo, where its days begin, its languages, its administrator, its backups."""

    names: Mapping[str, str]  # by locale; English always
    mnemonic: str
    country: str
    time_zone: str
    administrator: str
    login: str
    password: str = field(repr=False)
    city: str = ""
    languages: tuple[str, ...] = ("en",)
    backup_folder: Path | None = None

    def problems(self) -> Iterator[Problem]:
        """What has to be put right before anything is made; the fields bear the names of this class."""
        if not self.names.get("en"):
            yield Problem("names.en", _("The zoo needs a name in English letters."))
        yield from check(self.institution())
        for name in ("country", "administrator"):
            if not getattr(self, name).strip():
                yield Problem(name, _("Fill this in."))
        if not people.login_of(self.login):
            yield Problem("login", _("Fill this in."))
        if self.time_zone not in available_timezones():
            yield Problem("time_zone", _("No such time zone: write it as Asia/Pyongyang."))
        if unknown := {*self.names, *self.languages} - set(i18n.LANGUAGES):
            yield Problem("languages", _("{code} is not a language of the program.").format(code=min(unknown)))
        yield from passwords.problems(self.password)

    def institution(self) -> Institution:
        """The zoo as a new record."""
        return Institution(
            mnemonic=self.mnemonic.strip().upper(),
            name=self.names.get("en", ""),
            kind=InstitutionKind.ZOO,
            country=self.country.strip().upper() or None,
            city=self.city or None,
        )


def create_collection(target: str | Path, clock: Clock, found: Found, home: Home) -> Database:
    """Make a collection and open it: all of it, or nothing is left at `target`.

    Keys go to `home.keys`, the backup folder into the settings of the machine. Raises Invalid for what is wrong with
    `found`, StorageFailed for what stands in the way.
    """
    if problems := list(found.problems()):
        raise Invalid(problems)
    home.prepare()
    uid, zone = new_uid(), ZoneInfo(found.time_zone)
    pictures = _photo_folder(home, uid)
    clock = replace(clock, zone=zone)
    url = storage.url_of(target)
    file = Path(url.database or "") if url.get_backend_name() == "sqlite" else None
    if file is None:
        with closing(_empty_on_server(str(target), clock)) as database:
            _fill(database, found, home, uid)
    else:
        _make_file(file, clock, found, (home, uid))
    database = open_database(target, clock)
    media.claim(pictures, uid)
    _remember(home, found)
    return database


def _make_file(file: Path, clock: Clock, found: Found, place: tuple[Home, str]) -> None:
    """Fill a new file beside its place and move it there when it is whole: a kill leaves no half collection."""
    if file.exists():
        raise StorageFailed(_("{path} exists already.").format(path=file))
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_name(f".{file.name}.new")
    for tail in TAIL:
        part.with_name(part.name + tail).unlink(missing_ok=True)
    with closing(create_database(part, clock)) as database:
        _fill(database, found, *place)
    part.rename(file)


def _empty_on_server(target: str, clock: Clock) -> Database:
    """New tables in an empty database of a server, or those that a first run left empty when it was cut off."""
    try:
        return create_database(target, clock)
    except StorageFailed:
        database = open_database(target, clock)
        with database.read() as session:
            if session.scalar(select(Entry.id).limit(1)) is None:
                return database
        database.close()
        raise


def _fill(database: Database, found: Found, home: Home, uid: str) -> None:
    workstation = machine.load(home.settings).workstation
    founder = Actor(None, found.administrator, _("Administrator"), frozenset(Permission), workstation)
    with database.work(founder, _("A new collection"), accept=ALL) as work:
        seed.load(work)
        ours = _ours(work, found)
        facts = {"our_institution": ours.id, "time_zone": found.time_zone, "languages": list(found.languages)}
        for name, value in {**facts, "collection_uid": uid}.items():
            settings.put(work, name, value)
        person = people.add(work, {"name": found.administrator})
        people.create_account(work, person.id, found.login, found.password)
        people.set_roles(work, person.id, ["administrator"])
        keys.found(work, home)


def _ours(work: Work, found: Found) -> Institution:
    """Our own institution: the row of the seed, if it knows us, with the names that we gave ourselves."""
    new = found.institution()
    known = work.session.scalars(select(Institution).where(Institution.mnemonic == new.mnemonic)).one_or_none()
    if known is None:
        known = work.add(new)
    else:
        given = {"name": new.name, "country": new.country, "city": new.city or known.city}
        work.amend(Institution, known.id, known.version, given)
    for locale, text in found.names.items():
        if text:
            naming.name(work, known, locale, text)
    return known


def _photo_folder(home: Home, uid: str) -> Path:
    """Where the originals will lie; one that belongs to another collection is refused before anything is made."""
    chosen = machine.load(home.settings).photo_folder
    folder = Path(chosen) if chosen else home.media
    if (folder / media.MARK).exists():
        media.confirm(folder, uid)
    return folder


def _remember(home: Home, found: Found) -> None:
    if found.backup_folder is None:
        return
    try:
        found.backup_folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        words = _("The backup folder {folder} cannot be made ({reason}). Choose another one under Settings.")
        raise StorageFailed(words.format(folder=found.backup_folder, reason=error.strerror)) from error
    known = machine.load(home.settings)
    machine.save(home.settings, replace(known, backup_folder=str(found.backup_folder)))
