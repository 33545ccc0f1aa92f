"""What may happen in a room while somebody speaks or listens. Real devices, that nobody hears."""

from __future__ import annotations

import asyncio
import wave
from collections.abc import Callable
from pathlib import Path

from tests.voice.room import LOUD, Room, Server, said, silence, voice_program
from tui.voice.answer import RATE
from tui.voice.session import LOST
from tui.voice.sound import samples
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
