"""The voicemails the rep recorded, on screen."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.desk import Desk, MakeDesk
from tests.dialer.sound import recorded
from tests.screens.on_lists import go
from tui.wiring import rooms

VOICEMAILS = ("3", "right", "right")


@pytest.fixture
def d(desk: MakeDesk) -> Desk:
    return desk(())


@pytest.fixture
def folder(d: Desk) -> Path:
    return d.app.services.home.folder("recordings")


@pytest.mark.parametrize("size", [(80, 24), (100, 30)])
async def test_which_are_ready(d: Desk, folder: Path, size: tuple[int, int]) -> None:
    (folder / "voicemail.wav").write_bytes(recorded(18))
    (folder / "follow-up.wav").write_bytes(b"ID3")
    (folder / "take \x1b[2J3.wav").write_bytes(recorded(2))
    async with d.app.run_test(size=size) as pilot:
        await go(d, pilot, *VOICEMAILS)
        assert "v your recordings" in d.text
        await go(d, pilot, "v")
        assert "1 recording ready" in d.text
        assert "✓ ready, 18 seconds" in d.text
        assert "! It cannot be played: it is no WAV file" in d.text
        assert "the one of every other purpose" in d.text
        await go(d, pilot, "end")
        assert "! No purpose has this name." in d.text
        assert "bad-news, promise." in d.text  # to its end
        assert "Give the answer I promised" in d.text
        assert "enter take one in" not in d.text
        await go(d, pilot, "escape")
        assert "v your recordings" in d.text


async def test_one_is_taken_in_for_the_purpose_under_the_cursor(
    d: Desk, folder: Path, tmp_path: Path
) -> None:
    take = tmp_path / "take.wav"
    take.write_bytes(recorded(2))
    async with d.app.run_test(size=(100, 30)) as pilot:
        await go(d, pilot, *VOICEMAILS, "v", "down", "enter", f"'{take}", "enter")
        assert "Saved: it is ready." in d.text
        assert "✓ ready, 2 seconds" in d.text
        assert (folder / "win.wav").read_bytes() == take.read_bytes()


async def test_one_that_is_there_is_replaced_when_asked_and_kept(
    d: Desk, folder: Path, tmp_path: Path
) -> None:
    take = tmp_path / "take.wav"
    take.write_bytes(recorded(3))
    (folder / "voicemail.wav").write_bytes(recorded(2))
    async with d.app.run_test(size=(100, 30)) as pilot:
        await go(d, pilot, *VOICEMAILS, "v", "enter", f"'{take}", "enter")
        assert "Take its place?" in d.text
        await go(d, pilot, "escape")
        assert (folder / "voicemail.wav").read_bytes() == recorded(2)
        await go(d, pilot, "enter", f"'{take}", "enter", "y")
        assert "✓ ready, 3 seconds" in d.text
        (kept,) = folder.glob("earlier/*.wav")
        assert kept.read_bytes() == recorded(2)


@pytest.mark.parametrize(
    ("document", "said"),
    [(b"ID3", "no WAV file"), (recorded(61), "cut off after 60"), (None, "No such file")],
)
async def test_what_cannot_be_played_is_not_taken(
    d: Desk, folder: Path, tmp_path: Path, document: bytes | None, said: str
) -> None:
    take = tmp_path / "take.wav"
    if document is not None:
        take.write_bytes(document)
    async with d.app.run_test(size=(100, 30)) as pilot:
        await go(d, pilot, *VOICEMAILS, "v", "enter", f"'{take}", "enter")
        assert said in d.text
        assert "Nothing was changed." in d.text
        assert not list(folder.iterdir())


async def test_one_that_was_put_there_meanwhile(d: Desk, folder: Path) -> None:
    async with d.app.run_test(size=(100, 30)) as pilot:
        await go(d, pilot, *VOICEMAILS, "v")
        assert "0 recordings ready" in d.text
        (folder / "voicemail.wav").write_bytes(recorded(2))
        await go(d, pilot, "r")
        assert "1 recording ready" in d.text


# ------------------------------------------------------------------------------------------------ recording


@pytest.fixture
def microphone(monkeypatch: pytest.MonkeyPatch) -> dict[str, object]:
    """One that hears `sound`, or has a `problem`, or is cut off after a minute (`ends`)."""
    does: dict[str, object] = {"sound": recorded(4), "problem": "", "ends": False}

    async def record(path: Path, most: float, ready: Callable[[], None], enough: asyncio.Event) -> str:
        if does["problem"]:
            return str(does["problem"])
        ready()
        if not does["ends"]:
            await enough.wait()
        path.write_bytes(does["sound"])  # type: ignore[arg-type]
        return ""

    monkeypatch.setattr(rooms, "record", record)
    return does


async def test_one_is_spoken(d: Desk, folder: Path, microphone: dict[str, object]) -> None:
    async with d.app.run_test(size=(80, 24)) as pilot:
        await go(d, pilot, *VOICEMAILS, "v")
        await pilot.press("s")
        await pilot.pause()
        assert "Speak now." in d.text
        await go(d, pilot, "enter")
        assert "Saved: it is ready." in d.text
        assert (folder / "voicemail.wav").read_bytes() == recorded(4)


async def test_esc_throws_it_away(d: Desk, folder: Path, microphone: dict[str, object]) -> None:
    (folder / "voicemail.wav").write_bytes(recorded(2))
    async with d.app.run_test(size=(80, 24)) as pilot:
        await go(d, pilot, *VOICEMAILS, "v", "s")
        assert "Take its place?" in d.text
        await pilot.press("y")
        await pilot.pause()
        assert "Speak now." in d.text
        await go(d, pilot, "escape")
        assert "Thrown away." in d.text
        assert (folder / "voicemail.wav").read_bytes() == recorded(2)


async def test_one_that_takes_a_minute_ends_by_itself(
    d: Desk, folder: Path, microphone: dict[str, object]
) -> None:
    microphone["ends"] = True
    async with d.app.run_test(size=(80, 24)) as pilot:
        await go(d, pilot, *VOICEMAILS, "v", "s")
        assert "Speak now." not in d.text
        assert (folder / "voicemail.wav").exists()


async def test_no_microphone(d: Desk, folder: Path, microphone: dict[str, object]) -> None:
    microphone["problem"] = "No microphone was found."
    async with d.app.run_test(size=(80, 24)) as pilot:
        await go(d, pilot, *VOICEMAILS, "v", "s")
        assert "No microphone was found. Nothing was recorded." in d.text
