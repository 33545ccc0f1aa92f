"""What is told outside the app when an agreed time has come: one line, and how a terminal is asked for it.

Terminals are asked by OSC 9, which iTerm2, WezTerm, kitty, Ghostty and foot show on the desktop, also over
ssh. OSC 777 is known to fewer, and whoever knows both would show it twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo
from typing import Literal

from tui.core.day.today import Agreed
from tui.core.text import count, cut, plain

#: So many characters fit on one line of most desktops.
_MOST = 90


def words(due: Sequence[Agreed], zone: tzinfo, *, named: bool) -> str:
    """What has fallen due, at least one thing, in one clean line; with a name only where that is wanted."""
    first = due[0]
    at = f"{first.due.astimezone(zone):%H:%M}"
    more = f" (and {count(len(due) - 1, 'more', 'more')})" if len(due) > 1 else ""
    what = f"{first.what}: {cut(plain(first.contact.title), 50)}" if named else f"a {first.what} is due"
    return cut(f"Offhook: {at} {what}{more}", _MOST)


def sequence(line: str, within: Literal["", "tmux", "screen"]) -> str:
    """What a terminal is sent so that the line comes to the desktop.

    Args:
        line: as `words` makes it: without control characters.
        within: tmux and screen hand on only what is wrapped for them; tmux where `allow-passthrough` is on.
    """
    told = f"\x1b]9;{plain(line)}\x07"  # ended by BEL: the other end would end screen's wrapping, too
    match within:
        case "tmux":
            return "\x1bPtmux;" + told.replace("\x1b", "\x1b\x1b") + "\x1b\\"
        case "screen":
            return f"\x1bP{told}\x1b\\"
    return told
