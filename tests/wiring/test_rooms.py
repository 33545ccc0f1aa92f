"""Rooms that are opened for the phone's sound."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tui.core.call.phones import Phones, Sip
from tui.settings import Settings
from tui.wiring import rooms

SILENT = replace(Settings(), phone="voip", phones=Phones(voip=Sip(audio="none")))


async def test_a_phone_without_sound_opens_no_microphone(monkeypatch: pytest.MonkeyPatch) -> None:
    """`audio: none` is a choice, and no name of a device."""
    monkeypatch.setattr("tui.voice.voice.SoundVoice", lambda: pytest.fail("a device was opened"))
    said = "Your phone has no sound: voip's audio is none in config.yaml."
    assert (await rooms.measure(SILENT, lambda _: None)).startswith(said)
    assert (await rooms.echo(SILENT, 3.0, lambda: None)).startswith(said)
