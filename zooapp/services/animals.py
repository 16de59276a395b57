"""What is written about an animal itself: house name, birth, origin. Counts, places, marks have their own services."""

from collections.abc import Mapping
from typing import Any

from zooapp.models import Animal
from zooapp.permission import Permission
from zooapp.work import Work, needs


@needs(Permission.CORRECT)
def amend(work: Work, animal_id: int, version: int, values: Mapping[str, Any]) -> Animal:
    """Set fields of the record that was read at this version. Raises Conflict field by field (G12)."""
    return work.amend(Animal, animal_id, version, values)
