"""Finding a contact by name, company or digits, while typing, among 100,000."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tui.core.people.contact import Contact
from tui.core.ports import Shelf
from tui.core.text import fold

#: So many are read at once, before the first search: 10 ms.
_AT_FIRST = 200
#: From so many saved together on, they are not read at once.
_MANY = 500


class Finder:
    """Folded lines, one for each contact. A longer word searches only what the shorter one found.

    Reading 100,000 contacts takes seconds: it begins with some and reads on when told to. Until `unread` is 0
    it finds among those read, and the same words later find more.
    """

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._unread = dict.fromkeys(reversed(shelf.ids(Contact)))
        self._lines: dict[int, str] = {}
        self._last: tuple[str, Sequence[int]] = ("", ())
        self._fresh: list[int] = []
        """Whose line is new since the last search."""
        self.read(_AT_FIRST)

    @property
    def unread(self) -> int:
        """How many contacts have not been read yet."""
        return len(self._unread)

    @property
    def whole(self) -> int:
        """How many there are, read or not."""
        return len(self._lines) + len(self._unread)

    def read(self, many: int) -> None:
        """Read so many more."""
        for _ in range(min(many, len(self._unread))):
            id, _ = self._unread.popitem()
            if contact := self._shelf.get(Contact, id):
                self.put(contact)

    def put(self, contact: Contact) -> None:
        """A contact is new, or is now called otherwise."""
        self._unread.pop(contact.id, None)
        numbers = " ".join(n.e164 for n in contact.numbers)
        words = fold(f"{contact.name} {contact.account} {contact.email}")
        self._lines[contact.id] = f"{words} {numbers}"
        self._fresh.append(contact.id)

    def saved(self, contacts: Sequence[Contact]) -> None:
        """These are new or changed. Of very many the new ones are read like those of the beginning."""
        for contact in contacts:
            if len(contacts) > _MANY and contact.id not in self._lines:
                self._unread[contact.id] = None
            else:
                self.put(contact)

    def forget(self, contacts: Sequence[int]) -> None:
        """These are gone: merged into somebody else, or taken back with their import."""
        for id in contacts:
            self._unread.pop(id, None)
            if self._lines.pop(id, None) is not None:
                self._last = ("", ())
        self._fresh = [fresh for fresh in self._fresh if fresh in self._lines]

    def find(self, words: str) -> Sequence[int]:
        """Ids of the contacts that have every word, lowest first; of none for no words."""
        wanted = fold(words)
        if not wanted:
            return []
        before, found = self._last
        rows: Iterable[int] = self._lines
        if before and wanted.startswith(before):
            rows = dict.fromkeys([*found, *self._fresh]) if self._fresh else found
        lines = self._lines
        for word in wanted.split():
            rows = [id for id in rows if word in lines[id]]
        self._last, self._fresh = (wanted, sorted(rows)), []
        return self._last[1]
