"""The voice as the app has it, with a process that does what a test says."""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path

import pytest

from tui.core.ports import Take
from tui.voice import voice as module
from tui.voice.session import GOES_ON, LOST, NO_DEVICE, NO_PORTAUDIO
from tui.voice.voice import BROKEN, SLOW, SoundVoice, no_practice
from tui.voice.wire import Command, Told, command, line, told

#: A child that answers as it is told to in `DOES`, and tells in `problem` which commands were stopped.
CHILD = """
import os, sys
from tui.voice.answer import Figures
from tui.voice.wire import Powers, Told, command, line
stopped = ""
def tell(id, what, figures=Figures(), text=""):
    sys.stdout.write(line(Told(id, what, figures, text, Powers(True, True, True, stopped))))
    sys.stdout.flush()
for given in sys.stdin:
    job = command(given)
    if job.do == "stop":
        stopped += f"{job.id} "
        continue
    DOES
"""


def voice(does: str = "tell(job.id, 'done')") -> SoundVoice:
    return SoundVoice((sys.executable, "-c", CHILD.replace("DOES", does.replace("\n", "\n    "))))


async def test_what_the_process_measured_is_a_take() -> None:
    words: list[str] = []
    one = voice(
        "sys.stdout.write('no message of ours\\n')\n"
        "tell(job.id, 'first word')\n"
        "tell(99, 'done')\n"
        "tell(job.id, 'done', Figures(1.2, 3.4, 0.5), 'That is \\x1b[31mfair.')"
    )
    assert not one.speaks
    await one.open()
    assert (one.speaks, one.hears, one.writes, one.problem) == (True, True, True, "")
    await one.speak("Not now.")
    assert await one.listen(20, lambda: words.append("first")) == Take(1.2, 3.4, 0.5, "That is fair.")
    assert words == ["first"]
    await one.close()
    assert not one.speaks


@pytest.mark.parametrize("doing", ["speak", "listen"])
async def test_what_is_cancelled_is_stopped(doing: str) -> None:
    one = voice("if job.do == 'open' or job.text == 'next': tell(job.id, 'done')")
    await one.open()
    going = asyncio.ensure_future(one.speak("Not now.") if doing == "speak" else one.listen(20))
    await asyncio.sleep(0)
    going.cancel()
    with pytest.raises(asyncio.CancelledError):
        await going
    await one.speak("next")
    assert one.problem == "2 "  # the second command was stopped, and the third was not
    await one.close()


@pytest.mark.parametrize("doing", ["speak", "listen"])
async def test_a_process_that_dies_is_said_and_nothing_hangs(doing: str) -> None:
    one = voice("if job.do == 'open': tell(job.id, 'done')\nelse: os._exit(11)")
    await one.open()
    if doing == "speak":
        await one.speak("Not now.")
    else:
        assert await one.listen(20) is None
    assert (one.speaks, one.hears, one.problem) == (False, False, LOST)
    assert await one.listen(20) is None
    await one.speak("Not now.")
    await one.close()


async def test_one_that_cannot_be_started_is_said() -> None:
    one = SoundVoice((str(Path("no", "such", "program")),))
    await one.open()
    assert one.problem == BROKEN
    await one.close()


async def test_a_device_that_does_not_answer_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_PATIENCE", 0.01)
    monkeypatch.setattr(module, "_GOODBYE", 0.01)
    one = voice("import threading; threading.Event().wait()")
    await one.open()
    assert (one.speaks, one.problem) == (False, SLOW)


async def test_before_it_is_open_nothing_is_waited_for() -> None:
    one = SoundVoice()
    await one.speak("Not now.")
    assert await one.listen(20) is None
    await one.close()


async def test_it_can_be_opened_again() -> None:
    one = voice()
    for _ in range(2):
        await one.open()
        await one.open()
        assert one.speaks
        await one.close()
        await one.close()


def test_messages_come_through() -> None:
    sent = Command(3, "speak", "Too “dear”.\n", "en-GB", 1.2)
    assert command(line(sent)) == sent
    assert line(sent).count("\n") == 1
    news = Told(3, "done")
    assert told(line(news)) == news
    for broken in ("", "{", "[]", "null", '{"id": 1}', '{"figures": 1, "powers": 2}', b"\xff"):
        assert command(broken) is None
        assert told(broken) is None


# ---------------------------------------------------------------------- the real process, without a device


def without(module: str) -> tuple[str, ...]:
    """The real one, on a computer that lacks a package."""
    code = f"import sys; sys.modules[{module!r}] = None; from tui.voice.child import main; main()"
    return (sys.executable, "-c", code)


async def test_without_the_extra_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    one = SoundVoice(without("sounddevice"))
    await one.open()
    assert not one.speaks
    assert not one.hears
    assert "pip install 'offhook[voice]'" in one.problem
    await one.close()


