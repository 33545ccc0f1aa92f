"""What one makes of Review: a line to practise, an intention, homework done, the talk with a mentor."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from textual.content import Content

from tui import look, say
from tui.core.call.attempt import Attempt
from tui.core.call.reflection import Capture, Intention
from tui.core.day import checkin
from tui.core.day.calendar import appointment
from tui.core.day.patterns import Pattern
from tui.core.hours import when
from tui.core.mishap import not_written
from tui.core.people.contact import Contact
from tui.core.ports import Record, SaveFailed
from tui.core.text import count
from tui.keys import key_of
from tui.private import beside
from tui.runner import Runner
from tui.screens.ask import AskLine
from tui.wiring import Services

if TYPE_CHECKING:
    from tui.screens.review.review import ReviewScreen

#: What somebody quoted in a line of theirs.
_QUOTED = re.compile(r"[\"“„«]([^\"“”„«»]{3,})[\"”“»]")
#: So many unfinished calls are named.
_MOST = 6


class Deeds:
    """The changes, each saved in its turn and told in the status line."""

    def __init__(self, screen: ReviewScreen) -> None:
        self._screen = screen

    def practise(self, pattern: Pattern) -> None:
        """A line that waits in the library for an answer and comes up in practice, as the form's `o` does."""
        screen = self._screen
        quoted = _QUOTED.search(pattern.text)
        said = quoted[1] if quoted else ""

        def keep(text: str) -> None:
            store = screen.services.store
            newest = next((a for line in pattern.lines if (a := store.get(Attempt, line.id))), None)
            if newest is None:
                screen.show_status(problem="The calls it came from are gone; nothing was saved.")
                return
            now = screen.runner.now.utc
            capture = Capture(store.new_id(Capture), newest.contact, newest.id, text, now)
            self._save(
                capture,
                f"“{text}” waits for an answer ({{review.library}}) "
                "and comes up in practice ({review.practice})",
            )

        hint = "what they say just before it happens"
        screen.ask(AskLine("A line to practise: what do they say?", hint, said), keep)

    def intend(self, what: str, pattern: Pattern) -> None:
        """An intention for the next calls."""
        screen = self._screen
        text = pattern.text if what == "next" else ""
        hint = "" if text else f"instead of: {pattern.text}"

        def keep(meant: str) -> None:
            id = screen.services.store.new_id(Intention)
            self._save(
                Intention(id, meant, screen.runner.now.utc, attempt=0),
                "“Next time I will” stands above your next calls with it",
            )

        screen.ask(AskLine("Next time I will…", hint, text), keep)

    def homework_done(self) -> None:
        """What one meant to do in the week."""
        screen = self._screen
        if last := checkin.homework(screen.services.store):
            done = replace(last, homework_done=screen.runner.now.utc)
            self._save(done, f"Homework done: {last.homework}")

    def talk(self) -> None:
        """The talk with a mentor: when, and a file for the calendar."""
        screen = self._screen
        last = next(iter(checkin.finished(screen.services.store, 1)), None)
        if last is None:
            screen.show_status(f"The talk belongs to a check-in: {key_of('review.check-in')} begins one.")
            return

        def agreed(text: str) -> None:
            at = when.read(text, screen.runner.now.utc, screen.services.zone).utc
            self._save(replace(last, talk=at), "", lambda: self._write(replace(last, talk=at)))

        def flaw(text: str) -> str:
            try:
                when.read(text, screen.runner.now.utc, screen.services.zone)
            except when.NotATime as error:
                return str(error)
            return ""

        screen.ask(AskLine("When do you talk?", "thu 14:00 · tomorrow 10", check=flaw), agreed)

    def _write(self, of: checkin.CheckIn) -> None:
        screen, services = self._screen, self._screen.services
        assert of.talk
        about = [f"{of.answers.get('mentor', '')}", *([f"Homework: {of.homework}"] if of.homework else [])]
        uid = f"check-in-{of.id}-{of.began:%Y%m%dT%H%M%S}"
        text = appointment(uid, of.talk, 30, "Talk with my mentor", about, screen.runner.now.utc)

        async def write() -> None:
            try:
                path = await asyncio.to_thread(services.write_calendar, text, "mentor.ics")
            except OSError as error:
                screen.show_status(
                    problem=not_written("The calendar file could not be written", error, "Nothing is lost.")
                )
                return
            screen.show_status(f"Saved: the talk, in {path}")

        beside(screen, write, "save")

    def _save(self, record: Record, said: str, then: Callable[[], object] = lambda: None) -> None:
        screen = self._screen
        answer = screen.runner.keep(record)

        async def tell() -> None:
            saved = await answer
            if isinstance(saved, SaveFailed):
                screen.show_status(problem=saved.problem)
                return
            screen.show_status(said and f"Saved: {said}")
            then()
            screen.offhook.show_changes()

        beside(screen, tell, "save")


def to_do(services: Services, runner: Runner, room: int) -> Iterator[Content]:
    """What waits: forms without a result, the check-in of the week, homework, a talk."""
    yield from _without_result(services, runner)
    yield Content("")
    yield from _check_in(services, runner.now.utc, room)


def _without_result(services: Services, runner: Runner) -> Iterator[Content]:
    """The calls whose form waits."""
    unfinished = runner.unfinished()
    if unfinished:
        yield say.line((f"{count(len(unfinished), 'call')} without a result", look.STRONG))
    else:
        yield say.quiet("Every call has its result.")
    for attempt in reversed(unfinished[-_MOST:]):
        contact = services.store.get(Contact, attempt.contact)
        at = attempt.started.astimezone(services.zone)
        yield say.line((f"  {at:%a %-d %b %H:%M}  ", look.QUIET), contact.title if contact else "somebody")
    if unfinished:
        yield say.line(
            (f"  {key_of('review.open')} ", look.KEY), ("opens the form, the newest first", look.QUIET)
        )


def _check_in(services: Services, now: datetime, room: int) -> Iterator[Content]:
    """The check-in of the week, and what came of the last one."""
    store = services.store
    last = next(iter(checkin.finished(store, 1)), None)
    if checkin.under_way(store):
        said = "begun, and waits to be gone on with"
    elif last and last.done:
        said = f"last on {last.done.astimezone(services.zone):%A %-d %B}"
    else:
        said = "none yet: seven questions, five minutes, for you alone"
    opens = "goes on with it" if checkin.under_way(store) else "opens it"
    opens += ", it is time" if checkin.due(store, now) else ""
    yield say.line(("weekly check-in  ", look.STRONG), said)
    yield say.line((f"  {key_of('review.check-in')} ", look.KEY), (opens, look.QUIET))
    if last and last.talk and last.talk > now:
        yield say.fact(
            "talk with mentor",
            f"{last.talk.astimezone(services.zone):%A %-d %B, %H:%M}",
            label_width=17,
            room=room,
        )
    elif last:
        yield say.line(
            (f"  {key_of('review.talk')} ", look.KEY),
            ("puts the talk with your mentor into a calendar file", look.QUIET),
        )
    if open_ := checkin.homework(store):
        yield Content("")
        yield say.fact("homework", open_.homework, label_width=17, room=room)
        yield say.line((f"  {key_of('review.homework')} ", look.KEY), ("done", look.QUIET))
