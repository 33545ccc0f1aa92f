"""The engine of `voip`: the SIP phone of `baresip-python`, inside the phone's own process.

It is young: an address it refuses corrupts its memory, so it is given none that the dialer has not looked at.
"""

from __future__ import annotations

import asyncio
import contextlib
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import baresip

from tui.dialer.baresip_config import trusted
from tui.dialer.voip_recording import samples
from tui.dialer.voip_sound import NoLibrary, NoSound, Sound
from tui.dialer.voip_wire import PAUSE, Account, Broken, News, NotStarted, Order, Refused, Tell

_REGISTRATION = 600
#: A server that does not answer would hold the end up for half a minute.
_GOODBYE = 2.0
#: How often there is a look whether more of a recording has room, seconds.
_FEED = 0.05
#: So long devices may take to open, seconds; those of the call before are closed first.
_DEVICES = 8.0
#: So often a hold is tried again, every _FEED seconds.
_PATIENCE = 60
_NAMES = {
    baresip.Event.CALL_PROGRESS: "progress",
    baresip.Event.CALL_RINGING: "ringing",
    baresip.Event.CALL_ESTABLISHED: "answered",
    baresip.Event.CALL_CLOSED: "closed",
}


class VoipEngine:
    """One SIP account and one call."""

    def __init__(self, account: Account, tell: Tell) -> None:
        self.gone = asyncio.Event()
        self._account, self._tell = account, tell
        self._runtime = baresip.Runtime()
        self._agent: Any = None
        self._call: Any = None
        self._number = 0
        """The app's count of the call under way; 0: none."""
        self._why = ""
        """Why we ended it by ourselves."""
        self._answered_at = 0
        """The engine's handle of the account at which it was answered; 0: it was not."""
        self._handle = 0
        self._old: set[int] = set()
        """Calls that are over, given up or not ours: their news is not this call's."""
        self._dialing = asyncio.Lock()
        self._sound = Sound(baresip.BaresipError)
        self._pressing, self._devices = asyncio.Lock(), asyncio.Lock()
        self._tasks: set[asyncio.Task[None]] = set()

    async def open(self) -> None:
        """Start the engine and begin to sign in."""
        who = self._account
        if who.audio != "none":
            try:
                await asyncio.to_thread(self._sound.try_out, who.audio)
            except NoLibrary:
                raise NotStarted(Broken.PORTAUDIO) from None
            except NoSound:
                raise NotStarted(Broken.SOUND) from None
        self._runtime.on_dead = self.gone.set
        try:
            await self._runtime.start(
                baresip.Config(
                    net_interface=who.address or None,
                    native_log_level="error",
                    extra_config_text=f"sip_cafile {trusted()}\n" if trusted() else "",
                )
            )
            self._agent = await baresip.UserAgent.create(
                self._runtime,
                baresip.Account(
                    who.user, who.domain, who.password, transport=who.transport,  # type: ignore[arg-type]
                    auth_user=who.auth_user or None, reg_interval=_REGISTRATION if who.register else 0,
                ),
                transfer_policy="reject",
            )  # fmt: skip
        except (baresip.BaresipError, ValueError):
            raise NotStarted(Broken.START) from None
        self._agent.on(self._hear)
        self._agent.on_incoming(self._decline)
        if who.register:
            self._later(self._agent.register())  # what comes of it is heard

    async def close(self) -> None:
        """Hang up, sign out, end. Devices go with the process: closing one that is gone may take for ever."""
        self._sound.connect(None)
        with contextlib.suppress(TimeoutError, baresip.BaresipError):
            async with asyncio.timeout(_GOODBYE):
                if self._call:
                    await self._hang_up()
                if self._agent:
                    await self._runtime.close()

    async def carry_out(self, wanted: Order) -> None:
        """One order."""
        try:
            await self._carry_out(wanted)
        except (baresip.BaresipError, ValueError) as error:
            raise Refused(str(error)) from None

    async def _carry_out(self, wanted: Order) -> None:
        if wanted.do == "dial":
            async with self._dialing:
                await self._dial(wanted)
        elif wanted.do == "hang up":
            async with self._dialing:
                if wanted.call == self._number:
                    await self._hang_up()
        elif self._call is None or wanted.call != self._number:
            raise Refused("that call is over")
        elif wanted.do == "press":
            self._later(self._press(wanted.call, wanted.text))
        elif wanted.do == "mute":
            self._sound.muted = wanted.on
        elif wanted.do == "hold":
            await self._hold(wanted.on)
        elif wanted.do == "play":
            self._later(self._play(wanted.call, samples(Path(wanted.text))))

    async def _dial(self, wanted: Order) -> None:
        if self._number:  # given up by the app, and still here
            await self._hang_up()
            self._forget()
        self._number = wanted.call  # before it is dialed: a quick end comes before its handle
        try:
            call = await self._agent.dial(f"{wanted.text};transport={self._account.transport}")
        except (baresip.BaresipError, ValueError):
            self._forget()
            raise
        if self._number != wanted.call:
            return
        if self._answered_at:  # so quickly that this `call` has not heard of it, and would never hold
            call = baresip.Call(
                self._runtime, handle=call.handle, ua_handle=self._answered_at,
                state=baresip.CallState.ESTABLISHED,
            )  # fmt: skip
        self._call, self._handle = call, call.handle
        self._sound.connect(call.audio)
        if self._account.audio != "none":
            self._later(self._open_sound(call))

    async def _hang_up(self) -> None:
        if self._call:
            with contextlib.suppress(baresip.StaleHandleError):  # it is over already
                await self._call.hangup()

    async def _open_sound(self, call: Any) -> None:
        """While it rings. Without sound there is no call."""
        try:
            async with asyncio.timeout(_DEVICES):
                await self._with_devices(self._sound.open, self._account.audio)
        except (NoSound, TimeoutError):
            if call is self._call:
                self._why = "no sound device"
                await call.hangup()

    async def _with_devices(self, do: Callable[..., None], *given: str) -> None:
        """One after the other: the devices of a call are closed before those of the next are opened."""
        async with self._devices:
            await asyncio.to_thread(do, *given)

    async def _hold(self, on: bool) -> None:
        """It is refused while the answer to the last one, or to the call itself, is on its way."""
        call = self._call
        for _ in range(_PATIENCE):
            if self._call is not call:
                break
            try:
                await (call.hold() if on else call.resume())
            except baresip.StaleHandleError:
                raise
            except baresip.BaresipError:
                await asyncio.sleep(_FEED)
            else:
                return
        raise Refused("the line is busy with something else")

    async def _press(self, number: int, digits: str) -> None:
        """Each after the one before. It takes a quarter of a second a tone; the call may end meanwhile."""
        async with self._pressing:
            for some in re.findall(r",|[^,]+", digits):
                if some == ",":
                    await asyncio.sleep(PAUSE)
                elif self._number == number:
                    await self._call.send_dtmf(some)

    async def _play(self, number: int, sound: bytes) -> None:
        while sound and self._number == number and self._call:
            sound = sound[self._sound.play(sound) :]
            await asyncio.sleep(_FEED)
        while not self._sound.played():
            await asyncio.sleep(_FEED)
        self._tell(News("played", call=number))

    def _hear(self, event: baresip.StackEvent) -> None:
        """Something happened in the engine."""
        words = event.text or ""
        if event.event is baresip.Event.REGISTER_OK:
            self._tell(News("signed in"))
        elif event.event is baresip.Event.REGISTER_FAIL:
            self._tell(News("not signed in", words=words))
        elif (what := _NAMES.get(event.event)) and self._is_ours(event.call):
            self._tell(News(what, call=self._number, words=self._why or words))
            self._sound.ringing = what == "ringing"
            if what == "answered":
                self._answered_at = event.ua
            if what == "closed":
                self._forget()

    def _is_ours(self, handle: int) -> bool:
        """Whether news is of the call under way: it has its handle from its first news on."""
        if not self._number or handle in self._old:
            return False
        self._handle = self._handle or handle
        return self._handle == handle

    def _forget(self) -> None:
        self._old.add(self._handle)
        self._number, self._handle, self._call, self._why, self._answered_at = 0, 0, None, "", 0
        self._sound.connect(None)
        if self._account.audio != "none":
            self._later(self._with_devices(self._sound.close))

    def _decline(self, call: Any) -> None:
        """A phone of ours makes calls only."""
        self._old.add(call.handle)
        self._later(call.reject())

    def _later(self, work: Any) -> None:
        async def quiet() -> None:
            with contextlib.suppress(baresip.BaresipError):
                await work

        task = asyncio.create_task(quiet())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
