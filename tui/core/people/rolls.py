"""The call lists in numbers: how many people each has, whom one may call, and what came of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tui.core.call.attempt import Attempt, CallList
from tui.core.call.disposition import Dispositions
from tui.core.people.contact import Contact
from tui.core.ports import Shelf
from tui.core.queue.standing import Standing


@dataclass(slots=True)
class Roll:
    """One list in numbers."""

    name: str
    """Empty: people of no list, added by hand."""
    people: int = 0
    callable: int = 0
    """With a number that may be rung, and not do-not-call."""
    called: int = 0
    conversations: int = 0
    """Calls in which they were spoken to."""
    list: CallList | None = None


class Rolls:
    """Counts them, in slices: everybody first, then all calls, newest first."""

    def __init__(self, shelf: Shelf, dispositions: Dispositions, may_ring: Callable[[Contact], bool]) -> None:
        """`may_ring`: whether a contact has a number that may be rung at all."""
        self._shelf, self._dispositions, self._may_ring = shelf, dispositions, may_ring
        self._people = list(reversed(shelf.ids(Contact)))
        self._calls = list(shelf.ids(Attempt))
        self._of: dict[int, Roll] = {}
        self._rolls = {one.name: Roll(one.name, list=one) for one in shelf.all(CallList)}
        self.whole = len(self._people)

    @property
    def unread(self) -> int:
        """How many people have not been counted yet."""
        return len(self._people)

    @property
    def uncounted(self) -> int:
        """How many calls have not been counted yet."""
        return len(self._calls)

    def read(self, many: int) -> bool:
        """Count so many more. Returns whether anything is left."""
        if not self._people:
            self._read_calls(many)
        for _ in range(min(many, len(self._people))):
            contact = self._shelf.get(Contact, self._people.pop())
            if contact:
                self._count(contact)
        return bool(self._people or self._calls)

    def _count(self, contact: Contact) -> None:
        roll = self._rolls.get(contact.list)
        if roll is None:
            roll = self._rolls[contact.list] = Roll(contact.list)
        standing = self._shelf.get(Standing, contact.id) or Standing(contact.id)
        forbidden = contact.do_not_call or standing.do_not_call
        roll.people += 1
        roll.callable += not forbidden and self._may_ring(contact)
        if standing.last:
            roll.called += 1
            self._of[contact.id] = roll

    def _read_calls(self, many: int) -> None:
        for _ in range(min(many, len(self._calls))):
            attempt = self._shelf.get(Attempt, self._calls.pop())
            came = self._dispositions.get(attempt.disposition) if attempt else None
            if attempt and came and came.conversation and (roll := self._of.get(attempt.contact)):
                roll.conversations += 1

    @property
    def rolls(self) -> Sequence[Roll]:
        """As far as they are counted: the newest list first, people of no list last."""
        return sorted(self._rolls.values(), key=_newest_first)


def _newest_first(roll: Roll) -> tuple[bool, float, str]:
    imported = roll.list.imported if roll.list else None
    return not roll.name, -(imported.timestamp() if imported else 0.0), roll.name.casefold()
