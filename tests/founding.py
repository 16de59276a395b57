"""The founding consignment for tests: six lines, 75 animals, with numbers and rings that exist only here."""

import datetime as dt
from dataclasses import replace

from tests.builders import TODAY, Zoo
from zooapp.database import Database
from zooapp.models import AnimalKind
from zooapp.services import accessions
from zooapp.services.arrivals import Arrival, ArrivalHead, ArrivalLine, ArrivalPaper
from zooapp.values.counts import SexCount
from zooapp.work import ALL, Actor

HOUR = dt.datetime(2024, 11, 20, 5, 30, tzinfo=dt.UTC)
LION_CHIP = "643094100011873"
BEAR_CHIPS = ("643094100020418", "643094100031726")


def line(zoo: Zoo, taxon: str, count: str, unit: str = "", **more: object) -> ArrivalLine:
    """A line of which all that was announced came alive."""
    n = SexCount.parse(count)
    place = {"unit_id": zoo.enclosures[unit], "protocol_id": zoo.protocols["by_order"]} if unit else {}
    return replace(ArrivalLine(zoo.taxa[taxon], n, n, **place), **more)  # type: ignore[arg-type]


def arrival(zoo: Zoo) -> Arrival:
    """The consignment of 20 November 2024."""
    head = ArrivalHead(
        zoo.institutions["MOSCOW"], zoo.terms["donation_from"], TODAY, HOUR, number="TR-2024-017", transport="Aircraft"
    )
    group = {"keep_as": AnimalKind.GROUP}
    cockatoos = {"sender_ids": "MZ 1, MZ 2, MZ 3, MZ 4, MZ 5", "taxon_doubtful": True}
    lines = (
        line(zoo, "Panthera leo", "0.1.0", "Q1", marks=LION_CHIP, sender_ids="MZ 19-0417", sex_method="reported"),
        line(zoo, "Ursus arctos", "0.0.2", "Q1", marks=", ".join(BEAR_CHIPS)),
        line(zoo, "Bos grunniens", "0.0.2", "Q4", marks="ear:RU770412, ear:RU770433"),
        line(zoo, "Cacatua alba", "0.0.5", "B1", marks="RUMZ0231, RUMZ0244, RUMZ0257, RUMZ0262, RUMZ0275", **cockatoos),
        line(zoo, "Phasianidae", "0.0.25", "B1", marks="later", sender_ids="MZ list 25", **group),
        line(zoo, "Aix galericulata", "0.0.40", "B1", marks="A001-A040", **group),
    )
    permit = ArrivalPaper("cites_export", "24RU001984", "Rosprirodnadzor", valid_to=dt.date(2025, 5, 3))
    return Arrival(head, lines, (permit,))


def arrived(database: Database, zoo: Zoo, boss: Actor) -> accessions.Arrived:
    """Take it in, with its warnings accepted."""
    with database.work(boss, "the founding consignment", accept=ALL) as work:
        return accessions.arrive(work, arrival(zoo))
