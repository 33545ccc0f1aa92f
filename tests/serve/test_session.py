"""What a tab says of itself is taken for what it can be, and for no more."""

from __future__ import annotations

import pytest

from tui.serve.session import clamped


@pytest.mark.parametrize(
    ("columns", "rows", "size"),
    [
        ("100", "30", (100, 30)),
        (100, 30, (100, 30)),
        (None, "", (80, 24)),
        ("²", "9" * 5_000, (80, 24)),  # a digit that is no number; more digits than Python reads
        ("-5", "1e9", (80, 24)),
        (10**8, 0, (1000, 1)),
        ({}, [1], (80, 24)),
    ],
)
def test_a_window_has_the_size_that_was_told_or_the_usual_one(columns, rows, size) -> None:
    assert clamped(columns, rows) == size
