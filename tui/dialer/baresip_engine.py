"""The baresip that is installed on this computer, started and minded by the phone's process.

Its control connection has no password and takes whoever comes last: any user of this computer may give it
orders. So where the connection is lost, baresip is ended at once.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import random
import re
import shutil
import signal
import subprocess
import wave
from collections.abc import Coroutine
from pathlib import Path
from typing import Any

from tui.dialer import baresip_config as config
from tui.dialer.baresip_system import die_with_parent, opens
from tui.dialer.baresip_wire import Control, ControlLost, Message
from tui.dialer.voip_recording import RATE, samples
from tui.dialer.voip_wire import PAUSE, Account, Broken, News, NotStarted, Order, Refused, Tell

#: The control port is looked for, let go and taken by baresip: somebody may be quicker.
_TRIES = 3
_START = 5.0
_GOODBYE = 0.7
_STATES = {"CALL_PROGRESS": "progress", "CALL_RINGING": "ringing", "CALL_ESTABLISHED": "answered"}
_KEPT = {"PATH", "HOME", "XDG_RUNTIME_DIR", "ALSA_CONFIG_PATH", "DBUS_SESSION_BUS_ADDRESS"}
#: Seconds: of silence behind a recording, and that a registration lasts.
_SILENCE, _REGISTRATION = 3, 600
#: A tone and the silence behind it, seconds.
_TONE = 0.24


class BaresipEngine:
    """One baresip process and the call in it."""

    def __init__(self, account: Account, tell: Tell) -> None:
        self.gone = asyncio.Event()
        self._account, self._tell = account, tell
        self._folder = Path(account.folder)
        self._process: asyncio.subprocess.Process | None = None
        self._control: Control | None = None
        self._call = 0
        """The app's count of the call under way; 0: none."""
        self._id = ""
        self._old: set[str] = set()
        """Calls that are over or given up: their late news is not this call's."""
        self._pressing = asyncio.Lock()
        self._playing: asyncio.Task[None] | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    # -------------------------------------------------------------------------------- start and end

    async def open(self) -> None:
        """Start baresip and make the account known to it, over the connection: it is on no disk."""
        program = shutil.which("baresip")
        if program is None:
            raise NotStarted(Broken.MISSING)
        if not opens(config.device(self._account.audio)):  # it would drop the call when they answer
            raise NotStarted(Broken.SOUND)
        for _ in range(_TRIES):
            if await self._start(program):
                break
            await self._end()
        else:
            raise NotStarted(Broken.START)
        with contextlib.suppress(ControlLost):
            taken, said = await self._ask("uanew", _identity(self._account))
            if taken and "failed" not in said.lower():
                return
        raise NotStarted(Broken.START)

    async def close(self) -> None:
        """Hang up and end it. A dead server would hold it up for half a minute, so it is told again."""
        if self._playing:
            self._playing.cancel()
        if self._control and self._process and self._process.returncode is None:
            with contextlib.suppress(ControlLost, TimeoutError):
                async with asyncio.timeout(_GOODBYE):
                    await self._control.ask("quit")
        await self._end()

    async def _start(self, program: str) -> bool:
        port = config.free_port()
        try:
            config.write(
                self._folder, control=port, media=config.media_ports(random.Random()),
                audio=self._account.audio, address=self._account.address,
            )  # fmt: skip
        except config.NoModules:
            raise NotStarted(Broken.MISSING) from None
        except config.NoDriver:
            raise NotStarted(Broken.SOUND) from None
        self._process = await asyncio.create_subprocess_exec(
            program, "-4", "-f", str(self._folder), cwd=self._folder, env=_environment(),
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            preexec_fn=die_with_parent, start_new_session=True,
        )  # fmt: skip
        try:
            async with asyncio.timeout(_START):
                while self._process.returncode is None:
                    try:
                        streams = await asyncio.open_connection("127.0.0.1", port)
                    except OSError:
                        await asyncio.sleep(0.01)
                        continue
                    self._control = Control(*streams, self._hear, self.gone.set)
                    return (await self._control.ask("reginfo"))[0]
        except (TimeoutError, ControlLost):
            return False
        return False

    async def _end(self) -> None:
        """End the process, politely first: at its first SIGTERM it still hangs up."""
        if self._control:
            await self._control.close()
            self._control = None
        if self._process is None:
            return
        for sign in (None, signal.SIGTERM, signal.SIGTERM, signal.SIGKILL):
            if sign is not None:
                with contextlib.suppress(ProcessLookupError):
                    self._process.send_signal(sign)
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(_GOODBYE):
                    await self._process.wait()
                    return

    # ------------------------------------------------------------------------------------- in a call

    async def carry_out(self, wanted: Order) -> None:
        """One order."""
        if wanted.do != "dial" and wanted.call != self._call:
            if wanted.do == "hang up":  # it is over already
                return
            raise Refused("that call is over")
        try:
            match wanted.do:
                case "dial":
                    await self._dial(wanted)
                case "hang up":
                    await self._ask("hangup")
                case "press":
                    self._later(self._press(self._call, wanted.text))
                case "mute":
                    await self._mute(wanted.on)
                case "hold":
                    await self._must("hold" if wanted.on else "resume")
                case "play":
                    await self._play(Path(wanted.text))
                case _:
                    raise Refused("unknown order")
        except ControlLost:
            self.gone.set()  # `close` sends SIGTERM, at which it hangs up
            raise Refused("baresip does not answer") from None

    async def _dial(self, wanted: Order) -> None:
        if self._call:  # given up by the app, and still here
            await self._ask("hangup")
            self._forget()
        self._call = wanted.call  # before the command: a quick end comes before its answer
        taken, said = await self._ask("dial", wanted.text)
        if not taken:
            self._forget()
            raise Refused(said)

    async def _press(self, call: int, digits: str) -> None:
        """Each after the one before. It takes a quarter of a second a tone; the call may end meanwhile."""
        async with self._pressing:
            for some in re.findall(r",|[^,]+", digits):
                if self._call != call:
                    return
                if some == ",":
                    await asyncio.sleep(PAUSE)
                else:
                    await self._must("sndcode", some)
                    await asyncio.sleep(len(some) * _TONE)

    async def _mute(self, on: bool) -> None:
        """It only toggles, and says what it did."""
        if ("un-muted" in await self._must("mute")) is on:
            await self._must("mute")

    async def _play(self, path: Path) -> None:
        """In place of the microphone. Behind the end of its file baresip 1.0 hangs up, so silence follows."""
        self._stop_playing()
        seconds = _with_silence(path, self._folder / "say.wav")
        await self._must("ausrc", "aufile,say.wav")
        self._playing = asyncio.create_task(self._played(self._call, seconds))

    async def _played(self, call: int, seconds: float) -> None:
        await asyncio.sleep(seconds)
        with contextlib.suppress(ControlLost, Refused):
            await self._must("ausrc", config.device(self._account.audio))
        self._playing = None
        self._tell(News("played", call=call))

    def _stop_playing(self) -> None:
        if self._playing:
            self._playing.cancel()
            self._playing = None

    def _hear(self, event: Message) -> None:
        """Something happened in baresip."""
        kind, words = str(event.get("type", "")), str(event.get("param", ""))
        if kind == "REGISTER_OK":
            self._tell(News("signed in"))
        elif kind == "REGISTER_FAIL":
            self._tell(News("not signed in", words=words))
        elif kind == "CALL_INCOMING":
            self._later(self._decline())
        elif event.get("direction") == "outgoing" and self._is_ours(str(event.get("id", ""))):
            if state := _STATES.get(kind):
                self._tell(News(state, call=self._call, words=words))
            elif kind == "CALL_CLOSED":
                self._tell(News("closed", call=self._call, words=words))
                self._forget()

    def _is_ours(self, id: str) -> bool:
        """Whether news is of the call under way: it has its id from its first news on."""
        if not self._call or not id or id in self._old:
            return False
        self._id = self._id or id
        return self._id == id

    def _forget(self) -> None:
        if self._id:
            self._old.add(self._id)
        self._call, self._id = 0, ""
        if self._playing:
            self._stop_playing()
            self._later(self._ask("ausrc", config.device(self._account.audio)))

    async def _decline(self) -> tuple[bool, str]:
        """Make calls only. While one is on, baresip declines others by itself (`call_max_calls`)."""
        return (False, "") if self._call else await self._ask("hangup")

    def _later(self, work: Coroutine[Any, Any, object]) -> None:
        async def quiet() -> None:
            try:
                await work
            except ControlLost:
                self.gone.set()
            except Refused:
                return  # the call has ended meanwhile

        task = asyncio.create_task(quiet())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _ask(self, command: str, params: str | None = None) -> tuple[bool, str]:
        if self._control is None:
            raise ControlLost
        return await self._control.ask(command, params)

    async def _must(self, command: str, params: str | None = None) -> str:
        taken, said = await self._ask(command, params)
        if not taken or "failed" in said:
            raise Refused(said)
        return said


