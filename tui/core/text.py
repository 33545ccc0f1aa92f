"""Text from outside, made safe to print.

Terminals obey control characters wherever they stand, also in a contact's name (ARCHITECTURE.md §3:
a name set the tmux clipboard). One translation table removes what a terminal could obey or what turns
the reading direction, and keeps the two joiners that Persian, Indic scripts and emoji need.
"""

from __future__ import annotations

import re
import unicodedata

_JOINERS = {0x200C, 0x200D}
_SPACES = {0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x85, 0x2028, 0x2029}
_INVISIBLE = {0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B, 0x180C, 0x180D, 0x180E, 0x3164, 0xFFA0, 0x2800}
_ESCAPE = re.compile(
    "(?:\x1b\\]|\x9d)[^\x07\x1b\x9c\n]{0,4096}(?:\x07|\x1b\\\\|\x9c)"  # OSC with its end
    "|(?:\x1b[PX^_]|[\x90\x98\x9e\x9f])[^\x1b\x9c\n]{0,4096}(?:\x1b\\\\|\x9c)"  # DCS, SOS, PM, APC
    "|(?:\x1b\\[|\x9b)[0-?]*[ -/]*[@-~]"  # CSI
    "|\x1b[ -/]*[0-~]"
)


class _Table(dict[int, str | None]):
    """A table for `str.translate`, filled as characters come up: looking at all of Unicode takes 17 ms."""

    def __init__(self, keep_lines: bool) -> None:
        super().__init__(dict.fromkeys(_SPACES, " ") | dict.fromkeys(_INVISIBLE, None))
        if keep_lines:
            self[0x0A] = "\n"

    def __missing__(self, point: int) -> str | None:
        obeyed = unicodedata.category(chr(point)) in {"Cc", "Cf", "Cs"} and point not in _JOINERS
        self[point] = None if obeyed else chr(point)
        return self[point]


_LINE = _Table(keep_lines=False)
_LINES = _Table(keep_lines=True)


def plain(text: str) -> str:
    """`text` on one line, without anything a terminal could obey.

    Whole escape sequences go, not just their first character, so that no tail of one is left to read.
    """
    if text.isascii() and text.isprintable():
        return text
    return _ESCAPE.sub("", text).translate(_LINE)


def plain_lines(text: str) -> str:
    """Like `plain`, for texts of several lines: line ends stay, as newlines."""
    if text.isascii() and text.isprintable():
        return text
    return _ESCAPE.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).translate(_LINES)


def fold(text: str) -> str:
    """`text` for comparing and finding: no accents, no case, single spaces (`Müller ` → `muller`)."""
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(text.casefold().split())


def cut(text: str, width: int) -> str:
    """The first `width` characters of `text`, with an ellipsis where something is missing."""
    return text if len(text) <= width else text[: max(0, width - 1)] + "…"


def count(n: int, one: str, many: str = "") -> str:
    """`1 contact`, `240 contacts`, with thousands set apart: `12,400 contacts`."""
    return f"{n:,} {one if n == 1 else many or one + 's'}"
