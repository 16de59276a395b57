"""What is known of a consignment beyond its acts: its number, transport, couriers, contract, how far it has come."""

from collections.abc import Mapping
from typing import Any

from zooapp.models import Consignment
from zooapp.permission import Permission
from zooapp.work import Work, needs


@needs(Permission.CORRECT)
def amend(work: Work, consignment: int, version: int, values: Mapping[str, Any]) -> Consignment:
    """Change what papers print of the journey. Day, parties and lines change with the arrival itself."""
    return work.amend(Consignment, consignment, version, values)
