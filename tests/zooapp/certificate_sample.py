"""The founding consignment as it would be printed: 75 animals of ten taxa, from Moscow to Pyongyang."""

import datetime as dt
from dataclasses import replace

from zooapp.documents.certificate_data import (
    AnnexRow,
    Basis,
    Mark,
    MarkKind,
    Mode,
    Origin,
    Papers,
    Party,
    Passes,
    Signer,
    SummaryLine,
    TransferCertificateData,
    Transport,
)
from zooapp.values.counts import Sex, SexCount

MOSCOW = Party(
    mnemonic="MOSCOW",
    language="ru",
    names={"en": "Moscow Zoo", "ru": "Московский зоопарк", "ko_KP": "모스크바동물원"},
    address="123242 Москва, Большая Грузинская ул., 1",
    country={"en": "Russian Federation", "ru": "Российская Федерация", "ko_KP": "로씨야련방", "ko_KR": "러시아 연방"},
    representative=Signer("С. В. Акулова", "генеральный директор"),
    acting_under="Устав",
    responsible=Signer("И. П. Орлов", "заведующий отделом млекопитающих"),
    licence="Ф-77-0421",
    phone="+7 499 252 3580",
)
PYONGYANG = Party(
    mnemonic="PYONGYANG",
    language="ko_KP",
    names={"en": "Central Zoo", "ru": "Центральный зоопарк", "ko_KP": "중앙동물원", "ko_KR": "중앙동물원"},
    address="평양시 대성구역 대성동",
    country={
        "en": "Democratic People's Republic of Korea",
        "ru": "Корейская Народно-Демократическая Республика",
        "ko_KP": "조선민주주의인민공화국",
        "ko_KR": "조선민주주의인민공화국",
    },
    representative=Signer("김영호", "원장"),
    acting_under="위임장 № 118, 18.10.2024",
    responsible=Signer("리철민", "수의사"),

    phone="+850 2 381 8000",
)

# scientific name, English, Russian, Pyongyang, Seoul, count
TAXA = (
    ("Panthera leo", "African lion", "африканский лев", "아프리카사자", "사자", SexCount(0, 1, 0)),
    ("Ursus arctos", "brown bear", "бурый медведь", "큰곰", "불곰", SexCount(0, 0, 2)),
    ("Bos grunniens", "domestic yak", "домашний як", "야크", "야크", SexCount(0, 0, 2)),
    ("Cacatua cf. alba", "white cockatoo", "большой белохохлый какаду", "흰관앵무", "흰관앵무", SexCount(0, 0, 5)),
    ("Phasianus colchicus", "common pheasant", "обыкновенный фазан", "꿩", "꿩", SexCount(0, 0, 9)),
    ("Chrysolophus pictus", "golden pheasant", "золотой фазан", "금꿩", "금계", SexCount(0, 0, 6)),
    ("Chrysolophus amherstiae", "Lady Amherst's pheasant", "алмазный фазан", "", "은계", SexCount(0, 0, 4)),
    ("Lophura nycthemera", "silver pheasant", "серебряный фазан", "은꿩", "백한", SexCount(0, 0, 4)),
    ("Syrmaticus reevesii", "Reeves's pheasant", "королевский фазан", "", "긴꼬리꿩", SexCount(0, 0, 2)),
    ("Aix galericulata", "mandarin duck", "мандаринка", "원앙새", "원앙", SexCount(0, 0, 40)),
)


def _names(at: int) -> dict[str, str]:
    return dict(zip(("en", "ru", "ko_KP", "ko_KR"), TAXA[at][1:5], strict=True))


def _row(at: int, no: int, count: SexCount, mark: Mark) -> AnnexRow:
    return AnnexRow(
        scientific=TAXA[at][0],
        names=_names(at),
        count=count,
        sex=Sex.UNDETERMINED if count.total == 1 else None,
        born="2022" if count.total == 1 else "",
        age="2 y" if count.total == 1 else "",
        origin=Origin.CAPTIVE,
        origin_place="Moscow Zoo",
        marks=(mark,),
        sender_no=f"M24-{410 + no}",
        asset_no=f"101.38.{no:04}",
        cites="II" if at in {0, 1, 3, 8} else "",
        permit="24RU001984" if at in {0, 1, 3, 8} else "",
        crate=str(no),
        seal=f"RU 07751{no:02}",
    )


def _animals() -> tuple[AnnexRow, ...]:
    rows: list[AnnexRow] = []
    chips = {0: (1, "scapula, left"), 1: (2, "neck, left"), 2: (2, "neck, left"), 3: (5, "breast muscle, left")}
    for at, (_s, _e, _r, _k, _kr, count) in enumerate(TAXA):
        if at in chips:
            for nth in range(chips[at][0]):
                one = SexCount(0, 1, 0) if at == 0 else SexCount(0, 0, 1)
                chip = Mark(MarkKind.TRANSPONDER, f"643 0940 0012 {3400 + at * 10 + nth}", chips[at][1])
                rows.append(_row(at, len(rows) + 1, one, chip))
        else:
            first = sum(taxon[5].total for taxon in TAXA[4:at]) + 1
            ring = f"A{first:03}–A{first + count.total - 1:03} ({count.total})"
            rows.append(_row(at, len(rows) + 1, count, Mark(MarkKind.CLOSED_RING, ring, "right leg")))
    rows[0] = replace(rows[0], sex=Sex.FEMALE, sex_reported=True, born="~2019", age="5 y")
    return tuple(rows)


FOUNDING = TransferCertificateData(
    number="TR-2024-017/6",
    date=dt.date(2024, 11, 20),
    place="Москва",
    issuer="sender",
    sender=MOSCOW,
    receiver=PYONGYANG,
    basis=Basis.DONATION,
    contract="DG-118/24, 18.10.2024",
    passes=Passes.ON_RECEIPT,
    transport=Transport(
        mode=Mode.AIR,
        vehicle="RA-76767",
        origin="Москва, 19.11.2024 22:40 (UTC+3)",
        destination="평양, 20.11.2024 14:05 (UTC+9)",
        crates="13",
        seals="RU 0775101–0775113",
        couriers="А. Н. Белов, М. К. Юдина",
    ),
    papers=Papers(
        veterinary_certificate="643-5A-0024117, 18.11.2024, Россельхознадзор",
        cites_permits="24RU001984, 24RU001985",
        national_permits="РПН 118/24-ОВ",
        invoice="PI-24-118, 15.11.2024",
        packing_list="TR-2024-017/4",
    ),
    summary=tuple(SummaryLine(taxon[0], _names(at), taxon[5]) for at, taxon in enumerate(TAXA)),
    animals=_animals(),
    printed_on=dt.datetime(2024, 11, 20, 9, 30, tzinfo=dt.UTC),
    printed_by="registrar",
    as_of=dt.date(2024, 11, 20),
)

# One row a ring: 75 rows.
SINGLE_ROWS = replace(
    FOUNDING,
    animals=tuple(
        row
        if row.count.total == 1
        else replace(
            row,
            count=SexCount(0, 0, 1),
            sex=Sex.UNDETERMINED,
            marks=(Mark(MarkKind.CLOSED_RING, f"A{int(row.marks[0].number[1:4]) + nth:03}", "right leg"),),
        )
        for row in FOUNDING.animals
        for nth in range(row.count.total)
    ),
)
