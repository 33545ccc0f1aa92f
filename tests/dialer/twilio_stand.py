"""A Twilio for tests: its call resource on loopback, with somebody at the other end of each call.

Time does not pass here: a call goes one step on whenever its children are asked for.
"""

from __future__ import annotations

import asyncio
import base64
import contextlib
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlsplit

from tests.dialer.conformance import NUMBER
from tui.core.call.phones import Twilio
from tui.core.clock import SystemClock
from tui.core.ports import PhoneCall
from tui.dialer.line import Limits
from tui.dialer.twilio import TwilioDialer

ACCOUNT, KEY, TOKEN = "AC" + "0" * 32, "SK" + "1" * 32, "swordfish"
MINE, CALLER = "+15555550199", "+15555550198"
UP = "in-progress"

#: Scenario → what stands there at each look: the rep's call, the customer's (empty: none).
STEPS = {
    "answer-bye": [("queued", ""), ("ringing", ""), (UP, ""), (UP, "ringing"), (UP, UP), (UP, "completed")],
    "short": [("ringing", ""), (UP, "completed")],
    "answer": [("ringing", ""), (UP, "queued"), (UP, "ringing"), (UP, UP)],
    "ring": [("ringing", ""), (UP, "ringing")],
    "silent": [("queued", "")],
    "dies": [("ringing", ""), (UP, UP), ("gone", "")],
    "busy": [("ringing", ""), (UP, "ringing"), (UP, "busy")],
    "no-answer": [("ringing", ""), (UP, "ringing"), (UP, "no-answer")],
    "invalid": [("ringing", ""), (UP, "failed")],
    "blocked": [("ringing", ""), ("completed", "")],
    "unreachable": [("ringing", ""), (UP, "failed")],
    "own-hangs-up": [("ringing", ""), (UP, UP), ("completed", "completed")],
    "own-cancels": [("ringing", ""), (UP, "ringing"), ("completed", "canceled")],
    "nobody": [("ringing", ""), (UP, ""), ("completed", "")],
    **{
        f"own-{status}": [("ringing", ""), (status, "")]
        for status in ("busy", "no-answer", "failed", "canceled")
    },
}
CODES = {"invalid": [13224], "blocked": [13227], "nobody": []}


