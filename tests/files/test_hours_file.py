"""The hours and holidays that are shipped, and a rep's own laid over them, with the place of every fault."""

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.core.tables import rows
from tui.core.hours.hours import Hours
from tui.core.hours.regions import states
from tui.core.hours.whereabouts import Spot
from tui.files.defaults import read_defaults
from tui.files.guarded import FaultyFile, parse_yaml, read_yaml
from tui.files.home import Home, shipped_data
from tui.files.hours_file import read_holidays, read_hours

SHIPPED = read_defaults(Home(Path("/nowhere"))).hours
#: A Wednesday, Saturday and Sunday without holidays, and Thanksgiving.
DAYS = {
    "mon_fri": date(2026, 11, 18),
    "saturday": date(2026, 11, 21),
    "sunday": date(2026, 11, 22),
    "holidays": date(2026, 11, 26),
}


def open_hours(hours: Hours, spot: Spot, day: date) -> str:
    """When it is open on a day, asked minute by minute: `08:00-20:00`, or `none`."""
    place = ZoneInfo(spot.zone)
    midnight = datetime.combine(day, time(), place).astimezone(UTC)
    minutes = [midnight + timedelta(minutes=n) for n in range(24 * 60)]
    said = [False, *(hours.may_call((spot,), moment)[0] for moment in minutes), False]
    turns = [n for n in range(len(said) - 1) if said[n] != said[n + 1]]
    clock = [f"{n // 60:02}:{n % 60:02}" for n in turns]
    return " ".join("-".join(pair) for pair in zip(clock[::2], clock[1::2], strict=True)) or "none"


@pytest.mark.parametrize("row", rows("us_state_calling_hours.csv"), ids=lambda row: row["state"])
def test_states_are_open_when_the_table_says(row: dict[str, str]) -> None:
    """The table's empty cells say nothing; the federal row is that of a state without rules of its own."""
    code = "VT" if row["state"] == "(federal)" else row["state"]
    spot = Spot(states()["US"][code].zones[0], "US", code)
    told = {kind: row[kind] for kind in DAYS if row[kind] not in ("", "-")}
    assert {kind: open_hours(SHIPPED, spot, DAYS[kind]) for kind in told} == told


@pytest.mark.parametrize(("state", "cap"), [("FL", 3), ("OK", 3), ("MD", 3), ("TX", 0), ("", 0)])
def test_where_the_law_caps_the_calls_of_a_day(state: str, cap: int) -> None:
    assert SHIPPED.cap((Spot("America/Chicago", "US", state),)) == cap


def test_where_the_law_caps_the_calls_to_a_person() -> None:
    france, germany = Spot("Europe/Paris", "FR"), Spot("Europe/Berlin", "DE")
    assert [(r.person_cap, r.person_days) for r in SHIPPED.person_caps((germany, france))] == [(4, 30)]
    assert SHIPPED.person_caps((germany,)) == []
    assert own("countries: {FR: {mon-fri: '10:00-13:00', person_cap: 0}}").person_caps((france,)) == []


@pytest.mark.parametrize(
    ("spot", "day", "spans"),
    [
        (Spot("America/New_York", "US", "PA"), "2026-11-21", "09:00-19:00"),
        (Spot("America/New_York", "US", "PA"), "2026-11-22", "none"),
        (Spot("America/New_York", "US", "PA"), "2026-11-26", "none"),
        (Spot("America/Chicago", "US", "SD"), "2026-11-21", "09:00-21:00"),
        (Spot("America/Chicago", "US", "SD"), "2026-11-22", "none"),
        (Spot("Europe/Paris", "FR"), "2026-11-24", "10:00-13:00 14:00-20:00"),
        (Spot("Europe/Paris", "FR"), "2026-11-28", "none"),
        (Spot("Europe/Paris", "FR"), "2026-07-14", "none"),
        (Spot("Indian/Reunion", "RE"), "2026-07-14", "none"),
        (Spot("Australia/Perth", "AU", "WA"), "2026-11-24", "09:00-20:00"),
        (Spot("Australia/Perth", "AU", "WA"), "2026-11-28", "09:00-17:00"),
        (Spot("Australia/Perth", "AU", "WA"), "2026-04-25", "none"),
        (Spot("America/Toronto", "CA", "ON"), "2026-11-24", "09:00-21:30"),
        (Spot("America/Toronto", "CA", "ON"), "2026-11-28", "10:00-18:00"),
        (Spot("Europe/Madrid", "ES"), "2026-11-28", "none"),
        (Spot("Europe/Rome", "IT"), "2026-12-07", "10:00-19:00"),  # the day before a holiday
        (Spot("Europe/Rome", "IT"), "2026-12-08", "none"),
        (Spot("Europe/Rome", "IT"), "2026-12-06", "none"),  # a Sunday before one that is none
        (Spot("Europe/Berlin", "DE"), "2026-10-03", "none"),
        (Spot("Europe/Vienna", "AT"), "2026-10-26", "none"),
        (Spot("Europe/Vienna", "AT"), "2026-10-27", "08:00-21:00"),
        (Spot("Europe/London", "GB"), "2026-08-31", "09:00-21:00"),
        (Spot("Europe/London", "GB", "SCT"), "2026-08-31", "08:00-21:00"),
        (Spot("Europe/London", "GB", "SCT"), "2026-08-03", "09:00-21:00"),
        (Spot("Asia/Kolkata", "IN"), "2026-11-22", "10:00-21:00"),
        (Spot("Asia/Tokyo", "JP"), "2026-11-22", "08:00-21:00"),
        (Spot("America/Puerto_Rico", "PR"), "2026-11-22", "08:00-21:00"),
        (Spot("America/New_York", "US", "NY"), "2026-12-25", "08:00-21:00"),  # federal law knows no holidays
    ],
)
def test_countries(spot: Spot, day: str, spans: str) -> None:
    assert open_hours(SHIPPED, spot, date.fromisoformat(day)) == spans


