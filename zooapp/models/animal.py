"""Animals: individuals, groups and what may become one; their marks, and what was determined about them."""

import datetime as dt
from collections.abc import Iterator
from enum import StrEnum

from sqlalchemy import Date, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, composite, mapped_column

from zooapp.errors import Problem
from zooapp.field import field
from zooapp.i18n import N_, _
from zooapp.models.base import Base, Event, Record, Travels, one_of
from zooapp.models.life import BIRTH_TYPES, REARINGS, BirthType, Rearing
from zooapp.values.dates import DateKind, FuzzyDate
from zooapp.values.marks import TransponderState, check_transponder, sort_key


class AnimalKind(StrEnum):
    """What a record stands for (rules.md R5)."""

    INDIVIDUAL = "individual"
    GROUP = "group"
    COLONY = "colony"
    EGG = "egg"
    CLUTCH = "clutch"
    FETUS = "fetus"


class Origin(StrEnum):
    """Where an animal began."""

    CAPTIVE = "captive"
    WILD = "wild"
    UNKNOWN = "unknown"


ORIGINS = (
    (Origin.CAPTIVE, N_("Captive-born")),
    (Origin.WILD, N_("Wild-caught")),
    (Origin.UNKNOWN, N_("Not known yet")),
)


class Animal(Travels, Record, Base):
    """One record of an animal or a group. How many, which taxon, who holds and who owns: ask the ledger."""

    __tablename__ = "animals"

    kind: Mapped[AnimalKind] = mapped_column(one_of(AnimalKind), info=field(N_("Kept as"), listed=False))
    house_name: Mapped[str | None] = mapped_column(String(40), info=field(N_("House name")))
    born: Mapped[FuzzyDate | None] = composite(
        FuzzyDate,
        mapped_column("born_earliest", Date, nullable=True),
        mapped_column("born_latest", Date, nullable=True),
        mapped_column("born_nominal", Date, nullable=True),
        mapped_column("born_kind", one_of(DateKind, "born_kind"), nullable=True),
        mapped_column("born_note", String(200), nullable=True),
        info=field(N_("Born"), N_("As exact as known: 2019, ~2019, May 2019, 2021-2022")),
    )
    origin: Mapped[Origin] = mapped_column(
        one_of(Origin), default=Origin.UNKNOWN, info=field(N_("Origin"), choices=ORIGINS)
    )
    birthplace: Mapped[str | None] = mapped_column(String(120), info=field(N_("Place of birth or capture")))
    birth_type: Mapped[BirthType | None] = mapped_column(
        one_of(BirthType), info=field(N_("How it was born"), choices=BIRTH_TYPES)
    )
    rearing: Mapped[Rearing | None] = mapped_column(one_of(Rearing), info=field(N_("Reared"), choices=REARINGS))
    collection_id: Mapped[int | None] = mapped_column(
        ForeignKey("collections.id"), info=field(N_("Collection"), pick="collections")
    )
    note: Mapped[str | None] = mapped_column(Text, info=field(N_("Note"), lines=3))

    def search_words(self) -> tuple[str, int, str]:
        """Found by its house name; its marks and its taxon are found beside it."""
        return "animal", self.id, self.house_name or ""


class MarkKind(StrEnum):
    """How an animal is told from another."""

    LOCAL_ID = "local_id"
    TRANSPONDER = "transponder"
    RING = "ring"
    EAR_TAG = "ear_tag"
    TATTOO = "tattoo"
    SENDER_ID = "sender_id"
    STUDBOOK = "studbook"
    GAN = "gan"
    OTHER = "other"


MARKS = (
    (MarkKind.LOCAL_ID, N_("Local ID")),
    (MarkKind.TRANSPONDER, N_("Transponder")),
    (MarkKind.RING, N_("Ring")),
    (MarkKind.EAR_TAG, N_("Ear tag")),
    (MarkKind.TATTOO, N_("Tattoo")),
    (MarkKind.SENDER_ID, N_("Sender's ID")),
    (MarkKind.STUDBOOK, N_("Studbook number")),
    (MarkKind.GAN, N_("GAN")),
    (MarkKind.OTHER, N_("Other mark")),
)


