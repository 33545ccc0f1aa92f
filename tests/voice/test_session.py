"""What is opened, what is missing, and what is said about it."""

from __future__ import annotations

import wave
from collections.abc import Iterator
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from tui.core.clock import FakeClock
from tui.voice import session as module
from tui.voice import voices, writing
from tui.voice.answer import CHUNK, RATE
from tui.voice.device import Gone
from tui.voice.session import Session
from tui.voice.sound import FADE
from tui.voice.voices import Command
from tui.voice.wire import Powers


class Ear:
    """A microphone that heard these chunks."""

    def __init__(self, *chunks: bytes, gone: bool = False) -> None:
        self.asked: list[float] = []
        self.forgotten = 0
        self._chunks, self._gone = chunks, gone

    def wait_for_first(self) -> None:
        pass

    def number_at(self, moment: float) -> int:
        self.asked.append(moment)
        return 0

    def chunks(self, since: int, stop: Event) -> Iterator[bytes]:
        yield from self._chunks
        if self._gone:
            raise Gone

    def forget(self) -> None:
        self.forgotten += 1


class Mouth:
    """A loudspeaker on which every line takes a second."""

    def __init__(self, clock: FakeClock, *, gone: bool = False) -> None:
        self._clock, self._gone = clock, gone
        self.played: list[bytes] = []

    def wait_for_first(self) -> None:
        pass

    def play(self, line: bytes, stop: Event) -> float:
        if self._gone:
            raise Gone
        self.played.append(line)
        self._clock.advance(1.0)
        return self._clock.now().mono


class Speaker:
    """A voice that says bytes."""

    def __init__(self, fails: bool = False) -> None:
        self._fails = fails

    def samples(self, text: str, voice: str, rate: float) -> bytes:
        if self._fails:
            raise ValueError("hoarse")
        return text.encode()


class Ears:
    """A detector that hears speech where a chunk is not nought."""

    def reset(self) -> None:
        pass

    def __call__(self, audio: bytes) -> float:
        return float(audio[0] > 1)


class Library:
    PortAudioError = RuntimeError


WORD, HISS, NOUGHT = b"\2" * 2 * CHUNK, b"\1" * 2 * CHUNK, bytes(2 * CHUNK)


