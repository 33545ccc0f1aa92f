"""Each screen as text, at two sizes: what a rep sees, to be read in a diff.

`OFFHOOK_GOLDENS=1 pytest tests/screens/test_goldens.py` writes them anew; look at every change.
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from tests.desk import BEN, CHLOE, DANA, NOW, PEOPLE, SYDNEY, MakeDesk
from tests.golden import golden
from tui.core.call.attempt import Attempt, Callback, Promise
from tui.core.call.reflection import Intention, Reflection
from tui.core.queue.standing import fold
from tui.files.defaults import read_defaults
from tui.files.home import Home

_YESTERDAY = NOW - timedelta(days=1)
_PAST = Attempt(
    900,
    DANA.id,
    "+447700900123",
    _YESTERDAY,
    ended=_YESTERDAY + timedelta(seconds=70),
    disposition="gatekeeper",
)
_SAID = Reflection(900, DANA.id, _YESTERDAY, line="she's in the yard till ten")
_MEANT = Intention(1, "ask before I explain", _YESTERDAY, 901)
_CALLBACK = Callback(1, DANA.id, "2026-11-24T10:30", "Europe/London", NOW, _YESTERDAY, 900)
_PROMISE = Promise(1, BEN.id, 0, "does it do SSO?", NOW + timedelta(minutes=3), _YESTERDAY)

#: Screen → the keys that lead to it from the start.
STEPS: dict[str, tuple[str, ...]] = {
    "queue": (),
    "queue-held": ("f",),
    "call-dialing": ("enter",),
    "call-talking": ("enter", "space", "slash", "p", "r", "i", "c", "e"),
    "call-card": ("enter", "space", "slash", "p", "r", "i", "c", "e", "enter"),
    "form-choice": ("enter", "space", "h"),
    "form-lines": ("enter", "space", "h", "1", "y", "a", "s", "k", "e", "d"),
    "form-callback": ("enter", "space", "h", "2"),
    "skip": ("s",),
    "help": ("question_mark",),
    "today": ("1",),
    "edit": ("e",),
    "phone": ("v",),
}


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
@pytest.mark.parametrize("screen", STEPS)
async def test_screen(screen: str, size: tuple[int, int], desk: MakeDesk, tmp_path: Path) -> None:
    dispositions = read_defaults(Home(tmp_path)).dispositions
    standing = fold(DANA.id, [_PAST], [_CALLBACK], [], [], [], dispositions)
    owed = fold(BEN.id, [], [], [_PROMISE], [], [], dispositions)
    d = desk(PEOPLE, _PAST, _SAID, _MEANT, _CALLBACK, _PROMISE, standing, owed)
    async with d.app.run_test(size=size) as pilot:
        await d.press(pilot, *STEPS[screen])
        await d.pass_time(pilot, 1)
        await golden(d, pilot, screen)


async def test_an_empty_queue_says_what_to_do(desk: MakeDesk) -> None:
    d = desk(())
    async with d.app.run_test(size=(100, 30)):
        assert "6  then i: brings a call list in" in d.text


async def test_nobody_callable_says_why_and_when(desk: MakeDesk) -> None:
    d = desk((SYDNEY,))
    async with d.app.run_test(size=(100, 30)):
        assert "It is outside calling hours for everybody." in d.text
        assert "1  outside hours · ends at 22:00" in d.text
        assert "Next: 1 person, 22:00." in d.text  # nine in Sydney


async def test_whoever_is_shown_stays_shown_when_their_hours_end(desk: MakeDesk) -> None:
    d = desk((CHLOE, BEN))
    d.clock.advance(10.5 * 3600 - 2)
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "down")
        await d.pass_time(pilot, 4)
        assert "Chloë Brontë has just left the queue: outside calling hours there." in d.text
        await d.press(pilot, "enter")
        assert "Why call now?" in d.text, "enter asks about the one shown, and calls nobody else"
