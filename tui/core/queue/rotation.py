"""When somebody who did not answer is tried again: another time of day, not too often, and not for ever (P4).

Pure questions to a few moments of tries (`standing.py` keeps them); who asks has the contact and the clock.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo
from functools import lru_cache
from itertools import pairwise

from tui.core.queue.standing import FAILED_DAYS, KEPT, Standing, Tried

_DAY = timedelta(days=1)
#: So long a time of day at which nobody was there is left alone. Not for ever: with narrow calling hours a
#: few tries would close the whole day.
REMEMBERED = 7 * _DAY
#: Law and courtesy count calls to a number over so long (Florida Statutes 501.616, Oklahoma 15 O.S. 775C).
CAP_OVER = _DAY
#: The parts of a day, and when each begins.
DAYPARTS = (("morning", time(0)), ("midday", time(12)), ("afternoon", time(14)), ("evening", time(17)))
_BEGINNINGS = [begins for _, begins in DAYPARTS]
#: The most tries a plan may have.
MOST_TRIES = KEPT


@dataclass(frozen=True, slots=True)
class Plan:
    """How a person is tried who does not answer. It always ends: by tries or by days, whichever is first."""

    id: str
    name: str
    rest_hours: tuple[float, ...]
    """Hours of rest after the first try, the second…; the last one holds for all that follow."""
    tries: int
    """So many tries, then it is done. MOST_TRIES at the most."""
    days: int
    """So many days from the first try, then it is done; counted anew when all their numbers have rested."""
    pause_days: int
    """When it is done, so many days without a call; then it begins anew."""

    def rest(self, tries: int) -> timedelta:
        """The rest after so many tries (1 or more)."""
        return timedelta(hours=self.rest_hours[min(tries, len(self.rest_hours)) - 1])

    def round(self, tries: Sequence[datetime], now: datetime) -> Sequence[datetime]:
        """Those of the tries (oldest first) that belong to the round under way."""
        pause, later = timedelta(days=self.pause_days), now
        for place in reversed(range(len(tries))):
            if later - tries[place] >= pause:
                return tries[place + 1 :]
            later = tries[place]
        return tries

    def done(
        self, tries: Sequence[datetime], hold: timedelta = timedelta(), rested: datetime | None = None
    ) -> datetime:
        """When a round (not empty) was or will be done: by its tries, or by its days.

        Its days are counted anew after all the numbers of somebody rested (`hold` long; 0: numbers never
        rest): `rested` is the end of such a rest after the last try, passed or not; None: there is none.
        """
        if len(tries) >= self.tries:
            return tries[-1]
        began = _since_rest((*tries, rested) if rested else tries, hold)
        return began + timedelta(days=self.days)

    def again(self, tries: Sequence[datetime]) -> datetime:
        """When the round after this one begins."""
        return tries[-1] + timedelta(days=self.pause_days)


def _since_rest(tries: Sequence[datetime], hold: timedelta) -> datetime:
    """The first try after the last rest in a round: half of `hold` or more without a try, after as many tries
    as make a number rest. Half: the first of several numbers rested before the last one did. What was tried
    before and is tried after it is judged alike, so that no try ends a plan that it was part of."""
    began, since = tries[0], 1
    for before, after in pairwise(tries):
        if hold and since >= FAILED_DAYS and after - before >= hold / 2:
            began, since = after, 1
        else:
            since += 1
    return began


# ------------------------------------------------------------------------------------------- times of day


def same_time(
    missed: Sequence[datetime], place: tzinfo, now: datetime, apart: timedelta
) -> tuple[datetime | None, datetime | None]:
    """(the try at whose time of day it is again, when this may be otherwise); each None: none, never.

    Times of day are those of `place`, so a clock change moves nothing. `apart` is less than twelve hours.
    """
    fresh = [at for at in missed if now - at < REMEMBERED] if apart else []
    if not fresh:
        return None, None
    clock, hit = _since_midnight(now.astimezone(place)), None
    turn = min(fresh) + REMEMBERED
    for at in fresh:
        later = (clock - _since_midnight(at.astimezone(place))) % _DAY
        # From `apart` before that time of day, that second included, up to `apart` after it.
        if near := later < apart or later >= _DAY - apart:
            hit = at
        ends = apart if near else _DAY - apart
        turn = min(turn, _in_wall_time(now, (ends - later) % _DAY or _DAY, place))
    return hit, turn


def _since_midnight(moment: datetime) -> timedelta:
    return timedelta(
        hours=moment.hour, minutes=moment.minute, seconds=moment.second, microseconds=moment.microsecond
    )


def _in_wall_time(now: datetime, later: timedelta, place: tzinfo) -> datetime:
    """The moment after `now` at which the clock of a place shows so much more (UTC)."""
    wall = now.astimezone(place).replace(tzinfo=None) + later
    moments = (wall.replace(tzinfo=place, fold=fold).astimezone(UTC) for fold in (0, 1))
    return next((moment for moment in moments if moment > now), now + later)


def free_from(at: datetime, place: tzinfo, now: datetime, apart: timedelta) -> datetime:
    """When the time of day of a try is over, if it is that time now (by the clock of `place`)."""
    there = now.astimezone(place)
    ends = datetime.combine(there.date(), at.astimezone(place).time()) + apart
    if ends <= there.replace(tzinfo=None):
        ends += _DAY
    return ends.replace(tzinfo=place)


def daypart(moment: datetime) -> str:
    """The part of the day of a local time."""
    return DAYPARTS[bisect_right(_BEGINNINGS, moment.time()) - 1][0]


def novelty(missed: Iterable[datetime], place: tzinfo, now: datetime) -> int:
    """How new this part of the day is: 0 not tried, 1 tried on other weekdays only, 2 on this one too."""
    there = now.astimezone(place)
    part = daypart(there)
    days = {local.weekday() for at in missed if daypart(local := at.astimezone(place)) == part}
    return 0 if not days else 2 if there.weekday() in days else 1


@lru_cache(64)  # many people are in one place, and judged at one moment
def next_daypart(place: tzinfo, now: datetime) -> datetime:
    """When the next part of the day begins there (UTC)."""
    there = now.astimezone(place)
    starts = (datetime.combine(there.date(), start, place) for _, start in DAYPARTS)
    tomorrow = datetime.combine(there.date() + _DAY, time(), place)
    # Compared by the clock on the wall: `there` and these have the same zone.
    return next((start for start in starts if start > there), tomorrow).astimezone(UTC)


# ------------------------------------------------------------------------------------------------ numbers


def on_hold(number: Tried, hold: timedelta) -> datetime | None:
    """Until when a number is left alone that nobody answered on three days within `hold`; None: it is not."""
    failed = number.failed
    if not hold or len(failed) < FAILED_DAYS or failed[-1] - failed[0] >= hold:
        return None
    return failed[-1] + hold


def all_rested(numbers: Iterable[str], standing: Standing, hold: timedelta) -> datetime | None:
    """When the first of a person's numbers rests no more, or rested, if every one of them does or did since
    its last try; None: one of them does not."""
    ends = [on_hold(standing.number(e164), hold) for e164 in numbers]
    return None if None in ends else min(filter(None, ends), default=None)


def capped(dials: Iterable[datetime], cap: int, now: datetime, over: timedelta = CAP_OVER) -> datetime | None:
    """Until when there were `cap` dials (0: no cap; KEPT at the most) within `over`; None: there were not.

    Dials in the future count: a clock that was set back frees nothing.
    """
    recent = sorted(at for at in dials if at > now - over) if cap else []
    return recent[-cap] + over if cap and len(recent) >= cap else None
