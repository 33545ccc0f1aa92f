"""The one line the rep means to say differently: written after a round, taken along into calls with a key."""

from __future__ import annotations

from tui.core.call.reflection import Intention
from tui.screens.base import Base
from tui.screens.practice.game import Keeping


class Meaning:
    """What was written, and what became of it."""

    def __init__(self, screen: Base, keeping: Keeping) -> None:
        self._screen, self._keeping = screen, keeping
        self.text = ""
        """As it was saved."""
        self.taken = False
        """Whether it goes along into the next calls."""

    def written(self, text: str) -> bool:
        """Take what stands in the field. Returns whether it is something else than what was saved."""
        changed = text.strip() != self.text
        self.text = text.strip()
        self.taken = self.taken and not changed
        return changed

    def take_along(self) -> None:
        """From now on it stands above the calls."""
        if not self.text or self.taken:
            return
        self.taken = True
        runner, screen = self._screen.runner, self._screen
        meant = Intention(runner.store.new_id(Intention), self.text, runner.now.utc, attempt=0)
        self._keeping.record(meant, lambda problem: screen.show_status(problem=problem))
        screen.show_status("It goes along: “Next time I will” stands above your next calls with it.")
