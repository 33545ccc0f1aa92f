"""The figures of a span, as values: what Review, the report and `offhook report --json` show.

Everything here is counted; nothing is judged. What is a connect, a conversation, a meeting or a sale the
rep's dispositions say; a call without a result (or with one nobody knows any more) is a connect when somebody
picked up, as everywhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from tui.core.call.tally import Results
from tui.core.day.safe import Share
from tui.core.day.spent import Spent
from tui.core.insight.rate import Rate, ahead
from tui.core.insight.span import Span


@dataclass(frozen=True, slots=True)
class Funnel:
    """From dial to sale. The calls that came in have one of their own (`Figures.inbound`)."""

    dials: int = 0
    """Calls; of inbound ones how many came in."""
    connects: int = 0
    """In which somebody was talked to."""
    conversations: int = 0
    """Those of them that were talks with the right person; the next three counts include these."""
    unconfirmed: int = 0
    """Conversations that the clock chose, not the rep: *conversation, unconfirmed*."""
    open: int = 0
    """Without a result yet, or with one that is in nobody's list any more. They count as dials."""
    callbacks: int = 0
    """A time to call was agreed."""
    do_not_calls: int = 0
    """The number or the person must not be called again."""
    meetings: Mapping[str, int] = field(default_factory=dict)
    """Commitments of time by disposition: meeting, presentation, demo."""
    sales: Mapping[str, int] = field(default_factory=dict)
    """Sales by disposition: to a new customer, to a customer."""
    results: Mapping[str, int] = field(default_factory=dict)
    """Every result by disposition, empty for none; together as many as there are dials."""

    @property
    def met(self) -> int:
        """All meetings."""
        return sum(self.meetings.values())

    @property
    def sold(self) -> int:
        """All sales."""
        return sum(self.sales.values())

    @property
    def connecting(self) -> Rate:
        """Connects of dials."""
        return Rate(self.connects, self.dials)

    @property
    def talking(self) -> Rate:
        """Conversations of dials."""
        return Rate(self.conversations, self.dials)

    @property
    def meeting(self) -> Rate:
        """Meetings of conversations. One with somebody else than the right person would be no hit."""
        return Rate(min(self.met, self.conversations), self.conversations)

    @property
    def selling(self) -> Rate:
        """Sales of conversations."""
        return Rate(min(self.sold, self.conversations), self.conversations)


@dataclass(frozen=True, slots=True)
class Heat:
    """Dials and connects by hour and weekday, outbound ones only."""

    cells: Mapping[tuple[int, int], Rate] = field(default_factory=dict)
    """(weekday, Monday is 0; hour, 0 to 23) → connects of dials. Without a dial there is no cell."""

    def at(self, weekday: int, hour: int) -> Rate:
        """One cell."""
        return self.cells.get((weekday, hour), Rate())

    @property
    def hours(self) -> range:
        """From the earliest hour with a dial to the latest; empty without any."""
        hours = [hour for _, hour in self.cells]
        return range(min(hours), max(hours) + 1) if hours else range(0)

    @property
    def best(self) -> tuple[tuple[int, int], ...]:
        """The cells that surely connect more often than the others, the best first; mostly none."""
        places = sorted(self.cells)
        return tuple(places[at] for at in ahead([self.cells[place] for place in places]))


@dataclass(frozen=True, slots=True)
class Kept:
    """Better than the last: what became of the intentions that were asked about after a connect (P2)."""

    asked: int = 0
    kept: int = 0
    not_kept: int = 0

    @property
    def unsaid(self) -> int:
        """Asked, and left without an answer."""
        return self.asked - self.kept - self.not_kept

    @property
    def rate(self) -> Rate:
        """Kept of those that were answered."""
        return Rate(self.kept, self.kept + self.not_kept)


