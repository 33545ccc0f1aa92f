"""What the tests of the Lists screens have in common."""

from __future__ import annotations

import asyncio
from pathlib import Path

from textual import events
from textual.pilot import Pilot

from tests.desk import Desk, mobile
from tui.core.people.contact import Contact

LEADS = """Full name,Company,Mobile,E-Mail,Team size,Notes
Ada Byron,Analytical Ltd,07700 900101,ada@x.example,50,
Cleo Toth,Toth & Co,,cleo@y.example,200,likes tea
,,12,,,
Dana Reyes,Northwind Ltd,07700 900123,,,
"""
#: Nearly somebody else.
BENJAMIN = Contact(
    8, "Ben Okafor", "Okafor and Co", "Buyer", (mobile("+447700900124"),), email="ben@okafor.example"
)


def leads(folder: Path, text: str = LEADS, name: str = "leads.csv") -> Path:
    """A call list, as a file."""
    path = folder / name
    path.write_text(text, "utf-8")
    return path


async def settle(d: Desk, pilot: Pilot[None]) -> None:
    """Until everything that is read and counted beside the keys is there."""
    for _ in range(3):
        await d.done(pilot)
        await asyncio.sleep(0)


async def go(d: Desk, pilot: Pilot[None], *keys: str) -> None:
    """Keys; a text begins with an apostrophe and is pasted."""
    for key in keys:
        if key.startswith("'"):
            d.app.post_message(events.Paste(key[1:]))
            await pilot.pause()
        else:
            await d.press(pilot, key)
        await settle(d, pilot)
