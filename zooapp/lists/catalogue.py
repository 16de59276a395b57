"""All lists by kind: for the window, the reports and the command line."""

from collections.abc import Mapping
from typing import Final

from zooapp.lists import (
    animals,
    assets,
    clutches,
    collections,
    consignments,
    documents,
    doses_due,
    drug_stock,
    drugs,
    enclosures,
    entries,
    groups,
    identifiers,
    institutions,
    loans,
    notes,
    people,
    plan,
    preventive,
    preventive_plans,
    problems,
    protocols,
    quality,
    taxa_list,
    terms,
    transactions,
    transponders,
    treatments,
    vaccinations,
    weight_list,
)
from zooapp.lists.spec import ListSpec

LISTS: Final[Mapping[str, ListSpec]] = {
    spec.kind: spec
    for spec in (
        animals.LIST,
        groups.LIST,
        transactions.LIST,
        identifiers.LIST,
        clutches.LIST,
        taxa_list.LIST,
        institutions.LIST,
        enclosures.LIST,
        people.LIST,
        consignments.LIST,
        loans.LIST,
        documents.LIST,
        protocols.LIST,
        collections.LIST,
        weight_list.LIST,
        quality.LIST,
        terms.LIST,
        transponders.LIST,
        assets.LIST,
        plan.LIST,
        doses_due.LIST,
        treatments.LIST,
        drugs.LIST,
        drug_stock.LIST,
        notes.LIST,
        problems.LIST,
        vaccinations.LIST,
        preventive.LIST,
        preventive_plans.LIST,
        entries.LIST,
    )
}
