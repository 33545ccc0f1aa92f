"""What keeps coming up in the rep's own words: lines that say the same, counted.

No model and no list of themes decides what belongs together: two lines do when more than half of the words
that carry them are the same, in whatever form (`ask`, `asked`), with or without a slip of the finger. A group
is called by the wording the rep used most. The same lines always make the same groups.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Generator, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from rapidfuzz import process
from rapidfuzz.distance import OSA

from tui.core.text import fold

#: Said less often than this, nothing keeps coming up.
OFTEN = 3
#: Of the words of two lines so much must be the same (Dice: twice the shared ones over all), and more.
_ALIKE = 0.5
#: From so many letters on a word may have a slip in it.
_LONG = 6
#: So often a slip stands beside the word that was meant; what comes more often is another word.
_SLIPS = 5
#: So many lines or words are looked at before others have their turn, or so many groups compared.
_AT_ONCE, _COMPARED = 200, 5_000

_WORD = re.compile(r"[^\W_]+")
#: What a word may have behind it in one of its forms, folded: English, German, French, Spanish.
_ENDINGS = tuple(
    _WORD.findall(
        "s es ed d ing e n en er est t te ten st ez ons ent ais ait a o as an ar ir ado ada ido ida"
    )
)
#: Letters of the shortest stem.
_SHORTEST = 3
#: Words that carry nothing, folded, of the same four languages; what is left of `didn't` and `l'` with them.
_SMALL = frozenset(
    _WORD.findall(
        """
    a about again after all always am an and any are as at be because been before being but by can could did
    didn do does doesn don down even every first for from get go got had has hasn have he her him his how i if
    in instead into is isn it its just last less let long longer lot m make me more much must my need next no
    not of off on once one only or other our out over own quite re really s she should so some still such t
    than that the their them then there they this time to too twice two until up us ve very was wasn way we
    were what when where which while who why will with won would you your
    aber als also am an auch auf aus bei beim bin bis bitte da dann das dass dem den der des die doch ein eine
    einem einen einer es fur gar habe haben hat hatte ich ihm ihn ihr im immer in ist ja kein keine keinen
    mal man mehr mein meine mich mir mit nach nicht noch nur ob oder schon sehr sein selbst sich sie sind so
    uber um und uns viel vom von vor war was weil wenn wer werde wie wieder will wir wird zu zum zur lang
    lange langer
    ai ait as au aux avec beaucoup ce ces cette comme d dans de des du elle en est et etait etre eu fait faire
    il ils j je jamais l la le les leur lui mais mes moi moins mon n ne nous on ou par pas plus pour qu que
    qui sa sans se ses si son sur trop tres tu un une y c
    al algo antes como con cuando del demasiado desde donde el ella ellos era eso esta este esto fue ha haber
    hacer hay he la las les lo los mas me menos mi muy no nos nunca para pero por porque que quien se ser si
    sin sobre su sus tan tengo tiene todo un una uno y ya yo
    """
    )
)


@dataclass(frozen=True, slots=True)
class Said:
    """One line of a form."""

    id: int
    """The reflection's, which is its attempt's."""
    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class Pattern:
    """Something the rep has written again and again."""

    text: str
    """The wording used most, as it was last spelled."""
    lines: tuple[Said, ...]
    """Every line that says it, the newest first; one of a reflection."""

    @property
    def times(self) -> int:
        """In how many reflections it stands."""
        return len(self.lines)


#: Grouping in steps, between which others may have their turn.
Steps = Generator[None, None, list[Pattern]]


def patterns(lines: Iterable[Said], often: int = OFTEN) -> list[Pattern]:
    """What comes up `often` or more, the most frequent first, and of these the newest."""
    steps = grouping(lines, often)
    while True:
        try:
            next(steps)
        except StopIteration as end:
            found: list[Pattern] = end.value
            return found


def grouping(lines: Iterable[Said], often: int = OFTEN) -> Steps:
    """The same in steps: thousands of lines take a tenth of a second, and keys come in between."""
    wordings: defaultdict[str, list[Said]] = defaultdict(list)
    for number, line in enumerate(lines):
        if folded := fold(line.text):
            wordings[folded].append(line)
        if number % _AT_ONCE == 0:
            yield
    # The commonest wording first, and of these the plainest: the others gather around it.
    order = sorted(wordings, key=lambda wording: (-len(wordings[wording]), len(wording), wording))
    words: dict[str, list[str]] = {}
    for number, wording in enumerate(order):
        words[wording] = _carrying(wording)
        if number % _AT_ONCE == 0:
            yield
    counts: Counter[str] = Counter()
    for wording in order:
        counts.update(dict.fromkeys(words[wording], len(wordings[wording])))
    same = yield from _forms(counts)
    # A line of small words alone says the same as itself.
    carried = {w: frozenset(same[word] for word in words[w]) or frozenset({w}) for w in order}
    groups = yield from _gathered(carried)
    enough = (group for group in groups if sum(len(wordings[wording]) for wording in group) >= often)
    found = [_pattern([line for wording in group for line in wordings[wording]]) for group in enough]
    kept = [pattern for pattern in found if pattern.times >= often]
    return sorted(kept, key=lambda p: (-p.times, -p.lines[0].at.timestamp(), p.text))


def _gathered(carried: Mapping[str, Collection[str]]) -> Generator[None, None, list[list[str]]]:
    """Wordings that say the same, each group with its commonest first; `carried` has them in that order."""
    groups: list[list[str]] = []
    leaders, looked = _Leaders(), 0
    for wording, words in carried.items():
        place, cost = leaders.nearest(words)
        if place is None:
            leaders.add(words)
            groups.append([wording])
        else:
            groups[place].append(wording)
        looked += cost
        if looked > _COMPARED:
            looked = 0
            yield
    return groups


def _pattern(lines: list[Said]) -> Pattern:
    """The first of the lines is of the commonest wording."""
    wording = fold(lines[0].text)
    newest = sorted(lines, key=lambda line: (line.at, line.id), reverse=True)
    text = next(line.text for line in newest if fold(line.text) == wording)
    one_each = {line.id: line for line in reversed(newest)}
    return Pattern(" ".join(text.split()), tuple(sorted(one_each.values(), key=lambda x: (x.at, x.id))[::-1]))


def _carrying(wording: str) -> list[str]:
    return [word for word in _WORD.findall(wording) if word not in _SMALL and len(word) > 1]


def _forms(counts: Counter[str]) -> Generator[None, None, dict[str, str]]:
    """Word → the commonest of those it is a form of, or a slip of the finger; in steps."""
    chosen: dict[str, str] = {}
    by_stem: dict[str, str] = {}
    alike: defaultdict[str, list[str]] = defaultdict(list)
    """Two letters → the words that begin so and are no form of another, the commonest first."""
    for number, word in enumerate(sorted(counts, key=lambda word: (-counts[word], word))):
        head = next((by_stem[stem] for stem, _ in _stems(word) if stem in by_stem), None)
        there = alike[word[:2]]  # a slip in the first two letters is rare, and looking is not free
        if head is None and len(word) >= _LONG:
            often = bisect_right(there, -_SLIPS * counts[word], key=lambda other: -counts[other])
            meant = process.extractOne(word, there[:often], scorer=OSA.distance, score_cutoff=1)
            head = meant[0] if meant else None
        if head is None:
            there.append(head := word)
            for _, stem in _stems(word):
                by_stem.setdefault(stem, head)
        chosen[word] = head
        if number % _AT_ONCE == 0:
            yield
    return chosen


def _stems(word: str) -> Iterator[tuple[str, str]]:
    """What a word may share with another form of it: (what it looks for, what it is found by).

    Three letters are a stem only where they are a word: `asked` finds `ask`, but `cars` does not find `card`.
    """
    whole = len(word) > _SHORTEST
    yield (word, word) if whole else (f"{word}-", f"{word}=")
    for ending in _ENDINGS:
        if word.endswith(ending):
            stem = word[: -len(ending)]
            if len(stem) > _SHORTEST:
                yield stem, stem
            elif len(stem) == _SHORTEST:
                yield f"{stem}=", f"{stem}-"


class _Leaders:
    """The words of each group's commonest wording, found by any of them."""

    def __init__(self) -> None:
        self._sizes: list[int] = []
        self._having: defaultdict[str, list[int]] = defaultdict(list)

    def add(self, words: Collection[str]) -> None:
        """One more group."""
        for word in words:
            self._having[word].append(len(self._sizes))
        self._sizes.append(len(words))

    def nearest(self, words: Collection[str]) -> tuple[int | None, int]:
        """The place of the group with most of these words, the earliest of several (None: none is near), and
        how many were looked at."""
        having = [self._having[word] for word in words if word in self._having]
        shared: Counter[int] = Counter()
        for places in having:
            shared.update(places)
        least = len(words) / (
            2 / _ALIKE - 1
        )  # nobody with fewer of them is near, however few words they have
        best, most = None, _ALIKE
        for place in sorted(place for place, same in shared.items() if same > least):
            alike = 2 * shared[place] / (len(words) + self._sizes[place])
            if alike > most:
                best, most = place, alike
        return best, 1 + sum(map(len, having))
