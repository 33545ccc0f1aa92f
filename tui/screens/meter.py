"""How loud the microphone is, as a bar and a word; the colour only helps."""

from __future__ import annotations

from textual.content import Content

from tui import look, say
from tui.core.call.level import CELLS, Meter

#: Whose word is good news, and whose is not.
_STYLES = {"good": look.GOOD, "too loud": look.BAD}
_ADVICE = {"silent": ": say something", "quiet": ": nearer, or turn it up", "too loud": ": turn it down"}


def meter(shown: Meter, mono: float) -> Content:
    """`████████░░│░░░░░░░░░  good`: the level now, the loudest of the last seconds, a word."""
    now, loudest = shown.bar
    free = "░" * CELLS
    peak = (free[: loudest - now - 1] + "│" if loudest > now else "") + free
    bar = say.line(("█" * now, look.ACCENT), (peak[: CELLS - now], look.QUIET))
    if shown.dead(mono):
        return say.line(
            bar, ("  silent: nothing comes. Is it muted, or not allowed for this terminal?", look.BAD)
        )
    return say.line(
        bar, "  ", (shown.word, _STYLES.get(shown.word, "")), (_ADVICE.get(shown.word, ""), look.QUIET)
    )
