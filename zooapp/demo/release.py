"""What follows: photographs, tests, the species of the pheasants, the certificate, the release, and the head count."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

from sqlalchemy import select

from zooapp import inventory, media, settings
from zooapp.booking import Act
from zooapp.demo import data
from zooapp.demo.stage import Demo, one
from zooapp.documents import register
from zooapp.documents.transfer_certificate import CertificateRequest
from zooapp.models import (
    Confidence,
    Enclosure,
    ImposedBy,
    Outcome,
    QuarantineResult,
    Requirement,
    Taxon,
    TaxonStatus,
)
from zooapp.services import confirmations, determinations, documents, keys, photos, quarantine, releases, results
from zooapp.services.determinations import Finding, NamedPart
from zooapp.services.photos import Photo
from zooapp.values.counts import SexCount


def take_photos(demo: Demo) -> None:
    """The photographs that were taken in quarantine before the species were known."""
    add_photos(demo, lambda row: not row["scientific"])


def add_photos(demo: Demo, wanted: Callable[[data.Row], bool]) -> None:
    """Keep photographs and link them to their animals, each on its day."""
    rows = [row for row in data.table("photos") if wanted(row)]
    with demo.database.read() as session:
        zone = settings.zone(session)
    for row in rows:
        kept = media.keep(demo.home.media, data.photo(row["file"]), demo.home.thumbnails)
        kept = replace(kept, taken_at=kept.taken_at.replace(tzinfo=zone) if kept.taken_at else None)
        on = dt.date.fromisoformat(row["taken_at"][:10])
        animal = demo.named.get(row["scientific"]) or demo.arrived.animals[int(row["line"]) - 1][int(row["no"]) - 1]
        by = {each["login"]: each["name"] for each in data.table("people")}[row["by"]]
        photo = Photo("animal", animal, row["primary"] == "yes", row["caption"], on, by)
        with demo.act(row["by"], on, row["caption"]) as work:
            photos.add(work, demo.home.media, kept, photo)
    demo.say("Photographs", f"{len(rows)}: {', '.join(row['file'] for row in rows)}")


def tests(demo: Demo) -> None:
    """Each round on the day when it was read, entered by the keeper's station and accepted by the veterinarian."""
    rows = sorted(data.table("results"), key=lambda row: (row["read"], int(row["line"]), int(row["round"])))
    for row in rows:
        read = dt.date.fromisoformat(row["read"])
        with demo.act("pak", read, f"{row['requirement']}, round {row['round']}, line {row['line']}") as work:
            group = demo.arrived.animals[int(row["line"]) - 1]
            cases = [c for c in quarantine.open_cases(work.session, group) if c.imposed_by is ImposedBy.OWN]
            wanted = one(work, Requirement, protocol_id=cases[0].protocol_id, code=row["requirement"])
            made = results.record_result(
                work,
                [case.id for case in cases],
                wanted.id,
                int(row["round"]),
                taken=dt.date.fromisoformat(row["taken"]),
                read=read,
                outcome=Outcome(row["outcome"]),
                tested=int(row["tested"]) if len(group) == 1 else 1,
                lab=row["lab"] or None,
                lab_no=row["lab_no"] or None,
            )
            results.accept(work, [result.id for result in made])
    with demo.database.read() as session:
        number = len(session.scalars(select(QuarantineResult.id)).all())
    demo.say("Tests", f"{len(rows)} rounds, {number} results, all accepted by Pak Yong-su")


def species(demo: Demo) -> None:
    """The 25 pheasants turn out to be five species."""
    rows = data.table("determinations")
    on = dt.date.fromisoformat(rows[0]["on"])
    with demo.act("choe", on, "The pheasants are determined by plumage") as work:
        parts = [
            NamedPart(
                one(work, Taxon, scientific=row["scientific"]).id,
                SexCount(int(row["m"]), int(row["f"]), int(row["u"])),
                Finding(Confidence(row["confidence"]), row["method"]),
                row["marks"],
            )
            for row in rows
        ]
        source = demo.arrived.animals[int(rows[0]["line"]) - 1][0]
        made = determinations.identify_parts(work, source, parts, Act(on))
    demo.named = {row["scientific"]: animal for row, animal in zip(rows, made, strict=True)}
    demo.say("Species", f"25 pheasants are {len(rows)} species: " + ", ".join(demo.named))
    add_photos(demo, lambda row: bool(row["scientific"]))


def certificate(demo: Demo) -> None:
    """The registrar confirms what the paper prints, issues it, and both sides sign (R108, R109)."""
    head, rows = data.consignment(), data.table("facts")
    on = dt.date.fromisoformat(head["certificate_on"])
    with demo.act("han", on, "Facts of the transfer certificate, confirmed for the demonstration") as work:
        for row in rows:
            taxon = one(work, Taxon, scientific=row["scientific"])
            fact = one(work, TaxonStatus, taxon_id=taxon.id, scheme=row["scheme"], population=None)
            confirmations.confirm(work, TaxonStatus.called, fact.id, row["source"])
    request = CertificateRequest(
        demo.arrived.consignment_id,
        languages=("en", "ru", "ko_KP"),
        place=head["certificate_place"],
        on=on,
        sender_responsible=head["sender_responsible"],
        receiver_responsible=head["receiver_responsible"],
    )
    with demo.act("han", on, "Transfer certificate") as work:
        issued = documents.issue(work, request, keys.sealing_key(work.session, demo.home))
        documents.sign_sender(work, issued.id, on, head["sender_represented_by"])
        documents.sign_receiver(work, issued.id, on, head["receiver_represented_by"])
    with demo.database.read() as session:
        for file in register.files(session, issued.id):
            (demo.out / file.name).write_bytes(register.content(session, file.id))
            demo.say("Paper", file.name)


def release(demo: Demo) -> None:
    """The state ends its order, the veterinarian signs, and each goes to its enclosure."""
    head, rows = data.consignment(), data.table("moves")
    for row in rows:
        on = dt.date.fromisoformat(row["on"])
        line = demo.arrived.animals[int(row["line"]) - 1]
        animal = demo.named.get(row["scientific"]) or line[int(row["no"]) - 1]
        with demo.act("pak", on, row["reason"]) as work:
            cases = quarantine.open_cases(work.session, [animal])
            for case in cases:
                if case.imposed_by is ImposedBy.STATE:
                    releases.file_release_document(work, case.id, f"{head['state_authority']}, {head['state_release']}")
            place = one(work, Enclosure, code=row["to"])
            releases.release(work, [case.id for case in cases], place.id, on, "password")
    demo.say("Release", f"{len(rows)} records to {len({row['to'] for row in rows})} enclosures on {on}")


def count(demo: Demo) -> None:
    """How many there are now."""
    with demo.database.read() as session:
        now = inventory.head_count(session, demo.database.clock.today())
    demo.say("Head count", f"{now.animals} animals, {now.species} species")
