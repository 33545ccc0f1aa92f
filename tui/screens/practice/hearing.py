"""What was heard in an answer, on screen: what is there with its words, what is not as a question."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from textual import events
from textual.content import Content
from textual.message import Message

from tui import look, say
from tui.core.call.opening import values
from tui.core.people.contact import Contact
from tui.core.ports import Card, Persona
from tui.core.practice.dialogue import Heard, Point
from tui.core.practice.practice import AGAIN, EASY, GOOD, HARD
from tui.core.text import count, cut
from tui.keys import key_of
from tui.screens.ask import AskLine
from tui.screens.base import Base
from tui.screens.library.reading import Reading
from tui.settings import Settings
from tui.widgets.parts import Line

#: Ratings as they are called.
RATINGS = {AGAIN: "again", HARD: "hard", GOOD: "good", EASY: "easy"}
#: Cells of a label.
LABEL = 13
#: Ends a clause.
_CLAUSE = re.compile(r"[.,;:!?…—–]+")


class Answer(Line):
    """Where an answer is typed. A space first thing says that it comes aloud: no answer begins with one. A
    digit first thing takes one of the answers offered, where there are some.
    """

    offered = 0
    """So many answers stand below it."""

    class Aloud(Message):
        """The rep begins to speak."""

    class Picked(Message):
        """One of the answers offered."""

        def __init__(self, number: str) -> None:
            super().__init__()
            self.number = number

    def on_key(self, event: events.Key) -> None:
        """The first space is no letter, nor is a digit where one chooses."""
        picks = self.offered > 0 and event.key.isdecimal()
        if not self.value and (event.key == "space" or picks):
            event.prevent_default()
            event.stop()
            self.post_message(self.Picked(event.key) if picks else self.Aloud())


def reading_for(settings: Settings, defaults: Mapping[str, str], persona: Persona | None = None) -> Reading:
    """Words with the names of a rehearsal in them: the rep's own, and whose part is played."""
    played = Contact(0, persona.name, role=persona.role) if persona else Contact(0, "")
    return Reading(values(played, None, settings.my_name, settings.my_company, settings.my_number), defaults)


def quoted(reading: Reading, said: str) -> Content:
    """What they say, as a line to read."""
    return reading.filled(f"“{said[:1].upper()}{said[1:]}”", look.STRONG)


def gap(heard: Heard | None) -> Point | None:
    """The first thing required that was not heard: what `y` answers."""
    points = heard.points if heard else ()
    return next((point for point in points if point.wanted.required and not point.met), None)


def heard_rows(heard: Heard, *, ask: bool = True) -> list[Content]:
    """What was heard, each with its words; then the gaps, as questions. `ask`: `y` answers the first one."""
    rows = []
    for point in heard.points:
        if point.words:
            rows.append(say.line((f"{look.DONE} ", look.GOOD), f"{point.told}: ", _shown(point, heard)))
        elif point.claimed:
            rows.append(say.line((f"{look.DONE} ", look.GOOD), point.told, (", you say", look.QUIET)))
    first = gap(heard)
    for point in heard.points:
        if point.wanted.required and not point.met:
            key = (
                say.line((f"   {key_of('drill.claim')} ", look.KEY), "yes")
                if ask and point is first
                else Content("")
            )
            rows.append(say.line(("? ", look.ACCENT), point.gap, key))
    return rows


def _shown(point: Point, heard: Heard) -> say.Piece:
    """The words that show it, in quotes where they are the rep's own."""
    own = point.words in heard.text
    return (f"“{point.words}”", look.STRONG) if own else (point.words, look.QUIET)


def figures(
    heard: Heard | None, first_word: float | None, talk: float | None = None, pause: float | None = None
) -> Content:
    """`9 words · 1 question · first word after 1.4 s`: what is exact. Seconds."""
    parts = []
    if heard and heard.text:
        parts += [count(heard.words, "word"), count(heard.questions, "question")]
    if first_word is not None:
        parts.append(f"first word after {first_word:.1f} s")
    if talk:
        parts += [f"spoke {talk:.0f} s", f"longest pause {pause or 0:.1f} s"]
    return say.quiet(" · ".join(parts))


def rating_row(proposed: int) -> Content:
    """The four ratings, the proposed one marked."""
    cells = []
    for number, word in RATINGS.items():
        on_it = number == proposed
        mark = (look.NOW, look.ACCENT) if on_it else " "
        cells.append(say.line(mark, (f"{number} ", look.KEY), (word, look.STRONG if on_it else "")))
    return say.line(("how was it?  ", look.QUIET), Content("   ").join(cells))


def exemplar_rows(text: str, card: Card | None, reading: Reading, room: int, steps: bool) -> list[Content]:
    """A good answer, and the steps it is made of."""
    if not text:
        return [say.quiet("Nobody has written an answer to this yet.")]
    rows = [say.fact("an answer", reading.filled(f"“{text}”", look.STRONG), label_width=LABEL, room=room)]
    for step, lines in card.steps if card and steps else ():
        rows.append(say.fact(step, reading.filled(lines[0]), label_width=LABEL, room=room))
    if card and steps and card.avoid:
        rows.append(say.fact("avoid", ("; ".join(card.avoid), look.QUIET), label_width=LABEL, room=room))
    return rows


def ask_for_words(screen: Base, point: Point, answer: str, learn: Callable[[str, str], object]) -> None:
    """With which words something was there, so that they are known the next time. esc: only this time.

    Args:
        screen: asks.
        point: what was claimed.
        answer: what was typed.
        learn: is told the check and the words.
    """
    check = point.wanted.label
    if check == "short":  # told by the number of words, not by any of them
        return
    title = f"{point.told[0].upper()}{point.told[1:]}: with which words?"
    first = next(filter(None, (part.strip() for part in _CLAUSE.split(answer))), answer)

    def counts(words: str) -> None:
        learn(check, words)
        screen.show_status(f"“{cut(words, 40)}” counts from now on.")

    screen.ask(AskLine(title, "the words that should count from now on", cut(first, 200)), counts)
