"""One entry of the library, to be read: its row in the list, and all of it beside."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from textual.content import Content

from tui import look, say
from tui.core.call.attempt import Promise
from tui.core.call.tally import Results
from tui.core.pages import AWAY, KINDS, Page, Waiting, words_of
from tui.core.ports import Answer
from tui.core.words import parts
from tui.keys import key_of

#: So many of the ways they say it stand at the top; the others below.
_AT_THE_TOP = 3
#: Cells of a label.
_LABEL = 13


class Reading:
    """Entries with their names filled in."""

    def __init__(self, known: Mapping[str, str], defaults: Mapping[str, str]) -> None:
        """`known`: what the names in braces stand for; `defaults`: where that is nothing."""
        self._known, self._defaults = known, defaults

    def filled(self, text: str, style: str = "") -> Content:
        """A text with its names filled in, and those marked of which nothing is known."""
        pieces = parts(text, self._known, self._defaults)
        return say.line(*((part, look.MISSING if missing else style) for part, missing in pieces))

    def page(self, page: Page, results: Results, room: int) -> Content:
        """All of an entry, for `room` cells."""
        blocks = [
            [say.line((page.title, look.STRONG)), self._what(page)],
            [self._result(results)] if page.kind == "card" and results.met else [],
            [say.fact("they say", _quoted(page.says[:_AT_THE_TOP]), label_width=_LABEL, room=room)]
            if page.says
            else [],
            self._main(page),
            *(self._answer(answer, room) for answer in page.answers),
            list(self._steps(page, room)),
            [say.fact(label, self.filled(text), label_width=_LABEL, room=room) for label, text in page.facts],
            [say.fact("avoid", "; ".join(page.avoid), label_width=_LABEL, room=room)] if page.avoid else [],
            [say.fact("notes", page.notes, label_width=_LABEL, room=room)] if page.notes else [],
            list(self._rest(page, room)),
            [
                say.fact("from", (source, look.QUIET), label_width=_LABEL, room=room)
                for source in page.sources
            ],
            [self._where(page, room)],
        ]
        rows: list[Content] = []
        for block in blocks:
            rows += [*([Content("")] if rows and block else []), *block]
        return say.lines(rows)

    @staticmethod
    def _what(page: Page) -> Content:
        """`card · price · win, grow · id price`."""
        parts = (page.kind, ", ".join(page.tags), ", ".join(page.purposes), f"id {page.id}")
        return say.quiet(" · ".join(filter(None, parts)))

    @staticmethod
    def _result(results: Results) -> Content:
        pieces = [(f"met {results.met:,}", look.STRONG)]
        if results.worked:
            pieces.append((f"   {look.DONE} worked {results.worked:,}", look.GOOD))
        if results.failed:
            pieces.append((f"   did not {results.failed:,}", look.BAD))
        if results.unsaid:
            pieces.append((f"   not said {results.unsaid:,}", look.QUIET))
        return say.line(*pieces)

    def _main(self, page: Page) -> list[Content]:
        """The words to say, line by line."""
        rows: list[Content] = []
        for text in page.main.splitlines():
            quote = page.kind == "value" and text.startswith("→")  # what a customer said of the line above
            if rows and not quote:
                rows.append(Content(""))
            rows.append(self.filled(f"  {text}" if quote else text, look.QUIET if quote else look.STRONG))
        if rows and page.kind == "card":
            rows = [say.line(("“", look.STRONG), rows[0]), *rows[1:]]
            rows[-1] = say.line(rows[-1], ("”", look.STRONG))
        return rows

    def _answer(self, answer: Answer, room: int) -> list[Content]:
        """A whole answer: what it is like and when to use it, then its words."""
        head = " · ".join(filter(None, (answer.when and f"when {answer.when}",)))
        label = answer.style or "answer"
        rows = [say.fact(label, (head, look.QUIET), label_width=_LABEL, room=room)] if head else []
        for index, text in enumerate(answer.lines):
            first = label if not rows and index == 0 else ""
            rows.append(say.fact(first, self.filled(text), label_width=_LABEL, room=room))
        return rows

    def _steps(self, page: Page, room: int) -> Iterator[Content]:
        for step, texts in page.steps:
            for index, text in enumerate(texts):
                label = step if index == 0 else ""
                yield say.fact(label, self.filled(text), label_width=_LABEL, room=room)

    @staticmethod
    def _rest(page: Page, room: int) -> Iterator[Content]:
        """The other ways they say it."""
        rest = page.says[_AT_THE_TOP:]
        if rest:
            yield say.fact("also", (" · ".join(rest), look.QUIET), label_width=_LABEL, room=room)

    @staticmethod
    def _where(page: Page, room: int) -> Content:
        whose = "yours" if page.own else "shipped"
        instead = ", used instead of the shipped one" if page.replaces else ""
        says = f"{whose}{instead} · {page.name} · {page.pack}"
        return say.fact("stands in", (says, look.QUIET), label_width=_LABEL, room=room)

    # ------------------------------------------------------------------------------------------- the rows

    def row(self, page: Page, results: Results, on_it: bool, width: int, *, with_kind: bool) -> list[Content]:
        """Two lines of the list."""
        met = f"met {results.met:,}" if results.met else ""
        worked = f" {look.DONE}{results.worked:,}" if results.worked else ""
        first = say.ends(
            _title(page.title, on_it), say.line((met, look.QUIET), (worked, look.GOOD), " "), width
        )
        below = page.says[0] if page.says else page.main.splitlines()[0] if page.main else ""
        kind = f"{page.kind} · " if with_kind else ""
        mine = say.line((" yours ", look.ACCENT) if page.own else " ")
        text = say.line((f"  {kind}", look.QUIET), self.filled(below, look.QUIET))
        return [first, say.ends(text, mine, width)]

    # ---------------------------------------------------------------------------------- without an answer

    @staticmethod
    def waiting_row(waiting: Waiting, who: str, on_it: bool, width: int) -> list[Content]:
        """Two lines for what they said and has no answer."""
        first = say.ends(_title(f"{look.HELD} {words_of(waiting)}", on_it), Content(" "), width)
        state = (f"  {AWAY}", look.QUIET) if waiting.put_away else ("  without an answer", look.ACCENT)
        second = say.line(state, (f" · {who}" if who else "", look.QUIET))
        return [first, say.ends(second, Content(" "), width)]

    @staticmethod
    def waiting(waiting: Waiting, who: str) -> Content:
        """What it is, and what one can do about it."""
        if isinstance(waiting, Promise):
            came, ask, by = "you did not know", "What is the answer?", "the question"
        else:
            came, ask, by = "caught you unprepared", "What will you say next time?", "what they say"
        rows = [say.line((f"“{words_of(waiting)}”", look.STRONG)), say.quiet(f"{came} · {who}"), Content("")]
        if waiting.put_away:
            back = " brings it back: it waits for an answer again."
            return say.lines([*rows, say.line("Put away. ", (key_of("library.put-away"), look.KEY), back)])
        how = f" writes it down: it becomes a card of yours, found in the next call by {by}."
        away = " puts it away, if it needs none."
        return say.lines(
            [
                *rows,
                say.line(f"{ask} ", (key_of("library.answer"), look.KEY), how),
                say.line((key_of("library.put-away"), look.KEY), away),
            ]
        )


def _title(text: str, on_it: bool) -> Content:
    sign = (f"{look.NOW} ", look.ACCENT) if on_it else "  "
    return say.line(sign, (text, look.STRONG))


def _quoted(texts: Sequence[str]) -> str:
    return "  ".join(f"“{text}”" for text in texts)


def kinds_line(counts: Mapping[str, int], current: str, width: int) -> Content:
    """The kinds with their counts, the current one marked, as many as fit around it."""
    cells = [
        say.line((f"{look.NOW}{name} {counts[kind]}", look.KEY))
        if kind == current
        else say.line((f" {name} {counts[kind]}", "" if counts[kind] else look.QUIET))
        for kind, name in KINDS.items()
    ]
    at = list(KINDS).index(current)
    for first in range(at + 1):
        before = say.line((" ←" if first else "  ", look.KEY))
        shown, room = [], width - 4
        for cell in cells[first:]:
            if cell.cell_length + 2 > room:
                break
            shown.append(cell)
            room -= cell.cell_length + 2
        if first + len(shown) > at:
            break
    after = say.line((" →" if first + len(shown) < len(cells) else "", look.KEY))
    return say.line(before, Content("  ").join(shown), after)
