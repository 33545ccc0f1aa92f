"""Numbers and names in large signs: what they look like, and that they keep to their room."""

from __future__ import annotations

import pytest

from tui.widgets.large import blocks, halves, large


def test_a_number_in_blocks() -> None:
    assert large("+41", 40, 5) == [
        "        ██  ██    ██  ",
        "  ██    ██  ██  ████  ",
        "██████  ██████    ██  ",
        "  ██        ██    ██  ",
        "            ██  ██████",
    ]


def test_half_as_large_where_there_is_less_room() -> None:
    assert large("+41", 40, 3) == [" ▄  █ █ ▄█ ", "▀█▀ ▀▀█  █ ", "      ▀ ▀▀▀"]
    assert large("+41", 11, 9) == large("+41", 40, 3)


def test_words_stay_whole_on_lines_of_their_own() -> None:
    rows = large("+44 7700 900123", 78, 11)
    assert len(rows) == 11
    assert rows[5] == ""
    assert large("900123", 46, 11) == rows[6:]


@pytest.mark.parametrize(
    "text", ["+44 7700 900123", "+1 212 555 0102", "+123 456 789 012 345 ext. 1234567", "+49 89 12345678901"]
)
def test_the_longest_number_fits_a_small_terminal(text: str) -> None:
    rows = large(text, 78, 11)
    assert 0 < len(rows) <= 11
    assert max(map(len, rows)) <= 78


def test_names_lose_their_accents_and_unknown_signs_are_not_drawn() -> None:
    assert large("Chloë", 78, 3) == large("CHLOE", 78, 3) != []
    assert large("O’Quinn", 78, 3) == large("O'Quinn", 78, 3) != []
    assert large("王", 78, 9) == large("", 78, 9) == []


def test_what_fits_in_no_size_is_not_drawn() -> None:
    assert large("900123", 22, 9) == []
    assert large("900123", 23, 2) == []
    assert large("900123", 23, 3, (blocks,)) == []
    assert large("900123", 23, 3, (halves,)) != []