def test_every_row_names_its_source() -> None:
    rules = [SHIPPED.default, *SHIPPED.countries.values()]
    rules += [rule for of_country in SHIPPED.states.values() for rule in of_country.values()]
    assert [rule.place for rule in rules if not rule.source] == []
    days = read_yaml(shipped_data() / "holidays.yaml").data
    assert [code for code, block in days.items() if not block["source"]] == []
    assert {code for code in SHIPPED.countries if SHIPPED.countries[code].holidays is not None} <= set(days)


def test_no_state_is_open_longer_than_federal_law_allows() -> None:
    for code, rule in SHIPPED.states["US"].items():
        assert code in states()["US"]
        for spans in (*rule.week, rule.holidays or ()):
            assert all(time(8) <= opens and closes <= time(21) for opens, closes in spans), code


# ------------------------------------------------------------------------------------------ a rep's own


def own(text: str) -> Hours:
    return read_hours(parse_yaml(text), read_yaml(shipped_data() / "hours.yaml"), SHIPPED.holidays)


def test_a_reps_hours_are_laid_over_the_shipped_ones_key_by_key() -> None:
    mine = own("countries: {fr: {mon-fri: '11:00-12:00'}}\nstates: {us: {al: {cap: 2}, VT: {sun: closed}}}")
    paris = Spot("Europe/Paris", "FR")
    assert open_hours(mine, paris, DAYS["mon_fri"]) == "11:00-12:00"
    assert open_hours(mine, paris, date(2026, 7, 14)) == "11:00-12:00"  # holidays are what this row says
    assert mine.countries["FR"].source == ""
    assert mine.countries["DE"] == SHIPPED.countries["DE"]
    assert mine.default == SHIPPED.default
    alabama, vermont = (Spot("America/Chicago", "US", code) for code in ("AL", "VT"))
    assert open_hours(mine, alabama, DAYS["sunday"]) == "08:00-21:00"  # the country's, with a cap
    assert mine.cap((alabama,)) == 2
    assert open_hours(mine, vermont, DAYS["mon_fri"]) == "none"  # days that a row leaves out are closed
    assert mine.states["US"]["FL"] == SHIPPED.states["US"]["FL"]


def test_a_file_that_wants_to_be_alone_is() -> None:
    mine = own("alone: true\ndefault: {mon-sun: '00:00-24:00'}\ncountries: {DE: {sun: closed}}")
    assert (list(mine.countries), dict(mine.states)) == (["DE"], {})
    assert open_hours(mine, Spot("Europe/Paris", "FR"), DAYS["sunday"]) == "00:00-24:00"


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("closed", "none"),
        ("as sunday", "12:00-13:00"),
        ("as usual", "09:00-18:00"),
        ("'10:00-11:00 15:00-16:00'", "10:00-11:00 15:00-16:00"),
    ],
)
def test_what_a_holiday_may_be(text: str, hours: str) -> None:
    mine = own(f"countries: {{DE: {{mon-sat: '09:00-18:00', sun: '12:00-13:00', holidays: {text}}}}}")
    assert open_hours(mine, Spot("Europe/Berlin", "DE"), date(2026, 5, 1)) == hours


