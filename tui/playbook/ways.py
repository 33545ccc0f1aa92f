"""Ways to say something, as `data/heard.yaml` writes them, and where one stands in a text.

A way is words with marks: `(a|b c)` one of these, `[a|b]` perhaps one of these, `*` any one word, `..` up to
four words, `...` up to twelve, `#` a number, `<name>` one of a list of the file. In front `^` begins a
clause, `^^` a sentence. At the end `$` ends it; `?` is in a sentence that ends with a question mark, `.` in
one that does not. Between two words may be commas and dashes, but no end of a sentence. Apostrophes may be
left out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

NUMBER, ANYTHING = "#", "*"
"""Instead of a first word: any that begins with a digit; any."""

_MARKS = re.compile(r"\(|\)|\[|\]|\||<\w+>|\.\.\.|\.\.|[^\s()\[\]|<>]+")
_BETWEEN = r"[\s,()\"“”–—-]+"
_ONE = r"[^\W_]+(?:'[^\W_]+)*"
_TOKEN = re.compile(r"\d\w*(?:[.,:]\d\w*)*|[^\W_]+(?:'[^\W_]+)*")
_END = re.compile(r"[.!?…]+(?!\w)|\n")
_STOP = re.compile(r"[.!?;:\n…]")
_PAUSE = re.compile("[,–—-]")
_APOSTROPHES = str.maketrans("’‘`´", "''''")

#: Words that may stand before what begins a clause.
_BEFORE = frozenset(
    (
        *("well", "ok", "okay", "so", "and", "but", "then", "look", "oh", "ah", "yeah", "yes", "right"),
        *("hey", "hi", "hello", "now", "just", "no", "great", "good", "sure"),
    )
)

#: Lists that cannot be written as words.
_FIGURES = {
    "clock": r"\d{1,2}(?:[:.]\d\d)?\s?(?:am|pm|o'?clock)|\d{1,2}[:.]\d\d",
    "ordinal": r"\d{1,2}(?:st|nd|rd|th)",
    "percent": r"\d+(?:[.,]\d+)?\s?(?:%|percent|per cent)",
}


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text."""

    start: int
    end: int
    key: str
    """Folded and without apostrophe; NUMBER for one that begins with a digit."""
    begins: bool
    """A clause begins here."""
    opens: bool
    """A sentence begins here."""
    sentence: int
    """Which of the text's sentences it is in."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A piece of a text up to a full stop, a question mark or the end of a line."""

    start: int
    end: int
    asked: bool
    """It ends with a question mark."""


class Text:
    """A text made ready to be looked through."""

    def __init__(self, text: str) -> None:
        self.written = unicodedata.normalize("NFC", text)
        self.folded = "".join(map(_letter, self.written)) if not text.isascii() else self.written.lower()
        self.sentences = tuple(self._sentences())
        self.words = tuple(self._read())

    def _sentences(self) -> Iterator[Sentence]:
        start = 0
        for match in _END.finditer(self.folded):
            yield Sentence(start, match.end(), "?" in match[0])
            start = match.end()
        yield Sentence(start, len(self.folded), False)

    def _read(self) -> Iterator[Word]:
        begins = opens = may_begin = True
        after = number = 0
        for match in _TOKEN.finditer(self.folded):
            gap = self.folded[after : match.start()]
            opens = bool(_STOP.search(gap)) or (opens and may_begin)
            begins = opens or (begins and may_begin) or bool(_PAUSE.search(gap))
            while match.start() >= self.sentences[number].end:
                number += 1
            key = match[0].replace("'", "")
            figure = key[0].isdigit()
            yield Word(*match.span(), NUMBER if figure else key, begins, opens, number)
            after, may_begin = match.end(), key in _BEFORE

    def shown(self, start: int, end: int) -> str:
        """A piece as it was written, on one line."""
        return " ".join(self.written[start:end].split())


@lru_cache(4096)
def _letter(letter: str) -> str:
    """Lower case without accent, always one character."""
    plain = unicodedata.normalize("NFKD", letter.translate(_APOSTROPHES))[:1].lower()
    return plain if len(plain) == 1 else letter


