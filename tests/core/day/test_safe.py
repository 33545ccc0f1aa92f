"""Safe calls: to whom the rep has spoken often, and the one line about them."""

import pytest

from tests.core.given import DAY, DISPOSITIONS, NOW, call
from tests.memory import MemoryStore
from tui.core.call.attempt import Attempt
from tui.core.day.safe import Share, nudge, safe_ones, share
from tui.core.ports import Batch


def shelf(*calls: Attempt) -> MemoryStore:
    return MemoryStore(Batch(calls))


def talks(*days_ago: int, came: str = "conversation") -> list[Attempt]:
    return [call(n, started=NOW - days * DAY, disposition=came) for n, days in enumerate(days_ago, 1)]


@pytest.mark.parametrize(
    ("past", "safe"),
    [
        (talks(1, 2, 3), True),
        (talks(1, 2), False),
        (talks(1, 2, 91), False),
        (talks(1, 2, 90), True),
        (talks(1, 2, 3, came="no-answer"), False),
    ],
)
def test_so_many_talks_in_ninety_days_make_a_call_safe(past: list[Attempt], safe: bool) -> None:
    assert (9 in safe_ones([*reversed(past), call(9)], 3, DISPOSITIONS)) is safe


def test_a_talk_without_a_result_counts_when_somebody_picked_up() -> None:
    past = [call(n, started=NOW - n * DAY, answered=NOW - n * DAY) for n in (1, 2, 3)]
    assert safe_ones([*reversed(past), call(9)], 3, DISPOSITIONS) == {9}


def test_what_came_later_does_not_make_an_earlier_call_safe() -> None:
    first = call(1, started=NOW - 9 * DAY)
    assert safe_ones([first, *reversed(talks(1, 2, 3))], 3, DISPOSITIONS) == set()


def test_two_calls_at_once_know_nothing_of_each_other() -> None:
    past = talks(1, 2, 0)
    assert safe_ones([past[1], past[0], past[2], call(9)], 3, DISPOSITIONS) == set()


def test_the_share_is_of_the_calls_going_out() -> None:
    past, now = talks(1, 2, 3), [call(8), call(9, contact=2), call(10, inbound=True)]
    assert share(shelf(*past, *now), now, 3, DISPOSITIONS) == Share(2, 1)


@pytest.mark.parametrize(
    ("found", "limit", "told"),
    [(Share(5, 3), 40, True), (Share(5, 2), 40, False), (Share(4, 4), 40, False), (Share(9, 9), 100, False)],
)
def test_it_is_told_above_the_reps_own_limit_and_not_of_a_few(found: Share, limit: int, told: bool) -> None:
    assert bool(nudge(found, limit)) is told


def test_no_calls_are_no_share() -> None:
    assert Share().percent == 0
