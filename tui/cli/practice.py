"""`offhook practice`: a round of practice line by line, for a screen reader or a pipe."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from random import Random
from typing import Any

from tui.cli.speak import DONE, Refused, Speaker
from tui.cli.typed import Typed
from tui.core.ports import Playbook
from tui.core.practice.dialogue import Heard
from tui.core.practice.drill import (
    Answered,
    Changed,
    Effect,
    Event,
    FirstWord,
    Hinted,
    Rated,
    Said,
    Save,
    Say,
    Stopped,
    begin,
    step,
)
from tui.core.practice.due import deck, due, median_first_word, met_lately
from tui.core.practice.line_up import line_up
from tui.core.practice.practice import Phrase, Review
from tui.core.practice.round import QUICK, Cue, Round, Stage
from tui.core.request import Practised
from tui.core.text import count
from tui.core.words import fill
from tui.files import inbox
from tui.files.home import Home
from tui.wiring import Services, hand_over, open_playbook, open_services, take_up_leftovers

MODES = ("flash", "batting", "warm-up")
#: Ratings as they are said.
RATINGS = {1: "again", 2: "hard", 3: "good", 4: "easy"}
_RATE = "1 again, 2 hard, 3 good, 4 easy"

EXAMPLES = {
    "practice": "example:\n  offhook practice --cards 5\n  offhook practice --mode batting\n\n"
    "While it runs: type an answer, or say it aloud and press enter alone; a question mark shows\n"
    "an answer, q stops.\n"
    "In a terminal the time from a line being printed to your first key is kept as the time to your first\n"
    "word; --untimed keeps none, which suits a screen reader. From a pipe nothing is timed."
}


def add(parser: argparse.ArgumentParser) -> None:
    """The arguments."""
    parser.add_argument(
        "--cards", type=_cards, metavar="N", help="at most so many lines (your practice_lines)"
    )
    parser.add_argument("--mode", choices=MODES, default="flash", help="flash (rated one by one) is usual")
    parser.add_argument("--untimed", action="store_true", help="do not time the first key")
    parser.add_argument(
        "--json", action="store_true", help="one JSON document at the end; lines go to stderr"
    )


def _cards(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= 100:
        raise argparse.ArgumentTypeError(f"'{text}' is no number of lines from 1 to 100")
    return int(text)


def run(args: argparse.Namespace, home: Home, speaker: Speaker) -> int:
    """Play one round. It may last, so it never has the store: each line is handed over as it is answered, to
    the open app or to the end of this command.
    """
    services = open_services(home, read_only=True)
    try:
        playbook = open_playbook(home)
        cues = _lines(args, services, playbook)
        if not cues:
            raise Refused("The library has no cards to practise. Bring the scripts back, or write a card.")
        game = _Game(services, playbook, speaker, Typed(keys=not args.untimed))
        game.play(args.mode, cues)
    finally:
        services.store.close()
        for news in take_up_leftovers(home):
            if news.problem:
                speaker.complain(news.problem)
    _sum_up(game.round, bool(inbox.waiting(home.inbox)), speaker)
    return DONE


def _lines(args: argparse.Namespace, services: Services, playbook: Playbook) -> Sequence[Cue]:
    """The lines of the round, by what is due now."""
    now, shelf = services.clock.now().utc, services.store
    asked = due(shelf, deck(playbook.cards()), now, services.books().day_began(now), met_lately(shelf, now))
    most = args.cards or services.settings.practice_lines
    return line_up(args.mode, asked, shelf, Random(), lines=most, openers=playbook.lines("opener")[:5])[:most]


class _Game:
    """A round with somebody who types."""

    def __init__(self, services: Services, playbook: Playbook, speaker: Speaker, typed: Typed) -> None:
        self._services, self._playbook, self._typed = services, playbook, typed
        self._say = _sayer(speaker)
        self._values = _values(services)
        self._phrases = list(services.store.all(Phrase))
        self.round: Round

    def play(self, mode: str, cues: Sequence[Cue]) -> None:
        """From the first line to the last, or to q."""
        self._say(f"{count(len(cues), 'line')}. Type an answer, or say it aloud and press enter.")
        self._say("A question mark shows an answer, q stops.")
        now, median = self._services.clock.now(), median_first_word(self._services.store)
        self.round, effects = begin(mode, cues, now, median)
        # Whoever has the lines read out needs time that no clock should run against.
        self.round = replace(self.round, rules=replace(self.round.rules, seconds=0.0))
        self._carry_out(effects)
        while self.round.stage is not Stage.OVER:
            if self.round.stage is Stage.RATING:
                self._rate()
            else:
                self._ask()
        if not self.round.rules.at_once and self.round.replies:
            self._look_back()

    def _post(self, event: Event) -> None:
        self.round, effects = step(self.round, event, self._services.clock.now())
        self._carry_out(effects)

    def _carry_out(self, effects: Sequence[Effect]) -> None:
        for effect in effects:
            match effect:
                case Say(cue):
                    self._say("")
                    self._say(f"{self.round.number} of {self.round.lines}: {self._filled(cue.said)}")
                case Save(request):
                    self._hand_over(request)

    def _hand_over(self, request: Practised) -> None:
        try:
            hand_over(self._services.home, request)
        except OSError as error:
            raise Refused(
                f"The last line cannot be kept in {self._services.home.inbox} ({error.strerror}). The lines "
                "before it are safe. Make room, or make the folder writable, and practise again."
            ) from None

    def _ask(self) -> None:
        """The line that was said, up to its answer."""
        self._post(Said())
        hinted = False
        while True:
            line = self._typed.line(None if hinted else lambda: self._post(FirstWord()))
            if line is None or line.strip().lower() == "q":
                return self._post(Stopped())
            if line.strip() != "?":
                break
            hinted = True
            self._post(Hinted())
            self._show_answer(self.round.cue)
        cue = self.round.cue
        assert cue is not None
        heard = self._playbook.hear(line, cue.wanted, self._phrases) if line.strip() else None
        self._post(Answered(line, heard))
        if heard and self.round.stage is Stage.RATING:
            for sentence in sentences(heard):
                self._say(sentence)
        return None

    def _rate(self) -> None:
        """The answer that was given, up to its rating."""
        assert self.round.answer is not None
        proposed = self.round.answer.review.rating
        self._say(f"How was it? {_RATE}; enter alone is {proposed} {RATINGS[proposed]}.")
        while True:
            line = self._typed.line()
            if line is None or line.strip().lower() == "q":
                return self._post(Stopped())
            if line.strip() == "?":
                self._show_answer(self.round.cue)
            elif line.strip() in {"", "1", "2", "3", "4"}:
                return self._post(Rated(int(line) if line.strip() else proposed))
            else:
                self._say(f"{_RATE}, or enter alone.")

    def _show_answer(self, cue: Cue | None) -> None:
        answer = self._filled(cue.answer) if cue else ""
        self._say(f"An answer: {answer}" if answer else "Nobody has written an answer to this yet.")

    def _look_back(self) -> None:
        """The lines of a quick round, with their ratings, which can be changed."""
        self._say("")
        for n, reply in enumerate(self.round.replies, 1):
            self._say(f"{n}. {self._filled(reply.cue.said)} {_told(reply.review)}")
        self._say("A line and a rating change it, like 2 1; enter alone ends.")
        self._say("A line and a question mark show its answer, like 2 ?")
        while (line := self._typed.line()) and (words := line.split()) and words[0].lower() != "q":
            match words:
                case [number, "?"] if (at := self._place(number)) is not None:
                    self._show_answer(self.round.replies[at].cue)
                case [number, "1" | "2" | "3" | "4" as rating] if (at := self._place(number)) is not None:
                    self._post(Changed(at, int(rating)))
                    self._say(f"{number}. {RATINGS[int(rating)]}.")
                case _:
                    self._say("A line and a rating, like 2 1, or a line and a question mark, or enter alone.")

    def _place(self, number: str) -> int | None:
        """The place of a reply by the number it was shown with."""
        n = int(number) - 1 if number.isdecimal() and number.isascii() else -1
        return n if 0 <= n < len(self.round.replies) else None

    def _filled(self, text: str) -> str:
        return " ".join(fill(text, self._values, self._playbook.variables).split())


def sentences(heard: Heard) -> list[str]:
    """What was heard in an answer, and what was not, as questions."""
    there = [f"{point.told}: “{point.words}”" for point in heard.points if point.words]
    gaps = [point.gap for point in heard.points if not point.met and point.wanted.required]
    size = f"{count(heard.words, 'word')}, {count(heard.questions, 'question')}."
    return [*(f"I heard that {one}" for one in there), *gaps, size]


def _told(review: Review) -> str:
    """`(good, first key after 1.4 seconds)`"""
    first = f", first key after {review.first_word:.1f} seconds" if review.first_word is not None else ""
    return f"({RATINGS[review.rating]}{first})"


def _sayer(speaker: Speaker) -> Callable[[str], None]:
    """How lines are said: beside a JSON document they go where it does not. At once: somebody waits."""
    talk = Speaker(out=speaker.err) if speaker.as_json else speaker

    def say(text: str) -> None:
        talk.line(text)
        talk.out.flush()

    return say


def _values(services: Services) -> Mapping[str, str]:
    settings = services.settings
    return {"my_name": settings.my_name, "my_company": settings.my_company, "my_number": settings.my_number}


def _sum_up(round: Round, handed_over: bool, speaker: Speaker) -> None:
    """What there is to say, or the document."""
    drill, replies = round.drill, round.replies
    speaker.document(
        {
            "mode": drill.mode,
            "started": drill.started.isoformat(),
            "ended": drill.ended.isoformat() if drill.ended else None,
            "reviews": [_document(reply.review) for reply in replies],
            **({"handed_over": True} if handed_over else {}),
        }
    )
    speaker.line()
    if not replies:
        speaker.line("Nothing was answered, and nothing is saved.")
        return
    if drill.timed:
        speaker.line(f"First key within {QUICK:.0f} seconds: {drill.quick} of {drill.timed}.")
    if drill.unseen:
        speaker.line(f"Without a hint on wordings new to you: {drill.unaided} of {drill.unseen}.")
    saved = "Handed to the open app" if handed_over else "Saved"
    speaker.line(f"{saved}: {count(len(replies), 'line')}.")


def _document(review: Review) -> dict[str, Any]:
    return {
        "item": review.item,
        "at": review.at.isoformat(),
        "said": review.said,
        "unseen": review.unseen,
        "rating": review.rating,
        "first_word": review.first_word,
        "hint": review.hint,
        "answer": review.answer,
        "aloud": review.aloud,
    }
