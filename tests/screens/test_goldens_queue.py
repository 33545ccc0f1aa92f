"""What the queue says of itself, as text at two sizes: why, nobody, an account, a promise, blocks.

`OFFHOOK_GOLDENS=1 pytest tests/screens/test_goldens_queue.py` writes them anew; look at every change.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

import pytest

from tests.desk import BEN, CHLOE, DANA, NOW, PEOPLE, SYDNEY, Desk, MakeDesk, mobile
from tests.golden import golden
from tui.core.call.attempt import Attempt, Callback, Promise
from tui.core.call.reflection import Reflection
from tui.core.people.contact import Contact
from tui.core.ports import Record
from tui.core.queue.standing import fold
from tui.files.defaults import read_defaults
from tui.files.home import Home

_YESTERDAY = NOW - timedelta(days=1)
_DISPOSITIONS = read_defaults(Home(Path("/nowhere"))).dispositions
_CALLBACK = Callback(1, DANA.id, "2026-11-24T10:30", "Europe/London", NOW, _YESTERDAY, 900)
_PROMISE = Promise(1, BEN.id, 0, "does it do SSO?", NOW, _YESTERDAY, answer="yes, since May")
_LANG = Contact(
    11, "Kim Lang", DANA.account, "Owner", (mobile("+447700900131"),), best="tue after 4", list="Fair"
)
_OAKES = Contact(12, "Ada Oakes", DANA.account, "Finance", (mobile("+447700900132"),))
_FRIENDS = tuple(Contact(n, f"Friend {n}", numbers=(mobile(f"+4477009001{n}"),)) for n in range(20, 25))


_R = TypeVar("_R", Attempt, Callback, Promise)


def came(id: int, contact: int, result: str, days: int = 1) -> Attempt:
    """A call of some days ago."""
    at = NOW - timedelta(days=days)
    return Attempt(
        id, contact, f"+4477009001{contact:02}", at, answered=at, ended=at + timedelta(minutes=2),
        disposition=result, prep=20.0,
    )  # fmt: skip


def standing(*records: Record) -> tuple[Record, ...]:
    """The records, with what they come to for whom they are of."""
    ids = {record.contact for record in records if isinstance(record, Attempt | Callback | Promise)}

    def of(kind: type[_R], id: int) -> list[_R]:
        return [record for record in records if isinstance(record, kind) and record.contact == id]

    folded = (
        fold(id, of(Attempt, id), of(Callback, id), of(Promise, id), [], [], _DISPOSITIONS) for id in ids
    )
    return (*records, *folded)


_MET = standing(came(1, _OAKES.id, "meeting"), came(2, 20, "conversation", 9))
_GOOD = Reflection(2, 20, NOW - timedelta(days=9), right="asked before I explained")

#: Screen → (people, records, keys, seconds that pass first, settings).
STATES: dict[
    str, tuple[tuple[Contact, ...], tuple[Record, ...], tuple[str, ...], float, dict[str, object]]
] = {
    "why-agreed": (PEOPLE, standing(_CALLBACK), ("w",), 0, {}),
    "why-list": ((DANA, _LANG, CHLOE), (), ("down", "w"), 0, {"lists_first": ("Fair",)}),
    "why-held": ((DANA, _OAKES, SYDNEY), _MET, ("f", "w"), 11 * 3600, {}),
    "nobody-new": ((), (), (), 0, {}),
    "nobody-night": (
        (DANA, BEN, SYDNEY, replace(CHLOE, do_not_call="asked")),
        (),
        ("f", "f", "f"),
        10.6 * 3600,
        {},
    ),
    "nobody-resting": ((BEN,), standing(came(1, BEN.id, "no-answer", 0)), (), 0, {}),
    "nobody-block": ((BEN,), standing(came(1, BEN.id, "no-answer", 3)), ("b", "n", "enter"), 4 * 3600, {}),
    "account": ((DANA, _LANG, _OAKES), _MET[:3], ("f",), 0, {"roles": ("owner", "purchasing")}),
    "promise-call": (PEOPLE, standing(_PROMISE), ("enter", "space"), 0, {}),
    "promise-form": (PEOPLE, standing(_PROMISE), ("enter", "space", "h", "1"), 0, {}),
    "block-end": (_FRIENDS, (*_MET, _GOOD), ("b", "enter", "enter", "h", "7", "escape", "y"), 0, {}),
    "three": (_FRIENDS, (*_MET, _GOOD), ("1", "t"), 0, {}),
    "three-end": (_FRIENDS, (*_MET, _GOOD), ("1", "t", *["enter", "h", "7"] * 3), 0, {}),
}


@pytest.mark.parametrize("size", [(80, 24), (100, 30)], ids=["80x24", "100x30"])
@pytest.mark.parametrize("state", STATES)
async def test_state(state: str, size: tuple[int, int], desk: MakeDesk) -> None:
    people, records, keys, seconds, settings = STATES[state]
    d: Desk = desk(people, *records, **{"feed": False, **settings})
    d.clock.advance(seconds)
    async with d.app.run_test(size=size) as pilot:
        await d.pass_time(pilot, 1)  # whose hours have turned meanwhile
        await d.press(pilot, *keys)
        await d.pass_time(pilot, 1)
        await golden(d, pilot, state)


_WIDE = (
    DANA,
    _LANG,
    replace(
        BEN,
        role="Managing director",
        numbers=(mobile("+447700900102"),),
        list="Autumn list",
        reason="opened a third shop in Hull in May",
    ),
    replace(SYDNEY, place="Sydney", numbers=(mobile("+12125550158", "America/New_York"),)),
    replace(CHLOE, name="山田太郎 " * 4, list="Autumn list", place="Keighley"),
    Contact(31, "Jo Nagy", role="Buyer", numbers=(mobile("+61491570158", "Australia/Sydney"),), list="Fair"),
    Contact(32, "Ed Hall", "Hall & Sons", numbers=(mobile("+447700900132"),), do_not_call="asked"),
)
_WIDE_PAST = standing(
    came(1, BEN.id, "voicemail-none", 3), came(2, 4, "gatekeeper", 4), came(3, 5, "meeting"), _CALLBACK
)
#: What of the wide queue → the keys that lead to it.
_WIDE_KEYS: dict[str, tuple[str, ...]] = {"": (), "-held": ("f",), "-block": ("b", "enter")}


@pytest.mark.parametrize("shown", _WIDE_KEYS)
async def test_a_wide_window(shown: str, desk: MakeDesk) -> None:
    people = (*_WIDE, replace(_OAKES, id=5, account="Fielding"))
    d: Desk = desk(people, *_WIDE_PAST, feed=False)
    d.clock.advance(4 * 3600)
    async with d.app.run_test(size=(200, 60)) as pilot:
        await d.press(pilot, *_WIDE_KEYS[shown])
        await d.pass_time(pilot, 1)
        await golden(d, pilot, f"queue-wide{shown}")
