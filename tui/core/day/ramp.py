"""The ramp (P11): this week's number of calls a block, out of what last week's blocks really were."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta, tzinfo

from tui.core.call.attempt import Block

#: Nobody is asked for more.
MOST = 40


def target(
    blocks: Iterable[tuple[Block, int]], now: datetime, zone: tzinfo, first: int, most: int = MOST
) -> int:
    """How many calls a block of this week is for.

    A week in which every block's calls were made adds a tenth, not more; one that fell short goes back to
    what was really made. Weeks without a block change nothing.

    Args:
        blocks: each with the calls that counted in it; those of this week are left out.
        now: some moment of this week.
        zone: the rep's; weeks begin on Monday.
        first: what a block begins with, and never goes below.
        most: what it grows to.
    """
    monday = _monday(now, zone)
    weeks: dict[datetime, list[tuple[int, int]]] = {}
    for block, made in blocks:
        if block.calls and block.kind != "three" and (week := _monday(block.started, zone)) < monday:
            weeks.setdefault(week, []).append((block.calls, made))
    if not weeks:
        return first
    last = weeks[max(weeks)]
    meant, made = sum(calls for calls, _ in last), sum(min(pair) for pair in last)
    each = meant // len(last)
    grown = each + each // 10 if made >= meant else min(each, -(-made // len(last)))
    return max(first, min(most, grown))


def _monday(moment: datetime, zone: tzinfo) -> datetime:
    day = moment.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=None)
    return day - timedelta(days=day.weekday())