class Rig:
    """A session with fakes for everything that costs."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.clock = FakeClock()
        self.library: tuple[Any, str] = (Library, "")
        self.ear: Ear | None = Ear(*[WORD] * 20, *[HISS] * 60)
        self.mouth: Mouth | None = Mouth(self.clock)
        self.speaker: Any = Speaker()
        self.command: Command | None = None
        self.ears: Any = Ears()
        patch.setattr(module, "sound_library", lambda: self.library)
        patch.setattr(module, "_detector", lambda: self.ears)
        patch.setattr(module, "Microphone", lambda *_: self._or_none(self.ear))
        patch.setattr(module, "Loudspeaker", lambda *_: self._or_none(self.mouth))
        patch.setattr(voices, "pico", lambda: self.speaker)
        patch.setattr(voices, "command", lambda writes=False: None if writes else self.command)
        patch.setattr(writing, "installed", lambda: False)

    def _or_none(self, device: object) -> object:
        if device is None:
            raise Library.PortAudioError("Error querying device -1")
        return device

    def open(self) -> Session:
        session = Session(self.clock)
        session.open()
        return session


@pytest.fixture
def rig(monkeypatch: pytest.MonkeyPatch) -> Rig:
    return Rig(monkeypatch)


def listen(session: Session, words: list[str] | None = None) -> Any:
    told = [] if words is None else words
    return session.listen(30.0, lambda: told.append("first word"), Event())


def test_everything_is_there(rig: Rig) -> None:
    assert rig.open().powers == Powers(True, True, False, "")


def test_without_the_extra_one_is_told_what_to_install(rig: Rig) -> None:
    rig.library = (None, module.NOT_INSTALLED)
    powers = rig.open().powers
    assert (powers.speaks, powers.hears) == (False, False)
    assert "pip install 'offhook[voice]'" in powers.problem
    assert "goes on in text" in powers.problem


def test_without_the_extra_the_systems_voice_speaks(rig: Rig) -> None:
    rig.library = (None, module.NO_PORTAUDIO)
    rig.command = Command("true", play=lambda voice, rate: [], reads=False)
    session = rig.open()
    assert (session.powers.speaks, session.powers.hears) == (True, False)
    assert "apt install libportaudio2" in session.powers.problem
    assert "spoken by true" in session.powers.problem
    assert session.speak("Not now.", "", 1.0, Event())
    assert listen(session) is None


@pytest.mark.parametrize(
    ("gone", "speaks", "hears", "says"),
    [
        (("ear", "mouth"), False, False, "No sound device"),
        (("ear",), True, False, "No microphone"),
        (("mouth",), False, True, "No loudspeaker"),
        (("speaker",), False, True, "No voice"),
        (("ears",), True, False, "does not run here"),
    ],
)
def test_what_is_missing_is_said(
    rig: Rig, gone: tuple[str, ...], speaks: bool, hears: bool, says: str
) -> None:
    for name in gone:
        setattr(rig, name, None)
    powers = rig.open().powers
    assert (powers.speaks, powers.hears) == (speaks, hears)
    assert says in powers.problem


def test_an_answer_is_measured_from_the_last_word_of_the_line(rig: Rig) -> None:
    session = rig.open()
    assert session.speak("Too “dear”.", "en-GB", 1.0, Event())
    assert rig.mouth
    assert rig.mouth.played == [b"Too dear."]
    rig.clock.advance(0.4)  # the app is busy meanwhile
    told: list[str] = []
    figures, text = listen(session, told)
    assert rig.ear
    assert rig.ear.asked == [pytest.approx(1.0 - FADE)]
    assert told == ["first word"]
    assert (figures.first_word, text) == (0.0, "")
    assert figures.talk == pytest.approx(0.6, abs=0.05)
    assert rig.ear.forgotten == 1


@pytest.mark.parametrize("waits", [0.0, 60.0])
def test_without_a_line_it_is_measured_from_now(rig: Rig, waits: float) -> None:
    session = rig.open()
    if waits:
        session.speak("Too dear.", "", 1.0, Event())
    rig.clock.advance(waits)
    listen(session)
    assert rig.ear
    assert rig.ear.asked == [rig.clock.now().mono]


def test_a_line_that_was_cut_or_is_no_words_ends_at_once(rig: Rig) -> None:
    session, stop = rig.open(), Event()
    stop.set()
    session.speak("Too dear.", "", 1.0, stop)
    listen(session)
    assert not session.speak("", "", 1.0, Event())
    listen(session)
    assert rig.ear
    assert rig.ear.asked == [1.0, 2.0]


def test_a_microphone_that_goes_away_leaves_nothing_made_up(rig: Rig) -> None:
    rig.ear = Ear(WORD, WORD, gone=True)
    session = rig.open()
    assert listen(session) is None
    assert session.powers == Powers(problem=module.LOST)
    assert not session.speak("Not now.", "", 1.0, Event())
    assert rig.ear.forgotten == 1


def test_a_loudspeaker_that_goes_away(rig: Rig) -> None:
    rig.mouth = Mouth(rig.clock, gone=True)
    session = rig.open()
    assert not session.speak("Not now.", "", 1.0, Event())
    assert session.powers.problem == module.LOST


def test_a_voice_that_fails_leaves_the_microphone(rig: Rig) -> None:
    rig.speaker = Speaker(fails=True)
    session = rig.open()
    assert not session.speak("Not now.", "", 1.0, Event())
    assert session.powers == Powers(False, True, False, module.NO_VOICE)
    assert listen(session)


def test_a_muted_microphone_is_no_silent_rep(rig: Rig) -> None:
    rig.ear = Ear(*[NOUGHT] * 1000)
    session = rig.open()
    assert listen(session) is None
    assert session.powers == Powers(True, True, False, module.MUTED)


def test_a_silent_rep_is_one(rig: Rig) -> None:
    rig.ear = Ear(*[HISS] * 1000)
    figures, _ = listen(rig.open())
    assert figures.first_word is None


def test_what_was_said_is_written_down(rig: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[bytes] = []

    class Writer:
        def text(self, sound: bytes) -> str:
            heard.append(sound)
            return "That is fair."

    monkeypatch.setattr(writing, "installed", lambda: True)
    monkeypatch.setattr(writing, "load", Writer)
    session = rig.open()
    assert session.powers.writes
    assert listen(session)[1] == "That is fair."
    assert heard[0].startswith(WORD * 20)
    assert len(heard[0]) < len(WORD) * 35  # the words, not the silence after them


def test_a_writer_that_fails_costs_only_the_text(rig: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    class Writer:
        def text(self, sound: bytes) -> str:
            raise RuntimeError("out of memory")

    monkeypatch.setattr(writing, "installed", lambda: True)
    monkeypatch.setattr(writing, "load", Writer)
    session = rig.open()
    figures, text = listen(session)
    assert (figures.first_word, text) == (0.0, "")
    assert not session.powers.writes


def test_what_is_said_is_written_into_a_file(rig: Rig, tmp_path: Path) -> None:
    session = rig.open()
    assert session.record(tmp_path / "take.wav", 30.0, Event())
    with wave.open(str(tmp_path / "take.wav")) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, RATE)
        assert file.readframes(RATE * 99) == WORD * 20 + HISS * 60
    assert rig.ear
    assert rig.ear.forgotten == 1


def test_a_recording_ends_after_the_seconds_it_may_take(rig: Rig, tmp_path: Path) -> None:
    assert rig.open().record(tmp_path / "take.wav", CHUNK * 3 / RATE, Event())
    with wave.open(str(tmp_path / "take.wav")) as file:
        assert file.getnframes() == CHUNK * 3


@pytest.mark.parametrize("ear", [None, Ear(WORD, gone=True)])
def test_without_a_microphone_nothing_is_written(rig: Rig, tmp_path: Path, ear: Ear | None) -> None:
    rig.ear = ear
    session = rig.open()
    assert not session.record(tmp_path / "take.wav", 30.0, Event())
    assert session.powers.problem
    assert not list(tmp_path.iterdir())
