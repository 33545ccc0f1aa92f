"""Who has the mouse: the app, or the terminal for its own selection."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.pty.terminal import Wire, until

_HEARD = b"\x1b[?1000h"


@pytest.mark.parametrize(("arguments", "heard"), [((), True), (("--no-mouse",), False)])
def test_the_terminal_is_asked_for_the_mouse_or_not(
    tmp_path: Path, arguments: tuple[str, ...], heard: bool
) -> None:
    with Wire(tmp_path, *arguments, "demo") as wire:

        def drawn() -> bool:
            wire.read()
            return "callable" in wire.text

        until(drawn, lambda: wire.text)
        assert (_HEARD in wire.sent) == heard
