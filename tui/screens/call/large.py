"""The number very large above everything else: across a desk, or for eyes that need it. Nothing is covered,
and all keys go on working. Whether it is there is a setting, so that it stays."""

from __future__ import annotations

from textual.content import Content

from tui import look, say
from tui.core.people.contact import Contact, Number
from tui.screens.base import Base
from tui.screens.queue.row_and_card import say_number
from tui.widgets.large import halves, large
from tui.widgets.parts import Words

#: Rows that are left to everything else.
_REST = 12


def switch_large(screen: Base) -> None:
    """Show the number large, or small again."""
    now = not screen.services.settings.large_number
    screen.choose("The number stands large." if now else "The number is small again.", large_number=now)


def show_large(screen: Base, contact: Contact | None, number: Number | None) -> None:
    """Draw it where the rep chose so, and there is a number."""
    words = screen.query_one("#large", Words)
    words.display = bool(contact and number and screen.services.settings.large_number)
    if words.display and contact and number:
        room = max(4, screen.size.height - _REST)
        words.say(large_number(contact.title, number, screen.size.width - 2, room))


def large_number(name: str, number: Number, width: int, height: int) -> Content:
    """The name and the number below it, each as large as it can be in so many cells; the number first has its
    choice."""
    shown = say_number(number)
    digits = large(shown, width, height - 1)
    room = height - len(digits) - 1
    who = large(name, width, room, (halves,)) if digits else []
    above = [*who, ""] if who else [say.short(name, width)]
    return say.lines(say.line((row, look.STRONG)) for row in (*above, *(digits or [shown])))