@dataclass
class Api:
    """The server. Tests set what it does, and look at what was asked of it."""

    scenario: str = "answer"
    faults: list[object] = field(default_factory=list)
    """Taken off one by one, in place of a reply: (status, document, headers), raw bytes, `hang`."""
    fails: object = None
    """In place of every reply."""
    asked: list[tuple[str, str, dict[str, str]]] = field(default_factory=list)
    port: int = 0

    def __post_init__(self) -> None:
        self._step = 0
        self._over = False
        self.ended = asyncio.Event()
        self._tasks: set[asyncio.Task] = set()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode()
                first, *rest = head.split("\r\n")
                fields = {k.lower(): v for k, _, v in (line.partition(": ") for line in rest)}
                body = await reader.readexactly(int(fields.get("content-length", 0)))
                method, target, _ = first.split()
                url = urlsplit(target)
                sent = {
                    k: v[0] for k, v in parse_qs(url.query or body.decode(), strict_parsing=False).items()
                }
                self.asked.append((method, url.path, sent))
                if not await self._reply(writer, fields, method, url.path, sent):
                    return
        except (asyncio.IncompleteReadError, ConnectionError):
            return
        finally:
            writer.close()

    async def _reply(
        self, writer: asyncio.StreamWriter, fields: dict, method: str, path: str, sent: dict
    ) -> bool:
        """Whether the connection stays."""
        fault = self.fails or (self.faults.pop(0) if self.faults else None)
        if fault == "hang":
            await asyncio.Event().wait()
        if isinstance(fault, bytes):
            writer.write(fault)
            return False
        status, document, more = fault or (*self._answer(fields, method, path, sent), {})
        raw = document if isinstance(document, bytes) else json.dumps(document).encode()
        lines = [
            f"HTTP/1.1 {status} X",
            f"Content-Length: {len(raw)}",
            *(f"{k}: {v}" for k, v in more.items()),
        ]
        writer.write("\r\n".join(lines).encode() + b"\r\n\r\n" + raw)
        return True

    def _answer(self, fields: dict, method: str, path: str, sent: dict) -> tuple[int, object]:
        proof = base64.b64encode(f"{ACCOUNT}:{TOKEN}".encode()).decode()
        proofs = {f"Basic {proof}", "Basic " + base64.b64encode(f"{KEY}:{TOKEN}".encode()).decode()}
        if fields.get("authorization") not in proofs:
            return 401, {"code": 20003, "message": "Authenticate", "status": 401}
        root = f"/2010-04-01/Accounts/{ACCOUNT}"
        assert path.startswith(root), path
        match method, path.removeprefix(root):
            case "GET", "/Calls.json":
                return 200, {"calls": self._children() if "ParentCallSid" in sent else []}
            case "POST", "/Calls.json":
                self._step, self._over = 0, False
                self.ended.clear()
                return 201, {"sid": "CA1", "status": "queued"}
            case "POST", "/Calls/CA1.json":
                self._over = True
                self.ended.set()
                return 200, {"sid": "CA1", "status": "completed"}
            case "GET", "/Calls/CA1.json":
                return 200, {"sid": "CA1", "status": self._now[0]}
            case "GET", "/Calls/CA1/Notifications.json":
                codes = CODES.get(self.scenario, [])
                return 200, {"notifications": [{"error_code": str(code)} for code in codes]}
        return 404, {"code": 20404, "message": "not found"}

    @property
    def _now(self) -> tuple[str, str]:
        steps = STEPS[self.scenario]
        own, theirs = steps[min(self._step, len(steps)) - 1 if self._step else 0]
        if self._over and own not in {"busy", "no-answer", "failed", "canceled"}:
            own = "canceled" if own in {"queued", "ringing"} else "completed"
            theirs = {UP: "completed", "ringing": "canceled", "queued": "canceled"}.get(theirs, theirs)
        return own, theirs

    def _children(self) -> list[dict[str, str]]:
        self._step += 1
        own, theirs = self._now
        if own == "gone":
            self.fails = (503, {}, {})
        return [{"sid": "CA2", "status": theirs}] if theirs else []

    @property
    def calls(self) -> list[dict[str, str]]:
        return [
            sent for method, path, sent in self.asked if method == "POST" and path.endswith("/Calls.json")
        ]

    async def close(self) -> None:
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)


class TwilioBench:
    """A dialer and its stand-in."""

    scenarios = frozenset({
        "answer-bye", "answer", "ring", "silent", "dies", "busy", "no-answer", "invalid", "blocked",
        "unreachable",
    })  # fmt: skip

    def __init__(self, api: Api, dialer: TwilioDialer) -> None:
        self.api, self.dialer = api, dialer

    async def dial(self, scenario: str, limits: Limits | None = None) -> PhoneCall:
        self.api.scenario = scenario
        self.dialer.limits = limits or Limits()
        return await self.dialer.dial(NUMBER)

    def sent(self) -> int:
        return len(self.api.calls)


def dialer(api: Api, token: str = TOKEN, **other: object) -> TwilioDialer:
    chosen = {"account": ACCOUNT, "my_phone": MINE, "caller_id": CALLER, "password_env": "TOKEN"}
    phone = Twilio(**{**chosen, **other})
    return TwilioDialer(phone, SystemClock(), Limits(), {"TOKEN": token}, f"http://127.0.0.1:{api.port}")


@contextlib.asynccontextmanager
async def twilio() -> AsyncIterator[Api]:
    """A stand-in that listens; closed behind."""
    api = Api()
    server = await asyncio.start_server(api.serve, "127.0.0.1", 0)
    api.port = server.sockets[0].getsockname()[1]
    try:
        yield api
    finally:
        server.close()
        await api.close()
