"""Necropsies: the report on a carcass, which grows until the final diagnosis, and the samples taken from it."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from sqlalchemy import select

from zooapp.booking import refuse_future
from zooapp.errors import Invalid, Problem
from zooapp.i18n import _
from zooapp.models import Mode, Necropsy, NecropsySample, Posting, Transaction
from zooapp.permission import Permission
from zooapp.work import Work, needs

PARTS: Final = ("tissue", "fixative", "lab", "permit")


@needs(Permission.TREAT)
def write(work: Work, animal_id: int, values: Mapping[str, Any], samples: str = "") -> int:
    """A report on a carcass of this record; `values` are fields of Necropsy, `samples` as `read_samples` takes them."""
    work.touch(animal_id)
    _refuse_living(work, animal_id, values)
    made = work.add(Necropsy(animal_id=animal_id, **values)).id
    _put_samples(work, made, samples)
    return made


@needs(Permission.TREAT)
def amend(work: Work, necropsy_id: int, version: int, values: Mapping[str, Any], samples: str = "") -> int:
    """The report grows or is put right; samples that are no longer named are taken back."""
    animal = work.get(Necropsy, necropsy_id).animal_id
    work.touch(animal)
    _refuse_living(work, animal, {"on": work.get(Necropsy, necropsy_id).on, **values})
    work.amend(Necropsy, necropsy_id, version, values)
    _put_samples(work, necropsy_id, samples)
    return necropsy_id


def read_samples(text: str) -> Iterator[dict[str, str]]:
    """One a line: tissue; kept in; laboratory; permit. Raises Invalid, beside "samples", for a line of more parts."""
    for line in filter(None, map(str.strip, text.splitlines())):
        said = [part.strip() for part in line.split(";")]
        if len(said) > len(PARTS) or not said[0]:
            raise Invalid(Problem("samples", _("A line each: tissue; kept in; laboratory; permit.")))
        yield {name: part for name, part in zip(PARTS, said, strict=False) if part}


def show_samples(samples: list[NecropsySample]) -> str:
    """The same text, of what was kept."""
    lines = ("; ".join(getattr(one, name) or "" for name in PARTS) for one in samples)
    return "\n".join(line.rstrip("; ") for line in lines)


def _put_samples(work: Work, necropsy_id: int, text: str) -> None:
    wanted = list(read_samples(text))
    mine = select(NecropsySample).where(NecropsySample.necropsy_id == necropsy_id, NecropsySample.voided_by.is_(None))
    for one in work.session.scalars(mine.order_by(NecropsySample.id)).all():
        said = {name: value for name in PARTS if (value := getattr(one, name))}
        if said in wanted:
            wanted.remove(said)
        else:
            work.void(one)
    for said in wanted:
        work.add(NecropsySample(necropsy_id=necropsy_id, **said))


def _refuse_living(work: Work, animal_id: int, values: Mapping[str, Any]) -> None:
    refuse_future(work, values["on"])
    died = select(Posting.id).join(Transaction, Transaction.id == Posting.transaction_id)
    died = died.where(Posting.animal_id == animal_id, Posting.mode == Mode.DEATH, Transaction.voided_by.is_(None))
    if work.session.scalar(died.where(Posting.on <= values["on"]).limit(1)) is None:
        raise Invalid(Problem("on", _("No death is written down by that day.")))
