"""What may happen in a room while somebody speaks or listens. Real devices, that nobody hears."""

from __future__ import annotations

import asyncio
import math
import wave
from array import array
from collections.abc import Callable
from pathlib import Path

from tests.voice.room import LOUD, Room, Server, said, silence, voice_program
from tui.core.call.level import Meter
from tui.voice.answer import RATE
from tui.voice.session import LOST
from tui.voice.sound import pcm, samples
from tui.voice.trial import NO_MICROPHONE
from tui.voice.voice import SoundVoice

ENDLESS = "We have looked at this before, " * 12


async def test_a_line_that_is_cancelled_is_silent_and_the_next_one_is_timed(
    servers: Callable[..., Server], tmp_path: Path
) -> None:
    server = servers("room")
    room = Room(server, "room", tmp_path)
    voice = SoundVoice(voice_program(server.voice_of("room")))
    await voice.open()
    speaking = asyncio.create_task(voice.speak(ENDLESS, "en-US"))
    await asyncio.to_thread(room.wait_until, lambda recorded: any(samples(bytes(recorded))[0::2]))
    speaking.cancel()
    await voice.speak("Not now.", "en-GB")
    room.answer(silence(0.7) + said("That's fair."))
    take = await voice.listen(20)
    await voice.close()
    prospect, rep = room.stretches()
    room.close()
    assert take
    assert take.first_word is not None
    assert sum(stretch.last - stretch.first for stretch in prospect[:-1]) < 2.0  # of half a minute
    assert abs(take.first_word - (rep[0].first - prospect[-1].last)) < 0.150


async def test_listening_ends_when_the_time_is_up_and_can_be_cancelled(
    servers: Callable[..., Server], tmp_path: Path
) -> None:
    server = servers("room")
    room = Room(server, "room", tmp_path)
    voice = SoundVoice(voice_program(server.voice_of("room")))
    await voice.open()
    first: asyncio.Future[None] = asyncio.get_running_loop().create_future()
    room.answer(said("That's fair.") * 3)
    listening = asyncio.create_task(voice.listen(20, lambda: first.set_result(None)))
    await first
    listening.cancel()
    room.answer(said("That's fair.") * 20)
    take = await voice.listen(3.0)
    await voice.close()
    room.close()
    assert take
    assert 1.0 < take.talk <= 3.0


async def test_a_device_that_goes_away_is_said(servers: Callable[..., Server], tmp_path: Path) -> None:
    server = servers("room")
    room = Room(server, "room", tmp_path)
    voice = SoundVoice(voice_program(server.voice_of("room")))
    await voice.open()
    first: asyncio.Future[None] = asyncio.get_running_loop().create_future()
    room.answer(said("May I ask you something?") * 5)
    listening = asyncio.create_task(voice.listen(60, lambda: first.set_result(None)))
    await first
    server.kill()
    assert await listening is None
    assert (voice.speaks, voice.hears, voice.problem) == (False, False, LOST)
    await voice.speak("Not now.")
    await voice.close()
    room.close()


async def test_what_the_rep_says_is_recorded_until_it_is_enough(
    servers: Callable[..., Server], tmp_path: Path
) -> None:
    server = servers("room")
    room = Room(server, "room", tmp_path)
    voice = SoundVoice(voice_program(server.voice_of("room")))
    await voice.open()
    enough, words = asyncio.Event(), said("That's fair.")
    recording = asyncio.create_task(voice.record(tmp_path / "take.wav", 60.0, enough))
    room.answer(words)
    # A second of silence behind the words: then all of them have been heard.
    await asyncio.to_thread(
        room.wait_until,
        lambda recorded: (
            any(heard := samples(bytes(recorded[: len(recorded) // 4 * 4]))[1::2]) and not any(heard[-RATE:])
        ),
    )
    enough.set()
    assert await recording
    await voice.close()
    room.close()
    with wave.open(str(tmp_path / "take.wav")) as file:
        heard = samples(file.readframes(file.getnframes()))
    loud = [n for n, sample in enumerate(heard) if abs(sample) > LOUD]
    assert abs((loud[-1] - loud[0]) - len(words) / 2) < 0.1 * RATE


async def test_a_tone_has_its_level_and_silence_has_none(
    servers: Callable[..., Server], tmp_path: Path
) -> None:
    """A tone of a quarter of the loudest there can be: 12 decibels below it."""
    server = servers("level")
    room = Room(server, "level", tmp_path)
    voice = SoundVoice(voice_program(server.voice_of("level")))
    levels: asyncio.Queue[float] = asyncio.Queue()
    measuring = asyncio.create_task(voice.measure("", levels.put_nowait))
    assert await levels.get() == 0.0
    room.answer(pcm(array("h", (int(8192 * math.sin(n * 0.3)) for n in range(RATE))) * 60))
    async with asyncio.timeout(20):
        while (share := await levels.get()) < 0.2:
            pass
        loudest = [share, *[await levels.get() for _ in range(5)]]
    assert all(0.24 < share < 0.26 for share in loudest[1:])
    meter = Meter().heard(loudest[-1], 0.0)
    assert (meter.word, round(meter.now)) == ("good", -12)
    measuring.cancel()
    await asyncio.wait([measuring])
    await voice.close()
    room.close()


async def test_without_any_device_the_level_is_not_shown_and_it_is_said(
    servers: Callable[..., Server], tmp_path: Path
) -> None:
    server = servers("gone")
    environment = server.voice_of("gone")
    server.kill()
    voice = SoundVoice(voice_program(environment))
    assert await voice.measure("", lambda level: None) == NO_MICROPHONE
    await voice.close()


async def test_the_rep_hears_what_they_said(servers: Callable[..., Server], tmp_path: Path) -> None:
    server = servers("echo")
    room = Room(server, "echo", tmp_path)
    room.answer(pcm(array("h", (int(8192 * math.sin(n * 0.3)) for n in range(RATE))) * 60))
    voice = SoundVoice(voice_program(server.voice_of("echo")))
    told: list[str] = []
    assert await voice.echo("", 1.0, lambda: told.append("speak now")) == ""
    await asyncio.to_thread(room.wait_until, lambda recorded: bool(room.stretches()[0]))
    assert told == ["speak now"]
    (played,) = room.stretches()[0]
    assert 0.8 < played.last - played.first < 1.1
    await voice.close()
    room.close()
