"""What the screens have in common: keys from the registry, a status line, a footer that tells the truth."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import replace
from math import inf
from typing import TYPE_CHECKING, Any, ClassVar, cast

from textual.content import Content
from textual.screen import ModalScreen, Screen
from textual.widgets import Input, TextArea

from tui import look, say
from tui.keys import MAIN, Action, filled, key_in_field, key_of, of_scope, usual
from tui.runner import Runner
from tui.widgets.bound import bindings as bindings  # for the screens, beside what else they have in common
from tui.widgets.parts import Words
from tui.wiring import Services

if TYPE_CHECKING:
    from tui.app import Offhook

#: From so many cells on the names of the main screens stand apart.
_ROOMY = 90


class Follows:
    """A screen that follows the session."""

    SCOPE: ClassVar[str] = ""
    app: Any
    up = False
    """Whether the parts are there to be drawn; set when mounted."""
    _drawing = False

    @property
    def offhook(self) -> Offhook:
        """The app."""
        return cast("Offhook", self.app)

    @property
    def services(self) -> Services:
        """Everything to work with."""
        return self.offhook.services

    @property
    def runner(self) -> Runner:
        """The session."""
        return self.offhook.runner

    def refresh_state(self) -> None:
        """Show the state of the session. Called after every step."""

    def refresh_second(self, moved: bool) -> None:
        """Show the time. Called once a second; `moved`: the queue has another order."""

    def pass_time(self) -> None:
        """Time passes. Called a few times a second."""

    def refresh_words(self) -> None:
        """Show what stands in the scripts now: they were read again."""

    def refresh_grown(self) -> None:
        """Show that more people have been looked at. Called now and then while the queue grows."""

    def can(self, action: Action) -> bool:
        """Whether an action makes sense now."""
        return True

    def readable(self) -> tuple[str, str] | None:
        """What is to be read here, for the clipboard and the pager: its name, and all of its text. None: what
        is on screen."""
        return None

    def begin(self) -> None:
        """The parts are there: show the state, now and again when they have their sizes."""
        self.up = True
        if self in self.app.screen_stack:  # a call that could not be saved is over before it is drawn
            self.refresh_state()
        self.draw_later()

    def draw_later(self) -> None:
        """Draw after the next frame, once for all who ask, if the screen is still there then."""
        if not self._drawing:
            self._drawing = True
            self.app.call_after_refresh(self._draw_now)

    def _draw_now(self) -> None:
        self._drawing = False
        if self in self.app.screen_stack:
            self.draw()

    def draw(self) -> None:
        """Draw everything."""


class Base(Follows, Screen[None]):
    """One of the app's screens."""

    _said_at = inf
    """When the line above the footer was written, by the clock that only goes forward."""

    @property
    def typing(self) -> bool:
        """Whether keys go into a field now, so that plain keys do nothing else."""
        return isinstance(self.focused, (Input, TextArea))

    def live_keys(self) -> Iterable[Action]:
        """The actions that work now, most important first."""
        return of_scope(self.SCOPE)

    def key_words(self) -> dict[str, str]:
        """Other words for an action in the footer, by its id."""
        return {}

    def show_keys(self) -> None:
        """Draw the footer."""
        if self not in self.app.screen_stack:  # asked for by a field that lost its focus to another screen
            return
        help_key = next(of_scope("app"))
        if self.typing:  # there ? is a letter
            help_key = replace(help_key, label=key_in_field("app.keys"))
        actions = [*self.live_keys(), help_key]
        self.query_one("#keys", Words).say(say.keys(actions, self.size.width - 2, self.key_words()))

    def show_status(self, said: str = "", problem: str = "") -> None:
        """The line above the footer: what happened, or what went wrong; keys in it as `{scope.what}`."""
        said, problem = filled(said), filled(problem)
        if self not in self.app.screen_stack:  # the rep has gone back before it was done
            return
        self._said_at = self.runner.now.mono if said or problem else inf
        status = self.query_one("#status", Words)
        status.set_class(len(problem or said) > self.size.width - 4, "-long")  # then it gets more lines
        if problem:
            status.say(say.line((f"{look.PROBLEM} ", look.BAD), (problem, look.BAD)))
        else:
            sign = f"{look.DONE} " if said.startswith("Saved") else ""
            status.say(say.line((sign, look.GOOD), said))

    def clear_status(self, after: float) -> None:
        """Take away what was said longer ago than that, in seconds."""
        if self.runner.now.mono - self._said_at > after:
            self.show_status()

    def ask(self, screen: ModalScreen[Any], then: Callable[[Any], object]) -> None:
        """Open a question; `then` gets the answer unless it was left with esc."""
        self.app.push_screen(screen, lambda answer: then(answer) if answer is not None else None)

    def choose(self, said: str, **changes: object) -> None:
        """Take up settings chosen in the app, in the background; `said` when they are saved."""

        async def save() -> None:
            from tui.screens.settings.effect import take_effect

            before = self.services.settings
            problem = await asyncio.to_thread(lambda: self.services.choose(**changes))
            problem = take_effect(self.offhook, before) or problem  # also of what an editor changed meanwhile
            self.show_status("" if problem else said, problem)
            self.draw_later()

        self.run_worker(save(), group="save")

    def action_settings(self) -> None:
        """All settings, over this screen."""
        from tui.screens.settings.settings import SettingsScreen

        self.app.push_screen(SettingsScreen())

    def tabs(self, room: int) -> Content:
        """The main screens, closer together where it is narrow: two cells more stay free before what stands
        at the right, or it would read as one of them. At one width they stand still from screen to screen."""
        wide = self._tabs(" ")
        fits = self.size.width >= _ROOMY and wide.cell_length + 2 <= room
        return wide if fits else self._tabs("")

    def _tabs(self, gap: str) -> Content:
        parts = [
            say.line((f"{gap}{look.NOW}{key} {name}", look.KEY))
            if scope == self.SCOPE
            else say.line((f"{gap} {self._tab(scope, key)} ", look.KEY), name)
            for key, name, scope in MAIN
        ]
        return say.line((f" Offhook{gap}", look.STRONG), *parts)

    def _tab(self, scope: str, key: str) -> str:
        """The key to another main screen from here."""
        id = f"{self.SCOPE}.{scope}"
        return key_of(id) if id in usual() else key

    def rule(self) -> Content:
        """A thin line across the screen."""
        return say.line(("─" * self.size.width, look.RULE))
