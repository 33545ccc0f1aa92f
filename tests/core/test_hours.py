"""May this person be called now: in every possible zone, over clock changes, by hours that a rep wrote."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from tui.core.hours import HORIZON, Hours, read_week, zone

DAYTIME = Hours(read_week({"mon-sun": "08:00-21:00"}))
OFFICE = Hours(read_week({"mon-fri": "09:00-12:00 13:00-18:00"}))


def at(text: str, place: str = "UTC") -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(place)).astimezone(UTC)


LONDON, NEW_YORK, LOS_ANGELES = "Europe/London", "America/New_York", "America/Los_Angeles"


@pytest.mark.parametrize(
    ("moment", "is_open", "until"),
    [
        ("2026-11-23 07:59", False, "2026-11-23 08:00"),
        ("2026-11-23 08:00", True, "2026-11-23 21:00"),
        ("2026-11-23 20:59", True, "2026-11-23 21:00"),
        ("2026-11-23 21:00", False, "2026-11-24 08:00"),
        # the night in which summer begins is an hour shorter, the one in which it ends an hour longer
        ("2026-03-28 21:00", False, "2026-03-29 08:00"),
        ("2026-03-29 00:59", False, "2026-03-29 08:00"),
        ("2026-10-24 21:00", False, "2026-10-25 08:00"),
        ("2026-10-25 08:00", True, "2026-10-25 21:00"),
    ],
)
@pytest.mark.parametrize("place", [LONDON, NEW_YORK, "Asia/Kolkata", "Australia/Lord_Howe"])
def test_hours_are_by_the_clock_there(moment: str, is_open: bool, until: str, place: str) -> None:
    assert DAYTIME.may_call((place,), "", at(moment, place)) == (is_open, at(until, place))


@pytest.mark.parametrize(
    ("zones", "moment", "is_open", "until"),
    [
        ((NEW_YORK, LOS_ANGELES), "2026-11-23 13:00", False, "2026-11-23 16:00"),  # the west still sleeps
        ((NEW_YORK, LOS_ANGELES), "2026-11-23 16:00", True, "2026-11-24 02:00"),
        ((NEW_YORK, LOS_ANGELES), "2026-11-24 02:00", False, "2026-11-24 16:00"),  # the east goes to bed
        ((LONDON, "Pacific/Auckland"), "2026-11-23 12:00", False, "2026-11-23 19:00"),
        ((LONDON, "Pacific/Auckland"), "2026-11-23 20:00", True, "2026-11-23 21:00"),
        ((LONDON, "Nowhere/AtAll"), "2026-11-23 09:00", True, "2026-11-23 21:00"),
    ],
)
def test_callable_only_when_every_possible_zone_agrees(
    zones: tuple[str, ...], moment: str, is_open: bool, until: str
) -> None:
    for order in (zones, zones[::-1]):
        assert DAYTIME.may_call(order, "", at(moment)) == (is_open, at(until))


def test_zones_that_never_agree_never_open() -> None:
    hours = Hours(read_week({"mon-sun": "09:00-12:00"}))
    moment = at("2026-11-23 10:00")
    assert hours.may_call((LONDON, LOS_ANGELES), "", moment) == (False, moment + HORIZON)


@pytest.mark.parametrize(
    ("moment", "is_open", "until"),
    [
        ("2026-11-23 12:30", False, "2026-11-23 13:00"),  # lunch
        ("2026-11-27 18:00", False, "2026-11-30 09:00"),  # the weekend
        ("2026-11-28 10:00", False, "2026-11-30 09:00"),
    ],
)
def test_a_week_has_breaks(moment: str, is_open: bool, until: str) -> None:
    assert OFFICE.may_call((LONDON,), "", at(moment)) == (is_open, at(until))


def test_a_country_has_its_own_hours() -> None:
    hours = Hours(DAYTIME.default, {"FR": OFFICE.default})
    lunch = at("2026-11-23 12:30", "Europe/Paris")
    assert [hours.may_call(("Europe/Paris",), country, lunch)[0] for country in ("FR", "DE")] == [False, True]


def test_a_number_without_a_place_may_always_be_called() -> None:
    night = at("2026-11-23 03:00")
    assert OFFICE.may_call((), "US", night) == (True, night + HORIZON)


@pytest.mark.parametrize(
    "week",
    [
        {"mon-sun": "00:00-24:00"},
        {"mon-sun": ""},
        {"mon": "09:00-10:00"},
        {"sun": "09:00-24:00", "mon": "00:00-09:00"},
    ],
)
@pytest.mark.parametrize("hour", range(0, 168, 7))
def test_an_answer_never_holds_longer_than_the_horizon_and_turns_when_it_says(
    week: dict[str, str], hour: int
) -> None:
    moment = at("2026-10-23 00:00") + timedelta(hours=hour)
    is_open, until = Hours(read_week(week)).may_call((LONDON,), "", moment)
    assert moment < until <= moment + HORIZON
    if until < moment + HORIZON:
        before = until - timedelta(seconds=1)
        assert Hours(read_week(week)).may_call((LONDON,), "", before)[0] is is_open
        assert Hours(read_week(week)).may_call((LONDON,), "", until)[0] is not is_open


def test_a_night_over_midnight_is_one_span() -> None:
    hours = Hours(read_week({"sun": "20:00-24:00", "mon": "00:00-02:00"}))
    assert hours.may_call((LONDON,), "", at("2026-11-22 21:00")) == (True, at("2026-11-23 02:00"))


def test_a_kept_answer_is_the_answer() -> None:
    """Asked in any order, also backwards, the kept answers are those of fresh hours."""
    moments = [at("2026-03-27 00:00") + timedelta(minutes=41 * n) for n in range(300)]
    for moment in moments + moments[::-7]:
        fresh = Hours(OFFICE.default)
        assert OFFICE.may_call((LONDON,), "", moment) == fresh.may_call((LONDON,), "", moment)


def test_the_local_times_to_show_begin_with_the_earliest_clock() -> None:
    window = DAYTIME.window((NEW_YORK, LOS_ANGELES, "Nowhere/AtAll"), "US", at("2026-11-23 17:00"))
    assert [f"{local:%H:%M}" for local in window.local] == ["09:00", "12:00"]
    assert (window.open, window.until) == (True, at("2026-11-24 02:00"))


# ------------------------------------------------------------------------------------- hours that a rep wrote


@pytest.mark.parametrize(
    ("days", "spans"),
    [
        ({"mon": "09:00-12:00"}, {0: ["09:00-12:00"]}),
        ({"mon-wed": "8:00-9:30"}, {0: ["08:00-09:30"], 1: ["08:00-09:30"], 2: ["08:00-09:30"]}),
        ({"fri-mon": "10:00-11:00"}, {d: ["10:00-11:00"] for d in (4, 5, 6, 0)}),
        ({"mon": "13:00-18:00 09:00-12:00"}, {0: ["09:00-12:00", "13:00-18:00"]}),
        ({"mon-tue": "09:00-12:00", "tue": ""}, {0: ["09:00-12:00"]}),
        ({}, {}),
    ],
)
def test_weeks_are_read(days: dict[str, str], spans: dict[int, list[str]]) -> None:
    week = [[f"{start:%H:%M}-{end:%H:%M}" for start, end in day] for day in read_week(days)]
    assert week == [spans.get(day, []) for day in range(7)]


def test_the_end_of_a_day_is_midnight() -> None:
    assert read_week({"mon": "22:00-24:00"})[0] == ((time(22), time.max),)


@pytest.mark.parametrize(
    "text", ["09:00-18:00 10:00-11:00", "10:00-11:00 09:00-18:00", "09:00-12:00 12:00-18:00"]
)
def test_spans_that_touch_or_lie_in_one_another_are_one(text: str) -> None:
    hours = Hours(read_week({"mon": text}))
    assert hours.may_call((LONDON,), "", at("2026-11-23 11:30")) == (True, at("2026-11-23 18:00"))


@pytest.mark.parametrize(
    ("days", "sentence"),
    [
        ({"monday": "09:00-12:00"}, "'monday' is no day or span of days like mon or mon-fri"),
        ({"mon-wed-fri": "09:00-12:00"}, "'mon-wed-fri' is no day or span of days like mon or mon-fri"),
        ({"": "09:00-12:00"}, "'' is no day or span of days like mon or mon-fri"),
        ({"mon": "12:00-09:00"}, "'12:00-09:00' ends before it begins"),
        ({"mon": "09:00-09:00"}, "'09:00-09:00' ends before it begins"),
        *(
            ({"mon": text}, f"'{text}' is no span of time like 09:00-18:00")
            for text in (
                "always",
                "9-18",
                "09:00",
                "25:00-26:00",
                "09:00-18:00-20:00",
                "08:00Z-21:00",
                "9:0x-10:00",
            )
        ),
    ],
)
def test_what_is_no_week_is_said_plainly(days: dict[str, str], sentence: str) -> None:
    with pytest.raises(ValueError) as wrong:
        read_week(days)
    assert str(wrong.value) == sentence


@pytest.mark.parametrize("name", ["", "Nowhere/AtAll", "Europe", "../../etc/passwd", "x" * 5000, "a\0b"])
def test_no_zone_of_that_name(name: str) -> None:
    assert zone(name) is None
