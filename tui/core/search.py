"""Finding a contact by name, company or digits, while typing, among 100,000."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tui.core.contact import Contact
from tui.core.text import fold


class Finder:
    """Folded lines, one for each contact. A longer word searches only what the shorter one found."""

    def __init__(self, contacts: Iterable[Contact]) -> None:
        self._ids: list[int] = []
        self._lines: list[str] = []
        for contact in contacts:
            numbers = " ".join(n.e164 for n in contact.numbers)
            self._ids.append(contact.id)
            self._lines.append(f"{fold(f'{contact.name} {contact.account} {contact.email}')} {numbers}")
        self._last: tuple[str, Sequence[int]] = ("", range(len(self._ids)))

    def find(self, words: str) -> list[int]:
        """Ids of the contacts that have every word, in their order; of none for no words."""
        wanted = fold(words)
        if not wanted:
            return []
        before, rows = self._last
        if not before or not wanted.startswith(before):
            rows = range(len(self._ids))
        lines = self._lines
        for word in wanted.split():
            rows = [row for row in rows if word in lines[row]]
        self._last = wanted, rows
        return [self._ids[row] for row in rows]
