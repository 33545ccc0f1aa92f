"""The server: a page, what it needs, and a websocket for the app. Only this computer is listened to.

aiohttp and the page's script (xterm.js) come with textual-serve. Its own server is not used: it knows no key,
starts the app through a shell, fetches a font from elsewhere, never says why an app did not start, and shows
local variables, so names and numbers, when something fails.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import Awaitable, Callable, Sequence
from importlib import resources
from pathlib import Path
from string import Template

from aiohttp import WSMsgType, web

from tui.core.text import plain_lines
from tui.serve.guard import Guard
from tui.serve.session import Session, clamped, opened

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

_PAGES = Path(__file__).parent / "page"
#: Said instead of a second app: there is one file, and one who writes it.
_BUSY = (
    "Offhook is open in another tab. Go on there; or close it there, and open this one again.\n"
    "A tab that vanished without being closed is noticed within half a minute."
)
#: Back to an empty screen, with a cursor, keys and mouse as they were.
_CLEAN = "\x1b[?1000l\x1b[?1003l\x1b[?1006l\x1b[?2004l\x1b[?1049l\x1b[?25h\x1b[0m\x1b[2J\x1b[H"
#: What a page may do: use what comes from here. {host}: Safari does not count a websocket as `self`.
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; "
    "img-src 'self' data:; connect-src 'self' ws://{host}; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)


def static_files() -> Path:
    """Where textual-serve keeps what the page needs."""
    return Path(str(resources.files("textual_serve"))) / "static"


class Server:
    """Serves one app at a time."""

    def __init__(self, command: Sequence[str], guard: Guard, port: int) -> None:
        """`port`: where it is listened to; two servers do not take each other's key for theirs."""
        self._command, self._guard = command, guard
        self._cookie = f"offhook-{port}"
        self._one = asyncio.Lock()
        """Held from the start of an app to its end: a page that is loaded anew waits for the app before."""
        self._tab: web.WebSocketResponse | None = None

    def application(self) -> web.Application:
        """What aiohttp runs."""
        app = web.Application(middlewares=[self._door])
        app.add_routes(
            [
                web.get("/", self._page),
                web.get("/ws", self._socket),
                web.static("/page", _PAGES),
                web.static("/static", static_files()),
            ]
        )
        app.on_response_prepare.append(self._headers)
        app.on_shutdown.append(self._leave)
        return app

    @web.middleware
    async def _door(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        given = request.query.get("token") or request.cookies.get(self._cookie, "")
        from_page = request.path == "/ws"
        refused = self._guard.refuse(request.host, request.headers.get("Origin"), given, from_page=from_page)
        if refused:
            return web.Response(status=403, text=f"{refused}\n")
        return await handler(request)

    @staticmethod
    async def _headers(request: web.Request, response: web.StreamResponse) -> None:
        response.headers["Content-Security-Policy"] = _POLICY.format(host=request.host)
        response.headers["Referrer-Policy"] = "no-referrer"  # the first address has the key in it
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Cache-Control"] = "no-store"

    async def _page(self, request: web.Request) -> web.Response:
        text = Template((_PAGES / "page.html").read_text("utf-8")).substitute(host=request.host)
        page = web.Response(text=text, content_type="text/html")
        page.set_cookie(self._cookie, self._guard.token, httponly=True, samesite="Strict", path="/")
        return page

    async def _socket(self, request: web.Request) -> web.WebSocketResponse:
        """One tab, from its first byte to its last."""
        tab = web.WebSocketResponse(heartbeat=15)
        await tab.prepare(request)
        if self._tab is not None and not self._tab.closed:
            await self._say(tab, _BUSY)
            return tab
        self._tab = tab
        async with self._one:
            try:
                async with opened(
                    self._command, *clamped(*map(request.query.get, ("width", "height")))
                ) as app:
                    shows = asyncio.create_task(self._show(app, tab))
                    async for message in tab:
                        if message.type is WSMsgType.TEXT and (answer := await app.hear(message.data)):
                            await tab.send_str(answer)
                await shows
            except OSError as error:
                await self._say(tab, f"The app did not start: {error.strerror or error}.")
        return tab

    async def _show(self, app: Session, tab: web.WebSocketResponse) -> None:
        """Send what the app draws, then its last words, to whoever is still there."""
        async for data in app.drawn():
            if not tab.closed:
                with contextlib.suppress(ConnectionError):  # it closes this very moment
                    await tab.send_bytes(data)
        await self._say(tab, await app.last_words())

    @staticmethod
    async def _say(tab: web.WebSocketResponse, words: str) -> None:
        """Leave plain words on the screen, and close."""
        if not tab.closed:
            with contextlib.suppress(ConnectionError):
                text = plain_lines(words).strip() or "Offhook has ended. Everything is saved."
                await tab.send_bytes((_CLEAN + text.replace("\n", "\r\n") + "\r\n").encode())
        await tab.close()

    async def _leave(self, _: web.Application) -> None:
        if self._tab is not None:
            await self._tab.close()


def serve(command: Sequence[str], guard: Guard, listening: socket.socket) -> None:
    """Serve until ctrl+c or a polite kill; the app is closed then, and has saved."""

    async def application() -> web.Application:
        return Server(command, guard, listening.getsockname()[1]).application()

    web.run_app(application(), sock=listening, print=None, access_log=None, shutdown_timeout=20)
