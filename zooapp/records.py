"""Find any record by the word for its kind, as the journal, names, papers and confirmations call it."""

from functools import lru_cache

from sqlalchemy.orm import Session

from zooapp.errors import NotFound
from zooapp.i18n import _
from zooapp.models import Base


@lru_cache
def model_of(kind: str) -> type[Base]:
    """The model that is called so: "taxon_status" is TaxonStatus. Raises NotFound."""
    for mapper in Base.registry.mappers:
        if mapper.class_.called == kind:
            found: type[Base] = mapper.class_
            return found
    raise NotFound(_("There is no kind of record called {kind}.").format(kind=kind))


def record_of(session: Session, kind: str, key: int) -> Base:
    """The record of this kind with this key. Raises NotFound."""
    record = session.get(model_of(kind), key)
    if record is None:
        raise NotFound(_("There is no such record: {what} {key}.").format(what=kind, key=key))
    return record
