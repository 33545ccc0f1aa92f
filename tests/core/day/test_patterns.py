"""What keeps coming up, in the rep's own words."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

import pytest

from tui.core.day.patterns import Said, grouping, patterns

NOW = datetime(2026, 11, 24, 10, 30, tzinfo=UTC)


def said(*texts: str) -> list[Said]:
    """Lines, one a minute."""
    return [Said(n, NOW + timedelta(minutes=n), text) for n, text in enumerate(texts, 1)]


def groups(*texts: str, often: int = 1) -> list[tuple[str, int]]:
    return [(pattern.text, pattern.times) for pattern in patterns(said(*texts), often)]


@pytest.mark.parametrize(
    "texts",
    [
        ("talked too long", "Talking too much", "I talked too long again", "talked, talked, talked"),
        ("asked two questions in one", "two questions in one again", "asked two question in one"),
        ("ask before I explain", "Ask before explaining", "asking before I explained anything"),
        ("Zu viel geredet", "zu viel geredet!", "ich habe wieder zu viel geredet"),
        ("Preis zu früh genannt", "den PREIS zu fruh genannt", "Preise genannt"),
        ("J'ai trop parlé", "trop parle", "je parle trop"),
        ("he hablado demasiado", "hablé demasiado", "hable mucho"),
        ("Didn't ask for the meeting", "didn’t ask for the meeting", "not asked for a meeting"),
    ],
    ids=["en", "plural", "forms", "de", "accents", "fr", "es", "apostrophe"],
)
def test_lines_that_say_the_same_are_one(texts: tuple[str, ...]) -> None:
    ((_, times),) = groups(*texts)
    assert times == len(texts)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("asked for the meeting", "asked a question"),
        ("price too early", "no next step"),
        ("lost the contract", "lost the contact"),
        ("called the cat", "called the car"),
        ("Preis genannt", "Termin genannt"),
    ],
)
def test_lines_that_say_something_else_are_two(one: str, other: str) -> None:
    assert len(groups(one, other)) == 2


def test_a_slip_of_the_finger_is_the_word_that_was_meant() -> None:
    assert groups(*["explained features"] * 5, "explained fetaures") == [("explained features", 6)]


def test_it_is_called_by_the_wording_used_most_as_it_was_last_spelled() -> None:
    assert groups(
        "talked too much", "Talked  too long", "interrupted", "talked too long", "Talked too LONG"
    ) == [("Talked too LONG", 4), ("interrupted", 1)]


def test_what_came_up_less_often_than_three_times_is_left_out() -> None:
    assert groups("no next step", "no next step", "filled the pause", often=3) == []
    assert groups(*["no next step"] * 3, "filled the pause", often=3) == [("no next step", 3)]


def test_the_lines_behind_it_come_newest_first_and_each_reflection_counts_once() -> None:
    lines = [*said("no pause", "no pause"), Said(2, NOW, "no pauses")]
    (pattern,) = patterns(lines, 1)
    assert [line.id for line in pattern.lines] == [2, 1]
    assert pattern.times == 2


def test_empty_and_wordless_lines_do_no_harm() -> None:
    assert groups("", "  ", "!!!", "!!!", "not again", "not again") == [("not again", 2), ("!!!", 2)]


def test_the_order_of_the_lines_changes_nothing() -> None:
    chance = random.Random(5)
    words = ("price", "question", "meeting", "talked", "asked", "opener", "budget", "pause", "explain")
    lines = said(*(" ".join(chance.sample(words, chance.randint(1, 3))) for _ in range(300)))
    expected = patterns(lines)
    assert expected
    for _ in range(5):
        chance.shuffle(lines)
        assert patterns(lines) == expected


def test_thousands_are_grouped_in_steps() -> None:
    steps = sum(1 for _ in grouping(said(*(f"word{n} thing{n}" for n in range(5_000)))))
    assert steps >= 50, "keys come in between"
