"""The only way outside text reaches a widget: as `Content`, cleaned, never as markup.

A plain string given to a Textual widget is markup, and a contact's name could run our actions or end the
app (ARCHITECTURE.md §3). So screens build what they show with these.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.content import Content
from textual.style import Style

from tui import look
from tui.core.text import cut, plain
from tui.keys import Action

#: A piece of a line: text, or text with a style.
Piece = str | tuple[str, str] | Content


def line(*pieces: Piece) -> Content:
    """One line of text out of pieces, each cleaned."""
    return Content.assemble(*(_clean(piece) for piece in pieces))


def _clean(piece: Piece) -> Content | tuple[str, str] | str:
    if isinstance(piece, Content):
        return piece
    if isinstance(piece, tuple):
        return plain(piece[0]), piece[1]
    return plain(piece)


def lines(rows: Iterable[Content]) -> Content:
    """Several lines, one below the other."""
    return Content("\n").join(rows)


def quiet(text: str) -> Content:
    """Text in the background."""
    return line((text, look.QUIET))


def fact(label: str, *pieces: Piece, label_width: int = 11, room: int = 0) -> Content:
    """`Begin with  opened a second depot`: a label of fixed width, and what it says.

    With `room` (cells) long text goes on below its own beginning, not below the label.
    """
    text = line(*pieces)
    head = line((label.ljust(label_width), look.QUIET))
    if not room or text.cell_length <= room - label_width:
        return Content.assemble(head, text)
    rows = text.wrap(max(8, room - label_width))
    return lines(
        [Content.assemble(head, rows[0]), *(Content.assemble(" " * label_width, r) for r in rows[1:])]
    )


def hanging(head: Content, text: Content, room: int) -> list[Content]:
    """A text behind a head, in lines of `room` cells; it goes on below its own beginning."""
    first, *rest = text.wrap(max(12, room - head.cell_length)) or [text]
    return [Content.assemble(head, first), *(Content.assemble(" " * head.cell_length, row) for row in rest)]


def ends(left: Content, right: Content, width: int) -> Content:
    """Two pieces at the two ends of a line of `width` cells; the left one gives way."""
    room = width - right.cell_length - 1
    if left.cell_length > room:
        left = left.truncate(max(1, room), ellipsis=True)
    return Content.assemble(left, " " * max(1, width - left.cell_length - right.cell_length), right)


def fitted(text: str, width: int) -> str:
    """`text`, cleaned, in exactly `width` cells: cut with an ellipsis, or with spaces behind it."""
    text = plain(text)
    if text.isascii():
        return cut(text, width).ljust(width)
    return Content(text).truncate(width, ellipsis=True, pad=True).plain


def page(rows: Sequence[Content], height: int, number: int) -> tuple[Sequence[Content], int]:
    """One page of rows that do not fit into `height`, and how many there are; the last is full, too.

    `number` counts from 0; behind the last comes the first.
    """
    height = max(1, height)
    pages = max(1, -(-len(rows) // height))
    start = max(0, min(number % pages * height, len(rows) - height))
    return rows[start : start + height], pages


def bar(full: int, width: int, style: str = look.ACCENT) -> Content:
    """`━━━━━────`: so many of `width` cells."""
    full = max(0, min(width, full))
    return line(("━" * full, style), ("─" * (width - full), look.RULE))


def tel(shown: str, e164: str, *, strong: bool = False) -> Content:
    """A number the terminal offers to dial where it can (an OSC 8 link to `tel:`)."""
    return Content.styled(plain(shown), Style(bold=strong or None, link=f"tel:{plain(e164)}"))


def keys(actions: Sequence[Action], width: int, words: dict[str, str] | None = None) -> Content:
    """A footer of `width` cells: as many keys as fit, the last one (?) always.

    Args:
        actions: in order of importance; the last is kept.
        words: other words for an action, by its id.
    """
    parts = [line((a.label, look.KEY), " ", (words or {}).get(a.id, a.words)) for a in actions]
    if not parts:
        return Content("")
    *parts, last = parts
    room = width - last.cell_length - 3
    shown: list[Content] = []
    for part in parts:
        if part.cell_length > room:
            continue
        shown.append(part)
        room -= part.cell_length + 3
    return Content("   ").join([*shown, last])


def short(text: str, width: int) -> str:
    """The beginning of a text, cleaned."""
    return cut(plain(text), width)


def clock(seconds: float) -> str:
    """`2:14`, `1:02:14`; overtime `+0:03`."""
    whole = int(abs(seconds))
    shown = (
        f"{whole // 3600}:{whole // 60 % 60:02}:{whole % 60:02}"
        if whole >= 3600
        else f"{whole // 60}:{whole % 60:02}"
    )
    return f"+{shown}" if seconds < 0 else shown
