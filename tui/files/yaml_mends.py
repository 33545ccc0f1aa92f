"""What a line at which reading stopped was perhaps meant to be, so that those below are looked at, too.

Nothing is ever used as it is guessed here: a file with a fault is set aside. Each guess keeps the number of
lines, so that whatever else is found is told where it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tui.files.document import source
from tui.files.fault import Place
from tui.files.yaml_words import ODD, QUOTES_FIRST

_BEGINS = re.compile(r"\s*(?:- |-$|#|[\"']?[\w-]+[\"']?:(?:\s|$))")
_BARE_KEY = re.compile(r"(\s*(?:- +)*[\w-]+)(?:[:：](?=\S)|：|\s|$)")
_GIVEN = re.compile(r"(\s*(?:- +)*[\w-]+:)\s+\S")
_HEAD = re.compile(r"\s*(?:- +)*")
_STARTER = re.compile(r"(\s*(?:- +)*(?:[\w-]+: +)?)[%@`&*!|>?]")
_ENDS = {"[": "]", "{": "}"}
_ODD_DASHES = "–—•·‣◦*"
_BRACKETS = str.maketrans("[]{}", "()()")
_QUOTES = str.maketrans("\"'", "··")

Guess = tuple[int, str]
"""A line, and what to read in its place."""


def guesses(lines: Sequence[str], told: Place, noticed: Place) -> Iterator[Guess]:
    """What might be meant, the likeliest first: at the fault as it is told, and where reading stopped."""
    for number, column in dict.fromkeys([told, noticed]):
        text, at = source(lines, number), column - 1
        if not text.strip():
            continue
        if text.startswith("%"):
            yield number, f"#{text}"
        if ODD.search(text):
            yield number, ODD.sub(" ", text)
        sign = text[at : at + 1]
        if sign == ":" or (sign == "-" and text[:at].rstrip().endswith(":")):
            yield number, f"{text[:at]}·{text[at + 1 :]}"
        if start := _STARTER.match(text):
            yield number, f"{start[1]}·{text[start.end() :]}"
        if QUOTES_FIRST.search(text):
            yield number, text.translate(_QUOTES)
        yield from _brackets(lines, number, at)
        if re.search(r"[\[{]", text):
            yield number, text.translate(_BRACKETS)
        yield from _begun(lines, number)


def _brackets(lines: Sequence[str], number: int, at: int) -> Iterator[Guess]:
    """A bracket that has no end, or none at the place, and a comma that is missing."""
    text = source(lines, number)
    if end := _ENDS.get(text[at : at + 1]):
        while (
            number < len(lines)
            and source(lines, number + 1).strip()
            and not _BEGINS.match(source(lines, number + 1))
        ):
            number += 1
        yield number, source(lines, number).rstrip() + end
    elif text[at : at + 1] in {"]", "}"}:
        yield from ((number, text[:at] + other + text[at + 1 :]) for other in "]} ")
    elif text[at - 1 : at] == " " and re.search(r"[\[{]", text[:at]):
        yield number, f"{text[: at - 1]},{text[at:]}"


def _begun(lines: Sequence[str], number: int) -> Iterator[Guess]:
    """A line that begins at the wrong place, or with the wrong sign, or has no colon behind its key."""
    text = source(lines, number)
    depth = len(text) - len(text.lstrip())
    bare = text.strip()
    if bare[0] in _ODD_DASHES or re.match(r"-[^ -]", bare):
        yield number, f"{' ' * depth}- {bare[1:].strip()}"
    if not _BEGINS.match(text) and (key := _BARE_KEY.match(text)):
        yield number, f"{key[1]}: {text[key.end() :]}"
    for blanks in _depths(lines, number, depth):
        yield number, " " * blanks + bare
    above = source(lines, number - 1) if number > 1 else ""
    if (head := _HEAD.match(above)) and (dashes := "- " * head[0].count("-")) and depth >= len(dashes):
        yield number - 1, " " * (depth - len(dashes)) + dashes + above[head.end() :]
    if not re.match(r"[\w\"'-]", bare):
        yield number, f"#{text}"
    if (given := _GIVEN.match(above)) and len(above) - len(above.lstrip()) < depth:
        yield number - 1, given[1]


def _depths(lines: Sequence[str], number: int, depth: int) -> Sequence[int]:
    """Where lines beside it begin, the nearest first; a dash counts, and what stands behind it."""
    found: dict[int, None] = {}
    for other in (number - 1, number + 1, number - 2, number + 2):
        text = source(lines, other) if other > 0 else ""
        if text.strip() and "\t" not in text[: len(text) - len(text.lstrip())]:
            head = _HEAD.match(text)
            found |= dict.fromkeys([len(text) - len(text.lstrip()), head.end() if head else 0])
    tabs = "\t" in source(lines, number)[:depth]
    return sorted((blanks for blanks in found if tabs or blanks != depth), key=lambda b: abs(b - depth))
