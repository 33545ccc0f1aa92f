"""Which country is meant, and where the clock says one is."""

from __future__ import annotations

import pytest

from tui.files.countries import read_countries

COUNTRIES = read_countries()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("gb", "GB"), ("UK", "GB"), ("England", "GB"), ("germany", "DE"), ("Deutschland", "DE"),
        ("Germny", "DE"),
        ("Österreich", "AT"), ("Switz", "CH"), ("United States", "US"), ("usa", "US"), ("xx", ""), ("x", ""),
        ("Atlantis", ""), ("", ""),
    ],
)  # fmt: skip
def test_a_country_in_words(text: str, code: str) -> None:
    assert COUNTRIES.guess(text) == code


def test_where_the_clock_says_one_is() -> None:
    assert COUNTRIES.zones["Europe/Berlin"] == "DE"
    assert COUNTRIES.zones["America/New_York"] == "US"
    assert "UTC" not in COUNTRIES.zones
