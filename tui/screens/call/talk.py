"""The words on screen during a call: opener, card, voicemail, value, gatekeeper, the number to dial."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content

from tui import look, say
from tui.core.call.attempt import Promise
from tui.core.call.opening import UNSAID, choose, values
from tui.core.people.contact import Contact, Number
from tui.core.ports import Card, Line, Playbook
from tui.core.words import fill
from tui.keys import key_of
from tui.screens.library.found import Found
from tui.screens.queue.row_and_card import say_number
from tui.settings import Settings
from tui.widgets.large import halves, large

#: So many of the customers' own words stand on a value sheet in a call; the library has all.
_QUOTES = 3
_TITLES = {
    "voicemail": "Voicemail",
    "value": "What it is worth to them",
    "gatekeeper": "For whoever picks up",
}
#: First words to somebody who calls: one we have talked to or tried, one we have not, one without a name.
_KNOWN = "Hello {first_name}, {my_name} here. Thank you for calling. What can I do for you?"
_CALLED = "Hello {first_name}, {my_name} at {my_company}. Thank you for calling. What can I do for you?"
_WHO_IS_IT = "Hello, {my_name} at {my_company}. Who am I speaking with, please?"


@dataclass(frozen=True)
class Talk:
    """The words for one contact and purpose."""

    playbook: Playbook
    settings: Settings
    contact: Contact
    referrer: Contact | None
    purpose: str
    spoken: bool = False
    """They have been talked to before."""
    proof_first: bool = False
    """What it is worth to them stands above the opener, and on a card the answers with proof come first."""

    def opener(self) -> Line | None:
        """The opener to show."""
        return choose(self.playbook.lines("opener", self.purpose), self.contact, spoken=self.spoken)

    def filled(self, text: str) -> str:
        """`text` with the contact's own words in it."""
        known = values(
            self.contact,
            self.referrer,
            self.settings.my_name,
            self.settings.my_company,
            self.settings.my_number,
        )
        return fill(text, known, self.playbook.variables)

    def opening(self, owed: Sequence[Promise] = (), room: int = 0) -> Content:
        """The opener, large: a line of space between its lines. Above it what they wait for, if anything."""
        opener = self.opener()
        spoken = say.quiet("No opener for this purpose in your scripts.")
        if opener:
            spoken = self._spoken("Opener", opener)
        above = [row for promise in owed for row in _waited_for(promise, room)]
        return say.lines([*above, *(self._worth() if self.proof_first else ()), spoken])

    def answering(self, known: Sequence[Content], owed: Sequence[Promise] = (), room: int = 0) -> Content:
        """For a call that came in: what they wait for, first words that fit, and what is `known` of them."""
        words = _KNOWN if known else _CALLED
        if not self.contact.name:
            words = _WHO_IS_IT
        rows = [row for promise in owed for row in _waited_for(promise, room)]
        first = [say.line((self.filled(words), look.STRONG)), Content("")]
        return say.lines([*rows, say.quiet("They called you"), Content(""), *first, *known])

    def _worth(self) -> list[Content]:
        """The value sheet in a line: what a customer said of it, else how it begins."""
        sheet = self.line("value", 0)
        if sheet is None:
            return []
        text = self.filled(sheet.text).splitlines()
        words = f"“{sheet.quotes[0]}”" if sheet.quotes else (text[0] if text else "")
        return [say.quiet(_TITLES["value"]), say.line((words, look.ACCENT)), Content("")]

    def line(self, kind: str, place: int) -> Line | None:
        """The variant at `place` of the words of a kind; None behind the last one."""
        found = self.playbook.lines(kind, self.purpose)
        return found[place] if place < len(found) else None

    def lines(self, kind: str, place: int) -> Content | None:
        """The same, to be read."""
        line = self.line(kind, place)
        return self._spoken(_TITLES[kind], line) if line else None

    def _spoken(self, title: str, line: Line) -> Content:
        rows = [say.line((title, look.QUIET), ("  " + line.title, look.QUIET)), Content("")]
        if line.quotes:
            quotes = (say.line((f"“{quote}”", look.ACCENT)) for quote in line.quotes[:_QUOTES])
            rows += [say.quiet("in their words"), *quotes, Content("")]
        said = self.filled(line.text)
        for text in said.splitlines():
            if text.startswith("→ “"):  # said of the line above
                rows[-1:] = [say.line((text, look.QUIET)), Content("")]
            else:
                rows += [say.line((text, look.STRONG)), Content("")]
        if any(gap in said for gap in UNSAID):
            rows.append(say.quiet(f"{key_of('queue.me')} in the queue: your name, company and number"))
        return say.lines(rows)

    def card(self, card: Card, room: int) -> Content:
        """An objection: the line to say, whole answers by style, then the steps and what to avoid."""
        answer = self.filled(card.answer)
        rows = [
            say.line((card.title, look.STRONG)),
            Content(""),
            say.line((f"“{answer}”", look.STRONG)),
            Content(""),
        ]
        answers = sorted(card.answers, key=lambda one: self.proof_first and one.style != "evidence")
        labels = [step for step, _ in card.steps] + [answer.style for answer in answers]
        width = max([len(label) for label in labels] + [5]) + 2

        def facts(label: str, *texts: str | tuple[str, str]) -> list[Content]:
            return [
                say.fact(label if text is texts[0] else "", text, label_width=width, room=room)
                for text in texts
            ]

        for whole in answers:
            when = [(f"when {whole.when}", look.QUIET)] if whole.when else []
            rows += [*facts(whole.style, *when, *map(self.filled, whole.lines)), Content("")]
        for step, texts in card.steps:
            rows += facts(step, *map(self.filled, texts))
        if card.avoid:
            rows += [Content(""), *facts("avoid", ("; ".join(card.avoid), look.QUIET))]
        if card.notes:
            rows += [Content(""), say.quiet(card.notes)]
        return say.lines(rows)


