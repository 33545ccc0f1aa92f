"""A SIP phone at this desk: the dialer for both engines, each in a process of its own (`voip_child.py`)."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Mapping, Sequence
from pathlib import Path

from tui.core.call.phones import Sip
from tui.core.ports import By, Cap, DialState, DialTrouble, Outcome, Trouble
from tui.core.text import plain
from tui.dialer.line import Line, Wire, only_e164
from tui.dialer.registry import Desk
from tui.dialer.secrets import Secret, find, named
from tui.dialer.voip_ends import end
from tui.dialer.voip_home import environment, folder
from tui.dialer.voip_troubles import (
    DEVICES,
    DIED,
    GOES_ON,
    REFUSED,
    look_at,
    look_at_password,
    not_signed_in,
    not_started,
)
from tui.dialer.voip_wire import Account, Broken, News, Order, line, news
from tui.files import child

CHILD = (sys.executable, "-m", "tui.dialer.voip_child")
#: Seconds: what does not start or end by then does not.
_START, _GOODBYE = 15.0, 4.0
_CAN = Cap.RINGING | Cap.ANSWER | Cap.END | Cap.CAUSE | Cap.HANG_UP | Cap.DIGITS | Cap.MUTE
_CAN |= Cap.HOLD | Cap.PLAY
_STATES = {str(state): state for state in (DialState.PROGRESS, DialState.RINGING, DialState.ANSWERED)}


class SipWire(Wire):
    """One call in the phone's process."""

    def __init__(self, phone: SipDialer, call: int) -> None:
        self._phone, self._call = phone, call

    async def hang_up(self) -> None:
        """End it."""
        await self._phone.ask("hang up", self._call)

    async def press(self, digits: str) -> None:
        """Send tones; they may sound for longer than this takes."""
        await self._phone.ask("press", self._call, digits)

    async def mute(self, on: bool) -> None:
        """Switch the microphone."""
        await self._phone.ask("mute", self._call, on=on)

    async def hold(self, on: bool) -> None:
        """Hold the line."""
        await self._phone.ask("hold", self._call, on=on)

    async def play(self, path: Path) -> None:
        """Play a recording in place of the microphone."""
        await self._phone.ask("play", self._call, str(path))


