"""The microphone and the loudspeaker of a call of `voip`: between PortAudio and the engine's buffers.

The sound goes through our hands, and not from the engine to the device, so that it can be muted, a recording
put in its place, and a headset that is pulled out costs the sound and not the call.
"""

from __future__ import annotations

import contextlib
from array import array
from collections.abc import Iterator
from math import sin, tau
from threading import Lock
from typing import Any, Protocol

from tui.dialer.voip_recording import RATE

_BLOCK = 160
_BYTES = 2
#: No more of the microphone than this waits to be sent, bytes: two clocks are never quite the same.
_WAITING = RATE * _BYTES // 5
#: What is heard while it rings there: one second of 425 Hz, quietly, and three of silence.
_RING = array("h", (int(1500 * sin(i * tau * 425 / RATE)) for i in range(RATE))).tobytes() + bytes(
    3 * RATE * _BYTES
)


class NoSound(Exception):
    """There is no microphone or no loudspeaker to be opened."""


class NoLibrary(NoSound):
    """There is no PortAudio on this computer."""


class Ends(Protocol):
    """The engine's end of the sound, as `baresip.CallAudio` has it."""

    def read(self, max_bytes: int) -> bytes:
        """What was heard."""
        ...

    def write(self, pcm: bytes) -> int:
        """Say something. Returns how many bytes there was room for."""
        ...

    def info(self) -> Any:
        """How full the buffers are."""
        ...


class Sound:
    """The sound of one call at a time. `off` are the engine's words for: there is no sound now."""

    def __init__(self, off: type[Exception]) -> None:
        self.muted = False
        self.ringing = False
        """It rings there, and nothing is to be heard of it: the rep gets a tone."""
        self._rung = 0
        self._off = off
        self._call: Ends | None = None
        self._playing = False
        self._lock = Lock()
        self._stream: Any = None

    def try_out(self, device: str) -> None:
        """See whether the devices can be had. Raises NoSound."""
        with _portaudio() as library:
            name = device or None
            library.check_input_settings(name, channels=1, dtype="int16", samplerate=RATE)
            library.check_output_settings(name, channels=1, dtype="int16", samplerate=RATE)

    def open(self, device: str) -> None:
        """Open both: up to two seconds. Raises NoSound."""
        self.close()
        with _portaudio() as library:
            self._stream = library.RawStream(
                samplerate=RATE, channels=1, dtype="int16", blocksize=_BLOCK, device=device or None,
                callback=self._pass_on,
            )  # fmt: skip
            self._stream.start()

    def close(self) -> None:
        """Let go of them."""
        stream, self._stream = self._stream, None
        if stream is not None:
            stream.close(ignore_errors=True)  # it may have been pulled out

    def connect(self, call: Ends | None) -> None:
        """The call whose sound it is from now on."""
        with self._lock:
            self._call, self.muted, self._playing, self.ringing, self._rung = call, False, False, False, 0

    def play(self, some: bytes) -> int:
        """Say some of a recording in place of the microphone. Returns how many bytes there was room for."""
        with self._lock:
            self._playing = True
            return self._write(some)

    def played(self) -> bool:
        """Whether all that was played is out; then the microphone is heard again."""
        with self._lock:
            if self._buffered():
                return False
            self._playing = False
            return True

    def _pass_on(self, heard: Any, spoken: Any, frames: int, time: Any, status: Any) -> None:
        """What the microphone hears goes into the call, what comes out of it to the loudspeaker."""
        many = frames * _BYTES
        came = self._read(many) or self._ring(many)
        spoken[:] = came + bytes(many - len(came))
        with self._lock:
            if not (self.muted or self._playing) and self._buffered() < _WAITING:
                self._write(bytes(heard))

    def _ring(self, many: int) -> bytes:
        if not self.ringing:
            return b""
        first = self._rung % len(_RING)
        self._rung = first + many
        return (_RING + _RING[:many])[first : first + many]

    def _read(self, many: int) -> bytes:
        with contextlib.suppress(self._off):
            return self._call.read(many) if self._call else b""
        return b""

    def _write(self, some: bytes) -> int:
        with contextlib.suppress(self._off):
            return self._call.write(some) if self._call else 0
        return 0

    def _buffered(self) -> int:
        with contextlib.suppress(self._off):
            return int(self._call.info().tx_buffered) if self._call else 0
        return 0


@contextlib.contextmanager
def _portaudio() -> Iterator[Any]:
    """The library; what it complains of is NoSound."""
    try:
        import sounddevice
    except (ImportError, OSError):  # OSError: there is no PortAudio for it
        raise NoLibrary from None
    try:
        yield sounddevice
    except (sounddevice.PortAudioError, ValueError):  # ValueError: no device of that name
        raise NoSound from None
