"""Accents garbled before a file came to us: UTF-8 once read as Windows Western and saved (`MÃ¼ller`)."""

from __future__ import annotations

import re

GARBLED = "Its accents had been garbled by another program (\u00c3\u00bc for \u00fc), and were put right."
#: The first and second byte of a character in UTF-8, as Windows Western shows them.
_PAIR = re.compile(
    r"[\u00c2-\u00f4][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]"
)


def is_garbled(sample: str) -> bool:
    """Whether most lines with anything beyond ASCII are garbled. Real names do not look so by chance."""
    if not _PAIR.search(sample):
        return False
    lines = [line for line in sample.splitlines() if not line.isascii()]
    return 2 * sum(ungarbled(line) != line for line in lines) > len(lines)


def ungarbled(text: str) -> str:
    """The text as it was before it was garbled; one that was not stays."""
    try:
        return b"".join(map(_byte, text)).decode("utf-8")
    except UnicodeError:
        return text


def _byte(character: str) -> bytes:
    return bytes([ord(character)]) if character <= "\xff" else character.encode("cp1252")
