"""`offhook serve` as it runs, and a tab without a browser: what the page's script sends and gets."""

from __future__ import annotations

import asyncio
import json
import re
import signal
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp

from tests.pty.terminal import _SEQUENCE, OFFHOOK, PATIENCE, environment


class Serving:
    """The server, in a process of its own."""

    def __init__(self, home: Path, *arguments: str) -> None:
        self.program = subprocess.Popen(
            [*OFFHOOK, "serve", *(arguments or ("--port", "0"))],
            env=environment(home), cwd=home, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
        assert self.program.stdout
        self.said = "".join(self.program.stdout.readline() for _ in range(4))
        (self.address,) = re.findall(r"http://\S+", self.said)
        self.base, _, self.token = self.address.partition("/?token=")
        self.port = int(self.base.rpartition(":")[2])

    def __enter__(self) -> Serving:
        return self

    def __exit__(self, *_: object) -> None:
        self.end()

    def end(self, how: int = signal.SIGTERM) -> tuple[int, str]:
        """End it. Its exit code, and what it said on the way."""
        if self.program.poll() is None:
            self.program.send_signal(how)
        said, complained = self.program.communicate(timeout=PATIENCE)
        return self.program.returncode, said + complained


class Tab:
    """What a tab is to the server."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self.text = ""
        """What was drawn, without the sequences that move and colour."""

    async def send(self, message: str | bytes) -> None:
        """Send a message as it is."""
        await (
            self._socket.send_str(message) if isinstance(message, str) else self._socket.send_bytes(message)
        )

    async def keys(self, text: str) -> None:
        """Press keys, as a terminal sends them."""
        await self.send(json.dumps(["stdin", text]))

    async def wait_for(self, *texts: str, after: int = 0) -> None:
        """Until all of these texts were drawn, since so many characters."""
        async with asyncio.timeout(PATIENCE):
            while not all(text in self.text[after:] for text in texts):
                message = await self._socket.receive()
                assert message.type is aiohttp.WSMsgType.BINARY, (
                    f"{message} before {texts}: {self.text[-2000:]}"
                )
                self.text += _SEQUENCE.sub("", message.data.decode("utf-8", "replace"))

    async def wait_for_end(self) -> None:
        """Until the server has closed it."""
        async with asyncio.timeout(PATIENCE):
            while (message := await self._socket.receive()).type is aiohttp.WSMsgType.BINARY:
                self.text += _SEQUENCE.sub("", message.data.decode("utf-8", "replace"))

    async def close(self) -> None:
        """Close the tab."""
        await self._socket.close()


@asynccontextmanager
async def tab(server: Serving, **headers: str) -> AsyncIterator[Tab]:
    """A tab: the page first, which gives the cookie, then the app. `headers`: of the websocket."""
    jar = aiohttp.CookieJar(unsafe=True)  # cookies of an address without a name
    async with aiohttp.ClientSession(cookie_jar=jar) as browser:
        async with browser.get(server.address) as page:
            assert page.status == 200
        headers = {"Origin": server.base} | headers
        async with browser.ws_connect(f"{server.base}/ws?width=100&height=30", headers=headers) as socket:
            yield Tab(socket)
