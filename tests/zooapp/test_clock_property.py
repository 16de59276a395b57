"""Random ways into quarantine units: a restart never shortens, and a correction leaves nothing behind (R45, R46)."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from tests.builders import TODAY, Zoo
from tests.quarantined import BY_ORDER, DAY, enter, veterinarian
from zooapp.database import Database
from zooapp.models import QuarantineCase, QuarantineDays, QuarantineEntry, Scope
from zooapp.quarantine.clocks import clock
from zooapp.services import protocols, quarantine
from zooapp.services.quarantine import set_days
from zooapp.work import ALL, Actor, Work

LATER = dt.date(2025, 6, 1)
TAXA = ("Ursus arctos", "Panthera leo", "Bos grunniens", "Aix galericulata", "Cacatua alba")
CARNIVORES = TAXA[:2]
newcomers = st.lists(
    st.tuples(st.sampled_from(TAXA), st.integers(0, 60), st.sampled_from(["Q1", "Q2"])), max_size=5
)
examples = settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


class Enough(Exception):
    """Ends an example; what it wrote is gone."""


@contextmanager
def example(sqlite: Database, boss: Actor) -> Iterator[Work]:
    sqlite.clock.day = LATER
    with pytest.raises(Enough), sqlite.work(boss, "newcomers", accept=ALL) as work:
        yield work
        raise Enough


def on_day(n: int) -> dt.date:
    return TODAY + n * DAY


def end(work: Work, case: int) -> dt.date:
    return clock(work.session, [case], LATER)[case].ends


@examples
@given(came=newcomers)
def test_R46_a_restart_never_shortens_and_another_order_never_restarts(
    sqlite: Database, zoo: Zoo, boss: Actor, came: list[tuple[str, int, str]]
) -> None:
    with example(sqlite, boss) as work:
        case = enter(work, zoo, "Ursus arctos")
        before = end(work, case)
        for taxon, day, unit in came:
            enter(work, zoo, taxon, on_day(day), unit)
            after = end(work, case)
            assert after >= before
            assert after == before or (taxon in CARNIVORES and unit == "Q1")
            before = after
        felt = [day for taxon, day, unit in came if taxon in CARNIVORES and unit == "Q1"]
        assert before == on_day(max(felt, default=0) + 30)


@examples
@given(came=newcomers, which=st.integers(0, 4))
def test_R46_an_entry_taken_back_by_correction_restores_every_clock(
    sqlite: Database, zoo: Zoo, boss: Actor, came: list[tuple[str, int, str]], which: int
) -> None:
    with example(sqlite, boss) as work:
        cases = [enter(work, zoo, "Ursus arctos"), enter(work, zoo, "Bos grunniens", unit="Q2")]
        cases += [enter(work, zoo, taxon, on_day(day), unit) for taxon, day, unit in came]
        before = clock(work.session, cases, LATER)
        taxon, day, unit = came[which % len(came)] if came else ("Panthera leo", 10, "Q1")
        wrong = enter(work, zoo, taxon, on_day(day), unit)
        entry = work.session.scalars(select(QuarantineEntry.id).where(QuarantineEntry.case_id == wrong)).one()
        quarantine.void_entry(work, entry)
        assert clock(work.session, cases, LATER) == before
        assert work.get(QuarantineCase, wrong).voided_by is not None


@examples
@given(days=st.lists(st.integers(0, 90), min_size=1, max_size=4))
def test_R45_the_days_that_were_set_last_count_and_taken_back_those_before(
    sqlite: Database, zoo: Zoo, boss: Actor, days: list[int]
) -> None:
    vet = veterinarian(zoo)
    with example(sqlite, vet) as work:
        case = enter(work, zoo, "Ursus arctos")
        told = [30]
        for n in days:
            set_days(work, case, n, "as found", "password")
            told.append(n)
            assert end(work, case) == on_day(n)
        while len(told) > 1:
            told.pop()
            last = work.session.scalars(
                select(QuarantineDays).where(QuarantineDays.voided_by.is_(None)).order_by(QuarantineDays.id.desc())
            ).first()
            assert last is not None
            work.void(last)
            assert end(work, case) == on_day(told[-1])


@examples
@given(scope=st.sampled_from(list(Scope)), came=newcomers)
def test_R47_a_wider_scope_never_ends_earlier(
    sqlite: Database, zoo: Zoo, boss: Actor, scope: Scope, came: list[tuple[str, int, str]]
) -> None:
    with example(sqlite, boss) as work:
        case = enter(work, zoo, "Ursus arctos")
        for taxon, day, unit in came:
            enter(work, zoo, taxon, on_day(day), unit)
        found: list[dt.date] = []
        for wider in (scope, Scope.ALL):
            made = protocols.new_edition(work, zoo.protocols[BY_ORDER], f"{wider}-{len(found)}", {"scope": wider})
            protocols.change_edition(work, [case], made.id, "to try")
            found.append(end(work, case))
        assert found[0] <= found[1]
