"""The closure of the tree of taxa: each taxon with each ancestor and itself, derived and never edited by hand."""

from sqlalchemy import Table, insert, select
from sqlalchemy.orm import Session

from zooapp.models import Lineage, Taxon


def rebuild(session: Session) -> None:
    """Derive the closure anew. A few thousand taxa take some milliseconds; it happens when the tree changes."""
    rows = session.execute(select(Taxon.id, Taxon.parent_id, Taxon.rank)).all()
    parents = {row.id: row.parent_id for row in rows}
    ranks = {row.id: row.rank for row in rows}
    pairs: list[dict[str, object]] = []
    for taxon in parents:
        seen: set[int] = set()
        ancestor: int | None = taxon
        while ancestor is not None and ancestor not in seen:
            seen.add(ancestor)
            pairs.append({"taxon_id": taxon, "ancestor_id": ancestor, "rank": ranks[ancestor]})
            ancestor = parents[ancestor]
    table = Lineage.__table__
    assert isinstance(table, Table)
    connection = session.connection()
    connection.execute(table.delete())
    if pairs:
        connection.execute(insert(table), pairs)
