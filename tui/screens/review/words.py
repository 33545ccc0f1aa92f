"""The rep's own words in Review: wins and *right* lines, what keeps coming up, every reflection, found again.

Half a million calls have more words than fit on a screen or into a moment: they are taken in day by day, the
newest first, and only the rows in sight are drawn.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property

from textual.content import Content

from tui import look, say
from tui.core.day.patterns import OFTEN, Pattern, Said, grouping
from tui.core.insight.figures import Kept
from tui.core.insight.ledger import Ledger
from tui.core.insight.lines import Line, What
from tui.core.insight.span import Span
from tui.core.text import count, fold

#: More than anybody reads; older ones are found in a shorter span.
MOST = 20_000
#: What is looked through for patterns: the newest so many lines of each field.
_LOOKED = 5_000


@dataclass(frozen=True, slots=True)
class Row:
    """One call with the rep's words on it."""

    id: int
    """The attempt's."""
    day: date
    at: datetime
    who: str
    came: str
    """Its result, as it is called; empty: none."""
    win: bool
    right: str = ""
    wrong: str = ""
    next: str = ""
    line: str = ""
    intention: str = ""
    """What was asked about after it."""
    kept: bool | None = None
    folded: str = ""
    """Everything that can be searched."""
    found: str = ""
    """Of what was searched for: the text it stands in; empty: in none, or nothing is searched."""


@dataclass(frozen=True, slots=True)
class Meant:
    """One intention, over all the calls after which it was asked about."""

    text: str
    """As it was spelled last."""
    day: date
    """When it was asked about last."""
    became: Kept


@dataclass
class Collected:
    """The words of a span, as far as they are taken in."""

    span: Span
    rows: list[Row] = field(default_factory=list)
    """The newest first."""
    wrong: Sequence[Pattern] | None = None
    """None: they are not grouped yet."""
    next: Sequence[Pattern] | None = None
    whole: bool = False

    @property
    def wins(self) -> list[Row]:
        """What was won, or went right."""
        return [row for row in self.rows if row.win or row.right]

    @property
    def said(self) -> list[Row]:
        """Those with words."""
        return [row for row in self.rows if row.right or row.wrong or row.next or row.line]

    @cached_property  # asked for with each picture, once everything is taken in
    def meant(self) -> list[Meant]:
        """What the rep meant to do, and was asked about; the newest first."""
        asked: dict[str, list[Row]] = {}
        for row in self.rows:
            if row.intention:
                asked.setdefault(fold(row.intention), []).append(row)
        return [Meant(rows[0].intention, rows[0].day, _became(rows)) for rows in asked.values()]

    @property
    def patterns(self) -> list[tuple[str, Pattern]]:
        """(`wrong` or `next`, what keeps coming up)."""
        of_wrong = [("wrong", pattern) for pattern in self.wrong or ()]
        return of_wrong + [("next", pattern) for pattern in self.next or ()]

    def find(self, words: str) -> list[Row]:
        """Those that have all the words, in any of what is known of the call."""
        wanted = fold(words).split()
        return [row for row in self.said if all(word in row.folded for word in wanted)]


def marked(row: Row, words: str) -> Row:
    """The row as it is drawn in a search: with the first of its texts that has one of the words."""
    wanted = fold(words).split()
    texts = (row.wrong, row.next, row.right, row.line, row.intention)
    return replace(row, found=next((t for t in texts if any(word in fold(t) for word in wanted)), ""))


def collecting(
    ledger: Ledger, days: Sequence[date], collected: Collected, called: Callable[[str], str]
) -> Generator[None, None, None]:
    """Take in the words of these days, newest first, then group them; in steps, between which something may
    be saved. `called` names a result by its id."""
    for day in days:
        if len(collected.rows) >= MOST:
            break
        if day in collected.span:
            only = Span("day", day, day)
            won = {line.attempt.id for line in ledger.lines(only, What.WIN)}
            lines = ledger.lines(only, What.WIN | What.WORDS | What.ASKED)
            collected.rows += [_row(line, called, line.attempt.id in won) for line in lines]
        yield
    said = collected.said
    collected.wrong = yield from grouping([Said(r.id, r.at, r.wrong) for r in said if r.wrong][:_LOOKED])
    collected.next = yield from grouping([Said(r.id, r.at, r.next) for r in said if r.next][:_LOOKED])
    collected.whole = True


