"""Which words to open a call with, and what the names in them stand for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tui.core.contact import Contact
from tui.core.ports import Line


def choose(openers: Sequence[Line], contact: Contact) -> Line | None:
    """The first opener that fits what we know: one naming a referrer only with a referrer, one giving a
    reason only with a reason; where none fits, the first."""

    def fits(line: Line) -> bool:
        named = "{referrer}" in line.text
        return named == bool(contact.referred_by) and ("{reason}" not in line.text or bool(contact.reason))

    return next((line for line in openers if fits(line)), openers[0] if openers else None)


def values(
    contact: Contact, referrer: Contact | None, me: str, my_company: str, my_number: str = ""
) -> Mapping[str, str]:
    """What the names in braces stand for in a call with `contact` (`core/words.py`). Empty: unknown."""
    names = contact.name.split()
    return {
        "first_name": contact.first_name if contact.name else "",
        "last_name": names[-1] if len(names) > 1 and "," not in contact.name else "",
        "name": contact.name,
        "company": contact.account,
        "role": contact.role,
        "city": contact.place,
        "reason": contact.reason,
        "referrer": referrer.title if referrer else "",
        "my_name": me or "…your name…",
        "my_company": my_company or "…your company…",
        "my_number": my_number or "…your number…",
    }
