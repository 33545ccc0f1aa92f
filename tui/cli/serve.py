"""`offhook serve`: the app in a browser, on this computer only."""

from __future__ import annotations

import argparse
import errno
import socket
from importlib.util import find_spec

from tui.cli.speak import DONE, Refused, Speaker
from tui.files.home import Home
from tui.serve.guard import LOOPBACK, Guard, new_token
from tui.serve.session import app_command

EXAMPLES = {
    "serve": "It prints an address with a key in it that only this start knows: open it in your browser. It\n"
    "is reached from this computer alone. From another one, through ssh (its own address stays closed):\n"
    "  ssh -L 6334:127.0.0.1:6334 you@there offhook serve\n\n"
    "example:\n  offhook serve\n  offhook serve --port 8080",
}

#: Where it is found unless told otherwise; if that is taken, at any free port.
PORT = 6334


def add(parser: argparse.ArgumentParser) -> None:
    """The arguments."""
    parser.add_argument(
        "--port", type=_port, metavar="N", help=f"where to listen (usually {PORT}, or any that is free)"
    )
    parser.add_argument(
        "--host", default="127.0.0.1", metavar="NAME", help="127.0.0.1, localhost or ::1; nothing else"
    )


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 0 <= int(text) < 65536):
        raise argparse.ArgumentTypeError("a port is a number up to 65535; 0 is any that is free")
    return int(text)


def run(args: argparse.Namespace, home: Home, speaker: Speaker) -> int:
    """Serve until ctrl+c."""
    if args.host not in LOOPBACK:
        raise Refused(
            "Offhook is served to this computer only: its page can call people and shows their names. "
            "From another computer, reach it through ssh: ssh -L 6334:127.0.0.1:6334 you@this-computer"
        )
    if not (find_spec("textual_serve") and find_spec("aiohttp")):
        raise Refused(
            "The app in a browser needs an extra that is not installed. "
            "Install it with: pip install 'offhook[serve]'"
        )
    home.folder()
    from tui.serve.server import serve

    guard = Guard(new_token())
    with _listen(args.host, args.port) as listening:
        name = f"[{args.host}]" if ":" in args.host else args.host
        speaker.line("Offhook is at")
        speaker.line(f"  http://{name}:{listening.getsockname()[1]}/?token={guard.token}")
        speaker.line("Only this computer reaches it, and only with this address: give it to nobody.")
        speaker.line("ctrl+c ends it; a call that is open waits as unfinished, and nothing is lost.")
        speaker.out.flush()
        serve(app_command(str(home.path)), guard, listening)
    return DONE


def _listen(host: str, port: int | None) -> socket.socket:
    """A port of this computer, open from now on. Raises Refused where the one asked for cannot be had."""
    kind = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, PORT if port is None else port), family=kind)
    except OSError as error:
        if port is None and error.errno == errno.EADDRINUSE:
            return socket.create_server((host, 0), family=kind)
        named = PORT if port is None else port
        if error.errno == errno.EADDRINUSE:
            said = f"Port {named} is taken."
        else:
            said = f"Port {named} cannot be used ({error.strerror or error})."
        raise Refused(f"{said} Choose another: offhook serve --port 0") from None
