"""Calls by Twilio: it rings the rep's own phone, and when that is picked up, the customer's.

A program on a desk cannot be called back by a server, so the state of a call is asked for, about once a
second. There are two calls: ours to the rep's phone, and the customer's that comes of it (its child).
"""

from __future__ import annotations

import asyncio
import contextlib
import re
from collections.abc import Mapping, Sequence
from typing import Any

from tui.core.call.phones import Twilio
from tui.core.clock import Clock
from tui.core.ports import By, Cap, DialRefused, DialState, DialTrouble, Outcome, Trouble
from tui.dialer import secrets
from tui.dialer.line import Limits, Line, Wire, only_e164
from tui.dialer.twilio_api import BASE, NOT_LET_IN, SENTENCES, Api, Away, Refused

#: Seconds the rep's own phone rings, and theirs at most.
OWN_RING, RING = 30, 60
#: Seconds from look to look: until they answer, then.
POLL, POLL_TALK = 1.0, 2.0
#: Seconds at most between looks while Twilio is away, and after which we say that we do not know any more.
SLOWEST, LOST_AFTER = 15.0, 60.0
#: Seconds the rep's call stays behind theirs: if it is still there, it was not the rep who ended it.
_BEHIND = 8

_STATES = {
    "queued": DialState.PROGRESS, "initiated": DialState.PROGRESS,
    "ringing": DialState.RINGING, "in-progress": DialState.ANSWERED,
}  # fmt: skip
_ENDS = {
    "completed": Outcome.ANSWERED, "busy": Outcome.BUSY, "no-answer": Outcome.NO_ANSWER,
    "failed": Outcome.UNREACHABLE, "canceled": Outcome.CANCELED,
}  # fmt: skip
#: Faults that say what came of it. "failed" alone does not tell a wrong number from a bad line.
_FAULTS = {
    13223: Outcome.INVALID, 13224: Outcome.INVALID, 13225: Outcome.BLOCKED, 13227: Outcome.BLOCKED,
    32205: Outcome.BLOCKED, 13214: Outcome.FAILED,
}  # fmt: skip
_OWN = {
    "busy": "Your own phone is busy, or declined the call.",
    "no-answer": "Your own phone did not answer.",
    "failed": "Your own phone could not be reached.",
    "canceled": "The call to your own phone was ended.",
    "completed": "Twilio rang your phone, but dialed nobody.",
}
_NOBODY_RANG = "Nobody else was rung."


class Watched(Wire):
    """One call, looked at again and again until it is over."""

    def __init__(self, api: Api, sid: str, clock: Clock) -> None:
        self._api, self._sid, self._clock = api, sid, clock
        self.line: Line
        self._wake = asyncio.Event()

    async def hang_up(self) -> None:
        """End the rep's call; theirs goes with it. What comes of it is seen at the next look."""
        try:
            await self._api.end(self._sid)
        except Away as away:
            raise away.trouble("The call may go on: hang up on your phone.") from None
        self._wake.set()

    async def watch(self) -> None:
        """Look until it is over, or until nobody can say any more."""
        seen = self._clock.now().mono
        slower = 0.0
        while not self.line.ended:
            try:
                await self._look()
                seen, slower = self._clock.now().mono, 0.0
            except Away as away:
                if self._clock.now().mono - seen >= LOST_AFTER:
                    self._lost(f"{away.trouble().trouble.happened}")
                slower = min(SLOWEST, max(away.after, 2 * slower, POLL))
            except Refused as refused:
                self._lost(refused.trouble.happened)
            if not self.line.ended:
                await self._pause(slower or (POLL_TALK if self.line.answered else POLL))

    async def _pause(self, seconds: float) -> None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._wake.wait()
        self._wake.clear()

    async def _look(self) -> None:
        """One look. Raises Away and Refused."""
        theirs = await self._api.children(self._sid)
        if theirs:
            await self._child(theirs[0])
            return
        own = str((await self._api.call(self._sid)).get("status", ""))
        if own in {"ringing", "in-progress"}:
            self.line.heard()
        elif own in _OWN:
            # Between the two looks theirs may have begun and ended.
            theirs = await self._api.children(self._sid)
            await (self._child(theirs[0]) if theirs else self._no_child(own))

    async def _child(self, theirs: Mapping[str, Any]) -> None:
        status = str(theirs.get("status", ""))
        if state := _STATES.get(status):
            self.line.reached(state)
        if (outcome := _ENDS.get(status)) is None:
            return
        by, trouble = By.UNKNOWN, None
        if outcome is Outcome.ANSWERED:
            self.line.reached(DialState.ANSWERED)  # a short talk may fall between two looks
            own = str((await self._api.call(self._sid)).get("status", ""))
            by = By.THEM if own == "in-progress" else By.UNKNOWN
        elif outcome is Outcome.CANCELED:
            by = By.REP
        elif status == "failed":
            outcome, by, trouble = await self._why(Outcome.UNREACHABLE)
        await self._over(outcome, by, trouble, status)

    async def _no_child(self, own: str) -> None:
        """The rep's call is over, and nobody was dialed."""
        todo = "" if own != "failed" else "Check my_phone in config.yaml."
        outcome, by = Outcome.FAILED, By.REP
        trouble: Trouble | None = Trouble(_OWN[own], _NOBODY_RANG, todo)
        if own == "completed":
            outcome, by, found = await self._why(Outcome.FAILED)
            trouble = found or (trouble if outcome is Outcome.FAILED else None)
        await self._over(outcome, by, trouble, own)

    async def _why(self, outcome: Outcome) -> tuple[Outcome, By, Trouble | None]:
        """What the faults of the call say of its end; `outcome` where they say nothing."""
        for code in await self._api.faults(self._sid):
            if code in _FAULTS:
                happened, todo = SENTENCES.get(code, ("", ""))
                trouble = Trouble(happened, "They were not rung.", todo) if happened else None
                return _FAULTS[code], By.NETWORK, trouble
        return outcome, By.NETWORK, None

    async def _over(self, outcome: Outcome, by: By, trouble: Trouble | None, words: str) -> None:
        self.line.end(outcome, by, cause=f"twilio:{words}", words=words, trouble=trouble)
        with contextlib.suppress(Away, Refused):  # it ends by itself a few seconds later
            await self._api.end(self._sid)

    def _lost(self, happened: str) -> None:
        there = "The call itself may go on: it does not need this program."
        trouble = Trouble(happened, there, "Hang up on your phone when you are done.")
        self.line.end(Outcome.FAILED, By.NETWORK, trouble=trouble)


