"""The deed of gift: donor, donee, animals, value, date, signatures (documents.md 3.28)."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from zooapp import ledger
from zooapp.documents.letters import Letter, Tongue, data_of, marks_of
from zooapp.documents.transfer_certificate import Printing
from zooapp.errors import Invalid, Problem
from zooapp.i18n import N_, _
from zooapp.ledger import Filter
from zooapp.lists import loan_card
from zooapp.lists.loan_facts import Under
from zooapp.models import Institution
from zooapp.values.counts import SexCount
from zooapp.values.money import Money


@dataclass(frozen=True)
class Gift:
    """Who gives which animals to whom, from which day, at which value; in which language it is written."""

    donor_id: int
    donee_id: int
    animals: Sequence[int]
    on: dt.date
    worth: Money | None = None
    language: str = "en"
    note: str = ""


def gather(session: Session, gift: Gift, printing: Printing) -> dict[str, Any]:
    """The facts of the deed, as its template reads them. Raises Invalid when donor and donee are the same."""
    if gift.donor_id == gift.donee_id:
        raise Invalid(Problem("donee_id", _("Donor and donee are the same.")))
    donor, donee = (session.get_one(Institution, key) for key in (gift.donor_id, gift.donee_id))
    tongue = Tongue(session, gift.language, (donor, donee))
    say = tongue.say
    shown = _animals(session, gift)
    total = sum((one.count for one in shown), SexCount(0, 0, 0))
    marks = marks_of(session, gift.animals)
    pairs = (
        (N_("Donor"), ", ".join(tongue.address(donor))),
        (N_("Represented by"), _acting(donor)),
        (N_("Donee"), ", ".join(tongue.address(donee))),
        (N_("Represented by"), _acting(donee)),
        (N_("Ownership passes on"), tongue.day(gift.on)),
        (N_("Value"), str(gift.worth) if gift.worth else ""),
        (N_("Note"), gift.note),
    )
    letter = Letter(
        title=say(N_("Deed of gift")),
        reference=say(N_("Deed of gift")),
        opening=[say(N_("The donor gives the animals below to the donee free of charge; the donee accepts them."))],
        pairs=[(say(label), text) for label, text in pairs if text],
        columns=[(say(N_("ID")), 16), (say(N_("Species")), 36), (say(N_("M.F.U")), -14), (say(N_("Marks")), 40)],
        rows=[[one.local_id, one.taxon, str(one.count), marks.get(one.animal_id, "")] for one in shown],
        total=say(N_("Animals: {count}")).format(count=f"{total} = {total.total}"),
        closing=[say(N_("From that day the animals are the property of the donee. Made in two copies."))],
        signers=[(say(N_("Donor")), donor), (say(N_("Donee")), donee)],
        place=donor.city or "",
    )
    return data_of(letter, tongue, printing)


def _acting(party: Institution) -> str:
    return ", ".join(part for part in (party.represented_by, party.acting_under) if part)


def _animals(session: Session, gift: Gift) -> list[loan_card.Held]:
    """The animals with what of them the donor owns, or the donee already; those of neither with all there is."""
    books = ledger.balances(session, Filter(animals=gift.animals))
    lines = []
    for animal in gift.animals:
        mine = [one for one in books if one.animal_id == animal]
        own = [one for one in mine if one.owner_id in (gift.donor_id, gift.donee_id)] or mine
        lines.append(Under(animal, gift.on, None, tuple(own)))
    return list(loan_card.held(session, lines, gift.language))
