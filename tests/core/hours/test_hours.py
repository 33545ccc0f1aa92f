"""May this person be called now: in every possible zone, over clock changes, by hours that a rep wrote."""

from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.core.hours.holidays import Holidays, read_rule
from tui.core.hours.hours import HORIZON, Hours, Rule, zone
from tui.core.hours.week import read_special, read_week
from tui.core.hours.whereabouts import Spot, Whereabouts


def hours(**days: str) -> Hours:
    """Hours that hold everywhere: `hours(mon_fri="09:00-18:00")`."""
    return Hours(Rule(read_week({day.replace("_", "-"): text for day, text in days.items()})))


def somewhere(*zones: str, country: str = "", state: str = "") -> Whereabouts:
    return tuple(Spot(name, country, state) for name in zones)


DAYTIME = hours(mon_sun="08:00-21:00")
OFFICE = hours(mon_fri="09:00-12:00 13:00-18:00")


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
    assert DAYTIME.may_call(somewhere(place), at(moment, place)) == (is_open, at(until, place))


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
        assert DAYTIME.may_call(somewhere(*order), at(moment)) == (is_open, at(until))


def test_zones_that_never_agree_never_open() -> None:
    mornings, moment = hours(mon_sun="09:00-12:00"), at("2026-11-23 10:00")
    never = somewhere(LONDON, LOS_ANGELES)
    assert mornings.may_call(never, moment) == (False, moment + HORIZON)
    assert mornings.opens(never, moment) is None
    assert mornings.window(never, moment).opens is None


@pytest.mark.parametrize(
    ("moment", "is_open", "until"),
    [
        ("2026-11-23 12:30", False, "2026-11-23 13:00"),  # lunch
        ("2026-11-27 18:00", False, "2026-11-30 09:00"),  # the weekend
        ("2026-11-28 10:00", False, "2026-11-30 09:00"),
    ],
)
def test_a_week_has_breaks(moment: str, is_open: bool, until: str) -> None:
    assert OFFICE.may_call(somewhere(LONDON), at(moment)) == (is_open, at(until))


def test_a_country_has_its_own_hours() -> None:
    both = Hours(DAYTIME.default, {"FR": OFFICE.default})
    lunch = at("2026-11-23 12:30", "Europe/Paris")
    there = [somewhere("Europe/Paris", country=country) for country in ("FR", "DE", "GP")]
    assert [both.may_call(where, lunch)[0] for where in there] == [False, True, False]  # GP is a part of FR


def test_a_number_without_a_place_may_always_be_called() -> None:
    night = at("2026-11-23 03:00")
    assert OFFICE.may_call((), night) == (True, night + HORIZON)


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
    is_open, until = Hours(Rule(read_week(week))).may_call(somewhere(LONDON), moment)
    assert moment < until <= moment + HORIZON
    if until < moment + HORIZON:
        before = until - timedelta(seconds=1)
        assert Hours(Rule(read_week(week))).may_call(somewhere(LONDON), before)[0] is is_open
        assert Hours(Rule(read_week(week))).may_call(somewhere(LONDON), until)[0] is not is_open


def test_a_night_over_midnight_is_one_span() -> None:
    late = hours(sun="20:00-24:00", mon="00:00-02:00")
    assert late.may_call(somewhere(LONDON), at("2026-11-22 21:00")) == (True, at("2026-11-23 02:00"))


def test_a_kept_answer_is_the_answer() -> None:
    """Asked in any order, also backwards, the kept answers are those of fresh hours."""
    moments = [at("2026-03-27 00:00") + timedelta(minutes=41 * n) for n in range(300)]
    for moment in moments + moments[::-7]:
        fresh = Hours(OFFICE.default)
        assert OFFICE.may_call(somewhere(LONDON), moment) == fresh.may_call(somewhere(LONDON), moment)


def test_the_local_times_to_show_begin_with_the_earliest_clock() -> None:
    where = somewhere(NEW_YORK, LOS_ANGELES, "Nowhere/AtAll", country="US")
    window = DAYTIME.window(where, at("2026-11-23 17:00"))
    assert [f"{local:%H:%M}" for local in window.local] == ["09:00", "12:00"]
    assert (window.open, window.until) == (True, at("2026-11-24 02:00"))
    assert (window.why, window.opens) == ("", None)


# ------------------------------------------------------------------------------- the clock is set to and fro


