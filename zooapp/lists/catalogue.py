"""All lists by kind: for the window, the reports and the command line."""

from collections.abc import Mapping
from typing import Final

from zooapp.lists import (
    animals,
    consignments,
    documents,
    enclosures,
    entries,
    institutions,
    people,
    loans,
    protocols,
    taxa_list,
)
from zooapp.lists.spec import ListSpec

LISTS: Final[Mapping[str, ListSpec]] = {
    spec.kind: spec
    for spec in (
        animals.LIST,
        taxa_list.LIST,
        institutions.LIST,
        enclosures.LIST,
        people.LIST,
        consignments.LIST,
        documents.LIST,
        protocols.LIST,
        entries.LIST,
        loans.LIST,
    )
}
