"""Rows of animals by id: two statements a page, whatever the number of rows."""

import datetime as dt
from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import Select, case, exists, func, select
from sqlalchemy.orm import Session

from zooapp import ledger
from zooapp.i18n import N_, _
from zooapp.lists import standing, taxa
from zooapp.lists.health import state_of
from zooapp.lists.spec import ChipCell, FlagCell, Row, ThumbCell, Tone
from zooapp.lists.taxa import NOBODY, TaxonWords
from zooapp.models import (
    Animal,
    AnimalKind,
    Confidence,
    Determination,
    Determined,
    Enclosure,
    EnclosureKind,
    Health,
    Identifier,
    Institution,
    InstitutionKind,
    MarkKind,
    Media,
    MediaLink,
    Mode,
    Outcome,
    QuarantineCase,
    QuarantineResult,
)
from zooapp.models.clutch import UNBORN
from zooapp.models.institution import MISSING
from zooapp.models.prevention import HEALTHS
from zooapp.portraits_of import is_paper
from zooapp.settings import US
from zooapp.values.dates import FuzzyDate

Face = tuple[str, Tone, str]
QUARANTINE: Final[Face] = (N_("Quarantine"), "quar", "hourglass")
LOAN: Final[Face] = (N_("On loan out"), "due", "arrows-exchange")
TRANSIT: Final[Face] = (N_("In transit"), "due", "truck")
LOST: Final[Face] = (N_("Missing"), "warn", "alert-triangle")
DIED: Final[Face] = (N_("Died"), "mute", "circle-x")
LEFT: Final[Face] = (N_("Left"), "mute", "door-exit")
OFF: Final[Face] = (N_("Off exhibit"), "mute", "home")
AT: Final[dict[EnclosureKind, Face]] = {
    EnclosureKind.EXHIBIT: (N_("On exhibit"), "ok", "eye"),
    EnclosureKind.HOSPITAL: (N_("Hospital"), "warn", "stethoscope"),
}
ILL: Final[dict[Health, Tone]] = {Health.CRITICAL: "bad", Health.ABNORMAL: "warn", Health.WATCHED: "due"}
SUMS: Final = ("held", "owned", "moving", "lost")
NAMELESS: Final = {
    AnimalKind.GROUP: N_("Group"),
    AnimalKind.COLONY: N_("Colony"),
    AnimalKind.EGG: N_("Egg"),
    AnimalKind.CLUTCH: N_("Clutch"),
    AnimalKind.FETUS: N_("Fetus"),
}


def rows(session: Session, ids: Sequence[int], on: dt.date | None, basis: standing.Basis = "held") -> list[Row]:
    """The rows of these animals as they stood on the day, in any order."""
    found = session.execute(_statement(list(ids), on)).all()
    words = taxa.words_of(session, {row.taxon for row in found if row.taxon})
    return [_row(row, words.get(row.taxon, NOBODY), basis) for row in found]


def _sums(ids: list[int], on: dt.date | None) -> Select[Any]:
    """How many of each sex we hold and own, and how many are under way, an animal a row."""
    lines = ledger.effect(ledger.Filter(animals=ids, until=on)).subquery()
    conditions = {
        "held": lines.c.holder_id == US,
        "owned": lines.c.owner_id == US,
        "moving": Institution.kind == InstitutionKind.TRANSIT,
        "lost": Institution.mnemonic == MISSING,
    }
    sums = [
        func.sum(case((condition, lines.c[part]), else_=0)).label(f"{name}_{part}")
        for name, condition in conditions.items()
        for part in ledger.PARTS
    ]
    holder = lines.join(Institution.__table__, Institution.id == lines.c.holder_id)
    return select(lines.c.animal_id, *sums).select_from(holder).group_by(lines.c.animal_id)


def _statement(ids: list[int], on: dt.date | None) -> Select[Any]:
    sums = _sums(ids, on).subquery()
    animal, place = Animal.id.expression, Enclosure
    born = [Animal.__table__.c[f"born_{part}"] for part in ("earliest", "latest", "nominal", "kind", "note")]
    return (
        select(
            Animal.id,
            Animal.kind,
            Animal.house_name,
            *born,
            *(column for column in sums.c if column.key != "animal_id"),
            place.code,
            place.name,
            place.kind.label("place_kind"),
            local_id_of(animal).label("local_id"),
            standing.taxon_of(animal, on).label("taxon"),
            standing.last_mode(animal, on).label("last_mode"),
            standing.in_quarantine(animal, on).label("quarantine"),
            _portrait(animal).label("sha"),
            _sure(animal, Determined.SEX, on).label("sex_sure"),
            _sure(animal, Determined.TAXON, on).label("taxon_sure"),
            _positive(animal, on).label("positive"),
            _disputed(animal).label("disputed"),
            state_of(animal, on).label("health"),
        )
        .outerjoin(sums, sums.c.animal_id == Animal.id)
        .outerjoin(place, place.id == standing.place_of(animal, on))
        .where(Animal.id.in_(ids))
    )


