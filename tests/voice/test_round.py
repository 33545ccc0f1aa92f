"""Two rounds of practice aloud, at once, in rooms without a sound card: everything is real but the ears.

What the microphone measured is compared with the recording of the room.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import pytest

from tests.core.practising import Shelf, cue
from tests.voice.room import Room, Server, Stretch, said, silence, voice_program
from tui.core.clock import SystemClock
from tui.core.ports import Take
from tui.core.practice.drill import Answered, Effect, Event, FirstWord, Said, Save, Say, begin, step
from tui.core.practice.practice import GOOD, Drill, Review
from tui.core.practice.round import QUICK, Cue, Round, Stage
from tui.voice.answer import Figures
from tui.voice.voice import SoundVoice

#: For each line of both rounds: how long the rep hesitates, and how long they pause in the middle. Seconds.
ANSWERS = {
    "here": ((0.4, 0.5), (3.0, 0.0), (0.8, 0.7), (2.0, 0.3), (1.3, 0.9)),
    "there": ((2.6, 0.4), (0.6, 0.6), (1.6, 0.0), (1.0, 0.8), (2.3, 0.5)),
}
LINES = ("Too expensive.", "We're fine.", "Not now.", "Send me a mail.", "Who are you?")


@dataclass
class Played:
    """One round that was played."""

    takes: list[Take | None] = field(default_factory=list)
    truths: list[Figures] = field(default_factory=list)
    first_words: int = 0
    shelf: Shelf = field(default_factory=Shelf)
    round: Round | None = None


class Player:
    """What the screen does, without one: carries out the effects of the round, and posts what happens."""

    def __init__(self, voice: SoundVoice, room: Room, answers: Sequence[tuple[float, float]]) -> None:
        self.voice, self.room, self.played = voice, room, Played()
        self._answers = list(answers)
        self._clock = SystemClock()
        self._say: Cue | None = None

    async def play(self, cues: Sequence[Cue]) -> Played:
        await self.voice.open()
        assert (self.voice.speaks, self.voice.hears, self.voice.problem) == (True, True, "")
        self._follow(begin("batting", cues, self._clock.now()))
        while self._say:
            line, self._say = self._say, None
            await self.voice.speak(line.said, "en-GB", 1.1)
            self._post(Said())
            hesitates, pauses = self._answers.pop(0)
            pause = silence(pauses) + said("May I ask you something?") if pauses else b""
            self.room.answer(silence(hesitates) + said("That's fair.") + pause)
            take = await self.voice.listen(20, self._first_word)
            self.played.takes.append(take)
            self._post(Answered(take=take))
        await self.voice.close()
        self.played.truths = truths(*self.room.stretches())
        return self.played

    def _first_word(self) -> None:
        self.played.first_words += 1
        self._post(FirstWord())

    def _post(self, event: Event) -> None:
        assert self.played.round
        self._follow(step(self.played.round, event, self._clock.now()))

    def _follow(self, made: tuple[Round, tuple[Effect, ...]]) -> None:
        self.played.round, effects = made
        for effect in effects:
            match effect:
                case Say(cue):
                    self._say = cue
                case Save(request):
                    self.played.shelf.save(request)


def truths(prospect: Sequence[Stretch], rep: Sequence[Stretch]) -> list[Figures]:
    """Each line's answer: from the end of the line to the next line."""
    ends = [
        line.last
        for n, line in enumerate(prospect)
        if any(line.last < s.first for s in rep)
        and (n + 1 == len(prospect) or any(line.last < s.first < prospect[n + 1].first for s in rep))
    ]
    found = []
    for end, until in zip(ends, [*ends[1:], float("inf")], strict=True):
        words = [stretch for stretch in rep if end < stretch.first < until]
        gaps = [after.first - before.last for before, after in pairwise(words)]
        found.append(Figures(words[0].first - end, words[-1].last - words[0].first, max(gaps, default=0.0)))
    return found


@pytest.fixture(scope="module")
def played(
    servers: Callable[..., Server], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[list[Played]]:
    """Both rounds."""
    server = servers(*ANSWERS)
    folder = tmp_path_factory.mktemp("tracks")
    rooms = {name: Room(server, name, folder) for name in ANSWERS}

    async def both() -> list[Played]:
        players = [
            Player(SoundVoice(voice_program(server.voice_of(name))), rooms[name], answers)
            for name, answers in ANSWERS.items()
        ]
        cues = [cue(f"card {n}", line) for n, line in enumerate(LINES)]
        return await asyncio.gather(*(player.play(cues) for player in players))

    yield asyncio.run(both())
    for room in rooms.values():
        room.close()


def test_every_line_was_answered(played: list[Played]) -> None:
    for one in played:
        assert [take is not None for take in one.takes] == [True] * len(LINES)
        assert len(one.truths) == len(LINES)
        assert one.first_words == len(LINES)


def measured(played: list[Played]) -> list[tuple[Figures, Figures]]:
    """(measured, true) of every answer."""
    return [
        (Figures(take.first_word, take.talk, take.pause), true)
        for one in played
        for take, true in zip(one.takes, one.truths, strict=True)
        if take
    ]


def test_hesitation_is_measured_within_150_ms(played: list[Played]) -> None:
    both = [(took.first_word or 0.0, true.first_word or 0.0) for took, true in measured(played)]
    assert max(true for _, true in both) - min(true for _, true in both) > 2  # quick and slow ones were tried
    off = [round(took - true, 3) for took, true in both]
    print("first word, measured less true:", off)
    assert len(off) == 10
    assert max(map(abs, off)) < 0.150


def test_talk_and_pause_are_measured_within_200_ms(played: list[Played]) -> None:
    talk = [round(took.talk - true.talk, 3) for took, true in measured(played)]
    pause = [round(took.pause - true.pause, 3) for took, true in measured(played) if true.pause]
    print("talk:", talk, "pause:", pause)
    assert max(map(abs, talk)) < 0.200
    assert len(pause) == 8
    assert max(map(abs, pause)) < 0.200


def test_what_was_measured_is_saved(played: list[Played]) -> None:
    for one in played:
        assert one.round
        assert one.round.stage is Stage.OVER
        reviews = list(one.shelf.store.all(Review))
        assert [(r.first_word, r.talk, r.pause) for r in reviews] == [
            (take.first_word, take.talk, take.pause) for take in one.takes if take
        ]
        assert all(review.aloud and review.rating == GOOD for review in reviews)
        drill = next(iter(one.shelf.store.all(Drill)))
        assert (drill.lines, drill.timed) == (5, 5)
        first_words = [review.first_word for review in reviews if review.first_word is not None]
        assert drill.quick == sum(first <= QUICK for first in first_words)
