"""What was heard in an answer: by its words alone, so what was not heard is only asked about.

The ways to say something stand in `data/heard.yaml` (`ways.py` reads them). They are found by the word they
begin with, so an answer costs the same however many there are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Literal

from tui.core.practice.dialogue import Heard, Point, Wanted
from tui.core.practice.practice import Phrase
from tui.files.guarded import read_yaml
from tui.files.home import shipped_data
from tui.playbook.finding.vocabulary import stem
from tui.playbook.hearing.ways import ANYTHING, Text, Way, Word, read_lists

CheckName = Literal[
    "acknowledge", "empathy", "question", "open_question", "proposes_time", "ask_meeting", "reason",
    "permission", "name", "evidence", "short", "no_argue", "confirm",
]  # fmt: skip
"""What the app can hear by itself in an answer."""

SHORT = 60
"""Words that an answer may have at most to be short: about 25 seconds."""

LONGEST = 600
"""Words that are listened to; nobody says more in one breath, but somebody may paste a book."""

Span = tuple[int, int]
"""From where to where, in characters."""


@dataclass(frozen=True, slots=True)
class _Check:
    """What is said of a check."""

    told: str
    gap: str
    aloud: str
    """The question where there is no text to look at."""
    shown: str
    """What shows it, where no words do."""


class Lexicon:
    """The ways to say something, by check."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        """Raises ValueError for a way that is not written right."""
        lists = read_lists(data["lists"])
        self.checks = {
            name: _Check(
                check["told"], check["gap"], check.get("aloud", check["gap"]), check.get("shown", "")
            )
            for name, check in data["checks"].items()
        }
        self._ways: dict[str, list[tuple[str, bool, Way]]] = defaultdict(list)
        for name, check in data["checks"].items():
            for key in ("ways", "unless"):
                for line in check.get(key, "").splitlines():
                    way = Way(line, lists)
                    for first in way.firsts:
                        self._ways[first].append((name, key == "ways", way))

    def find(self, text: Text) -> Mapping[str, Sequence[Span]]:
        """Check → where it is in a text, in order; what an `unless` overlaps is left out."""
        found: dict[str, list[Span]] = defaultdict(list)
        not_so: dict[str, list[Span]] = defaultdict(list)
        anywhere = self._ways.get(ANYTHING, [])
        for number, word in enumerate(text.words[:LONGEST]):
            for name, counts, way in (*self._ways.get(word.key, ()), *anywhere):
                if span := way.at(text, number):
                    (found if counts else not_so)[name].append(span)
        return {
            name: kept
            for name, spans in found.items()
            if (kept := [a for a in spans if not any(_overlap(a, b) for b in not_so[name])])
        }


@cache
def lexicon() -> Lexicon:
    """The shipped one, read once."""
    return Lexicon(read_yaml(shipped_data() / "heard.yaml", text_only=True).data)


def listen(text: str, wanted: Sequence[Wanted], phrases: Sequence[Phrase] = ()) -> Heard:
    """What is heard in an answer of which `wanted` is wanted; `phrases` are the rep's own."""
    answer = _Answer(text, phrases)
    points = tuple(answer.point(one) for one in wanted)
    return Heard(points, len(answer.text.words), answer.questions, text, frozenset(answer.shows))


class _Answer:
    """One answer, and what shows in it."""

    def __init__(self, text: str, phrases: Sequence[Phrase]) -> None:
        self.text = Text(text)
        self._roots = tuple(_root(word) for word in self.text.words)
        found = dict(lexicon().find(self.text))
        against = list(found.pop("no_argue", ()))
        asked = {self._sentence_at(span[0]) for span in found.get("question", ())}
        asked |= {n for n, sentence in enumerate(self.text.sentences) if sentence.asked}
        self.questions = len(asked)
        if asked:
            found["question"] = [self._span(min(asked))]
        if "open_question" in found:  # to its end: the words that make it open say little
            start = found["open_question"][0][0]
            found["open_question"] = [(start, self._span(self._sentence_at(start))[1])]
        self.shows = {name: self.text.shown(*spans[0]) for name, spans in found.items()}
        """Check → the words that show it."""
        for phrase in phrases:
            if span := self._place(phrase.text):
                self.shows.setdefault(phrase.check, self.text.shown(*span))
                if phrase.check == "no_argue":
                    against = [one for one in against if not _overlap(one, span)]
        self.against = self.text.shown(*against[0]) if against else ""
        """What sounds like arguing."""
        words = len(self.text.words)
        if 0 < words <= SHORT:
            self.shows["short"] = _count(words)
        self.shows.pop("no_argue", None)
        if words and not against:
            self.shows["no_argue"] = lexicon().checks["no_argue"].shown

    def _sentence_at(self, place: int) -> int:
        return next(n for n, sentence in enumerate(self.text.sentences) if place < sentence.end)

    def _span(self, sentence: int) -> Span:
        return self.text.sentences[sentence].start, self.text.sentences[sentence].end

    def point(self, wanted: Wanted) -> Point:
        """Whether one thing that is wanted is there, by its own words or by what the app hears."""
        span = next(filter(None, map(self._place, wanted.any)), None)
        said = self.text.shown(*span) if span else self.shows.get(wanted.label, "")
        check = lexicon().checks.get(wanted.label)
        if check is None:
            return Point(
                wanted, said, told=wanted.label, gap=f"I didn't catch this: {wanted.label}. Was it there?"
            )
        words = len(self.text.words)
        gap = check.gap.replace("{words}", _count(words)).replace("{said}", self.against)
        return Point(wanted, said, told=check.told, gap=gap if words else check.aloud)

    def _place(self, wording: str) -> Span | None:
        """Where a wording is, whatever the endings of its words."""
        roots = _roots(wording)
        size = len(roots)
        for start in range(len(self._roots) - size + 1 if size else 0):
            if self._roots[start : start + size] == roots:
                return self.text.words[start].start, self.text.words[start + size - 1].end
        return None


@lru_cache(2_000)
def _roots(wording: str) -> tuple[str, ...]:
    return tuple(map(_root, Text(wording).words))


def _root(word: Word) -> str:
    """Without its ending, so that `saves`, `saved` and `saving` are one."""
    root = stem(word.text.replace("'", "")).removesuffix("e")
    return root[:-1] if len(root) > 3 and root[-1] == root[-2] else root


def _count(words: int) -> str:
    return "1 word" if words == 1 else f"{words} words"


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]