@pytest.mark.parametrize(
    ("text", "place", "says"),
    [
        ("[]", (1, 1), "hours are lines like"),
        ("mon: '09:00-18:00'", (1, 1), "unknown key 'mon'"),
        ("alone: perhaps", (1, 8), "alone is true or false"),
        ("alone: true", (1, 1), "it must have a default"),
        ("default: {mon: 9}", (1, 16), "'9' is no span of time"),
        ("default:\n  mon: closed\n  tue: later", (3, 8), "'later' is no span of time"),
        ("default: {holidays: as bank}", (1, 21), "'as' is no span of time"),
        ("countries:\n  France: {mon: closed}", (2, 3), "'France' is no code like FR"),
        ("countries: {FR: closed}", (1, 17), "hours are lines like"),
        ("states: {US: {AL: {cap: many}}}", (1, 25), "cap is a number of calls in 24 hours"),
        ("states: {US: {AL: {cap: 13}}}", (1, 25), "from 0 to 12"),  # more are not remembered
        ("countries: {FR: {person_cap: 4}}", (1, 30), "person_cap is like '4 in 30 days'"),
        ("countries: {FR: {person_cap: 13 in 30 days}}", (1, 30), "12 calls at the most"),
        ("countries: {FR: {person_cap: 4 in 400 days}}", (1, 30), "person_cap is like"),
        ("states: {US: {AL: {cap: true}}}", (1, 25), "cap is a number"),
        ("states: {US: [AL]}", (1, 10), "US is a block of 'AL: {…}' lines"),
        ("states: {Dixie: {}}", (1, 10), "'Dixie' is no code like US"),
    ],
)  # fmt: skip
def test_faults_of_hours_have_a_place(text: str, place: tuple[int, int], says: str) -> None:
    with pytest.raises(FaultyFile) as faulty:
        own(text)
    assert ((faulty.value.fault.line, faulty.value.fault.column), says in str(faulty.value.fault)) == (
        place,
        True,
    )


@pytest.mark.parametrize(
    ("text", "place", "says"),
    [
        ("[]", (1, 1), "holidays are blocks like"),
        ("Britain: {days: {}}", (1, 1), "'Britain' is no code like GB or GB-SCT"),
        ("GB: [dec 25]", (1, 1), "a country has a source, and days"),
        ("GB:\n  days:\n    Christmas: dec 32", (3, 16), "'dec 32' is no rule like"),
        ("GB:\n  days:\n    Christmas: dec 25 and more", (3, 16), "'and more' in 'dec 25 and more'"),
        ("GB: {days: {Christmas: dec 25}, hours: closed}", (1, 1), "a country has a source, and days"),
    ],
)  # fmt: skip
def test_faults_of_holidays_have_a_place(text: str, place: tuple[int, int], says: str) -> None:
    with pytest.raises(FaultyFile) as faulty:
        read_holidays(parse_yaml(text))
    assert ((faulty.value.fault.line, faulty.value.fault.column), says in str(faulty.value.fault)) == (
        place,
        True,
    )


def test_a_reps_holidays_take_the_place_of_their_country(tmp_path: Path) -> None:
    (tmp_path / "holidays.yaml").write_text("DE: {days: {Mein Tag: feb 3}}\nde-by: {days: {Bayern: feb 4}}\n")
    mine = read_defaults(Home(tmp_path))
    days = mine.hours.holidays
    assert mine.faults == ()
    assert [days.on("DE", "", date(2026, 2, 3)), days.on("DE", "", date(2026, 5, 1))] == ["Mein Tag", ""]
    assert days.on("DE", "BY", date(2026, 2, 4)) == "Bayern"
    assert days.on("FR", "", date(2026, 5, 1)) == "Labour Day"


def test_holidays_that_cannot_be_used_are_set_aside(tmp_path: Path) -> None:
    (tmp_path / "holidays.yaml").write_text("DE: {days: {Mein Tag: soon}}\n")
    mine = read_defaults(Home(tmp_path))
    (fault,) = mine.faults
    assert "holidays.yaml:1:" in fault
    assert mine.hours.holidays.on("DE", "", date(2026, 5, 1)) == "Labour Day"


def test_the_shipped_holidays_are_not_read_before_somebody_asks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    monkeypatch.setattr(
        "tui.files.defaults.read_yaml", lambda path: (read.append(path.name), read_yaml(path))[1]
    )
    hours, now = read_defaults(Home(tmp_path)).hours, datetime(2026, 11, 24, 12, tzinfo=UTC)
    hours.may_call((Spot("America/New_York", "US", "NY"),), now)
    assert "holidays.yaml" not in read
    hours.may_call((Spot("Europe/Paris", "FR"),), now)
    assert "holidays.yaml" in read
