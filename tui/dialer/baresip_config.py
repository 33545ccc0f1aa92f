"""The file a baresip of ours starts with: nothing of the rep's is in it, and no password."""

from __future__ import annotations

import random
import socket
import ssl
import sys
from pathlib import Path

_MODULES = (
    "/usr/lib/baresip/modules",
    "/usr/lib/x86_64-linux-gnu/baresip/modules",
    "/usr/lib/aarch64-linux-gnu/baresip/modules",
    "/usr/lib64/baresip/modules",
    "/usr/local/lib/baresip/modules",
    "/opt/homebrew/lib/baresip/modules",
)
#: Two bridges that nobody connects: no device is opened, no sound is sent.
SILENCE = "aubridge,nobody"
_USUAL = "coreaudio,default" if sys.platform == "darwin" else "alsa,default"
#: Media ports of one call and its successors, below those the system hands out by itself.
_PORTS = 20


class NoModules(Exception):
    """Baresip's modules are nowhere to be found."""


class NoDriver(Exception):
    """Baresip has no module for this sound device here."""


def device(audio: str) -> str:
    """The setting `audio` as baresip's `module,device`."""
    return {"": _USUAL, "none": SILENCE}.get(audio, audio if "," in audio else f"{audio},default")


def trusted() -> str:
    """The file of the authorities this computer trusts; without it an engine takes any certificate."""
    return ssl.get_default_verify_paths().cafile or ""


def free_port() -> int:
    """A TCP port that is free on the loopback now."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def media_ports(chance: random.Random) -> tuple[int, int]:
    """The first and last of some UDP ports in a row that are free now, the first one even. Raises OSError."""
    for _ in range(100):
        first = chance.randrange(16384, 32700 - _PORTS, 2)
        sockets: list[socket.socket] = []
        try:
            for port in range(first, first + _PORTS):
                sockets.append(socket.socket(socket.AF_INET, socket.SOCK_DGRAM))
                sockets[-1].bind(("", port))
        except OSError:
            continue
        finally:
            for taken in sockets:
                taken.close()
        return first, first + _PORTS - 1
    raise OSError("no free ports for the sound of a call")


def write(folder: Path, *, control: int, media: tuple[int, int], audio: str, address: str) -> None:
    """Write `config`, which is all it needs. Raises OSError, NoModules and NoDriver.

    `control` is the TCP port of the control connection, `media` the first and last UDP port, `audio` the
    setting, `address` the local address to speak from or nothing.
    """
    modules = next((path for path in map(Path, _MODULES) if path.is_dir()), None)
    if modules is None:
        raise NoModules
    sound = device(audio)
    wanted = dict.fromkeys(["g711", "aufile", "aubridge", driver := sound.split(",")[0]])
    if not (modules / f"{driver}.so").exists():  # it would start, and drop the call when they answer
        raise NoDriver
    lines = [
        *(["poll_method epoll"] if sys.platform == "linux" else []),
        *([f"sip_listen {address}:0", f"net_interface {address}"] if address else []),
        "call_max_calls 1",
        f"rtp_ports {media[0]}-{media[1]}",
        "jitter_buffer_delay 5-10",
        f"module_path {modules}",
        f"audio_source {sound}",
        f"audio_player {sound}",
        f"audio_alert {sound}",
        *(f"module {name}.so" for name in wanted),
        "module_app menu.so",
        "module_app ctrl_tcp.so",
        f"ctrl_tcp_listen 127.0.0.1:{control}",  # its own choice would be every address, with no password
        "menu_bell no",
        f"ringback_disabled {'yes' if sound == SILENCE else 'no'}",
        "redial_attempts 0",
        *([f"sip_cafile {authorities}"] if (authorities := trusted()) else []),
        "statmode_default off",
    ]
    (folder / "config").write_text("\n".join(lines) + "\n", encoding="utf-8")
