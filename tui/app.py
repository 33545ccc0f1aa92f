"""The Textual app: themes, the one clock tick, and screens that follow the session.

Over 300 lines: everything that runs beside the screens is begun and ended here, in one order.
"""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Iterable
from contextlib import AsyncExitStack
from datetime import date
from functools import cached_property, partial
from math import inf
from random import Random
from typing import TYPE_CHECKING, Any

from textual import events
from textual.app import App, SystemCommand
from textual.screen import ModalScreen, Screen
from textual.widgets import Input

from tui import keys, look, private
from tui.core.call.events import Covered, KeyPressed, Leaving, Tick
from tui.core.call.states import Calling, Choosing, Reflecting, State
from tui.core.ports import Cap, Playbook
from tui.core.text import cut
from tui.files.crash import crash_words, write_crash
from tui.runner import SPAN
from tui.screens import taking
from tui.screens.ask import AskKey, Choice
from tui.screens.base import Base, Follows, bindings
from tui.screens.library.wording import Wording
from tui.screens.main import screen_of
from tui.screens.notices import Notices
from tui.screens.practice.speech import Speech
from tui.screens.queue.queue import QueueScreen
from tui.screens.tour import Guide
from tui.turns import Turns
from tui.widgets.bound import keymap
from tui.wiring import Services

if TYPE_CHECKING:
    from tui.files.kept import Kept
    from tui.handover.pickup import Inbox, News
    from tui.screens.review.exchange import Exchange

#: How often time is looked at, seconds. What is shown changes once a second at most.
TICK = 0.2
#: So many results or days are counted in one go: 2 ms.
_SLICE = 50
#: So many people are looked at in one go behind the first page, unless that takes longer than SPAN.
_PEOPLE = 200
#: So long nobody is looked at after a key (seconds): it, and the picture it makes, come first.
_REST = 0.03
#: So many turns of the loop a key takes from the thread that reads it to `Turns`: all between two slices, or
#: another slice would go before each.
_HOPS = 6
#: So long a piece of news of the file stands before the next takes its place, so long what was saved stands
#: before any does, and so often old do-not-call lists are told (seconds).
_READ, _SAVED, _DAY = 15.0, 4.0, 86_400.0
#: A line above the footer goes with the next key once it stood for _SAVED, else after this (seconds).
_STALE = 60.0
#: What keys typed before the first picture may do.
_LEADING = frozenset({*(scope for _, _, scope in keys.MAIN), "settings", "find"})
#: The rep rests when no key came for so long (seconds). What is loaded beside the queue waits for the first
#: rest: two threads of Python share one processor, and a key would wait for the other one.
_RESTS = 1.0


