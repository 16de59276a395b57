"""Keys that seal papers: the zoo's certifies workstations, one a workstation signs (ledger.md 2.13).

Private keys never enter the collection: they lie as files in the home folder of the machine, closed to others.
"""

from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import select
from sqlalchemy.orm import Session

from zooapp import settings
from zooapp.documents import seal
from zooapp.errors import NotFound, StorageFailed
from zooapp.i18n import _
from zooapp.models import WorkstationKey
from zooapp.paths import Home, write_whole
from zooapp.permission import Permission
from zooapp.services.settings import put
from zooapp.work import Work, needs


def zoo_file(home: Home, collection: str) -> Path:
    """Where the zoo's private key lies, on the machine of the administrator."""
    return home.keys / f"zoo-{collection}.key"


def workstation_file(home: Home, collection: str) -> Path:
    """Where this machine's private key lies."""
    return home.keys / f"workstation-{collection}.key"


@needs(Permission.SETTINGS)
def found(work: Work, home: Home) -> WorkstationKey:
    """Make the zoo's key, once a collection, and certify this workstation with it."""
    if settings.value(work.session, "zoo_public_key"):
        return certify(work, home)
    pair = seal.make_zoo_key()
    write_whole(zoo_file(home, settings.value(work.session, "collection_uid")), pair.private)
    put(work, "zoo_public_key", pair.public.hex())
    return certify(work, home)


@needs(Permission.SETTINGS)
def certify(work: Work, home: Home) -> WorkstationKey:
    """Make a key for this workstation. Raises NotFound where the zoo's own key does not lie on this machine."""
    collection = settings.value(work.session, "collection_uid")
    zoo = _private(zoo_file(home, collection), _("The zoo's key is not on this computer. Sign in where it was made."))
    pair = seal.make_workstation_key()
    write_whole(workstation_file(home, collection), pair.private)
    return work.add(
        WorkstationKey(
            workstation=work.actor.workstation,
            public_key=pair.public.hex(),
            certificate=seal.certify(zoo, pair.public).hex(),
            since=work.today,
        )
    )


@needs(Permission.SETTINGS)
def revoke(work: Work, key: int) -> WorkstationKey:
    """From today on a workstation seals nothing more; what it sealed stays genuine."""
    record = work.get(WorkstationKey, key)
    return work.amend(WorkstationKey, key, record.version, {"revoked_on": work.today})


def sealing_key(session: Session, home: Home) -> seal.SealingKey:
    """What this machine seals with. Raises NotFound, with what to do, where it may not."""
    words = _("This computer has no key to seal papers with. An administrator can make one under Settings.")
    private = _private(workstation_file(home, settings.value(session, "collection_uid")), words)
    public = Ed25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()
    row = session.scalars(
        select(WorkstationKey)
        .where(WorkstationKey.public_key == public.hex(), WorkstationKey.revoked_on.is_(None))
        .where(WorkstationKey.voided_by.is_(None))
    ).one_or_none()
    if row is None:
        raise NotFound(words)
    return seal.SealingKey(private, public, bytes.fromhex(row.certificate))


def _private(file: Path, absent: str) -> bytes:
    try:
        return file.read_bytes()
    except FileNotFoundError as error:
        raise NotFound(absent) from error
    except OSError as error:
        raise StorageFailed(_("{file} cannot be read ({reason}).").format(file=file, reason=error.strerror)) from error