@pytest.mark.skipif(sys.platform == "win32", reason="a shell script stands for the system's voice")
async def test_without_the_extra_the_systems_voice_speaks_and_is_cut(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard = tmp_path / "heard"
    os.mkfifo(heard)
    said = tmp_path / "espeak-ng"
    said.write_text(
        f"#!/bin/sh\nread line\necho started > '{heard}'\n[ \"$line\" = short ] || exec sleep 600\n"
    )
    said.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}/bin{os.pathsep}/usr/bin")
    one = SoundVoice(without("sounddevice"))
    await one.open()
    assert (one.speaks, one.hears) == (True, False)
    speaking = asyncio.create_task(one.speak("a line that never ends"))
    assert await asyncio.to_thread(heard.read_text) == "started\n"
    speaking.cancel()
    short = asyncio.create_task(one.speak("short"))  # waits for its turn: the first one was cut
    assert await asyncio.to_thread(heard.read_text) == "started\n"
    await short
    await one.close()


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is no ALSA to be broken")
async def test_a_broken_sound_system_is_said(extra: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """ALSA 1.2.8 aborts the whole process here."""
    monkeypatch.setenv("ALSA_CONFIG_PATH", "/nowhere")
    one = SoundVoice()
    await one.open()
    assert (one.speaks, one.hears) == (False, False)
    assert one.problem in {BROKEN, NO_DEVICE, f"{NO_PORTAUDIO} {GOES_ON}"}
    await one.close()


@pytest.mark.parametrize("does", ["os.abort()", "None.text"])
async def test_a_sound_system_that_ends_its_process_does_not_end_ours(does: str) -> None:
    one = voice(does)
    await one.open()
    assert (one.speaks, one.problem) == (False, BROKEN)
    await one.open()
    assert one.problem == BROKEN
    await one.close()


async def test_a_fault_in_the_process_ends_it() -> None:
    code = (
        "from tui.voice import child, session, wire\n"
        "session.Session.open = lambda self: None\n"
        "session.Session.speak = lambda *_: 1 / 0\n"
        "session.Session.powers = property(lambda self: wire.Powers(True, True))\n"
        "child.main()"
    )
    one = SoundVoice((sys.executable, "-c", code))
    await one.open()
    assert one.speaks
    await one.speak("Not now.")
    assert one.problem == LOST
    await one.close()


#: It records until it is stopped, or for ever.
RECORDS = (
    "if job.do == 'open': tell(job.id, 'done')\n"
    "elif job.do == 'record':\n"
    "    if job.text == 'none': tell(job.id, 'nothing')\n"
    "    else: command(sys.stdin.readline()); tell(job.id, 'done')"
)


async def test_a_recording_goes_on_until_it_is_enough() -> None:
    one, enough = voice(RECORDS), asyncio.Event()
    await one.open()
    going = asyncio.create_task(one.record(Path("take.wav"), 60.0, enough))
    await asyncio.sleep(0)
    assert not going.done()
    enough.set()
    assert await going
    assert not await one.record(Path("none"), 60.0, asyncio.Event())
    await one.close()
    assert not await one.record(Path("take.wav"), 60.0, enough)


async def test_a_recording_of_a_process_that_dies_is_none() -> None:
    one = voice("if job.do == 'open': tell(job.id, 'done')\nelse: os._exit(11)")
    await one.open()
    assert not await one.record(Path("take.wav"), 60.0, asyncio.Event())
    assert one.problem == LOST
    await one.close()


@pytest.mark.parametrize(
    ("problem", "said"),
    [
        ("", ""),
        (NO_DEVICE, "No sound device was found."),
        (f"{NO_PORTAUDIO} {GOES_ON}", NO_PORTAUDIO),
        (LOST, "The sound device is gone."),
    ],
)
def test_outside_practice_nothing_is_said_of_it(problem: str, said: str) -> None:
    assert no_practice(problem) == said


async def test_how_loud_it_is_is_told_until_it_is_cancelled() -> None:
    one = voice("sys.stdout.write(line(Told(job.id, 'level', level=0.25)))\nsys.stdout.flush()")
    levels: asyncio.Queue[float] = asyncio.Queue()
    measuring = asyncio.create_task(one.measure("", levels.put_nowait))
    assert await levels.get() == 0.25
    measuring.cancel()
    with pytest.raises(asyncio.CancelledError):
        await measuring
    await one.close()


async def test_a_microphone_that_cannot_be_measured_is_said() -> None:
    one = voice("tell(job.id, 'nothing', text='It cannot be opened.')")
    assert await one.measure("", lambda level: None) == "It cannot be opened."
    await one.close()
