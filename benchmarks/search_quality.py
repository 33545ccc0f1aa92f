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

from tui.core.ports import CardHit
from tui.files.home import shipped_scripts
from tui.playbook.finding import meaning
from tui.playbook.library import open_playbook

DATA = Path(__file__).parent.parent / "tests" / "playbook" / "data"
Find = Callable[[str], Sequence[CardHit]]
Row = tuple[str, set[str]]


def run() -> list[tuple[str, str, str]]:
    """Rows of (what, measured, budget)."""
    heard = [*_read(DATA / "heard.jsonl"), *_read(DATA / "spoken.jsonl")]
    rows: list[Row] = [(row["said"], {row["card"]}) for row in heard if row["half"] == "report"]
    abroad: list[Row] = [(row["said"], {row["card"]}) for row in _read(DATA / "abroad.jsonl")]
    talk = [row["said"] for row in _read(DATA / "no_objection.jsonl") if row["half"] == "report"]
    return measure(rows, [*(DATA / "small_talk.txt").read_text().splitlines(), *talk], abroad)


def measure(
    rows: Sequence[Row], distractors: Sequence[str], others: Sequence[Row] = ()
) -> list[tuple[str, str, str]]:
    with tempfile.TemporaryDirectory() as home:
        playbook = open_playbook([shipped_scripts()], Path(home) / "cache")
        found = _figures("words", playbook.search, ("68 %", "82 %"), rows, distractors, others)
        if not meaning.installed():
            return [*found, ("with the extra", meaning.status(), "")]
        return found + _figures("with the extra", playbook.more, ("", "90 %"), rows, distractors, others)


def _figures(
    name: str,
    find: Find,
    goals: tuple[str, str],
    rows: Sequence[Row],
    distractors: Sequence[str],
    others: Sequence[Row],
) -> list[tuple[str, str, str]]:
    answers = [(right, find(said)) for said, right in rows]
    first = [any(hit.id in right for hit in hits[:1]) for right, hits in answers]
    three = [any(hit.id in right for hit in hits[:3]) for right, hits in answers]
    lost = [found and hits[0].weak for found, (_, hits) in zip(three, answers, strict=True)]
    unsure = [not (hits := find(said)) or hits[0].weak for said in distractors]
    abroad = [any(hit.id in right for hit in find(said)[:3]) for said, right in others]
    figures = [
        (f"{name}: right card first, {len(rows)} utterances", _share(first), goals[0]),
        (f"{name}: right card in three", _share(three), goals[1]),
        (f"{name}: right in three, but marked weak", _share(lost), "at most 2 %"),
        (f"{name}: {len(distractors)} distractors weak or empty", _share(unsure), "50 %"),
    ]
    if others:
        figures.append(
            (f"{name}: {len(others)} lines in German, French, Spanish, in three", _share(abroad), "")
        )
    return figures


def _share(hits: Sequence[bool]) -> str:
    rng = random.Random(1)
    shares = sorted(sum(rng.choices(hits, k=len(hits))) / len(hits) for _ in range(2_000))
    low, high = shares[50], shares[1_949]
    return f"{sum(hits) / len(hits):.1%} [{low:.0%}, {high:.0%}]"


def _read(path: str | Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in Path(path).read_text().splitlines()]


if __name__ == "__main__":
    if len(sys.argv) > 1:
        asked: list[Row] = [(r["q"], {r["gold"], *r.get("also_ok", ())}) for r in _read(sys.argv[1])]
        away = [r["q"] for path in sys.argv[2:] for r in _read(path)]
        table = measure(asked, away)
    else:
        table = run()
    for what, measured, budget in table:
        print(f"{what:<72} {measured:<24} {budget}")
