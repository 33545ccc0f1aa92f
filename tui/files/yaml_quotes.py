"""A quote that is never closed: where it opened, and the file as if it had been closed.

Such a quote takes in the lines below up to the next one of its kind, wherever that stands, and what is told
of the file from there on is told of the wrong thing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from tui.files.document import source
from tui.files.fault import Place

#: A line that begins a key, a line of a list, or a comment: no sentence goes on with it.
_BEGINS = re.compile(r"\s*(?:- |-$|#|[\"']?[\w-]+[\"']?:(?:\s|$))")
#: What stands between two texts of one line, in brackets or braces.
_BETWEEN = re.compile(r"\s*,\s*(?:[\w-]+:\s*)?\Z")


def never_closed(lines: Sequence[str], start: Place, end: Place) -> bool:
    """Whether what is read as one text in quotes, from `start` to before `end`, is more than one.

    The quote that seems to close it then opens the next one, or it holds lines that nobody would quote.
    """
    line, column = end
    before, after = source(lines, line)[: column - 2], source(lines, line)[column - 1 :]
    opens = (not before.strip() or before[-1] in " \t[{,:-(") and after[:1].strip() != ""
    if start[0] == line:
        return opens and _BETWEEN.search(before[start[1] :]) is not None
    return opens or any(_BEGINS.match(source(lines, number)) for number in range(start[0] + 1, line + 1))


def closed(lines: Sequence[str], start: Place, end: Place | None) -> tuple[list[str], Place]:
    """The lines with the quote of `start` closed where its sentence seems to end, and where that is.

    `end`: as in `never_closed`; None: the quote ran to the end of the file.
    """
    line, column = start
    if end and end[0] == line:
        place = (line, column + len(_BETWEEN.sub("", source(lines, line)[column : end[1] - 2])) + 1)
    else:
        while line < len(lines) and (below := source(lines, line + 1)).strip() and not _BEGINS.match(below):
            line += 1
        place = (line, _end_of_text(source(lines, line), column if line == start[0] else 0) + 1)
    text, at = source(lines, line), place[1] - 1
    quote = source(lines, start[0])[column - 1]
    return [*lines[: line - 1], text[:at] + quote + text[at:], *lines[line:]], place


def _end_of_text(text: str, begin: int) -> int:
    """Where the text of a line ends, without the brackets that close behind it what opened before `begin`."""
    opened = sum(text[:begin].count(sign) for sign in "[{") - sum(text[:begin].count(sign) for sign in "]}")
    end = len(text.rstrip())
    while opened > 0 and end > begin and text[end - 1] in "]} ":
        opened -= text[end - 1] != " "
        end -= 1
    return end
