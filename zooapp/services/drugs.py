"""The dictionary of drugs: products, rates by taxon with their sources, taxa that never get one (R105)."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from zooapp.errors import Invalid, Problem
from zooapp.i18n import _
from zooapp.models import Base, Drug, DrugBan, DrugRate, Lineage, Taxon
from zooapp.permission import Permission
from zooapp.taxon_labels import taxon_label
from zooapp.values.doses import product
from zooapp.work import Work, needs


@needs(Permission.TREAT)
def add(work: Work, values: Mapping[str, Any]) -> Drug:
    """A new product; `values` are fields of Drug."""
    return work.add(Drug(**values))


@needs(Permission.TREAT)
def amend(work: Work, drug_id: int, version: int, values: Mapping[str, Any]) -> Drug:
    """Put a product right. What was reckoned with it stays as it was."""
    return work.amend(Drug, drug_id, version, values)


@needs(Permission.TREAT)
def add_rate(work: Work, drug_id: int, values: Mapping[str, Any]) -> DrugRate:
    """How much a taxon gets; a rate that cannot be measured with the drug is refused."""
    drug = work.get(Drug, drug_id)
    try:
        product(values["rate"], drug.strength, drug.unit)
    except Invalid as error:
        raise Invalid(Problem("rate", str(error))) from error
    return work.add(DrugRate(drug_id=drug.id, **values))


@needs(Permission.TREAT)
def ban(work: Work, drug_id: int, values: Mapping[str, Any]) -> DrugBan:
    """A taxon, and all below it, never gets the drug."""
    same = (DrugBan.drug_id == drug_id, DrugBan.taxon_id == values["taxon_id"], DrugBan.voided_by.is_(None))
    if work.session.scalar(select(DrugBan.id).where(*same)) is not None:
        raise Invalid(Problem("taxon_id", _("It stands there already.")))
    return work.add(DrugBan(drug_id=work.get(Drug, drug_id).id, **values))


@needs(Permission.TREAT)
def take_out(work: Work, kind: str, record_id: int) -> None:
    """Take a drug, a rate or a ban out of the dictionary: kind "drug", "drug_rate" or "drug_ban"."""
    models: dict[str, type[Base]] = {model.called: model for model in (Drug, DrugRate, DrugBan)}
    record = work.get(models[kind], record_id)
    assert isinstance(record, Drug | DrugRate | DrugBan)
    work.void(record)


def never(session: Session, drug_id: int, taxon_id: int) -> str:
    """Why a taxon never gets a drug, with the source; "" where nothing is said against it."""
    row = session.execute(
        select(Taxon.scientific, DrugBan.reason, DrugBan.source)
        .join(Taxon, Taxon.id == DrugBan.taxon_id)
        .join(Lineage, Lineage.ancestor_id == DrugBan.taxon_id)
        .where(DrugBan.drug_id == drug_id, DrugBan.voided_by.is_(None), Lineage.taxon_id == taxon_id)
        .limit(1)
    ).one_or_none()
    if row is None:
        return ""
    words = _("Never for {taxon}: {reason} ({source}).")
    return words.format(taxon=taxon_label(row.scientific), reason=row.reason, source=row.source)
