"""The microphone and the loudspeaker, both open for the whole session: opening one takes up to two seconds.

PortAudio tells with each block how old its first sample is, or when it will be heard. By that a sample has
its time, and not by when a callback happens to run: a busy computer changes nothing.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from statistics import median
from threading import Condition, Event
from typing import Any

from tui.core.clock import Clock
from tui.voice.answer import CHUNK, RATE

#: Seconds of sound the microphone remembers: what is said while a line ends and listening begins.
REMEMBERED = 8.0
#: A device from which nothing came for so long is gone.
PATIENCE = 2.5
#: The first block may take its time.
WARM_UP = 8.0
_BYTES = 2
_BLOCKS = 31


class Gone(Exception):
    """The device does not deliver or play any more."""


class Microphone:
    """Sound that comes in. Only the last seconds of it are there, and none after `forget`."""

    def __init__(self, library: Any, clock: Clock, device: str = "") -> None:
        self._clock = clock
        self._blocks: deque[tuple[int, bytes]] = deque(maxlen=int(REMEMBERED * RATE / CHUNK))
        """(number of its first sample, samples)"""
        self._starts: deque[float] = deque(maxlen=_BLOCKS)
        """When sample 0 must have been recorded, by each of the last blocks."""
        self._count = 0
        self._came = Condition()
        self._stream = library.RawInputStream(
            samplerate=RATE, channels=1, dtype="int16", blocksize=CHUNK, device=device or None,
            callback=self._hear,
        )  # fmt: skip
        self._stream.start()

    def _hear(self, data: Any, frames: int, time: Any, status: Any) -> None:
        age = min(1.0, max(0.0, time.currentTime - time.inputBufferAdcTime))
        recorded = self._clock.now().mono - age
        with self._came:
            self._starts.append(recorded - self._count / RATE)
            self._blocks.append((self._count, bytes(data)))
            self._count += frames
            self._came.notify_all()

    def wait_for_first(self, patience: float = WARM_UP) -> None:
        """Until sound comes in. Raises Gone."""
        with self._came:
            if not self._came.wait_for(lambda: self._count > 0, patience):
                raise Gone

    def number_at(self, moment: float) -> int:
        """Which sample was recorded at `moment`, a time of the clock that only goes forward."""
        with self._came:
            return max(0, round((moment - median(self._starts)) * RATE))

    def chunks(self, since: int, stop: Event) -> Iterator[bytes]:
        """CHUNK samples after CHUNK samples, from number `since` on, until `stop` is set. Raises Gone."""
        rest = b""
        while not stop.is_set():
            since, more = self._next(since, stop)
            rest += more
            while len(rest) >= CHUNK * _BYTES:
                yield rest[: CHUNK * _BYTES]
                rest = rest[CHUNK * _BYTES :]

    def _next(self, since: int, stop: Event) -> tuple[int, bytes]:
        """What is there from `since` on, and the number after it."""
        with self._came:
            if not self._came.wait_for(lambda: self._count > since or stop.is_set(), PATIENCE):
                raise Gone
            there = b"".join(
                samples[max(0, since - first) * _BYTES :]
                for first, samples in self._blocks
                if first + len(samples) // _BYTES > since
            )
            # What is forgotten was silence, as far as time is concerned.
            new = max(0, self._count - since)
            return since + new, there.rjust(new * _BYTES, b"\0")

    def forget(self) -> None:
        """Drop what is remembered."""
        with self._came:
            self._blocks.clear()

    def close(self) -> None:
        """Let go of it."""
        self._stream.close()


class Loudspeaker:
    """Sound that goes out; silence in between, so that no first word is cut off."""

    def __init__(self, library: Any, clock: Clock, device: str = "") -> None:
        self._clock = clock
        self._line, self._at = b"", 0
        self._end: float | None = None
        """When the last sample of the line is heard."""
        self._moved = Condition()
        self._blocks = 0
        self._stream = library.RawOutputStream(
            samplerate=RATE, channels=1, dtype="int16", blocksize=CHUNK, latency=0.1, device=device or None,
            callback=self._fill,
        )  # fmt: skip
        self._stream.start()

    def _fill(self, data: Any, frames: int, time: Any, status: Any) -> None:
        ahead = min(1.0, max(0.0, time.outputBufferDacTime - time.currentTime))
        heard = self._clock.now().mono + ahead
        with self._moved:
            piece = self._line[self._at : self._at + frames * _BYTES]
            data[: len(piece)] = piece
            data[len(piece) :] = bytes(frames * _BYTES - len(piece))
            self._at += len(piece)
            if piece and self._at >= len(self._line):
                self._end = heard + len(piece) / _BYTES / RATE
            self._blocks += 1
            self._moved.notify_all()

    def wait_for_first(self, patience: float = WARM_UP) -> None:
        """Until it plays. Raises Gone."""
        with self._moved:
            if not self._moved.wait_for(lambda: self._blocks > 0, patience):
                raise Gone

    def play(self, line: bytes, stop: Event) -> float:
        """Play a line to its end, or until `stop` is set. Returns the moment that was. Raises Gone."""
        if not line:
            return self._clock.now().mono
        with self._moved:
            self._line, self._at, self._end = line, 0, None
        try:
            end = self._played(stop)
        finally:
            with self._moved:
                self._line, self._at = b"", 0
        now = self._clock.now().mono
        if end is None or stop.wait(max(0.0, end - now)):
            return self._clock.now().mono
        return end

    def _played(self, stop: Event) -> float | None:
        """When the last sample of the line will be heard, once that is known; None: stopped before."""
        with self._moved:
            while self._end is None and not stop.is_set():
                seen = self._blocks
                if not self._moved.wait(PATIENCE) and seen == self._blocks:
                    raise Gone
            return self._end

    def close(self) -> None:
        """Let go of it."""
        self._stream.close()
