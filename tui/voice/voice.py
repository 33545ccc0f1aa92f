"""`ports.Voice` by way of the process that has the sound devices (`child.py`). The event loop never waits."""

from __future__ import annotations

import asyncio
import os
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tui.core.ports import Take
from tui.core.text import plain
from tui.files import child
from tui.voice.session import GOES_ON, LOST
from tui.voice.wire import NONE, Command, Powers, Told, line, told

CHILD = (sys.executable, "-m", "tui.voice.child")
#: Where this program lies: the process must find the same one.
_HERE = str(Path(__file__).parent.parent.parent)
#: What is not ready after so many seconds never will be.
_PATIENCE = 25.0
_GOODBYE = 1.0
BROKEN = f"The sound system of this computer does not work. {GOES_ON}"
SLOW = f"The sound device does not answer. Unplug it and plug it in again. {GOES_ON}"


@dataclass(slots=True)
class _Wanted:
    """A command that was sent, and who waits for it."""

    told: asyncio.Future[Told | None]
    first_word: Callable[[], None] | None = None
    level: Callable[[float], None] | None = None


class SoundVoice:
    """Speaks and listens. A second `open` after `close` looks for devices anew."""

    def __init__(self, program: Sequence[str] = CHILD) -> None:
        self._program = program
        self._powers = NONE
        self._process: Process | None = None
        self._reading: asyncio.Task[None] | None = None
        self._wanted: dict[int, _Wanted] = {}
        self._last = 0

    @property
    def speaks(self) -> bool:
        """Whether lines are spoken."""
        return self._powers.speaks

    @property
    def hears(self) -> bool:
        """Whether a microphone listens."""
        return self._powers.hears

    @property
    def writes(self) -> bool:
        """Whether what was said is turned into text."""
        return self._powers.writes

    @property
    def problem(self) -> str:
        """Why it goes on in text, or with less."""
        return self._powers.problem

    async def open(self) -> None:
        """Start the process and let it look for devices: half a second to three."""
        if self._process is not None or not await self._start():
            return
        try:
            async with asyncio.timeout(_PATIENCE):
                if await self._ask("open") is None:  # ALSA aborts on a broken configuration
                    await self.close()
                    self._powers = Powers(problem=BROKEN)
        except TimeoutError:
            await self.close()
            self._powers = Powers(problem=SLOW)
        except asyncio.CancelledError:
            await self.close()
            raise

    async def _start(self) -> bool:
        """Start the process; False: it cannot be."""
        try:
            self._process = await asyncio.create_subprocess_exec(
                *self._program, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, env=_environment(os.environ),
                start_new_session=True,  # a key that interrupts the app is none for it
            )  # fmt: skip
        except OSError:
            self._powers = Powers(problem=BROKEN)
            return False
        self._reading = asyncio.create_task(self._read(self._process))
        return True

    async def speak(self, text: str, voice: str = "", rate: float = 1.0) -> None:
        """Say a line to its last sample."""
        if self.speaks:
            await self._ask("speak", text=text, voice=voice, rate=rate)

    async def listen(self, most: float, on_first_word: Callable[[], None] | None = None) -> Take | None:
        """One answer, timed from the last sample of the line that was heard."""
        heard = await self._ask("listen", on_first_word, most=most) if self.hears else None
        if heard is None or heard.what != "done":
            return None
        return Take(heard.figures.first_word, heard.figures.talk, heard.figures.pause, plain(heard.text))

    async def record(self, path: Path, most: float, enough: asyncio.Event) -> bool:
        """Write what is said into a WAV file, until `enough` is set or for `most` seconds. Returns whether
        it is there; if not, see `problem`."""
        if not self.hears:
            return False
        self._last += 1
        id = self._last
        told = self._wanted[id] = _Wanted(asyncio.get_running_loop().create_future())
        waiting = asyncio.ensure_future(enough.wait())
        either: set[asyncio.Future[Any]] = {told.told, waiting}
        try:
            self._send(Command(id, "record", str(path), most=most))
            await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
            self._send(Command(id, "stop"))  # one that is over is not stopped again
            news = await told.told
        except asyncio.CancelledError:
            self._send(Command(id, "stop"))
            raise
        finally:
            waiting.cancel()
            self._wanted.pop(id, None)
        return news is not None and news.what == "done"

    async def measure(self, device: str, level: Callable[[float], None]) -> str:
        """Tell how loud the microphone is, as a share of the loudest there can be, until it is cancelled or
        cannot go on. Returns why, as a sentence. In place of `open`: nothing else is opened. To be closed."""
        told = await self._ask("measure", level=level, text=device) if await self._start() else None
        return told.text if told else self.problem

    async def echo(self, device: str, seconds: float, speak_now: Callable[[], None]) -> str:
        """Record what is said from when `speak_now` is called, and play it. Returns why not. As `measure`."""
        if not await self._start():
            return self.problem
        told = await self._ask("echo", speak_now, text=device, most=seconds)
        return told.text if told else self.problem

    async def close(self) -> None:
        """End the process; its memory goes with it."""
        process, self._process = self._process, None
        reading, self._reading = self._reading, None
        self._powers = NONE
        if process is None or reading is None:
            return
        try:
            await child.end(process, _GOODBYE)
        finally:
            await reading

    # ----------------------------------------------------------------------------------------- the process

    async def _ask(
        self, do: str, first_word: Callable[[], None] | None = None, *, text: str = "", voice: str = "",
        rate: float = 1.0, most: float = 0.0, level: Callable[[float], None] | None = None,
    ) -> Told | None:  # fmt: skip
        """What came of a command; None: the process is gone. Cancelling it stops what goes on."""
        self._last += 1
        id = self._last
        wanted = self._wanted[id] = _Wanted(asyncio.get_running_loop().create_future(), first_word, level)
        try:
            self._send(Command(id, do, text, voice, rate, most))
            return await wanted.told
        except asyncio.CancelledError:
            self._send(Command(id, "stop"))
            raise
        finally:
            self._wanted.pop(id, None)

    def _send(self, command: Command) -> None:
        if self._process is not None and self._process.stdin is not None and self._reading is not None:
            self._process.stdin.write(line(command).encode())

    async def _read(self, process: Process) -> None:
        """Hand out what the process tells, until it ends."""
        assert process.stdout
        while text := await process.stdout.readline():
            if (news := told(text)) is None:
                continue
            self._powers = news.powers
            if wanted := self._wanted.get(news.id):
                _hand_out(news, wanted)
        if self._process is process:  # it ended by itself
            self._powers = Powers(problem=LOST)
        for wanted in self._wanted.values():
            if not wanted.told.done():
                wanted.told.set_result(None)


def no_practice(problem: str) -> str:
    """Of what is wrong, the sentences that are also true outside practice."""
    sentences = problem.removesuffix(".").split(". ")
    kept = [one for one in sentences if not any(word in one.casefold() for word in ("practice", "lines"))]
    return f"{'. '.join(kept)}." if problem else ""


def _hand_out(news: Told, wanted: _Wanted) -> None:
    if news.what == "first word":
        if wanted.first_word:
            wanted.first_word()
    elif news.what == "level":
        if wanted.level:
            wanted.level(news.level)
    elif not wanted.told.done():
        wanted.told.set_result(news)


def _environment(given: Mapping[str, str]) -> dict[str, str]:
    """The same, with this program to be found first."""
    paths = [_HERE, *filter(None, [given.get("PYTHONPATH")])]
    return {**given, "PYTHONPATH": os.pathsep.join(paths)}
