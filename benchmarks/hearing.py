"""How well answers are heard, check by check, and how long that takes.

By default on `half: report` of tests/playbook/data/answers.jsonl, which no rule was made with;
`python -m benchmarks.hearing FILE` takes others (JSON lines with `said` and `has`).
"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.figure import Figure, p95, share, show
from tui.core.words import fill
from tui.files.home import shipped_scripts
from tui.playbook.dialogue_checks import SAMPLE
from tui.playbook.hearing.feedback import listen
from tui.playbook.library import open_playbook
from tui.playbook.role_play import PASSED, wanted_at

DATA = Path(__file__).parent.parent / "tests" / "playbook" / "data" / "answers.jsonl"
CHECKS = (
    *("acknowledge", "empathy", "question", "open_question", "proposes_time", "ask_meeting", "reason"),
    *("permission", "name", "evidence", "confirm", "argue"),
)
#: Step of a card → what its lines show, if they are what their step says.
STEPS = {
    "acknowledge": "acknowledge",
    "ask": "question",
    "clarify": "question",
    "explore": "open_question",
    "confirm": "confirm",
}


def run() -> list[Figure]:
    """The rows of the table."""
    rows = [json.loads(line) for line in DATA.read_text().splitlines()]
    return [
        *measure([row for row in rows if row["half"] == "report"]),
        *_by_step(),
        *_options(),
        *_speed(rows),
    ]


def measure(rows: Sequence[Mapping[str, Any]]) -> Iterator[Figure]:
    """Precision and recall of each check, and of all."""
    right, heard, there = Counter[str](), Counter[str](), Counter[str]()
    for row in rows:
        has = {*listen(row["said"], ()).has}
        has = has - {"short", "no_argue"} | (set() if "no_argue" in has else {"argue"})
        right.update(has & {*row["has"]})
        heard.update(has)
        there.update(row["has"])
    for check in CHECKS:
        yield from _both(check, right[check], heard[check], there[check])
    yield from _both(f"all checks, {len(rows)} answers", right.total(), heard.total(), there.total())


def _both(what: str, right: int, heard: int, there: int) -> Iterator[Figure]:
    yield _share(f"{what}: right of those heard", right, heard)
    yield _share(f"{what}: heard of those there", right, there)


def _share(what: str, hits: int, of: int) -> Figure:
    return Figure(f"{what} ({hits} of {of})", share(hits, of), "%")


def _by_step() -> Iterator[Figure]:
    """Lines of shipped cards, which others wrote: how often their step is heard in them."""
    playbook = open_playbook([shipped_scripts()])
    for step, check in STEPS.items():
        lines = [
            line for card in playbook.cards() for name, some in card.steps if name == step for line in some
        ]
        heard = [check in listen(fill(line, SAMPLE, playbook.variables), ()).has for line in lines]
        yield _share(f"cards, lines of the step '{step}': {check} heard", sum(heard), len(heard))


def _options() -> Iterator[Figure]:
    """Options of shipped dialogues: how many pass for an answer, by how good their author says they are."""
    playbook = open_playbook([shipped_scripts()])
    passed: dict[int, list[bool]] = defaultdict(list)
    for dialogue in playbook.dialogues():
        for node in dialogue.nodes.values():
            for option in node.options:
                said = fill(option.say, SAMPLE, {**playbook.variables, **dialogue.variables})
                heard = playbook.hear(said, wanted_at(node, playbook.card(node.card)))
                passed[option.quality].append(heard.score >= PASSED)
    for quality, found in sorted(passed.items()):
        yield _share(f"options of quality {quality}: passed", sum(found), len(found))


def _speed(rows: Sequence[Mapping[str, Any]]) -> Iterator[Figure]:
    times: list[float] = []
    for row in [*rows, *rows, *rows]:
        start = time.perf_counter()
        listen(row["said"], ())
        times.append((time.perf_counter() - start) * 1000)
    yield Figure("one answer heard, median", median(times), "ms", budget=0.5)
    yield Figure("one answer heard, p95", p95(times), "ms")


if __name__ == "__main__":
    asked = [json.loads(line) for path in sys.argv[1:] for line in Path(path).read_text().splitlines()]
    show([*measure(asked)] if asked else run())
