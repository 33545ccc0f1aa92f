"""The hard moments (P12): which one it is, and the one line that is said then.

Two kinds of line, because two things help: whose thoughts race is helped by looking at the task, whose body
does by staying with the call (Belschak, Verbeke and Bagozzi 2006, 171 sellers).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tui.core.call.attempt import Attempt
from tui.core.call.disposition import Disposition, Dispositions
from tui.core.call.reflection import Reflection
from tui.core.ports import Shelf

NOES, SKIPPED, ROUGH = "noes", "skipped", "rough"
WHENS = (NOES, SKIPPED, ROUGH)
THOUGHTS, BODY, BOTH = "thoughts", "body", "both"
#: So many noes in a row are a hard moment.
IN_A_ROW = 3
#: A call that felt like this or worse (of 5) was a rough one.
_BADLY = 2


@dataclass(frozen=True, slots=True)
class Prompt:
    """A line for a hard moment."""

    id: str
    text: str
    whens: tuple[str, ...]
    """NOES, SKIPPED, ROUGH."""
    fits: str = BOTH
    """THOUGHTS, BODY or BOTH."""


def is_no(came: Disposition) -> bool:
    """Whether a result is a no: they were talked to, and want nothing."""
    refused = came.contact != "keep" and not came.meeting and not came.sale
    return came.connected and (refused or came.number == "do-not-call")


def is_rough(shelf: Shelf, call: Attempt, dispositions: Dispositions) -> bool:
    """Whether a call was a rough one: it felt so, or they must not be called again."""
    came, said = dispositions.get(call.disposition), shelf.get(Reflection, call.id)
    forbidden = came is not None and "do-not-call" in (came.number, came.contact)
    return forbidden or (said is not None and 0 < said.felt <= _BADLY)


def noes(calls: Iterable[Attempt], dispositions: Dispositions) -> int:
    """How many noes in a row end with the newest of these outbound calls (oldest first).

    What nobody answered neither counts nor ends the row. 0 when the newest was no no.
    """
    row = 0
    results = [dispositions.get(call.disposition) for call in calls if not call.inbound]
    if not results or not (results[-1] and is_no(results[-1])):
        return 0
    for came in reversed(results):
        if came is None or not came.connected:
            continue
        if not is_no(came):
            break
        row += 1
    return row


def after_call(
    shelf: Shelf, today: Sequence[Attempt], dispositions: Dispositions, in_a_row: int = IN_A_ROW
) -> str:
    """Which hard moment the newest of today's calls (oldest first) is; empty: none.

    Noes are one at the third, the sixth and so on.
    """
    if not today:
        return ""
    if is_rough(shelf, today[-1], dispositions):
        return ROUGH
    row = noes(today, dispositions)
    return NOES if row and row % in_a_row == 0 else ""


def why_line(own: str) -> str:
    """The rep's own why, as it is said."""
    return f"Why you do this: {own}"


class Prompts:
    """Says one line after the other, and never the same twice in a row."""

    def __init__(self, prompts: Sequence[Prompt], start: int = 0) -> None:
        """`start`: where in the lines to begin, so that each day begins elsewhere."""
        self._prompts, self._turn = prompts, start
        self._last = ""

    def line(self, when: str, fits: str = BOTH, own: str = "", *, own_first: bool = False) -> str:
        """A line for a hard moment; empty: there is none.

        Args:
            when: NOES, SKIPPED or ROUGH.
            fits: what helps the rep: THOUGHTS, BODY, or BOTH in turn.
            own: the rep's own why. It comes every other time but after a rough call, where first one cools
                down; with `own_first` every time.
        """
        self._turn += 1
        if own and when != ROUGH and (own_first or self._turn % 2):
            return why_line(own)
        kind = (THOUGHTS, BODY)[self._turn // 2 % 2] if fits == BOTH else fits
        found = [p for p in self._prompts if when in p.whens and p.fits in (kind, BOTH)]
        fresh = [p for p in found if p.id != self._last] or found
        if not fresh:
            return why_line(own) if own else ""
        chosen = fresh[self._turn % len(fresh)]
        self._last = chosen.id
        return chosen.text
