"""Ways to say something, as `data/heard.yaml` writes them, and where one stands in a text.

A way is words with marks: `(a|b c)` one of these, `[a|b]` perhaps one of these, `*` any one word, `..` up to
four words, `...` up to twelve, `#` a number, `<name>` one of a list of the file. In front `^` begins a
clause, `^^` a sentence. At the end `$` ends it; `?` is in a sentence that ends with a question mark, `.` in
one that does not. Between two words may be commas and dashes, but no end of a sentence. Apostrophes may be
left out.

They are matched word by word, not made into regular expressions: compiling hundreds of them would hold up
the first answers by half a second.
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
_TOKEN = re.compile(r"\d\w*(?:[.,:]\d\w*)*(?:\s?%)?|[^\W_]+(?:'[^\W_]+)*")
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

#: Lists of figures, which cannot be written as words.
_FIGURES = {
    "clock": re.compile(r"\d{1,2}[:.]\d\d|\d{1,2}(?:[:.]\d\d)?(?:am|pm)"),
    "ordinal": re.compile(r"\d{1,2}(?:st|nd|rd|th)"),
    "percent": re.compile(r".*%"),
    "number": re.compile(r"\d+(?:[.,:]\d+)*"),
}


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text."""

    start: int
    end: int
    text: str
    """Folded, with its apostrophe."""
    key: str
    """Without it; NUMBER for one that begins with a digit."""
    begins: bool
    """A clause begins here."""
    opens: bool
    """A sentence begins here."""
    joined: bool
    """It goes on from the word before, without an end of a sentence between."""
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
        self.folded = self.written.lower() if text.isascii() else "".join(map(_letter, self.written))
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
            stopped = bool(_STOP.search(gap))
            opens = stopped or (opens and may_begin)
            begins = opens or (begins and may_begin) or bool(_PAUSE.search(gap))
            while match.start() >= self.sentences[number].end:
                number += 1
            key = match[0].replace("'", "")
            figure = key[0].isdigit()
            yield Word(*match.span(), match[0], NUMBER if figure else key, begins, opens, not stopped, number)
            after, may_begin = match.end(), key in _BEFORE

    def shown(self, start: int, end: int) -> str:
        """A piece as it was written, on one line."""
        return " ".join(self.written[start:end].split())


@lru_cache(4096)
def _letter(letter: str) -> str:
    """Lower case without accent, always one character."""
    plain = unicodedata.normalize("NFKD", letter.translate(_APOSTROPHES))[:1].lower()
    return plain if len(plain) == 1 else letter


@dataclass(frozen=True, slots=True)
class Part:
    """One of several words, a figure, a gap, or one of several chains."""

    words: frozenset[str] = frozenset()
    """As `Word.key`; ANYTHING for any."""
    figure: re.Pattern[str] | None = None
    """What the word has to look like, too."""
    ways: tuple[Chain, ...] = ()
    """Beside the words."""
    optional: bool = False
    gap: int = 0
    """Up to so many words."""

    def firsts(self) -> frozenset[str]:
        """The words it may begin with."""
        return self.words.union(*(way.firsts[0] for way in self.ways), {ANYTHING} if self.gap else ())


class Chain:
    """Parts one after the other."""

    def __init__(self, parts: Sequence[Part]) -> None:
        """Raises ValueError where nothing must be there, or a gap comes before what must."""
        fixed = next((place for place, part in enumerate(parts) if not part.optional), None)
        if fixed is None or any(part.gap for part in parts[:fixed]):
            raise ValueError("a word is missing that must be there")
        self.parts = tuple(parts)
        firsts: list[frozenset[str]] = [frozenset({ANYTHING})]  # behind the last part
        for part in reversed(parts):
            firsts.append(part.firsts() | firsts[-1] if part.optional else part.firsts())
        self.firsts = tuple(reversed(firsts))
        """Part → the words that it, or what may come in its place, begins with."""


def _alternatives(ways: Sequence[Chain], *, optional: bool = False) -> Part:
    """One of several, those of one plain word in a set."""
    plain, others = frozenset[str](), []
    for way in ways:
        only = way.parts[0]
        if len(way.parts) > 1 or only.ways or only.figure:
            others.append(way)
        else:
            plain |= only.words
    return Part(plain, ways=tuple(others), optional=optional)


