"""The reference data that every collection begins with, read from resources/seed/*.csv: all of it unverified (R109)."""

import csv
import datetime as dt
import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from zooapp import i18n, seed_drugs
from zooapp.models import (
    Base,
    Collection,
    Institution,
    Name,
    Protocol,
    ProtocolChoice,
    Rank,
    Requirement,
    Role,
    RolePermission,
    Setting,
    Taxon,
    TaxonStatus,
    Term,
)
from zooapp.models.base import new_uid
from zooapp.paths import resources
from zooapp.work import Work

Row = dict[str, str]
Ids = dict[str, int]
SHORT: Final = 30


def rows(name: str) -> list[Row]:
    """The rows of one file of the seed."""
    with open(resources() / "seed" / f"{name}.csv", newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file, strict=True))


def load(work: Work) -> None:
    """Write the whole seed into an empty collection: taxa, their ages and status, partners, terms, roles, protocols."""
    taxa = _taxa(work)
    _statuses(work, taxa)
    _institutions(work)
    _collections(work)
    english = _english("term_names")
    terms = [
        {
            "code": row["code"],
            "mode": row["mode"],
            "name": english[row["code"]],
            "physical": _yes(row["physical"]),
            "ownership": _yes(row["ownership"]),
            "title_passes": row["title_passes"] or None,
        }
        for row in rows("terms")
    ]
    _named(work, Term, _added(work, Term, terms, "code"), "term_names")
    _roles(work)
    _protocols(work, taxa)
    seed_drugs.load(work, taxa, rows)
    work.add(Setting(name="countries", value=json.dumps(_countries(), ensure_ascii=False)))


def _yes(text: str) -> bool:
    return text == "yes"


