"""Which words to open a call with, and what the names in them stand for."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from tui.core.people.contact import Contact
from tui.core.ports import Line
from tui.core.text import fold
from tui.core.words import OFFER_WORDS


def choose(openers: Sequence[Line], contact: Contact, *, spoken: bool) -> Line | None:
    """The first opener that fits what we know: one naming a referrer only with a referrer, one giving a
    reason only with a reason, one for people we have talked to (`spoken`) only for them. Where none fits, the
    first that is not for the others; else the first."""

    def fits(line: Line) -> bool:
        named = "{referrer}" in line.text
        return named == bool(contact.referred_by) and ("{reason}" not in line.text or bool(contact.reason))

    true = [line for line in openers if line.spoken in (None, spoken)] or openers
    return next((line for line in true if fits(line)), true[0] if true else None)


#: What stands in a line until the rep has said it.
UNSAID = YOUR_NAME, YOUR_COMPANY, YOUR_NUMBER = "…your name…", "…your company…", "…your number…"


def values(
    contact: Contact, referrer: Contact | None, me: str, my_company: str, my_number: str = ""
) -> Mapping[str, str]:
    """What the names in braces stand for in a call with `contact` (`core/words.py`). Empty: unknown.

    The other columns of their list count too: `Renewal date` is `{renewal_date}`.
    """
    names = contact.name.split()
    known = {
        "first_name": contact.first_name if contact.name else "",
        "last_name": names[-1] if len(names) > 1 and "," not in contact.name else "",
        "name": contact.name,
        "company": contact.account,
        "role": contact.role,
        "city": contact.place,
        "reason": contact.reason,
        "referrer": referrer.title if referrer else "",
        "my_name": me or YOUR_NAME,
        "my_company": my_company or YOUR_COMPANY,
        "my_number": my_number or YOUR_NUMBER,
    }
    columns = {_name(column): text for column, text in contact.fields.items()}
    return {n: text for n, text in columns.items() if n not in OFFER_WORDS} | {
        n: text for n, text in known.items() if text or n not in columns
    }


def _name(column: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", fold(column)).strip("_")
