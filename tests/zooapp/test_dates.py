"""Fuzzy dates: typed by hand, shown, read back, put in order, and turned into ages."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zooapp.errors import Invalid
from zooapp.values.ages import Order, age, order
from zooapp.values.dates import DateKind, FuzzyDate, latest_possible
from zooapp.values.spans import Unit, midpoint, shift

TODAY = dt.date(2024, 11, 20)
days = st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31))
units = st.sampled_from(Unit)
ranges = st.tuples(days, days).map(lambda ends: FuzzyDate.between(min(ends), max(ends)))
fuzzy = st.one_of(
    days.map(FuzzyDate.exact),
    days.map(FuzzyDate.by),
    days.map(FuzzyDate.since),
    st.integers(1900, 2100).map(FuzzyDate.year),
    ranges,
    st.builds(FuzzyDate.around, days, st.integers(1, 99), units, units),
    st.just(FuzzyDate.undetermined()),
    st.just(FuzzyDate.indeterminate()),
)


def d(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def parse(text: str) -> FuzzyDate:
    return FuzzyDate.parse(text, TODAY)


@pytest.mark.parametrize(
    ("first", "last", "middle"),
    [
        ("2020-05-09", "2020-05-17", "2020-05-13"),
        ("1975-01-01", "1975-02-01", "1975-01-16"),
        ("1975-01-01", "1975-01-03", "1975-01-02"),
        ("2020-05-09", "2020-05-10", "2020-05-09"),
    ],
)
def test_G8_R14_a_range_stands_at_its_middle(first: str, last: str, middle: str) -> None:
    assert midpoint(d(first), d(last)) == d(middle)
    assert FuzzyDate.between(d(first), d(last)).nominal == d(middle)


@given(fuzzy)
def test_R17_the_nominal_day_lies_within_the_bounds(date: FuzzyDate) -> None:
    bounds = [day for day in (date.earliest, date.nominal, date.latest) if day]
    assert bounds == sorted(bounds)


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "kind"),
    [
        ("2019", "2019-01-01", "2019-12-31", DateKind.RANGE),
        ("~2019", "2018-01-01", "2020-12-31", DateKind.PLUS_MINUS),
        ("~ 2020 ±1 y", "2019-01-01", "2021-12-31", DateKind.PLUS_MINUS),
        ("2019 +/- 2 years", "2017-01-01", "2021-12-31", DateKind.PLUS_MINUS),
        ("Apr 2020 ±1 mo", "2020-03-01", "2020-05-31", DateKind.PLUS_MINUS),
        ("April 2020 ± 1 month", "2020-03-01", "2020-05-31", DateKind.PLUS_MINUS),
        ("31 Mar 2020 ±1 mo", "2020-02-29", "2020-04-30", DateKind.PLUS_MINUS),
        ("14 Feb 2020 ±3 d", "2020-02-11", "2020-02-17", DateKind.PLUS_MINUS),
        ("<2019-05", None, "2019-05-31", DateKind.BEFORE),
        ("by May 2019", None, "2019-05-31", DateKind.BEFORE),
        ("By 20 Nov 2024", None, "2024-11-20", DateKind.BEFORE),
        (">2019", "2019-01-01", None, DateKind.AFTER),
        ("since May 2019", "2019-05-01", None, DateKind.AFTER),
        ("2021-2022", "2021-01-01", "2022-12-31", DateKind.RANGE),
        ("2021–2022", "2021-01-01", "2022-12-31", DateKind.RANGE),
        ("2021 to 2022", "2021-01-01", "2022-12-31", DateKind.RANGE),
        ("2020-05-09…2020-05-17", "2020-05-09", "2020-05-17", DateKind.RANGE),
        ("2020-05-09-2020-05-17", "2020-05-09", "2020-05-17", DateKind.RANGE),
        ("9–17 May 2020", "2020-05-09", "2020-05-17", DateKind.RANGE),
        ("9 May – 3 Jul 2020", "2020-05-09", "2020-07-03", DateKind.RANGE),
        ("May–Jul 2020", "2020-05-01", "2020-07-31", DateKind.RANGE),
        ("14 Feb 2020", "2020-02-14", "2020-02-14", DateKind.EXACT),
        ("February 14, 2020", "2020-02-14", "2020-02-14", DateKind.EXACT),
        ("2020-02-14", "2020-02-14", "2020-02-14", DateKind.EXACT),
        ("14.02.2020", "2020-02-14", "2020-02-14", DateKind.EXACT),
        ("14 февраля 2020 г.", "2020-02-14", "2020-02-14", DateKind.EXACT),
        ("14 фев. 2020", "2020-02-14", "2020-02-14", DateKind.EXACT),
        ("2020년 2월 14일", "2020-02-14", "2020-02-14", DateKind.EXACT),
        ("2020. 2. 14.", "2020-02-14", "2020-02-14", DateKind.EXACT),
        ("  May   2019 ", "2019-05-01", "2019-05-31", DateKind.RANGE),
        ("май 2019", "2019-05-01", "2019-05-31", DateKind.RANGE),
        ("2019년 5월", "2019-05-01", "2019-05-31", DateKind.RANGE),
        ("05.2019", "2019-05-01", "2019-05-31", DateKind.RANGE),
        ("2019년", "2019-01-01", "2019-12-31", DateKind.RANGE),
        ("today", "2024-11-20", "2024-11-20", DateKind.EXACT),
        ("Yesterday", "2024-11-19", "2024-11-19", DateKind.EXACT),
        ("tomorrow", "2024-11-21", "2024-11-21", DateKind.EXACT),
        ("Сегодня", "2024-11-20", "2024-11-20", DateKind.EXACT),
        ("вчера", "2024-11-19", "2024-11-19", DateKind.EXACT),
        ("오늘", "2024-11-20", "2024-11-20", DateKind.EXACT),
        ("어제", "2024-11-19", "2024-11-19", DateKind.EXACT),
        ("unknown", None, None, DateKind.UNDETERMINED),
        ("?", None, None, DateKind.UNDETERMINED),
        ("cannot be known", None, None, DateKind.INDETERMINATE),
    ],
)
def test_a_date_is_typed_by_hand(text: str, earliest: str | None, latest: str | None, kind: DateKind) -> None:
    date = parse(text)
    ends = tuple(end and end.isoformat() for end in (date.earliest, date.latest))
    assert (*ends, date.kind) == (earliest, latest, kind)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "Write it like"),
        ("spring", "Write it like"),
        ("14 Feb", "Write it like"),
        ("14 Feb 20", "Write it like"),
        ("ju 2020", "Write it like"),
        ("0000", "Write it like"),
        ("by unknown", "Write it like"),
        ("05/06/2020", "Day or month first"),
        ("31 Feb 2021", "no such day"),
        ("2021-13", "no such day"),
        ("2022-2021", "Ends before it begins"),
        ("~2018-2020", "one day, month or year"),
        ("2019 ±0 y", "at least 1"),
    ],
)
def test_what_cannot_be_read_is_refused_in_few_words(text: str, words: str) -> None:
    with pytest.raises(Invalid, match=words) as refused:
        parse(text)
    assert len(str(refused.value)) < 60


@given(fuzzy)
def test_what_is_shown_reads_back(date: FuzzyDate) -> None:
    assert parse(date.show()) == date


@given(st.text(max_size=20))
def test_no_text_breaks_the_reading(text: str) -> None:
    try:
        date = parse(text)
    except Invalid:
        return
    assert parse(date.show()) == date


@pytest.mark.parametrize(
    ("text", "shown", "read_as"),
    [
        ("~2019", "~2019", "some day in 2018 to 2020"),
        ("2019", "2019", "some day in 2019"),
        ("2021-2022", "2021–2022", "some day in 2021 to 2022"),
        ("<2024-11", "by Nov 2024", "30 Nov 2024 or earlier"),
        (">2019", "since 2019", "1 Jan 2019 or later"),
        ("Apr 2020 ±1 mo", "Apr 2020 ±1 mo", "some day in Mar 2020 to May 2020"),
        ("14 Feb 2020", "14 Feb 2020", "exactly 14 Feb 2020"),
        ("9–17 May 2020", "9 May 2020 – 17 May 2020", "some day from 9 May 2020 to 17 May 2020"),
        ("unknown", "unknown", "not known now, may be found out"),
        ("cannot be known", "cannot be known", "not known, and never can be"),
    ],
)
def test_a_date_is_shown_short_and_read_back_in_words(text: str, shown: str, read_as: str) -> None:
    assert (parse(text).show(), parse(text).read_as()) == (shown, read_as)


def test_months_and_days_are_shown_in_other_languages() -> None:
    assert parse("May 2019").show("ru") == "май 2019"
    assert parse("May 2019").show("ko_KP") == "2019년 5월"
    assert parse("14 Feb 2020").show("ko_KR") == "2020. 2. 14."


@pytest.mark.parametrize("code", ["ru", "ko_KP", "ko_KR"])
@given(date=st.one_of(days.map(FuzzyDate.exact), ranges))
def test_days_and_ranges_read_back_from_other_languages(code: str, date: FuzzyDate) -> None:
    assert parse(date.show(code)) == date


@pytest.mark.parametrize(
    ("first", "second", "verdict"),
    [
        ("14 Feb 2020", "13 Feb 2020", Order.IMPOSSIBLE),
        ("2020", "2019", Order.IMPOSSIBLE),
        ("since 2020", "by 2019", Order.IMPOSSIBLE),
        ("2019", "14 Feb 2019", Order.DOUBTFUL),
        ("~2022", "2022", Order.DOUBTFUL),
        ("14 Feb 2020", "14 Feb 2020", Order.OK),
        ("2019", "2019", Order.OK),
        ("2015", "20 Nov 2024", Order.OK),
        ("2024", "by 20 Nov 2024", Order.DOUBTFUL),
        ("2015", "by 20 Nov 2024", Order.OK),
        ("unknown", "2019", Order.OK),
    ],
)
def test_R18_two_days_are_in_order_doubtful_or_impossible(first: str, second: str, verdict: Order) -> None:
    assert order(parse(first), parse(second)) is verdict


@given(fuzzy, fuzzy)
def test_R18_only_days_that_cannot_meet_are_impossible_both_ways(one: FuzzyDate, other: FuzzyDate) -> None:
    verdicts = {order(one, other), order(other, one)}
    assert verdicts != {Order.IMPOSSIBLE}
    assert order(one, one) is Order.OK


def test_R19_the_age_of_an_animal_born_in_2015() -> None:
    found = age(parse("2015"), TODAY)
    assert found is not None
    assert found.most is not None
    spans = [(e.years, e.months, e.days, e.total) for e in (found.most, found.least, found.nominal)]
    assert spans == [(9, 10, 19, 3611), (8, 10, 20, 3247), (9, 4, 18, 3429)]
    assert (found.show(), found.short()) == ("~9 y (8–9 y)", "8–9 y")


def test_R19_the_age_of_a_leap_day_birth() -> None:
    found = age(parse("2020-02-29"), TODAY)
    assert found is not None
    assert (found.nominal.years, found.nominal.months, found.nominal.days, found.nominal.total) == (4, 8, 22, 1726)
    assert found.show() == "4 y 8 mo"


@pytest.mark.parametrize(
    ("born", "shown", "short"),
    [
        ("2021–2022", "~2 y (1–3 y)", "1–3 y"),
        ("1 Nov 2024", "19 d", "19 d"),
        ("20 Nov 2024", "0 d", "0 d"),
        ("20 Nov 2023", "1 y", "1 y"),
        ("May–Jul 2024", "~5 mo (3–6 mo)", "3–6 mo"),
        ("2024", "~4 mo (0–10 mo)", "0–10 mo"),
        ("1–9 May 2019", "~5 y", "~5 y"),
        ("by 2019", "4 y or more", "4 y or more"),
        ("since 2019", "~5 y (0–5 y)", "0–5 y"),
    ],
)
def test_R19_an_age_is_as_exact_as_the_birth(born: str, shown: str, short: str) -> None:
    found = age(parse(born), TODAY)
    assert found is not None
    assert (found.show(), found.short()) == (shown, short)


@pytest.mark.parametrize("born", ["unknown", "cannot be known", "2025", "21 Nov 2024"])
def test_R19_an_unknown_or_later_birth_has_no_age(born: str) -> None:
    assert age(parse(born), TODAY) is None


def test_R20_the_age_at_death_stops_there() -> None:
    found = age(parse("14 Feb 2020"), d("2022-02-13"))
    assert found is not None
    assert found.show() == "1 y 11 mo"


@given(days, days)
def test_an_age_in_parts_leads_back_to_the_day(one: dt.date, other: dt.date) -> None:
    born, on = min(one, other), max(one, other)
    found = age(FuzzyDate.exact(born), on)
    assert found is not None
    whole = shift(born, found.nominal.years * 12 + found.nominal.months, Unit.MONTH)
    assert whole + dt.timedelta(days=found.nominal.days) == on
    assert found.nominal.total == (on - born).days


def test_R102_the_clock_takes_the_latest_possible_day() -> None:
    assert latest_possible(parse("20 Nov 2024"), TODAY) == TODAY
    assert latest_possible(parse("Oct 2024"), TODAY) == d("2024-10-31")
    assert latest_possible(parse("by 2 Nov 2024"), TODAY) == d("2024-11-02")
    assert latest_possible(parse("since 2024"), TODAY) == TODAY
