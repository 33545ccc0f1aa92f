"""The tables of places against the libraries and lists they come from."""

import csv
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from zoneinfo import ZoneInfo

import phonenumbers
import pytest

from tests.core.tables import rows
from tui.core.hours.regions import beginnings, part_of, states, zones_of_country
from tui.core.hours.whereabouts import of_number

MOMENTS = [datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=n) for n in range(0, 730, 5)]


def clock(name: str) -> tuple[timedelta | None, ...]:
    return tuple(moment.astimezone(ZoneInfo(name)).utcoffset() for moment in MOMENTS)


def test_every_clock_of_every_country_is_there_once() -> None:
    table = (files("tzdata") / "zoneinfo" / "zone.tab").read_text(encoding="utf-8").splitlines()
    clocks: dict[str, set] = {}
    for country, _, name, *_ in csv.reader((line for line in table if line[0] != "#"), delimiter="\t"):
        clocks.setdefault(country, set()).add(clock(name))
    clocks["CN"] = {clock("Asia/Shanghai")}  # Xinjiang's own time is not the law's
    for country in clocks.keys() - {"AQ"}:
        ours = [clock(name) for name in zones_of_country(country)]
        assert set(ours) == clocks[country], country


#: Numbers of islands and of the Sahara that begin like those of their neighbours are taken for theirs.
LIKE_THE_NEIGHBOURS = {"BL": "GP", "MF": "GP", "GG": "GB", "JE": "GB", "IM": "GB"}


@pytest.mark.parametrize("country", sorted(phonenumbers.SUPPORTED_REGIONS))
def test_the_country_of_a_number_is_what_the_library_says(country: str) -> None:
    kinds = phonenumbers.PhoneNumberType
    for kind in (kinds.FIXED_LINE, kinds.MOBILE):
        example = phonenumbers.example_number_for_type(country, kind)
        if example is None:
            continue
        e164 = phonenumbers.format_number(example, phonenumbers.PhoneNumberFormat.E164)
        found = of_number(e164)[0]
        library = phonenumbers.region_code_for_number(example)
        assert found in (library, LIKE_THE_NEIGHBOURS.get(country)), e164


@pytest.mark.parametrize("row", rows("area_code_tz_open.csv"), ids=lambda row: row["npa"])
def test_an_area_code_is_in_its_state(row: dict[str, str]) -> None:
    country, state = of_number(f"+1{row['npa']}5550123")
    if row["country"] == "US" and len(row["location"]) == 2:
        assert (country, state) == ("US", row["location"])
    elif row["country"] == "CANADA":
        assert (country, state) == ("CA", states()["CA"][row["location"].lower()].code)
    elif row["npa"] != "710":  # the government's own, nowhere
        assert country not in ("", "US", "CA")
        assert state == ""


@pytest.mark.parametrize("row", rows("area_code_tz_open.csv"), ids=lambda row: row["npa"])
def test_the_zones_of_an_area_code_are_in_its_state(row: dict[str, str]) -> None:
    country, state = of_number(f"+1{row['npa']}5550123")
    if not state:
        return
    ours = {clock(name) for name in states()[country][state].zones}
    theirs = {clock(name) for name in row["iana_by_libphonenumber"].split(";")}
    assert ours & theirs


def test_no_beginning_is_two_places() -> None:
    areas = [digits for digits, (country, _) in beginnings().items() if country in ("US", "CA")]
    assert all(len(digits) == 4 for digits in areas)
    assert len(areas) > 380
    assert len({state for (country, state) in beginnings().values() if country == "US"}) == 51


def test_parts_of_countries() -> None:
    assert [part_of(code) for code in ("PR", "GG", "RE", "US", "DE", "")] == ["US", "GB", "FR", "", "", ""]