@pytest.mark.parametrize(
    ("place", "spans", "moment", "is_open", "until"),
    [
        # 01:00 to 02:00 does not exist on 29 March 2026 in London
        (LONDON, "01:15-01:45", "2026-03-28 20:00", False, "2026-03-30 00:15"),
        (LONDON, "01:30-02:30", "2026-03-29 00:30", False, "2026-03-29 01:00"),
        (LONDON, "01:30-02:30", "2026-03-29 01:00", True, "2026-03-29 01:30"),
        (LONDON, "00:30-01:30", "2026-03-29 00:45", True, "2026-03-29 01:00"),
        # 01:00 to 02:00 comes twice on 25 October
        (LONDON, "01:15-01:45", "2026-10-25 00:20", True, "2026-10-25 00:45"),
        (LONDON, "01:15-01:45", "2026-10-25 00:50", False, "2026-10-25 01:15"),
        (LONDON, "01:15-01:45", "2026-10-25 01:20", True, "2026-10-25 01:45"),
        (LONDON, "00:30-01:30", "2026-10-25 00:40", False, "2026-10-25 01:00"),
        (LONDON, "00:30-02:00", "2026-10-24 23:40", True, "2026-10-25 02:00"),
        # Samoa left out the whole of 30 December 2011
        ("Pacific/Apia", "09:00-17:00", "2011-12-30 04:00", False, "2011-12-30 19:00"),
    ],
)
def test_an_hour_that_is_left_out_or_comes_twice(
    place: str, spans: str, moment: str, is_open: bool, until: str
) -> None:
    assert hours(mon_sun=spans).may_call(somewhere(place), at(moment)) == (is_open, at(until))


#: Of every kind: half hours, no summer time, half an hour of it, the south, the first hour of a day, Ramadan.
ZONES = (
    "UTC", "Europe/London", "Europe/Berlin", "Europe/Lisbon", "Atlantic/Azores", "Europe/Athens",
    "Asia/Beirut", "Africa/Cairo", "Africa/Casablanca", "Asia/Jerusalem", "Asia/Tehran", "Asia/Kolkata",
    "Asia/Kathmandu", "Asia/Tokyo", "Australia/Sydney", "Australia/Lord_Howe", "Australia/Adelaide",
    "Pacific/Auckland", "Pacific/Chatham", "Pacific/Apia", "Pacific/Kiritimati", "America/New_York",
    "America/Chicago", "America/Denver", "America/Phoenix", "America/Los_Angeles", "America/St_Johns",
    "America/Havana", "America/Santiago", "America/Asuncion", "America/Nuuk", "Antarctica/Troll",
)  # fmt: skip
YEAR = [at("2026-01-01 00:00") + timedelta(hours=n) for n in range(24 * 366)]
#: In each zone, around each moment at which its clock is set.
SET = {
    name: [
        moment
        for before, moment in pairwise(YEAR)
        if before.astimezone(ZoneInfo(name)).utcoffset() != moment.astimezone(ZoneInfo(name)).utcoffset()
    ]
    or [at("2026-03-29 01:00")]
    for name in ZONES
}
MINUTES = st.integers(0, 24 * 60)
SPANS = st.lists(st.tuples(MINUTES, MINUTES), min_size=1, max_size=3)


def spoken(spans: list[tuple[int, int]]) -> str:
    return " ".join(
        f"{a // 60:02}:{a % 60:02}-{b // 60:02}:{b % 60:02}" for a, b in map(sorted, spans) if a != b
    )


def by_the_wall(week: dict[str, str], zones: list[str], moment: datetime) -> bool:
    """The oracle: what clocks on the walls say, and nothing else."""
    for name in zones:
        local = moment.astimezone(ZoneInfo(name))
        minute = local.hour * 60 + local.minute
        day = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")[local.weekday()]
        spans = [part.split("-") for part in week[day].split()]
        clock = [[int(t[:2]) * 60 + int(t[3:]) for t in span] for span in spans]
        if not any(a <= minute < b for a, b in clock):
            return False
    return True


@settings(max_examples=80, deadline=None)
@given(st.data(), st.lists(st.sampled_from(ZONES), min_size=1, max_size=2), SPANS, SPANS)
def test_minute_by_minute_it_is_what_the_clocks_on_the_walls_say(
    data: st.DataObject, zones: list[str], one: list[tuple[int, int]], other: list[tuple[int, int]]
) -> None:
    """Around a change of the clock, asked backwards; `until` is the minute at which it turns."""
    days = data.draw(
        st.lists(st.sampled_from([spoken(one), spoken(other), "closed"]), min_size=7, max_size=7)
    )
    week = dict(zip(("mon", "tue", "wed", "thu", "fri", "sat", "sun"), days, strict=True))
    week_in_words = {day: "" if text == "closed" else text for day, text in week.items()}
    turned = data.draw(st.sampled_from(SET[zones[0]]))
    asked, where = Hours(Rule(read_week(week))), somewhere(*zones)
    stretch = [turned + timedelta(minutes=n) for n in range(-27 * 60, 27 * 60)]
    said = [by_the_wall(week_in_words, zones, moment) for moment in stretch]
    turn, was = None, said[-1]
    for moment, is_open in reversed(list(zip(stretch, said, strict=True))):
        if is_open != was:
            turn = moment + timedelta(minutes=1)
        was = is_open
        answer, until = asked.may_call(where, moment)
        assert answer is is_open, moment
        assert until == turn if turn else until > stretch[-1], moment


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(ZONES), st.integers(0, 366 * 24 * 60), SPANS)
def test_it_opens_at_the_very_minute(name: str, minute: int, spans: list[tuple[int, int]]) -> None:
    moment, week = (
        at("2026-01-01 00:00") + timedelta(minutes=minute),
        hours(wed=spoken(spans), sat="09:00-10:00"),
    )
    for later in (moment, moment + timedelta(minutes=1, microseconds=-1)):
        assert bool(week.why_closed(somewhere(name), later)) is not week.may_call(somewhere(name), later)[0]
    opens = week.opens(somewhere(name), moment)
    assert opens is not None
    assert week.may_call(somewhere(name), opens)[0]
    if opens != moment:
        before = opens - timedelta(minutes=1)
        assert not week.may_call(somewhere(name), before)[0]
        assert week.may_call(somewhere(name), moment)[1] <= opens


