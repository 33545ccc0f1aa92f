"""The best time told on a call: what is understood, what is not, and when it fits."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.core.people.best import NotABest, fits_best, read_best
from tui.core.people.contact import Contact, Number

WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def shown(words: str) -> str:
    best = read_best(words)
    days = " ".join(WEEK[day] for day in sorted(best.days)) if len(best.days) < 7 else "any"
    spans = " ".join(f"{a:%H:%M}-{b:%H:%M}".replace("23:59", "24:00") for a, b in best.spans)
    return f"{days} {spans}"


@pytest.mark.parametrize(
    ("words", "means"),
    [
        ("mornings only", "any 00:00-12:00"),
        ("Call me Tuesdays after four", "tue 16:00-24:00"),
        ("tue, thu mornings", "tue thu 00:00-12:00"),
        ("mon-fri 9-11", "mon tue wed thu fri 09:00-11:00"),
        ("Monday to Wednesday 9:30 – 11", "mon tue wed 09:30-11:00"),
        ("fri-mon", "mon fri sat sun 00:00-24:00"),
        ("weekdays before 10", "mon tue wed thu fri 00:00-10:00"),
        ("after 16", "any 16:00-24:00"),
        ("not before 10", "any 10:00-24:00"),
        ("never after 5pm", "any 00:00-17:00"),
        ("between nine and eleven", "any 09:00-11:00"),
        ("nine to five", "any 09:00-17:00"),
        ("afternoons not fri", "mon tue wed thu sat sun 12:00-17:00"),
        ("not mondays or fridays", "tue wed thu sat sun 00:00-24:00"),
        ("weekdays except lunch", "mon tue wed thu fri 00:00-11:30 13:30-24:00"),
        ("not in the morning, please", "any 12:00-24:00"),
        ("mornings and evenings", "any 00:00-12:00 17:00-24:00"),
        ("mornings after 9", "any 09:00-12:00"),
        ("at 4", "any 16:00-17:00"),
        ("23", "any 23:00-24:00"),
        ("until noon", "any 00:00-12:00"),
        ("from 7 am to 8 am", "any 07:00-08:00"),
        ("from 7 am", "any 07:00-24:00"),
        ("weekends", "sat sun 00:00-24:00"),
    ],
)
def test_what_is_understood(words: str, means: str) -> None:
    assert shown(words) == means


@pytest.mark.parametrize(
    "words",
    ["", "please", "whenever", "after", "tue before", "after lunchy", "25:00", "after 25", "23-22",
     "between 9", "not mon-sun", "before 8 after 9", "mornings not mornings", "t", "\x1b[31m"],
)  # fmt: skip
def test_what_is_not_understood_says_so_with_examples(words: str) -> None:
    with pytest.raises(NotABest, match="Try: mornings"):
        read_best(words)


@given(st.text(max_size=40))
def test_any_words_are_a_time_or_told_as_none(words: str) -> None:
    try:
        best = read_best(words)
    except NotABest:
        return
    assert best.days
    assert all(begins < ends for begins, ends in best.spans)


def contact(best: str, **about: str) -> Contact:
    number = Number("+442079460101", "+442079460101", zones=("Europe/London",))
    return Contact(1, "Ada", numbers=(number,), best=best, **about)


@pytest.mark.parametrize(
    ("best", "moment", "fits"),
    [
        ("", "2026-11-23 03:00", True),
        ("whenever you like", "2026-11-23 03:00", True),  # nobody is kept back by words nobody understands
        ("mornings", "2026-11-23 11:59", True),
        ("mornings", "2026-11-23 12:00", False),
        ("tue after 4", "2026-11-24 16:00", True),
        ("tue after 4", "2026-11-24 15:59", False),
        ("tue after 4", "2026-11-23 17:00", False),
        ("after 4", "2026-07-20 15:00", True),  # four by the clock there, in summer
    ],
)
def test_it_fits_by_the_clock_there(best: str, moment: str, fits: bool) -> None:
    assert fits_best(contact(best), datetime.fromisoformat(moment).replace(tzinfo=UTC)) is fits


def test_it_fits_only_when_it_does_everywhere_they_may_be() -> None:
    both = contact("mornings", country="DE")  # a number of London, an address in Germany
    ten = datetime(2026, 11, 23, 10, tzinfo=UTC)
    assert fits_best(both, ten)
    assert not fits_best(both, ten + timedelta(hours=1))  # noon in Berlin
    assert fits_best(Contact(1, "Nobody", best="mornings"), ten + timedelta(hours=9))  # no place
