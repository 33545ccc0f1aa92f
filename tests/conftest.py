"""What the tests of reliability count, said at the end of a long run (`make soak`)."""

from __future__ import annotations

import gc
import os
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import settings

from tests import parsed, quiet

# The same worlds in each run, also in CI, and nothing kept in the clone; `make soak` looks at others.
SAME = int(os.environ.get("OFFHOOK_SOAK", "0")) < 100
settings.register_profile("offhook", database=None, derandomize=SAME)
settings.load_profile("offhook")

# What every test of a screen pays.
quiet.install()
parsed.install()
gc.set_threshold(10_000, 20, 20)  # as the app has it (`cli/open_app.py`)

#: Begun first, whatever takes longest first: a long file at the end keeps one core waiting for the other.
_LONG = (
    "screens/test_monkey.py", "cli/test_surroundings.py", "screens/test_keymap.py",
    "pty/test_hostile_commands.py",
    "voice/test_round.py", "test_wheel.py", "pty/test_hostile_screen.py", "screens/test_disk_faults.py",
    "pty/test_end.py", "pty/test_beside.py", "pty/test_opening.py", "screens/test_goldens.py",
    "screens/test_goldens_queue.py", "screens/lists/test_importing.py", "screens/call/test_on_phone.py",
    "cli/test_hostile_files.py", "screens/review/test_review.py", "playbook/test_shipped_dialogues.py",
    "playbook/test_reload.py", "serve/test_server.py", "screens/practice/test_practice.py",
    "screens/test_practice_drill.py", "screens/test_practice_role_play.py", "screens/test_markers.py",
    "soak/test_year.py", "pty/test_editor.py", "pty/test_sizes.py", "test_imports.py", "screens/test_flow.py",
    "lists/test_damage.py", "store/test_power.py", "voice/test_room.py", "screens/test_tour.py",
    "pty/test_ten_calls.py", "pty/test_phone.py", "serve/test_browser.py", "pty/test_first_run.py",
    "soak/test_hammer.py", "soak/test_practice_weeks.py", "soak/test_kill.py", "soak/test_hour.py",
)  # fmt: skip
_TESTS = Path(__file__).parent

COUNTS: Counter[str] = Counter()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """On few cores twice as many workers: the tests wait for screens and terminals half of their time."""
    cores = os.cpu_count() or 1
    return max(cores, min(2 * cores, 8))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The long files first, each in its own order."""
    turn = {_TESTS / name: at for at, name in enumerate(_LONG)}
    items.sort(key=lambda item: turn.get(item.path, len(turn)))


@pytest.fixture
def counts() -> Counter[str]:
    """How often what happened, in all tests of this run."""
    return COUNTS


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if COUNTS and {"OFFHOOK_SOAK", "OFFHOOK_POWER"} & os.environ.keys():
        terminalreporter.section("counted")
        for what, many in sorted(COUNTS.items()):
            terminalreporter.line(f"{many:9,}  {what}")