class Way:
    """One way to say something."""

    def __init__(self, written: str, lists: Mapping[str, Sequence[str]]) -> None:
        """Raises ValueError for one that is not written as above."""
        self.written = written
        marks = _MARKS.findall(written)
        self._begins = bool(marks) and marks[0] in ("^", "^^")
        self._opens = bool(marks) and marks[0] == "^^"
        marks = marks[self._begins :]
        self._asked: bool | None = None
        if marks and marks[-1] in ("?", "."):
            self._asked = marks.pop() == "?"
        self._last = bool(marks) and marks[-1] == "$"
        if self._last:
            marks.pop()
        try:
            self._parts = _Reader(marks, lists).all()
        except ValueError as error:
            raise ValueError(f"'{written}': {error}") from None
        self.firsts = _firsts(self._parts)
        """The words it may begin with, as `Word.key`."""
        self._pattern: re.Pattern[str] | None = None

    def at(self, text: Text, word: Word) -> tuple[int, int] | None:
        """From where to where it stands, if it begins with that word."""
        if (self._begins and not word.begins) or (self._opens and not word.opens):
            return None
        if self._asked is not None and self._asked != text.sentences[word.sentence].asked:
            return None
        if self._pattern is None:  # most are never needed
            end = r"(?=\W*?(?:[.!?\n]|\Z))" if self._last else ""
            self._pattern = re.compile(f"(?:{_regex(self._parts)})(?!\\w|'\\w){end}")
        found = self._pattern.match(text.folded, word.start)
        return found.span() if found else None


@dataclass(frozen=True, slots=True)
class _Part:
    """A word, a gap, or one of several sequences."""

    regex: str = ""
    first: str = ""
    ways: tuple[tuple[_Part, ...], ...] = ()
    optional: bool = False
    gap: int = 0
    """Up to so many words."""


class _Reader:
    """Reads marks into parts, consuming them."""

    def __init__(self, marks: Sequence[str], lists: Mapping[str, Sequence[str]]) -> None:
        self.marks = list(marks)
        self._lists = lists

    def all(self) -> tuple[_Part, ...]:
        """Every mark."""
        parts = self.sequence()
        if self.marks:
            raise ValueError(f"'{self.marks[0]}' without its beginning")
        return parts

    def sequence(self) -> tuple[_Part, ...]:
        """Up to the end of what it stands in."""
        parts: list[_Part] = []
        while self.marks and self.marks[0] not in ("|", ")", "]"):
            parts.append(self._part(self.marks.pop(0)))
        fixed = next((place for place, part in enumerate(parts) if not part.optional), None)
        if fixed is None or any(part.gap for part in parts[:fixed]):
            raise ValueError("a word is missing that must be there")
        return tuple(parts)

    def _part(self, mark: str) -> _Part:
        if mark in ("(", "["):
            ways = [self.sequence()]
            while self.marks and self.marks[0] == "|":
                self.marks.pop(0)
                ways.append(self.sequence())
            if not self.marks or self.marks.pop(0) != {"(": ")", "[": "]"}[mark]:
                raise ValueError(f"'{mark}' without its end")
            return _Part(ways=tuple(ways), optional=mark == "[")
        if mark in ("..", "..."):
            return _Part(gap=4 if mark == ".." else 12, optional=True)
        if mark == "*":
            return _Part(_ONE, ANYTHING)
        if mark == "#":
            return _Part(r"\d+(?:[.,:]\d+)*", NUMBER)
        if mark[0] == "<":
            return self._list(mark[1:-1])
        return _Part(re.escape(mark).replace("'", "'?"), mark.replace("'", ""))

    def _list(self, name: str) -> _Part:
        if name in _FIGURES:
            return _Part(f"(?:{_FIGURES[name]})", NUMBER)
        if name not in self._lists:
            raise ValueError(f"there is no list '{name}'")
        return _Part(
            ways=tuple(_Reader(_MARKS.findall(w), self._lists).sequence() for w in self._lists[name])
        )


def _firsts(parts: Sequence[_Part]) -> frozenset[str]:
    firsts: set[str] = set()
    for part in parts:
        if part.ways:
            firsts.update(*(_firsts(way) for way in part.ways))
        else:
            firsts.add(part.first)
        if not part.optional:
            break
    return frozenset(firsts)


def _regex(parts: Sequence[_Part]) -> str:
    """One expression. What is optional takes the space with it that keeps it from what is not."""
    written, begun = "", False
    for part in parts:
        one = "(?:" + "|".join(map(_regex, part.ways)) + ")" if part.ways else part.regex
        if part.gap:
            written += f"(?:{_BETWEEN}{_ONE}){{0,{part.gap}}}?"
        elif part.optional:
            written += f"(?:{_BETWEEN}{one})?" if begun else f"(?:{one}{_BETWEEN})?"
        else:
            written += (_BETWEEN if begun else "") + one
            begun = True
    return written