def _identity(who: Account) -> str:
    """The account as baresip reads it. G.711 only: a recording must have the rate of the line."""
    password = f';auth_pass="{who.password}"' if who.password else ""
    login = f";auth_user={who.auth_user}" if who.auth_user else ""
    lasts = _REGISTRATION if who.register else 0
    address = f"<sip:{who.user}@{who.domain};transport={who.transport}>"
    return f"{address};regint={lasts};audio_codecs=PCMU,PCMA;dtmfmode=rtpevent{login}{password}"


def _environment() -> dict[str, str]:
    """What baresip needs of ours to find programs and sound devices, and no more."""
    ours = {name: value for name, value in os.environ.items() if name in _KEPT or name.startswith("PULSE_")}
    return {**ours, "LC_ALL": "C"}


def _with_silence(source: Path, to: Path) -> float:
    """Copy a recording with some silence behind it. Returns its seconds. Raises Refused."""
    sound = samples(source)
    try:
        with wave.open(str(to), "wb") as copy:
            copy.setnchannels(1)
            copy.setsampwidth(2)
            copy.setframerate(RATE)
            copy.writeframes(sound + bytes(2 * RATE * _SILENCE))
    except OSError as error:
        raise Refused(f"the recording cannot be copied ({error.strerror})") from None
    return len(sound) / (2 * RATE)
