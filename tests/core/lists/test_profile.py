"""Markers: what each rule means, what can be none, and what a profile comes to."""

from __future__ import annotations

import re

import pytest

from tui.core.lists.profile import (
    MOST,
    BadMarker,
    Marker,
    Profile,
    amount,
    check,
    middle,
    value_of,
)
from tui.core.lists.profile import (
    fits as rule,
)
from tui.core.people.contact import Contact, Number
from tui.core.text import fold

MUELLER = Contact(
    1,
    "Jörg Müller",
    "Weiß Spedition",
    "Head of Operations",
    (Number("1", "+4930231250", "mobile"), Number("2", "+4930231251", "work")),
    country="DE",
    fields={"Employees": "51-200", "Umsatz": "1.200.000 €"},
)


def holds(field: str, how: str, value: str = "") -> bool:
    return rule(Marker(field, how, value))(fold(value_of(MUELLER, field)))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("field", "how", "value"),
    [
        ("name", "is", "jorg  MULLER"),
        ("role", "contains", "operations"),
        ("country", "one of", "GB, de; FR"),
        ("country", "is not", "GB"),
        ("email", "empty", ""),
        ("role", "not empty", ""),
        ("role", "matches", r"^head of \w+$"),
        ("name", "matches", "müll"),
        ("numbers", "contains", "mobile"),
        ("Employees", "between", "50-200"),
        ("employees", "between", "100 to 150"),
        ("Umsatz", "between", "1m .. 2m"),
        ("Umsatz", "between", "1,000,000 - 1,500,000"),
        ("no such column", "empty", ""),
    ],
)
def test_a_rule_holds(field: str, how: str, value: str) -> None:
    assert holds(field, how, value)


@pytest.mark.parametrize(
    ("field", "how", "value"),
    [
        ("name", "is", "Jörg"),
        ("role", "contains", "finance"),
        ("country", "one of", "GB"),
        ("Employees", "between", "200-500"),
        ("role", "between", "1-9"),
        ("no such column", "contains", "x"),
    ],
)
def test_a_rule_does_not_hold(field: str, how: str, value: str) -> None:
    assert not holds(field, how, value)


def test_days_lie_between_days() -> None:
    fits = rule(Marker("added", "between", "2026-06-30 .. 2026-01-01"))
    assert fits("2026-03-01")
    assert not fits("2025-12-31")
    assert not fits("2026-02-31")
    assert not fits("")


@pytest.mark.parametrize(
    ("text", "much"),
    [
        ("1,200", 1200),
        ("1.200,50", 1200.5),
        ("1,200.50", 1200.5),
        ("12.5", 12.5),
        ("€ 2.5m", 2_500_000),
        ("5,000+", 5000),
        ("1 200", 1200),
        ("1.234.567", 1_234_567),
        ("about 40 people", 40),
        ("3 Mio", 3_000_000),
        ("none", None),
        ("", None),
    ],
)
def test_numbers_as_people_write_them(text: str, much: float | None) -> None:
    assert amount(fold(text)) == much


def test_the_middle_of_two_numbers() -> None:
    assert middle("51-200 employees") == 125.5
    assert middle("11–50") == 30.5
    assert middle("1,234") == 1234
    assert middle("many") is None


@pytest.mark.parametrize(
    ("marker", "words"),
    [
        (Marker("role", "like", "x"), "'like' is no rule"),  # type: ignore[arg-type]
        (Marker("role", "contains", " "), "needs something to compare with"),
        (Marker("role", "between", "5"), "two numbers or two days"),
        (Marker("role", "matches", "["), "no pattern"),
        (Marker("role", "matches", "(a+)+$"), "for ever"),
        (Marker("role", "matches", "(a|aa)+$"), "for ever"),
        (Marker("role", "matches", "a*b*c*d"), "for ever"),
        (Marker("role", "matches", r"(a)\1"), "for ever"),
        (Marker("role", "matches", "x" * 500), "at most 200"),
        (Marker("role", "is", "x", weight=9), "from -5 to 5"),
        (Marker("role", "is", "x", part="perhaps"), "not 'perhaps'"),  # type: ignore[arg-type]
    ],
)
def test_what_can_be_no_marker_is_said(marker: Marker, words: str) -> None:
    with pytest.raises(BadMarker, match=re.escape(words)):
        check([marker])


def test_the_slowest_pattern_that_is_allowed_ends() -> None:
    # It would take hours, were the text not cut.
    assert not rule(Marker("notes", "matches", "a*a*c"))("a" * 100_000)


def test_a_profile_comes_to_a_grade() -> None:
    markers = (
        Marker("country", "is", "DE", "must"),
        Marker("role", "contains", "assistant", "must not"),
        Marker("Employees", "between", "50-200", weight=2),
        Marker("role", "contains", "head", weight=1),
        Marker("account", "contains", "spedition", weight=-3),
    )
    assert Profile(markers[:4]).grade(MUELLER) == "A"
    assert Profile(markers[:3]).grade(MUELLER) == "B"
    assert Profile(markers).grade(MUELLER) == "C"
    assert Profile((*markers, Marker("email", "not empty", "", "must"))).grade(MUELLER) == "out"
    assert Profile((*markers, Marker("role", "contains", "head", "must not"))).grade(MUELLER) == "out"


def test_a_profile_without_markers_leaves_everybody_in() -> None:
    assert Profile().grade(MUELLER) == "C"


def test_a_profile_has_its_limits() -> None:
    with pytest.raises(BadMarker, match=f"{MOST} are the most"):
        Profile((Marker("role", "is", "x"),) * (MOST + 1))
    with pytest.raises(BadMarker, match="below a B"):
        Profile(a=0, b=1)
