"""Hours by weekday, after many years of calls."""

from __future__ import annotations

import pytest

from tui.core.insight.rate import Rate
from tui.screens.review.figures import _cell


@pytest.mark.parametrize(
    ("rate", "shown"),
    [(Rate(3, 7), "3/7"), (Rate(12, 80), "12/80"), (Rate(1785, 2976), "60%"), (Rate(), "·")],
)
def test_a_cell_is_never_wider_than_its_column(rate: Rate, shown: str) -> None:
    cell = _cell(rate, 9).plain
    assert len(cell) == 9
    assert cell.endswith(shown)
