"""A partner on screen: off at first, everything seen before it is written, a folder that hangs."""

from __future__ import annotations

import re
import threading
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.desk import PEOPLE, Desk, MakeDesk
from tests.golden import golden
from tui.core.day.exchange import Day, Mine, Shared, key_of
from tui.files.partner_files import PartnerFiles
from tui.screens.review.exchange import Apart

WORD = "mako-tuvi-resa-depo"
ALEX = Mine("fedcba9876543210", "Alex", key=key_of(WORD))
FILE = Shared(
    ALEX.sender,
    "Alex",
    datetime(2026, 11, 24, 9, tzinfo=UTC),
    3,
    30,
    "coffee",
    (Day(date(2026, 11, 24), 9, 2),),
)


async def agreed(d: Desk, pilot: Pilot[None]) -> None:
    """The word is agreed on."""
    await d.press(pilot, "5", "o", "w")
    await d.press(pilot, *["backspace"] * 20)
    await d.type(pilot, WORD)
    await d.press(pilot, "enter")
    await d.done(pilot)


async def test_nothing_is_shared_and_nothing_written_at_first(desk: MakeDesk) -> None:
    d = desk(PEOPLE)
    async with d.app.run_test(size=(120, 40)) as pilot:
        await d.press(pilot, "5", "o", "enter", "space", "t", "x", "l", "n")
        assert "nothing is shared" in d.text
        assert "It hides nothing" in " ".join(d.text.split())
        assert not d.app.exchange.sides()
    assert not (d.app.services.home.path / "partner").exists()


async def test_what_is_seen_is_what_is_written(desk: MakeDesk) -> None:
    d = desk(PEOPLE)
    async with d.app.run_test(size=(120, 40)) as pilot:
        await agreed(d, pilot)
        assert f"The word is {WORD}" in d.text
        await d.press(pilot, "down", "space")  # the goal is kept back
        await d.press(pilot, "l")
        await d.type(pilot, "on we go")
        await d.press(pilot, "enter")
        seen = d.text
        await d.press(pilot, "enter")
        assert "Saved:" in d.text
    (file,) = (d.app.services.home.path / "exports").glob("offhook-partner-*.yaml")
    rows = [row for row in file.read_text().splitlines() if not row.startswith(("#", "signature", "written"))]
    assert rows
    assert all(row in seen for row in rows)
    assert "goal:" not in file.read_text()
    assert "line: on we go" in rows
    assert WORD not in (d.app.services.home.path / "partner" / "mine.yaml").read_text()


async def test_a_file_by_hand_and_a_bad_one(desk: MakeDesk, tmp_path: Path) -> None:
    d = desk(PEOPLE)
    sent = PartnerFiles(d.app.services.home).write(FILE, ALEX, tmp_path / "alex.yaml")
    other = replace(ALEX, key=key_of("another-word"))
    bad = PartnerFiles(d.app.services.home).write(FILE, other, tmp_path / "bad.yaml")
    async with d.app.run_test(size=(160, 40)) as pilot:
        await agreed(d, pilot)
        for file, said in ((bad, "signature does not fit"), (sent, "Saved: Alex today: 9 of 30 dials")):
            await d.press(pilot, "t")
            await d.type(pilot, str(file))
            await d.press(pilot, "enter")
            assert said in d.text
        me, alex = d.app.exchange.sides()
        assert (me.name, alex.name, alex.line) == ("Sam", "Alex", "coffee")
        assert me.told == "today: no calls yet"
        await d.press(pilot, "escape", "1")
        assert "Alex         today: 9 of 30 dials, 2 conversations  “coffee”" in d.text


async def test_a_shared_folder_is_looked_at_once_a_minute(desk: MakeDesk, tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    d = desk(PEOPLE, partner_folder=str(shared))
    async with d.app.run_test(size=(160, 40)) as pilot:
        await agreed(d, pilot)
        PartnerFiles(d.app.services.home, str(shared)).write(FILE, ALEX)
        await d.pass_time(pilot, 61)
        await d.app.workers.wait_for_complete([w for w in d.app.workers if w.group == "exchange"])
        assert d.app.exchange.theirs == FILE


async def test_stopping_forgets(desk: MakeDesk) -> None:
    d = desk(PEOPLE)
    async with d.app.run_test(size=(120, 40)) as pilot:
        await agreed(d, pilot)
        await d.press(pilot, "x", "x")
        assert "Nothing is shared any more." in d.text
        assert not d.app.exchange.mine.on
    assert not list((d.app.services.home.path / "partner").iterdir())


async def test_a_folder_that_hangs_holds_nobody_up() -> None:
    apart, gone = Apart(), threading.Event()
    with pytest.raises(TimeoutError):
        await apart.run(gone.wait, patience=0.01)
    assert apart.busy
    with pytest.raises(TimeoutError):
        await apart.run(lambda: 1)
    gone.set()
    assert apart._thread is not None
    assert apart._thread.daemon
    apart._thread.join(5)
    assert await apart.run(lambda: 1) == 1
    with pytest.raises(OSError, match="gone"):
        await apart.run(lambda: (_ for _ in ()).throw(OSError("gone")))


@pytest.mark.parametrize("size", [(80, 24), (100, 30)], ids=["80x24", "100x30"])
@pytest.mark.parametrize("told", [False, True], ids=["off", "told"])
async def test_golden(
    told: bool, size: tuple[int, int], desk: MakeDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.files.partner_files.new_sender", lambda: "0123456789abcdef")
    # It signs the second, too; and whether it stands in quotes would hang on what it comes to.
    monkeypatch.setattr("tui.core.day.exchange.signature", lambda told, key: "0" * 64)
    d = desk(PEOPLE)
    sent = PartnerFiles(d.app.services.home).write(FILE, ALEX, tmp_path / "alex.yaml")
    async with d.app.run_test(size=size) as pilot:
        await d.press(pilot, "5", "o")
        if told:
            await d.press(pilot, "escape")
            await agreed(d, pilot)
            await d.app.exchange.take(sent)
            d.app.screen.draw()  # type: ignore[attr-defined]
            await d.pass_time(pilot, 1)
        shown = re.sub(r"\d\d:\d\d:\d\d", "10:30:00", d.text)
        await golden(d, pilot, f"partner-file-{'told' if told else 'off'}", shown)
