"""Fixtures for the screens."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desk import NOW, PEOPLE, Desk, MakeDesk
from tests.memory import MemoryStore
from tests.screens.rehearsing import Rehearsal, rehearse
from tui.core.call.reflection import Intention
from tui.core.people.contact import Contact
from tui.core.ports import Batch, Playbook
from tui.files.home import Home
from tui.wiring import open_playbook


@pytest.fixture(scope="session")
def playbook(tmp_path_factory: pytest.TempPathFactory) -> Playbook:
    return open_playbook(Home(tmp_path_factory.mktemp("words")))


@pytest.fixture(autouse=True)
def _own_place(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """No home, no terminal setting of the developer decides a test."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("COLORTERM", "truecolor")
    return


@pytest.fixture
def desk(playbook: Playbook, tmp_path: Path) -> MakeDesk:
    """Makes an app: `desk(contacts, records…, setting=value)`."""

    def make(people: tuple[Contact, ...] = PEOPLE, *records: object, **settings: object) -> Desk:
        batch = Batch((*people, *records))  # type: ignore[arg-type]
        return Desk(MemoryStore(batch), playbook, tmp_path, **settings)

    return make


@pytest.fixture
def rehearsal(desk: MakeDesk, tmp_path: Path) -> Rehearsal:
    """Makes an app with a small library to practise with: `rehearsal(records…, setting=value)`."""
    return lambda *records, **settings: rehearse(desk(PEOPLE, *records, **settings), tmp_path)


@pytest.fixture
def intention() -> Intention:
    return Intention(1, "ask before I explain", NOW, 900)


@pytest.fixture(autouse=True)
def _by_words_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Search without its extra, which takes seconds to load; tests that want late rows bring their own."""
    monkeypatch.setattr("tui.playbook.finding.meaning.installed", lambda: "")
