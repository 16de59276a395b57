"""The loan report: what is lent and borrowed on a day, each animal with its contract; then the terms (3.5)."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Final

from sqlalchemy import and_, true
from sqlalchemy.orm import Session

from zooapp import settings
from zooapp.i18n import N_, _, day
from zooapp.lists import loan_card
from zooapp.lists.loan_card import Held
from zooapp.lists.loan_facts import LoanFacts, loans_on, open_on
from zooapp.lists.loans import chip
from zooapp.lists.spec import Column, Row
from zooapp.models import Direction, Institution, Loan
from zooapp.models.loan import PURPOSES, SIDES
from zooapp.reports.sheet import Part, Sheet
from zooapp.reports.spec import Ask, Asked, ReportSpec
from zooapp.values.counts import SexCount

ANIMALS: Final = (
    Column("number", N_("Loan"), 100),
    Column("partner", N_("Partner"), 150),
    Column("purpose", N_("Purpose"), 90),
    Column("contract", N_("Contract"), 130),
    Column("since", N_("Since"), 90, "day"),
    Column("due", N_("Due"), 90, "day"),
    Column("state", N_("State"), 110),
    Column("local_id", N_("ID"), 80),
    Column("taxon", N_("Taxon"), 190, "taxon"),
    Column("mfu", N_("M.F.U"), 80, "mfu", right=True),
    Column("where", N_("Where"), 130),
)
TERMS: Final = (
    Column("number", N_("Loan"), 100),
    Column("partner", N_("Partner"), 150),
    Column("young", N_("Young belong to"), 220),
    Column("insured", N_("Insured value"), 110, right=True),
    Column("transport", N_("Transport is paid by"), 110),
    Column("veterinary", N_("The veterinarian is paid by"), 110),
    Column("death", N_("When an animal dies"), 220),
    Column("recalled", N_("Recalled by"), 90, "day"),
)
TITLES: Final = {Direction.OUT: N_("Ours with others"), Direction.IN: N_("Those of others with us")}


def loan_report(session: Session, on: dt.date, direction: Direction | None = None, partner: int = 0) -> Sheet:
    """The loans under which something stood at the end of a day; of one direction or with one partner when said."""
    chosen = Loan.direction == direction if direction else true()
    whose = Loan.partner_id == partner if partner else true()
    found = loans_on(session, on, and_(open_on(on), chosen, whose))
    us = session.get_one(Institution, settings.our_institution(session))
    held = {one.animal_id: one for one in loan_card.held(session, [line for one in found for line in one.open])}
    parts = [_animals(found, held, which) for which in Direction]
    return Sheet(
        key="loans",
        title=_("Loan report"),
        parts=(*(part for part in parts if part.rows), *([_terms(found)] if found else [])),
        facts=((_("On"), day(on)),),
        notes=(
            _("Animals as they stood at the end of that day. Loans that had ended are left out."),
            _("Due is the end as it was agreed last, or the day by which the owner recalled the animals."),
        ),
        signers=(_("Registrar"), us.represented_by or _("Director")),
    )


def _animals(loans: Sequence[LoanFacts], held: Mapping[int, Held], which: Direction) -> Part:
    rows = [row for one in loans if one.loan.direction is which for row in _lines(one, held)]
    total = sum((one.count for one in loans if one.loan.direction is which), SexCount(0, 0, 0))
    numbered = tuple(Row(no, cells) for no, cells in enumerate(rows, 1))
    return Part(ANIMALS, numbered, _(TITLES[which]), {"mfu": (total.m, total.f, total.u)})


def _lines(one: LoanFacts, held: Mapping[int, Held]) -> list[dict[str, object]]:
    loan = one.loan
    contract = " · ".join(part for part in (loan.contract_no, day(loan.contract_on)) if part)
    facts = {
        "number": loan.number,
        "partner": one.partner,
        "purpose": _(dict(PURPOSES)[loan.purpose]),
        "contract": contract,
        "due": one.wanted_by,
        "state": str(chip(one.state)),
    }
    return [
        {
            **facts,
            "since": its.since,
            "local_id": its.local_id,
            "taxon": its.taxon,
            "mfu": (its.count.m, its.count.f, its.count.u),
            "where": its.holders,
        }
        for its in sorted((held[line.animal_id] for line in one.open), key=lambda its: its.local_id)
    ]


def _terms(loans: Sequence[LoanFacts]) -> Part:
    sides = {side: _(words) for side, words in SIDES}
    rows = []
    for no, one in enumerate(loans, 1):
        loan = one.loan
        cells = {
            "number": loan.number,
            "partner": one.partner,
            "young": loan_card.offspring_words(loan),
            "insured": str(loan.insured) if loan.insured else "",
            "transport": sides[loan.transport_by] if loan.transport_by else "",
            "veterinary": sides[loan.veterinary_by] if loan.veterinary_by else "",
            "death": loan.death_rights or "",
            "recalled": one.recalled,
        }
        rows.append(Row(no, cells))
    return Part(TERMS, tuple(rows), _("Terms"))


def _sheet(session: Session, asked: Asked) -> Sheet:
    return loan_report(session, asked.last, partner=asked.institution)


REPORT: Final = ReportSpec("loans", N_("Loan report"), (Ask.DAY, Ask.INSTITUTION), _sheet)