def read_lists(lists: Mapping[str, Sequence[str]]) -> dict[str, Part]:
    """The lists of a file, each of which may use those before it. Raises ValueError."""
    found = {name: Part(frozenset({NUMBER}), figure) for name, figure in _FIGURES.items()}
    for name, ways in lists.items():
        found[name] = _alternatives([_Reader(_MARKS.findall(way), found).all() for way in ways])
    return found


class Way:
    """One way to say something."""

    def __init__(self, written: str, lists: Mapping[str, Part]) -> None:
        """Raises ValueError for one that is not written as above."""
        marks = _MARKS.findall(written)
        self._begins = marks[:1] in (["^"], ["^^"])
        self._opens = marks[:1] == ["^^"]
        marks = marks[self._begins :]
        self._asked: bool | None = None
        if marks[-1:] in (["?"], ["."]):
            self._asked = marks.pop() == "?"
        self._last = marks[-1:] == ["$"]
        if self._last:
            marks.pop()
        try:
            self._chain = _Reader(marks, lists).all()
        except ValueError as error:
            raise ValueError(f"'{written}': {error}") from None
        self.firsts = self._chain.firsts[0]
        """The words it may begin with, as `Word.key`, and ANYTHING."""

    def at(self, text: Text, number: int) -> tuple[int, int] | None:
        """From where to where it stands in the text, if it begins with its word of that number."""
        word = text.words[number]
        if (self._begins and not word.begins) or (self._opens and not word.opens):
            return None
        if self._asked is not None and self._asked != text.sentences[word.sentence].asked:
            return None
        for end in _ends(self._chain, 0, text.words, number, number):
            if not self._last or end == len(text.words) or text.words[end].sentence != word.sentence:
                return word.start, text.words[end - 1].end
        return None


def _ends(chain: Chain, at: int, words: Sequence[Word], number: int, first: int) -> Iterator[int]:
    """Behind which words the parts from `at` on can end that begin with the word of that number.

    `first` is the number of the word the whole way begins with.
    """
    if at == len(chain.parts):
        yield number
        return
    behind = chain.firsts[at + 1]
    for end in _of_part(chain.parts[at], words, number, first):
        if ANYTHING in behind or (end < len(words) and words[end].key in behind):
            yield from _ends(chain, at + 1, words, end, first)


def _of_part(part: Part, words: Sequence[Word], number: int, first: int) -> Iterator[int]:
    """Behind which words one part can end."""
    if part.gap:
        for end in range(number, number + part.gap + 1):
            yield end
            if not _goes_on(words, end, first):
                return
        return
    if _goes_on(words, number, first):
        word = words[number]
        fits = word.key in part.words or ANYTHING in part.words
        if fits and (part.figure is None or part.figure.fullmatch(word.text)):
            yield number + 1
        for way in part.ways:
            if word.key in way.firsts[0] or ANYTHING in way.firsts[0]:
                yield from _ends(way, 0, words, number, first)
    if part.optional:
        yield number


def _goes_on(words: Sequence[Word], number: int, first: int) -> bool:
    """Whether there is a word, and no end of a sentence before it."""
    return number < len(words) and (number == first or words[number].joined)


class _Reader:
    """Reads marks into parts, consuming them."""

    def __init__(self, marks: Sequence[str], lists: Mapping[str, Part]) -> None:
        self._marks = list(marks)
        self._lists = lists

    def all(self) -> Chain:
        """Every mark."""
        chain = self._chain()
        if self._marks:
            raise ValueError(f"'{self._marks[0]}' without its beginning")
        return chain

    def _chain(self) -> Chain:
        """Up to the end of what it stands in."""
        parts: list[Part] = []
        while self._marks and self._marks[0] not in ("|", ")", "]"):
            parts.append(self._part(self._marks.pop(0)))
        return Chain(parts)

    def _part(self, mark: str) -> Part:
        if mark in ("(", "["):
            ways = [self._chain()]
            while self._marks and self._marks[0] == "|":
                self._marks.pop(0)
                ways.append(self._chain())
            if not self._marks or self._marks.pop(0) != {"(": ")", "[": "]"}[mark]:
                raise ValueError(f"'{mark}' without its end")
            return _alternatives(ways, optional=mark == "[")
        if mark in ("..", "..."):
            return Part(gap=4 if mark == ".." else 12, optional=True)
        if mark == NUMBER:
            return self._lists["number"]
        if mark[0] == "<":
            if mark[1:-1] not in self._lists:
                raise ValueError(f"there is no list {mark}")
            return self._lists[mark[1:-1]]
        return Part(frozenset({"".join(map(_letter, mark)).replace("'", "")}))
