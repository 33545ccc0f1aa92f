"""What was heard in an answer: by its words alone, so what was not heard is only asked about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from tui.core.dialogue import Heard, Point, Wanted
from tui.core.practice import Phrase
from tui.core.text import fold
from tui.playbook.vocabulary import stem

CheckName = Literal[
    "acknowledge", "empathy", "question", "open_question", "proposes_time", "ask_meeting", "reason",
    "permission", "name", "evidence", "short", "no_argue", "confirm",
]  # fmt: skip
"""What the app can hear by itself in an answer."""

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


def listen(text: str, wanted: Sequence[Wanted], phrases: Sequence[Phrase] = ()) -> Heard:
    """What is heard in an answer of which `wanted` is wanted; `phrases` are the rep's own."""
    spoken = _WORD.findall(text)
    stems = [stem(fold(word)) for word in spoken]
    points = tuple(Point(w, _said(stems, spoken, w.any)) for w in wanted)
    return Heard(points, len(spoken), len(re.findall(r"\?[?!]*", text)), text)


def _said(stems: Sequence[str], spoken: Sequence[str], any: Sequence[str]) -> str:
    """The first of the wordings that is there, as it was said."""
    for wording in any:
        looked_for = [stem(fold(word)) for word in _WORD.findall(wording)]
        for start in range(len(stems) - len(looked_for) + 1 if looked_for else 0):
            if stems[start : start + len(looked_for)] == looked_for:
                return " ".join(spoken[start : start + len(looked_for)])
    return ""
