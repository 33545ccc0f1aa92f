"""An Asterisk for tests: its manager port on loopback, with somebody at the other end of each call.

It speaks as Asterisk 20 does, as far as a call goes. Which events come, and in which order, was seen there.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

from tests.dialer.conformance import NUMBER
from tui.core.call.phones import Asterisk
from tui.core.clock import SystemClock
from tui.core.ports import PhoneCall
from tui.dialer.asterisk import AsteriskDialer
from tui.dialer.line import Limits

USER, SECRET = "rep", "swordfish"
MY_PHONE = "PJSIP/1001"
MINE, THEIRS = "PJSIP/1001-00000001", "PJSIP/trunk-00000002"
RIGHTS = ("Challenge", "Login", "Logoff", "Ping", "ListCommands", "Originate", "Hangup", "PlayDTMF")

#: What the other end does → how its leg ends: cause, its words, status of the dial command.
ENDS = {
    "busy": (17, "User busy", "BUSY"),
    "no-answer": (19, "User alerting, no answer", "NOANSWER"),
    "declined": (21, "Call Rejected", "BUSY"),
    "invalid": (1, "Unallocated (unassigned) number", "NOANSWER"),
    "blocked": (57, "Bearer capability not authorized", "CHANUNAVAIL"),
    "unreachable": (34, "Circuit/channel congestion", "CONGESTION"),
}


@dataclass
class Ami:
    """The server. Tests set what it does before they dial, and look at what was asked of it."""

    scenario: str = "answer"
    rights: tuple[str, ...] = RIGHTS
    banner: bytes = b"Asterisk Call Manager/9.0.0\r\n"
    mute: set[str] = field(default_factory=set)
    """Actions that get no reply."""
    refuse: dict[str, str] = field(default_factory=dict)
    """Action → the message of its refusal."""
    split: bool = False
    """Send everything byte by byte."""
    noise: bytes = b""
    """Sent ahead of each reply."""
    asked: list[dict[str, str]] = field(default_factory=list)
    port: int = 0
    came: asyncio.Event = field(default_factory=asyncio.Event)
    """Set whenever an action was taken."""

    def __post_init__(self) -> None:
        self._writer: asyncio.StreamWriter | None = None
        self._tasks: set[asyncio.Task] = set()
        self._hung_up = asyncio.Event()
        self._id = ""

    # ------------------------------------------------------------------------------------- protocol

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._writer = writer
        task = asyncio.current_task()
        assert task
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        writer.write(self.banner)
        try:
            while True:
                raw = await reader.readuntil(b"\r\n\r\n")
                lines = [line.partition(": ") for line in raw.decode().split("\r\n") if line]
                action = {name: value for name, _, value in lines}
                assert len(action) == len(lines), f"a line twice: {raw!r}"
                self.asked.append(action)
                self.came.set()
                self._reply(action)
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    def _reply(self, action: dict[str, str]) -> None:
        name = action["Action"]
        if name in self.mute:
            return
        more: dict[str, str] = {}
        fault = self.refuse.get(name, "")
        if name not in self.rights:
            fault = fault or "Permission denied"
        if name == "Challenge":
            more = {"Challenge": "136791"}
        elif name == "Login" and not fault:
            proof = hashlib.md5(b"136791" + SECRET.encode()).hexdigest()
            if (action.get("Username"), action.get("Key")) != (USER, proof):
                fault = "Authentication failed"
            else:
                more = {"Message": "Authentication accepted"}
        elif name == "ListCommands":
            more = dict.fromkeys(self.rights, "as its name says  (Priv: call,all)")
        elif name == "Originate" and not fault:
            more = {"Message": "Originate successfully queued"}
        reply = {"Response": "Error", "Message": fault} if fault else {"Response": "Success"}
        self.send({**reply, "ActionID": action.get("ActionID", ""), **more})
        if not fault:
            self._then(name, action)

    def _then(self, name: str, action: dict[str, str]) -> None:
        if name == "Login":
            self.send({"Event": "FullyBooted", "Status": "Fully Booted"})
        elif name == "Originate":
            self._id, self._hung_up = action["ChannelId"], asyncio.Event()
            task = asyncio.create_task(self._call(action))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        elif name == "Hangup":
            self._hung_up.set()

    def send(self, message: dict[str, str]) -> None:
        assert self._writer
        raw = self.noise + "".join(f"{k}: {v}\r\n" for k, v in message.items()).encode() + b"\r\n"
        if message.get("ActionID") and "Message" not in message:
            raw += b"\r\n"  # some replies end so
        for piece in [raw[n : n + 1] for n in range(len(raw))] if self.split else [raw]:
            self._writer.write(piece)

    def cut(self) -> None:
        """The connection is gone in the middle of a line."""
        assert self._writer
        self._writer.write(b"Event: Newst")
        self._writer.transport.abort() if self.scenario == "aborts" else self._writer.close()

    async def close(self) -> None:
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._writer:
            self._writer.close()

    # ----------------------------------------------------------------------------------------- calls

    def event(self, name: str, whose: str = "mine", **more: str) -> None:
        uid, channel = (self._id, MINE) if whose == "mine" else (f"{self._id}-2", THEIRS)
        self.send({"Event": name, "Channel": channel, "Uniqueid": uid, "Linkedid": self._id, **more})

    def dial(self, name: str, other: str = "", **more: str) -> None:
        """DialBegin, DialState, DialEnd: from the rep's leg to the other."""
        dest = {"DestChannel": THEIRS, "DestUniqueid": f"{self._id}-2{other}", "DestLinkedid": self._id}
        self.event(name, **dest, **more)

    def gone(self, whose: str, cause: int = 16, words: str = "Normal Clearing") -> None:
        self.event("Hangup", whose, **{"Cause": str(cause), "Cause-txt": words})

    def rings_me(self) -> None:
        """The rep's phone rings. Another call of the house goes on meanwhile."""
        self.send({"Event": "Newchannel", "Channel": "PJSIP/77-9", "Uniqueid": "77.1", "Linkedid": "77.1"})
        self.event("Newchannel", ChannelState="0", ChannelStateDesc="Down")
        self.send({"Event": "DialBegin", "DestUniqueid": self._id, "DestLinkedid": self._id})
        self.event("Newstate", ChannelState="5", ChannelStateDesc="Ringing")

    def picked_up(self, action: dict[str, str]) -> None:
        """The rep picks up; Asterisk dials."""
        self.event("Newstate", ChannelState="6", ChannelStateDesc="Up")
        self.send(
            {"Event": "DialEnd", "DestUniqueid": self._id, "DestLinkedid": self._id, "DialStatus": "ANSWER"}
        )
        self.send({
            "Event": "OriginateResponse", "ActionID": action["ActionID"], "Response": "Success",
            "Reason": "4", "Channel": MINE, "Uniqueid": self._id, "Exten": action["Exten"],
        })  # fmt: skip
        self.event("Newchannel", "theirs", ChannelStateDesc="Down")
        self.dial("DialBegin", DialString=f"{action['Exten']}@trunk")

    async def _call(self, action: dict[str, str]) -> None:
        scenario = self.scenario
        if scenario == "silent":
            return
        self.rings_me()
        if scenario == "own-rings":
            return
        if scenario.startswith("own-"):
            reason = scenario.removeprefix("own-")
            self.gone("mine", 0, "Unknown")
            self.send({
                "Event": "OriginateResponse", "ActionID": action["ActionID"], "Response": "Failure",
                "Reason": reason, "Channel": MY_PHONE, "Uniqueid": "<null>", "Exten": action["Exten"],
            })  # fmt: skip
            return
        self.picked_up(action)
        if scenario in ENDS:
            self.dial("DialState", DialStatus="RINGING")
            self._unanswered(*ENDS[scenario])
            return
        await self._goes_on(scenario)

    def _unanswered(self, cause: int, words: str, status: str) -> None:
        self.gone("theirs", cause, words)
        self.dial("DialEnd", DialStatus=status)
        self.gone("mine", cause, words)

    async def _goes_on(self, scenario: str) -> None:
        self.event("Newstate", "theirs", ChannelState="5", ChannelStateDesc="Ringing")
        if scenario != "ring":
            self.event("Newstate", "theirs", ChannelState="6", ChannelStateDesc="Up")
            self.dial("DialEnd", DialStatus="ANSWER")
        if scenario in {"dies", "aborts"}:
            self.cut()
            return
        if scenario == "answer-bye":
            self.event("HangupRequest", "theirs")
            self.gone("theirs")
        else:
            await self._hung_up.wait()
            self.event("HangupRequest", Cause="16")
            self.dial("DialEnd", DialStatus="CANCEL") if scenario == "ring" else None
            self.gone("theirs")
        self.gone("mine")

    @property
    def calls(self) -> list[dict[str, str]]:
        return [action for action in self.asked if action["Action"] == "Originate"]

    def names(self) -> list[str]:
        return [action["Action"] for action in self.asked]