class Identifier(Record, Base):
    """A number or mark of an animal. A local id is unique in its institution and never reused (R23)."""

    __tablename__ = "identifiers"
    __table_args__ = (Index("ix_identifiers_kind_sort_key", "kind", "sort_key"),)

    animal_id: Mapped[int] = mapped_column(ForeignKey("animals.id"), index=True)
    kind: Mapped[MarkKind] = mapped_column(one_of(MarkKind), info=field(N_("Kind of mark"), choices=MARKS))
    institution_id: Mapped[int | None] = mapped_column(ForeignKey("institutions.id"))
    value: Mapped[str] = mapped_column(String(60), info=field(N_("Number")))
    sort_key: Mapped[str] = mapped_column(String(120), default="")
    count: Mapped[int] = mapped_column(default=1, info=field(N_("How many bear it"), least=1))
    place: Mapped[str | None] = mapped_column(String(60), info=field(N_("Place on the body")))
    detail: Mapped[str | None] = mapped_column(
        String(120), info=field(N_("Detail"), N_("Closed or open ring, material, colour, size"))
    )
    since: Mapped[dt.date | None] = mapped_column(info=field(N_("Since")))
    until: Mapped[dt.date | None] = mapped_column(info=field(N_("Until")))
    state: Mapped[TransponderState] = mapped_column(
        one_of(TransponderState), default=TransponderState.IN_USE, info=field(N_("State"))
    )
    disputed: Mapped[bool] = mapped_column(
        default=False, info=field(N_("Disputed"), N_("Two animals claim this number"))
    )

    def rules(self) -> Iterator[Problem]:
        self.sort_key = sort_key(self.value or "")
        if self.since and self.until and self.until < self.since:
            yield Problem("until", _("Ends before it begins."))
        if self.kind is MarkKind.TRANSPONDER:
            for problem in check_transponder(self.value or ""):
                yield problem.under("value") if not problem.field else problem
        if self.kind is MarkKind.LOCAL_ID and self.institution_id is None:
            yield Problem("institution_id", _("A local ID belongs to an institution."))

    def search_words(self) -> tuple[str, int, str]:
        """Found as its animal."""
        return "animal", self.animal_id, self.value


Index(
    "uq_identifiers_local_id",
    Identifier.institution_id,
    Identifier.value,
    unique=True,
    sqlite_where=Identifier.kind == MarkKind.LOCAL_ID.value,
    postgresql_where=Identifier.kind == MarkKind.LOCAL_ID.value,
)


class Determined(StrEnum):
    """What a determination is about."""

    SEX = "sex"
    TAXON = "taxon"


class Confidence(StrEnum):
    """How sure: reported by others, probable ("cf."), or confirmed by a method."""

    REPORTED = "reported"
    PROBABLE = "probable"
    CONFIRMED = "confirmed"


CONFIDENCES = (
    (Confidence.REPORTED, N_("Reported, not checked")),
    (Confidence.PROBABLE, N_("Probable (cf.)")),
    (Confidence.CONFIRMED, N_("Confirmed")),
)


class Determination(Event, Base):
    """How surely, and by what method, the sex or the taxon of an animal is known. The last live one counts."""

    __tablename__ = "determinations"

    animal_id: Mapped[int] = mapped_column(ForeignKey("animals.id"), index=True)
    about: Mapped[Determined] = mapped_column(one_of(Determined))
    value: Mapped[str] = mapped_column(String(120))
    confidence: Mapped[Confidence] = mapped_column(
        one_of(Confidence), info=field(N_("How sure"), choices=CONFIDENCES)
    )
    method: Mapped[str | None] = mapped_column(
        String(120), info=field(N_("Method"), N_("Plumage, DNA, palpation, papers"))
    )
    on: Mapped[dt.date] = mapped_column(info=field(N_("Determined on")))
    transaction_id: Mapped[int | None] = mapped_column(ForeignKey("transactions.id"))
