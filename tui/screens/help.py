"""`?`: every key that works now, in groups, with the sentence of what it does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from textual import events
from textual.content import Content

from tui import keys, look, say
from tui.keys import Action
from tui.screens.ask import Tell
from tui.screens.base import Follows

#: What the keys of a screen are about, where it is not the screen as a whole.
_ABOUT = {"queue": "This person", "call": "This call", "reflect": "This form"}
#: Actions that only go somewhere on the same screen.
_MOVES = frozenset(
    {"previous", "next", "find", "filter", "back", "more", "less", "section", "section-before", "kind"}
    | {"kind-before", "on", "earlier", "later", "before"}
)
#: Cells of the keys, before their sentences.
_LABEL = 8
_MAINS = frozenset(scope for _, _, scope in keys.MAIN)


class KeysNow(Tell):
    """The keys. Answers with the key that was pressed when it is the tour's."""

    def __init__(self, screen: Follows) -> None:
        """`screen`: whose keys they are."""
        super().__init__("Keys", list(rows(screen, self.room(screen.app.size.width))))

    def on_key(self, event: events.Key) -> None:
        """The tour can be begun from here; any other key is the box's (its own `on_key` is called too)."""
        if keys.pressed("app", event.key) == "tour":
            event.prevent_default()
            event.stop()
            self.dismiss("tour")


def rows(screen: Follows, room: int) -> Iterator[Content]:
    """The lines of `room` cells: a heading for each group that has keys, then one for each key."""
    live = [
        action
        for scope in keys.together(screen.SCOPE)
        for action in keys.of_scope(scope)
        if action.keys and screen.can(action)
    ]
    first = True
    for heading, actions in _groups(screen.SCOPE, live):
        if not actions:
            continue
        if not first:
            yield Content("")
        first = False
        yield say.line((heading, look.STRONG))
        for action in actions:
            head, *more = say.line(keys.filled(action.help)).wrap(max(20, room - _LABEL - 2))
            yield say.line((f"{action.label:>{_LABEL}}", look.KEY), "  ", head)
            yield from (say.line(" " * (_LABEL + 2), row) for row in more)
    yield Content("")
    yield say.quiet(keys.filled("{app.palette} finds one by typing."))


def _groups(scope: str, live: Iterable[Action]) -> Iterator[tuple[str, list[Action]]]:
    found: dict[str, list[Action]] = {"here": [], "moving": [], "screens": [], "everywhere": []}
    for action in live:
        what = action.id.partition(".")[2]
        if action.scope == "app":
            found["everywhere"].append(action)
        elif scope in _MAINS and what in _MAINS:
            found["screens"].append(action)
        elif action.scope == "list" or what in _MOVES:
            found["moving"].append(action)
        else:
            found["here"].append(action)
    yield _ABOUT.get(scope, "Here"), found["here"]
    yield "Moving", found["moving"]
    yield "Other screens", found["screens"]
    yield "Everywhere", found["everywhere"]
