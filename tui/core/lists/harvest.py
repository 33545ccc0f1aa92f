"""Where the rep's own conversations come from: which values of a field answer more often than the others.

It says nothing that the numbers do not carry. A value is told only where it has FEW conversations or more and
the interval of its rate (Wilson 1927) lies above that of all others, at a level that is divided by the number
of values looked at (Bonferroni): who looks at two hundred of them finds ten by chance otherwise.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

from tui.core.call.attempt import Attempt
from tui.core.call.disposition import Dispositions
from tui.core.lists.profile import FIELDS, Marker, value_of
from tui.core.people.contact import Contact
from tui.core.ports import Shelf
from tui.core.text import fold

#: Fewer conversations say nothing.
FEW = 5
#: Fewer calls to somebody with a value are not looked at.
_CALLS = 10
#: How often chance alone may lead to a suggestion.
LEVEL = 0.05
#: Fields that are different for everybody, or say nothing of who fits.
_NOT = frozenset({"name", "email", "notes", "added", "reason", "account"})


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A value that answers more often, with the counts behind it."""

    field: str
    value: str
    """As it stood in the first file."""
    conversations: int
    calls: int
    others: int
    """Conversations with everybody else of whom the field is known, …"""
    other_calls: int
    """… and calls to them."""

    @property
    def marker(self) -> Marker:
        """The rule it comes to."""
        return Marker(self.field, "is", self.value)

    @property
    def words(self) -> str:
        """`role Operations manager: 9 of 41 calls; all others 6 of 160`."""
        mine = f"{self.conversations:,} of {self.calls:,} calls"
        return f"{self.field} {self.value}: {mine}; all others {self.others:,} of {self.other_calls:,}"


class Harvest:
    """Calls and conversations by what is known of whom was called. Reads the attempts in slices."""

    def __init__(self, shelf: Shelf, dispositions: Dispositions) -> None:
        self._shelf, self._dispositions = shelf, dispositions
        self._unread = list(shelf.ids(Attempt))
        self._counts: defaultdict[str, dict[str, list[int]]] = defaultdict(dict)
        self._shown: dict[tuple[str, str], str] = {}
        self._values: dict[int, Sequence[tuple[str, str]]] = {}

    @property
    def unread(self) -> int:
        """How many attempts have not been looked at yet."""
        return len(self._unread)

    def read(self, many: int) -> bool:
        """Look at so many more. Returns whether any are left."""
        for _ in range(min(many, len(self._unread))):
            attempt = self._shelf.get(Attempt, self._unread.pop())
            if attempt and not attempt.inbound and attempt.disposition:
                came = self._dispositions.get(attempt.disposition)
                self._count(attempt.contact, came is not None and came.conversation)
        return bool(self._unread)

    def _count(self, contact: int, conversation: bool) -> None:
        for field, value in self._known(contact):
            counts = self._counts[field].setdefault(value, [0, 0])
            counts[0] += 1
            counts[1] += conversation

    def _known(self, id: int) -> Sequence[tuple[str, str]]:
        """(field, folded value) of what is known of a contact."""
        if id not in self._values:
            contact = self._shelf.get(Contact, id)
            found = []
            for field in (*(FIELDS.keys() - _NOT), *contact.fields) if contact else ():
                shown = value_of(contact, field) if contact else ""
                if value := fold(shown):
                    self._shown.setdefault((field, value), shown)
                    found.append((field, value))
            self._values[id] = found
        return self._values[id]

    def suggestions(self, many: int = 5) -> list[Suggestion]:
        """What stands out so far, the surest first."""
        looked_at = [
            (field, value, counts)
            for field, values in self._counts.items()
            for value, counts in values.items()
            if counts[0] >= _CALLS and len(values) > 1
        ]
        if not looked_at:
            return []
        z = NormalDist().inv_cdf(1 - LEVEL / 2 / len(looked_at))
        found = []
        for field, value, (calls, conversations) in looked_at:
            everybody = [sum(column) for column in zip(*self._counts[field].values(), strict=True)]
            other_calls, others = everybody[0] - calls, everybody[1] - conversations
            if conversations < FEW or not other_calls:
                continue
            margin = interval(conversations, calls, z)[0] - interval(others, other_calls, z)[1]
            if margin > 0:
                shown = self._shown[field, value]
                found.append((margin, Suggestion(field, shown, conversations, calls, others, other_calls)))
        return [one for _, one in sorted(found, key=lambda pair: -pair[0])][:many]


def interval(hits: int, of: int, z: float = 1.96) -> tuple[float, float]:
    """The bounds of a rate of `hits` in `of` (Wilson's score interval), each from 0 to 1."""
    if not of:
        return 0.0, 1.0
    rate = hits / of
    middle = rate + z * z / (2 * of)
    spread = z * sqrt(rate * (1 - rate) / of + z * z / (4 * of * of))
    whole = 1 + z * z / of
    return max(0.0, (middle - spread) / whole), min(1.0, (middle + spread) / whole)
