"""How often the right card is found, by words and with `offhook[semantic]`, of utterances no card contains.

By default of tests/playbook/data: `hard.jsonl`, in seven other languages `abroad_hard.jsonl`, and, of calls
to customers, `work.jsonl`, by writers who had not seen the cards (the thresholds were set on these among
others of theirs); and of our own `half: report` and, for other languages, `abroad.jsonl`. Others (JSON lines
with `q`, `gold`, `also_ok`, all of them ids of cards or `none`): `python -m benchmarks.search_quality FILE
[DISTRACTORS]`. Intervals are 95 %, from 2,000 bootstrap samples.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.figure import Figure, share, show
from tui.core.call.purpose import DEFAULT
from tui.core.ports import CardHit
from tui.files.home import shipped_scripts
from tui.playbook.finding import meaning
from tui.playbook.library import open_playbook

DATA = Path(__file__).parent.parent / "tests" / "playbook" / "data"
Find = Callable[[str, int, str], Sequence[CardHit]]

NONE = "none"
"""The card of what is no objection: right is that nothing fits, or nothing for certain."""


class Row(NamedTuple):
    """An utterance, the cards that are right, and what the call is for."""

    said: str
    right: set[str]
    purpose: str = DEFAULT


class Goals(NamedTuple):
    """In percent: the right card first, in three, right but weak at most, and no objection called weak."""

    first: float | None = None
    three: float | None = None
    lost: float | None = None
    unsure: float | None = None


class Kind(NamedTuple):
    """Utterances with their cards, what is no objection, and utterances in other languages."""

    name: str
    rows: Sequence[Row]
    distractors: Sequence[str]
    abroad: Sequence[Row] = ()
    selling: bool = True
    """Whether the goals are meant for it: they are for objections to those who sell."""


def run() -> list[Figure]:
    """The rows of the table."""
    heard = [row for name in ("heard", "spoken") for row in _read(DATA / f"{name}.jsonl")]
    own = [Row(row["said"], {row["card"]}) for row in heard if row["half"] == "report"]
    talk = [row["said"] for row in _read(DATA / "no_objection.jsonl") if row["half"] == "report"]
    small = [(DATA / name).read_text().splitlines() for name in ("small_talk.txt", "elsewhere.txt")]
    purposes = {card.id: card.purposes for card in open_playbook([shipped_scripts()]).cards()}
    hard, work, far, abroad = (
        _strangers(_read(DATA / f"{name}.jsonl"), purposes)
        for name in ("hard", "work", "abroad_hard", "abroad")
    )
    return measure(
        Kind("hard", *hard, far[0]),
        Kind("calls to customers", *work, selling=False),
        Kind("our own", own, [*chain(*small), *talk], abroad[0]),
    )


def _strangers(
    rows: Sequence[dict[str, Any]], purposes: Mapping[str, Sequence[str]]
) -> tuple[list[Row], list[str]]:
    """Lines with their cards, and lines that are no objection."""
    lines = [
        Row(row["said"], {row["card"], *row.get("also", ())}, (*purposes[row["card"]], DEFAULT)[0])
        for row in rows
        if row["card"]
    ]
    return lines, [row["said"] for row in rows if not row["card"]]


def measure(*kinds: Kind) -> list[Figure]:
    """The rows of the table for each kind, by words and with the extra."""
    with tempfile.TemporaryDirectory() as home:
        playbook = open_playbook([shipped_scripts()], Path(home) / "cache")
        found = [
            figure
            for kind in kinds
            for figure in _figures("words", playbook.search, Goals(68, 82, 2, 50), kind)
        ]
        if not meaning.installed():
            return [*found, Figure(f"with the extra: {meaning.status()}", None, "%")]
        for kind in kinds:
            found += _figures("with the extra", playbook.more, Goals(None, 90, 2, 50), kind)
        return found


def _figures(way: str, find: Find, goals: Goals, kind: Kind) -> list[Figure]:
    name, rows, distractors, others = f"{way}, {kind.name}" if kind.name else way, *kind[1:4]
    goals = goals if kind.selling else Goals()
    answers = [(row.right, find(row.said, 5, row.purpose)) for row in rows]
    nothing = [NONE in right and (not hits or hits[0].weak) for right, hits in answers]
    first, three = ([any(hit.id in right for hit in hits[:n]) for right, hits in answers] for n in (1, 3))
    lost = [found and hits[0].weak for found, (_, hits) in zip(three, answers, strict=True)]
    first, three = ([*map(any, zip(found, nothing, strict=True))] for found in (first, three))
    unsure = [not (hits := find(said, 5, DEFAULT)) or hits[0].weak for said in distractors]
    abroad = [any(hit.id in row.right for hit in find(row.said, 3, row.purpose)) for row in others]
    figures = [
        _share(f"{name}: right card first, {len(rows)} utterances", first, goals.first, least=True),
        _share(f"{name}: right card in three", three, goals.three, least=True),
        _share(f"{name}: right in three, but marked weak", lost, goals.lost),
        _share(f"{name}: {len(distractors)} distractors weak or empty", unsure, goals.unsure, least=True),
    ]
    if others:
        figures.append(_share(f"{name}: {len(others)} lines in other languages, in three", abroad))
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
        asked = [Row(r["q"], {r["gold"], *r.get("also_ok", ())}) for r in _read(sys.argv[1])]
        away = [r["q"] for path in sys.argv[2:] for r in _read(path)]
        show(measure(Kind("", asked, away)))
    else:
        show(run())
