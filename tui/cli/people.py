"""CONTACT and NAME on the command line: an id or a name, never a guess."""

from __future__ import annotations

from tui.cli.speak import Refused
from tui.core.people.contact import Contact
from tui.core.ports import Shelf
from tui.core.text import cut, fold

#: Digits; Python reads no number of thousands of them.
_LONGEST_ID = 18


def find(shelf: Shelf, wanted: str) -> Contact:
    """The one contact meant. Raises Refused when there is none, or several (they are listed)."""
    if wanted.isdecimal() and len(wanted) <= _LONGEST_ID and (contact := shelf.get(Contact, int(wanted))):
        return contact
    name = fold(wanted)
    fits = [c for c in shelf.all(Contact) if fold(c.title) == name]
    if not fits:
        words = name.split()
        fits = [c for c in shelf.all(Contact) if words and all(w in fold(c.title) for w in words)]
    if not fits:
        raise Refused(f"Nobody here is called '{cut(wanted, 60)}'. Nothing was changed.")
    if len(fits) > 1:
        listed = "\n".join(f"  {c.id}  {c.title}{f', {c.account}' if c.account else ''}" for c in fits[:10])
        more = f"\n  and {len(fits) - 10} more" if len(fits) > 10 else ""
        raise Refused(
            f"'{cut(wanted, 60)}' fits {len(fits)} people; say which by its number:\n{listed}{more}"
        )
    return fits[0]