def _row(line: Line, called: Callable[[str], str], win: bool) -> Row:
    who = line.contact.title if line.contact else "somebody"
    company = line.contact.account if line.contact else ""
    came, said = called(line.attempt.disposition), line.said
    words = (said.right, said.wrong, said.next, said.line) if said else ("", "", "", "")
    return Row(
        line.attempt.id,
        line.day,
        line.attempt.started,
        who,
        came,
        win,
        *words,
        intention=line.intention,
        kept=said.kept if said else None,
        folded=fold(" ".join((who, company, came, *words, line.intention))),
    )


# ------------------------------------------------------------------------------------------------- drawing


def window(rows: Sequence[object], at: int, room: int) -> range:
    """The places of the rows in sight: `room` of them, around the cursor."""
    top = max(0, min(at - room // 2, len(rows) - room))
    return range(top, min(len(rows), top + room))


def wins(row: Row, on_it: bool, room: int) -> Content:
    """`▸ ✓ meeting booked  Dana Reyes  asked first and let her talk`."""
    won = say.line((f"{look.DONE} {row.came}  ", look.STRONG), row.who, "  ") if row.win else Content("")
    return _ends(say.line(_mark(on_it), won, row.right), row, room)


def meant(of: Meant, room: int) -> Content:
    """`kept 3 of 6  ask before I explain`; of one that nobody answered `not said`."""
    said = of.became.rate
    kept = f"kept {said.hits:,} of {said.of:,}" if said.of else "not said"
    left = say.line((f"  {kept:<12}  ", look.QUIET), of.text)
    return say.ends(left, say.quiet(f"last {of.day.day} {of.day:%b}"), room)


def reflection(row: Row, on_it: bool, room: int) -> Content:
    """The call in one line: who, and the first of the rep's words."""
    first = row.found or row.wrong or row.next or row.right or row.line
    return _ends(say.line(_mark(on_it), (f"{row.who}  ", look.STRONG), first), row, room)


def pattern(of: tuple[str, Pattern], on_it: bool, room: int) -> Content:
    """`▸ 7×  wrong  talked for a minute before the first question`."""
    what, found = of
    label = "went wrong" if what == "wrong" else "next time "
    left = say.line(
        _mark(on_it), (f"{found.times:>3}× ", look.STRONG), (f"{label}  ", look.QUIET), found.text
    )
    newest = found.lines[0].at
    return say.ends(left, say.quiet(f"last {newest.day} {newest:%b}"), room)


def whole(row: Row) -> list[Content]:
    """A call with everything the rep wrote."""
    parts = (
        ("result", row.came),
        ("right", row.right),
        ("wrong", row.wrong),
        ("next time", row.next),
        ("line", row.line),
        ("meant to", row.intention and f"{row.intention} ({_kept(row.kept)})"),
    )
    return [say.fact(name, text, label_width=11, room=70) for name, text in parts if text]


def nothing_comes_up(collected: Collected) -> str:
    """Why there is no pattern."""
    many = sum(bool(row.wrong or row.next) for row in collected.rows)
    return (
        f"Nothing has come up {OFTEN} times yet, in {count(many, 'form')} with something under wrong or next."
    )


def _became(rows: Sequence[Row]) -> Kept:
    said = [row.kept for row in rows]
    return Kept(len(said), said.count(True), said.count(False))


def _kept(kept: bool | None) -> str:
    return {True: "kept", False: "not kept", None: "not said"}[kept]


def _mark(on_it: bool) -> tuple[str, str]:
    return (f"{look.NOW} " if on_it else "  "), look.ACCENT


def _ends(left: Content, row: Row, room: int) -> Content:
    return say.ends(left, say.quiet(f"{row.day.day} {row.day:%b}"), room)
