"""Calls by Asterisk: it rings the rep's own phone, and when that is picked up, the customer's."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Mapping, Sequence

from tui.core.call.phones import Asterisk
from tui.core.clock import Clock
from tui.core.ports import By, Cap, DialTrouble, Outcome, Trouble
from tui.core.text import cut, plain
from tui.dialer import secrets
from tui.dialer.ami import Lost, Manager, Message
from tui.dialer.asterisk_legs import Leg
from tui.dialer.line import Limits, Line, only_e164

#: Seconds the rep's own phone rings.
OWN_RING = 30

#: What Asterisk must allow for what we can do. It lists what the account may.
_NEEDED = {"Hangup": Cap.HANG_UP, "PlayDTMF": Cap.DIGITS, "MuteAudio": Cap.MUTE}
_ALWAYS = Cap.RINGING | Cap.ANSWER | Cap.END | Cap.CAUSE | Cap.OWN_FIRST
_RIGHTS = "Give the account in manager.conf: read = call and write = call,originate."


class AsteriskDialer:
    """A telephone system that rings your phone first. What it may do is known when it is open."""

    name = "Asterisk"
    capabilities = _ALWAYS | Cap.HANG_UP | Cap.DIGITS

    def __init__(self, phone: Asterisk, clock: Clock, limits: Limits, environ: Mapping[str, str]) -> None:
        """Raises DialTrouble where the settings lack something."""
        lacking = [key for key in ("host", "user", "my_phone", "context") if not getattr(phone, key)]
        if lacking:
            raise DialTrouble(
                f"The settings of asterisk lack {lacking[0]}.", todo="Fill it in in config.yaml."
            )
        self._phone, self._clock, self.limits, self._environ = phone, clock, limits, environ
        self._manager: Manager | None = None
        self._leg: Leg | None = None
        self._opening = asyncio.Lock()

    async def open(self) -> None:
        """Connect and sign in, if we are not. Raises DialTrouble."""
        async with self._opening:
            if self._manager is None or not self._manager.connected:
                self._manager = await self._signed_in()

    async def check(self) -> Sequence[Trouble]:
        """What stands in the way: no Asterisk, no account, too few rights. Nothing is rung."""
        try:
            await self.open()
        except DialTrouble as error:
            return (error.trouble,)
        return ()

    async def dial(self, e164: str) -> Line:
        """Ring the rep's phone; Asterisk dials the number when it is picked up. Raises as the port says."""
        only_e164(e164)
        if self._leg:
            await self._leg.line.make_way()
        await self.open()
        assert self._manager is not None
        leg = self._leg = Leg(self._manager)
        leg.line = Line(e164, self.capabilities, leg, self._clock, self.limits)
        try:
            reply = await self._originate(leg, e164)
        except Lost:
            leg.line.end(Outcome.FAILED)
            there = "Your phone may ring nevertheless: then hang up on it."
            raise DialTrouble("Asterisk did not reply.", there, "Try again.") from None
        except BaseException:  # cancelled, too: a line always ends
            leg.line.end(Outcome.CANCELED, By.REP)
            raise
        if reply.get("Response") != "Success":
            leg.line.end(Outcome.FAILED)
            raise _refused(reply)
        return leg.line

    async def close(self) -> None:
        """End the call, sign off."""
        if self._leg and not self._leg.line.ended:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(self.limits.hang_up or Limits().hang_up):
                    await self._leg.line.hang_up()
                    await self._leg.line.over()
            self._leg.line.end(Outcome.CANCELED, By.REP)
        if self._manager:
            await self._manager.close()
        self._manager = self._leg = None

    async def _signed_in(self) -> Manager:
        phone = self._phone
        secret = await secrets.find(phone, self._environ)
        manager = Manager(self._told, self._lost)
        await manager.connect(phone.host, phone.port, tls=phone.tls)
        try:
            await manager.sign_in(phone.user, secret)
            allowed = await manager.actions()
            if "Originate" not in allowed:
                raise DialTrouble(
                    f"The account '{phone.user}' of Asterisk may not start calls.", todo=_RIGHTS
                )
        except Lost:
            await manager.close()
            raise DialTrouble(
                "Asterisk closed the connection.", todo="Try again; then look at its log."
            ) from None
        except BaseException:  # cancelled, too: no connection is left open
            await manager.close()
            raise
        self.capabilities = _ALWAYS
        for action, cap in _NEEDED.items():
            self.capabilities |= cap if action in allowed else Cap.NONE
        return manager

    async def _originate(self, leg: Leg, e164: str) -> Message:
        assert self._manager is not None
        return await self._manager.ask(
            "Originate",
            ActionID=leg.id,
            Channel=self._phone.my_phone,
            Context=self._phone.context,
            Exten=e164,
            Priority="1",
            Async="true",
            Timeout=str(OWN_RING * 1000),
            ChannelId=leg.id,
        )

    def _told(self, event: Message) -> None:
        if self._leg:  # also behind its end: a phone that begins to ring then is hung up
            self._leg.told(event)

    def _lost(self) -> None:
        if self._leg:
            self._leg.lost()


def _refused(reply: Message) -> DialTrouble:
    said = cut(plain(reply.get("Message", "")).strip(" ."), 80)
    if "permission" in said.lower():
        return DialTrouble("The account of Asterisk may not start calls.", todo=_RIGHTS)
    return DialTrouble(
        f"Asterisk refused to dial: {said or 'it does not say why'}.", todo="Look at my_phone."
    )
