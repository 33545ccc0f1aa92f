"""What lies where a file of the rep's is looked for: nothing to read, no end, no text.

Through every door a sentence, never a traceback, and never a wait for a pipe that nobody writes to.
"""

from __future__ import annotations

import io
import os
import random
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from tui.cli.commands import run
from tui.files.defaults import read_defaults
from tui.files.home import Home
from tui.settings import read_settings

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pipes, links and alarms of Unix")

#: Seconds a door gets before it counts as one that hangs. Machines that run tests are slow.
PATIENCE = 60


def _deep(path: Path) -> None:
    path.write_text(f"a: {'[' * 3000}{']' * 3000}", encoding="utf-8")


ODD: dict[str, Callable[[Path], object]] = {
    "empty": lambda path: path.write_bytes(b""),
    "NUL": lambda path: path.write_bytes(b"\0" * 50),
    "a folder": lambda path: path.mkdir(),
    "a pipe": lambda path: os.mkfifo(path),
    "a loop": lambda path: path.symlink_to(path),
    "a link to nothing": lambda path: path.symlink_to(path.with_name("gone") / "file"),
    "a device": lambda path: path.symlink_to("/dev/zero"),
    "binary": lambda path: path.write_bytes(random.Random(0).randbytes(4000)),
    "a BOM": lambda path: path.write_bytes(b"\xef\xbb\xbfgoal: 3\n"),
    "UTF-16": lambda path: path.write_bytes("Name,Phone\nAdé,07700 900111\n".encode("utf-16")),
    "Latin-1": lambda path: path.write_bytes(b"Name,Phone\nAd\xeb,07700 900111\n"),
    "deep": _deep,
    "deep JSON": lambda path: path.write_text("[" * 100_000, encoding="utf-8"),
    "large": lambda path: path.write_bytes(b"a" * 5_000_000),
}
NO_FILE = ("a folder", "a pipe", "a loop", "a link to nothing", "a device")
#: Door → (where the file lies, the command that meets it).
DOORS: dict[str, tuple[str, tuple[str, ...]]] = {
    "config": ("home/config.yaml", ("next",)),
    "settings": ("home/settings.local.yaml", ("next",)),
    "profile": ("home/profile.yaml", ("next",)),
    "scripts": ("home/scripts/mine.yaml", ("scripts", "check")),
    "scripts folder": ("home/scripts", ("scripts", "check")),
    "inbox": ("home/inbox/20261122T000000Z-1-0001.json", ("dnc", "list")),
    "inbox folder": ("home/inbox", ("dnc", "add", "+442079460111")),
    "import": ("people.csv", ("import", "people.csv", "--country", "GB")),
    "Excel": ("people.xlsx", ("import", "people.xlsx")),
    "vCard": ("people.vcf", ("import", "people.vcf")),
    "do-not-call list": ("list.txt", ("dnc", "import", "list.txt")),
    "restore": ("copy.json", ("restore", "copy.json")),
    "backup": ("copy.json", ("backup", "copy.json", "--force")),
    "export": ("out.csv", ("export", "contacts", "--out", "out.csv")),
    "words": ("words.md", ("scripts", "import", "words.md", "--dry-run")),
    "database": ("home/offhook.json", ("next",)),
    "journal": ("home/offhook.json.journal-1", ("next",)),
    "lock": ("home/lock", ("dnc", "add", "+442079460112")),
    "recordings": ("home/recordings/voicemail.wav", ("recordings",)),
    "partner": ("home/partner/theirs.yaml", ("doctor",)),
}


@pytest.fixture(autouse=True)
def _impatience(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Whoever waits for ever is interrupted: a pipe is not waited for."""

    def enough(*_: object) -> None:
        raise AssertionError("it waits for ever")

    before = signal.signal(signal.SIGALRM, enough)
    signal.alarm(PATIENCE)
    monkeypatch.chdir(tmp_path)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize("door", DOORS)
def test_a_sentence(door: str, odd: str, tmp_path: Path) -> None:
    place, command = DOORS[door]
    (tmp_path / place).parent.mkdir(parents=True, exist_ok=True)
    ODD[odd](tmp_path / place)
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = run(["--home", str(tmp_path / "home"), *command])
    said = out.getvalue() + err.getvalue()
    assert code in (0, 1)
    assert said.strip(), "neither an answer nor a complaint"
    assert "Traceback" not in said


@pytest.mark.parametrize("odd", NO_FILE)
@pytest.mark.parametrize("name", ["config.yaml", "settings.local.yaml", "hours.yaml", "dispositions.yaml"])
def test_what_is_no_file_is_not_passed_over_in_silence(name: str, odd: str, tmp_path: Path) -> None:
    ODD[odd](tmp_path / name)
    home = Home(tmp_path)
    told = [*read_settings(home, {}).warnings, *read_defaults(home).faults]
    assert told == [
        f"{tmp_path / name} is no file: a folder, a pipe, a link that leads nowhere. It does not count."
    ]


@pytest.mark.parametrize("odd", ["a pipe", "a device"])
def test_a_pipe_in_the_place_of_the_database_is_said(odd: str, tmp_path: Path) -> None:
    ODD[odd](tmp_path / "offhook.json")
    err = io.StringIO()
    with redirect_stderr(err):
        assert run(["--home", str(tmp_path), "next"]) == 1
    assert "it is a pipe or a device, not a file" in err.getvalue()
