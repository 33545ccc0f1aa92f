"""Texts that try to be more than text, and a judge of what reached the terminal."""

from __future__ import annotations

import json
import re
from pathlib import Path

STRINGS = Path(__file__).parent.parent / "data" / "strings"

#: Sequences in forms that Textual never sends, so that one that arrives can only come from a text.
EXTRA = (
    "\x1b[31mred\x1b[0m",
    "\x9b31mred",
    "\x9d52;c;cm0gLXJmIH4=\x9c",
    "\x1b]8;;tel:+15550100\x07x",
    "\x1b]52;c;\x1b]52;c;cm0gLXJmIH4=\x07\x07",
    "\x1b\x1b[31m[31mnested",
    "\x1bP$q\x1b\\",
    "\x1b",
    "\ud800 half a pair",
    "\u2066\u2067\u2068\u2069\u061c\u200e\u200f\u202a\u202d\u202e turned",
    "\x00\x07\x7f",
)


def strings() -> list[str]:
    """Every text: our own, and the big list of naughty strings."""
    lines = (STRINGS / "hostile_open.jsonl").read_text("utf-8").splitlines()
    ours = [json.loads(line)["s"] for line in lines]
    naughty = json.loads((STRINGS / "blns.json").read_text("utf-8"))
    return [text for text in (*EXTRA, *ours, *naughty) if text.strip()]


#: What Textual sends of its own accord, and `cli/opening.py` before it, and nothing else.
_RGB = rb"8;2;\d{1,3};\d{1,3};\d{1,3}"
_OURS = re.compile(
    rb"\x1b\[0m|\x1b\[(?:[123479];)*[34]" + _RGB + rb"(?:;4" + _RGB + rb")?m"  # true colours
    rb"|\x1b\[\d{1,4};\d{1,4}H"  # the cursor to a place
    rb"|\x1b\[\?(?:1049|25|7|1000|1003|1006|1015|1004|2004|2026|2048)[hl]"  # modes
    rb"|\x1b\[\?(?:2026|2048)\$p|\x1b\[>\d+u|\x1b\[<u"  # questions, the keyboard
    rb"|\x1b\]22;[a-z]*\x07"  # the mouse pointer
    rb"|\x1b\[2J\x1b\[H\x1b\[1m(?= Offhook)"  # the opening
    rb"|\x1b\]8;id=[0-9-]+;tel:\+\d{7,15}(?:;ext=\d+)?\x1b\\|\x1b\]8;;\x1b\\"  # our own links, to a number
)
#: Of the characters outside ASCII, those that a terminal may obey or that turn the reading direction.
_UNSEEN = re.compile(
    "[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f\ud800-\udfff]"
)


def taken_apart(sent: bytes) -> tuple[str, list[bytes]]:
    """The text, and Textual's sequences. One that is not Textual's stays in the text, with its ESC."""
    return _OURS.sub(b"", sent).decode("utf-8", "surrogateescape"), _OURS.findall(sent)


def faults(text: str) -> list[str]:
    """What is in a text that must not reach a terminal, each with what stands around it."""
    return [
        f"U+{ord(found[0]):04X} in {text[max(0, found.start() - 30) : found.end() + 30]!a}"
        for found in _UNSEEN.finditer(text)
    ]


def switches(sequences: list[bytes]) -> list[bytes]:
    """The modes that were switched, in order: whatever the texts, always the same."""
    return [s for s in sequences if s.startswith((b"\x1b[?", b"\x1b[>", b"\x1b[<"))]
