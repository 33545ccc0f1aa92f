"""Who speaks: SVOX Pico in this process (`offhook[voice]`), else a command of the system.

A voice that gives its samples is played by us, so that the end of a line is known to the sample. Where there
is no device of ours a command plays by itself, and the line is over when the command is.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import Any, Protocol

from tui.core.text import plain
from tui.voice.sound import from_wav, trimmed

#: What is longer is cut: half a minute, and no line of a prospect.
LONGEST = 500
#: Words a minute at rate 1, for the commands that ask for it.
_WORDS = 175
_SECONDS = 20
#: At its usual volume Pico is louder than samples can be, and crackles.
_VOLUME = 0.6
#: Typographic signs that a voice stumbles over or reads as markup.
_SIGNS = str.maketrans({"’": "'", "‘": "'", "“": "", "”": "", "„": "", "–": ", ", "—": ", ", "…": "...",
                        "<": " ", ">": " ", "&": " and ", "\\": " "})  # fmt: skip
_SPACES = re.compile(r"\s+")


#: How a voice fails.
CANNOT = (OSError, ValueError, RuntimeError, subprocess.SubprocessError)


class Speaker(Protocol):
    """Something that makes samples of words."""

    def samples(self, text: str, voice: str, rate: float) -> bytes:
        """The line at RATE, without silence around it; empty where it can say none of it. Raises CANNOT."""
        ...


def speakable(text: str) -> str:
    """A line as a voice can read it."""
    return _SPACES.sub(" ", plain(text).translate(_SIGNS)).strip()[:LONGEST]


def in_reach(rate: float) -> float:
    """How fast somebody may speak: not faster or slower than one can follow."""
    return min(2.0, max(0.5, rate))


def nearest(wanted: str, there: Sequence[str], usual: str = "") -> str:
    """The voice for `en-AU` among those there are: itself, else the same language, else the usual one."""
    wanted = wanted.replace("_", "-").casefold()
    for voice in there:
        if voice.casefold() == wanted:
            return voice
    language = wanted.partition("-")[0]
    return next((voice for voice in there if voice.casefold().partition("-")[0] == language), usual)


class Pico:
    """SVOX Pico by py-nanotts: six voices inside, 15 ms a line."""

    _VOICES = ("en-GB", "en-US", "de-DE", "es-ES", "fr-FR", "it-IT")

    def __init__(self, engine: Any) -> None:
        self._engine = engine

    def samples(self, text: str, voice: str, rate: float) -> bytes:
        """The line, at RATE by nature."""
        chosen = nearest(voice, self._VOICES, "en-GB")
        return trimmed(self._engine.speak(text, voice=chosen, speed=in_reach(rate), volume=_VOLUME))


@dataclass(frozen=True, slots=True)
class Command:
    """A program that speaks what stands on its standard input, or its last argument."""

    program: str
    play: Callable[[str, float], Sequence[str]]
    """voice, rate → the arguments with which it plays by itself."""
    write: Callable[[str, float, Path], Sequence[str]] | None = None
    """voice, rate, file → the arguments with which it writes a WAV file; None: it cannot."""
    reads: bool = True
    """Whether the line goes to its standard input."""

    def samples(self, text: str, voice: str, rate: float) -> bytes:
        """The line, by way of a file that is gone at once. Raises CANNOT."""
        assert self.write
        with tempfile.TemporaryDirectory(prefix="offhook-") as folder:
            file = Path(folder, "line.wav")
            ran = subprocess.run(
                [self.program, *self.write(voice, rate, file)],
                input=text.encode(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                timeout=_SECONDS, check=False,
            )  # fmt: skip
            if ran.returncode:
                raise ValueError(f"{self.program} ended with {ran.returncode}")
            return trimmed(from_wav(file.read_bytes()))

    def aloud(self, text: str, voice: str, rate: float, stop: Event) -> None:
        """Say it by itself, until it is over or `stop` is set. Raises CANNOT."""
        words = () if self.reads else (text,)
        running = subprocess.Popen(
            [self.program, *self.play(voice, rate), *words],
            stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            assert running.stdin
            with running.stdin as stdin:
                if self.reads:
                    stdin.write(text.encode())
            while running.poll() is None and not stop.wait(0.02):
                pass
        except BrokenPipeError:
            pass  # it has ended by itself, and how is of no use to anybody
        finally:
            running.kill()
            running.wait()


#: macOS: names of voices, as `say -v ?` lists them on every Mac.
_SAY: Mapping[str, str] = {
    "en-GB": "Daniel", "en-US": "Samantha", "en-AU": "Karen", "de-DE": "Anna", "fr-FR": "Thomas",
    "es-ES": "Monica", "it-IT": "Alice",
}  # fmt: skip


def _say(voice: str, rate: float) -> list[str]:
    name = _SAY.get(nearest(voice, tuple(_SAY)))
    return [*(["-v", name] if name else []), "-r", str(round(_WORDS * in_reach(rate)))]


def _espeak(voice: str, rate: float) -> list[str]:
    return ["-v", (voice or "en-GB").replace("_", "-").lower(), "-s", str(round(_WORDS * in_reach(rate)))]


def _spd(voice: str, rate: float) -> list[str]:
    language = (voice or "en").partition("-")[0].lower()
    return ["--wait", "--language", language, "--rate", str(round((in_reach(rate) - 1) * 100)), "--"]


COMMANDS = (
    Command(
        "say",
        play=lambda voice, rate: [*_say(voice, rate), "-f", "-"],
        write=lambda voice, rate, file: [
            *_say(voice, rate), "--file-format=WAVE", "--data-format=LEI16@22050", "-o", str(file), "-f", "-"
        ],
    ),
    Command(
        "espeak-ng",
        play=lambda voice, rate: [*_espeak(voice, rate), "--stdin"],
        write=lambda voice, rate, file: [*_espeak(voice, rate), "-w", str(file), "--stdin"],
    ),
    Command("spd-say", play=_spd, reads=False),
)  # fmt: skip
"""The system's voices, the best first: those of macOS, then those of Linux."""


def pico() -> Pico | None:
    """Pico, where the extra is installed and fits this computer."""
    try:
        from py_nanotts import NanoTTS
    except (ImportError, OSError):
        return None
    return Pico(NanoTTS())


def command(*, writes: bool = False) -> Command | None:
    """The first of the system's voices that is there, or, with `writes`, that gives us its samples."""
    for one in COMMANDS:
        if shutil.which(one.program) and (one.write or not writes):
            return one
    return None
