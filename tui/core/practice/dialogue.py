"""A call to rehearse, as a net of nodes, and what was heard in an answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a good answer has in it."""

    label: str
    """The name of a built-in check, or words for the rep to read."""
    any: tuple[str, ...] = ()
    """Words of which one must be there; none: a built-in check."""
    required: bool = True
    """Whether an answer without it is incomplete."""


@dataclass(frozen=True, slots=True)
class Point:
    """Something wanted, and whether it was heard. That it was not heard is no proof: a gap is a question."""

    wanted: Wanted
    words: str = ""
    """The words of the answer that show it; empty: not heard."""
    claimed: bool = False
    """The rep says that it was there."""
    told: str = ""
    """What it means that it was heard, as the beginning of a sentence: `you acknowledged`."""
    gap: str = ""
    """What to ask the rep where it was not; yes: it was there."""

    @property
    def met(self) -> bool:
        """Whether it counts as there."""
        return bool(self.words) or self.claimed


@dataclass(frozen=True, slots=True)
class Heard:
    """What was heard in one answer. Counts are exact; the points are what could be told by the words."""

    points: tuple[Point, ...] = ()
    words: int = 0
    questions: int = 0
    text: str = ""
    has: frozenset[str] = frozenset()
    """Every built-in check that was heard, wanted or not."""

    @property
    def score(self) -> float:
        """The share of what is required that is there, 0 to 1; 1 where nothing is."""
        required = [point.met for point in self.points if point.wanted.required]
        return sum(required) / len(required) if required else 1.0

    def claim(self, label: str) -> Heard:
        """The same with a point the rep says was there."""
        points = tuple(replace(p, claimed=True) if p.wanted.label == label else p for p in self.points)
        return replace(self, points=points, has=self.has | {label})


@dataclass(frozen=True, slots=True)
class Reaction:
    """One of the things the prospect may say."""

    say: str
    weight: float = 1.0
    when: str = ""
    """A condition; empty: always."""


@dataclass(frozen=True, slots=True)
class Branch:
    """A way on."""

    to: str
    when: str = ""
    """A condition; empty: drawn by weight among those without one."""
    weight: float = 1.0
    set: Mapping[str, int] = field(default_factory=dict)
    """What changes on the way (`mood`, `hard_mode`)."""


@dataclass(frozen=True, slots=True)
class Option:
    """An answer to pick, the first time a dialogue is played."""

    say: str
    to: str
    quality: int
    """0 (never) to 3 (just right)."""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Node:
    """One turn: what they say, then the rep's answer, then where it leads."""

    says: tuple[Reaction, ...] = ()
    card: str = ""
    """Instead of `says`: one of the ways to say it of this card, whose checks count too."""
    goal: str = ""
    exemplar: str = ""
    """A good answer, shown on request."""
    wanted: tuple[Wanted, ...] = ()
    seconds: float = 0.0
    """How soon the answer should begin; 0: nothing is said of it."""
    options: tuple[Option, ...] = ()
    goto: tuple[Branch, ...] = ()
    end: str = ""
    """`meeting`, `callback`, `info`, `referral`, `no` or `hang-up`; empty: it goes on."""
    debrief: str = ""
    """A question to think about afterwards."""


@dataclass(frozen=True, slots=True)
class Dialogue:
    """A branching role play."""

    id: str
    title: str
    start: str
    nodes: Mapping[str, Node]
    persona: str = ""
    """Id of a persona; that of a dialogue's own is `dialogue/` and the dialogue's id."""
    goal: str = ""
    call: str = "cold"
    difficulty: int = 2
    """1 to 5."""
    purposes: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    set: Mapping[str, int] = field(default_factory=dict)
    """How it is at the start (`mood`, `hard_mode`)."""
    variables: Mapping[str, str] = field(default_factory=dict)
    """Names in braces, for this dialogue only."""
    notes: str = ""


@dataclass(frozen=True, slots=True)
class Turn:
    """Where a role play stands: what they just said, and what is wanted of the answer."""

    node: str
    said: str
    """What they said; names in braces are not filled in."""
    title: str = ""
    """Of a card node: the card's."""
    goal: str = ""
    exemplar: str = ""
    wanted: tuple[Wanted, ...] = ()
    seconds: float = 0.0
    options: tuple[Option, ...] = ()
    end: str = ""
    """How the call ended; empty: an answer is due."""
    debrief: str = ""


#: Ends that are good ones; a clear, honest no is one of them.
GOOD_ENDS = frozenset({"meeting", "callback", "info", "referral", "no"})
