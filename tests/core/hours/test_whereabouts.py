"""Where somebody may be: the rep's word, the address, the number, and what holds when they disagree."""

from datetime import UTC, datetime, timedelta

import phonenumbers
import pytest

from tests.core.tables import rows
from tui.core.hours.hours import zone
from tui.core.hours.regions import states, zones_of_country
from tui.core.hours.whereabouts import of_number, of_this_number, state_of, whereabouts, zones_of
from tui.core.people import phone
from tui.core.people.contact import Contact, Number

WINTER = datetime(2026, 1, 15, tzinfo=UTC)


def number(e164: str) -> Number:
    return Number(e164, e164, zones=phone.zones(e164))


def said(e164: str, **about: str) -> str:
    """`America/Chicago US-AL, …`: what is found, in short."""
    spots = whereabouts(Contact(1, "Ada", **about), number(e164) if e164 else None)
    return ", ".join(f"{s.zone} {s.country}{'-' if s.state else ''}{s.state}" for s in spots)


NEW_YORKER, FREE, DUBLINER = "+12125550123", "+18005550123", "+35312345678"
NEW_YORK = "America/New_York US-NY"
LONDON = "Europe/London GB"


@pytest.mark.parametrize(
    ("e164", "about", "where"),
    [
        # the number alone
        (NEW_YORKER, {}, NEW_YORK),
        ("+12055550123", {}, "America/Chicago US-AL"),
        ("+12705550123", {}, "America/Chicago US-KY, America/New_York US-KY"),
        ("+13645550123", {}, "America/Chicago US-KY, America/New_York US-KY"),  # the library: New York alone
        ("+16895550123", {}, "America/New_York US-FL"),  # the library: Chicago
        ("+442079460101", {}, LONDON),
        ("+442890180123", {}, "Europe/London GB-NIR"),
        (FREE, {}, ""),
        ("", {}, ""),
        # the zone that the rep or the file gave; the rules are those of the address, else of the number
        (NEW_YORKER, {"zone": "America/Chicago"}, "America/Chicago US-NY"),
        (
            NEW_YORKER,
            {"zone": "America/Chicago", "country": "US", "place": "Mobile, AL"},
            "America/Chicago US-AL",
        ),
        (NEW_YORKER, {"zone": "Europe/Paris", "country": "FR"}, "Europe/Paris FR"),
        (FREE, {"zone": "Europe/Paris", "country": "FR"}, "Europe/Paris FR"),
        (NEW_YORKER, {"zone": "Londom"}, NEW_YORK),
        # an address in a country with one zone, in a state with one, in a state with two
        (FREE, {"country": "DE"}, "Europe/Berlin DE"),
        ("", {"country": "DE"}, "Europe/Berlin DE"),
        (FREE, {"country": "US"}, ""),
        (FREE, {"country": "US", "place": "Austin, TX"}, "America/Chicago US-TX, America/Denver US-TX"),
        (FREE, {"country": "US", "place": "Boston, MA 02101"}, "America/New_York US-MA"),
        # an address settles what the number leaves open
        ("+12705550123", {"country": "US", "place": "KY"}, "America/New_York US-KY, America/Chicago US-KY"),
        ("+61491570102", {"country": "AU", "place": "Perth, WA"}, "Australia/Perth AU-WA"),
        ("+61491570102", {"country": "AU", "place": "Darwin, NT"}, "Australia/Darwin AU-NT"),
        ("+447700900123", {"country": "GB"}, LONDON),
        ("+447700900123", {"country": "GB", "place": "Leith, Scotland"}, "Europe/London GB-SCT"),
        # a landline settles what the address leaves open
        ("+15125550123", {"country": "US", "place": "Austin, TX"}, "America/Chicago US-TX"),
        # a mobile that was carried elsewhere: both
        (NEW_YORKER, {"country": "DE"}, f"Europe/Berlin DE, {NEW_YORK}"),
        (NEW_YORKER, {"country": "US", "place": "Mobile, AL"}, f"America/Chicago US-AL, {NEW_YORK}"),
        (NEW_YORKER, {"place": "Mobile, AL"}, f"America/Chicago US-AL, {NEW_YORK}"),
        (NEW_YORKER, {"country": "US", "place": "Newark, NJ"}, f"America/New_York US-NJ, {NEW_YORK}"),
        ("+442079460101", {"country": "NZ"}, f"Pacific/Auckland NZ, Pacific/Chatham NZ, {LONDON}"),
        (DUBLINER, {"country": "IE"}, "Europe/Dublin IE"),  # London and others by the number
        # Puerto Rico is written as the United States by many a file
        ("+17875550123", {"country": "US", "place": "San Juan"}, "America/Puerto_Rico PR"),
    ],
)
def test_where_somebody_may_be(e164: str, about: dict[str, str], where: str) -> None:
    assert said(e164, **about) == where


