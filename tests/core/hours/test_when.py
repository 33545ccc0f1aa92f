"""Times in the words of a phone call, at the contact's place."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tui.core.hours.when import NotATime, read

LONDON, NEW_YORK = ZoneInfo("Europe/London"), ZoneInfo("America/New_York")
#: A Monday, 13:02 in London.
NOW = datetime(2026, 11, 23, 13, 2, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("words", "wall"),
    [
        ("14:00", "23 14:00"),
        ("at 14:00", "23 14:00"),
        ("9", "24 09:00"),  # nine is over: tomorrow
        ("3", "23 15:00"),  # a bare hour from one to six is the afternoon
        ("6", "23 18:00"),
        ("7", "24 07:00"),
        ("3:00", "24 03:00"),  # not a bare hour
        ("3pm", "23 15:00"),
        ("3 PM", "23 15:00"),
        ("3am", "24 03:00"),
        ("12am", "24 00:00"),
        ("12pm", "24 12:00"),
        ("12:30pm", "24 12:30"),
        ("14h30", "23 14:30"),
        ("14h", "23 14:00"),
        ("14 uhr", "23 14:00"),
        ("noon", "24 12:00"),
        ("tonight", "23 17:30"),
        ("tonight 8pm", "23 20:00"),
        ("today 15:00", "23 15:00"),
        ("today at 3", "23 15:00"),
        ("tomorrow", "24 09:30"),
        ("tomorrow 10", "24 10:00"),
        ("10 tomorrow", "24 10:00"),
        ("Tomorrow, at 10 o'clock", "24 10:00"),
        ("tomorrow afternoon", "24 14:30"),
        ("tmrw 9:15", "24 09:15"),
        ("tue", "24 09:30"),
        ("on fri 14:30", "27 14:30"),
        ("friday morning", "27 09:30"),
        ("mon", "30 09:30"),  # said on a Monday: the next one
        ("next mon 9", "30 09:00"),
        ("next week", "30 09:30"),
        ("next week 11:00", "30 11:00"),
        ("in 2 hours", "23 15:05"),  # nobody says 15:02
        ("2h", "23 15:05"),
        ("in 14h", "24 03:05"),
        ("45 min", "23 13:50"),
        ("in half an hour", "23 13:35"),
        ("an hour", "23 14:05"),
        ("in 1 minute", "23 13:05"),
        ("in a week", "30 13:02"),
        ("in 3 days", "26 13:02"),
        ("24 nov 10:00", "24 10:00"),
        ("nov 24", "24 09:30"),
        ("24th november 10", "24 10:00"),
        ("24.11. 9:00", "24 09:00"),
        ("24.11.2026 9:00", "24 09:00"),
        ("2026-11-24 10:30", "24 10:30"),
        ("tomorrow at ten", "24 10:00"),
        ("ten thirty tomorrow", "24 10:30"),
        ("Tuesday at half past ten in the morning", "24 10:30"),
        ("half past 3", "23 15:30"),
        ("quarter past three", "23 15:15"),
        ("a quarter to four", "23 15:45"),
        ("quarter to one", "24 12:45"),
        ("half past twelve", "24 12:30"),
        ("three in the afternoon", "23 15:00"),
        ("friday 9 in the morning", "27 09:00"),
        ("seven in the evening", "23 19:00"),
        ("tonight at 7", "23 19:00"),
        ("5 in the morning", "24 05:00"),
        ("10 30", "24 10:30"),
        ("three thirty", "23 15:30"),
        ("3 30 am", "24 03:30"),
        ("10 30 nov", "30 10:00"),
        ("thursday in the afternoon", "26 14:30"),
        ("tomorrow morning at eleven", "24 11:00"),
        ("two o'clock", "23 14:00"),
        ("in two hours", "23 15:05"),
        ("in twenty minutes", "23 13:25"),
        ("in an hour and a half", "23 14:35"),
    ],
)
def test_words_for_a_time(words: str, wall: str) -> None:
    meant = read(words, NOW, LONDON)
    assert f"{meant.wall:%d %H:%M}" == wall
    assert meant.utc == meant.wall.replace(tzinfo=UTC)  # it is winter


@pytest.mark.parametrize(
    ("words", "wall"),
    [("12.3. 9:00", "2027-03-12 09:00"), ("1 jan", "2027-01-01 09:30"), ("22.11.", "2027-11-22 09:30")],
)
def test_a_day_without_a_year_is_the_next_one(words: str, wall: str) -> None:
    assert f"{read(words, NOW, LONDON).wall:%Y-%m-%d %H:%M}" == wall


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("", "No time yet."),
        ("at", "No time yet."),
        ("soonish", "'soonish' is not clear."),
        ("10 monkeys", "'monkeys' is not clear."),
        ("next", "'next' is not clear."),
        ("next time", "'next' is not clear."),
        ("half", "'half' is not clear."),
        ("half past march", "'half' is not clear."),
        ("half ten", "'half' is not clear."),  # 10:30 to some, 9:30 to others
        ("quarter past 25", "25:15 is no time of day."),
        ("25:00", "25:00 is no time of day."),
        ("tomorrow 10:75", "10:75 is no time of day."),
        ("31.2.", "There is no 31 Feb."),
        ("29 feb", "There is no 29 Feb."),
        ("2026-13-01", "There is no day 1.13."),
        ("today", "Mon 23 Nov 09:30 is past."),
        ("today 13:02", "Mon 23 Nov 13:02 is past."),
        ("2020-01-01", "Wed 01 Jan 09:30 is past."),
        ("²", "is not clear"),
        ("\x1b[31m", "is not clear"),
    ],
)
def test_what_is_not_clear_or_past_is_asked_again(words: str, says: str) -> None:
    with pytest.raises(NotATime) as asked:
        read(words, NOW, LONDON)
    assert says in str(asked.value)


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("9999-12-31 23:00", "America/New_York"),
        ("0001-01-01 00:00", "Pacific/Auckland"),
        ("0001-01-01", "UTC"),
    ],
)
def test_beyond_the_calendar_is_no_accident(words: str, place: str) -> None:
    with pytest.raises(NotATime):
        read(words, NOW, ZoneInfo(place))


def wall(text: str) -> datetime:
    """A naive time, as a clock on the wall shows it."""
    return datetime.fromisoformat(text)


def test_the_place_decides() -> None:
    meant = read("14:00", NOW, NEW_YORK)
    assert (meant.wall, meant.utc) == (wall("2026-11-23 14:00"), datetime(2026, 11, 23, 19, tzinfo=UTC))


def test_the_day_there_counts_not_ours() -> None:
    late = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)  # Monday evening in New York
    assert read("tomorrow 9", late, NEW_YORK).wall == wall("2026-11-24 09:00")


# ----------------------------------------------------------------------------------------- clock changes

SPRING = datetime(2026, 3, 28, 12, 0, tzinfo=UTC)
AUTUMN = datetime(2026, 10, 24, 12, 0, tzinfo=UTC)


def test_a_wall_time_that_is_left_out_moves_on_by_the_gap() -> None:
    meant = read("2026-03-29 1:30", SPRING, LONDON)
    assert (meant.wall, meant.utc) == (wall("2026-03-29 02:30"), datetime(2026, 3, 29, 1, 30, tzinfo=UTC))


def test_a_wall_time_that_comes_twice_means_the_first() -> None:
    meant = read("2026-10-25 1:30", AUTUMN, LONDON)
    assert (meant.wall, meant.utc) == (
        wall("2026-10-25 01:30"),
        datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
    )


@pytest.mark.parametrize(("now", "utc"), [(SPRING, 8), (AUTUMN, 9)])
def test_nine_is_nine_on_the_day_after_the_change(now: datetime, utc: int) -> None:
    meant = read("tomorrow 9", now, LONDON)
    assert (meant.wall.hour, meant.utc.hour) == (9, utc)


@pytest.mark.parametrize("hours", [1, 2, 3, 12])
@pytest.mark.parametrize("now", [SPRING, AUTUMN])
def test_in_so_many_hours_is_time_that_passes(now: datetime, hours: int) -> None:
    night = now.replace(hour=23, minute=30)
    assert read(f"in {hours} hours", night, LONDON).utc == night + timedelta(hours=hours)


@pytest.mark.parametrize(
    "place", ["Europe/London", "America/St_Johns", "Asia/Kathmandu", "Australia/Lord_Howe"]
)
@pytest.mark.parametrize("step", range(0, 48, 5))
def test_what_was_understood_means_the_same_when_read_again(place: str, step: int) -> None:
    """A form fixes the words as date and time; settling reads those."""
    now = AUTUMN - timedelta(hours=step * 7)
    for words in ("tomorrow 10", "in 3 hours", "fri", "14:00", "tonight"):
        meant = read(words, now, ZoneInfo(place))
        again = read(f"{meant.wall:%Y-%m-%d %H:%M}", now, ZoneInfo(place))
        assert again.wall == meant.wall
        assert again.utc == meant.utc or meant.wall.fold
