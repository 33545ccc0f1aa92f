"""Holidays: days that are known, rules in words, and what is no rule."""

from datetime import date

import pytest

from tui.core.hours.holidays import Holidays, easter, in_year, read_rule
from tui.files.guarded import read_yaml
from tui.files.home import shipped_data
from tui.files.hours_file import read_holidays

SHIPPED = read_holidays(read_yaml(shipped_data() / "holidays.yaml"))


@pytest.mark.parametrize(
    "day",
    ["1818-03-22", "1900-04-15", "1954-04-18", "1981-04-19", "2000-04-23", "2024-03-31", "2025-04-20",
     "2026-04-05", "2027-03-28", "2028-04-16", "2038-04-25", "2049-04-18", "2076-04-19", "2285-03-22"],
)  # fmt: skip
def test_easter(day: str) -> None:
    assert easter(int(day[:4])) == date.fromisoformat(day)


#: Whole years, written down from the calendars that governments publish.
KNOWN = {
    ("US", 2024): "01-01 01-15 02-19 05-27 06-19 07-04 09-02 10-14 11-11 11-28 12-25",
    ("US", 2026): "01-01 01-19 02-16 05-25 06-19 07-03 07-04 09-07 10-12 11-11 11-26 12-25",
    ("US", 2027): "01-01 01-18 02-15 05-31 06-18 06-19 07-04 07-05 09-06 10-11 11-11 11-25 12-24 12-25 12-31",
    ("US", 2020): "01-01 01-20 02-17 05-25 07-03 07-04 09-07 10-12 11-11 11-26 12-25",  # before Juneteenth
    ("GB", 2025): "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26",
    ("GB", 2026): "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-26 12-28",
    ("GB", 2027): "01-01 03-26 03-29 05-03 05-31 08-30 12-25 12-26 12-27 12-28",
    ("GB", 2028): "01-01 01-03 04-14 04-17 05-01 05-29 08-28 12-25 12-26",
    ("GB-SCT", 2026): "01-01 01-02 04-03 05-04 05-25 06-15 08-03 11-30 12-25 12-26 12-28",
    ("GB-SCT", 2022): "01-01 01-02 01-03 01-04 04-15 05-02 05-30 08-01 11-30 12-25 12-26 12-27",
    ("GB-NIR", 2026): "01-01 03-17 04-03 04-06 05-04 05-25 07-12 07-13 08-31 12-25 12-26 12-28",
    ("DE", 2026): "01-01 04-03 04-06 05-01 05-14 05-25 10-03 12-25 12-26",
    ("AT", 2026): "01-01 01-06 04-06 05-01 05-14 05-25 06-04 08-15 10-26 11-01 12-08 12-25 12-26",
    ("CH", 2027): "01-01 05-06 08-01 12-25",
    ("FR", 2024): "01-01 04-01 05-01 05-08 05-09 05-20 07-14 08-15 11-01 11-11 12-25",
    ("FR", 2027): "01-01 03-29 05-01 05-06 05-08 05-17 07-14 08-15 11-01 11-11 12-25",
    ("IE", 2026): "01-01 02-02 03-17 04-06 05-04 06-01 08-03 10-26 12-25 12-26",
    ("IE", 2030): "01-01 02-01 03-17 04-22 05-06 06-03 08-05 10-28 12-25 12-26",
    ("NL", 2025): "01-01 04-21 04-26 05-29 06-09 12-25 12-26",  # the 27th was a Sunday
    ("NL", 2026): "01-01 04-06 04-27 05-14 05-25 12-25 12-26",
    ("BE", 2026): "01-01 04-06 05-01 05-14 05-25 07-21 08-15 11-01 11-11 12-25",
    ("ES", 2028): "01-01 01-06 04-14 05-01 08-15 10-12 11-01 12-06 12-08 12-25",
    ("IT", 2025): "01-01 01-06 04-20 04-21 04-25 05-01 06-02 08-15 11-01 12-08 12-25 12-26",
    ("IT", 2026): "01-01 01-06 04-05 04-06 04-25 05-01 06-02 08-15 10-04 11-01 12-08 12-25 12-26",
    ("CA", 2026): "01-01 04-03 05-18 07-01 09-07 09-30 10-12 11-11 12-25 12-26 12-28",
    ("AU", 2026): "01-01 01-26 04-03 04-06 04-25 12-25 12-26 12-28",
    ("NZ", 2026): "01-01 01-02 02-06 04-03 04-06 04-25 04-27 06-01 07-10 10-26 12-25 12-26 12-28",
}


