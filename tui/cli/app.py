"""`offhook` and `offhook demo`: the way into the app. Only here is Textual imported."""

from __future__ import annotations

import argparse
import asyncio
import os
import shutil
import sys
import tempfile
from pathlib import Path

from tui.cli.speak import DONE, Refused, Speaker
from tui.files.home import Home

EXAMPLES = {"demo": "example:\n  offhook demo"}


def add(parser: argparse.ArgumentParser) -> None:
    """No arguments."""


def run(args: argparse.Namespace, home: Home, speaker: Speaker) -> int:
    """Open the app, on the rep's home or on a throw-away one with the sample data."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()) or os.environ.get("TERM") == "dumb":
        raise Refused("Offhook needs a terminal to open in. `offhook --help` lists what works without one.")
    if getattr(args, "command", "") != "demo":
        return _open(home)
    folder = Path(tempfile.mkdtemp(prefix="offhook-demo-"))
    try:
        return _open(Home(folder), demo=True)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _open(home: Home, *, demo: bool = False) -> int:
    from tui.wiring import open_services

    home.folder()
    services = open_services(home)
    try:
        if demo:
            from tui.store.demo import fill

            asyncio.run(fill(services.store, services.clock.now().utc, services.defaults.dispositions))
        from tui.app import Offhook

        app = Offhook(services)
        app.run()
        return app.return_code or DONE
    finally:
        services.store.close()
