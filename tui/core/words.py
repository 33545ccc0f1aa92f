"""Words with places for names: `Hi {first_name}`."""

from __future__ import annotations

import re
from collections.abc import Mapping

VARIABLE = re.compile(r"\{([a-z][a-z0-9_]*)\}")
"""A name in braces. Anything else in braces is text."""

#: Names that a call knows by itself; any other has its default in the file's `vars`.
CALL_WORDS = (
    *("first_name", "last_name", "name", "company", "role", "city"),
    *("reason", "referrer", "my_name", "my_company", "my_number", "day", "time"),
)


def fill(text: str, values: Mapping[str, str], defaults: Mapping[str, str]) -> str:
    """`text` with its names in braces replaced by what is known of them, else by their default.

    A name without either stays visible as what is missing: `{next_step}` → `…next step…`. In one pass and
    without `str.format`: what is put in is never looked at again, so a contact's name cannot be a variable.
    """

    def word(match: re.Match[str]) -> str:
        name = match.group(1)
        return values.get(name) or defaults.get(name) or f"…{name.replace('_', ' ')}…"

    return VARIABLE.sub(word, text)