def _waited_for(promise: Promise, room: int) -> list[Content]:
    """A question that waits for its answer, and the answer as far as it is known."""
    known = (f"“{promise.answer}”", look.ACCENT) if promise.answer else (
        f"{promise.who} knows it" if promise.who else "not found yet", look.BAD
    )  # fmt: skip
    way = ("   a changes it" if promise.answer else "   a writes it down", look.QUIET)
    return [
        say.fact("They asked", (f"“{promise.question}”", look.STRONG), label_width=12, room=room),
        say.fact("The answer", known, way, label_width=12, room=room),
        Content(""),
    ]


def hits(found: Found) -> Content:
    """The results of the search, the chosen one marked; guesses are called guesses."""
    if not found.hits:
        return say.quiet("  nothing fits; enter keeps it" if found.words.strip() else "  type what they said")
    rows = [
        say.line((f"{look.NOW} ", look.ACCENT), (hit.title, look.STRONG))
        if i == found.chosen
        else say.line("  ", (hit.title, look.QUIET if hit.weak else ""))
        for i, hit in enumerate(found.hits)
    ]
    if found.hit is None:
        rows.append(say.quiet("  nothing fits for certain: ↓, or enter keeps it"))
    return say.lines(rows)


def number_to_dial(number: Number, width: int, height: int, *, code: bool = True) -> Content:
    """The number large, and its code to scan with the phone, as far as `width` × `height` cells allow.

    Without `code` where the phone dials by itself.
    """
    square = _qr(f"tel:{number.e164}")
    fits = code and width >= square[0].cell_length and height >= len(square) + 3
    room = height - (len(square) + 2 if fits else 0)
    rows = [say.line((row, look.STRONG)) for row in large(say_number(number), width, room, (halves,))]
    rows = rows or [say.tel(say_number(number), number.e164, strong=True)]
    return say.lines([*rows, Content(""), *square, say.quiet("scan it with your phone")] if fits else rows)


def _qr(text: str) -> list[Content]:
    """A QR code, two modules to a cell. Dark on light whatever the theme, or cameras cannot read it."""
    import segno

    code = [list(row) for row in segno.make(text, error="l", micro=False).matrix_iter(border=2)]
    if len(code) % 2:
        code.append([0] * len(code[0]))
    signs = {(False, False): " ", (False, True): "▄", (True, False): "▀", (True, True): "█"}
    return [
        Content.styled(
            "".join(signs[bool(a), bool(b)] for a, b in zip(upper, lower, strict=True)), "#000000 on #ffffff"
        )
        for upper, lower in zip(code[::2], code[1::2], strict=True)
    ]
