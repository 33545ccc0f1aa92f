"""The words of the app, apart from its screens."""

from __future__ import annotations

import gc
from types import SimpleNamespace
from typing import Any, cast

from tui.screens.library.wording import Wording


def test_a_look_begun_in_the_last_moment_leaves_nothing_behind() -> None:
    """A coroutine that nobody takes up any more would be complained of into the terminal."""
    begun: list[str] = []

    def never_comes_to_it(work: Any, *, group: str, exclusive: bool) -> None:
        begun.append(group)

    app = SimpleNamespace(workers=(), run_worker=never_comes_to_it)
    wording = Wording(cast("Any", app), lambda: cast("Any", None))
    wording.words = cast("Any", object())
    wording.look()
    gc.collect()
    assert begun == ["words"]
