"""The manager protocol of Asterisk: actions go out, replies and events come in, as lines of `Name: value`.

An own client, since those to be had let line breaks in a number through as actions of their own. Nothing here
knows of calls. https://docs.asterisk.org/Configuration/Interfaces/Asterisk-Manager-Interface-AMI/
"""

from __future__ import annotations

import asyncio
import hashlib
import itertools
import ssl
from collections.abc import Callable, Mapping

from tui.core.ports import DialTrouble
from tui.core.text import cut, plain
from tui.dialer.secrets import Secret

Message = Mapping[str, str]
"""A reply or an event. Where a name comes twice the first counts: no later line can take its place."""

#: Seconds to connect, and to each reply.
PATIENCE = 5.0
#: Seconds of silence after which we ask whether somebody is there.
IDLE = 20.0
_MOST_LINES = 2_000
"""Lines of a message; the list of all actions has some 150."""
_LINE = 64 * 1024
"""Bytes of a line."""
_SILENT = "It may be a wrong port, or it hangs."


class Lost(OSError):
    """The connection is gone."""


class Manager:
    """A connection to the manager port, signed in. `told` is given every event, `lost` the end, once."""

    def __init__(self, told: Callable[[Message], None], lost: Callable[[], None]) -> None:
        self._told, self._lost = told, lost
        self._numbers = itertools.count(1)
        self._waiting: dict[str, asyncio.Future[Message]] = {}
        self._writer: asyncio.StreamWriter | None = None
        self._tasks: list[asyncio.Task[None]] = []

    @property
    def connected(self) -> bool:
        """Whether the connection is there, as far as we know."""
        return self._writer is not None

    async def connect(self, host: str, port: int, *, tls: bool, patience: float = PATIENCE) -> None:
        """Open the connection. Raises DialTrouble."""
        where = f"Asterisk at {host}:{port}"
        try:
            async with asyncio.timeout(patience):
                secure = ssl.create_default_context() if tls else None
                reader, writer = await asyncio.open_connection(host, port, ssl=secure, limit=_LINE)
        except TimeoutError:
            raise DialTrouble(
                f"{where} does not answer.", todo="Is it running, and is the port right?"
            ) from None
        except ssl.SSLError as error:
            reason = plain(getattr(error, "verify_message", "") or error.reason or "no TLS there")
            raise DialTrouble(
                f"{where} cannot be trusted: {reason}.", todo="Check its certificate."
            ) from None
        except (OSError, UnicodeError) as error:
            reason = getattr(error, "strerror", None) or "there is no such place"
            todo = "Is it running, is 'enabled = yes' in its manager.conf, and is the port right?"
            raise DialTrouble(f"{where} cannot be reached: {plain(reason)}.", todo=todo) from None
        try:
            async with asyncio.timeout(patience):
                banner = await reader.readline()
        except (TimeoutError, OSError, ValueError):
            banner = b""
        if not banner.startswith(b"Asterisk Call Manager/"):
            writer.close()
            said = cut(plain(banner.decode(errors="replace")).strip(), 40)
            happened = f"What answers at {host}:{port} is no manager port of Asterisk"
            raise DialTrouble(f"{happened}: it says '{said}'." if said else f"{happened}. {_SILENT}")
        self._writer = writer
        self._tasks = [asyncio.create_task(self._read(reader)), asyncio.create_task(self._watch())]

    async def sign_in(self, user: str, secret: Secret) -> None:
        """Sign in by challenge: the password itself does not go over the wire. Raises DialTrouble."""
        try:
            reply = await self.ask("Challenge", AuthType="MD5")
            proof = hashlib.md5(
                (reply.get("Challenge", "") + secret.reveal()).encode(), usedforsecurity=False
            ).hexdigest()
            if reply.get("Response") == "Success":
                reply = await self.ask("Login", AuthType="MD5", Username=user, Key=proof, Events="call")
        except Lost:
            # It closes the door on who fails too often, or comes from the wrong address.
            raise DialTrouble(
                "Asterisk closed the connection while signing in.",
                todo="Does manager.conf permit the address of this computer?",
            ) from None
        if reply.get("Response") != "Success":
            raise DialTrouble(
                f"Asterisk does not let '{user}' in: {_said(reply)}.",
                todo="Check user and password of the manager account.",
            )

    async def ask(self, action: str, **lines: str) -> Message:
        """Send an action and wait for its reply. Raises Lost, and DialTrouble for a line break in a value.

        No reply within PATIENCE means that the connection is dead: it is closed.
        """
        if self._writer is None:
            raise Lost("not connected")
        number = lines.get("ActionID") or f"offhook-{next(self._numbers)}"
        wanted = {"Action": action, "ActionID": number, **lines}
        if broken := [name for name, value in wanted.items() if not _one_line(value)]:
            # It would be an action of its own.
            raise DialTrouble(
                f"What Asterisk is told as {broken[0]} has a line break in it.", "Nothing was sent."
            )
        reply: asyncio.Future[Message] = asyncio.get_running_loop().create_future()
        self._waiting[number] = reply
        self._writer.write(
            "".join(f"{name}: {value}\r\n" for name, value in wanted.items()).encode() + b"\r\n"
        )
        try:
            async with asyncio.timeout(PATIENCE):
                return await reply
        except TimeoutError:
            self._drop()
            raise Lost("no reply") from None
        finally:
            self._waiting.pop(number, None)

    async def actions(self) -> frozenset[str]:
        """What this account may do, as Asterisk itself lists it. Raises Lost."""
        return frozenset(await self.ask("ListCommands"))

    async def close(self) -> None:
        """Say goodbye and let go. `lost` is not called for it."""
        self._lost = _nothing
        tasks, writer = self._tasks, self._writer
        if writer is not None:
            writer.write(b"Action: Logoff\r\n\r\n")
        self._drop()
        await asyncio.gather(*tasks, return_exceptions=True)
        if writer is not None:
            try:
                await asyncio.wait_for(writer.wait_closed(), PATIENCE)
            except (OSError, TimeoutError):
                writer.transport.abort()

    def _drop(self) -> None:
        """The connection is over: whoever waits is told, once."""
        if self._writer is None:
            return
        self._writer.close()
        self._writer = None
        for reply in self._waiting.values():
            if not reply.done():
                reply.set_exception(Lost("connection closed"))
        for task in self._tasks:
            if task is not asyncio.current_task():
                task.cancel()
        self._lost()

    async def _read(self, reader: asyncio.StreamReader) -> None:
        try:
            while True:
                self._take(await _message(reader))
        except (OSError, ValueError, EOFError):  # closed, or what comes is no protocol
            self._drop()

    async def _watch(self) -> None:
        """A line that was cut says nothing by itself."""
        while True:
            await asyncio.sleep(IDLE)
            try:
                await self.ask("Ping")
            except Lost:
                return

    def _take(self, message: Message) -> None:
        if "Event" in message:
            self._told(message)
            return
        reply = self._waiting.get(message.get("ActionID", ""))
        if reply and not reply.done():
            reply.set_result(message)


async def _message(reader: asyncio.StreamReader) -> Message:
    """The next message. Blank lines before it are skipped: some replies end with two."""
    found: dict[str, str] = {}
    for _ in range(_MOST_LINES):
        line = await reader.readline()
        if not line.endswith(b"\n"):
            raise EOFError
        text = line.decode(errors="replace").rstrip("\r\n")
        if not text and found:
            return found
        name, colon, value = text.partition(":")
        if colon:
            found.setdefault(name.strip(), value.strip())
    raise ValueError("a message without an end")


def _one_line(value: str) -> bool:
    return not any(sign in value for sign in "\r\n\0")


def _said(reply: Message) -> str:
    """What Asterisk said, as part of a sentence."""
    return cut(plain(reply.get("Message", "")).strip(" ."), 80) or "it does not say why"


def _nothing() -> None:
    """Nobody wants to know."""
