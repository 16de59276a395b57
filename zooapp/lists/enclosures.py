"""The list of enclosures: the tree of places, how full each is, and who lives there."""

from typing import Any

from sqlalchemy import select

from zooapp.models import Enclosure


def inside(place: int) -> Any:
    """This enclosure and all that is part of it, as SQL."""
    tree = select(Enclosure.id).where(Enclosure.id == place).cte("inside", recursive=True)
    tree = tree.union(select(Enclosure.id).where(Enclosure.parent_id == tree.c.id))
    return select(tree.c.id)