def test_anywhere_in_a_country_whose_address_says_no_more_and_whose_number_is_of_another() -> None:
    names = zones_of(Contact(1, "Ada", country="US"), number("+442079460101"))
    assert {"America/New_York", "Pacific/Honolulu", "America/Adak", "Europe/London"} <= set(names)
    assert whereabouts(Contact(1, "Ada"), number(NEW_YORKER)) == of_this_number(number(NEW_YORKER))


@pytest.mark.parametrize(
    ("country", "place", "state"),
    [
        ("US", "Austin, TX", "TX"),
        ("US", "Austin TX 78701", "TX"),
        ("US", "1 Main St, Austin, TX 78701-1234, USA", "TX"),
        ("US", "Texas", "TX"),
        ("US", "austin, texas", "TX"),
        ("US", "Kansas City, MO", "MO"),
        ("US", "Kansas City", ""),
        ("US", "Nevada, MO", "MO"),
        ("US", "Washington, DC", "DC"),
        ("US", "Washington D.C.", "DC"),
        ("US", "Washington", ""),  # the town or the state
        ("US", "Seattle, WA", "WA"),
        ("US", "West Virginia", "WV"),
        ("US", "come in or call", ""),  # the words, not Indiana and Oregon
        ("US", "", ""),
        ("US", " , ;", ""),
        ("CA", "Toronto, ON M5V 2T6", ""),  # a postcode with letters is not understood, so nothing is said
        ("CA", "Toronto, ON", "ON"),
        ("CA", "Montréal, Quebec, Canada", "QC"),
        ("AU", "Perth WA 6000", "WA"),
        ("AU", "Sydney, New South Wales", "NSW"),
        ("GB", "Belfast, Northern Ireland", "NIR"),
        ("GB", "ENG", ""),
        ("DE", "Berlin, TX", ""),
        ("", "Austin, TX", ""),
    ],
)
def test_the_state_an_address_names(country: str, place: str, state: str) -> None:
    found = state_of(country, place)
    assert (found.code if found else "") == state


@pytest.mark.parametrize("e164", ["", "+", "+9", "+0", "+1", "+1800", "+999123456789", "+123"])
def test_a_number_that_tells_nothing(e164: str) -> None:
    country, state = of_number(e164)
    assert state == ""
    assert len(country) in (0, 2)


@pytest.mark.parametrize("row", rows("world_numbers_tz.csv"), ids=lambda row: row["region"])
def test_numbers_of_the_world_are_in_their_zones(row: dict[str, str]) -> None:
    spots = of_this_number(number(row["e164"]))
    told = set(row["zones_phonenumbers_9_0_43"].split(";"))
    neighbours = {"DZ": {"Africa/Algiers"}, "EH": {"Africa/Casablanca"}}  # the library has another clock
    assert {spot.zone for spot in spots} == told | neighbours.get(row["region"], set())
    assert {spot.country for spot in spots} <= {row["region"], "GP", "MA"}


