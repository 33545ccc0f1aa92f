"""The calls to rehearse, to choose one from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content

from tui import look, say
from tui.core.call.purpose import name_of
from tui.core.ports import Persona
from tui.core.practice.dialogue import Dialogue
from tui.core.practice.practice import DIALOGUE, Drill
from tui.core.text import count
from tui.keys import Action, of_scope
from tui.screens.base import Base, bindings
from tui.screens.practice.role_play import OUTCOMES, begin_play
from tui.screens.practice.rounds import due_now
from tui.widgets.long_list import LongList
from tui.widgets.parts import Words


class DialoguesScreen(Base):
    """What there is, what is due, and how it went."""

    SCOPE: ClassVar[str] = "dialogues"
    CSS_PATH = "practice.tcss"
    BINDINGS = bindings("dialogues")
    AUTO_FOCUS = "#list"

    def __init__(self, mood: str = "") -> None:
        """`mood`: people of this temper come first."""
        super().__init__()
        self._mood = mood
        self._due: Collection[str] = ()
        self._played: Counter[str] = Counter()
        self._ended: dict[str, str] = {}

    def compose(self) -> ComposeResult:
        """Head, list, the one under the cursor."""
        yield Words(id="head")
        yield Words(id="rule")
        with Horizontal(id="body"):
            with Vertical(id="left"):
                yield LongList(self._row, self.draw_later, id="list")
            with VerticalScroll(id="right", can_focus=False):
                yield Words(id="page")
        yield Words(id="status")
        yield Words(id="keys")

    def on_mount(self) -> None:
        """Those that are due first."""
        self._people = {one.id: one for one in self.offhook.playbook.personas()}
        self._count()
        self.lines.show(self._sorted())
        self.begin()

    def on_screen_resume(self) -> None:
        """Back from a call: it was played once more."""
        if self.up:
            self._count()
            self.lines.redraw()
            self.draw()

    def _count(self) -> None:
        self._due = due_now(self.offhook).dialogues
        self._played.clear()
        for drill in self.services.store.all(Drill):
            if drill.item.startswith(DIALOGUE) and drill.ended:
                id = drill.item.removeprefix(DIALOGUE)
                self._played[id] += 1
                self._ended[id] = drill.outcome

    def _sorted(self) -> Sequence[Dialogue]:
        """Of the temper that is wanted, then what is due, then the easiest."""

        def place(dialogue: Dialogue) -> tuple[bool, bool, int]:
            person = self._people.get(dialogue.persona)
            other = bool(self._mood) and (person is None or person.mood != self._mood)
            return other, dialogue.id not in self._due, dialogue.difficulty

        return sorted(self.offhook.playbook.dialogues(), key=place)

    @property
    def lines(self) -> LongList:
        """The list."""
        return self.query_one("#list", LongList)

    @property
    def dialogue(self) -> Dialogue | None:
        """The one under the cursor."""
        current = self.lines.current
        return current if isinstance(current, Dialogue) else None

    def draw(self) -> None:
        """Everything but the list."""
        width = self.size.width
        many = say.quiet(f"{count(len(self.offhook.playbook.dialogues()), 'call')} to rehearse ")
        self._say("head", say.ends(say.line((" Dialogues", look.STRONG)), many, width))
        self._say("rule", self.rule())
        self._say("page", self._page())
        self.show_keys()

    def _say(self, id: str, content: Content) -> None:
        self.query_one(f"#{id}", Words).say(content)

    def _row(self, dialogue: Any, on_it: bool, width: int) -> Sequence[Content]:
        mark = (f"{look.NOW} ", look.ACCENT) if on_it else "  "
        due = say.line((f"{look.DUE} due " if dialogue.id in self._due else " ", look.ACCENT))
        times = self._played[dialogue.id]
        last = f"{times}×, last: {OUTCOMES[self._ended[dialogue.id]]} " if times else "new "
        who = self._who(self._people.get(dialogue.persona))
        return [
            say.ends(say.line(mark, (dialogue.title, look.STRONG)), due, width),
            say.ends(say.quiet(f"  {who}"), say.quiet(last), width),
        ]

    @staticmethod
    def _who(person: Persona | None) -> str:
        return f"{person.name}, {person.mood}" if person else ""

    def _page(self) -> Content:
        dialogue = self.dialogue
        if dialogue is None:
            return say.quiet("No calls to rehearse in your scripts.")
        person = self._people.get(dialogue.persona)
        room = self.query_one("#page").size.width or self.size.width // 2
        facts = [
            ("with", person.name if person else ""),
            ("who is", f"{person.role}; {person.mood}" if person else ""),
            ("goal", dialogue.goal),
            ("level", f"{dialogue.difficulty} of 5"),
            ("for", ", ".join(name_of(self.services.defaults.purposes, id) for id in dialogue.purposes)),
            ("before", dialogue.notes),
        ]
        rows = [say.fact(label, text, label_width=9, room=room) for label, text in facts if text]
        return say.lines([say.line((dialogue.title, look.STRONG)), Content(""), *rows])

    def can(self, action: Action) -> bool:
        """There may be none."""
        return action.id == "dialogues.back" or self.dialogue is not None

    def live_keys(self) -> Iterable[Action]:
        """Those that make sense."""
        return (action for action in of_scope("dialogues") if self.can(action))

    def on_resize(self) -> None:
        """As wide as the window."""
        self.draw_later()

    def action_play(self) -> None:
        """Play it."""
        if self.dialogue:
            begin_play(self.offhook, self.dialogue.id)

    def action_hard(self) -> None:
        """Play it with somebody in a worse mood."""
        if self.dialogue:
            begin_play(self.offhook, self.dialogue.id, hard=True)

    def action_back(self) -> None:
        """Back."""
        self.app.pop_screen()