@dataclass(frozen=True, slots=True)
class Row:
    """What came of the outbound calls of one purpose, list, opener, kind of number, or how-many-eth try."""

    value: str
    """Its id, name or kind; empty: the call had none. Of tries `1` to `8`, which stands for all after it."""
    dials: int = 0
    connects: int = 0
    conversations: int = 0
    meetings: int = 0
    sales: int = 0
    successes: int = 0
    """What the call's own purpose calls one (`data/purposes.yaml`)."""

    @property
    def connecting(self) -> Rate:
        """Connects of dials."""
        return Rate(self.connects, self.dials)

    @property
    def talking(self) -> Rate:
        """Conversations of dials."""
        return Rate(self.conversations, self.dials)

    @property
    def succeeding(self) -> Rate:
        """Successes of dials."""
        return Rate(self.successes, self.dials)


@dataclass(frozen=True, slots=True)
class Touched:
    """E-mails, messages or visits of one medium, and what came after them on the phone (P9)."""

    medium: str
    sent: int = 0
    spoken: int = 0
    """After how many of them the person was talked to within 14 days. One talk may follow several touches."""
    successes: int = 0
    """After how many a call within 14 days was a success by its purpose."""


@dataclass(frozen=True, slots=True)
class DayFigures:
    """One of the rep's days, for lines over days. Days without anything have none."""

    day: date
    dials: int = 0
    """Outbound."""
    connects: int = 0
    conversations: int = 0
    meetings: int = 0
    sales: int = 0
    successes: int = 0
    inbound: int = 0
    skips: int = 0
    touches: int = 0
    kept: Kept = field(default_factory=Kept)
    spent: Spent = field(default_factory=Spent)


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything that is counted of a span."""

    span: Span
    whole: bool = True
    """Whether all of it has been read. While not, say *so far*."""
    funnel: Funnel = field(default_factory=Funnel)
    """Of outbound calls."""
    inbound: Funnel = field(default_factory=Funnel)
    """Of the calls that came in; counted apart (P28)."""
    heat: Heat = field(default_factory=Heat)
    """By the rep's clock."""
    heat_there: Heat = field(default_factory=Heat)
    """By the clock of whom was called."""
    kept: Kept = field(default_factory=Kept)
    spent: Spent = field(default_factory=Spent)
    """Seconds of prep, dial and talk (P8)."""
    safe: Share = field(default_factory=Share)
    """Dials, and those to people who were known well (P7)."""
    touches: tuple[Touched, ...] = ()
    """By medium, the most used first."""
    skips: Mapping[str, int] = field(default_factory=dict)
    """Reason → how often, the commonest first; empty: without a reason (P27)."""
    cards: Mapping[str, Results] = field(default_factory=dict)
    """Card → how often it was met, worked and did not, the most met first. Calls that came in count too."""
    purposes: tuple[Row, ...] = ()
    """By purpose, the most called first; likewise the others."""
    lists: tuple[Row, ...] = ()
    """By the list the person is on now."""
    openers: tuple[Row, ...] = ()
    kinds: tuple[Row, ...] = ()
    """By the kind of number (`contact.KINDS`), as it is called now; empty: the person has it no more."""
    tries: tuple[Row, ...] = ()
    """By the how-many-eth dial it was since the person was last spoken to, in that order."""

    @property
    def mobile(self) -> tuple[Row, Row]:
        """The kinds of number, as mobile and not mobile."""
        mobile = [row for row in self.kinds if row.value == "mobile"]
        return _together("mobile", mobile), _together("other", [r for r in self.kinds if r not in mobile])


def _together(value: str, rows: list[Row]) -> Row:
    return Row(
        value,
        sum(row.dials for row in rows),
        sum(row.connects for row in rows),
        sum(row.conversations for row in rows),
        sum(row.meetings for row in rows),
        sum(row.sales for row in rows),
        sum(row.successes for row in rows),
    )


def stands_out(rows: tuple[Row, ...]) -> Row | None:
    """The row that surely connects more often than all the others; None: the counts do not say so."""
    best = ahead([row.connecting for row in rows])
    return rows[best[0]] if best else None