class AmiBench:
    """A dialer and its stand-in."""

    scenarios = frozenset({*ENDS, "answer-bye", "answer", "ring", "silent", "dies"})

    def __init__(self, ami: Ami, dialer: AsteriskDialer) -> None:
        self.ami, self.dialer = ami, dialer

    async def dial(self, scenario: str, limits: Limits | None = None) -> PhoneCall:
        self.ami.scenario = scenario
        self.dialer.limits = limits or Limits()
        return await self.dialer.dial(NUMBER)

    def sent(self) -> int:
        return len(self.ami.calls)


def phone(ami: Ami, **other: object) -> Asterisk:
    chosen = {
        "port": ami.port,
        "user": USER,
        "my_phone": MY_PHONE,
        "context": "outbound",
        "password_env": "AMI",
    }
    return Asterisk(**{**chosen, **other})


def dialer(ami: Ami, secret: str = SECRET, **other: object) -> AsteriskDialer:
    return AsteriskDialer(phone(ami, **other), SystemClock(), Limits(), {"AMI": secret})


@contextlib.asynccontextmanager
async def asterisk() -> AsyncIterator[Ami]:
    """A stand-in that listens; closed behind."""
    ami = Ami()
    server = await asyncio.start_server(ami.serve, "127.0.0.1", 0)
    ami.port = server.sockets[0].getsockname()[1]
    try:
        yield ami
    finally:
        server.close()
        await ami.close()
