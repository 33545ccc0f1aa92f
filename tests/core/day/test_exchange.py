"""The partner file: signed, strict, friendly."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.core.day.exchange import (
    PARTS,
    BadPartnerFile,
    Day,
    Shared,
    chosen,
    document,
    flaw,
    key_of,
    read,
    sides,
    signature,
    told,
)
from tui.core.text import plain
from tui.files.guarded import parse_yaml
from tui.files.partner_files import shown

KEY, OTHER = "ab" * 32, "cd" * 32
ME, ALEX = "0123456789abcdef", "fedcba9876543210"
WHEN = datetime(2026, 11, 20, 17, 30, tzinfo=UTC)
TODAY = date(2026, 11, 20)
DAYS = (Day(date(2026, 11, 19), 31, 6, 5, 4), Day(TODAY, 12, 3, 2, 1))
FILE = Shared(ALEX, "Alex", WHEN, 7, 30, "One more call, then coffee", DAYS)


def as_read(shared: Shared, key: str = KEY) -> Any:
    """The file, written and read again as it is from the disk."""
    return parse_yaml(shown(shared, key), text_only=True).data


def test_what_is_written_is_read_again() -> None:
    assert read(as_read(FILE), KEY, ME, None) == FILE


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
counts = st.none() | st.integers(0, 400)


def test_what_is_cut_at_a_space_is_what_comes_back() -> None:
    name = "A" * 39 + " and more"
    assert chosen(Shared(ALEX, name, WHEN, 1, 0, "", ()), frozenset(PARTS)).name == "A" * 39


@given(texts, texts, st.lists(st.tuples(st.dates(date(2020, 1, 1)), counts, counts), max_size=9))
def test_any_name_and_line_come_back_cleaned(
    name: str, line: str, days: list[tuple[date, int | None, int | None]]
) -> None:
    given_days = tuple(Day(day, dials, talks) for day, dials, talks in sorted(dict.fromkeys(days), key=str))
    whole = chosen(Shared(ALEX, name, WHEN, 1, 0, line, given_days), frozenset(PARTS))
    found = read(as_read(whole), KEY, ME, None)
    assert found.name == (whole.name or "your partner")
    assert found.line == whole.line
    assert plain(found.line) == found.line


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"name": "Alex!"}, "signature does not fit"),
        ({"days": None}, "signature does not fit"),
        ({"more": "of a later version"}, "signature does not fit"),
        ({"signature": None}, "signature does not fit"),
        ({"signature": ["x"]}, "signature does not fit"),
        ({"offhook": "report"}, "no partner file"),
        ({"schema": "2"}, "Another version"),
    ],
)
def test_a_changed_file_is_told_apart(change: dict[str, Any], why: str) -> None:
    with pytest.raises(BadPartnerFile, match=why):
        read({**as_read(FILE), **change}, KEY, ME, None)


def test_another_word_does_not_fit() -> None:
    with pytest.raises(BadPartnerFile, match="another word"):
        read(as_read(FILE, OTHER), KEY, ME, None)


def signed(**change: Any) -> dict[str, Any]:
    data = {**as_read(FILE), **change}
    return {**data, "signature": signature(data, KEY)}


@pytest.mark.parametrize(
    "change",
    [
        {"written": "yesterday"},
        {"written": "2026-11-20T17:30:00"},
        {"from": "../../etc"},
        {"number": "-1"},
        {"number": "9" * 9},
        {"goal": "many"},
        {"name": {"first": "Alex"}},
        {"days": {"2026-11-20": "12"}},
        {"days": [{"day": "2026-11-20", "dials": "1e9"}]},
        {"days": [{"dials": "3"}]},
        {"days": ["2026-11-20"]},
        {"days": [{"day": "2026-01-01"}] * 63},
    ],
)
def test_odd_values_are_refused_though_they_are_signed(change: dict[str, Any]) -> None:
    with pytest.raises(BadPartnerFile, match="not as a partner file has it"):
        read(signed(**change), KEY, ME, None)


def test_unknown_fields_are_passed_over_when_they_are_signed() -> None:
    assert read(signed(mood="sunny"), KEY, ME, None) == FILE


def test_hostile_text_is_cleaned() -> None:
    found = read(signed(name="A\x1b]52;c;aGk=\x07lex", line="x\u202e" * 500), KEY, ME, None)
    assert found.name == "Alex"
    assert len(found.line) == 200
    assert "\u202e" not in found.line


@pytest.mark.parametrize("data", [None, [], "partner", {"offhook": ["partner"]}, {}])
def test_other_files_are_none(data: Any) -> None:
    with pytest.raises(BadPartnerFile, match="no partner file"):
        read(data, KEY, ME, None)


def test_an_older_file_changes_nothing() -> None:
    newer = Shared(ALEX, "Alex", WHEN, 8)
    with pytest.raises(BadPartnerFile, match="older"):
        read(as_read(FILE), KEY, ME, newer)
    with pytest.raises(BadPartnerFile, match="the one you have"):
        read(as_read(FILE), KEY, ME, FILE)


def test_ones_own_file_is_no_partner() -> None:
    with pytest.raises(BadPartnerFile, match="your own"):
        read(as_read(FILE), KEY, ALEX, None)


def test_only_what_was_chosen_is_told() -> None:
    told_of = chosen(FILE, frozenset({"dials"}))
    assert told_of.goal == 0
    assert [(one.dials, one.conversations, one.asked, one.kept) for one in told_of.days] == [
        (31, None, None, None),
        (12, None, None, None),
    ]
    assert "conversations" not in shown(told_of, KEY)
    assert chosen(FILE, frozenset({"goal"})).days == ()


def test_a_word_is_one_however_it_is_typed() -> None:
    assert key_of("Mako-tuvi resa depo") == key_of("makotuviRESAdepo")
    assert key_of("mako-tuvi-resa-depo") != key_of("mako-tuvi-resa-depa")
    assert flaw("short") != ""
    assert flaw("mako-tuvi") == ""


def test_two_sides_without_a_winner() -> None:
    mine = Shared(ME, "Sam", WHEN, 1, 20, "", (Day(TODAY, 1, 0),))
    assert told(Shared(ME, "Sam", WHEN, 1, 20, "", (Day(TODAY, 0, 0),)), TODAY) == "today: no calls yet"
    me, alex = sides(mine, FILE, TODAY)
    assert (me.name, me.told) == ("Sam", "today: 1 of 20 dials, 0 conversations")
    assert alex.told == "today: 12 of 30 dials, 3 conversations, kept 1 of 2"
    assert alex.line == "One more call, then coffee"
    assert sides(mine, None, TODAY) == []


@pytest.mark.parametrize(
    ("day", "when"),
    [(21, "yesterday"), (23, "Friday"), (29, "20 November")],
)
def test_days_are_said_as_one_says_them(day: int, when: str) -> None:
    assert told(FILE, date(2026, 11, day)).startswith(f"{when}: 12 of 30 dials")


def test_the_document_names_nothing_else() -> None:
    assert set(document(FILE, KEY)) == {
        *("offhook", "schema", "from", "name", "number", "written", "goal", "line", "days", "signature")
    }
