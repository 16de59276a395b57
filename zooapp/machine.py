"""What this machine remembers for everybody who works on it: last collection, folders, workstation, theme, language."""

import json
import platform
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path

from zooapp import paths


@dataclass(frozen=True)
class Machine:
    """The machine's settings. An empty text means: the usual place (paths.py), or not chosen yet."""

    collection: str = ""
    photo_folder: str = ""
    backup_folder: str = ""
    workstation: str = field(default_factory=platform.node)
    theme: str = "system"
    language: str = "en"


def load(file: Path) -> Machine:
    """The settings in `file`; those of a new machine where there is none. A broken file is kept aside."""
    try:
        found = {**json.loads(file.read_bytes())}
        known = {each.name: found[each.name] for each in fields(Machine) if each.name in found}
        if not all(isinstance(value, str) for value in known.values()):
            raise ValueError(known)
    except OSError:
        return Machine()
    except (ValueError, TypeError, RecursionError):
        paths.set_aside(file)
        return Machine()
    return Machine(**known)


def save(file: Path, machine: Machine) -> None:
    """Write the settings whole. StorageFailed when the disk refuses."""
    paths.write_whole(file, json.dumps(asdict(machine), indent=2).encode())
