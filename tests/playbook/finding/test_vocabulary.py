"""Which known words may be meant by one that was typed."""

from __future__ import annotations

import pytest

from tui.playbook.finding.vocabulary import Vocabulary

WORDS = Vocabulary(["budget", "care", "career", "expensiv", "not", "notic"])


@pytest.mark.parametrize("known", ["care", "not"])
def test_a_known_word_means_itself_alone(known: str) -> None:
    """Not also the longer ones it begins: `not` counted for every card of a notice period."""
    assert list(WORDS.near(known)) == [(known, 1.0)]


@pytest.mark.parametrize(
    ("typed", "meant"), [("bugdet", "budget"), ("expens", "expensiv"), ("budg", "budget")]
)
def test_an_unknown_word_is_a_typing_error_or_still_growing(typed: str, meant: str) -> None:
    assert meant in [word for word, _ in WORDS.near(typed)]


@pytest.mark.parametrize("typed", ["zzzzz", "xy", ""])
def test_a_word_like_none_means_nothing(typed: str) -> None:
    assert list(WORDS.near(typed)) == []
