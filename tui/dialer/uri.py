"""The program of this computer that opens telephone links: a softphone, a paired mobile, Teams, Zoom.

It tells nothing: keys say the rest. A handler is looked for before anything is opened. Without one `xdg-open`
falls through to a text browser, which would take the terminal.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Mapping, Sequence
from configparser import ConfigParser, Error
from pathlib import Path

from tui.core.call.phones import Uri
from tui.core.clock import Clock
from tui.core.ports import Cap, DialTrouble, Trouble
from tui.core.text import plain
from tui.dialer.line import Limits, Line, Wire, only_e164
from tui.dialer.start import ask, start

_RUNDLL = "/mnt/c/Windows/System32/rundll32.exe"


class UriDialer:
    """Telephone links, opened as the desktop does it."""

    name = "the phone program of this computer"
    capabilities = Cap.NONE

    def __init__(
        self,
        options: Uri,
        clock: Clock,
        *,
        system: str = sys.platform,
        environ: Mapping[str, str] | None = None,
    ) -> None:
        if options.scheme == "sip" and not options.domain:
            raise DialTrouble(
                "sip: links need the server they are for.", todo="Set domain below uri: in config.yaml."
            )
        self._options, self._clock, self._system = options, clock, system
        self._environ = os.environ if environ is None else environ

    async def open(self) -> None:
        """Look for the program. Raises DialTrouble."""
        for trouble in await self.check():
            raise DialTrouble(trouble.happened, trouble.safe, trouble.todo)

    async def check(self) -> Sequence[Trouble]:
        """Whether anything opens such links; nothing is opened."""
        if self._system in {"darwin", "win32"} or self._wsl:  # the system asks, and says so itself
            return () if self._opener() else (Trouble("Nothing here opens links.", "Nothing was dialed."),)
        if why := await self._no_handler():
            return (why,)
        return ()

    async def dial(self, e164: str) -> Line:
        """Open the link. Raises DialRefused and DialTrouble."""
        only_e164(e164)
        await self.open()
        link = self.link(e164)
        if self._system == "win32":
            os.startfile(link)  # type: ignore[attr-defined,unused-ignore]  # Windows only; no shell reads it
        else:
            await start([*self._opener(), link], environ=self._environ)
        return Line(e164, Cap.NONE, Wire(), self._clock, Limits())

    async def close(self) -> None:
        """What was opened is the desktop's."""

    def link(self, e164: str) -> str:
        """`tel:+12125550123`, or as the rep's scheme writes it."""
        behind = f"@{self._options.domain}" if self._options.scheme == "sip" else ""
        return f"{self._options.scheme}:{e164}{behind}"

    # ------------------------------------------------------------------------------------------ inside

    @property
    def _wsl(self) -> bool:
        return bool(self._environ.get("WSL_DISTRO_NAME"))

    def _which(self, program: str) -> str | None:
        return shutil.which(program, path=self._environ.get("PATH"))

    def _opener(self) -> list[str]:
        """The program that opens links, with its first arguments; empty: there is none."""
        if self._system == "darwin":
            return ["/usr/bin/open"]
        if self._system == "win32":
            return ["startfile"]
        if self._wsl:
            if view := self._which("wslview"):
                return [view]
            rundll = self._which("rundll32.exe") or (_RUNDLL if Path(_RUNDLL).exists() else "")
            return [rundll, "url.dll,FileProtocolHandler"] if rundll else []
        opener = self._which("xdg-open")
        return [opener] if opener else []

    async def _no_handler(self) -> Trouble | None:
        """Why a link must not be opened on this desktop; None: a program waits for it."""
        scheme, nothing = self._options.scheme, "Nothing was dialed."
        if not self._opener():
            return Trouble("xdg-open is not installed.", nothing, "Install xdg-utils.")
        if not (self._environ.get("DISPLAY") or self._environ.get("WAYLAND_DISPLAY")):
            return Trouble(
                "There is no desktop here that could open a link.",
                nothing,
                "Over ssh or on a bare console choose another phone in config.yaml.",
            )
        query = [self._which("xdg-mime") or "xdg-mime", "query", "default", f"x-scheme-handler/{scheme}"]
        handler = (await ask(query) or "").strip()
        if not handler:
            return Trouble(
                f"No program opens {scheme}: links on this computer.",
                nothing,
                f"Install a softphone, or say which: xdg-mime default NAME.desktop x-scheme-handler/{scheme}",
            )
        if self._in_terminal(handler):
            return Trouble(
                f"{plain(handler)} opens {scheme}: links, and would do so in this terminal.",
                nothing,
                f"Choose another: xdg-mime default NAME.desktop x-scheme-handler/{scheme}",
            )
        return None

    def _in_terminal(self, handler: str) -> bool:
        """Whether its `.desktop` file says that it runs in a terminal."""
        home = self._environ.get("XDG_DATA_HOME") or os.path.expanduser("~/.local/share")
        dirs = self._environ.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share"
        for folder in (home, *dirs.split(":")):
            path = Path(folder) / "applications" / handler
            if path.is_file():
                parser = ConfigParser(interpolation=None, strict=False)
                try:
                    parser.read(path, encoding="utf-8")
                except (Error, UnicodeDecodeError):
                    return False
                return parser.get("Desktop Entry", "Terminal", fallback="").lower() == "true"
        return False
