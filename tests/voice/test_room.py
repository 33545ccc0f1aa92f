"""What may happen in a room while somebody speaks or listens. Real devices, that nobody hears."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

from tests.voice.room import Room, Server, said, silence, voice_program
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
