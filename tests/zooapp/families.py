"""A family of lions for the tests of parents: a cub, a lion, a lioness; and what stands in the books."""

import datetime as dt

import pytest
from sqlalchemy import select

from tests.builders import Zoo, arrive
from zooapp.database import Database
from zooapp.models import Parentage, ParentRole, Taxon
from zooapp.values.dates import FuzzyDate
from zooapp.work import ALL, Actor, Work

LION, BEAR, DUCK = "Panthera leo", "Ursus arctos", "Aix galericulata"
SIRE, DAM = ParentRole.SIRE, ParentRole.DAM
BORN = dt.date(2024, 5, 3)


def born(work: Work, animal: int, on: FuzzyDate | dt.date) -> int:
    """Give an animal its birth."""
    record = work.touch(animal)
    record.born = on if isinstance(on, FuzzyDate) else FuzzyDate.exact(on)
    work.session.flush()
    return animal


@pytest.fixture(name="family")
def lions(database: Database, zoo: Zoo, boss: Actor) -> tuple[int, int, int]:
    """A cub of May 2024, a lion and a lioness of 2018."""
    with database.work(boss, "lions", ALL) as work:
        cub = born(work, arrive(work, zoo, LION, "0.0.1", local_id="24-0100"), BORN)
        lion, lioness = (arrive(work, zoo, LION, count) for count in ("1.0.0", "0.1.0"))
        for old in (lion, lioness):
            born(work, old, FuzzyDate.year(2018))
        taxon = work.get(Taxon, zoo.taxa[LION])
        taxon.maturity_m, taxon.maturity_f, taxon.carried_least, taxon.carried_most = 24, 24, 105, 119
        work.get(Taxon, zoo.taxa["Mammalia"]).lays_eggs = False
        work.get(Taxon, zoo.taxa["Aves"]).lays_eggs = True
    return cub, lion, lioness


def live(database: Database, child: int) -> list[tuple[str, int | None, str | None, int]]:
    """The parents of a child that hold: role, record, special value, percent."""
    with database.read() as session:
        rows = select(Parentage).where(Parentage.animal_id == child, Parentage.voided_by.is_(None))
        found = session.scalars(rows.order_by(Parentage.id)).all()
        return [(row.role.value, row.parent_id, row.special and row.special.value, row.percent) for row in found]


