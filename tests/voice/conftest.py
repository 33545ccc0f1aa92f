"""Rooms without a sound card. In CI there has to be everything they need."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

import pytest

from tests.voice.room import Server, missing


@pytest.fixture(scope="session")
def servers() -> Iterator[Callable[..., Server]]:
    """Starts a PulseAudio of our own, with rooms of these names."""
    if gone := missing():
        if os.environ.get("OFFHOOK_CI") == "1":
            pytest.fail(f"OFFHOOK_CI=1 says that sound must be tested, and there is no {gone}")
        pytest.skip(f"needs {gone}, which is not installed here")
    started: list[Server] = []

    def start(*rooms: str) -> Server:
        started.append(Server(*rooms))
        return started[-1]

    yield start
    for server in started:
        server.close()
