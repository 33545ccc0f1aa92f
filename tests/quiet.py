"""Until an app has nothing left to do: asked of the event loop, so nothing is waited for that is not coming.

Textual's pilot asks every widget for an answer, twice for each key, and then sleeps 20 ms at a time until the
whole process has used no processor. Half of the time of a screen's test went so, a third of its processor
with it, and on a busy machine a process that had no turn was taken for one that had nothing to do.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from time import monotonic, process_time
from typing import Any

import textual.app
import textual.pilot
from textual.app import App
from textual.pilot import Pilot

#: Longer than this nobody is waited for who is never done (seconds). Textual's pilot does the same.
_PATIENCE = 1.0
#: A thread that used less than `_IDLE` seconds of processor in `_LOOK` waits itself for something.
_LOOK, _IDLE = 1 / 20, 1 / 1000
#: So long Textual waits whether another size of the window follows (seconds).
_SIZES = 1 / 120

_threads: set[asyncio.Future[Any]] = set()
"""What was handed over to threads and has not come back."""
_hand_over = asyncio.base_events.BaseEventLoop.run_in_executor


def _handed_over(
    loop: asyncio.base_events.BaseEventLoop, executor: Any, do: Callable[..., Any], *given: Any
) -> asyncio.Future[Any]:
    future = _hand_over(loop, executor, do, *given)
    _threads.add(future)
    future.add_done_callback(_threads.discard)
    return future


async def drained() -> None:
    """Until the loop has nothing to call: every message was read, everything that was ready has run."""
    ready, empty = asyncio.get_running_loop()._ready, 0  # type: ignore[attr-defined]
    until = monotonic() + _PATIENCE
    while empty < 2 and monotonic() < until:  # twice: what comes from outside needs one turn to arrive
        await asyncio.sleep(0)
        empty = 0 if ready else empty + 1


async def quiet(app: App[Any]) -> None:
    """Until the loop has nothing to call, no thread is at work, and everything is drawn."""
    loop, until = asyncio.get_running_loop(), monotonic() + _PATIENCE
    while monotonic() < until:
        await drained()
        if threads := {future for future in _threads if future.get_loop() is loop}:
            before = process_time()
            done, _ = await asyncio.wait(threads, timeout=_LOOK, return_when=asyncio.FIRST_COMPLETED)
            if done or process_time() - before >= _IDLE:
                continue
        if app._resize_timer is not None:  # Textual takes several sizes in a row for one
            await asyncio.sleep(_SIZES)
            continue
        for below in app._background_screens:
            if below._update_timer._active.is_set():  # what lies below a question is drawn through it
                below._on_timer_update()
        app.screen._on_timer_update()
        if not loop._ready:  # type: ignore[attr-defined]
            return


async def _pause(self: Pilot[Any], delay: float | None = None) -> None:
    if delay is not None:
        await asyncio.sleep(delay)
    await quiet(self.app)


async def _wait_for_screen(self: Pilot[Any], timeout: float = 30.0) -> bool:
    await drained()
    return True


async def _wait_for_idle(min_sleep: float = 0, max_sleep: float = 1) -> None:
    await drained()


def install() -> None:
    """Every pilot waits so from now on."""
    asyncio.base_events.BaseEventLoop.run_in_executor = _handed_over  # type: ignore[method-assign,assignment]
    Pilot.pause = _pause  # type: ignore[method-assign]
    Pilot._wait_for_screen = _wait_for_screen  # type: ignore[method-assign]
    for module in (textual.pilot, textual.app):
        module.wait_for_idle = _wait_for_idle  # type: ignore[attr-defined]
