"""The collector of garbage, kept out of the way while very many objects are made."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Iterator


@contextlib.contextmanager
def without_collector() -> Iterator[None]:
    """Loading makes objects and no garbage: the collector would only look for it, for half of the time."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def keep_all() -> None:
    """Everything made so far stays: the collector never looks at it again.

    A look at 100,000 contacts takes it 40 ms and more, now and then, in the middle of a key. Said after each
    slice of them this leaves it nothing large to look at, and nothing to switch on again when the app ends
    half-way. What is dropped later is freed as ever; only cycles that are garbage by now are not.
    """
    gc.freeze()
