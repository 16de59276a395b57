"""One page to the state veterinarian when a notifiable disease is suspected or found, in the language chosen."""

from collections.abc import Collection
from dataclasses import replace
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from zooapp import names, settings
from zooapp.documents.letters import Letter, Tongue, data_of, marks_of
from zooapp.documents.transfer_certificate import Printing
from zooapp.errors import NotFound
from zooapp.i18n import N_, _
from zooapp.lists import animal_rows
from zooapp.lists.testing import batch
from zooapp.models import Institution, Outcome, QuarantineCase, QuarantineResult, Requirement
from zooapp.quarantine.contacts import contacts

PAPER: Final = "notifiable"


def gather(session: Session, animals: Collection[int], language: str, printing: Printing) -> dict[str, Any]:
    """The facts of the page: who, where, since when, which positives, who else was near, what was done.

    Raises NotFound where none of these animals has a positive.
    """
    us = session.get_one(Institution, settings.our_institution(session))
    tongue = Tongue(session, language, (us,))
    say = tongue.say
    found = batch(session, animals, printing.on)
    rows = {row.id: row.cells for row in animal_rows.rows(session, list(animals), printing.on)}
    positives = session.execute(
        select(QuarantineResult, QuarantineCase.animal_id, Requirement)
        .join(QuarantineCase, QuarantineCase.id == QuarantineResult.case_id)
        .join(Requirement, Requirement.id == QuarantineResult.requirement_id)
        .where(QuarantineCase.animal_id.in_(animals), QuarantineResult.outcome == Outcome.POSITIVE)
        .where(QuarantineResult.voided_by.is_(None))
        .order_by(QuarantineResult.taken)
    ).all()
    if not positives:
        raise NotFound(_("None of these animals has a positive result."))
    marks = marks_of(session, list(animals))
    ill = dict.fromkeys(animal for _one, animal, _test in positives)
    taxa = {clock.animal_id: clock.taxon_id for clock in found.clocks}
    common = names.of(session, "taxon", set(taxa.values()), language)
    known = names.of(session, "requirement", [test.id for _one, _animal, test in positives], language)
    near = {
        one.animal_id
        for animal in ill
        for clock in found.clocks
        if clock.animal_id == animal
        for one in contacts(session, animal, clock.entered, printing.on)
    }
    tests = dict.fromkeys(known.get(test.id, test.name) for _one, _animal, test in positives)
    pairs = (
        (N_("Disease or agent"), ", ".join(tests)),
        (N_("Place"), ", ".join(dict.fromkeys(clock.unit for clock in found.clocks))),
        (N_("In quarantine since"), ", ".join(dict.fromkeys(tongue.day(c.entered) for c in found.clocks))),
        (N_("State order"), ", ".join(dict.fromkeys(c.order_no for c in found.clocks if c.order_no))),
        (N_("Animals that were near"), str(len(near - set(ill)))),
        (N_("Measures taken"), say(N_("The unit is closed; nobody leaves it, and nobody enters without authority."))),
        (N_("Reported by telephone to, at"), "…"),
        (N_("Received by the state veterinarian"), "…"),
    )
    letter = Letter(
        title=say(N_("Report of a notifiable disease, suspected or confirmed")),
        reference=say(N_("Report of a notifiable disease")),
        opening=[say(N_("To the state veterinary service. The institution reports the following."))],
        pairs=[(say(label), text) for label, text in pairs if text],
        columns=[
            (say(N_("ID")), 16), (say(N_("Species")), 36), (say(N_("Marks")), 26),
            (say(N_("Test and result")), 46), (say(N_("Laboratory")), 30),
        ],
        rows=[
            [
                str(rows[animal]["local_id"]),
                replace(rows[animal]["taxon"], common=common.get(taxa.get(animal, 0), "")),
                one.which or marks.get(animal, ""),
                f"{known.get(test.id, test.name)}, {tongue.short_day(one.taken)}: "
                + say(N_("{n} of {of} positive")).format(n=one.positive, of=one.tested),
                ", ".join(part for part in (one.lab, one.lab_no) if part),
            ]
            for one, animal, test in positives
        ],
        total=say(N_("Positive results: {n}")).format(n=len(positives)),
        closing=[say(N_("The list of contacts and the test matrix are attached. We await your order."))],
        signers=[(say(N_("Head of the institution")), us)],
        place=us.city or "",
        parties=(us,),
    )
    return data_of(letter, tongue, printing)
