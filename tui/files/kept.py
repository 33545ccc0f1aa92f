"""What was typed into questions that have no answer yet: it outlives esc, a call and kill -9."""

from __future__ import annotations

from collections.abc import Callable, Iterator, MutableMapping
from functools import cached_property
from threading import Lock

from tui.core.clock import Moment
from tui.core.mishap import not_written
from tui.files.home import Home
from tui.files.inbox import set_aside
from tui.files.typed_file import NAME, read_typed, write_typed

#: A pause in typing that goes to the disk, and how often it goes there if the typing never pauses (seconds).
_PAUSE, _LONGEST = 0.3, 3.0


class Kept(MutableMapping[str, str]):
    """Question → what stands in its field.

    It is read from `typed.json` when the first question is asked, and written by `write`, in any thread, when
    it is `due`. What is answered leaves the file at the next pause, so behind the save of the answer: whoever
    is killed between them has the words twice, not never.
    """

    def __init__(self, home: Home, now: Callable[[], Moment], tell: Callable[[str], object]) -> None:
        """`tell` is given a sentence about what went wrong with the file."""
        self._home, self._now, self._tell = home, now, tell
        self._changed = self._failed = self._foreign = False
        self._typed = self._written = 0.0
        self._answered: dict[str, str] = {}
        self._writing = Lock()

    @cached_property
    def _texts(self) -> dict[str, str]:
        try:
            return read_typed(self._home.path)
        except (OSError, ValueError) as error:
            said = f"What was typed into questions before cannot be read ({error.args[-1]})"
        try:
            aside = set_aside(self._home.path, NAME, self._now().utc)
        except OSError:
            self._foreign = True  # it stays where it is, and nothing takes its place
            self._tell(f"{said}: {self._home.path / NAME}. It is left alone, and nothing new is kept there.")
        else:
            self._tell(f"{said}; the file is in {aside} now. Everything else is safe.")
        return {}

    def __getitem__(self, question: str) -> str:
        return self._texts[question]

    def __setitem__(self, question: str, text: str) -> None:
        self._texts.pop(question, None)  # the newest comes last
        self._texts[question] = text
        self._change()

    def __delitem__(self, question: str) -> None:
        del self._texts[question]
        self._change()

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)

    def _change(self) -> None:
        self._typed = self._now().mono
        self._written = self._written if self._changed else self._typed
        self._changed = True

    def answered(self, *questions: str) -> None:
        """There is an answer: what was kept of these is done with."""
        self._answered = {one: self.pop(one) for one in questions if one in self}

    def bring_back(self) -> None:
        """The last answer could not be saved: its words are there again when it is asked again."""
        self.update(self._answered)

    @property
    def due(self) -> bool:
        """Whether typing paused, or went on too long without a write."""
        now = self._now().mono
        return self._changed and (now - self._typed >= _PAUSE or now - self._written >= _LONGEST)

    def write(self) -> None:
        """Bring the file up to date. That it cannot be is told once; the next key tries again."""
        with self._writing:
            if not (self._changed or self._failed) or self._foreign:
                return
            self._changed = False
            try:
                write_typed(self._home.folder(), dict(self._texts))
            except OSError as error:
                if not self._failed:
                    safe = "It is kept until you quit, and what was saved is safe."
                    self._tell(not_written("What you type into a question is not on the disk", error, safe))
                self._failed = True
            else:
                self._failed = False
