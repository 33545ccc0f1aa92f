"""What the tests of reliability count, said at the end of a long run (`make soak`)."""

from __future__ import annotations

import os
from collections import Counter

import pytest
from hypothesis import settings

# The same worlds in each run, also in CI, and nothing kept in the clone; `make soak` looks at others.
SAME = int(os.environ.get("OFFHOOK_SOAK", "0")) < 100
settings.register_profile("offhook", database=None, derandomize=SAME)
settings.load_profile("offhook")

COUNTS: Counter[str] = Counter()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """On few cores twice as many workers: the tests wait for screens and terminals half of their time."""
    cores = os.cpu_count() or 1
    return max(cores, min(2 * cores, 8))


@pytest.fixture
def counts() -> Counter[str]:
    """How often what happened, in all tests of this run."""
    return COUNTS


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if COUNTS and {"OFFHOOK_SOAK", "OFFHOOK_POWER"} & os.environ.keys():
        terminalreporter.section("counted")
        for what, many in sorted(COUNTS.items()):
            terminalreporter.line(f"{many:9,}  {what}")
