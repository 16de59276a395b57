"""Forms that are not saved yet, kept as files so that a kill or a power cut loses nothing: one a person and form kind.

A person is named by uid, a form by its kind ("arrival"). The data is what JSON holds: texts as typed, lists, mappings.
"""

import contextlib
import datetime as dt
import json
import os
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from zooapp import paths
from zooapp.errors import NotFound, StorageFailed
from zooapp.i18n import _

BIN: Final = "bin"
KEPT_DAYS: Final = 14


@dataclass(frozen=True)
class Draft:
    """One form as it was left: whose, of which kind, when (UTC), with what in it, and in which file."""

    form: str
    person: str
    saved_at: dt.datetime
    data: dict[str, Any]
    file: Path


def save(folder: Path, form: str, person: str, data: Mapping[str, object]) -> Draft:
    """Keep the form as it stands now, in place of the draft before. StorageFailed when the disk refuses."""
    now = dt.datetime.now(dt.UTC)
    kept = {"form": form, "person": person, "saved_at": now.isoformat(), "data": dict(data)}
    file = _file(folder, form, person)
    paths.write_whole(file, json.dumps(kept).encode())
    return Draft(form, person, now, dict(data), file)


def load(folder: Path, form: str, person: str) -> Draft | None:
    """The draft of this person and form, or none. A broken file is set aside."""
    return _read(_file(folder, form, person))


def drafts_of(folder: Path, person: str) -> list[Draft]:
    """All drafts of a person, the latest first."""
    return _found(folder, person)


def discarded(folder: Path, person: str) -> list[Draft]:
    """What this person threw away in the last 14 days, the latest first. Older ones go for good."""
    _empty(folder / BIN)
    return _found(folder / BIN, person)


def discard(folder: Path, form: str, person: str) -> None:
    """Throw a draft into the bin, where it stays for 14 days. No draft is no error."""
    file = _file(folder, form, person)
    if not file.exists():
        return
    try:
        (folder / BIN).mkdir(exist_ok=True)
        os.utime(file)
        os.replace(file, folder / BIN / f"{time.time_ns()}-{file.name}")
    except OSError as error:
        text = _("The draft could not be thrown away ({reason}).")
        raise StorageFailed(text.format(reason=error.strerror)) from error
    _empty(folder / BIN)


def restore(folder: Path, thrown: Draft) -> Draft:
    """Take a draft back out of the bin. The one that stands in its place goes there instead. NotFound if it is gone."""
    if not thrown.file.exists():
        raise NotFound(_("This draft is no longer in the bin."))
    discard(folder, thrown.form, thrown.person)
    back = save(folder, thrown.form, thrown.person, thrown.data)
    thrown.file.unlink()
    return back


def _file(folder: Path, form: str, person: str) -> Path:
    return folder / f"{quote(form, safe='')}--{quote(person, safe='')}.json"


def _found(folder: Path, person: str) -> list[Draft]:
    drafts = [draft for file in folder.glob("*.json") if (draft := _read(file)) and draft.person == person]
    return sorted(drafts, key=lambda draft: (draft.saved_at, draft.file.name), reverse=True)


def _read(file: Path) -> Draft | None:
    try:
        kept = json.loads(file.read_bytes())
        moment = dt.datetime.fromisoformat(kept["saved_at"])
        return Draft(str(kept["form"]), str(kept["person"]), moment.astimezone(dt.UTC), dict(kept["data"]), file)
    except OSError:
        return None
    except (ValueError, TypeError, KeyError, RecursionError, OverflowError):
        paths.set_aside(file)
        return None


def _empty(thrown: Path) -> None:
    """Delete what lies in the bin for longer than 14 days."""
    limit = time.time() - KEPT_DAYS * 86_400
    for file in thrown.glob("*.json"):
        with contextlib.suppress(OSError):
            if file.stat().st_mtime < limit:
                file.unlink()
