"""The guided tour on the screens: two rows at the bottom that say what to do now, and why."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, TextArea

from tui import keys, look, say
from tui.core import tour
from tui.core.call.attempt import Promise
from tui.core.call.disposition import Dispositions
from tui.core.call.states import Calling, Choosing, Reflecting, State
from tui.screens.ask import AskKey, Choice, Question
from tui.screens.base import Base
from tui.screens.queue.queue import QueueScreen
from tui.widgets.parts import Words

if TYPE_CHECKING:
    from tui.app import Offhook

_NAMED = re.compile(r"\{([^{}]+)\}")


class GuideLine(Words):
    """The rows, at the bottom of whatever screen is on top: nothing to close."""

    DEFAULT_CSS: ClassVar[str] = """
    GuideLine { dock: bottom; height: 2; padding: 0 1; background: $surface; }
    """


class Guide:
    """Follows the session with the tour, and shows its line on the screen on top."""

    def __init__(self, app: Offhook, demo: bool, begin: bool) -> None:
        """`demo`: these are sample people, on whom alone it plays; `begin`: at once."""
        self._app, self._demo = app, demo
        self._tour = tour.Tour() if demo and begin else None
        self._offers = demo and not begin
        """The tour may be begun: said until the first call, or until esc."""

    @property
    def shown(self) -> bool:
        """Whether there is a line now."""
        return self._offers or self._tour is not None

    def begin_or_leave(self) -> None:
        """The key of the tour. Among the rep's own people it asks, and opens the sample people for it."""
        if self._tour is not None:
            self.leave()
        elif self._demo:
            self._tour, self._offers = tour.Tour(), False
            if isinstance(self._app.runner.state, Choosing):
                self._app.to_queue()
            self.look()
        elif isinstance(self._app.runner.state, Choosing):
            self._ask()

    def _ask(self) -> None:
        question = AskKey(
            "A tour: five calls on sample people, about five minutes",
            [Choice("t", "tour", f"take it; {keys.key_of('app.leave')} there brings you back here")],
            "Nobody is rung, and nothing of yours is touched.",
        )
        self._app.push_screen(question, lambda way: self._app.leave_for("tour") if way else None)

    def leave(self) -> None:
        """No tour any more. It can be begun again."""
        self._tour, self._offers = None, False
        for screen in self._app.screen_stack:
            for row in screen.query(GuideLine):
                row.remove()

    def takes_esc(self) -> bool:
        """esc where it has nothing else to leave ends the tour."""
        if not (self.shown and self._esc_is_free()):
            return False
        self.leave()
        return True

    def _esc_is_free(self) -> bool:
        screen = self._app.screen
        if not isinstance(screen, Base) or screen.typing or screen.SCOPE not in {"queue", "call"}:
            return False
        return not any("escape" in a.each and screen.can(a) for a in keys.of_scope(screen.SCOPE))

    def look(self) -> None:
        """Go on with the session, and show the line where the rep is."""
        state = self._app.runner.state
        if self._offers and not isinstance(state, Choosing):
            self.leave()
        if self._tour is not None:
            screen = self._app.screen
            typing = isinstance(screen, Question) or isinstance(screen.focused, Input | TextArea)
            self._tour = tour.step(self._tour, state, promised=self._promised(state), typing=typing)
            if self._tour is None:
                self.leave()
        if self.shown:
            self._show()

    def _promised(self, state: State) -> bool:
        if not isinstance(state, Calling | Reflecting):
            return False
        made = self._app.services.store.of_contact(Promise, state.attempt.contact)
        return any(promise.attempt == state.attempt.id for promise in made)

    def _show(self) -> None:
        screen = self._app.screen
        if not isinstance(screen, Base | ModalScreen) or not screen.is_mounted:
            return
        rows = screen.query(GuideLine)
        row = rows.first(GuideLine) if rows else GuideLine()
        if not rows:
            screen.mount(row)
        row.say(self._rows(screen.size.width - 2))

    def _rows(self, width: int) -> Content:
        now = self._tour
        if now is None:
            (do, why), tag = tour.OFFER, ""
        elif now.spot is tour.Spot.QUEUE and isinstance(self._app.runner.state, Reflecting):
            return Content("")  # a form from before, which is no part of the tour
        else:
            do, why = tour.line(now)
            tag = "tour  " if now.through else f"tour {now.lesson + 1}/{len(tour.LESSONS)}  "
        way_out = keys.key_of("app.tour") if not self._esc_is_free() else "esc"
        hint = say.line((way_out, look.KEY), (" not now" if now is None else " leaves", look.QUIET))
        first = say.line((tag, look.QUIET), *self._filled(do))
        second = say.line(*((piece, look.QUIET) for piece in self._words(why)))
        return say.lines([first.truncate(width, ellipsis=True), say.ends(second, hint, width)])

    def _filled(self, text: str) -> list[str | tuple[str, str]]:
        """A line with its keys as they are mapped now, and whoever is shown by name."""
        pieces = _NAMED.split(text)
        return [
            (self._named(piece), look.STRONG if piece == "name" else look.KEY) if odd % 2 else piece
            for odd, piece in enumerate(pieces)
        ]

    def _words(self, text: str) -> list[str]:
        return [self._named(piece) if odd % 2 else piece for odd, piece in enumerate(_NAMED.split(text))]

    def _named(self, what: str) -> str:
        if what == "name":
            queue = next((s for s in self._app.screen_stack if isinstance(s, QueueScreen)), None)
            return queue.contact.title if queue and queue.contact else "the next person"
        if what.startswith("="):
            return _result_key(self._app.services.defaults.dispositions, what[1:])
        return keys.key_of(what)


def _result_key(dispositions: Dispositions, id: str) -> str:
    """The digit of a result, or its letter where it has none, or the key to find it by."""
    items = list(dispositions)
    at = next((n for n, one in enumerate(items, 1) if one.id == id), 0)
    return str(at) if 0 < at <= 9 else items[at - 1].key if at else "/"
