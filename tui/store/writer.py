"""The store's own thread, and the order in which its work lands."""

from __future__ import annotations

import contextlib
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    import asyncio

T = TypeVar("T")
_DONE = object()


class Writer:
    """One thread that works in the order it is asked, and whose results are taken in by the loop in that
    order, a little at a time.
    """

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, "store")
        self._landing: deque[Iterator[None]] = deque()

    def do(self, work: Callable[[], T], land: Callable[[T], Iterator[None]]) -> asyncio.Future[None]:
        """Do `work` on the thread, then go through `land` of its result on the loop, keys between its steps.

        What is answered has the end of it, or what `work` raised. Cancelling it changes nothing: what was
        begun is done.
        """
        loop = running_loop()
        answer: asyncio.Future[None] = loop.create_future()

        def landing(done: Future[T]) -> Iterator[None]:
            error = done.exception()
            if not error:
                yield from land(done.result())
            if not answer.done():
                answer.set_exception(error) if error else answer.set_result(None)
                answer.exception()  # asked here too: nobody may be waiting any more

        def arrive(done: Future[T]) -> None:
            self._landing.append(landing(done))
            if len(self._landing) == 1:
                go_on()

        def go_on() -> None:
            if next(self._landing[0], _DONE) is _DONE:
                self._landing.popleft()
            if self._landing:
                loop.call_soon(go_on)

        def written(done: Future[T]) -> None:
            with contextlib.suppress(RuntimeError):  # the loop is closed: there is nobody to take it in
                loop.call_soon_threadsafe(arrive, done)

        self._thread.submit(work).add_done_callback(written)
        return answer

    def close(self) -> None:
        """Wait for the work that was asked for."""
        self._thread.shutdown()


def running_loop() -> asyncio.AbstractEventLoop:
    """The loop of whoever saves. Who only reads has none, and does not import what one is made of (25 ms)."""
    import asyncio

    return asyncio.get_running_loop()
