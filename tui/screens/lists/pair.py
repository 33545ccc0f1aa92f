"""Two that may be one person, drawn beside each other."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from textual.content import Content

from tui import look, say
from tui.core.people.contact import Contact, Number
from tui.screens.queue.row_and_card import say_number


def side_by_side(kept: Contact, other: Contact, calls: tuple[str, str], room: int) -> tuple[Content, Content]:
    """The two, each fact in the lines of the other's; what differs stands out. `calls`: theirs;
    `room`: cells for one of them."""
    rows: list[tuple[Content, Content]] = [
        (
            say.line((f"{look.DUE} keeps the name", look.ACCENT)),
            say.line((f"{look.HELD} is added to it", look.QUIET)),
        ),
        (say.line((kept.title, look.STRONG)), say.line((other.title, look.STRONG))),
    ]
    for label, name in (
        ("Account", "account"), ("Role", "role"), ("E-mail", "email"), ("Place", "place"),
        ("List", "list"), ("Not called", "do_not_call"), ("Notes", "notes"),
    ):  # fmt: skip
        texts = [str(getattr(one, name)) for one in (kept, other)]
        if any(texts):
            differs = all(texts) and texts[0] != texts[1]
            first, second = (_text(label, text, differs, room) for text in texts)
            rows.append((first, second))
    rows += _numbers(kept, other, room)
    first, second = (say.fact("Calls", of_one, room=room) for of_one in calls)
    return _level([*rows, (first, second)])


def _text(label: str, text: str, differs: bool, room: int) -> Content:
    style = look.ACCENT if differs else "" if text else look.QUIET
    return say.fact(label, (say.short(text or "–", 200), style), room=room)


def _numbers(kept: Contact, other: Contact, room: int) -> list[tuple[Content, Content]]:
    """Those both have beside each other, then what only one of them has."""
    both = {n.e164 for n in kept.numbers if n.e164} & {n.e164 for n in other.numbers}

    def order(one: Contact) -> list[Number]:
        return sorted(one.numbers, key=lambda n: (n.e164 not in both, n.e164 if n.e164 in both else ""))

    def shown(number: Number | None) -> Content:
        if number is None:
            return Content("")
        label = "Number" if number.kind == "other" else number.kind.capitalize()
        return say.fact(label, (say_number(number), look.GOOD if number.e164 in both else ""), room=room)

    return [(shown(one), shown(two)) for one, two in zip_longest(order(kept), order(other))]


def _level(rows: Sequence[tuple[Content, Content]]) -> tuple[Content, Content]:
    """Two columns, each row as high in one as in the other."""
    columns: tuple[list[Content], list[Content]] = [], []
    for row in rows:
        parts = [one.split("\n", allow_blank=True) for one in row]
        height = max(map(len, parts))
        for column, lines in zip(columns, parts, strict=True):
            column += [*lines, *[Content("")] * (height - len(lines))]
    return say.lines(columns[0]), say.lines(columns[1])
