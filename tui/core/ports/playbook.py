"""The door to the words: cards, lines, people to rehearse with, and how they are found."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING, Protocol

from tui.core.practice.practice import Phrase

if TYPE_CHECKING:
    from tui.core.practice.dialogue import Dialogue, Heard, Turn, Wanted


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer, beside the steps of the card."""

    style: str
    """`curious`, `direct`, `evidence`, `warm`, or nothing."""
    when: str
    """When this is the one to use; may be empty."""
    lines: tuple[str, ...]
    """Ways to put it."""


@dataclass(frozen=True, slots=True)
class Card:
    """An objection and the ways to answer it."""

    id: str
    title: str
    says: tuple[str, ...]
    answer: str
    """The line to show largest."""
    steps: tuple[tuple[str, tuple[str, ...]], ...]
    """(what the step does, its lines), in the order of the card's framework."""
    answers: tuple[Answer, ...] = ()
    purposes: tuple[str, ...] = ()
    """The purposes it is for; none: all."""
    avoid: tuple[str, ...] = ()
    notes: str = ""
    tags: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    """Two to four letters that find it at once."""
    hear: tuple[str, ...] = ()
    """Single words that give it away."""
    wanted: tuple[Wanted, ...] = ()
    """What a good answer has in it (the file's `checks`)."""
    difficulty: int = 2
    """1 to 5."""
    file: str = ""
    """Where it stands, for editing."""


@dataclass(frozen=True, slots=True)
class CardHit:
    """A card that fits what was typed. Scores compare only within one answer."""

    id: str
    kind: str
    title: str
    score: float
    weak: bool = False
    """It may well be chance: nothing is opened by a weak hit alone."""


@dataclass(frozen=True, slots=True)
class Line:
    """Words to say that are no answer to an objection; the kinds are those of `Playbook.lines`."""

    id: str
    title: str
    text: str
    """May hold `{first_name}` and its like; several lines allowed."""
    listen_for: str = ""
    """Of a question: what in their answer matters."""
    purposes: tuple[str, ...] = ()
    spoken: bool | None = None
    """Of an opener: whether it is for somebody one has talked to, or has not; None: for both."""
    quotes: tuple[str, ...] = ()
    """Of a value sheet: what customers said in calls that it is worth to them, the newest first."""


@dataclass(frozen=True, slots=True)
class Persona:
    """Somebody to rehearse with."""

    id: str
    name: str
    role: str
    mood: str
    """`friendly`, `busy`, `sceptical`, `hostile` or `chatty`."""
    gatekeeper: bool
    wants: str
    says_no_like: tuple[str, ...]
    voice: str
    rate: float
    """How fast they speak; 1 is normal."""


class RolePlay(Protocol):
    """One play of a dialogue. The same seed and the same answers are the same call."""

    @property
    def dialogue(self) -> Dialogue:
        """What is played."""
        ...

    @property
    def turn(self) -> Turn:
        """What they just said; with an `end` when the call is over."""
        ...

    def hear(self, text: str, phrases: Sequence[Phrase] = ()) -> Heard:
        """What is heard in an answer to this turn; nothing moves. One said aloud leaves only questions."""
        ...

    def go_on(self, heard: Heard, *, seconds: float = 0.0, first_word: float | None = None) -> Turn:
        """Take the answer: where it leads. `seconds` is how long it took, all in all."""
        ...

    def choose(self, option: int) -> Turn:
        """Take one of the turn's options instead of an answer. Raises IndexError."""
        ...


class Playbook(Protocol):
    """The words: cards, lines and dialogues, found fast."""

    def search(self, words: str, limit: int = 5, purpose: str = "") -> Sequence[CardHit]:
        """Cards that fit what was typed, best first; none when nothing fits. Under 5 ms with 500 cards.

        In a call of a purpose the cards made for it come before those made for others.
        """
        ...

    def more(self, words: str, limit: int = 5, purpose: str = "") -> Sequence[CardHit]:
        """The same, and below a sure first row by what is meant, where `offhook[semantic]` is installed.

        It may take seconds the first time: it belongs into a thread.
        """
        ...

    @property
    def by_meaning(self) -> bool:
        """Whether `more` has more to say than `search`."""
        ...

    def card(self, id: str) -> Card | None:
        """The card of that id."""
        ...

    def cards(self) -> Sequence[Card]:
        """All cards, in the order of the files."""
        ...

    def lines(self, kind: str, purpose: str = "") -> Sequence[Line]:
        """Lines of a kind, those for the purpose first.

        The kinds: `opener`, `voicemail`, `gatekeeper`, `question`, `close`, `value`.
        """
        ...

    def personas(self) -> Sequence[Persona]:
        """Everybody to rehearse with, in the order of the files."""
        ...

    def dialogues(self) -> Sequence[Dialogue]:
        """The calls to rehearse, in the order of the files."""
        ...

    def rehearse(
        self,
        dialogue: str,
        chance: Random,
        *,
        hard: bool = False,
        met: Mapping[str, Collection[str]] | None = None,
    ) -> RolePlay | None:
        """Begin to play a dialogue; None: there is none of that id.

        `met` (card → wordings it was asked with, as in `Recall.heard`) lets others come first.
        """
        ...

    def hear(self, text: str, wanted: Sequence[Wanted], phrases: Sequence[Phrase] = ()) -> Heard:
        """What is heard in an answer of which `wanted` is wanted; `phrases` are the rep's own."""
        ...

    @property
    def variables(self) -> Mapping[str, str]:
        """Defaults for the names in braces."""
        ...

    @property
    def faults(self) -> Sequence[str]:
        """What is wrong in the files, one sentence with file:line:column each; those files are set aside."""
        ...