@pytest.mark.parametrize(
    ("e164", "zones"),
    [
        ("+212612345678", "Africa/Casablanca Atlantic/Canary"),  # an hour apart for most of the year
        ("+213551234567", "Africa/Algiers Europe/Paris"),  # in summer
        ("+211977123456", "Africa/Juba Africa/Nairobi"),  # all year
        ("+218912345678", "Africa/Tripoli Europe/Bucharest"),
        ("+50581234567", "America/Managua America/Chicago"),
        ("+77012345678", "Asia/Almaty"),  # a mobile, not one of Russia
        ("+77172123456", "Asia/Almaty"),
    ],
)
def test_a_country_keeps_its_own_clock(e164: str, zones: str) -> None:
    assert [spot.zone for spot in of_this_number(number(e164))] == zones.split()


def test_no_other_country_has_the_clock_of_a_neighbour() -> None:
    """What the library puts elsewhere is all in the table: countries with one clock, month by month."""
    moments = [datetime(2026, month, day, 12, tzinfo=UTC) for month in range(1, 13) for day in (1, 10, 28)]

    def clock(name: str) -> list[timedelta | None]:
        return [at.astimezone(zone(name)).utcoffset() for at in moments]

    missing = []
    for region in sorted(phonenumbers.SUPPORTED_REGIONS):
        example = phonenumbers.example_number(region)
        own = zones_of_country(region)
        if example is None or len(own) != 1:
            continue
        e164 = phonenumbers.format_number(example, phonenumbers.PhoneNumberFormat.E164)
        names = {spot.zone for spot in of_this_number(number(e164))}
        if names and clock(own[0]) not in [clock(name) for name in names]:
            missing.append((region, e164, names, own))
    assert missing == []


@pytest.mark.parametrize("row", rows("area_code_tz_open.csv"), ids=lambda row: row["npa"])
def test_area_codes_are_in_their_zones(row: dict[str, str]) -> None:
    """Every offset that the registry gives an area code is one that has to agree."""
    names = {spot.zone for spot in of_this_number(number(f"+1{row['npa']}5550123"))}
    assert set(filter(None, row["iana_by_libphonenumber"].split(";"))) <= names
    offsets = {WINTER.astimezone(place).utcoffset() for name in names if (place := zone(name))}
    assert {timedelta(hours=int(hours)) for hours in row["std_utc_offsets"].split(";")} <= offsets


#: What the registry's letters mean, hours from UTC in winter.
_STANDARD = {
    "A": -4, "E": -5, "C": -6, "M": -7, "P": -8,
    "(UTC-9)": -9, "(UTC-10)": -10, "UTC-11": -11, "(UTC+10)": 10,
}  # fmt: skip
#: The Dominican Republic keeps the clock of the Atlantic all year, which in summer is that of the East;
#: Newfoundland's own half hour has no letter.
_OTHERWISE = {"DOMINICAN REPUBLIC": {-4}, "NEWFOUNDLAND AND LABRADOR": {-3.5}}


@pytest.mark.parametrize("row", rows("nanpa_in_service_2020.csv"), ids=lambda row: row["npa"])
def test_every_area_code_in_service_is_in_its_state_and_zones(row: dict[str, str]) -> None:
    e164 = f"+1{row['npa']}5550123"
    (country, state), names = of_number(e164), {spot.zone for spot in of_this_number(number(e164))}
    if row["country"] == "US" and row["location"] in {one.code for one in states()["US"].values()}:
        assert (country, state) == ("US", row["location"])
    offsets = {WINTER.astimezone(place).utcoffset() for name in names if (place := zone(name))}
    told = row["nanpa_tz"]
    letters = [told] if told in _STANDARD else [letter for letter in told if letter in _STANDARD]
    wanted = _OTHERWISE.get(row["location"]) or {_STANDARD[letter] for letter in letters}
    assert {timedelta(hours=hours) for hours in wanted} <= offsets
