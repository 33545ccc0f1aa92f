"""What a program may find around it when it starts: closed streams, readers that go away, odd locales, zones
without a name, homes that cannot be. A sentence each, and never a traceback."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="streams and homes of Unix")

ROOT = Path(__file__).parent.parent.parent
PEOPLE = 300


def shell(home: Path, script: str, **more: str) -> subprocess.CompletedProcess[str]:
    """A line of shell in which `$OFFHOOK` is the program, to its end. `more`: of the environment."""
    given = {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "OFFHOOK_HOME": str(home / "offhook"),
        "PYTHONPATH": str(ROOT),
        "PYTHON": sys.executable,
        "OFFHOOK": f"{sys.executable} -m tui",
        **more,
    }
    environment = {name: value for name, value in given.items() if value != "-"}
    done = subprocess.run(
        ["sh", "-c", script], env=environment, cwd=home, stdin=subprocess.DEVNULL,
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert "Traceback" not in done.stderr + done.stdout
    return done


def with_list(place: Path) -> Path:
    rows = "".join(f"Person {n},Firm {n},07700 900{n:03}\n" for n in range(PEOPLE))
    (place / "people.csv").write_text(f"Name,Company,Mobile\n{rows}", encoding="utf-8")
    return place


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return with_list(tmp_path)


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with people, to be copied: the command takes half a second of processor."""
    place = with_list(tmp_path_factory.mktemp("people"))
    assert shell(place, "$OFFHOOK import people.csv --country GB").returncode == 0
    return place


@pytest.fixture
def called(imported: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(imported, tmp_path, dirs_exist_ok=True))


@pytest.mark.parametrize("streams", [">&-", "<&-", "2>&-", "<&- >&- 2>&-"])
def test_closed_streams_are_nobody_to_talk_to(called, streams):
    assert shell(called, f"$OFFHOOK next {streams}").returncode == 0
    shell(called, f"$OFFHOOK practice --cards 1 {streams}")
    assert shell(called, f"$OFFHOOK log 'Person 7' no-answer {streams}").returncode == 0
    assert shell(called, f"$OFFHOOK {streams}").returncode == 1
    assert "0 faults" in shell(called, "$OFFHOOK doctor --data; echo 0 faults").stdout
    assert "no-answer" in shell(called, "$OFFHOOK export attempts --format csv").stdout


@pytest.mark.parametrize(
    "command", ["queue --limit 300", "queue --json", "export contacts --format csv", "dnc list", "--help"]
)
def test_a_reader_that_goes_away_is_no_fault(called, command):
    done = shell(called, f"$OFFHOOK {command} | head -1")
    assert done.returncode == 0
    assert done.stderr == ""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a disk without room that is always there")
@pytest.mark.parametrize("command", ["queue", "next --json", "export contacts --format csv"])
def test_an_answer_there_is_no_room_for_is_said(called, command):
    done = shell(called, f"$OFFHOOK {command} >/dev/full")
    assert done.returncode == 1
    assert "No space left on device" in done.stderr


@pytest.mark.parametrize(
    "around",
    [
        {"LC_ALL": "C"},
        {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"LC_ALL": "xx_YY.ISO-8859-99"},
        {"PYTHONIOENCODING": "ascii"},
        {"TERM": "dumb"},
        {"TERM": "-"},
        {"TERM": "no-such-terminal"},
        {"COLUMNS": "0", "LINES": "-1"},
    ],
    ids=str,
)
def test_odd_locales_and_terminals(called, around):
    assert shell(called, "$OFFHOOK next", **around).returncode == 0
    assert shell(called, "$OFFHOOK scripts search 'too expensive'", **around).returncode == 0
    assert shell(called, "$OFFHOOK doctor", **around).stdout


def test_letters_a_terminal_has_no_sign_for_are_written_all_the_same(called):
    (called / "odd.csv").write_text("Name,Company,Mobile\nChloë Ыж,Firm,07700 900999\n", encoding="utf-8")
    assert shell(called, "$OFFHOOK import odd.csv --country GB").returncode == 0
    latin = {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    assert "Chloë Ыж" in shell(called, "$OFFHOOK export contacts --format csv", **latin).stdout
    by_day = "$OFFHOOK queue --limit 400 --at 2026-11-24T10:00Z"  # at night nobody is in it
    ascii_only = shell(called, by_day, PYTHONIOENCODING="ascii")
    assert ascii_only.returncode == 0
    assert "Chlo\\xeb \\u042b\\u0436" in ascii_only.stdout


@pytest.mark.parametrize("zone", [":/nonexistent", "Europe", "../../etc/passwd", "/etc/passwd", "<+05>-5:30"])
def test_a_zone_without_a_name_is_said(called, zone):
    done = shell(called, "$OFFHOOK next", TZ=zone)
    assert done.returncode == 1
    assert f"The time zone of this computer has no name (TZ={zone})." in done.stderr


def test_a_zone_that_is_named_by_its_file_is_kept_by_its_name(called):
    london = "/usr/share/zoneinfo/Europe/London"
    if not Path(london).exists():
        pytest.skip("this computer has no zone files")
    for zone in (london, f":{london}"):
        assert "Europe/London" in shell(called, "$OFFHOOK doctor", TZ=zone).stdout


def test_no_zone_files_are_needed(called):
    assert shell(called, "$OFFHOOK next", PYTHONTZPATH="/nonexistent", TZ="Europe/London").returncode == 0


@pytest.mark.parametrize("place", ["/dev/null", "people.csv/x", "/proc/1/x"])
def test_a_home_that_cannot_be(home, place):
    for around in ({"HOME": place, "OFFHOOK_HOME": "-", "XDG_DATA_HOME": place}, {"OFFHOOK_HOME": place}):
        for command in ("next", "doctor", "import people.csv --country GB"):
            done = shell(home, f"$OFFHOOK {command}", **around)
            assert done.returncode in (0, 1)
            assert done.stdout or done.stderr
