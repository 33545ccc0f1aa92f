"""How often the right card is found, by words and with `offhook[semantic]`, where nothing was tuned on it.

By default on `half: report` of tests/playbook/data; `python -m benchmarks.search_quality FILE [DISTRACTORS]`
takes others (JSON lines with `q`, `gold`, `also_ok`). Intervals are 95 %, from 2,000 bootstrap samples.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from benchmarks.figure import Figure, share, show
from tui.core.ports import CardHit
from tui.files.home import shipped_scripts
from tui.playbook.finding import meaning
from tui.playbook.library import open_playbook

DATA = Path(__file__).parent.parent / "tests" / "playbook" / "data"
Find = Callable[[str], Sequence[CardHit]]
Row = tuple[str, set[str]]


def run() -> list[Figure]:
    """The rows of the table."""
    heard = [*_read(DATA / "heard.jsonl"), *_read(DATA / "spoken.jsonl")]
    rows: list[Row] = [(row["said"], {row["card"]}) for row in heard if row["half"] == "report"]
    abroad: list[Row] = [(row["said"], {row["card"]}) for row in _read(DATA / "abroad.jsonl")]
    talk = [row["said"] for row in _read(DATA / "no_objection.jsonl") if row["half"] == "report"]
    return measure(rows, [*(DATA / "small_talk.txt").read_text().splitlines(), *talk], abroad)


def measure(rows: Sequence[Row], distractors: Sequence[str], others: Sequence[Row] = ()) -> list[Figure]:
    """The rows of the table: of utterances with their cards, what is no objection, and other languages."""
    with tempfile.TemporaryDirectory() as home:
        playbook = open_playbook([shipped_scripts()], Path(home) / "cache")
        found = _figures("words", playbook.search, (68, 82), rows, distractors, others)
        if not meaning.installed():
            return [*found, Figure(f"with the extra: {meaning.status()}", None, "%")]
        return found + _figures("with the extra", playbook.more, (None, 90), rows, distractors, others)


def _figures(
    name: str,
    find: Find,
    goals: tuple[float | None, float],
    rows: Sequence[Row],
    distractors: Sequence[str],
    others: Sequence[Row],
) -> list[Figure]:
    answers = [(right, find(said)) for said, right in rows]
    first = [any(hit.id in right for hit in hits[:1]) for right, hits in answers]
    three = [any(hit.id in right for hit in hits[:3]) for right, hits in answers]
    lost = [found and hits[0].weak for found, (_, hits) in zip(three, answers, strict=True)]
    unsure = [not (hits := find(said)) or hits[0].weak for said in distractors]
    abroad = [any(hit.id in right for hit in find(said)[:3]) for said, right in others]
    figures = [
        _share(f"{name}: right card first, {len(rows)} utterances", first, goals[0], least=True),
        _share(f"{name}: right card in three", three, goals[1], least=True),
        _share(f"{name}: right in three, but marked weak", lost, 2),
        _share(f"{name}: {len(distractors)} distractors weak or empty", unsure, 50, least=True),
    ]
    if others:
        figures.append(_share(f"{name}: {len(others)} lines in German, French, Spanish, in three", abroad))
    return figures


def _share(what: str, hits: Sequence[bool], budget: float | None = None, *, least: bool = False) -> Figure:
    """How many hits, in percent, with the interval in `what`."""
    rng = random.Random(1)
    shares = sorted(share(sum(rng.choices(hits, k=len(hits))), len(hits)) for _ in range(2_000))
    interval = f"[{shares[50]:.0f}, {shares[1_949]:.0f}]"
    return Figure(f"{what} {interval}", share(sum(hits), len(hits)), "%", budget=budget, least=least)


def _read(path: str | Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in Path(path).read_text().splitlines()]


if __name__ == "__main__":
    if len(sys.argv) > 1:
        asked: list[Row] = [(r["q"], {r["gold"], *r.get("also_ok", ())}) for r in _read(sys.argv[1])]
        away = [r["q"] for path in sys.argv[2:] for r in _read(path)]
        show(measure(asked, away))
    else:
        show(run())
