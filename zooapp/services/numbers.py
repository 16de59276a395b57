"""Numbers that are given out once and in order: local ids and whatever else has a series (ledger.md 2.11)."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from zooapp import settings
from zooapp.models import Identifier, MarkKind, NumberSeries, Setting
from zooapp.permission import Permission
from zooapp.work import Work, needs


@needs(Permission.ACCESSION)
def next_number(work: Work, series: str) -> int:
    """The next number of a series. It is given out with this work; if the work fails, nobody has it."""
    row = _locked(work, series)
    number = row.next
    row.next = number + 1
    work.session.flush()
    return number


@needs(Permission.ACCESSION)
def take_local_ids(work: Work, year: int, n: int) -> list[str]:
    """The next `n` local ids of a year, as the zoo writes them. None of them is ever given out again (R23)."""
    row = _locked(work, f"local_id:{year}")
    ids, row.next = _free(work.session, year, row.next, n)
    work.session.flush()
    return ids


@needs(Permission.ACCESSION)
def burn_local_ids(work: Work, year: int, n: int) -> list[str]:
    """Local ids that go onto a printed list, label or crate: used up, even if the draft is thrown away (R107)."""
    return take_local_ids(work, year, n)


def preview_local_ids(session: Session, year: int, n: int) -> list[str]:
    """What the next local ids are about to be; they are fixed when saved (ledger.md 2.11)."""
    begun = session.scalar(select(NumberSeries.next).where(NumberSeries.name == f"local_id:{year}"))
    return _free(session, year, begun or 1, n)[0]


def _free(session: Session, year: int, first: int, n: int) -> tuple[list[str], int]:
    """`n` local ids from `first` on that nobody wrote by hand, and the number after them."""
    form = settings.value(session, "local_id_format")
    us = settings.our_institution(session)
    found: list[str] = []
    while len(found) < n:
        wanted = n - len(found)
        texts = [form.format(year=year % 100, full_year=year, n=number) for number in range(first, first + wanted)]
        taken = select(Identifier.value).where(Identifier.institution_id == us, Identifier.value.in_(texts))
        used = set(session.scalars(taken.where(Identifier.kind == MarkKind.LOCAL_ID)))
        found += [text for text in texts if text not in used]
        first += wanted
    return found, first


def _locked(work: Work, series: str) -> NumberSeries:
    """The row of a series, held until the work ends, so that two workstations never get the same number."""
    if (row := _held(work.session, series)) is not None:
        return row
    # Nothing to hold yet: all who begin a series wait for one another at the collection's first setting.
    work.session.execute(select(Setting.id).where(Setting.name == "our_institution").with_for_update())
    return _held(work.session, series) or work.add(NumberSeries(name=series, next=1))


def _held(session: Session, series: str) -> NumberSeries | None:
    wanted = select(NumberSeries).where(NumberSeries.name == series).with_for_update()
    return session.scalars(wanted.execution_options(populate_existing=True)).one_or_none()
