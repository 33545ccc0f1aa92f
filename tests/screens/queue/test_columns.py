"""The columns of a row in a wide window."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.core.people.contact import Number
from tui.screens.queue.columns import FROM, Cell, drawn, in_two, sizes, tail, whole


@given(st.text(max_size=60), st.text(max_size=60), st.integers(FROM, 140))
def test_a_row_is_as_wide_as_the_list_whatever_it_says(first: str, second: str, width: int) -> None:
    lines = drawn("  ", [Cell(first, second)] * 5, width)
    assert [line.cell_length for line in lines] == [width, width]


@pytest.mark.parametrize("width", [FROM, 111, 112, 118, 140])
def test_no_column_is_too_narrow_for_what_it_is_for(width: int) -> None:
    size = sizes(width)
    assert size.why >= len("○ same time of day")
    assert size.reason >= len("not before Wed 25 Nov")
    assert size.last >= len("Wed 25 Nov 10:30")


def test_a_text_goes_on_in_the_second_line_at_a_word() -> None:
    assert in_two("opened a second depot in Leeds", 24) == ("opened a second depot in", "Leeds")
    assert in_two("short", 24) == ("short", "")
    assert in_two("Donaudampfschifffahrt", 10) == ("Donaudampf", "schifffahrt")


def test_of_a_text_of_wide_letters_nothing_is_lost_between_the_lines() -> None:
    text = "私はリーズに 二つ目の倉庫を 開きました"
    first, second = in_two(text, 20)
    assert (first + second).replace(" ", "") == text.replace(" ", "")


def test_the_digits_of_numbers_stand_below_one_another() -> None:
    shown = [tail(Number("", "+447700900123", kind)) for kind in ("mobile", "work", "other")]
    assert shown == ["mobile …0123", "work   …0123", "       …0123"]
    assert tail(None) == tail(Number("nothing")) == ""


def test_half_a_word_is_not_said() -> None:
    assert whole(("10:31 there", "Leeds"), 20) == "10:31 there · Leeds"
    assert whole(("10:31 there", "Huddersfield"), 20) == "10:31 there"
    assert whole(("", "Leeds"), 20) == "Leeds"
