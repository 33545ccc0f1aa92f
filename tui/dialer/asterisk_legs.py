"""One call by Asterisk, read from the events of its legs.

Ours carries the id we gave it, which is also the `Linkedid` of every leg that belongs to it; a leg that one
of ours dials is the customer's. Why a leg ended is told by its cause: the status of the dial command calls
a number that does not exist NOANSWER.
"""

from __future__ import annotations

import asyncio
import contextlib
import re
from collections.abc import Callable, Coroutine, Mapping
from uuid import uuid4

from tui.core.ports import By, DialState, DialTrouble, Outcome, Trouble
from tui.core.text import cut, plain
from tui.dialer.ami import Manager, Message
from tui.dialer.line import Line, Wire

#: Seconds after the end of a leg in which another way may be tried (a second trunk), or its status come.
GRACE = 2.0
#: Seconds from tone to tone, and of a comma.
TONE, PAUSE = 0.25, 0.5

#: The cause of a leg's end (Q.850) → what came of it. Others say nothing sure.
_CAUSES: Mapping[int, Outcome] = {
    1: Outcome.INVALID, 2: Outcome.UNREACHABLE, 3: Outcome.UNREACHABLE, 17: Outcome.BUSY,
    18: Outcome.NO_ANSWER, 19: Outcome.NO_ANSWER, 20: Outcome.NO_ANSWER, 21: Outcome.DECLINED,
    22: Outcome.INVALID, 27: Outcome.UNREACHABLE, 28: Outcome.UNREACHABLE, 34: Outcome.UNREACHABLE,
    38: Outcome.UNREACHABLE, 41: Outcome.UNREACHABLE, 42: Outcome.UNREACHABLE, 44: Outcome.UNREACHABLE,
    50: Outcome.BLOCKED, 52: Outcome.BLOCKED, 57: Outcome.BLOCKED, 58: Outcome.UNREACHABLE,
    102: Outcome.UNREACHABLE,
}  # fmt: skip
#: The status of the dial command, where the cause says nothing.
_STATUS: Mapping[str, Outcome] = {
    "NOANSWER": Outcome.NO_ANSWER, "BUSY": Outcome.BUSY, "CANCEL": Outcome.CANCELED,
    "CONGESTION": Outcome.UNREACHABLE, "CHANUNAVAIL": Outcome.UNREACHABLE,
}  # fmt: skip
#: What came of ringing the rep's own phone: by the cause of its leg's end, or by the reason of the report.
_OWN = {
    Outcome.DECLINED: "Your own phone declined the call.",
    Outcome.NO_ANSWER: "Your own phone did not answer.",
    Outcome.BUSY: "Your own phone is busy.",
}
_REASONS = {"1": Outcome.DECLINED, "3": Outcome.NO_ANSWER, "5": Outcome.BUSY}
_NOBODY_RANG = "Nobody else was rung."


