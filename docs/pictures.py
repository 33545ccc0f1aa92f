"""Takes the pictures of the docs from the running app, on the sample data: `python docs/pictures.py`."""

from __future__ import annotations

import asyncio
import re
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from textual.pilot import Pilot
from textual.worker import WorkerCancelled

from tui.app import Offhook
from tui.core.clock import FakeClock
from tui.core.ports import Batch
from tui.core.practice.practice import Drill, Recall
from tui.files.home import Home
from tui.look import DARK
from tui.settings import Settings
from tui.store.demo import fill
from tui.wiring import Services, open_services

PICTURES = Path(__file__).parent / "pictures"
_ZONE = ZoneInfo("Europe/London")
_NOW = datetime(2026, 11, 19, 14, 35, tzinfo=UTC)

#: What a rep might answer.
_ANSWERS = (
    "I hear you. What would have to be different for it to fit?",
    "Fair enough. What do you compare it with?",
    "Thank you for saying so. Shall we take ten minutes, Thursday at ten?",
    "I understand. How do you do it today?",
)
#: Ten lines in quick succession: most are answered, one is not, one comes late.
_ROUND = tuple(
    key
    for n in range(11)
    for key in (("escape", "x") if n == 2 else ("@4" if n == 6 else "@1", *_ANSWERS[n % 4], "enter"))
)

#: Name → (size, keys; `@` and digits let so many seconds pass).
SCREENS: dict[str, tuple[tuple[int, int], tuple[str, ...]]] = {
    "queue": ((110, 32), ()),
    "queue-narrow": ((80, 24), ()),
    "queue-wide": ((200, 44), ("f", "f", "down")),
    "today": ((110, 32), ("1", "@1")),
    "held": ((110, 32), ("f", "down", "down")),
    "block": ((110, 32), ("b", "enter")),
    "call-dialing": ((110, 32), ("enter",)),
    "call-objection": ((110, 32), ("enter", "space", "@134", "slash", *"all set with someone")),
    "form": (
        (110, 32),
        ("enter", "space", "@252", "h", "1", "y", *"asked about the depots", "enter", "enter", "@1"),
    ),
    "library": ((110, 32), ("3", "@1", *["down"] * 4)),
    "lists": ((110, 32), ("6", "@1")),
    "who-fits": (
        (110, 32),
        ("6", "m", "a", *"role", "enter", *"contains", "enter", *"manager", "enter", "@1"),
    ),
    "review": ((200, 56), ("5", "@1", "a", "@1")),
    "review-narrow": ((80, 24), ("5", "@1", "a", "@1", "right", "right")),
    "help": ((110, 32), ("question_mark",)),
    "practice": ((110, 32), ("4", "@1")),
    "drill": ((110, 32), ("4", "enter", "@2")),
    "debrief": ((110, 32), ("4", "enter", *_ROUND)),
    "role-play": (
        (110, 32),
        (*("4", "d", *["down"] * 3, "enter", "@2", "1", "enter", "@1"), *_ANSWERS[0], "enter"),
    ),
}


async def services(home: Home, clock: FakeClock) -> Services:
    """The sample data at a moment that stands still."""
    made = replace(open_services(home), clock=clock, zone=_ZONE)
    settings = Settings(
        my_name="Sam",
        my_company="Depotline",
        my_number="020 7946 0123",
        why="A year off with Mia, at sixty",
        theme=DARK.name,  # whatever colours the terminal has in which this is run
    )
    await fill(made.store, (_NOW - timedelta(minutes=22)).astimezone(_ZONE), made.defaults.dispositions)
    await practise(made)
    return replace(made, settings=settings)


async def practise(made: Services) -> None:
    """Three weeks of practice, growing."""
    puts: list[Drill | Recall] = []
    for n, (days, timed, quick, unseen, unaided) in enumerate(
        ((0.1, 10, 6, 5, 4), (1.1, 10, 7, 6, 4), (7, 10, 5, 7, 3), (9, 10, 4, 8, 4), (15, 10, 3, 9, 3)), 1
    ):
        at = _NOW - timedelta(days=days)
        end = at + timedelta(minutes=2)
        puts.append(Drill(n, "batting", at, "", 10, end, "", "", 0, 0, timed, quick, unseen, unaided))
    for n, card in enumerate(
        ("price_too_high", "too_busy", "send_email", "have_vendor", "not_interested"), 1
    ):
        puts.append(Recall(n, card, _NOW, _NOW - timedelta(days=2), 2.0, 5.0, first=_NOW - timedelta(days=9)))
    await made.store.commit(Batch(tuple(puts)))


async def take(name: str, size: tuple[int, int], keys: tuple[str, ...]) -> str:
    """One picture, as SVG."""
    clock = FakeClock(_NOW)
    with TemporaryDirectory() as folder:
        made = await services(Home(Path(folder)), clock)
        app = Offhook(made)
        app.chance = Random(11)
        async with app.run_test(size=size) as pilot:
            await _drawn(app, pilot)  # what is typed before the first picture calls nobody
            for key in keys:
                if key.startswith("@"):
                    for _ in range(int(key[1:])):  # in one step the computer would have slept
                        clock.advance(1)
                        app.tick()
                        await app.runner.settled()
                else:
                    await pilot.press("space" if key == " " else key)
                    await app.runner.settled()
                    clock.advance(0.4)
                await _drawn(app, pilot)
            clock.advance(1)
            app.tick()
            await _drawn(app, pilot)
            svg = app.export_screenshot(title="Offhook")
        made.store.close()
    return _own_font(svg)


async def _drawn(app: Offhook, pilot: Pilot[None]) -> None:
    """Until what is read beside the picture is in it."""
    if reading := [worker for worker in app.workers if worker.group == "pages"]:
        with suppress(WorkerCancelled):  # its screen was left
            await app.workers.wait_for_complete(reading)
    await pilot.pause()


def _own_font(svg: str) -> str:
    """The picture without fonts from elsewhere, and with the spaces between its words."""
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)
    svg = svg.replace("Fira Code", "DejaVu Sans Mono, Menlo, Consolas")
    svg = re.sub(r"terminal-\d+", "terminal", svg)
    return svg.replace("<svg ", '<svg xml:space="preserve" ', 1)


def main() -> None:
    """Take them all."""
    PICTURES.mkdir(exist_ok=True)
    for name, (size, keys) in SCREENS.items():
        svg = asyncio.run(take(name, size, keys))
        (PICTURES / f"{name}.svg").write_text(svg)


if __name__ == "__main__":
    main()
