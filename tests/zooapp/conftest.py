"""What tests of the zoo ask for beside the small one: a collection as the first run leaves it, and a herd in a list."""

from tests.herd import herd
from tests.nests import ducks, nest
from tests.seeded import cheap_hashes, collection, founded, seeded

__all__ = ["cheap_hashes", "collection", "ducks", "founded", "herd", "nest", "seeded"]
