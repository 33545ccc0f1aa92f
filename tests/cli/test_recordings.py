"""`offhook recordings`, as it is typed."""

from __future__ import annotations

import asyncio
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.desk import answer, refusal
from tests.dialer.sound import recorded, wav
from tui import wiring
from tui.__main__ import main
from tui.files.home import Home

Said = pytest.CaptureFixture[str]


@pytest.fixture
def take(tmp_path: Path) -> Path:
    path = tmp_path / "take 3.wav"
    path.write_bytes(recorded(2))
    return path


def test_none_yet(london: Home, capsys: Said) -> None:
    assert main(["recordings"]) == 0
    assert "offhook recordings add FILE" in capsys.readouterr().out
    assert answer(capsys, "recordings") == {"folder": str(london.recordings), "recordings": []}
    assert not london.recordings.exists()


def test_one_in_and_seen(london: Home, capsys: Said, take: Path) -> None:
    taken = answer(capsys, "recordings", "add", str(take), "--for", "follow-up")
    assert taken == {
        "file": str(london.recordings / "follow-up.wav"), "purpose": "follow-up", "seconds": 2.0,
        "ready": True, "problem": None, "warning": None,
    }  # fmt: skip
    assert answer(capsys, "recordings")["recordings"] == [taken]
    assert main(["recordings"]) == 0
    assert capsys.readouterr().out == "ready    2 s  follow-up.wav: follow up\n"


def test_a_purpose_by_its_name(london: Home, capsys: Said, take: Path) -> None:
    assert answer(capsys, "recordings", "add", str(take), "--for", "Collect Money")["purpose"] == "collect"


def test_one_for_all_others(london: Home, capsys: Said, take: Path) -> None:
    assert main(["recordings", "add", str(take)]) == 0
    assert capsys.readouterr().out == "ready    2 s  voicemail.wav: every other purpose\n"


def test_one_that_is_there_is_kept(london: Home, capsys: Said, take: Path) -> None:
    answer(capsys, "recordings", "add", str(take))
    take.write_bytes(recorded(3))
    said = refusal(capsys, "recordings", "add", str(take))
    assert "voicemail.wav is there already. Nothing was changed." in said
    assert answer(capsys, "recordings", "add", str(take), "--force")["seconds"] == 3.0


@pytest.mark.parametrize(
    ("more", "said"),
    [(["--for", "lunch\x1b[2J"], "'lunch' is no purpose"), (["--for", "../x"], "'../x' is no purpose")],
)
def test_no_such_purpose(london: Home, capsys: Said, take: Path, more: list[str], said: str) -> None:
    assert said in refusal(capsys, "recordings", "add", str(take), *more)
    assert not london.recordings.exists()


def test_what_cannot_be_played_or_read(london: Home, capsys: Said, take: Path, tmp_path: Path) -> None:
    take.write_bytes(b"ID3 an mp3")
    assert "no WAV file" in refusal(capsys, "recordings", "add", str(take))
    assert "No such file" in refusal(capsys, "recordings", "add", str(tmp_path / "none.wav"))
    assert "Is a directory" in refusal(capsys, "recordings", "add", str(tmp_path))


def test_one_put_there_by_hand_that_cannot_be_played(london: Home, capsys: Said) -> None:
    london.folder("recordings")
    (london.recordings / "voicemail.wav").write_bytes(recorded(61))
    (london.recordings / "lunch.wav").write_bytes(recorded(2))
    assert main(["recordings"]) == 1
    first, second = capsys.readouterr().out.splitlines()
    assert first.startswith("not ready  voicemail.wav: It takes 61 seconds")
    assert second.startswith("not ready  lunch.wav: No purpose has this name.")


# ------------------------------------------------------------------------------------------------ recording


class Room:
    """What `wiring.record` would hear."""

    def __init__(self) -> None:
        self.sound, self.problem, self.asked = recorded(2), "", 0

    async def record(self, path: Path, most: float, ready: Callable[[], None], enough: asyncio.Event) -> str:
        self.asked += 1
        if self.problem:
            return self.problem
        ready()
        await asyncio.wait_for(enough.wait(), 30)
        path.write_bytes(self.sound)
        return ""


@pytest.fixture
def room(monkeypatch: pytest.MonkeyPatch) -> Room:
    made = Room()
    monkeypatch.setattr(wiring, "record", made.record)
    monkeypatch.setattr("sys.stdin", io.StringIO("\n"))
    return made


def test_one_is_recorded_until_enter(london: Home, capsys: Said, room: Room) -> None:
    assert main(["recordings", "record", "--for", "win"]) == 0
    said = capsys.readouterr()
    assert said.err == "Speak now. Enter ends it.\n"
    assert said.out == "ready    2 s  win.wav: win new business\n"
    assert (london.recordings / "win.wav").read_bytes() == room.sound


def test_what_would_be_refused_is_not_recorded_first(
    london: Home, capsys: Said, room: Room, take: Path
) -> None:
    assert "is no purpose. " in refusal(capsys, "recordings", "record", "--for", "lunch")
    answer(capsys, "recordings", "add", str(take))
    assert "is there already. Nothing was recorded." in refusal(capsys, "recordings", "record")
    assert not room.asked
    assert main(["recordings", "record", "--force"]) == 0


def test_no_microphone(london: Home, capsys: Said, room: Room) -> None:
    room.problem = "No microphone was found."
    assert refusal(capsys, "recordings", "record") == "No microphone was found. Nothing was recorded.\n"
    assert not london.recordings.exists()


def test_a_muted_one(london: Home, capsys: Said, room: Room) -> None:
    room.sound = wav(bytes(64_000))
    said = refusal(capsys, "recordings", "record")
    assert "nothing to hear" in said
    assert not london.recordings.exists()