def local_id_of(animal: Any) -> Any:
    """The local id under which we list a record, as SQL beside its key."""
    return (
        select(Identifier.value)
        .where(Identifier.animal_id == animal, Identifier.kind == MarkKind.LOCAL_ID)
        .where(Identifier.institution_id == US, Identifier.voided_by.is_(None))
        .order_by(Identifier.id.desc())
        .limit(1)
        .scalar_subquery()
    )


def _portrait(animal: Any) -> Any:
    """The live photo with the highest id among primaries, else among all; a scanned paper is none."""
    return (
        select(Media.sha256)
        .join(MediaLink, MediaLink.media_id == Media.id)
        .where(MediaLink.record_kind == "animal", MediaLink.record_id == animal)
        .where(MediaLink.voided_by.is_(None), ~is_paper())
        .order_by(MediaLink.primary.desc(), MediaLink.id.desc())
        .limit(1)
        .scalar_subquery()
    )


def _sure(animal: Any, about: Determined, on: dt.date | None) -> Any:
    return (
        select(Determination.confidence)
        .where(Determination.animal_id == animal, Determination.about == about, Determination.voided_by.is_(None))
        .where(standing.by(Determination.on, on))
        .order_by(Determination.on.desc(), Determination.id.desc())
        .limit(1)
        .scalar_subquery()
    )


def _positive(animal: Any, on: dt.date | None) -> Any:
    """A positive result stands in an open case."""
    return exists().where(
        QuarantineCase.animal_id == animal,
        QuarantineCase.voided_by.is_(None),
        QuarantineCase.closed_on.is_(None),
        QuarantineResult.case_id == QuarantineCase.id,
        QuarantineResult.voided_by.is_(None),
        QuarantineResult.outcome == Outcome.POSITIVE,
        standing.by(QuarantineResult.read, on),
    )


def _disputed(animal: Any) -> Any:
    disputed = Identifier.disputed.is_(True)
    return exists().where(Identifier.animal_id == animal, disputed, Identifier.voided_by.is_(None))


def _row(row: Any, taxon: TaxonWords, basis: standing.Basis) -> Row:
    held, owned, moving, lost = (tuple(int(getattr(row, f"{name}_{p}") or 0) for p in ledger.PARTS) for name in SUMS)
    status = _status(row, sum(held), sum(owned), LOST if sum(lost) else TRANSIT if sum(moving) else None)
    cells = {
        "kind": row.kind,
        "thumb": ThumbCell(row.sha or "", taxon.art),
        "local_id": row.local_id or "",
        "name": row.house_name or (_(NAMELESS[row.kind]) if row.kind in NAMELESS else ""),
        "taxon": taxon.cell(cf=row.taxon_sure is Confidence.PROBABLE),
        "mfu": held if basis == "held" else owned,
        "reported": row.sex_sure is Confidence.REPORTED,
        "born": born(row),
        "enclosure": f"{row.code} · {row.name}" if row.code else "",
        "status": status,
        "flag": _flag(row, taxon, sum(held)),
        "health": row.health,
    }
    return Row(row.id, cells, status.kind)


def born(row: Any) -> FuzzyDate | None:
    """The birth from the five columns of a row; none where nothing is recorded."""
    if row.born_kind is None:
        return None
    return FuzzyDate(row.born_earliest, row.born_latest, row.born_nominal, row.born_kind, row.born_note or "")


def _status(row: Any, held: int, owned: int, away: Face | None) -> ChipCell:
    if row.kind in UNBORN:
        return ChipCell(_(NAMELESS[row.kind]), "mute", "egg")
    if held > 0:
        words, tone, icon = QUARANTINE if row.quarantine else AT.get(row.place_kind, OFF)
    elif away is not None:
        words, tone, icon = away
    elif owned > 0:
        words, tone, icon = LOAN
    else:
        words, tone, icon = DIED if row.last_mode is Mode.DEATH else LEFT
    return ChipCell(_(words), tone, icon)


def _flag(row: Any, taxon: TaxonWords, held: int) -> FlagCell | None:
    if held <= 0:
        return None
    if row.positive:
        return FlagCell("alert-octagon", "bad", _("A test is positive"))
    if row.health in ILL:
        return FlagCell("stethoscope", ILL[row.health], _(dict(HEALTHS)[row.health]))
    if row.disputed:
        return FlagCell("alert-triangle", "warn", _("Two animals claim one number"))
    if not taxon.rank.is_species_or_lower:
        return FlagCell("alert-circle", "warn", _("Species not determined yet"))
    if not row.code:
        return FlagCell("map-pin", "warn", _("No enclosure"))
    return None
