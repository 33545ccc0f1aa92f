"""Telephone servers for tests, all on the loopback, each as long as its `async with`: sipp for the other side
of a call, Kamailio for a server that asks for a password, and a socket that reads the sound on the wire."""

from __future__ import annotations

import asyncio
import os
import socket
from asyncio.subprocess import DEVNULL, Process
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.sip.scenarios import document

PATIENCE = 45.0
"""Seconds after which a stand gives up: far more than anything takes, also on a busy machine."""


def free_port(kind: socket.SocketKind = socket.SOCK_DGRAM) -> int:
    """A port on the loopback that nobody has now."""
    with socket.socket(socket.AF_INET, kind) as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def _bound(port: int) -> bool:
    """Whether somebody has that port of the loopback."""
    rows = [row for kind in ("udp", "tcp") for row in Path(f"/proc/net/{kind}").read_text().splitlines()]
    return any(row.split()[1:2] == [f"0100007F:{port:04X}"] for row in rows)


class Program:
    """A program that serves a port, in a folder of its own."""

    def __init__(self, folder: Path, *command: str, port: int) -> None:
        self.folder, self.port = folder, port
        self._command = command
        self._process: Process | None = None

    async def __aenter__(self) -> Self:
        with (self.folder / "out.log").open("wb") as out:
            self._process = await asyncio.create_subprocess_exec(
                *self._command, stdin=DEVNULL, stdout=out, stderr=out, cwd=self.folder,
                env={**os.environ, "TERM": "dumb"},
            )  # fmt: skip
        async with asyncio.timeout(PATIENCE):
            while not _bound(self.port):
                if self._process.returncode is not None:
                    raise RuntimeError(f"{self._command[0]}: {self.said('out.log')[-1500:]}")
                await asyncio.sleep(0.01)  # it has no other way to say that it listens
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        if self._process is None or self._process.returncode is not None:
            return
        self._process.terminate()
        try:
            async with asyncio.timeout(5):
                await self._process.wait()
        except TimeoutError:
            self._process.kill()
            await self._process.wait()

    async def done(self) -> int:
        """Wait for its end. Returns its exit code."""
        assert self._process
        async with asyncio.timeout(PATIENCE):
            return await self._process.wait()

    def said(self, name: str) -> str:
        """A file of its folder."""
        file = self.folder / name
        return file.read_text(errors="replace") if file.exists() else ""


class Them(Program):
    """sipp, as the other side of so many calls. Its exit code is 0 when every step came as it should."""

    def __init__(self, folder: Path, steps: str, *, calls: int = 1, media_port: int = 9, tcp: bool = False):
        folder.mkdir()
        (folder / "steps.xml").write_text(document(steps, media_port))
        port = free_port()
        super().__init__(
            folder, "sipp", "-sf", "steps.xml", "-i", "127.0.0.1", "-p", str(port), "-m", str(calls),
            "-nostdin", "-timeout", f"{PATIENCE * max(1, calls / 10):.0f}s", "-timeout_error",
            "-trace_err", "-error_file", "errors.log", "-trace_msg", "-message_file", "messages.log",
            "-t", "t1" if tcp else "u1", "-default_behaviors", "all,-bye", port=port,
        )  # fmt: skip

    @property
    def server(self) -> str:
        """What to set as the server of a phone."""
        return f"127.0.0.1:{self.port}"

    @property
    def messages(self) -> str:
        """Everything that went over the wire; complete when it has ended."""
        return self.said("messages.log")


