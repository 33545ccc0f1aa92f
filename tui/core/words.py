"""Words with places for names: `Hi {first_name}`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

VARIABLE = re.compile(r"\{([a-z][a-z0-9_]*)\}")
"""A name in braces. Anything else in braces is text."""

#: Behind this a sentence begins.
_BEGINS = re.compile(r"(?:\A|\n|[.!?…]\s)\s*[\"“‘']?\Z")

#: Names that a call knows by itself; any other has its default in the file's `vars`.
CALL_WORDS = (
    *("first_name", "last_name", "name", "company", "role", "city"),
    *("reason", "referrer", "my_name", "my_company", "my_number", "day", "time"),
)


#: Names of what the rep offers. A column of a call list may be called so too, and means something else.
OFFER_WORDS = frozenset(
    {"benefit", "problem", "customer", "offer", "proof", "terms", "fit", "ways_to_pay", "remedy"}
)

UNWRITTEN = "{your_answer}"
"""Stands for an answer that is not written yet; shown as what is missing."""

Part = tuple[str, bool]
"""A piece of a text that was filled in, and whether it is only the name of what is missing."""


def parts(text: str, values: Mapping[str, str], defaults: Mapping[str, str]) -> Iterator[Part]:
    """`text` with its names in braces replaced by what is known of them, else by their default, in pieces.

    A name without either stays visible as what is missing: `{next_step}` → `…next step…`. In one pass and
    without `str.format`: what is put in is never looked at again, so a contact's name cannot be a variable.
    At the beginning of a sentence it is written large.
    """
    end = 0
    for match in VARIABLE.finditer(text):
        name = match.group(1)
        known = values.get(name) or defaults.get(name)
        yield text[end : match.start()], False
        if known and match.group() != text and _BEGINS.search(text, 0, match.start()):
            known = known[0].upper() + known[1:]
        yield known or f"…{name.replace('_', ' ')}…", not known
        end = match.end()
    yield text[end:], False


def fill(text: str, values: Mapping[str, str], defaults: Mapping[str, str]) -> str:
    """`parts` as one text."""
    return "".join(part for part, _ in parts(text, values, defaults))
