"""The control connection of baresip (`ctrl_tcp`): JSON in netstrings, answers and events mixed."""

from __future__ import annotations

import asyncio
import contextlib
import json
import re
import socket
from collections.abc import Callable
from typing import Any

Message = dict[str, Any]

#: Longer than anything baresip says; more is not baresip.
_MOST = 1 << 20
#: So long a command may take, seconds: on a busy machine two to three were seen.
_PATIENCE = 5.0
_COLOURS = re.compile(r"\x1b\[[0-9;]*m")


class ControlLost(Exception):
    """Nobody answers at the other end."""


def netstring(message: Message) -> bytes:
    """The message, framed."""
    body = json.dumps(message, separators=(",", ":")).encode()
    return b"%d:%s," % (len(body), body)


async def frame(reader: asyncio.StreamReader) -> Message:
    """The next message. Raises ControlLost at the end, and for what is none."""
    try:
        head = await reader.readuntil(b":")
        if len(head) > 8 or not head[:-1].isdigit() or int(head[:-1]) > _MOST:
            raise ControlLost
        body = await reader.readexactly(int(head[:-1]) + 1)
        if body[-1:] != b",":
            raise ControlLost
        # Names from outside may hold control characters that baresip 1.0 does not escape.
        given = json.loads(body[:-1].decode("utf-8", "replace"), strict=False)
    except (asyncio.IncompleteReadError, asyncio.LimitOverrunError, ConnectionError, ValueError) as end:
        raise ControlLost from end
    if not isinstance(given, dict):
        raise ControlLost
    return given


class Control:
    """One connection. Events go to `hear`; `lost` is called once, when it ends by itself."""

    def __init__(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter,
        hear: Callable[[Message], None], lost: Callable[[], None],
    ) -> None:  # fmt: skip
        self._reader, self._writer, self._hear, self._lost = reader, writer, hear, lost
        self._waiting: dict[str, asyncio.Future[Message]] = {}
        self._last = 0
        self._socket: socket.socket = writer.get_extra_info("socket")
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._reading = asyncio.create_task(self._read())

    async def ask(self, command: str, params: str | None = None) -> tuple[bool, str]:
        """Whether a command was taken, and what was said to it. Raises ControlLost, also for silence."""
        self._last += 1
        token = str(self._last)
        answer = self._waiting[token] = asyncio.get_running_loop().create_future()
        message: Message = {"command": command, "token": token}
        self._writer.write(netstring(message if params is None else {**message, "params": params}))
        try:
            async with asyncio.timeout(_PATIENCE):
                given = await answer
        except TimeoutError as silence:
            raise ControlLost from silence
        finally:
            self._waiting.pop(token, None)
        return given.get("ok") is True, _COLOURS.sub("", str(given.get("data", ""))).strip()

    async def close(self) -> None:
        """Let go of the connection; `lost` is not called any more."""
        self._lost = _nobody
        self._reading.cancel()
        self._writer.close()
        with contextlib.suppress(OSError):
            await self._writer.wait_closed()

    async def _read(self) -> None:
        with contextlib.suppress(ControlLost):
            while True:
                self._hurry()
                given = await frame(self._reader)
                if not given.get("response"):
                    self._hear(given)
                elif (waiting := self._waiting.get(str(given.get("token")))) and not waiting.done():
                    waiting.set_result(given)
        for waiting in self._waiting.values():
            if not waiting.done():
                waiting.set_exception(ControlLost())
        self._lost()

    def _hurry(self) -> None:
        """Acknowledge at once: baresip holds its second message back until then, which is 40 ms on Linux."""
        if hasattr(socket, "TCP_QUICKACK"):
            with contextlib.suppress(OSError):
                self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)


def _nobody() -> None:
    pass
