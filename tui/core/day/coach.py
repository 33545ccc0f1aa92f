"""What a coach says to a report (P21): comments that come back as one line each, one a day at the most."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from tui.core.text import count, cut, fold, plain

if TYPE_CHECKING:
    from tui.core.ports import Shelf

#: The heading of the coach's part in a report: behind it stand the comments.
HEADING = "For the rep"
#: So many comments are taken from a file, of so many characters; a name has fewer.
MOST, LONGEST, NAME = 30, 200, 40
#: A file is no longer than this, characters.
LARGEST = 400_000

_ITEM = re.compile(r"(?:[-*•‣–]|\d{1,3}[.)])\s+(\S.*)")
_FROM = re.compile(r"(?:coach|from)\s*:\s*(\S.*)", re.IGNORECASE)
_QUOTED = re.compile(r"^(?:\s*>)+ ?")


class NoComments(ValueError):
    """A file that holds none. The message is a sentence that says why and what to do."""


@dataclass(frozen=True, slots=True)
class Comment:
    """Something a coach wrote, to be shown once."""

    id: int
    text: str
    taken: datetime
    """When it came in (UTC)."""
    who: str = ""
    """The coach's name, if it was given."""
    shown: datetime | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """The comments of a file."""

    texts: tuple[str, ...]
    who: str = ""
    cut: int = 0
    """How many were too long, and were cut."""
    more: int = 0
    """How many were left out, for they are too many."""

    @property
    def said(self) -> str:
        """What was left out, in a sentence; empty: nothing."""
        parts = []
        if self.cut:
            parts.append(f"{count(self.cut, 'comment was', 'comments were')} cut to {LONGEST} characters")
        if self.more:
            parts.append(f"{self.more:,} were left out, {MOST} are the most")
        return f"{'; '.join(parts)}." if parts else ""


def from_report(text: str) -> Found:
    """The comments in a Markdown report that came back, also one that a mail program has quoted.

    They stand as a list behind the heading `For the rep`. Raises NoComments.
    """
    if len(text) > LARGEST:
        raise NoComments("It is too long for a report. Nothing was taken.")
    rows = [_QUOTED.sub("", row) for row in text.splitlines()]
    starts = [i for i, row in enumerate(rows) if fold(row.strip("#* \t_:")).startswith(fold(HEADING))]
    if not starts:
        raise NoComments(
            f"It has no part '{HEADING}', so it is no report of Offhook's with comments. Nothing was taken."
        )
    found, who = list[str](), ""
    for row in rows[starts[-1] + 1 :]:
        said = plain(row).rstrip()
        if said.startswith("#"):
            break
        if item := _ITEM.fullmatch(said.strip()):
            found.append(item[1])
        elif (name := _FROM.fullmatch(said.strip())) and not found:
            who = name[1]
        elif found and said.startswith((" ", "\t")) and said.strip():
            found[-1] += f" {said.strip()}"  # a comment that goes on in the next line
    return clean(found, who)


def from_document(data: object) -> Found:
    """The comments of a small YAML file: `from: Kim` and a list under `comments:`. Raises NoComments."""
    given = data.get("comments") if isinstance(data, dict) else None
    who = data.get("from") if isinstance(data, dict) else None
    if not isinstance(given, list) or not all(isinstance(one, str) for one in given):
        raise NoComments("It has no list of texts under 'comments:'. Nothing was taken.")
    return clean(given, who if isinstance(who, str) else "")


def clean(texts: Iterable[str], who: str) -> Found:
    """Comments as they are kept: one line each, none twice, not too long, not too many. Raises NoComments."""
    known: dict[str, str] = {}
    for text in texts:
        if said := " ".join(plain(text).split()):
            known.setdefault(fold(said), said)
    if not known:
        raise NoComments(
            f"There is no comment behind '{HEADING}': one a line, behind a dash. Nothing was taken."
        )
    taken = list(known.values())[:MOST]
    cuts = sum(len(one) > LONGEST for one in taken)
    name = cut(" ".join(plain(who).split()), NAME)
    return Found(tuple(cut(one, LONGEST) for one in taken), name, cuts, len(known) - len(taken))


def due(shelf: Shelf, day_began: datetime) -> Comment | None:
    """The comment to show now: the oldest that was not shown, unless one was since midnight (UTC)."""
    waiting = None
    for one in shelf.all(Comment):
        if one.shown is None:
            waiting = waiting or one
        elif one.shown >= day_began:
            return None
    return waiting


def line(comment: Comment) -> str:
    """How it is said before a call."""
    return f"{comment.who or 'Your coach'}: {comment.text}"


def shown(comment: Comment, now: datetime) -> Comment:
    """The comment, shown at a moment (UTC)."""
    return replace(comment, shown=now)
