"""An import taken back whole: who it brought goes, who it changed is as before, in one transaction.

Whom something happened to since stays: calls, words and promises hang on them, and what the rep typed is not
thrown away. A do-not-call from a file stays too. How many and why is said before and after.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from itertools import islice

from tui.core.books import Books
from tui.core.call.attempt import Attempt, CallList
from tui.core.call.reflection import Draft, Reflection
from tui.core.lists.imported import Filled, Imported, last, mark, members, without
from tui.core.people.contact import Contact, Merged
from tui.core.people.merging import HANGING
from tui.core.ports import Batch, Record, Shelf
from tui.core.queue.standing import Standing
from tui.core.request import Done, Impossible, Steps
from tui.core.text import count

#: What hangs on a contact only together with a call, which the standing knows of.
_WITH_A_CALL = frozenset({Attempt, Draft, Reflection})


#: So many people are looked at in one step.
_AT_ONCE = 1000


class TakeBack:
    """Finds out who goes and who stays. 100,000 people take a second: it is done in slices."""

    def __init__(self, shelf: Shelf, imported: Imported) -> None:
        self.imported = imported
        self._shelf = shelf
        self._members = members(imported)
        self._unread = imported.people
        self._named = set(shelf.referred())
        self._referrers = {
            contact.referred_by for id in self._named if (contact := shelf.get(Contact, id)) is not None
        }
        self._marked = {
            record.contact
            for kind in (*HANGING, Merged)
            if kind not in _WITH_A_CALL
            for record in shelf.stream(kind)
        }
        self.going: list[int] = []
        """Ids of those who go."""
        self.staying: Counter[str] = Counter()
        """Why how many stay: `called since`…"""

    @property
    def unread(self) -> int:
        """How many have not been looked at yet."""
        return self._unread

    def read(self, many: int) -> bool:
        """Look at so many more. Returns whether any are left."""
        for id, was in islice(self._members, many):
            self._unread -= 1
            contact = self._shelf.get(Contact, id)
            if contact is None:
                continue  # merged into somebody, and gone already
            if why := self._stays(contact, was):
                self.staying[why] += 1
            else:
                self.going.append(id)
        return self._unread > 0

    def _stays(self, contact: Contact, was: str) -> str:
        """Why somebody new stays; empty: they go."""
        if contact.do_not_call:
            return "not to be called"
        if _happened(self._shelf, contact.id):
            return "called or dealt with since"
        if contact.id in self._marked or contact.id in self._referrers:
            return "called or dealt with since"
        return "changed by you since" if mark(contact) != was else ""

    @property
    def stay(self) -> str:
        """Who stays and why: `3 stay (2 changed by you since, 1 not to be called)`; empty: nobody."""
        if not self.staying:
            return ""
        whys = ", ".join(f"{many:,} {why}" for why, many in self.staying.most_common())
        return f"{self.staying.total():,} stay{'s' if self.staying.total() == 1 else ''} ({whys})"

    def done(self, books: Books, now: datetime) -> Steps:
        """What taking it back changes now, in steps; everybody must have been read."""
        newest = last(books.shelf)
        if newest is None or newest.id != self.imported.id:
            return Impossible("another import came since: take that one back first")
        going: list[int] = []
        for at in range(0, len(self.going), _AT_ONCE):
            going += [id for id in self.going[at : at + _AT_ONCE] if not _happened(books.shelf, id)]
            yield
        puts: list[Record] = [replace(self.imported, undone=now)]
        puts += [contact for filled in self.imported.filled if (contact := _back(books.shelf, filled))]
        drops: list[tuple[type[Record], int]] = [(Contact, id) for id in going]
        drops += [(Standing, id) for id in going]
        lists, empty = _lists(books.shelf, self.imported, len(going) == self.imported.people)
        said = f"{count(len(going), 'person is', 'people are')} gone"
        if back := len(puts) - 1:
            said += f", {count(back, 'is', 'are')} as before"
        if self.stay:
            said += f", {self.stay}"
        if forbidden := sum(f.after.do_not_call != f.before.do_not_call for f in self.imported.filled):
            said += f", {count(forbidden, 'stays', 'stay')} not to be called"
        return Done(
            Batch((*puts, *lists), (*drops, *empty)), f"The import of {self.imported.file} is undone: {said}"
        )


def _happened(shelf: Shelf, contact: int) -> bool:
    """Whether there is anything in a contact's standing: they were called, skipped, asked to wait."""
    standing = shelf.get(Standing, contact)
    return standing is not None and standing != Standing(contact)


def _back(shelf: Shelf, filled: Filled) -> Contact | None:
    """Somebody we had as they were; None: they are gone, or nothing is left to take back."""
    contact = shelf.get(Contact, filled.before.id)
    if contact is None:
        return None
    standing = shelf.get(Standing, contact.id)
    dialed = {tried.e164 for tried in standing.numbers} if standing else set[str]()
    before = without(filled, contact, dialed)
    return before if before != contact else None


def _lists(
    shelf: Shelf, imported: Imported, all_gone: bool
) -> tuple[Sequence[CallList], Sequence[tuple[type[Record], int]]]:
    """(the lists as they were before, those that were not there and nobody is on any more)."""
    earlier = {one.id: one for one in imported.earlier}
    before, empty = [], list[tuple[type[Record], int]]()
    for id in imported.lists:
        now, was = shelf.get(CallList, id), earlier.get(id)
        if now and was:  # its purpose may have been changed since
            before.append(replace(now, file=was.file, imported=was.imported))
        elif now and all_gone:
            empty.append((CallList, id))
    return before, empty
