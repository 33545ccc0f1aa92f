"""A round of practice at work: events go through `core/practice/drill.py`, its saves through the runner."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from random import Random
from typing import TYPE_CHECKING, Any

from tui.core.ports import Persona, Record, SaveFailed
from tui.core.practice import drill
from tui.core.practice.drill import Event, Learn, NotStored, Save, Say
from tui.core.practice.due import median_first_word
from tui.core.practice.practice import Phrase
from tui.core.practice.round import Cue, Round
from tui.core.request import Impossible, Practised

if TYPE_CHECKING:
    from tui.app import Offhook


#: Hears why something could not be saved, a sentence.
Failed = Callable[[str], object]


class Keeping:
    """Puts what practice brings on the disk, in turn with everything else."""

    def __init__(self, app: Offhook) -> None:
        self._app = app

    def practised(self, request: Practised, failed: Failed) -> None:
        """Lines that were answered, or a round. `failed` hears why when it could not be saved."""
        self._told(self._app.runner.do(request), failed)

    def record(self, record: Record, failed: Failed) -> None:
        """A rung, a phrase, an intention."""
        self._told(self._app.runner.keep(record), failed)

    def _told(self, saved: asyncio.Future[Any], failed: Failed) -> None:
        """It has its turn whatever becomes of the screen. When the app has ended, nobody is left to tell."""

        def tell(done: asyncio.Future[Any]) -> None:
            answer = None if done.cancelled() else done.result()
            if isinstance(answer, SaveFailed) and self._app.is_running:
                failed(answer.problem)
            elif isinstance(answer, Impossible) and self._app.is_running:
                failed(f"Not saved: {answer.why}.")

        saved.add_done_callback(tell)

    def phrase(self, check: str, words: str, failed: Failed) -> Phrase:
        """Words of the rep's that count from now on."""
        runner = self._app.runner
        phrase = Phrase(runner.store.new_id(Phrase), check, words, runner.now.utc)
        self.record(phrase, failed)
        return phrase


class Game:
    """One round, from its first line to the last rating."""

    def __init__(self, app: Offhook, mode: str, cues: Sequence[Cue], chance: Random) -> None:
        """`cues`: at least one."""
        self._app, self._chance = app, chance
        self.keeping = Keeping(app)
        self.mode = mode
        self.phrases = list(app.services.store.all(Phrase))
        self.show: Callable[[Cue], object] = lambda cue: None
        """Shows a line, then posts Said."""
        self.follow: Callable[[], object] = lambda: None
        """Called after each step."""
        self._voices: dict[str, Persona] = {}
        self.round: Round
        self.round, self._first = drill.begin(
            mode, cues, app.runner.now, median_first_word(app.services.store)
        )

    def start(self) -> None:
        """Say the first line."""
        effects, self._first = self._first, ()
        self._carry_out(effects)

    def post(self, event: Event) -> None:
        """Something happened."""
        before = self.round
        self.round, effects = drill.step(before, event, self._app.runner.now)
        self._carry_out(effects)
        if self.round is not before:
            self.follow()

    def _carry_out(self, effects: Sequence[drill.Effect]) -> None:
        for effect in effects:
            match effect:
                case Say(cue):
                    self.show(cue)
                case Save(request):
                    self.keeping.practised(request, lambda problem: self.post(NotStored(problem)))
                case Learn(check, words):
                    self.learn(check, words)

    def learn(self, check: str, words: str) -> None:
        """Words that count from now on."""
        self.phrases.append(self.keeping.phrase(check, words, lambda problem: self.post(NotStored(problem))))

    def persona(self, cue: Cue) -> Persona | None:
        """Who says a line: whoever says no in these words, else anybody of the right temper; the same for
        one item in one round. Other voices and moods are part of the exercise."""
        if cue.item not in self._voices:
            all_of_them = [one for one in self._app.playbook.personas() if "/" not in one.id]
            exact = [one for one in all_of_them if cue.said in one.says_no_like]
            rough = [one for one in all_of_them if one.mood == "hostile"] if self.mode == "hard" else []
            plain = [one for one in all_of_them if not one.gatekeeper]
            choice = exact or rough or plain or all_of_them
            if not choice:
                return None
            self._voices[cue.item] = self._chance.choice(choice)
        return self._voices[cue.item]


async def keep_answer(app: Offhook, said: str, answer: str) -> str:
    """Make an answer the rep's card for what was said. Returns the file's name. Raises OSError."""
    scripts = app.wording.scripts

    def write() -> str:
        return scripts.write_card(said, answer, scripts.pages(app.playbook)).name

    name = await asyncio.to_thread(write)
    await app.wording.reload()
    return name
