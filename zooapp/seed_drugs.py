"""The drugs that every collection begins with: products, rates and bans by taxon, all of it unverified (R105, R109)."""

from collections.abc import Callable, Mapping
from typing import Any

from zooapp.models import Drug, DrugBan, DrugRate
from zooapp.values.doses import Amount
from zooapp.work import Work

Row = dict[str, str]


def load(work: Work, taxa: Mapping[str, int], rows: Callable[[str], list[Row]]) -> None:
    """Products, their rates by taxon, and the taxa that never get one (R105). `rows` reads a file of the seed."""
    ids = {row["generic"]: work.add(Drug(**_drug(row))).id for row in rows("drugs")}
    for row in rows("drug_rates"):
        hours = int(row["hours"]) if row["hours"] else None
        said = {"rate": Amount.parse(row["rate"]), "per": row["per"], "route": row["route"], "hours": hours}
        work.add(DrugRate(**_by_taxon(ids, taxa, row), **said))
    for row in rows("drug_bans"):
        work.add(DrugBan(**_by_taxon(ids, taxa, row), reason=row["reason"]))


def _drug(row: Row) -> dict[str, Any]:
    days = int(row["withdrawal_days"]) if row["withdrawal_days"] else None
    return {
        **{key: row[key] for key in ("generic", "form", "unit", "source")},
        **{key: row[key] == "yes" for key in ("controlled", "carcass", "verified")},
        **{key: row[key] or None for key in ("trade", "note")},
        "strength": Amount.parse(row["strength"]) if row["strength"] else None,
        "withdrawal_days": days,
    }


def _by_taxon(ids: Mapping[str, int], taxa: Mapping[str, int], row: Row) -> dict[str, Any]:
    proof = {"source": row["source"], "verified": row["verified"] == "yes"}
    return {"drug_id": ids[row["generic"]], "taxon_id": taxa[row["scientific"]], **proof}
