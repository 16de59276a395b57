"""A small consignment that can be certified: 53 animals of four lines from Moscow, named and confirmed."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
from sqlalchemy import select

from tests import builders
from tests.builders import TODAY, Zoo
from zooapp import settings
from zooapp.booking import Act
from zooapp.database import Database
from zooapp.documents import facts
from zooapp.documents.seal import SealingKey
from zooapp.documents.transfer_certificate import CertificateRequest, Gathered, Printing, gather
from zooapp.models import AnimalKind, Institution, Name, Taxon, TaxonStatus
from zooapp.paths import Home
from zooapp.services import accessions, confirmations, determinations, keys
from zooapp.services import settings as setting
from zooapp.services.arrivals import Arrival, ArrivalHead, ArrivalLine, ArrivalPaper
from zooapp.services.determinations import NamedPart
from zooapp.values.counts import SexCount
from zooapp.work import ALL, Actor, Work

NOW = Printing(dt.datetime(2024, 11, 20, 9, 30, tzinfo=dt.UTC), "registrar", TODAY)
LANGUAGES = ("en", "ru", "ko_KP")
SPECIES = {
    "Panthera leo": ("lion", "африканский лев", "아프리카사자", "II"),
    "Cacatua alba": ("white cockatoo", "большой белохохлый какаду", "흰관앵무", "II"),
    "Phasianus colchicus": ("common pheasant", "обыкновенный фазан", "꿩", "-"),
    "Chrysolophus pictus": ("golden pheasant", "золотой фазан", "금꿩", "-"),
    "Aix galericulata": ("mandarin duck", "мандаринка", "원앙새", "-"),
}
ZOOS = {
    "MOSCOW": ("Moscow Zoo", "Московский зоопарк", "모스크바동물원"),
    "PYONGYANG": ("Central Zoo", "Центральный зоопарк", "중앙동물원"),
}
COUNTRIES = {
    "RU": {"en": "Russian Federation", "ru": "Российская Федерация", "ko_KP": "로씨야련방"},
    "KP": {
        "en": "Democratic People's Republic of Korea",
        "ru": "Корейская Народно-Демократическая Республика",
        "ko_KP": "조선민주주의인민공화국",
    },
}


@dataclass(frozen=True)
class Case:
    """The consignment in its collection, who issues, and with which key."""

    database: Database
    zoo: Zoo
    actor: Actor
    key: SealingKey
    public: bytes
    consignment_id: int
    animals: list[list[int]]

    @property
    def request(self) -> CertificateRequest:
        """As the demo asks for it."""
        return CertificateRequest(
            self.consignment_id,
            LANGUAGES,
            place="Pyongyang",
            sender_responsible="I. P. Orlova, courier",
            receiver_responsible="Ri Chol, keeper",
        )


def consign(database: Database, zoo: Zoo, folder: Path) -> Case:
    """Let it arrive, with everything that its paper prints but for the confirmations and the species of line 3."""
    home = Home(folder / "home")
    home.prepare()
    actor = builders.actor(person=zoo.people["Han Myong-ok"])
    with database.work(actor, "a consignment", accept=ALL) as work:
        _name(work, zoo)
        arrived = accessions.arrive(work, _arrival(zoo))
        setting.put(work, "collection_uid", "test")
        keys.found(work, home)
    with database.read() as session:
        key = keys.sealing_key(session, home)
        public = bytes.fromhex(settings.value(session, "zoo_public_key"))
    return Case(database, zoo, actor, key, public, arrived.consignment_id, arrived.animals)


def settle(case: Case) -> None:
    """Determine the pheasants and confirm each status: nothing stands in the way any more."""
    with case.database.work(case.actor, "what the paper needs", accept=ALL) as work:
        determine(work, case)
        for status in work.session.scalars(select(TaxonStatus.id)).all():
            confirmations.confirm(work, TaxonStatus.called, status, "demo")


def determine(work: Work, case: Case) -> None:
    """Ten pheasants are two species."""
    parts = [
        NamedPart(case.zoo.taxa["Phasianus colchicus"], SexCount(0, 0, 6), marks="P001-P006"),
        NamedPart(case.zoo.taxa["Chrysolophus pictus"], SexCount(0, 0, 4), marks="P007-P010"),
    ]
    determinations.identify_parts(work, case.animals[2][0], parts, Act(TODAY))


def look(case: Case) -> Gathered:
    """The facts as they stand."""
    with case.database.read() as session:
        return gather(session, case.request, NOW)


def why_not(case: Case) -> dict[str, list[str]]:
    """What stands in the way, by field."""
    found: dict[str, list[str]] = {}
    with case.database.read() as session:
        for problem in facts.blockers(session, case.request, gather(session, case.request, NOW)):
            found.setdefault(problem.field, []).append(problem.text)
    return found


def words_of(pdf: bytes) -> str:
    """All text of a file, its blanks made one blank."""
    with pypdfium2.PdfDocument(pdf) as document:
        return " ".join(" ".join(page.get_textpage().get_text_bounded().split()) for page in document)


def _name(work: Work, zoo: Zoo) -> None:
    for scientific, (*said, cites) in SPECIES.items():
        taxon = zoo.taxa[scientific]
        for locale, text in zip(LANGUAGES, said, strict=True):
            work.add(Name(record_kind=Taxon.called, record_id=taxon, locale=locale, text=text))
        work.add(TaxonStatus(taxon_id=taxon, scheme="CITES", value=cites, source="own"))
    for mnemonic, words in ZOOS.items():
        record = work.get(Institution, zoo.institutions[mnemonic])
        for locale, text in zip(LANGUAGES, words, strict=True):
            work.add(Name(record_kind=Institution.called, record_id=record.id, locale=locale, text=text))
        facts = {"represented_by": f"A. Director of {mnemonic}, Director", "acting_under": "Charter"}
        work.amend(Institution, record.id, record.version, facts)
    official = {
        code: {locale: {"official": name, "short": code} for locale, name in named.items()}
        for code, named in COUNTRIES.items()
    }
    setting.put(work, "countries", official)


def _arrival(zoo: Zoo) -> Arrival:
    def line(taxon: str, count: str, **more: object) -> ArrivalLine:
        number = SexCount.parse(count)
        return ArrivalLine(zoo.taxa[taxon], number, number, **more)  # type: ignore[arg-type]

    group = {"keep_as": AnimalKind.GROUP}
    lines = [
        line("Panthera leo", "0.1.0", marks="643094100011873", sender_ids="MZ 19-0417", crate="C01", seal="RU204711"),
        line("Cacatua alba", "0.0.2", marks="RUMZ0231, RUMZ0244", crate="C02, C03", seal="S2", taxon_doubtful=True),
        line("Phasianidae", "0.0.10", sender_ids="MZ list 25", crate="C08, C09, C10", **group),
        line("Aix galericulata", "0.0.40", marks="A001-A040", sender_ids="MZ list 40", crate="C11, C12", **group),
    ]
    head = ArrivalHead(
        sender_id=zoo.institutions["MOSCOW"],
        term_id=zoo.terms["donation_from"],
        arrived_on=TODAY,
        arrived_at=dt.datetime(2024, 11, 20, 5, 5, tzinfo=dt.UTC),
        number="TR-2024-017",
        transport="Flight order 118",
        origin_place="Moscow",
        destination_place="Pyongyang",
        contract="DG-118/24",
    )
    papers = [
        ArrivalPaper("cites_export", "24RU001984", issuer="Rosprirodnadzor", lines="1"),
        ArrivalPaper("cites_export", "24RU002011", issuer="Rosprirodnadzor", lines="2"),
        ArrivalPaper("veterinary_certificate", "5a 077-00218", "Rosselkhoznadzor", dt.date(2024, 11, 18)),
    ]
    return Arrival(head, lines, papers)
