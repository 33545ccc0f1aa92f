"""What can come of an attempt. The list is data (`data/dispositions.yaml`); what its words mean is here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

Group = Literal["not-connected", "connected"]
Asks = Literal["nothing", "line", "when", "lines"]
NumberEffect = Literal["keep", "wrong", "out-of-service", "do-not-call"]
ContactEffect = Literal["keep", "close", "do-not-call"]

#: Given by the form itself when the clock ran out (PRODUCT.md §3, Reflection).
UNCONFIRMED = "conversation"


@dataclass(frozen=True, slots=True)
class Disposition:
    """One possible result of an attempt and what it does."""

    id: str
    name: str
    key: str
    """One letter, besides the digit of its place in the list."""
    group: Group
    asks: Asks = "nothing"
    """What the form asks after it: nothing, one optional line, a time, or the three lines of a connect."""
    conversation: bool = False
    """Whether it was a talk with the right person."""
    meeting: bool = False
    """Whether it is a commitment of time."""
    number: NumberEffect = "keep"
    contact: ContactEffect = "keep"
    """`close` takes the contact out of the queue until the rep or a new list brings it back."""
    rest_hours: float = 0
    """Hours before the queue offers the contact again."""
    there: bool = False
    """Of one that did not connect: somebody was there all the same (the line was engaged, a colleague
    answered). Then neither the number nor the time of day has failed."""
    sale: bool = False
    """Whether they bought."""

    @property
    def connected(self) -> bool:
        """Whether a human answered who could be talked to."""
        return self.group == "connected"

    @property
    def inbound(self) -> bool:
        """Whether a call that came in can end so. Somebody is on the line: it is a talk, a wrong number, or
        somebody other than the right person, of whom there is something to write."""
        return self.connected or self.number == "wrong" or (self.there and self.asks != "nothing")


@dataclass(frozen=True)
class Dispositions:
    """The rep's dispositions in their order; the first nine have digits."""

    items: tuple[Disposition, ...]
    _by_id: dict[str, Disposition] = field(default_factory=dict, repr=False, compare=False)

    def __post_init__(self) -> None:
        self._by_id.update((d.id, d) for d in self.items)

    def __iter__(self) -> Iterator[Disposition]:
        return iter(self.items)

    def get(self, disposition: str) -> Disposition | None:
        """The disposition of that id; None for an unknown one (a file from elsewhere) and for no result."""
        return self._by_id.get(disposition)

    def by_key(self, key: str) -> Disposition | None:
        """The one a digit (its place, 1–9) or a letter stands for."""
        if key.isdecimal():  # ² is a digit, but no number
            place = int(key)
            return self.items[place - 1] if 1 <= place <= min(9, len(self.items)) else None
        return next((d for d in self.items if d.key == key), None)

    def find(self, words: str) -> list[Disposition]:
        """Those whose name has every word of `words` in it, best first."""
        wanted = words.casefold().split()
        hits = [d for d in self.items if all(w in d.name.casefold() for w in wanted)]
        return sorted(hits, key=lambda d: not d.name.casefold().startswith(words.casefold()))
