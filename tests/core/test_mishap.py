"""A file that cannot be written or read: what happened, what is safe, what to do."""

from __future__ import annotations

import errno

import pytest

from tui.core.mishap import not_read, not_written

SAFE = "Nothing was changed."


@pytest.mark.parametrize(
    ("error", "why"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "No space left on device"),
        (ValueError("it has no end."), "it has no end"),
        (ValueError(), "ValueError"),
        (OSError(errno.EIO, "bad\x1b]52;c;x\x07 name"), "bad name"),
    ],
)
def test_the_reason_is_told_plainly(error: Exception, why: str) -> None:
    assert not_written("It was not made", error, SAFE).startswith(f"It was not made: {why}. {SAFE} ")
    assert not_read("It cannot be read", error, SAFE).startswith(f"It cannot be read: {why}. {SAFE} ")


def test_each_says_what_to_do() -> None:
    full = OSError(errno.ENOSPC, "No space left on device")
    assert "room on the disk" in not_written("x", full, SAFE)
    assert "may be read" in not_read("x", full, SAFE)
