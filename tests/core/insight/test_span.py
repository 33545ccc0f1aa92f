"""Days, weeks and months one after the other."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.core.insight.span import KINDS, Span, span_of

#: A Wednesday.
DAY = date(2026, 3, 4)


@pytest.mark.parametrize(
    ("kind", "first", "last"),
    [
        ("day", DAY, DAY),
        ("week", date(2026, 3, 2), date(2026, 3, 8)),
        ("month", date(2026, 3, 1), date(2026, 3, 31)),
        ("all", date.min, date.max),
    ],
)
def test_the_span_a_day_is_in(kind, first: date, last: date) -> None:
    assert span_of(kind, DAY) == Span(kind, first, last)


@given(st.dates(date(1970, 1, 1), date(2200, 1, 1)), st.sampled_from(KINDS[:3]))
def test_spans_lie_side_by_side(day: date, kind) -> None:
    span = span_of(kind, day)
    assert day in span
    assert span.last + timedelta(days=1) not in span
    before, after = span.before, span.after
    assert before
    assert after
    assert before.after == span == after.before
    assert before.last + timedelta(days=1) == span.first
    assert span.days == sum(one in span for one in (span.first + timedelta(days=n) for n in range(40)))


def test_a_running_span_is_compared_with_as_many_days() -> None:
    week, month = span_of("week", DAY), span_of("month", DAY)
    assert week.beside(DAY) == Span("week", date(2026, 2, 23), date(2026, 2, 25))
    assert month.beside(DAY) == Span("month", date(2026, 2, 1), date(2026, 2, 4))
    assert span_of("day", DAY).beside(DAY) == span_of("day", date(2026, 3, 3))


def test_one_that_is_over_is_compared_with_the_whole_one_before() -> None:
    week = span_of("week", DAY)
    assert week.beside(date(2026, 5, 1)) == week.before == span_of("week", date(2026, 2, 25))


def test_the_end_of_a_long_month_is_beside_the_whole_short_one() -> None:
    last = date(2026, 3, 31)
    assert span_of("month", last).beside(last) == span_of("month", date(2026, 2, 1))


def test_there_is_nothing_beside_everything() -> None:
    span = span_of("all", DAY)
    assert (span.before, span.after, span.beside(DAY)) == (None, None, None)
