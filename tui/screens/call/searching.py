"""The search of the call: what they said, while it is typed, the card for it, and what is learned of it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace

from textual import events, on
from textual.widgets import Input

from tui.core.call.events import CardMet, Unanswered
from tui.core.mishap import not_written
from tui.core.text import cut
from tui.keys import key_of
from tui.screens.base import Base
from tui.screens.call.talk import Talk, hits
from tui.screens.library.found import Found
from tui.widgets.parts import Line, Words


class Searching(Base):
    """The part of the call screen that searches. Its fields are `#search` and `#hits`."""

    talk: Talk
    """The words to search in."""

    def __init__(self) -> None:
        super().__init__()
        self._kind = ""
        """Which words stand on the right: empty for the opener, `card`, or a kind of line."""
        self._card = ""
        self._found = Found()
        self._deepening = False
        self._missed = ""
        """What they said that led to no card, or not by itself."""

    def _show_words(self) -> None:
        """Draw the words that `_kind` and `_card` name."""
        raise NotImplementedError

    def action_objection(self) -> None:
        """Find the answer to what they said."""
        if self._kind == "card":
            self._missed = ""  # it was offered to this card, and not taken
        search = self.query_one("#search", Line)
        search.add_class("-open")
        search.value = ""
        search.focus()
        self._find("")

    @on(Input.Changed, "#search")
    def _typed(self, event: Input.Changed) -> None:
        if self.query_one("#search").has_class("-open"):
            self._find(event.value)

    def _find(self, words: str) -> None:
        playbook = self.talk.playbook
        self._found.typed(words, playbook.search(words, purpose=self.talk.purpose) if words.strip() else ())
        self._show_hits()
        if words.strip() and playbook.by_meaning and not self._deepening:
            self._deepening = True
            self.run_worker(self._deepen(), group="meaning")

    async def _deepen(self) -> None:
        """What is meant, looked for beside the typing: one look at a time, the last for what stands there."""
        seen = ""
        while (words := self._found.words) != seen:
            seen = words
            more = await asyncio.to_thread(self.talk.playbook.more, words, 5, self.talk.purpose)
            if words == self._found.words and self.query_one("#search").has_class("-open"):
                self._found.deepen(more)
                self._show_hits()
        self._deepening = False

    def _show_hits(self) -> None:
        self.query_one("#hits", Words).say(hits(self._found))
        if hit := self._found.hit:
            self._kind, self._card = "card", hit.id
        elif self._found.words.strip() and self._kind == "card":
            self._kind = ""  # the card of a word before is no answer to this one
        self._show_words()

    def on_key(self, event: events.Key) -> None:
        """Up and down in the search choose another card."""
        if self.query_one("#search").has_focus and event.key in {"down", "up"}:
            self._found.move(1 if event.key == "down" else -1)
            self._show_hits()

    @on(Input.Submitted, "#search")
    def _entered(self, event: Input.Submitted) -> None:
        """enter: this is what they said. The card stays, or the words wait in the form; keys work again."""
        if event.value != self._found.words:  # keys typed very fast overtake the news of what they changed
            self._find(event.value)
        if hit := self._found.hit:
            self._missed = self._found.missed or self._missed
            self.runner.post(CardMet(hit.id))
            learn = (
                f" · {key_of('call.wording')}: “{cut(self._missed, 40)}” leads here from now on"
                if self._missed
                else ""
            )
            self.show_status(f"Met: {hit.title}{learn}")
        elif self._found.missed:
            self._missed = self._found.missed
            self.runner.post(Unanswered(self._missed))
            then = f"If a card answers it: {key_of('call.objection')} and then {key_of('call.wording')}"
            self.show_status(f"Kept for later: “{cut(self._missed, 40)}”. {then}")
        else:
            return
        self._leave_search()

    def action_wording(self) -> None:
        """What they said leads to this card from now on."""
        if self._missed and self._kind == "card":
            card, said, scripts = self._card, self._missed, self.offhook.wording.scripts
            done = f"“{cut(said, 40)}” leads here from now on."
            self.run_worker(self._remember(lambda: scripts.add_wording(card, said), done), group="save")
            self._missed = ""
            self.show_keys()

    async def _remember(self, write: Callable[[], object], done: str) -> None:
        """Write something that was heard into a file, and use it at once."""
        try:
            await asyncio.to_thread(write)
        except (OSError, ValueError) as error:
            self.show_status(problem=not_written("Not remembered", error, "The call goes on."))
            return
        await self.offhook.wording.reload()
        self.talk = replace(self.talk, playbook=self.offhook.playbook)
        if self in self.app.screen_stack:  # the call may be over
            self._show_words()
            self.show_status(done)

    def _leave_search(self) -> None:
        self.query_one("#search").remove_class("-open")
        self.set_focus(None)
        self._show_words()
        self.show_keys()
