"""`offhook` and `offhook demo`: the way into the app. Only here is Textual imported."""

from __future__ import annotations

import argparse
import asyncio
import gc
import os
import shutil
import sys
import tempfile
from dataclasses import replace
from datetime import datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from tui.cli.opening import Opening, in_terminal
from tui.cli.speak import DONE, REFUSED, Refused, Speaker
from tui.core.clock import SetClock
from tui.files.collector import keep_all
from tui.files.crash import crash_words, write_crash
from tui.files.home import Home
from tui.serve.session import DRIVER
from tui.wiring import Services, open_services, take_up_leftovers

EXAMPLES = {"demo": "example:\n  offhook demo"}
#: The app was ended from outside: it is not opened again.
_OVER = "over"


def add(parser: argparse.ArgumentParser) -> None:
    """One of the whole program's, for those who say it behind the command."""
    parser.add_argument(
        "--no-mouse", action="store_true", default=argparse.SUPPRESS, help="leave the mouse to the terminal"
    )


def run(args: argparse.Namespace, home: Home, speaker: Speaker, opening: Opening | None = None) -> int:
    """Open the app, on the rep's home or on a throw-away one with the sample data. `opening`: the picture
    that stands on the terminal already."""
    served = os.environ.get("TEXTUAL_DRIVER") == DRIVER  # then it draws into a pipe
    if not served and not in_terminal():
        raise Refused("Offhook needs a terminal to open in. `offhook --help` lists what works without one.")
    mouse = not getattr(args, "no_mouse", False)
    with opening or Opening() as picture:
        if getattr(args, "command", "") == "demo":
            return _demo("demo", speaker, picture, mouse=mouse)[0]
        while True:
            code, then = _open(home, speaker, picture, mouse=mouse)
            if then not in {"demo", "tour"}:
                return code
            code, then = _demo(then, speaker, picture, mouse=mouse)
            if code or then == _OVER:
                return code


def _demo(demo: str, speaker: Speaker, opening: Opening, *, mouse: bool) -> tuple[int, str]:
    """The app on the sample data: `demo`, or `tour` for the guided tour of it. Returns what `_open` does."""
    from tui.store.demo_homes import PREFIX, remove_left

    remove_left(Path(tempfile.gettempdir()))
    folder = Path(tempfile.mkdtemp(prefix=PREFIX))
    try:
        return _open(Home(folder), speaker, opening, demo, mouse=mouse)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


#: Where and when the demo plays: half Europe and the American east are at their desks then.
_DEMO_ZONE, _DEMO_TIME = "Europe/London", time(14, 35)
#: The week before ends a little earlier, so that its first callback is due.
_DEMO_LATE = timedelta(minutes=22)


def _demo_start(now: datetime) -> datetime:
    """The last working day up to today, in the afternoon."""
    day = now.astimezone(ZoneInfo(_DEMO_ZONE)).date()
    day -= timedelta(days=max(0, day.weekday() - 4))
    return datetime.combine(day, _DEMO_TIME, ZoneInfo(_DEMO_ZONE))


async def demo_services(home: Home) -> Services:
    """A session on the sample data, in an empty home, at the demo's place and time."""
    from tui.store.demo import fill

    services = open_services(home)
    clock = SetClock(_demo_start(services.clock.now().utc))
    zone = ZoneInfo(_DEMO_ZONE)
    settings = replace(
        services.settings,
        my_name="Sam",
        my_company="Depotline",
        my_number="020 7946 0123",
        why="so that we move to the house by the sea",
    )
    week_until = clock.now().utc.astimezone(zone) - _DEMO_LATE
    await fill(services.store, week_until, services.defaults.dispositions)
    return replace(services, clock=clock, zone=zone, settings=settings)


def _open(home: Home, speaker: Speaker, opening: Opening, demo: str = "", *, mouse: bool) -> tuple[int, str]:
    """Run the app. Returns the exit code and what comes then: `demo` or `tour` where the rep wants to see
    that now, or `_OVER`."""
    opening.show("the sample people" if demo else "your contacts")
    home.folder()
    gc.disable()
    services = asyncio.run(demo_services(home)) if demo else open_services(home)
    try:
        # What a key changes waits for the next frame, and the card for the one after: at Textual's 60 a
        # second those waits alone are up to 33 ms. Nothing is drawn where nothing has changed.
        os.environ.setdefault("TEXTUAL_FPS", "240")
        # Keys are read by a thread: so long (seconds) it waits for what is being reckoned, instead of 5 ms.
        sys.setswitchinterval(0.001)
        from tui.app import Offhook

        app = Offhook(services, demo)
        keep_all()
        gc.set_threshold(10_000, 20, 20)  # at Python's 700 it looks three times a key, a tenth of its time
        gc.enable()
        opening.hand_over()
        app.run(mouse=mouse and services.settings.mouse)
        return app.return_code or DONE, _OVER if app.ended else app.demo_next
    except Exception as error:  # noqa: BLE001 - a fault while a screen closes goes past the app's own last words
        opening.leave()
        speaker.complain(crash_words(error, write_crash(home, error, services.clock.now().utc)))
        return REFUSED, ""
    finally:
        opening.leave()
        services.store.close()
        from tui.cli.beside import tell, tell_of_file  # the first picture does not wait for it

        tell_of_file(services.store, speaker)
        tell(take_up_leftovers(home), speaker)