@pytest.mark.parametrize("place", KNOWN, ids=lambda place: "-".join(map(str, place)))
def test_years_that_are_known(place: tuple[str, int]) -> None:
    code, year = place
    assert " ".join(f"{day:%m-%d}" for day in in_year(SHIPPED[code], year)) == KNOWN[place]


@pytest.mark.parametrize("code", sorted(SHIPPED))
def test_any_year_has_each_holiday_once(code: str) -> None:
    yearly = [rule for rule in SHIPPED[code] if rule.day(2026) or rule.day(2027)]
    for year in range(1970, 2100):
        found = in_year(SHIPPED[code], year)
        assert {day.year for day in found} == {year}
        for rule in yearly:
            if rule.since <= year and year not in rule.without and rule.day(year):
                assert rule.name in found.values() or rule.in_year(year) in found


@pytest.mark.parametrize(
    ("text", "year", "day"),
    [
        ("feb 29", 2027, None),
        ("feb 29", 2028, "2028-02-29"),
        ("FEB 29", 2100, None),
        ("last mon feb", 2028, "2028-02-28"),
        ("last sun dec", 2028, "2028-12-31"),
        ("first sat jun", 2026, "2026-06-06"),
        ("fourth fri nov", 2026, "2026-11-27"),
        ("mon before may 25", 2026, "2026-05-18"),  # the 25th is a Monday itself
        ("sat after jun 19", 2026, "2026-06-20"),
        ("sat after jun 20", 2026, "2026-06-27"),
        ("easter - 2", 2026, "2026-04-03"),
        ("easter+60", 2026, "2026-06-04"),
        ("2026-06-15", 2026, "2026-06-15"),
        ("2026-06-15", 2027, None),
        ("jun 19 since 2021", 2020, None),
        ("jun 19 since 2021 not 2023", 2023, None),
        ("apr 27 sun to sat", 2025, "2025-04-26"),
    ],
)
def test_rules_in_words(text: str, year: int, day: str | None) -> None:
    assert list(in_year([read_rule("A day", text)], year)) == ([date.fromisoformat(day)] if day else [])


@pytest.mark.parametrize(
    "text",
    ["", "soon", "jun 31", "foo 3", "feb 30", "sixth mon may", "first xyz may", "first mon foo", "2026-02-30",
     "easter+", "jul 4 and so on", "jul 4 since soon", "mon before foo 3", "jul"],
)  # fmt: skip
def test_what_is_no_rule_is_said(text: str) -> None:
    with pytest.raises(ValueError, match=r"is no rule like|is not clear"):
        read_rule("A day", text)


def test_a_day_in_lieu_may_be_in_the_year_before() -> None:
    new_year = [read_rule("New Year", "jan 1 and nearest workday")]
    assert list(in_year(new_year, 2027)) == [date(2027, 1, 1), date(2027, 12, 31)]
    assert in_year(new_year, 2028) == {date(2028, 1, 1): "New Year"}


def test_they_are_read_when_the_first_is_asked_for_and_once() -> None:
    reads = []

    def read() -> dict[str, list]:
        reads.append(1)
        return {code: list(rules) for code, rules in SHIPPED.items()}

    days = Holidays(read)
    assert not reads
    assert days.on("GB", "", date(2026, 8, 31)) == "Summer bank holiday"
    assert days.on("GB", "SCT", date(2026, 8, 31)) == ""
    assert days.on("GB", "SCT", date(2026, 8, 3)) == "Summer bank holiday"
    assert days.on("GB", "WLS", date(2026, 8, 31)) == "Summer bank holiday"  # none of its own
    assert days.on("GG", "", date(2026, 12, 28)) == "Boxing Day (in lieu)"  # a part of GB
    assert days.on("XX", "", date(2026, 12, 25)) == ""
    assert len(reads) == 1
