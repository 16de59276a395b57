"""The founding case as acts and papers: 75 animals from Moscow Zoo arrive, are tested, released, moved and certified.

Every act goes through the same services as the window's, by the person whose act it is, on its day in 2024.
"""

import datetime as dt
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from sqlalchemy import select

from zooapp import demo_data, inventory, machine, media, settings, sign_in
from zooapp.booking import Act
from zooapp.clock import Clock
from zooapp.counts import SexCount
from zooapp.database import Database
from zooapp.dates import FuzzyDate
from zooapp.documents import register
from zooapp.documents.transfer_certificate import CertificateRequest
from zooapp.exchange.pasting import parse_block
from zooapp.lists import picks
from zooapp.models import (
    Animal,
    Confidence,
    Enclosure,
    EnclosureKind,
    ImposedBy,
    Institution,
    Outcome,
    Person,
    QuarantineResult,
    Requirement,
    Taxon,
    TaxonStatus,
    Term,
)
from zooapp.paths import Home
from zooapp.services import (
    accessions,
    animals,
    confirmations,
    determinations,
    documents,
    enclosures,
    institutions,
    keys,
    people,
    photos,
    quarantine,
    releases,
    results,
)
from zooapp.services.accessions import Arrived
from zooapp.services.arrivals import Arrival, ArrivalHead, ArrivalLine, ArrivalPaper
from zooapp.services.determinations import Finding, NamedPart
from zooapp.services.photos import Photo
from zooapp.setup import Found, create_collection
from zooapp.work import ALL, Work

BEFORE: Final = dt.date(2024, 11, 1)
PROTOCOL_OF_STATE: Final = "general"
Step = tuple[str, str]


@dataclass
class Demo:
    """The demo as it goes: the open collection, who is who, what arrived, and what was done so far."""

    database: Database
    home: Home
    out: Path
    done: list[Step] = field(default_factory=list)
    arrived: Arrived = field(default_factory=lambda: Arrived(0, [], []))
    logins: dict[str, int] = field(default_factory=dict)
    named: dict[str, int] = field(default_factory=dict)  # the pheasants' groups by species

    @contextmanager
    def act(self, login: str, on: dt.date | None, why: str) -> Iterator[Work]:
        """A work of this person on that day. Warnings of the founding case were looked at and are accepted."""
        self.database.clock.day = on
        with self.database.read() as session:
            station = machine.load(self.home.settings).workstation
            actor = sign_in.actor_of(session, self.logins[login], station)
        with self.database.work(actor, why, accept=ALL) as work:
            yield work

    def say(self, what: str, how: str) -> None:
        """Remember a line of the table that is printed at the end."""
        self.done.append((what, how))


def run(out: Path, home: Home, progress: Callable[[int, int], None]) -> int:
    """Make the demo collection in `home` and its papers in `out`; print what was done. Gives the exit code."""
    out.mkdir(parents=True, exist_ok=True)
    demo = begin(home, out)
    steps = (staff, places, arrival, state_order, take_photos, tests, species, certificate, release, count)
    for number, step in enumerate(steps, 1):
        step(demo)
        progress(number, len(steps))
    demo.database.close()
    wide = max(len(what) for what, _how in demo.done)
    for what, how in demo.done:
        sys.stdout.write(f"{what:<{wide}}  {how}\n")
    return 0


def begin(home: Home, out: Path) -> Demo:
    """The zoo and its administrator."""
    head, chief = demo_data.consignment(), demo_data.table("people")[0]
    found = Found(
        names={"en": "Central Zoo, Pyongyang"},
        mnemonic=head["receiver"],
        country="KP",
        city="Pyongyang",
        time_zone=head["zone"],
        languages=("en", "ru", "ko_KP"),
        administrator=chief["name"],
        login=chief["login"],
        password=chief["password"],
        backup_folder=home.backups,
    )
    database = create_collection(home.database, Clock(day=BEFORE), found, home)
    demo = Demo(database, home, out)
    with database.read() as session:
        demo.logins[chief["login"]] = session.scalars(select(Person.id)).one()
    demo.say("Collection", f"{found.names['en']}, in {home.database.name}")
    return demo


def staff(demo: Demo) -> None:
    """People, roles and accounts; and who speaks for the two zoos on papers."""
    head, chief = demo_data.consignment(), demo_data.table("people")[0]["login"]
    with demo.act(chief, BEFORE, "The people of the zoo") as work:
        for row in demo_data.table("people"):
            if row["login"] not in demo.logins:
                facts = {name: row[name] or None for name in ("name", "post", "licence")}
                person = people.add(work, facts)
                people.create_account(work, person.id, row["login"], row["password"])
                people.set_roles(work, person.id, row["roles"].split(","))
                demo.logins[row["login"]] = person.id
        for side in ("sender", "receiver"):
            zoo = one(work, Institution, mnemonic=head[side])
            names = ("represented_by", "acting_under", "licence", "phone")
            institutions.amend(work, zoo.id, zoo.version, {name: head[f"{side}_{name}"] for name in names})
    demo.say("People", f"{len(demo.logins)} with roles: {', '.join(demo.logins)}")


def places(demo: Demo) -> None:
    """The quarantine station and the enclosures, with what they hold."""
    with demo.act("mun", BEFORE, "The enclosures of the zoo") as work:
        made: dict[str, int] = {}
        rooms = demo_data.table("capacities")
        for row in demo_data.table("enclosures"):
            values = {
                "code": row["code"],
                "name": row["name"],
                "parent_id": made.get(row["parent"]),
                "kind": EnclosureKind(row["kind"]),
                "air_space": row["air_space"] or None,
                "open_water": row["open_water"] == "yes",
                "area_m2": int(row["area_m2"]) if row["area_m2"] else None,
                "active_from": demo_data.day(row["active_from"]),
            }
            room = {
                one(work, Taxon, scientific=each["taxon"]).id: int(each["most"])
                for each in rooms
                if each["enclosure"] == row["code"]
            }
            made[row["code"]] = enclosures.create(work, values, room).id
    demo.say("Enclosures", f"{len(made)}, six of them quarantine units")