class Offhook(App[None]):
    """The app. It decides nothing: events go to the session, screens follow its state."""

    CSS_PATH = ["app.tcss", "screens/queue/queue.tcss"]
    TITLE = "Offhook"
    BINDINGS = bindings("app")
    PAUSE_GC_ON_SCROLL = True
    ENABLE_COMMAND_PALETTE = False  # ctrl+p is ours: the palette is pushed with our own words

    def __init__(self, services: Services, demo: str = "") -> None:
        """`demo`: these are sample people; `tour`: with the guided tour from the start."""
        # Asked before Textual is: it takes NO_COLOR away, and greys everything to black on black otherwise.
        super().__init__(ansi_color=True if "NO_COLOR" in os.environ else None)
        # Nothing slides: it costs bytes over ssh, and some of us a headache.
        self.animation_level = "none"
        self.services = services
        self.runner = services.runner()
        self.runner.follow = self.follow
        self._open = AsyncExitStack()
        self.wording = Wording(self, services.scripts)
        self.chance = Random()
        """Shuffles what is practised."""
        self.speech = Speech(self, services.voice())
        self.demo_next = ""
        """The rep wants to look around among sample people: the app is left for the demo, or its tour."""
        self.ended = False
        """A signal has ended it: no other app comes after it."""
        self.guide = Guide(self, bool(demo), demo == "tour")
        self.notices = Notices(self)
        self._second = -1
        self._pressed = self.runner.now.mono
        """When the last key came, by the clock that only goes forward."""
        self._rested = False
        self._growing = False
        self._taking = False
        self._news: list[News] = []
        """What came in and is not said yet."""
        self._store_news = [*services.left_writing(), *services.old_lists()]
        """What the rep should know of the file and of old lists, and has not been told."""
        self._next_news = 0.0
        """When the next of it may be said, by the clock that only goes forward."""
        self._turns = Turns(self, self._hear)
        self.set_keymap(keymap(services.keys().values()))
        for theme in look.THEMES:
            self.register_theme(theme)
        self.wear(services.settings.theme)

    def wear(self, chosen: str) -> None:
        """Put on a theme; where there is none of that name, which is told, what suits the terminal."""
        usual = look.usual(self.console.color_system, off=self.no_color)  # NO_COLOR alone still sends greys
        self.theme = chosen if chosen in self.available_themes else usual
        if chosen and chosen not in self.available_themes:
            said = f"There is no theme '{cut(chosen, 40)}': the usual one is on. The settings list all."
            self._store_news.append(said)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Our own colours, for themes that do not know them."""
        if self.native_ansi_color:
            return {"quiet": "ansi_default", "rule": "ansi_default"}
        return {"quiet": "#9aa6b5", "rule": "#4a5563"}

    @property
    def playbook(self) -> Playbook:
        """The words to say."""
        return self.wording.playbook

    @cached_property
    def exchange(self) -> Exchange:
        """What is shared with a partner."""
        from tui.screens.review.exchange import Exchange

        return Exchange(self, self.services.partner_files())

    @cached_property
    def kept(self) -> Kept:
        """What was typed into questions that were left without an answer (`screens/ask.py`)."""
        return self.services.kept(lambda: self.runner.now, lambda said: self._store_news.append(said))

    @cached_property
    def _inbox(self) -> Inbox:
        return self.services.inbox()

    # ------------------------------------------------------------------------------------- start and end

    async def on_mount(self) -> None:
        """The session, signals, the first screen; the words when the rep rests."""
        keys.use(self.services.keys())  # for the screens and all that is begun from here
        await self._open.enter_async_context(self.runner.running())
        self._hear_signals()
        self.run_worker(self._open_phone(), group="phone")
        self.push_screen(QueueScreen())
        if self.services.newcomer():
            self._ask_newcomer()
        self.call_after_refresh(self._look_at_the_rest)
        self.set_interval(TICK, self.tick)
        self.set_interval(_DAY, lambda: self._store_news.extend(self.services.old_lists()))

    def post_display_hook(self) -> None:
        """Something was drawn. The first picture is the first with the queue in it, or with a question of the
        start over it; the word of it stands in the line behind the keys that came before."""
        if not self._turns.begun and self.following():
            self.call_later(self._turns.begin)

    async def _open_phone(self) -> None:
        """Get the phone ready beside everything else; what stands in its way is told over the queue."""
        found = [self.runner.phone.trouble, await self.runner.phone.open()]
        self._store_news += [str(trouble) for trouble in found if trouble]

    def _ask_newcomer(self) -> None:
        """The four questions of the first start, over the empty queue."""
        from tui.screens.today.first_run import FirstRun

        def answered(way: str | None) -> None:
            if way in {"demo", "tour"}:
                self.leave_for(way)
            elif way == "import":
                from tui.screens.lists.importing import ImportScreen

                self.push_screen(screen_of("lists", None))
                self.push_screen(ImportScreen())

        services = self.services
        zone = getattr(services.zone, "key", "")
        self.push_screen(FirstRun(services.settings, services.countries(), zone, services.choose), answered)

    def leave_for(self, demo: str) -> None:
        """Leave the rep's own people for the sample ones (`demo`, or `tour`), and come back behind them."""
        self.demo_next = demo
        self.exit()

    async def _load_words(self) -> None:
        """The words to say, then the lines that come by themselves; faults of these wait for the queue."""
        await self.wording.load()
        for screen in self.screen_stack:
            if isinstance(screen, QueueScreen):
                self._store_news += await screen.nudges.load()

    async def count_results(self) -> None:
        """Count how the cards did, in slices; keys come first."""
        while self.runner.tally.read(_SLICE):
            await self.let_keys_through()
        for screen in self.following():
            screen.refresh_grown()

    async def count_days(self, since: date, most: float = inf) -> bool:
        """Count what the days from one on came to, in slices; keys come first. Returns after so many seconds
        at the most, whether any are left."""
        until = self.runner.now.mono + most
        while self.runner.count(since, _SLICE):
            if self.runner.now.mono >= until:
                return True
            await self.let_keys_through()
        return False

    async def let_keys_through(self) -> None:
        """Between two slices of something long: keys come first."""
        for _ in range(_HOPS):
            await asyncio.sleep(0)
        while self._turns.busy:
            await asyncio.sleep(_REST)

    def _look_at_the_rest(self) -> None:
        """Begin to grow, at the start and after an import of many."""
        if not self._growing:
            self._growing = True
            self.run_worker(self.grow(), group="grow")

    async def grow(self) -> None:
        """Look at everybody who was not needed for the first picture, or whose time has come all at once, and
        let keys through in between."""
        while self.runner.grow(_PEOPLE, SPAN):
            await self.let_keys_through()
        self._growing = False
        for screen in self.following():
            screen.refresh_grown()

    def _hear_signals(self) -> None:
        """A closed terminal or a polite kill ends the app like ctrl+q; Textual alone cleans up nothing."""
        loop = asyncio.get_running_loop()
        for name in ("SIGTERM", "SIGHUP"):
            number = getattr(signal, name, None)
            if number is not None and hasattr(loop, "add_signal_handler"):
                loop.add_signal_handler(number, self._end)
        if hasattr(signal, "SIGCONT") and hasattr(loop, "add_signal_handler"):
            loop.add_signal_handler(signal.SIGCONT, lambda: private.go_on(self))

    def _end(self) -> None:
        self.ended = True
        self.exit()

    def _fatal_error(self) -> None:
        """A fault of ours ends the app with plain words, and a file that says where."""
        error = self._exception or RuntimeError()
        private.end_with(
            self, crash_words(error, write_crash(self.services.home, error, self.runner.now.utc))
        )

    async def on_unmount(self) -> None:
        """What is typed goes to the disk, then everything decided so far is carried out."""
        try:
            self.runner.post(Leaving())
        finally:
            await self.speech.close()
            await self._open.aclose()
            self.kept.write()

    def hush(self) -> None:
        """Practice is over: nobody speaks or listens."""
        self.speech.stop()
        if self.is_running:
            private.beside(self, self.speech.close, "voice")

    # ------------------------------------------------------------------------------------------- the clock

    def tick(self) -> None:
        """Time passes. Safe to call at any time."""
        if not self.is_running:
            return
        self._watch_cover()
        self.runner.post(Tick())
        self.guide.look()
        if self.kept.due:
            self.run_worker(asyncio.to_thread(self.kept.write), group="save")
        if isinstance(self.screen, Base):
            self.screen.clear_status(_STALE)
        for screen in self.following():
            screen.pass_time()
        if self.runner.left:
            self._look_at_the_rest()
            for screen in self.following():
                screen.refresh_grown()
        now = self.runner.now
        if int(now.mono) != self._second:
            self._second = int(now.mono)
            moved = self.runner.wake()
            if self.runner.overdue:
                self._look_at_the_rest()
            for screen in self.following():
                screen.refresh_second(moved)
            self._look_into_inbox()
            self._say_store_news(now.mono)
            self.wording.look()
            self.notices.look()
            self._look_for_rest(now.mono)

    def _look_for_rest(self, mono: float) -> None:
        """At the first rest load the words, unless they were needed before. Only then look for a partner's
        files: that is a room of its own."""
        if not self._rested and mono - self._pressed >= _RESTS:
            self._rested = True
            self.run_worker(self._load_words(), group="words")
        if self._rested:
            self.exchange.look(mono)

    def _say_store_news(self, mono: float) -> None:
        """Say what happened to the file, over the queue only, one thing after the other."""
        self._store_news += self.services.store.news()
        if not isinstance(self.screen, QueueScreen):
            self._next_news = max(self._next_news, mono + _SAVED)
        elif self._store_news and mono >= self._next_news:
            self._next_news = mono + _READ
            self.screen.show_status(problem=self._store_news.pop(0))

    def _look_into_inbox(self) -> None:
        """Take up what commands handed over, once there is a picture; what it brought is said where there
        is a line for it, so not over a form or a question: there it waits."""
        if self.following() and not self._taking and self._inbox.due(self.runner.now):
            self._taking = True
            self.run_worker(self._take_up(), group="save")
        if self._news and isinstance(self.screen, Base):
            news, self._news = self._news, []
            problem = next((one.problem for one in news if one.problem), "")
            more = f" (and {len(news) - 1} more)" if len(news) > 1 else ""
            self.screen.show_status(news[0].said + more, problem and problem + more)

    async def _take_up(self) -> None:
        try:
            self._news += await self._inbox.take_up(self.runner.do, self.runner.now)
        finally:
            self._taking = False
        self.show_changes()
        self._look_into_inbox()

    def following(self) -> list[Follows]:
        """The screens that show the session, as far as they are drawn."""
        return [s for s in self.screen_stack if isinstance(s, Follows) and s.up]

    def _watch_cover(self) -> None:
        """Tell the session when something lies over the form: its clock rests then."""
        state = self.runner.state
        if isinstance(state, Reflecting):
            covered = getattr(self.screen, "SCOPE", "") != "reflect"
            if covered != state.covered:
                self.runner.post(Covered(covered))

    # ---------------------------------------------------------------------------------------- the session

    def follow(self, before: State, after: State) -> None:
        """Put the screens into line with the state: the call over the queue, the form over both."""
        if not self.is_running:
            return
        wanted = {Choosing: 0, Calling: 1, Reflecting: 2}
        if type(before) is not type(after):
            self._leave_to(QueueScreen if isinstance(after, Choosing) else None)
            if isinstance(after, Calling) and wanted[type(before)] == 0:
                from tui.screens.call.call import CallScreen

                self._clear_questions()
                self.push_screen(CallScreen(after))
            elif isinstance(after, Reflecting):
                from tui.screens.call.reflection_keys import ReflectScreen

                self._clear_questions()
                self.push_screen(ReflectScreen(after))
        for screen in self.following():
            screen.refresh_state()
        self.guide.look()

    def _leave_to(self, base: type[Screen[Any]] | None) -> None:
        while base and not isinstance(self.screen, base) and len(self.screen_stack) > 1:
            self.pop_screen()

    def show_changes(self) -> None:
        """People came, went or changed, on whatever screen: all that show some are drawn anew."""
        for screen in self.following():
            screen.refresh_second(True)

    def to_queue(self) -> None:
        """Leave whatever lies on the queue."""
        self._leave_to(QueueScreen)

    def _clear_questions(self) -> None:
        """Close questions and help that lie over the screen: the phone does not wait for them."""
        while isinstance(self.screen, ModalScreen) and len(self.screen_stack) > 1:
            self.pop_screen()

    async def on_event(self, event: events.Event) -> None:
        """Keys take turns; what comes back up to the app is the last one's."""
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            self._pressed = self.runner.now.mono
            await self._turns.take(event)
        else:
            await super().on_event(event)

    async def _hear(self, event: events.Event, blind: bool) -> None:
        """Hand a key on, but drop those that were meant for the screen before (after a save by the clock).
        `blind`: it was typed before the first picture; dropped is what could do anything to somebody."""
        if blind and not self._leads(event):
            return
        state = self.runner.state
        if isinstance(event, events.Key) and isinstance(state, Choosing):
            deaf = self.runner.now.mono < state.hear_from
            if deaf and keys.pressed("app", event.key) != "leave":
                self.runner.post(KeyPressed())
                return
        if isinstance(event, events.Key) and isinstance(self.screen, Base):
            self.screen.clear_status(_SAVED)
        if isinstance(event, events.Key) and event.key == "escape" and self.guide.takes_esc():
            return
        await super().on_event(event)

    def _leads(self, event: events.Event) -> bool:
        """Whether a key only leads somewhere, or writes into a field that another one led to."""
        if not isinstance(event, events.Key):
            return False
        if isinstance(self.focused, Input):
            return event.is_printable or event.key == "backspace"
        here = self.screen.SCOPE if isinstance(self.screen, Base) else ""
        return keys.pressed(here, event.key) in _LEADING or keys.pressed("app", event.key) == "leave"

    # ------------------------------------------------------------------------------------------ everywhere

    def action_keys(self) -> None:
        """Every key that works now."""
        screen = self.screen
        if not isinstance(screen, Follows):
            return
        from tui.screens.help import KeysNow

        def answered(key: str | None) -> None:
            if key == "tour":
                self.call_later(self.action_tour)

        self.push_screen(KeysNow(screen), answered)

    def action_palette(self) -> None:
        """Find a command by typing."""
        from tui.screens.palette import Palette

        self.push_screen(Palette())

    def action_jump(self) -> None:
        """A letter beside each place."""
        from tui.screens.jump import Jump, jump

        screen = self.screen
        if isinstance(screen, Jump):
            screen.dismiss(None)
            return
        mains = {scope for _, _, scope in keys.MAIN}
        here = filter(screen.can, keys.of_scope(screen.SCOPE)) if isinstance(screen, Base) else ()
        tabs = [action for action in here if action.method in mains and action.keys]
        jump(screen, {tab.each[0]: getattr(screen, f"action_{tab.method}") for tab in tabs})

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """The actions of the screen below the palette, by their sentence. Never contacts."""
        if not isinstance(screen, Follows):
            return
        for action in (*keys.of_scope(screen.SCOPE), *keys.of_scope("app")):
            if screen.can(action) and action.id not in {"app.palette", *keys.BY_KEY}:
                runs = self if action.scope == "app" else screen
                name = f"{action.words} ({action.label})" if action.keys else action.words
                yield SystemCommand(name, keys.filled(action.help), getattr(runs, f"action_{action.method}"))
        below: object = screen  # or mypy holds the two kinds of screens for impossible together
        if isinstance(below, Base):
            for theme in look.THEMES:
                yield SystemCommand(
                    f"theme {theme.name}", look.TOLD[theme.name], partial(self._wear, theme.name)
                )

    def _wear(self, theme: str) -> None:
        """Another theme, from now on."""
        self.theme = theme
        if isinstance(self.screen, Base):
            self.screen.choose(f"Saved: the theme is {theme}.", theme=theme)

    def action_tour(self) -> None:
        """The guided tour of five calls; again: leave it."""
        self.guide.begin_or_leave()

    def action_copy(self) -> None:
        """All that is to be read here, to the clipboard."""
        taking.copy_sheet(self.screen)

    def action_pager(self) -> None:
        """All that is to be read here, in the pager."""
        taking.page_sheet(self.screen, self)

    def action_editor(self) -> None:
        """The field with the focus, in the editor."""
        taking.write_field(self.screen, self)

    def action_copy_message(self) -> None:
        """What went wrong, to the clipboard."""
        taking.copy_message(self.screen)

    def action_leave(self) -> None:
        """Quit; during a call only when it is meant."""
        if isinstance(self.runner.state, Choosing):
            self.exit()
            return
        ends = isinstance(self.runner.state, Calling) and Cap.HANG_UP in self.runner.phone.capabilities
        what = "hang up and quit" if ends else "quit"
        question = AskKey(
            "A call is open. Quit?",
            [Choice("q", "quit", f"{what}; the call waits as unfinished, nothing is lost")],
        )
        self.push_screen(question, lambda answer: self.exit() if answer else None)
