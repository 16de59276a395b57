"""Two records of one animal become one: the kept record stands for the dropped one, and an undo parts them (R24, G13).

Nothing is deleted: acts are voided or written again, the dropped record is taken back and stays readable.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from zooapp.booking import Account, Act, book, into, out_of
from zooapp.errors import Invalid, Level, Problem
from zooapp.i18n import _, ngettext
from zooapp.models import (
    Animal,
    AnimalKind,
    AnimalName,
    Determination,
    Mode,
    Parentage,
    Posting,
    RecordMerge,
    Transaction,
)
from zooapp.permission import Permission
from zooapp.services import corrections
from zooapp.services.carrying import Heir, carry
from zooapp.services.identifiers import local_id
from zooapp.values.counts import SexCount
from zooapp.work import Work, needs

KEPT_FIELDS = ("house_name", "born", "origin", "birthplace", "note")
PARTS = ("m", "f", "u")
Line = tuple[int, int, int, str]  # taxon, holder, owner, sex


@dataclass(frozen=True)
class Fit:
    """Which acts of the dropped record go over, and which would count the animal twice: ids of transactions.

    `again` are arrivals of one that stood with a partner: it came back from the account that is named (R24).
    """

    over: frozenset[int]
    back: frozenset[int]
    again: Mapping[int, Account]


@needs(Permission.CORRECT)
def join_records(work: Work, keep: int, drop: int, version: int, values: Mapping[str, Any]) -> int:
    """Let one record stand for another of the same animal: the id of the merge.

    `values` are fields of the kept animal (read at `version`) that take what the dropped one says. Raises Invalid when
    they cannot be one animal; warns of acts that are taken back since both records tell them.
    """
    kept, dropped = work.get(Animal, keep), work.get(Animal, drop)
    if errors := refusals(work.session, kept, dropped):
        raise Invalid(errors)
    if wrong := [name for name in values if name not in KEPT_FIELDS]:
        raise Invalid([Problem(name, _("This is not chosen here.")) for name in wrong])
    names = {kept.house_name, dropped.house_name}
    work.amend(Animal, keep, version, values)
    for animal in (kept, dropped):
        work.touch(animal)
    fit = fitting(work.session, keep, drop)
    if fit.back:
        work.warn(taken_back(work.session, drop, len(fit.back)))
    _acts(work, Heir(keep, drop), fit)
    carry(work, Heir(keep, drop))
    for name in sorted(filter(None, names - {kept.house_name})):
        work.add(AnimalName(animal_id=keep, text=name, until=work.today))
    work.void(dropped)
    return work.add(RecordMerge(kept_id=keep, dropped_id=drop, on=work.today)).id


def refusals(session: Session, kept: Animal, dropped: Animal) -> list[Problem]:
    """Why two records cannot be those of one animal."""
    if kept.id == dropped.id:
        return [Problem("drop_id", _("This is the same record."))]
    if kept.voided_by is not None or dropped.voided_by is not None:
        return [Problem("drop_id", _("This was taken back already."))]
    if {kept.kind, dropped.kind} != {AnimalKind.INDIVIDUAL}:
        return [Problem("drop_id", _("Only single animals: a group is merged into a group."))]
    books = _books(session, (kept.id, dropped.id))
    mine, theirs = books.get(kept.id), books.get(dropped.id)
    if mine and theirs and (problem := _unlike(session, mine, theirs)) is not None:
        return [problem]
    both = Parentage.animal_id.in_((kept.id, dropped.id)), Parentage.parent_id.in_((kept.id, dropped.id))
    if session.scalar(select(Parentage.id).where(*both, Parentage.voided_by.is_(None)).limit(1)) is not None:
        return [Problem("drop_id", _("One of them is the parent of the other."))]
    return []


def _unlike(session: Session, mine: Sequence["_Act"], theirs: Sequence["_Act"]) -> Problem | None:
    """What the books say against it."""
    one, other = _last(mine), _last(theirs)
    if one[0] != other[0]:
        return Problem("drop_id", _("They differ in taxon: put that right first."))
    if one[3] != other[3]:
        return Problem("drop_id", _("They differ in sex: put that right first."))
    if theirs[0].on < mine[0].on:
        words = _("{who} is the older record: keep that one.")
        return Problem("drop_id", words.format(who=local_id(session, theirs[0].animal_id)))
    return None


def taken_back(session: Session, drop: int, n: int) -> Problem:
    """The warning for acts that both records tell."""
    words = ngettext("{n} act of {who} is taken back: told twice.", "{n} acts of {who} are taken back: told twice.", n)
    return Problem("drop_id", words.format(n=n, who=local_id(session, drop)), Level.WARNING)


def fitting(session: Session, keep: int, drop: int) -> Fit:
    """Add the acts of the dropped record to those of the kept one, in order, as long as there is one animal."""
    books = _books(session, (keep, drop))
    counted, theirs = list(books.get(keep, ())), books.get(drop, [])
    over, again = set[int](), dict[int, Account]()
    for act in theirs:
        before = _standing(one for one in counted if one.place <= act.place)
        for way in (act, _from_there(act, before)):
            if way is not None and _is_one(sorted([*counted, way], key=lambda one: one.place)):
                counted.append(way)
                if way is act:
                    over.add(act.id)
                else:
                    again[act.id] = Account(keep, *next(line for line, n in before.items() if n)[:3])
                break
    return Fit(frozenset(over), frozenset(act.id for act in theirs) - over - again.keys(), again)


def standing_for(session: Session, animal: int) -> list[int]:
    """The record itself, and all that it stands for."""
    found, fresh = [animal], [animal]
    while fresh:
        query = select(RecordMerge.dropped_id).where(RecordMerge.kept_id.in_(fresh), RecordMerge.voided_by.is_(None))
        fresh = list(session.scalars(query.order_by(RecordMerge.id)))
        found += fresh
    return found


@dataclass(frozen=True)
class _Act:
    """One act as one animal has part in it; `place` is its place in the order of the days."""

    id: int
    animal_id: int
    on: dt.date
    mode: Mode
    place: tuple[Any, ...]
    lines: tuple[tuple[Line, int], ...]


def _books(session: Session, animals: Sequence[int]) -> dict[int, list[_Act]]:
    """The live acts of each animal, in order."""
    rows = session.scalars(
        select(Posting)
        .join(Transaction, Transaction.id == Posting.transaction_id)
        .where(Posting.animal_id.in_(animals), Transaction.voided_by.is_(None))
        .order_by(Posting.on, Posting.seq, Posting.transaction_id, Posting.id)
    ).all()
    lines: dict[tuple[int, int], list[tuple[Line, int]]] = {}
    heads = {(row.animal_id, row.transaction_id): row for row in rows}
    for row in rows:
        account = (row.taxon_id, row.holder_id, row.owner_id)
        said = lines.setdefault((row.animal_id, row.transaction_id), [])
        said += [((*account, part), n) for part in PARTS if (n := getattr(row, part))]
    books: dict[int, list[_Act]] = {}
    for (animal, act), row in heads.items():
        place = (row.on, row.seq, animals.index(animal), act)
        books.setdefault(animal, []).append(_Act(act, animal, row.on, row.mode, place, tuple(lines[animal, act])))
    return books


def _last(acts: Sequence[_Act]) -> Line:
    """The last account on which the animal came to stand."""
    return next(line for act in reversed(acts) for line, n in act.lines if n > 0)


def _standing(acts: Iterable[_Act]) -> Counter[Line]:
    standing: Counter[Line] = Counter()
    for act in acts:
        standing.update(dict(act.lines))
    return standing


def _from_there(act: _Act, before: Counter[Line]) -> _Act | None:
    """An arrival of one that stands with a partner, as the return from there; None for any other act."""
    there = [line for line, n in before.items() if n]
    if act.mode is not Mode.ARRIVAL or len(there) != 1 or there[0][1] == act.lines[0][0][1]:
        return None
    return replace(act, lines=((there[0], -1), *act.lines))


def _is_one(acts: Iterable[_Act]) -> bool:
    """Whether the acts, in order, never count fewer than none nor more than one."""
    standing: Counter[Line] = Counter()
    for act in acts:
        standing.update(dict(act.lines))
        if min(standing.values(), default=0) < 0 or sum(standing.values()) > 1:
            return False
    return True


def _acts(work: Work, heir: Heir, fit: Fit) -> None:
    """Write the acts again that go over; void, or write again without this animal, those that do not."""
    ids = fit.back | fit.over | fit.again.keys()
    for act in work.session.scalars(select(Transaction).where(Transaction.id.in_(ids)).order_by(Transaction.id)).all():
        if act.id in fit.over:
            corrections.rewrite(work, [act], _instead(heir.drop, {"animal_id": heir.keep}))
        elif act.id in fit.again:
            came = next(_last([one]) for one in _books(work.session, [heir.drop])[heir.drop] if one.id == act.id)
            _take_out(work, heir, act)
            _book_return(work, act, fit.again[act.id], came)
        else:
            _take_out(work, heir, act)


def _take_out(work: Work, heir: Heir, act: Transaction) -> None:
    """The act goes on without the dropped record, or not at all."""
    known = select(Determination).where(Determination.transaction_id == act.id, Determination.voided_by.is_(None))
    for finding in work.session.scalars(known.where(Determination.animal_id == heir.drop)).all():
        work.void(finding)
    others = select(Posting.id).where(Posting.transaction_id == act.id, Posting.animal_id != heir.drop)
    if work.session.scalar(others.limit(1)) is None:
        work.void(act)
    else:
        corrections.rewrite(work, [act], _instead(heir.drop, dict.fromkeys(PARTS, 0)))


def _book_return(work: Work, act: Transaction, there: Account, came: Line) -> None:
    taxon, holder, owner, part = came
    one = SexCount(**{name: int(name == part) for name in PARTS})
    facts = {name: getattr(act, name) for name in ("on", "term_id", "partner_id", "note", "time", "when", "line_id")}
    home = Account(there.animal_id, taxon, holder, owner)
    book(work, Mode.TRANSFER, Act(**facts, replaces_id=act.id), [out_of(there, one), into(home, one)])


def _instead(drop: int, values: Mapping[str, int]) -> corrections.Recount:
    return lambda posting: values if posting.animal_id == drop else {}
