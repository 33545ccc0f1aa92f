"""How fast a card is found with 500 cards of six phrases, and how long the words take to load."""

from __future__ import annotations

import math
import random
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.figure import Figure, p95
from benchmarks.samples import environment
from tui.files.home import shipped_scripts
from tui.playbook.finding.chatter import chatter
from tui.playbook.finding.entry import Entry
from tui.playbook.finding.meaning import Meaning, below, installed
from tui.playbook.finding.search import Finder, is_short
from tui.playbook.loader import load

CARDS, PHRASES = 500, 6


def run() -> list[Figure]:
    """The rows of the table."""
    rng = random.Random(7)
    entries, said = _library(rng)
    start = time.perf_counter()
    finder = Finder(entries, chatter())
    built = time.perf_counter() - start
    typed = [text[:end] for text in said[:40] for end in range(1, len(text) + 1)]

    def find(text: str) -> None:
        finder.find(text, 5)

    sentences, keys = _times(find, said), _times(find, typed)
    return [
        Figure(f"search index of {CARDS} cards", built * 1000, "ms"),
        Figure(f"search of a sentence, {CARDS} cards, p95", p95(sentences) * 1000, "ms", budget=5),
        Figure(f"search at each key, {CARDS} cards, p95", p95(keys) * 1000, "ms", budget=5),
        *_by_meaning(finder, entries, typed),
        *_loads(),
    ]


def _by_meaning(finder: Finder, entries: Sequence[Entry], typed: Sequence[str]) -> list[Figure]:
    """The same with the extra: words, letters and meaning one after the other, as if nothing ran beside."""
    what = f"search at each key with the extra, {CARDS} cards, p95"
    if not installed():
        return [Figure(f"{what}: it is not installed", None, "ms", budget=16)]
    meaning = Meaning(entries, chatter(), None)
    start = time.perf_counter()
    meaning.near("so that it is ready")
    built = time.perf_counter() - start

    def find(text: str) -> None:
        fit = finder.fit(text)
        near = None if is_short(text) else meaning.near(text)
        if near:
            below(fit, near, 5)

    return [
        Figure(what, p95(_times(find, typed)) * 1000, "ms", budget=16),
        Figure(f"vectors of {CARDS} cards and the model, once", built, "s"),
    ]


def _times(find: Callable[[str], None], texts: Sequence[str]) -> list[float]:
    """Seconds of each search: the better of two, for others work on the machine, too."""
    times = [math.inf] * len(texts)
    for _ in range(2):
        for number, text in enumerate(texts):
            start = time.perf_counter()
            find(text)
            times[number] = min(times[number], time.perf_counter() - start)
    return times


def _library(rng: random.Random) -> tuple[list[Entry], list[str]]:
    """Invented cards with the words of the shipped ones, and sentences to look for, some mistyped."""
    cards = [c for s in load([shipped_scripts()]).sheets if s.content for c in s.content.cards]
    words = [word for card in cards for text in card.says for word in text.split()]
    words += [f"{rng.choice(words)[:4]}{rng.choice(words)[-3:]}" for _ in range(len(words) // 2)]

    def phrase(low: int, high: int) -> str:
        return " ".join(rng.choices(words, k=rng.randint(low, high)))

    entries: list[Entry] = [Entry(phrase(2, 5), [phrase(3, 9) for _ in range(PHRASES)]) for _ in range(CARDS)]
    said = [phrase(2, 18) for _ in range(300)]
    return entries, [_mistyped(rng, text) if rng.random() < 0.4 else text for text in said]


def _mistyped(rng: random.Random, text: str) -> str:
    at = rng.randrange(len(text) - 1)
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


def _loads() -> list[Figure]:
    """What is shipped, in a fresh process: from the files, from what is kept, and made ready to search."""
    with TemporaryDirectory(prefix="offhook-bench-") as folder:
        read, kept = _cold_load(""), _cold_load(folder)
        ready, imports = _cold_load(folder, ready=True), _cold_load(folder, imports=True)
    return [
        Figure("the shipped library, read and checked, in a new process", read, "ms"),
        Figure("… from what is kept of it, as from the second time on", kept, "ms", budget=150),
        Figure("… and ready to search", ready, "ms"),
        Figure("… kept, with the imports", imports, "ms"),
    ]


def _cold_load(cache: str, *, ready: bool = False, imports: bool = False) -> float:
    """Milliseconds to open the shipped words in a fresh interpreter; the best of five."""
    code = (
        "import sys, time; from pathlib import Path; start = time.perf_counter();"
        "from tui.playbook.library import open_playbook; begun = time.perf_counter();"
        f"cache = Path({cache!r}) if {bool(cache)} else None;"
        f"open_playbook([Path({str(shipped_scripts())!r})], cache, ready={ready});"
        f"print((time.perf_counter() - {'start' if imports else 'begun'}) * 1000)"
    )
    root = Path(__file__).resolve().parent.parent
    runs = [
        subprocess.run(
            [sys.executable, "-c", code],
            env=environment(),
            capture_output=True,
            text=True,
            check=True,
            cwd=root,
        )
        for _ in range(5)
    ]
    return min(float(done.stdout) for done in runs)
