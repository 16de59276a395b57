"""How it begins: the zoo, its people, its enclosures, and the consignment with its papers and the state's order."""

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from sqlalchemy import select

from zooapp.clock import Clock
from zooapp.demo import data
from zooapp.demo.stage import Demo, one
from zooapp.exchange.pasting import parse_block
from zooapp.lists import picks
from zooapp.models import Animal, EnclosureKind, ImposedBy, Institution, Person, Taxon, Term
from zooapp.paths import Home
from zooapp.services import accessions, animals, enclosures, institutions, people, quarantine
from zooapp.services.arrivals import Arrival, ArrivalHead, ArrivalLine, ArrivalPaper
from zooapp.setup import Found, create_collection
from zooapp.values.counts import SexCount
from zooapp.values.dates import FuzzyDate

BEFORE: Final = dt.date(2024, 11, 1)


def begin(home: Home, out: Path) -> Demo:
    """The zoo and its administrator."""
    head, chief = data.consignment(), data.table("people")[0]
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
    head, chief = data.consignment(), data.table("people")[0]["login"]
    with demo.act(chief, BEFORE, "The people of the zoo") as work:
        for row in data.table("people"):
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
        rooms = data.table("capacities")
        for row in data.table("enclosures"):
            values = {
                "code": row["code"],
                "name": row["name"],
                "parent_id": made.get(row["parent"]),
                "kind": EnclosureKind(row["kind"]),
                "air_space": row["air_space"] or None,
                "open_water": row["open_water"] == "yes",
                "area_m2": int(row["area_m2"]) if row["area_m2"] else None,
                "active_from": data.day(row["active_from"]),
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
    head = data.consignment()
    on = data.day(head["arrived_on"])
    assert on is not None
    with demo.act("han", on, "Arrival of the gift from Moscow Zoo") as work:
        chosen = {kind: picks.options(work.session, kind) for kind in ("taxa", "units", "protocols")}
        doubtful = data.numbers(head["doubtful_lines"])
        lines = []
        for no, values in enumerate(parse_block(data.pasted(), chosen), 1):
            line = ArrivalLine(**values, seal=head[f"seal_{no}"], taxon_doubtful=no in doubtful)
            lines.append(replace(line, sex_method=None) if line.sex_method == "reported" else line)
        top = ArrivalHead(
            sender_id=one(work, Institution, mnemonic=head["sender"]).id,
            term_id=one(work, Term, code=head["term"]).id,
            arrived_on=on,
            arrived_at=data.moment(head["arrived_on"], head["arrived_at"], head["zone"]),
            number=head["number"],
            transport=head["transport"],
            transport_document=head["transport_document"],
            origin_place=head["origin_place"],
            destination_place=head["destination_place"],
            couriers=head["couriers"],
            contract=head["contract"],
            note=head["note"],
        )
        demo.arrived = accessions.arrive(work, Arrival(top, lines, [paper(row) for row in data.table("papers")]))
        for row in data.table("animals"):
            record = work.get(Animal, demo.arrived.animals[int(row["line"]) - 1][int(row["no"]) - 1])
            born = FuzzyDate.parse(row["born"], work.today) if row["born"] else FuzzyDate.undetermined()
            values = {"house_name": row["house_name"] or None, "born": born, "origin": row["origin"]}
            animals.amend(work, record.id, record.version, {**values, "birthplace": row["birthplace"]})
    total = sum((line.alive for line in lines), SexCount(0, 0, 0))
    records = sum(len(group) for group in demo.arrived.animals)
    demo.say("Arrival", f"{head['number']} on {on}: {total} = {total.total} animals, {records} records")


def paper(row: data.Row) -> ArrivalPaper:
    """A paper that came with the consignment."""
    return ArrivalPaper(
        kind=row["kind"],
        number=row["number"],
        issuer=row["issuer"],
        issued_on=data.day(row["issued_on"]),
        valid_to=data.day(row["valid_to"]),
        incoming_no=row["incoming_no"] or None,
        incoming_on=data.day(row["incoming_on"]),
        original_at=row["original_at"] or None,
        lines=row["lines"] or None,
    )


def state_order(demo: Demo) -> None:
    """The state orders a quarantine of its own beside ours (R97)."""
    head = data.consignment()
    on = data.day(head["arrived_on"])
    assert on is not None
    with demo.act("pak", on, f"State order {head['state_order']}") as work:
        for case in quarantine.open_cases(work.session, [a for line in demo.arrived.animals for a in line]):
            unit = quarantine.open_entries(work.session, [case])[case.id].unit_id
            order: dict[str, Any] = {"authority": head["state_authority"], "order_no": head["state_order"]}
            order |= {"imposed_by": ImposedBy.STATE, "ordered_days": 30}
            quarantine.open_case(work, case.animal_id, case.protocol_id, unit, on, **order)
    demo.say("Quarantine", f"5 units, 30 days, beside it the state's order {head['state_order']}")
