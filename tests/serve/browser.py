"""A headless Chromium, driven through its DevTools protocol."""

from __future__ import annotations

import asyncio
import base64
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count
from pathlib import Path
from typing import Any

import aiohttp

from tests.pty.terminal import _SEQUENCE, PATIENCE

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)

#: Keeps what the page's terminal is sent: it draws on a canvas, which has no text.
_LISTEN = """
window.drawn = "";
const decoder = new TextDecoder();
window.WebSocket = class extends WebSocket {
  constructor(...given) {
    super(...given);
    this.addEventListener("message", (e) => {
      if (typeof e.data !== "string") window.drawn += decoder.decode(e.data, {stream: true});
    });
  }
};
"""
_KEYS = {"Enter": ("\r", 13), "Escape": ("", 27), " ": (" ", 32)}


class Page:
    """One tab."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self._ids = count(1)
        self.asked: list[str] = []
        """Every address that was asked for."""
        self.complaints: list[str] = []
        """What the browser complained of: errors, and what the page's policy forbade."""

    async def do(self, method: str, **params: Any) -> dict[str, Any]:
        """One command of the protocol."""
        number = next(self._ids)
        await self._socket.send_json({"id": number, "method": method, "params": params})
        async with asyncio.timeout(PATIENCE):
            while True:
                said = await self._socket.receive_json()
                self._note(said)
                if said.get("id") == number:
                    assert "error" not in said, said
                    return said["result"]

    def _note(self, said: dict[str, Any]) -> None:
        match said.get("method"):
            case "Network.requestWillBeSent":
                self.asked.append(said["params"]["request"]["url"])
            case "Network.webSocketCreated":
                self.asked.append(said["params"]["url"])
            case "Log.entryAdded":
                self.complaints.append(said["params"]["entry"]["text"])
            case "Runtime.exceptionThrown":
                self.complaints.append(str(said["params"]["exceptionDetails"]))

    async def open(self, address: str) -> None:
        """Go there."""
        for what in ("Network", "Log", "Runtime", "Page"):
            await self.do(f"{what}.enable")
        await self.do("Page.addScriptToEvaluateOnNewDocument", source=_LISTEN)
        await self.do("Page.navigate", url=address)

    async def value(self, script: str) -> Any:
        """What a line of JavaScript comes to."""
        said = await self.do("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in said, said
        return said["result"].get("value")

    async def drawn(self) -> str:
        """What the app has drawn so far, without the sequences that move and colour."""
        return _SEQUENCE.sub("", await self.value("window.drawn") or "")

    async def wait_for(self, *texts: str, after: int = 0) -> None:
        """Until all of these texts were drawn, since so many characters."""
        seen = ""
        try:
            async with asyncio.timeout(PATIENCE):
                while not all(text in seen[after:] for text in texts):
                    seen = await self.drawn()
        except TimeoutError:
            raise AssertionError(f"never saw {texts}: {seen[-3000:]}\n{self.complaints}") from None

    async def press(self, *keys: str) -> None:
        """Press keys: letters, `Enter`, `Escape`."""
        for key in keys:
            text, code = _KEYS.get(key, (key, ord(key[0].upper())))
            about = {"key": key, "windowsVirtualKeyCode": code}
            await self.do(
                "Input.dispatchKeyEvent", type="keyDown", **about, **({"text": text} if text else {})
            )
            await self.do("Input.dispatchKeyEvent", type="keyUp", **about)

    async def picture(self, path: Path) -> None:
        """What it looks like, as a file."""
        said = await self.do("Page.captureScreenshot", format="png")
        path.write_bytes(base64.b64decode(said["data"]))

    async def close(self) -> None:
        """Close the tab."""
        await self.do("Page.close")


@asynccontextmanager
async def chromium(profile: Path) -> AsyncIterator[Page]:
    """A browser with an empty profile and one tab."""
    quiet = ["--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]
    program = await asyncio.create_subprocess_exec(
        *(str(CHROMIUM), "--headless", "--no-sandbox", *quiet, "--disable-component-update"),
        *(f"--user-data-dir={profile}", "--remote-debugging-port=0", "--window-size=1000,640", "about:blank"),
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        async with asyncio.timeout(PATIENCE):
            while not (told := profile / "DevToolsActivePort").exists() or "\n" not in told.read_text():
                await asyncio.sleep(0.05)
            port = told.read_text().split()[0]
        async with aiohttp.ClientSession() as devtools:
            async with devtools.get(f"http://127.0.0.1:{port}/json/list") as listed:
                (page,) = [one for one in await listed.json() if one["type"] == "page"]
            async with devtools.ws_connect(page["webSocketDebuggerUrl"], max_msg_size=0) as socket:
                yield Page(socket)
    finally:
        program.terminate()
        await program.wait()
