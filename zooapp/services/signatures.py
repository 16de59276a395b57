"""A person puts her name to a record. Whether it is she was asked before: password, PIN or badge."""

from zooapp.errors import Invalid
from zooapp.i18n import _
from zooapp.models import Signature
from zooapp.permission import Permission
from zooapp.work import Work, needs


@needs(Permission.LOOK)
def sign(work: Work, record_kind: str, record_id: int, meaning: str, method: str) -> Signature:
    """Sign a record as the person who acts. `method` is how she was known for it, as "password".

    The act that is signed brings its own permission; alone, everybody may put her name to what she sees.
    """
    if work.actor.person_id is None or not method:
        raise Invalid(_("A signature wants a person who signed in with her password."))
    return work.add(
        Signature(
            record_kind=record_kind,
            record_id=record_id,
            person_id=work.actor.person_id,
            at=work.now,
            method=method,
            meaning=meaning,
        )
    )
