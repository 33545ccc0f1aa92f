"""A year of calls over both changes of the clocks, in 30 zones: no dial that may not be.

The rep calls whoever is next, at all hours, six days a week. Each dial is checked by an oracle that knows all
of the past and none of the queue's code; now and then everybody's reason is checked, and that the kept queue
is the one a fresh look would give. At the end nobody is forgotten: a rep who calls a hundredth of the list a
day does not come to its last in a year, but whoever was not called yet has their turn in the weeks after it.

OFFHOOK_SOAK=200 calls 10,000 people; the usual run a tenth of them.
"""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from tests.core.given import DAY, HOUR, MINUTE
from tests.core.world import World, people
from tui.core.queue.verdict import Held
from tui.core.queue.why import opens

pytestmark = pytest.mark.soak

MANY = 50 * int(os.environ.get("OFFHOOK_SOAK", "20"))
#: Dials of a day: in a year each is called some times.
DIALS = MANY // 100
ZONES = (
    "Africa/Cairo", "Africa/Johannesburg", "America/Anchorage", "America/Bogota", "America/Chicago",
    "America/Denver", "America/Halifax", "America/Los_Angeles", "America/Mexico_City", "America/New_York",
    "America/Phoenix", "America/Santiago", "America/Sao_Paulo", "America/St_Johns", "Asia/Dubai",
    "Asia/Jerusalem", "Asia/Kathmandu", "Asia/Kolkata", "Asia/Singapore", "Asia/Tehran", "Asia/Tokyo",
    "Australia/Adelaide", "Australia/Lord_Howe", "Australia/Sydney", "Europe/Athens", "Europe/Berlin",
    "Europe/Lisbon", "Europe/London", "Pacific/Auckland", "Pacific/Chatham",
)  # fmt: skip
FOR_GOOD = {"do not call", "no number", "closed", "out of profile"}
#: After the year, whoever was not called yet is within so many weeks.
WEEKS_AFTER = 12


def _a_day(world: World, day: int, rounds: int = 3) -> None:
    begins = world.now
    if day % 7 != 6:
        for _ in range(rounds):  # the world is round: in the morning, at noon and at night
            world.work(DIALS // 3 + 1, pause=2 * MINUTE)
            world.wait(timedelta(hours=world.chance.choice((3, 4, 5)), minutes=world.chance.randrange(60)))
    world.wait(max(begins + DAY - world.now, HOUR))


def _not_called(world: World) -> set[int]:
    """Who could be called and never was, by hours alone."""
    called = {id for id, calls in world.oracle.by_contact.items() if calls}
    held = {id for id, verdict in world.queue.held.items() if verdict.rule in FOR_GOOD}
    return world.by_id.keys() - called - held


def test_a_year_of_calls() -> None:
    chance = Random(7)
    world = World(chance, people(chance, MANY, ZONES), datetime(2026, 1, 5, 5, tzinfo=UTC))
    looks = 0
    for day in range(364):
        _a_day(world, day)
        if day % 28 == 0 or 75 < day < 100 or 290 < day < 312:  # around both changes of the clocks
            assert world.faults == []
            if MANY <= 1000 or day % 28 == 0:
                world.look()
                looks += 1
    assert world.faults == []
    assert world.dials > 2 * MANY
    for contact in world.contacts:
        verdict = world.queue.get(contact.id)
        assert verdict is not None
        if isinstance(verdict, Held) and verdict.rule not in FOR_GOOD:
            assert opens(world.queue.judge, contact, world.now), verdict
    left, dials, day = len(_not_called(world)), world.dials, 364
    while _not_called(world) and day < 364 + 7 * WEEKS_AFTER:
        _a_day(world, day, rounds=5)  # around the clock: somewhere it was always too early
        day += 1
    assert _not_called(world) == set()
    assert world.faults == []
    print(
        f"{MANY} people in {len(ZONES)} zones: {dials} dials in a year, {looks} looks at everybody; "
        f"{left} not called yet, the last of them after {day - 364} days more ({world.dials} dials)"
    )
