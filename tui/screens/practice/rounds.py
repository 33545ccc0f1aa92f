"""Into a round of practice: what is due now, and the lines made of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.core.day.roots import FIND_OUT, MORE_DRILLS
from tui.core.practice.due import NEW, Due, deck, due, met_lately
from tui.core.practice.line_up import hostile_lines, line_up
from tui.screens.practice.drill import DrillScreen
from tui.screens.practice.game import Game

if TYPE_CHECKING:
    from tui.app import Offhook

#: So many openers take turns in a warm-up.
_OPENERS = 5
#: Cards met in calls of so many days come before other new ones. Each call is looked at, so not too many.
_LATELY = 7
#: The tag of cards whose answer is: I'll find out.
UNKNOWN = "find-out"
#: Why nothing can be asked.
NO_CARDS = (
    "Your library has no cards to practise. Bring the scripts back, or write a card ({practice.library})."
)


def due_now(app: Offhook) -> Due:
    """What practice asks for today. The words must be loaded."""
    store, now = app.services.store, app.runner.now.utc
    met = met_lately(store, now, days=_LATELY)
    new = 2 * NEW if MORE_DRILLS in app.services.effects() else NEW
    return due(store, deck(app.playbook.cards()), now, app.runner.day_began, met, new)


def begin_round(app: Offhook, mode: str, lines: int = 0) -> bool:
    """Put a round on screen, of `lines` lines or as many as the rep chose. False: there is nothing to ask."""
    playbook, effects = app.playbook, app.services.effects()
    usual = app.services.settings.practice_lines
    cues = line_up(
        mode,
        due_now(app),
        app.services.store,
        app.chance,
        lines=lines or (usual * 3 // 2 if MORE_DRILLS in effects else usual),
        openers=playbook.lines("opener")[:_OPENERS],
        hostile=hostile_lines(playbook) if mode == "hard" else None,
        first=UNKNOWN if FIND_OUT in effects else "",
    )
    if cues:
        game = Game(app, mode, cues, app.chance)
        app.push_screen(DrillScreen(game, lambda: begin_round(app, mode, lines)))
    return bool(cues)
