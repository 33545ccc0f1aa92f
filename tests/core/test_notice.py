"""The line outside the app: one, clean, and without a name unless that was chosen."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.desk import BEN, DANA, LONDON, NOW
from tui.core.day.today import Agreed
from tui.core.notice import sequence, words

DUE = Agreed(NOW, "callback", DANA)


def test_by_default_nobody_is_named() -> None:
    assert words([DUE], LONDON, named=False) == "Offhook: 10:30 a callback is due"
    two = [DUE, Agreed(NOW + timedelta(minutes=1), "promise", BEN, "the price")]
    assert words(two, LONDON, named=False) == "Offhook: 10:30 a callback is due (and 1 more)"


def test_a_name_is_cleaned_and_cut() -> None:
    evil = replace(DANA, name="Dana\x1b]52;c;aGk=\x07 \n\u202eReyes" + "x" * 200, account="")
    line = words([replace(DUE, contact=evil)], LONDON, named=True)
    assert line.startswith("Offhook: 10:30 callback: Dana")
    assert line.isprintable()
    assert len(line) <= 90


@pytest.mark.parametrize(
    ("within", "sent"),
    [
        ("", "\x1b]9;Offhook: now\x07"),
        ("tmux", "\x1bPtmux;\x1b\x1b]9;Offhook: now\x07\x1b\\"),
        ("screen", "\x1bP\x1b]9;Offhook: now\x07\x1b\\"),
    ],
)
def test_what_a_terminal_is_sent(within: str, sent: str) -> None:
    assert sequence("Offhook: now", within) == sent  # type: ignore[arg-type]
    # Whatever comes in cannot end the sequence and begin one of its own.
    assert sequence("Offhook: now\x07\x1b\\", within) == sent  # type: ignore[arg-type]