class Leg(Wire):
    """One call, as Asterisk sees it: the rep's leg and those it dials."""

    def __init__(self, manager: Manager) -> None:
        self._manager = manager
        self.id = f"offhook-{uuid4().hex}"
        self.line: Line
        self._mine = ""
        """The channel of the rep's phone, as soon as it has a name."""
        self._theirs: dict[str, str] = {}
        """Id → channel of each customer's leg that is up."""
        self._picked_up = self._dialed = False
        self._wanted_end = False
        self._asked: By | None = None
        """Who asked for the end."""
        self._status = ""
        self._last = 0, ""
        """The cause of the last leg that ended, as a number and in words; 0: none."""
        self._grace: asyncio.TimerHandle | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    # ------------------------------------------------------------------------------- what the rep wants

    async def hang_up(self) -> None:
        """End the rep's leg; the other goes with it."""
        self._wanted_end = True
        if self._mine:
            await self._ask("Hangup", Channel=self._mine, Cause="16")

    async def press(self, digits: str) -> None:
        """Send tones to them, one after the other. Returns with the first; a fault of it is raised."""
        theirs = next(iter(self._theirs.values()), "")
        if not theirs:
            raise DialTrouble("Nobody is there to hear tones.", "Nothing was sent.")
        if tones := digits.strip(","):
            await self._tone(theirs, tones[0])
            self._later(self._tones(theirs, tones[1:]))

    async def mute(self, on: bool) -> None:
        """Keep from them what comes in from the rep's phone."""
        await self._ask("MuteAudio", Channel=self._mine, Direction="in", State="on" if on else "off")

    async def _tones(self, channel: str, digits: str) -> None:
        for digit in digits:
            await asyncio.sleep(PAUSE if digit == "," else TONE)
            if digit != ",":
                await self._tone(channel, digit)

    async def _tone(self, channel: str, digit: str) -> None:
        await self._ask("PlayDTMF", Channel=channel, Digit=digit, Duration="160")

    async def _ask(self, action: str, **lines: str) -> None:
        reply = await self._manager.ask(action, **lines)
        said = plain(reply.get("Message", ""))
        if reply.get("Response") != "Success" and "no such channel" not in said.lower():
            raise DialTrouble(f"Asterisk refused: {cut(said, 80) or action}.", "The call goes on.")

    def _later(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(self._quietly(work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _quietly(self, work: Coroutine[None, None, None]) -> None:
        with contextlib.suppress(DialTrouble, OSError):  # too late to tell: the end of the call says it
            await work

    # ----------------------------------------------------------------------------- what Asterisk says

    def told(self, event: Message) -> None:
        """An event; of other calls too."""
        kind, uid = event["Event"], event.get("Uniqueid", "")
        if kind == "DialBegin":
            self._begun(event)
        elif kind == "DialState" and event.get("DestUniqueid") in self._theirs:
            self._reached(event.get("DialStatus", "").capitalize())
        elif kind == "DialEnd" and event.get("DestLinkedid", event.get("Linkedid")) == self.id:
            self._status = event.get("DialStatus", "") if uid else self._status
            if self._grace and self._dialed and self._certain():
                self._give_up_leg()
        elif kind == "OriginateResponse" and event.get("Response") == "Failure" and self._is_ours(event):
            self._own_phone(event.get("Reason", ""))
        elif uid == self.id:
            self._mine_says(kind, event)
        elif uid in self._theirs:
            self._theirs_say(kind, uid, event)

    def _is_ours(self, event: Message) -> bool:
        """A leg that never was has no id in the report of it; our action has."""
        return self.id in {event.get("Uniqueid"), event.get("ActionID")}

    def _begun(self, event: Message) -> None:
        """A leg dials another. The rep's own comes first, dialed by nobody."""
        other = event.get("DestUniqueid", "")
        if not event.get("Uniqueid") or other in {"", self.id} or event.get("Linkedid") != self.id:
            return
        self._theirs[other] = event.get("DestChannel", "")
        self._dialed, self._status = True, ""
        self._rest()
        self.line.reached(DialState.PROGRESS)

    def _reached(self, state: str) -> None:
        if state == "Progress":
            self.line.reached(DialState.PROGRESS)
        elif state == "Ringing":
            self.line.reached(DialState.RINGING)
        elif state == "Up":
            self.line.reached(DialState.ANSWERED)

    def _mine_says(self, kind: str, event: Message) -> None:
        if kind == "Newchannel":
            self._mine = event.get("Channel", "")
            self.line.heard()
            if self._wanted_end:
                self._later(self.hang_up())
        elif kind == "Newstate" and event.get("ChannelStateDesc") == "Up":
            self._picked_up = True
        elif kind in {"HangupRequest", "SoftHangupRequest"}:
            self._asked = self._asked or By.REP
        elif kind == "Hangup":
            self._mine = ""
            self._my_end(event)

    def _theirs_say(self, kind: str, uid: str, event: Message) -> None:
        if kind == "Newstate":
            self._reached(event.get("ChannelStateDesc", ""))
        elif kind == "HangupRequest":
            self._asked = self._asked or By.THEM
        elif kind == "Hangup":
            del self._theirs[uid]
            if not self._theirs:
                self._their_end(event)

    def _their_end(self, event: Message) -> None:
        """The last leg to them is gone: the end, or a second trunk is tried."""
        self._last = _cause(event)
        if self.line.answered:
            self._end(Outcome.ANSWERED, self._asked or By.THEM)
        elif self._asked is By.REP or self._wanted_end:
            self._end(Outcome.CANCELED, By.REP)
        elif self._certain():
            self._give_up_leg()
        else:
            self._wait(self._give_up_leg)

    def _my_end(self, event: Message) -> None:
        """The rep's leg is gone, and with it the call."""
        if self.line.answered:
            self._end(Outcome.ANSWERED, self._asked or By.UNKNOWN)
        elif self._asked is By.REP or self._wanted_end:
            self._end(Outcome.CANCELED, By.REP)
        elif self._dialed:
            self._give_up_leg()
        elif self._picked_up:
            self._last = _cause(event)
            self._end(Outcome.FAILED, By.NETWORK, _no_way(self._last[1]))
        else:
            self._last = _cause(event)
            self._wait(self._own_phone)  # the report of it says more

    def _give_up_leg(self) -> None:
        """No other way is tried: the last leg says what came of it."""
        outcome = self._verdict() or Outcome.UNKNOWN
        by = By.NETWORK if outcome is Outcome.UNREACHABLE else By.THEM
        self._end(outcome, By.REP if outcome is Outcome.CANCELED else by)

    def _verdict(self) -> Outcome | None:
        return _CAUSES.get(self._last[0]) or _STATUS.get(self._status)

    def _certain(self) -> bool:
        """Whether no other trunk would do better: the number itself said so."""
        return self._verdict() not in {None, Outcome.UNREACHABLE}

    def _own_phone(self, reason: str = "") -> None:
        """The rep's own phone was not picked up."""
        cause = _CAUSES.get(self._last[0])
        happened = _OWN.get(cause if cause in _OWN else _REASONS.get(reason, Outcome.UNKNOWN))
        todo = "" if happened else "Is my_phone in config.yaml right, and is that phone signed in?"
        happened = happened or "Your own phone could not be reached."
        self._end(Outcome.FAILED, By.REP, Trouble(happened, _NOBODY_RANG, todo))

    def _end(self, outcome: Outcome, by: By, trouble: Trouble | None = None) -> None:
        cause, words = self._last
        self.line.end(outcome, by, cause=f"q850:{cause}" if cause else "", words=words, trouble=trouble)
        self._rest()
        if self._mine:  # no busy tone is left on the rep's phone: it is needed for the next call
            self._later(self.hang_up())

    def lost(self) -> None:
        """The connection is gone; Asterisk holds the two phones together without it."""
        self._rest()
        there = "The call itself may go on: your phone and theirs are connected without this program."
        if not self.line.answered:
            there = "Your phone or theirs may still ring."
        trouble = Trouble(
            "The connection to Asterisk broke.", there, "Hang up on your phone when you are done."
        )
        self.line.end(Outcome.FAILED, By.NETWORK, trouble=trouble)

    def _wait(self, then: Callable[[], None]) -> None:
        self._rest()
        self._grace = asyncio.get_running_loop().call_later(GRACE, then)

    def _rest(self) -> None:
        if self._grace:
            self._grace.cancel()
            self._grace = None


def _cause(event: Message) -> tuple[int, str]:
    number = event.get("Cause", "")
    return int(number) if re.fullmatch(r"\d{1,3}", number) else 0, plain(event.get("Cause-txt", ""))


def _no_way(words: str) -> Trouble:
    said = f" ({cut(words, 40)})" if words else ""
    return Trouble(
        f"Asterisk rang your phone, but dialed nobody{said}.",
        _NOBODY_RANG,
        "Does the context in config.yaml have an extension for numbers that begin with +?",
    )