class Rtp(asyncio.DatagramProtocol):
    """The sound and the tones that come in at a port; with `echo` they go back as they came."""

    def __init__(self, *, echo: bool = False) -> None:
        self._echo = echo
        self.packets: list[tuple[int, bytes]] = []
        """(payload type, payload), in the order they came."""
        self.port = 0
        self._changed = asyncio.Event()

    async def __aenter__(self) -> Self:
        transport, _ = await asyncio.get_running_loop().create_datagram_endpoint(
            lambda: self, local_addr=("127.0.0.1", 0)
        )
        self._transport = transport
        self.port = transport.get_extra_info("sockname")[1]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        self._transport.close()

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        """One packet of RTP (RFC 3550): twelve bytes, then the payload."""
        if len(data) > 12 and data[0] >> 6 == 2:
            self.packets.append((data[1] & 0x7F, data[12 + 4 * (data[0] & 0x0F) :]))
            self._changed.set()
            if self._echo:
                self._transport.sendto(data, addr)

    @property
    def tones(self) -> str:
        """The tones that were sent to their end (RFC 4733), each once."""
        tones, last = "", b""
        for kind, payload in self.packets:
            if kind == 101 and payload[1] & 0x80 and payload != last:
                tones += "0123456789*#ABCD"[payload[0]]
            if kind == 101:
                last = payload
        return tones

    def loudness(self, since: int = 0, to: int | None = None) -> list[float]:
        """The loudness of each packet of sound from the `since`-th of all packets on: 0 to 32767."""
        return [loud(payload) for kind, payload in self.packets[since:to] if kind in {0, 8}]

    async def until(self, true: Callable[[], bool]) -> None:
        """Wait for packets until that is so."""
        async with asyncio.timeout(PATIENCE):
            while not true():
                self._changed.clear()
                await self._changed.wait()


def loud(payload: bytes) -> float:
    """The root mean square of a packet of PCMU (ITU-T G.711)."""
    return (sum(_linear(code) ** 2 for code in payload) / max(1, len(payload))) ** 0.5


def _linear(code: int) -> int:
    code = ~code & 0xFF
    size = (((code & 0x0F) << 3) + 0x84 << (code >> 4 & 7)) - 0x84
    return -size if code & 0x80 else size


_KAMAILIO = """#!KAMAILIO
debug=1
log_stderror=yes
fork=no
children=1
disable_tcp=yes
auto_aliases=no
listen=udp:127.0.0.1:{port}
loadmodule "kex.so"
loadmodule "corex.so"
loadmodule "tm.so"
loadmodule "tmx.so"
loadmodule "sl.so"
loadmodule "rr.so"
loadmodule "pv.so"
loadmodule "maxfwd.so"
loadmodule "usrloc.so"
loadmodule "registrar.so"
loadmodule "textops.so"
loadmodule "siputils.so"
loadmodule "auth.so"
modparam("usrloc", "db_mode", 0)
modparam("tm", "fr_timer", 600)
modparam("tm", "fr_inv_timer", 20000)
request_route {{
  if (!mf_process_maxfwd_header("10")) {{ sl_send_reply("483", "Too Many Hops"); exit; }}
  if (has_totag()) {{
    if (loose_route()) {{ t_relay(); exit; }}
    if (is_method("ACK") && t_check_trans()) {{ t_relay(); exit; }}
    sl_send_reply("404", "Not here");
    exit;
  }}
  if (is_method("CANCEL")) {{ if (t_check_trans()) t_relay(); exit; }}
  if (is_method("REGISTER|INVITE")) {{
    if (!pv_www_authenticate("127.0.0.1", "{password}", "0")) {{ www_challenge("127.0.0.1", "0"); exit; }}
    consume_credentials();
  }}
  if (is_method("REGISTER")) {{ save("location"); exit; }}
  if (is_method("INVITE")) {{
    record_route();
    $du = "sip:127.0.0.1:{trunk}";
    t_relay();
    exit;
  }}
  sl_send_reply("405", "Method Not Allowed");
}}
"""


class Server(Program):
    """Kamailio: lets in who has the password, and passes calls on to a trunk (its port)."""

    def __init__(self, folder: Path, *, password: str, trunk: int):
        folder.mkdir()
        port = free_port()
        (folder / "kamailio.cfg").write_text(_KAMAILIO.format(port=port, password=password, trunk=trunk))
        super().__init__(
            folder, "kamailio", "-f", "kamailio.cfg", "-Y", str(folder), "-m", "16", "-M", "4", port=port
        )

    @property
    def server(self) -> str:
        """What to set as the server of a phone."""
        return f"127.0.0.1:{self.port}"