# --------------------------------------------------------------------------------- holidays, states, reasons

FEAST = Holidays(
    lambda: {
        "US": [read_rule("Thanksgiving", "fourth thu nov")],
        "IT": [read_rule("Feast", day) for day in ("2026-11-25", "2027-02-15")],
    }
)
ROWS = Hours(
    Rule(read_week({"mon-sun": "08:00-21:00"}), source="courtesy"),
    {
        "IT": Rule(
            read_week({"mon-fri": "09:00-20:00"}),
            "Italy",
            (),
            read_special("10:00-19:00", read_week({})),
            0,
            "code",
        ),
        "US": Rule(read_week({"mon-sun": "08:00-21:00"}), "the United States", cap=9),
    },
    {"US": {"AL": Rule(read_week({"mon-sat": "08:00-20:00"}), "AL", (), cap=3, source="a law")}},
    FEAST,
)
ALABAMA = somewhere("America/Chicago", country="US", state="AL")


@pytest.mark.parametrize(
    ("where", "moment", "why", "source", "opens"),
    [
        (ALABAMA, "2026-11-29 18:00", "closed in AL on Sundays", "a law", "2026-11-30 14:00"),
        (ALABAMA, "2026-11-26 18:00", "Thanksgiving, closed in AL", "a law", "2026-11-27 14:00"),
        (ALABAMA, "2026-11-25 02:00", "08:00–20:00 in AL", "a law", "2026-11-25 14:00"),
        (ALABAMA, "2026-11-25 18:00", "", "", None),
        (somewhere("Europe/Rome", country="IT"), "2026-11-25 10:00", "Feast, closed in Italy", "code", None),
        (
            somewhere("Europe/Rome", country="IT"),
            "2026-11-24 18:30",
            "the day before Feast, 10:00–19:00 in Italy",
            "code",
            "2026-11-26 08:00",
        ),
        (
            somewhere("Europe/Rome", country="IT"),
            "2027-02-14 10:00",  # also the day before a feast
            "closed in Italy on Sundays",
            "code",
            "2027-02-16 08:00",
        ),
        (somewhere(LONDON), "2026-11-24 22:00", "08:00–21:00 there", "courtesy", "2026-11-25 08:00"),
        # the sales call that is allowed in New York is not where the address is
        (
            (Spot(NEW_YORK, "US", "NY"), *ALABAMA),
            "2026-11-24 13:30",
            "08:00–20:00 in AL",
            "a law",
            "2026-11-24 14:00",
        ),
    ],
)
def test_which_rule_closes_it(
    where: Whereabouts, moment: str, why: str, source: str, opens: str | None
) -> None:
    window = ROWS.window(where, at(moment))
    assert (window.why, window.source, window.open) == (why, source, not why)
    assert ROWS.why_closed(where, at(moment)) == why
    if opens:
        assert window.opens == at(opens)


def test_the_lowest_cap_of_all_places_counts() -> None:
    new_york = Spot(NEW_YORK, "US", "NY")
    assert [ROWS.cap(where) for where in ((new_york,), ALABAMA, (new_york, *ALABAMA), ())] == [9, 3, 3, 0]
    assert ROWS.cap(somewhere(LONDON)) == 0


def test_the_day_after_the_feast_of_a_part_is_that_of_the_whole() -> None:
    """San Marino is no part of Italy, the Vatican counts as one."""
    noon = at("2026-11-25 11:00")
    there = [somewhere("Europe/Rome", country=code) for code in ("IT", "VA", "SM")]
    assert [ROWS.may_call(where, noon)[0] for where in there] == [False, False, True]


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
    asked = hours(mon=text)
    assert asked.may_call(somewhere(LONDON), at("2026-11-23 11:30")) == (True, at("2026-11-23 18:00"))


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