class TwilioDialer:
    """A telephone service that rings your phone first. Tones, mute and hold are done on that phone."""

    name = "Twilio"
    capabilities = Cap.RINGING | Cap.ANSWER | Cap.END | Cap.CAUSE | Cap.HANG_UP | Cap.OWN_FIRST

    def __init__(
        self, phone: Twilio, clock: Clock, limits: Limits, environ: Mapping[str, str], base: str = BASE
    ) -> None:
        """Raises DialTrouble where the settings lack something."""
        _checked(phone)
        self._phone, self._clock, self.limits = phone, clock, limits
        self._environ, self._base = environ, base
        self._api: Api | None = None
        self._line: Line | None = None
        self._watch: asyncio.Task[None] | None = None
        self._opening, self._dialing = asyncio.Lock(), asyncio.Lock()

    async def open(self) -> None:
        """Find the token; nothing is sent yet. Raises DialTrouble."""
        async with self._opening:
            if self._api is None:
                secret = await secrets.find(self._phone, self._environ)
                self._api = Api(self._phone.account, self._phone.user, secret, self._base)

    async def check(self) -> Sequence[Trouble]:
        """Whether Twilio is there and lets us in. Nothing is rung."""
        try:
            await self.open()
            assert self._api is not None
            await self._api.look()
        except Away as away:
            return (away.trouble().trouble,)
        except DialTrouble as error:
            return (error.trouble,)
        return ()

    async def dial(self, e164: str) -> Line:
        """Ring the rep's phone; the number is dialed when it is picked up. Raises as the port says."""
        only_e164(e164)
        async with self._dialing:
            return await self._dial(e164)

    async def _dial(self, e164: str) -> Line:
        if self._line:
            await self._line.make_way()
        await self.open()
        assert self._api is not None
        phone = self._phone
        try:
            sid = await self._api.start(
                phone.my_phone, phone.caller_id, _twiml(e164, phone.caller_id), OWN_RING
            )
        except Away as away:
            raise away.trouble("Your phone may ring nevertheless: then hang up on it.") from None
        except Refused as refused:
            if refused.code == NOT_LET_IN:
                await self._forget()  # a token that was changed is found anew
            raise
        watched = Watched(self._api, sid, self._clock)
        watched.line = self._line = Line(e164, self.capabilities, watched, self._clock, self.limits)
        self._watch = asyncio.create_task(watched.watch())
        return watched.line

    async def close(self) -> None:
        """End the call, let go of the connections. What is being asked for is waited for: it would ring."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(self.limits.hang_up or Limits().hang_up), self._dialing:
                pass
        if self._line and not self._line.ended:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(self.limits.hang_up or Limits().hang_up):
                    await self._line.hang_up()
                    await self._line.over()
            self._line.end(Outcome.CANCELED, By.REP)
        if self._watch:
            self._watch.cancel()
            await asyncio.gather(self._watch, return_exceptions=True)
        self._line = self._watch = None
        await self._forget()

    async def _forget(self) -> None:
        if self._api:
            await self._api.close()
        self._api = None


def _twiml(e164: str, caller_id: str) -> str:
    """What Twilio does when the rep's phone is picked up. Both numbers are digits behind a plus."""
    dial = (
        f'<Dial answerOnBridge="true" timeout="{RING}" callerId="{caller_id}"><Number>{e164}</Number></Dial>'
    )
    return f'<Response>{dial}<Pause length="{_BEHIND}"/></Response>'


def _checked(phone: Twilio) -> None:
    """Raises DialTrouble for settings that cannot be."""
    if not re.fullmatch(r"AC[0-9a-fA-F]{32}", phone.account):
        raise DialTrouble("The settings of twilio need account: AC and 32 letters or digits of it.")
    if phone.user and not re.fullmatch(r"SK[0-9a-fA-F]{32}", phone.user):
        raise DialTrouble(
            "The settings of twilio: user is an API key, SK and 32 letters or digits, or empty."
        )
    for key in ("my_phone", "caller_id"):
        try:
            only_e164(getattr(phone, key))
        except DialRefused:
            raise DialTrouble(f"The settings of twilio need {key} in full, as +12125550100.") from None
