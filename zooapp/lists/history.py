"""What happened to an animal, the newest first, of every kind or of some: its whole life as one statement."""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import Date, Integer, Select, bindparam, select, union_all
from sqlalchemy.orm import Session

from zooapp import i18n
from zooapp.i18n import N_, _, ngettext
from zooapp.lists import colony_sizes, history_medical
from zooapp.lists.confidential import treats
from zooapp.lists.history_parts import PARTS, STEPS
from zooapp.models import (
    ClutchAct,
    Entry,
    Mode,
    Outcome,
    ParentRole,
    Person,
)
from zooapp.models.animal import CONFIDENCES
from zooapp.models.parentage import SPECIALS
from zooapp.models.quarantine import OUTCOMES
from zooapp.values.weights import Weight

MODES: Final[Mapping[str, tuple[str, str, str]]] = {  # words with a partner, words without, icon
    Mode.ARRIVAL: (N_("Arrived from {partner}"), N_("Arrived"), "plane-arrival"),
    Mode.DEPARTURE: (N_("Left for {partner}"), N_("Left"), "plane-departure"),
    Mode.TRANSFER: (N_("Transfer, {partner}"), N_("Transfer"), "transfer"),
    Mode.RECEIPT: (N_("Receipt by {partner}"), N_("Receipt"), "transfer-in"),
    Mode.BIRTH: ("", N_("Born"), "egg"),
    Mode.DEATH: ("", N_("Died"), "circle-x"),
    Mode.SPLIT: (N_("Split, {partner}"), N_("Split"), "arrows-split"),
    Mode.MERGE: (N_("Merged, {partner}"), N_("Merged"), "arrows-join"),
    Mode.IDENTIFIED: ("", N_("Species determined"), "dna"),
    Mode.SEXED: ("", N_("Sex determined"), "dna"),
    Mode.CENSUS: ("", N_("Counted"), "clipboard-check"),
}
ABOUT: Final = {"sex": N_("Sex: {value}"), "taxon": N_("Species: {value}")}
# What a person asks for, and which kinds of lines that are.
TOPICS: Final = (
    (N_("Acts"), ("transaction",)),
    (N_("Moves"), ("stay",)),
    (N_("Quarantine"), ("quarantine_result", "quarantine_case")),
    history_medical.TOPIC,
    (N_("Weights"), ("measure", "colony_size")),
    (N_("Family"), ("parentage", "offspring", "clutch_event")),
    (N_("Sex, taxon, names"), ("determination", "animal_name", "record_merge")),
    (N_("Photos and papers"), ("media_link", "document")),
)


@dataclass(frozen=True)
class Happened:
    """One line of a history: the day, in words, a detail, who wrote it, an icon; its record, and what it leads to.

    `leads` is the key of what can be opened: an animal of the family, a place, a case, or the record itself.
    """

    on: dt.date
    words: str
    detail: str
    who: str
    icon: str
    kind: str
    id: int
    leads: int
    entry: int


def history(
    session: Session, animal_id: int, limit: int = 30, kinds: Collection[str] = STEPS, until: dt.date = dt.date.max
) -> list[Happened]:
    """The last that happened to an animal by a day and was not taken back: everything, or what is of these kinds."""
    asked = _lines(tuple(kind for kind in STEPS if kind in kinds), i18n.language())
    said = {"animal": animal_id, "most": limit, "until": until, "treats": treats(session)}
    return [_told(row) for row in session.execute(asked, said)]


@lru_cache
def _lines(kinds: tuple[str, ...], _language: str) -> Select[Any]:
    """Put together once for these kinds and a language, in which terms and partners are named."""
    animal: Any = bindparam("animal", type_=Integer)
    lines = union_all(*(WHOLE[kind](animal) for kind in kinds)).subquery()
    return (
        select(*lines.c, Person.name.label("who"))
        .outerjoin(Entry, Entry.id == lines.c.entry_id)
        .outerjoin(Person, Person.id == Entry.person_id)
        .where(lines.c.on <= bindparam("until", type_=Date))
        .order_by(lines.c.on.desc(), lines.c.entry_id.desc(), lines.c.step.desc(), lines.c.id.desc())
        .limit(bindparam("most", type_=Integer))
    )


