"""Commands that save: at once, or beside the open app, which is handed what they ask for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui.cli.speak import Refused, Speaker
from tui.core.clock import Clock
from tui.core.ports import SaveFailed, Store, StoreBusy
from tui.files.home import Home
from tui.wiring import Services, hand_over, open_services, take_up_leftovers

if TYPE_CHECKING:
    from tui.core.request import Done, Request
    from tui.handover.pickup import News


@dataclass(frozen=True, slots=True)
class Desk:
    """Where a command works."""

    services: Services
    beside: bool
    """Whether somebody else has the store: it is only read then, and what is asked for is handed over."""

    def do(self, request: Request) -> Done:
        """Have a request carried out, now or by whoever has the store; handed over, its ids are not yet
        those it will have. Raises Refused, and then nothing was done.
        """
        import asyncio

        from tui.core.request import Impossible, carry_out

        done = carry_out(request, self.services.books())
        if isinstance(done, Impossible):
            raise Refused(f"It cannot be done: {done.why}. Nothing was changed.")
        if self.beside:
            self._hand_over(request)
            return done
        answer = asyncio.run(self.services.store.commit(done.batch))
        if isinstance(answer, SaveFailed):
            raise Refused(answer.problem)
        return done

    def _hand_over(self, request: Request) -> None:
        try:
            hand_over(self.services.home, request)
        except OSError as error:
            raise Refused(
                f"The app is open, and nothing can be left for it in {self.services.home.inbox} "
                f"({error.strerror}). Nothing was done; what was saved before is safe. "
                "Make room and let the folder be written, or close the app, and say it again."
            ) from None


@contextmanager
def desk(home: Home, speaker: Speaker, clock: Clock | None = None) -> Iterator[Desk]:
    """A store to save in, or where somebody has it one to read and hand over. Raises StoreProblem.

    What was left in the inbox comes first: a do-not-call that was handed over must be known.
    """
    try:
        at = Desk(open_services(home, clock=clock), beside=False)
    except StoreBusy:
        at = Desk(open_services(home, clock=clock, read_only=True), beside=True)
    try:
        tell_of_settings(at.services, speaker)
        if not at.beside:
            tell(at.services.take_up(), speaker)
        yield at
    finally:
        at.services.store.close()
        tell_of_file(at.services.store, speaker)
        tell(take_up_leftovers(home), speaker)


def tell_of_settings(services: Services, speaker: Speaker) -> None:
    """Say which files of the rep's are not used, or not all of them: hours of their own, say, that do not
    hold meanwhile.
    """
    for sentence in (*services.defaults.faults, *services.settings.warnings):
        speaker.complain(sentence)


def tell_of_file(store: Store, speaker: Speaker) -> None:
    """Say what happened to the file, once it is closed."""
    for sentence in store.news():
        speaker.complain(sentence)


def tell(news: Iterable[News], speaker: Speaker) -> None:
    """Say what came in, and what could not."""
    for one in news:
        if one.problem:
            speaker.complain(one.problem)
        else:
            speaker.line(f"{one.said}.")