def _day(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _added(work: Work, model: type[Base], records: list[dict[str, Any]], key: str) -> Ids:
    """Add these records; their ids by their key."""
    ids = work.add_many(model, records)
    return {record[key]: id_ for record, id_ in zip(records, ids, strict=True)}


def _english(name: str) -> dict[str, str]:
    return {row["code"]: row["name"] for row in rows(name) if row["locale"] == "en"}


def _name(kind: type[Base], record: int, row: Row, **more: Any) -> dict[str, Any]:
    facts = {"record_kind": kind.called, "record_id": record, "locale": row["locale"], "text": row["name"]}
    proof = {"source": row["source"], "verified": _yes(row["verified"])}
    return {**facts, "short": row.get("short_name"), "preferred": True, **proof, **more}


def _named(work: Work, model: type[Base], ids: Ids, name: str) -> None:
    work.add_many(Name, [_name(model, ids[row["code"]], row) for row in rows(name)])


def _taxa(work: Work) -> Ids:
    """Rank by rank, so that each parent has its id before its children."""
    codes = {row["scientific"]: row["code"] for row in rows("commodity_codes")}
    ids: Ids = {}
    found, ages = rows("taxa"), {row["scientific"]: _ages(row) for row in rows("ages")}
    for rank in Rank:
        records = [
            {
                "uid": new_uid(),
                "scientific": row["scientific"],
                "rank": rank,
                "parent_id": ids.get(row["parent"]),
                "author": row["author"] or None,
                "domestic": _yes(row["domestic"]),
                "hybrid": _yes(row["hybrid"]),
                "commodity_code": codes.get(row["scientific"]),
                **ages.get(row["scientific"], {}),
                "source": row["source"],
                "verified": _yes(row["verified"]),
            }
            for row in found
            if row["rank"] == rank
        ]
        ids |= _added(work, Taxon, records, "scientific")
    for row in found:
        if row["replaced_by"]:
            work.get(Taxon, ids[row["scientific"]]).replaced_by_id = ids[row["replaced_by"]]
    names = [
        _name(Taxon, ids[row["scientific"]], row, preferred=_yes(row["preferred"])) for row in rows("taxon_names")
    ]
    work.add_many(Name, names)
    return ids


def _ages(row: Row) -> dict[str, Any]:
    numbers = ("maturity_m", "maturity_f", "carried_least", "carried_most")
    known = {name: int(row[name]) for name in numbers if row[name]}
    eggs = {"lays_eggs": _yes(row["lays_eggs"])} if row["lays_eggs"] else {}
    return {**known, **eggs, "ages_source": row["source"]}


def _statuses(work: Work, taxa: Ids) -> None:
    records = [
        {
            "taxon_id": taxa[row["scientific"]],
            "scheme": row["scheme"],
            "value": row["value"],
            "population": row["population"] or None,
            "valid_from": _day(row["valid_from"]),
            "valid_to": _day(row["valid_to"]),
            "source": row["source"],
            "verified": _yes(row["verified"]),
        }
        for row in rows("taxon_status")
    ]
    work.add_many(TaxonStatus, records)


def _institutions(work: Work) -> None:
    """The official name is the name; the everyday one, where it fits, the short one."""
    names = list(_both_names(rows("institution_names")))
    english = {row["mnemonic"]: row["name"] for row, _short in names if row["locale"] == "en"}
    records = [
        {
            "uid": new_uid(),
            "name": english[row["mnemonic"]],
            **{key: row[key] or None for key in ("mnemonic", "kind", "country", "city", "address", "approvals")},
        }
        for row in rows("institutions")
    ]
    ids = _added(work, Institution, records, "mnemonic")
    named = [_name(Institution, ids[row["mnemonic"]], row, short=short) for row, short in names]
    work.add_many(Name, named)


def _both_names(found: list[Row]) -> Iterator[tuple[Row, str | None]]:
    everyday = {(row["mnemonic"], row["locale"]): row for row in found if not _yes(row["official"])}
    official = {(row["mnemonic"], row["locale"]): row for row in found if _yes(row["official"])}
    for place in dict.fromkeys([*everyday, *official]):
        short = everyday[place]["name"] if place in everyday else ""
        yield official.get(place) or everyday[place], short if 0 < len(short) <= SHORT else None


def _collections(work: Work) -> None:
    english = _english("collection_names")
    ids = _added(work, Collection, [{"name": name} for name in english.values()], "name")
    _named(work, Collection, {code: ids[name] for code, name in english.items()}, "collection_names")


def _roles(work: Work) -> None:
    english, found = _english("role_names"), rows("roles")
    codes = dict.fromkeys(row["code"] for row in found)
    ids = _added(work, Role, [{"code": code, "name": english[code]} for code in codes], "code")
    work.add_many(
        RolePermission, [{"role_id": ids[row["code"]], "permission": row["permission"]} for row in found]
    )
    _named(work, Role, ids, "role_names")


def _protocols(work: Work, taxa: Ids) -> None:
    texts = _texts()
    records = [
        {
            **{key: row[key] for key in ("code", "edition", "name", "scope", "source")},
            "jurisdiction": row["jurisdiction"],
            "taxon_id": taxa.get(row["taxon"]),
            "min_days": int(row["min_days"]),
            "place": row["place_scope"],
            "restart_after_end": _yes(row["restart_after_end"]),
            "empty_days": int(row["empty_days"]) if row["empty_days"] else None,
            "facilities": texts[row["facilities"]],
            "staff_rules": texts[row["staff"]],
            "valid_from": _day(row["valid_from"]),
            "verified": _yes(row["verified"]),
        }
        for row in rows("protocols")
    ]
    ids = _added(work, Protocol, records, "code")
    _named(work, Protocol, ids, "protocol_names")
    _choices(work, taxa)
    english, names = _english("requirement_names"), rows("requirement_names")
    wanted = rows("requirements")
    demands = [_requirement(ids[row["protocol"]], english[row["code"]], row, n) for n, row in enumerate(wanted)]
    keys = work.add_many(Requirement, demands)
    by_code: dict[str, list[Row]] = {}
    for row in names:
        by_code.setdefault(row["code"], []).append(row)
    work.add_many(
        Name,
        [
            _name(Requirement, key, row)
            for key, demand in zip(keys, wanted, strict=True)
            for row in by_code[demand["code"]]
        ],
    )


def _texts() -> dict[str, str]:
    """Facilities and rules for staff by code, in the language in which the collection is begun."""
    found: dict[str, str] = {}
    for row in rows("protocol_texts"):
        if row["locale"] == i18n.language() or row["code"] not in found:
            found[row["code"]] = row["text"]
    return found


def _choices(work: Work, taxa: Ids) -> None:
    """Which protocol is proposed for a taxon by the class of the sender (R52)."""
    records = [
        {
            "source_class": row["source_class"],
            "taxon_id": taxa[row["taxon"]],
            "protocol_code": row["protocol"],
            "source": row["source"],
            "verified": _yes(row["verified"]),
        }
        for row in rows("protocol_choices")
    ]
    work.add_many(ProtocolChoice, records)


def _requirement(protocol: int, name: str, row: Mapping[str, str], place: int) -> dict[str, Any]:
    return {
        "protocol_id": protocol,
        "code": row["code"],
        "name": name,
        "required": row["level"] == "required",
        **{key: int(row[key]) for key in ("needed", "consecutive", "interval_days", "days_before")},
        "sampled": row["sample"] == "sample",
        "prevalence": int(row["prevalence"] or 10),
        "confidence": int(row["confidence"] or 95),
        "sensitivity": 100,
        "counts_from": row["counts_from"],
        "validity_days": int(row["validity_days"]) if row["validity_days"] else None,
        "source": row["source"],
        "verified": _yes(row["verified"]),
        "sort": place,
    }


def _countries() -> dict[str, dict[str, dict[str, str]]]:
    """Names of countries as papers want them: {"KP": {"en": {"short": ..., "official": ...}}}."""
    found: dict[str, dict[str, dict[str, str]]] = {}
    for row in rows("countries"):
        found.setdefault(row["iso2"], {})[row["locale"]] = {"short": row["short"], "official": row["official"]}
    return found