class SipDialer:
    """An account at a telephone server. `kind` is the engine: `voip` or `baresip`."""

    capabilities = _CAN

    def __init__(
        self, kind: str, phone: Sip, desk: Desk, environ: Mapping[str, str] = os.environ,
        program: Sequence[str] = CHILD,
    ) -> None:  # fmt: skip
        look_at(kind, phone)
        self.name = f"the SIP phone ({phone.user} at {phone.server})"
        self._kind, self._phone, self._desk, self._environ = kind, phone, desk, environ
        self._program = program
        # Engines ask name servers only, which do not know this computer by that name.
        self._server = re.sub(r"\Alocalhost(?=:|\Z)", "127.0.0.1", phone.server)
        self._process: Process | None = None
        self._reading: asyncio.Task[None] | None = None
        self._folder: Path | None = None
        self._started: asyncio.Future[str] | None = None
        """How it started: empty, or a `Broken`."""
        self._signed: asyncio.Future[str | None] | None = None
        """How it signed in: None, or the server's words."""
        self._answers: dict[int, asyncio.Future[str | None]] = {}
        self._orders = self._calls = 0
        self._line: Line | None = None
        self._opening = asyncio.Lock()

    # ------------------------------------------------------------------------------------- the dialer

    async def open(self) -> None:
        """Start the phone and sign in: half a second. Raises DialTrouble."""
        async with self._opening:
            if self._process is not None and (self._is_signed_in or self._is_on):
                return
            await self._end()
            try:
                await self._start()
                await self._sign_in()
            except BaseException:  # cancelled, too: no engine is left running
                await self._end()
                raise

    async def check(self) -> Sequence[Trouble]:
        """What stands in the way: it is started and signs in, nothing is rung."""
        try:
            await self.open()
        except DialTrouble as error:
            return [error.trouble]
        return []

    async def dial(self, e164: str) -> Line:
        """Call a number. Raises DialRefused and DialTrouble."""
        only_e164(e164)
        await self.open()
        if self._line:
            await self._line.make_way()
        self._calls += 1
        wire = SipWire(self, self._calls)
        made = self._line = Line(e164, self.capabilities, wire, self._desk.clock, self._desk.limits)
        try:
            async with asyncio.timeout(self._desk.limits.action or None):
                await self.ask("dial", self._calls, f"sip:{e164}@{self._server}")
        except (DialTrouble, TimeoutError) as error:
            if not made.ended:
                made.end(Outcome.FAILED, By.NETWORK, words=str(error))
            await self.close()  # what does not even dial is started anew the next time
            raise DialTrouble(
                "The phone on this computer did not dial.", todo="Try once more: it is started anew."
            ) from None
        return made

    async def close(self) -> None:
        """Hang up, sign out, end the process."""
        async with self._opening:
            await self._end()

    async def ask(self, do: str, call: int, text: str = "", *, on: bool = False) -> None:
        """Give an order and wait until it is taken. Raises DialTrouble."""
        if self._process is None or self._process.stdin is None:
            raise DialTrouble("The phone on this computer is not running.", GOES_ON)
        self._orders += 1
        order = Order(self._orders, do, call, text, on)
        answer = self._answers[order.id] = asyncio.get_running_loop().create_future()
        try:
            self._process.stdin.write(line(order))
            if (refusal := await answer) is not None:
                raise DialTrouble(f"The phone did not take that: {plain(refusal) or 'no reason'}.", GOES_ON)
        finally:
            del self._answers[order.id]

    @property
    def pid(self) -> int:
        """The phone's process; 0: none runs."""
        return self._process.pid if self._process else 0

    @property
    def lost(self) -> bool:
        """Whether the server does not have us any more: the next call signs in anew."""
        return self._process is not None and not self._is_signed_in

    # ------------------------------------------------------------------------------------ the process

    @property
    def _is_on(self) -> bool:
        return self._line is not None and not self._line.ended

    @property
    def _is_signed_in(self) -> bool:
        if not self._phone.register:
            return True
        return self._signed is not None and self._signed.done() and self._signed.result() is None

    async def _start(self) -> None:
        password = await find(self._phone, self._environ) if named(self._phone) else None
        if password:
            look_at_password(password.reveal())
        loop = asyncio.get_running_loop()
        self._started, self._signed = loop.create_future(), loop.create_future()
        try:
            self._folder = folder(self._desk.folder)
            self._process = await asyncio.create_subprocess_exec(
                *self._program, self._kind,
                stdin=PIPE, stdout=PIPE, stderr=DEVNULL, env=environment(self._environ),
                start_new_session=True,  # a key that interrupts the app is none for it
            )  # fmt: skip
        except OSError as error:
            why = error.strerror or type(error).__name__
            raise DialTrouble(
                f"The phone on this computer cannot be started: {why}.",
                todo="Look for room on the disk and at the rights of Offhook's folder.",
            ) from None
        self._reading = asyncio.create_task(self._read(self._process, self._started, self._signed))
        assert self._process.stdin
        self._process.stdin.write(line(self._account(password)))
        try:
            async with asyncio.timeout(_START):
                broken = await self._started
        except TimeoutError:
            broken = Broken.START
        if broken:
            raise not_started(self._kind, broken)

    async def _sign_in(self) -> None:
        if not self._phone.register:
            return
        assert self._signed
        try:
            async with asyncio.timeout(self._desk.limits.reply or None):
                words = await asyncio.shield(self._signed)
        except TimeoutError:
            words = ""
        if words is not None:
            raise not_signed_in(self._phone, words)

    def _account(self, password: Secret | None) -> Account:
        phone, loopback = self._phone, self._server.startswith("127.")
        return Account(
            phone.user, self._server, password.reveal() if password else "", phone.login, phone.transport,
            phone.register, phone.audio,
            "127.0.0.1" if loopback else "",  # which engines skip by themselves
            str(self._folder),
        )  # fmt: skip

    async def _end(self) -> None:
        process, self._process = self._process, None
        reading, self._reading = self._reading, None
        if self._line and not self._line.ended:
            self._line.end(Outcome.CANCELED, By.REP, words="the phone was closed")
        if process is not None:
            await child.end(process, _GOODBYE)
        if reading:
            await reading
        if self._folder:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None

    async def _read(
        self, process: Process, started: asyncio.Future[str], signed: asyncio.Future[str | None]
    ) -> None:
        """Hand out what the phone tells; the end of its words is the first notice of its death."""
        assert process.stdout
        while text := await process.stdout.readline():
            if told := news(text):
                self._take(told, started)
        if not started.done():
            started.set_result(Broken.START)
        if not signed.done():
            signed.set_result("the phone ended")
        for answer in self._answers.values():
            if not answer.done():
                answer.set_result("the phone ended")
        if self._process is process:
            self._process = None
            if self._line:
                self._line.end(Outcome.FAILED, By.NETWORK, words="the phone ended", trouble=DIED)
            await process.wait()  # after the rep was told: under load this may take seconds

    def _take(self, told: News, started: asyncio.Future[str]) -> None:
        match told.what:
            case "done" | "refused":
                if (answer := self._answers.get(told.id)) and not answer.done():
                    answer.set_result(None if told.what == "done" else told.words)
            case "ready" | "broken" if not started.done():
                started.set_result(told.words)
            case "signed in" | "not signed in":
                self._sign(None if told.what == "signed in" else told.words)
            case _ if self._line and told.call == self._calls:
                self._hear(self._line, told)

    def _sign(self, words: str | None) -> None:
        """The newest word of the server counts."""
        if self._signed is None or self._signed.done():
            self._signed = asyncio.get_running_loop().create_future()
        self._signed.set_result(words)

    def _hear(self, line: Line, told: News) -> None:
        if state := _STATES.get(told.what):
            line.reached(state)
        elif told.what == "closed":
            rang = line.state in {DialState.PROGRESS, DialState.RINGING}
            how = end(told.words, rang=rang, answered=line.answered)
            trouble = REFUSED if how.refused else DEVICES if how.ours else None
            line.end(how.outcome, how.by, cause=how.cause, words=plain(told.words), trouble=trouble)
