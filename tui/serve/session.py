"""One app in a process of its own, and what goes between it and the browser.

The process speaks the packets of Textual's web driver: a letter (`D` what is drawn, `M` and `P` for others),
four bytes of length, and that much. Its end is the end of its input: so it ends with its tab, and with the
server too when that is killed (`driver.py`). What it says on stderr are its last words.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import re
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

#: What Textual is told to draw with.
DRIVER = "tui.serve.driver:ServedDriver"
#: So long the app may take to save and close when its tab is gone, seconds. Afterwards it is killed, which it
#: survives: everything is on the disk by then (docs/reliability.md).
_CLOSING = 15.0
#: Columns and rows at the least and at the most.
_SIZES = ((1, 1000), (1, 500))
_NUMBER = re.compile(r"[0-9]{1,9}")
#: So much of its last words is kept, bytes.
_WORDS = 64_000


def clamped(columns: object, rows: object) -> tuple[int, int]:
    """The size of a window that the browser told; 80 × 24 for what is no number."""
    sizes = []
    for said, usual, (least, most) in zip((columns, rows), (80, 24), _SIZES, strict=True):
        digits = str(int(said)) if isinstance(said, int) else said
        number = int(digits) if isinstance(digits, str) and _NUMBER.fullmatch(digits) else usual
        sizes.append(max(least, min(most, number)))
    return sizes[0], sizes[1]


def packet(kind: bytes, payload: bytes) -> bytes:
    """One packet, as Textual's web driver reads it."""
    return kind + len(payload).to_bytes(4, "big") + payload


class Session:
    """The app as it runs for one tab."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        assert process.stdin
        assert process.stdout
        assert process.stderr
        self._in, self._out = process.stdin, process.stdout
        self._said = asyncio.create_task(self._listen(process.stderr))

    @staticmethod
    async def _listen(stream: asyncio.StreamReader) -> bytes:
        """All that comes, the end of it kept: whoever writes never waits for us."""
        said = b""
        while came := await stream.read(4096):
            said = (said + came)[-_WORDS:]
        return said

    async def drawn(self) -> AsyncIterator[bytes]:
        """What the app draws, as it comes, until it has ended."""
        with contextlib.suppress(asyncio.IncompleteReadError):
            while kind := await self._out.readexactly(1):
                if kind not in (b"D", b"M", b"P"):
                    await self._out.readline()  # its greeting
                    continue
                size = int.from_bytes(await self._out.readexactly(4), "big")
                payload = await self._out.readexactly(size)
                if kind == b"D":
                    yield payload

    async def last_words(self) -> str:
        """What it said on stderr. Once it has ended."""
        return (await self._said).decode("utf-8", "replace")

    async def hear(self, message: str) -> str:
        """Hand on what the page sent (`["stdin", "x"]`). Returns the answer to the page, if there is one.

        What is no such message is passed over: a page of ours sends none.
        """
        try:
            kind, *rest = json.loads(message)
        except (ValueError, TypeError, RecursionError):
            return ""
        what: Any = rest[0] if rest else None
        if kind == "stdin" and isinstance(what, str):
            await self._send(packet(b"D", what.encode("utf-8", "replace")))
        elif kind == "resize" and isinstance(what, dict):
            columns, rows = clamped(what.get("width"), what.get("height"))
            await self._tell({"type": "resize", "width": columns, "height": rows})
        elif kind in ("focus", "blur"):  # whatever it is: a set would ask for its hash
            await self._tell({"type": kind})
        elif kind == "ping":
            return json.dumps(["pong", what])
        return ""

    async def _tell(self, what: dict[str, object]) -> None:
        await self._send(packet(b"M", json.dumps(what).encode()))

    async def _send(self, data: bytes) -> None:
        with contextlib.suppress(ConnectionError, RuntimeError):  # it has just ended: `drawn` says so
            self._in.write(data)
            await self._in.drain()

    async def close(self) -> None:
        """Let it save and end; whoever draws goes on until then."""
        with contextlib.suppress(ConnectionError, RuntimeError):
            self._in.close()
        try:
            await asyncio.wait_for(self._process.wait(), _CLOSING)
        except TimeoutError:
            self._process.kill()
            await self._process.wait()


@asynccontextmanager
async def opened(command: Sequence[str], columns: int, rows: int) -> AsyncIterator[Session]:
    """The app, begun for a window of this size; it has ended when this is left. Raises OSError."""
    process = await asyncio.create_subprocess_exec(
        *command,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        start_new_session=True,  # ctrl+c in the terminal of `offhook serve` is for the server
        env={
            **os.environ,
            "TEXTUAL_DRIVER": DRIVER,
            "TEXTUAL_COLOR_SYSTEM": "truecolor",
            "TERM": "xterm-256color",
            "COLUMNS": str(columns),
            "ROWS": str(rows),
        },
    )
    session = Session(process)
    try:
        yield session
    finally:
        await session.close()


def app_command(home: str) -> list[str]:
    """What opens the app on a home folder."""
    return [sys.executable, "-m", "tui", "--home", home]
