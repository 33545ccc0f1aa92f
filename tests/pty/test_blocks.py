"""A block in a real terminal: its title while it lasts, and the same block after the app went away."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.pty

_BEGUN, _OVER = "\x1b[22;2t\x1b]2;Offhook – in a block\x07".encode(), b"\x1b[23;2t"


def test_the_title_is_put_back_when_the_app_is_left_and_the_block_is_offered_again(people, wire):
    with wire(people) as line:
        line.wait_for("12 callable", "? keys")
        line.type("b")
        line.wait_for("A block: for what?")
        line.type("\r")
        line.wait_for("0/20")
        assert _BEGUN in line.sent
        line.type("\x11")
        assert line.wait_for_end() == 0
        assert line.sent.count(_OVER) == 1
        assert line.sent.rindex(_OVER) > line.sent.rindex(_BEGUN)
    with wire(people) as line:
        line.wait_for("Go on with the block: 0 of 20?")
        line.type("\r")
        line.wait_for("0/20")
        line.type("\x11")
        line.wait_for_end()
