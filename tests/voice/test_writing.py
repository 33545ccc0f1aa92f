"""Speech to text, with a model that a test made: the real one is 500 MB."""

from __future__ import annotations

import wave
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pytest

from tests.voice.room import silence
from tui.voice import writing
from tui.voice.answer import RATE


@dataclass
class Segment:
    text: str


class Model:
    def __init__(self) -> None:
        self.heard: list[tuple[float, dict[str, Any]]] = []

    def transcribe(self, audio: Any, **options: Any) -> tuple[Iterable[Segment], None]:
        with wave.open(audio) as file:
            assert (file.getframerate(), file.getnchannels(), file.getsampwidth()) == (RATE, 1, 2)
            self.heard.append((file.getnframes() / RATE, options))
        return iter([Segment(" That's fair."), Segment(" May I ask you something? ")]), None


def test_the_sound_goes_over_in_memory_and_the_text_comes_back() -> None:
    model = Model()
    assert writing.Writer(model).text(silence(1.5)) == "That's fair. May I ask you something?"
    [(seconds, options)] = model.heard
    assert seconds == 1.5
    assert options["language"] == "en"


def test_without_the_extra_there_is_no_writer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "find_spec", lambda name: None)
    assert not writing.installed()
    assert writing.load() is None
