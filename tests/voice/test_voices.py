"""Who speaks, and how."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from threading import Event

import pytest

from tests.voice.test_sound import tone, wav
from tui.voice import voices
from tui.voice.answer import RATE
from tui.voice.sound import FADE, samples
from tui.voice.voices import CANNOT, COMMANDS, Command, in_reach, nearest, speakable

THERE = ("en-GB", "en-US", "de-DE")


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("en-US", "en-US"),
        ("EN_us", "en-US"),
        ("en-AU", "en-GB"),
        ("de", "de-DE"),
        ("fi-FI", "usual"),
        ("", "usual"),
    ],
)
def test_the_nearest_voice(wanted: str, found: str) -> None:
    assert nearest(wanted, THERE, "usual") == found


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Don’t — just don’t…", "Don't , just don't..."),
        ("“Too dear”, she said.", "Too dear, she said."),
        ("<speed level='9'>now</speed> & then", "speed level='9' now /speed and then"),
        ("one\n\ttwo\x1b[31m three\x00", "one two three"),
    ],
)
def test_a_line_is_made_speakable(text: str, read: str) -> None:
    assert speakable(text) == read


def test_a_line_has_an_end() -> None:
    assert len(speakable("word " * 1000)) <= voices.LONGEST


def test_nobody_speaks_too_fast_to_be_followed() -> None:
    assert [in_reach(rate) for rate in (0.0, 0.9, 9.0)] == [0.5, 0.9, 2.0]


def test_pico_speaks_without_crackling_and_faster_when_asked(extra: None) -> None:
    pico = voices.pico()
    assert pico
    line = "It is too expensive for us."
    slow, fast = pico.samples(line, "en-GB", 0.8), pico.samples(line, "en-GB", 1.4)
    assert len(slow) > 1.5 * len(fast) > RATE
    assert max(map(abs, samples(slow))) < 32_767
    assert pico.samples(line, "en-US", 1.0) != pico.samples(line, "en-GB", 1.0)
    assert pico.samples("…", "en-GB", 1.0) == b""


def program(code: str, *, writes: bool = True) -> Command:
    """A voice of the system, played by Python."""
    start = ["-c", f"import sys; text = sys.stdin.read()\n{code}"]
    return Command(
        sys.executable,
        play=lambda voice, rate: [*start, voice, str(rate)],
        write=(lambda voice, rate, file: [*start, voice, str(rate), str(file)]) if writes else None,
    )


def test_a_command_gives_us_its_samples(tmp_path: Path) -> None:
    file = tmp_path / "line.wav"
    file.write_bytes(wav(tone(0.5, 9_000, 22_050), 22_050))
    voice = program(
        f"assert text == 'Not now.'\nopen(sys.argv[3], 'wb').write(open({str(file)!r}, 'rb').read())"
    )
    sound = voice.samples("Not now.", "en-GB", 1.0)
    assert len(sound) / 2 / RATE == pytest.approx(0.5 + FADE, abs=0.13)


@pytest.mark.parametrize("code", ["sys.exit(3)", "pass", "open(sys.argv[3], 'w').write('no sound')"])
def test_a_command_that_fails_says_so(code: str) -> None:
    with pytest.raises(CANNOT):
        program(code).samples("Not now.", "en-GB", 1.0)


def test_a_command_plays_by_itself(tmp_path: Path) -> None:
    heard = tmp_path / "heard"
    program(f"open({str(heard)!r}, 'w').write(text)").aloud("Not now.", "", 1.0, Event())
    assert heard.read_text() == "Not now."


def test_a_command_is_stopped_at_once() -> None:
    stop = Event()
    stop.set()
    program("import threading; threading.Event().wait()").aloud(
        "Not now.", "", 1.0, stop
    )  # or this never returns


def test_the_systems_voices_are_found_on_the_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert voices.command() is None
    for name in ("spd-say", "espeak-ng"):
        (tmp_path / name).write_text("#!/bin/sh\n")
        os.chmod(tmp_path / name, 0o755)
        found = voices.command()
        assert found
        assert found.program == name
    (tmp_path / "espeak-ng").unlink()
    assert voices.command(writes=True) is None  # spd-say only plays


def test_what_the_commands_are_called_with(tmp_path: Path) -> None:
    say, espeak, spd = COMMANDS
    assert say.play("en-GB", 1.2) == ["-v", "Daniel", "-r", "210", "-f", "-"]
    assert say.write
    assert str(tmp_path) in say.write("fi-FI", 1.0, tmp_path)
    assert espeak.play("en-GB", 1.0) == ["-v", "en-gb", "-s", "175", "--stdin"]
    assert list(spd.play("de-DE", 1.5)) == ["--wait", "--language", "de", "--rate", "50", "--"]
