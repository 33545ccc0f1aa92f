"""What is loaded beside the queue waits until the rep rests: a key must not wait for it."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from tests.desk import Desk, MakeDesk
from tui.core.ports import Playbook


def with_words_to_load(d: Desk, playbook: Playbook, monkeypatch: pytest.MonkeyPatch) -> None:
    """The words are not loaded yet, and quickly so when they are."""
    scripts: Any = SimpleNamespace(read=lambda: playbook, banner=lambda: "", changed=lambda: False)
    d.app.wording.words = None
    d.app.wording.scripts = scripts
    monkeypatch.setattr(type(d.app), "exchange", SimpleNamespace(look=lambda mono: None))


async def test_the_words_wait_for_the_first_rest(
    desk: MakeDesk, playbook: Playbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    d = desk()
    with_words_to_load(d, playbook, monkeypatch)
    async with d.app.run_test(size=(100, 30)) as pilot:
        for key in ("down", "up") * 3:
            d.clock.advance(0.9)
            await d.press(pilot, key, settle=False)
            d.app.tick()
            await d.done(pilot)
        assert d.app.wording.words is None
        await d.pass_time(pilot, 1.0)
        assert d.app.wording.words is playbook


async def test_words_needed_before_are_loaded_at_once(
    desk: MakeDesk, playbook: Playbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    d = desk()
    with_words_to_load(d, playbook, monkeypatch)
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "enter")
        assert d.app.wording.words is playbook