def arrival(demo: Demo) -> None:
    """The consignment as it would be pasted into the arrival grid, and its papers."""
    head = demo_data.consignment()
    on = demo_data.day(head["arrived_on"])
    assert on is not None
    with demo.act("han", on, "Arrival of the gift from Moscow Zoo") as work:
        chosen = {kind: picks.options(work.session, kind) for kind in ("taxa", "units", "protocols")}
        doubtful = demo_data.numbers(head["doubtful_lines"])
        lines = []
        for no, values in enumerate(parse_block(demo_data.pasted(), chosen), 1):
            line = ArrivalLine(**values, seal=head[f"seal_{no}"], taxon_doubtful=no in doubtful)
            lines.append(replace(line, sex_method=None) if line.sex_method == "reported" else line)
        top = ArrivalHead(
            sender_id=one(work, Institution, mnemonic=head["sender"]).id,
            term_id=one(work, Term, code=head["term"]).id,
            arrived_on=on,
            arrived_at=demo_data.moment(head["arrived_on"], head["arrived_at"], head["zone"]),
            number=head["number"],
            transport=head["transport"],
            transport_document=head["transport_document"],
            origin_place=head["origin_place"],
            destination_place=head["destination_place"],
            couriers=head["couriers"],
            contract=head["contract"],
            note=head["note"],
        )
        demo.arrived = accessions.arrive(work, Arrival(top, lines, [paper(row) for row in demo_data.table("papers")]))
        for row in demo_data.table("animals"):
            record = work.get(Animal, demo.arrived.animals[int(row["line"]) - 1][int(row["no"]) - 1])
            born = FuzzyDate.parse(row["born"], work.today) if row["born"] else FuzzyDate.undetermined()
            values = {"house_name": row["house_name"] or None, "born": born, "origin": row["origin"]}
            animals.amend(work, record.id, record.version, {**values, "birthplace": row["birthplace"]})
    total = sum((line.alive for line in lines), SexCount(0, 0, 0))
    records = sum(len(group) for group in demo.arrived.animals)
    demo.say("Arrival", f"{head['number']} on {on}: {total} = {total.total} animals, {records} records")


def paper(row: demo_data.Row) -> ArrivalPaper:
    """A paper that came with the consignment."""
    return ArrivalPaper(
        kind=row["kind"],
        number=row["number"],
        issuer=row["issuer"],
        issued_on=demo_data.day(row["issued_on"]),
        valid_to=demo_data.day(row["valid_to"]),
        incoming_no=row["incoming_no"] or None,
        incoming_on=demo_data.day(row["incoming_on"]),
        original_at=row["original_at"] or None,
        lines=row["lines"] or None,
    )


def state_order(demo: Demo) -> None:
    """The state orders a quarantine of its own beside ours (R97)."""
    head = demo_data.consignment()
    on = demo_data.day(head["arrived_on"])
    assert on is not None
    with demo.act("pak", on, f"State order {head['state_order']}") as work:
        for case in quarantine.open_cases(work.session, [a for line in demo.arrived.animals for a in line]):
            unit = quarantine.open_entries(work.session, [case])[case.id].unit_id
            order: dict[str, Any] = {"authority": head["state_authority"], "order_no": head["state_order"]}
            order |= {"imposed_by": ImposedBy.STATE, "ordered_days": 30}
            quarantine.open_case(work, case.animal_id, case.protocol_id, unit, on, **order)
    demo.say("Quarantine", f"5 units, 30 days, beside it the state's order {head['state_order']}")


def take_photos(demo: Demo) -> None:
    """The photographs that were taken in quarantine before the species were known."""
    add_photos(demo, lambda row: not row["scientific"])


def add_photos(demo: Demo, wanted: Callable[[demo_data.Row], bool]) -> None:
    """Keep photographs and link them to their animals, each on its day."""
    rows = [row for row in demo_data.table("photos") if wanted(row)]
    with demo.database.read() as session:
        zone = settings.zone(session)
    for row in rows:
        kept = media.keep(demo.home.media, demo_data.photo(row["file"]), demo.home.thumbnails)
        kept = replace(kept, taken_at=kept.taken_at.replace(tzinfo=zone) if kept.taken_at else None)
        on = dt.date.fromisoformat(row["taken_at"][:10])
        animal = demo.named.get(row["scientific"]) or demo.arrived.animals[int(row["line"]) - 1][int(row["no"]) - 1]
        by = {each["login"]: each["name"] for each in demo_data.table("people")}[row["by"]]
        photo = Photo("animal", animal, row["primary"] == "yes", row["caption"], on, by)
        with demo.act(row["by"], on, row["caption"]) as work:
            photos.add(work, demo.home.media, kept, photo)
    demo.say("Photographs", f"{len(rows)}: {', '.join(row['file'] for row in rows)}")


def tests(demo: Demo) -> None:
    """Each round on the day when it was read, entered by the keeper's station and accepted by the veterinarian."""
    rows = sorted(demo_data.table("results"), key=lambda row: (row["read"], int(row["line"]), int(row["round"])))
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
    rows = demo_data.table("determinations")
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
    head, rows = demo_data.consignment(), demo_data.table("facts")
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
    head, rows = demo_data.consignment(), demo_data.table("moves")
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


def one(work: Work, model: type[Any], **by: Any) -> Any:
    """The one record that these values name."""
    return work.session.scalars(select(model).filter_by(**by)).one()