def _told(row: Any) -> Happened:
    words, detail, icon = TELL[row.kind](row)
    return Happened(row.on, words, detail, row.who or "", icon, row.kind, row.id, row.leads or 0, row.entry_id or 0)


def _tell_act(row: Any) -> tuple[str, str, str]:
    with_partner, alone, icon = MODES[row.text0]
    words = _(with_partner).format(partner=row.text1) if with_partner and row.text1 else _(alone)
    n = abs(int(row.number))
    many = ngettext("{n} animal", "{n} animals", n).format(n=n) if n > 1 else ""
    return words, " · ".join(part for part in (row.text2, many) if part), icon


def _tell_result(row: Any) -> tuple[str, str, str]:
    outcome = _(dict(OUTCOMES)[Outcome(row.text1)])
    return f"{row.text0} {row.number}: {outcome}", row.text2 or "", "test-pipe"


def _tell_finding(row: Any) -> tuple[str, str, str]:
    return _(ABOUT[row.text0]).format(value=_(row.text1)), _(dict(CONFIDENCES)[row.text2]), "dna"


def _tell_parent(row: Any) -> tuple[str, str, str]:
    sire, special = row.text0 == ParentRole.SIRE, {kind.value: words for kind, words in SPECIALS}
    who = _(special[row.text1]).partition(":")[0] if row.text1 in special else row.text1
    words = _("Sire: {animal}") if sire else _("Dam: {animal}")
    return words.format(animal=who), _likely(row, row.text2), "sitemap"


def _tell_offspring(row: Any) -> tuple[str, str, str]:
    who = " ".join(part for part in (row.text1, row.text2) if part)
    return _("Offspring: {animal}").format(animal=who), _likely(row), "sitemap"


def _likely(row: Any, more: str | None = None) -> str:
    return " · ".join(part for part in ("" if row.number == 100 else f"{row.number} %", more) if part)


def _tell_eggs(row: Any) -> tuple[str, str, str]:
    words = {
        ClutchAct.LAID: _("Eggs laid: {n} ({clutch})"),
        ClutchAct.IDENTIFIED: _("With young ({clutch})"),
        ClutchAct.HATCHED: _("Came of {clutch}"),
    }
    return words[ClutchAct(row.text0)].format(n=row.number, clutch=row.text1), "", "egg"


def _tell_size(row: Any) -> tuple[str, str, str]:
    return _("Colony: {size}").format(size=colony_sizes.words(row.number, row.text0 == "yes")), row.text1 or "", "sum"


def _tell_weight(row: Any) -> tuple[str, str, str]:
    guessed = _("estimated") if row.text2 else ""
    words = _("Weight {weight}").format(weight=Weight(row.number, row.text0).show())
    return words, " · ".join(part for part in (guessed, row.text1) if part), "weight"


def _tell_merge(row: Any) -> tuple[str, str, str]:
    words = _("Stands for {record} too") if row.text1 else _("{record} stands for it")
    return words.format(record=row.text0), "", "arrows-join"


WHOLE: Final = {**PARTS, **history_medical.PARTS}
TELL: Final[Mapping[str, Any]] = {
    **history_medical.TELL,
    "transaction": _tell_act,
    "stay": lambda row: (_("Moved to {place}").format(place=f"{row.text0} · {row.text1}"), row.text2 or "", "map-pin"),
    "quarantine_result": _tell_result,
    "quarantine_case": lambda row: (_("Released from quarantine"), row.text0 or "", "shield-check"),
    "determination": _tell_finding,
    "parentage": _tell_parent,
    "offspring": _tell_offspring,
    "animal_name": lambda row: (_("Was called {name} until then").format(name=row.text0), "", "pencil"),
    "measure": _tell_weight,
    "clutch_event": _tell_eggs,
    "colony_size": _tell_size,
    "record_merge": _tell_merge,
    "document": lambda row: (_("Paper {number}").format(number=row.text1), "", "file-certificate"),
    "media_link": lambda row: (
        row.text0 or (_("Scan") if row.text2 else _("Photo")), row.text1 or "", "paperclip" if row.text2 else "camera"
    ),
}
