"""What a report says: the figures of a span and the rep's own lines, as a document.

Over 300 lines: one function for each section, in the order of the report, so that they read like it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from typing import Protocol

from tui.core.insight.called import Called
from tui.core.insight.figures import DayFigures, Figures, Heat, Row
from tui.core.insight.lines import Line, What
from tui.core.insight.span import Span
from tui.core.people.contact import Contact
from tui.core.ports import Shelf
from tui.core.text import count, plain
from tui.report.document import (
    Block,
    Fact,
    Facts,
    HeatMap,
    Plot,
    Point,
    Quote,
    Quotes,
    Report,
    Section,
    Table,
)
from tui.report.redact import Names

#: So many quotes stand in a part, and so many rows in a table.
_MOST, _ROWS = 40, 8
#: The words of so many calls are looked through, the newest: all there is may be ten years.
_LINES = 2000
#: Days of a plot.
_PLOTTED = 31
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_KEPT_OF = "Kept: did what was meant, of the times it was asked"

#: The sections, by the word that leaves one out on the command line.
SECTIONS = {
    "figures": "In short",
    "days": "Day by day",
    "better": "Better than the last",
    "hours": "When people answer",
    "time": "Where the time went",
    "compared": "Compared",
    "objections": "Objections",
    "wins": "What went right",
    "wrong": "What went wrong",
}


class Counted(Protocol):
    """Who knows the figures (`core/insight/ledger.py`)."""

    def figures(self, span: Span) -> Figures:
        """Everything that is counted of a span."""
        ...

    def days(self, span: Span) -> Sequence[DayFigures]:
        """Its days, the oldest first."""
        ...

    def lines(self, span: Span, what: What) -> Iterable[Line]:
        """Its calls that have any of `what`, the newest first."""
        ...


@dataclass(frozen=True, slots=True)
class Asked:
    """What the rep chose of a report."""

    name: str = ""
    """The rep's own; empty: none is written."""
    contacts: bool = False
    """Whether contacts are named."""
    left_out: frozenset[str] = frozenset()
    """Sections that are left out, by their id."""


class Builder:
    """Makes a report of a span in steps: the figures at once, then names are looked for, among everybody.

    `look` goes through them some at a time, so that keys may come in between; `report` is the end.
    """

    def __init__(self, counted: Counted, span: Span, today: date, called: Called, asked: Asked) -> None:
        self._span, self._today, self._called, self._asked = span, today, called, asked
        self._figures = counted.figures(span)
        beside = span.beside(today)
        self._beside = counted.figures(beside) if beside else None
        self._days = counted.days(span)
        lines = iter(counted.lines(span, What.WIN | What.WORDS | What.ASKED))
        self._lines = list(islice(lines, _LINES))
        self._cut = next(lines, None) is not None
        self._near = {line.attempt.contact for line in self._lines}
        self._names = Names(self._texts())

    def _texts(self) -> Iterator[str]:
        """Everything that somebody has written, and is not a name of ours."""
        for line in self._lines:
            yield line.intention
            if said := line.said:
                yield from (said.line, said.right, said.wrong, said.next)
        yield from (row.value for row in self._figures.lists)
        yield from (self._called.cards.get(card, card) for card in self._figures.cards)
        yield from (self._called.openers.get(row.value, row.value) for row in self._figures.openers)
        yield from (touch.medium for touch in self._figures.touches)

    def know(self, contact: Contact) -> None:
        """One of the contacts there are."""
        self._names.know(contact, near=contact.id in self._near)

    def look(self, shelf: Shelf, slice: int = 100) -> Iterator[None]:
        """Everybody, with a pause after so many."""
        if self._asked.contacts:
            return
        if self._span.kind != "all":  # whoever was called is near, also where nothing was written of it
            since = datetime.combine(self._span.first, time(), UTC) - timedelta(days=1)
            self._near |= {call.contact for call in shelf.since(since)}
        for turn, contact in enumerate(shelf.stream(Contact), 1):
            self.know(contact)
            if turn % slice == 0:
                yield

    def report(self, made: datetime) -> Report:
        """The report, once everybody was looked at. `made` is by the rep's clock."""
        makers: tuple[tuple[str, Callable[[], Iterator[Block]]], ...] = (
            ("figures", self._short),
            ("days", self._day_by_day),
            ("better", self._better),
            ("hours", self._hours),
            ("time", self._time),
            ("compared", self._compared),
            ("objections", self._objections),
            ("wins", self._right),
            ("wrong", self._wrong),
        )
        sections = []
        for id, make in makers:
            if id not in self._asked.left_out and (blocks := tuple(make())):
                sections.append(Section(id, SECTIONS[id], blocks))
        name = plain(self._asked.name).strip()
        return Report(self._title(name), name, made, self._notes(), tuple(sections))

    def _title(self, name: str) -> str:
        kind = self._span.kind
        if kind == "all":
            return f"{name}’s calls" if name else "My calls"
        return f"{f'{name}’s {kind}' if name else f'A {kind} of calls'}: {days_of(self._span)}"

    def _notes(self) -> tuple[str, ...]:
        notes = []
        if not self._figures.whole:
            notes.append("Not everything has been counted yet.")
        if self._cut:
            notes.append(f"Words are those of the newest {_LINES:,} calls that have any.")
        if not self._asked.contacts:
            notes.append(
                "Names of customers are left out; in the notes this was done word by word, and one may have "
                "been missed."
            )
        return tuple(notes)

    def _own(self, text: str) -> str:
        """Words of the rep's or of a list, as they may be told."""
        said = " ".join(plain(text).split())
        return said if self._asked.contacts else self._names.out_of(said)

    # ------------------------------------------------------------------------------------------- figures

    def _short(self) -> Iterator[Block]:
        now, before = self._figures, self._beside
        rows = []

        def row(id: str, label: str, tell: Callable[[Figures], str]) -> None:
            rows.append(Fact(f"figures.{id}", label, tell(now), tell(before) if before else ""))

        row("dials", "Dials", lambda of: f"{of.funnel.dials:,}")
        row("connects", "Somebody answered", lambda of: of.funnel.connecting.words)
        row("conversations", "Conversations", lambda of: of.funnel.talking.words)
        row("meetings", "Meetings", lambda of: _sorts(of.funnel.meetings, self._called.dispositions))
        row("sales", "Sales", lambda of: _sorts(of.funnel.sales, self._called.dispositions))
        row("callbacks", "Callbacks agreed", lambda of: f"{of.funnel.callbacks:,}")
        row("kept", "Did what was meant", lambda of: of.kept.rate.words)
        if now.inbound.dials:
            row("inbound", "They called", lambda of: f"{of.inbound.dials:,}")
        if now.funnel.open:
            row("open", "Without a result yet", lambda of: f"{of.funnel.open:,}")
        if now.funnel.unconfirmed:
            row("unconfirmed", "Conversations, unconfirmed", lambda of: f"{of.funnel.unconfirmed:,}")
        span = self._span.beside(self._today)
        yield Facts("figures.all", tuple(rows), days_of(self._span), days_of(span) if span else "")

    def _day_by_day(self) -> Iterator[Block]:
        if self._span.kind == "day" or not self._days:
            return
        known = {one.day: one for one in self._days}
        last = min(self._span.last, max(self._today, self._days[-1].day))
        first = max(self._span.first, last - timedelta(days=_PLOTTED - 1))
        points = []
        for at in range((last - first).days + 1):
            day = first + timedelta(days=at)
            points.append(_point(known.get(day) or DayFigures(day)))
        yield Plot(
            "days.plot", "Dials", "dials", tuple(points), _KEPT_OF if any(one.asked for one in points) else ""
        )
        rows = tuple(
            (
                f"{one.day:%a}\u00a0{one.day.day}",
                f"{one.dials:,}",
                f"{one.conversations:,}",
                f"{one.meetings:,}",
                f"{one.kept.kept}/{said}" if (said := one.kept.kept + one.kept.not_kept) else "–",
            )
            for one in self._days[-31:]
            if one.dials or one.kept.asked
        )
        if rows:
            heads = ("Day", "Dials", "Conversations", "Meetings", "Kept")
            yield Table("days.table", "The days in figures", heads, rows)

    def _better(self) -> Iterator[Block]:
        kept = self._figures.kept
        if not kept.asked:
            return
        rows = [Fact("better.kept", "Did what was meant", kept.rate.words)]
        if kept.unsaid:
            rows.append(Fact("better.unsaid", "Not said", f"{kept.unsaid:,}"))
        yield Facts("better.all", tuple(rows))
        became: dict[str, list[Line]] = {}
        for line in self._lines:
            if line.intention and line.said:
                became.setdefault(line.intention, []).append(line)
        quotes = [
            Quote(f"better.{min(line.attempt.id for line in lines)}", self._own(text), _became(lines))
            for text, lines in list(became.items())[:_MOST]
        ]
        if quotes:
            yield Quotes("better.asked", "Next time I will…", tuple(quotes))

    def _hours(self) -> Iterator[Block]:
        heat = self._figures.heat
        if heat.cells:
            yield HeatMap("hours.heat", "Answered of dialed, by my clock", heat, heat_words(heat))

    def _time(self) -> Iterator[Block]:
        """How many calls went to friends, and why somebody was passed over, the rep alone knows (P7, P27)."""
        now = self._figures
        rows = []
        if any((now.spent.prep, now.spent.dial, now.spent.talk)):
            parts = zip(
                ("getting ready", "dialing", "talking"),
                (now.spent.prep, now.spent.dial, now.spent.talk),
                strict=True,
            )
            rows.append(Fact("time.spent", "Time", ", ".join(f"{_minutes(s)} {what}" for what, s in parts)))
        for touch in now.touches:
            sent = f"{touch.sent:,}, spoken to within 14 days after {touch.spoken:,}"
            rows.append(Fact(f"time.touch.{touch.medium}", _capital(self._own(touch.medium)), sent))
        if now.skips:
            rows.append(Fact("time.skips", "Passed over", f"{sum(now.skips.values()):,}"))
        if rows:
            yield Facts("time.all", tuple(rows))

    def _compared(self) -> Iterator[Block]:
        sorts: tuple[tuple[str, str, Sequence[Row], Callable[[str], str]], ...] = (
            ("purposes", "By purpose", self._figures.purposes, lambda id: self._called.purposes.get(id, id)),
            ("lists", "By list", self._figures.lists, self._own),
            (
                "openers",
                "By opener",
                self._figures.openers,
                lambda id: self._own(self._called.openers.get(id, id)),
            ),
        )
        for id, title, rows, named in sorts:
            shown = [row for row in rows if row.dials and (row.value or id != "openers")][:_ROWS]
            if len(shown) > 1:
                told = tuple(
                    (named(row.value) or "none", f"{row.dials:,}", row.talking.words, f"{row.successes:,}")
                    for row in shown
                )
                yield Table(f"compared.{id}", title, ("", "Dials", "Conversations", "Successes"), told)

    def _objections(self) -> Iterator[Block]:
        rows = tuple(
            (self._own(self._called.cards.get(card, card)), f"{of.met:,}", f"{of.worked:,}", f"{of.failed:,}")
            for card, of in list(self._figures.cards.items())[:_ROWS]
            if of.met
        )
        if rows:
            yield Table("objections.cards", "What they said", ("", "Met", "Answer worked", "Did not"), rows)

    # --------------------------------------------------------------------------------------------- words

    def _right(self) -> Iterator[Block]:
        wins, right = list[Quote](), list[Quote]()
        for line in self._lines:
            said = line.said.right if line.said else ""
            if line.attempt.disposition in {*self._figures.funnel.meetings, *self._figures.funnel.sales}:
                won = self._called.dispositions.get(line.attempt.disposition, line.attempt.disposition)
                own = self._own(said) or won
                wins.append(
                    Quote(f"wins.{line.attempt.id}", own, f"{_day(line.day)}, {won}{self._with(line)}")
                )
            elif said and len(right) < _MOST:
                label = f"{_day(line.day)}{self._with(line)}"
                right.append(Quote(f"wins.right.{line.attempt.id}", self._own(said), label))
        if wins:
            yield Quotes("wins.won", "Won", tuple(wins[:_MOST]))
        if right:
            yield Quotes("wins.right", "Right", tuple(right))

    def _wrong(self) -> Iterator[Block]:
        wrong, then = list[Quote](), list[Quote]()
        for line in self._lines:
            if line.said is None:
                continue
            label = f"{_day(line.day)}{self._with(line)}"
            if line.said.wrong and len(wrong) < _MOST:
                wrong.append(Quote(f"wrong.{line.attempt.id}", self._own(line.said.wrong), label))
            if line.said.next and len(then) < _MOST:
                then.append(Quote(f"wrong.next.{line.attempt.id}", self._own(line.said.next), _day(line.day)))
        if wrong:
            yield Quotes("wrong.said", "Wrong", tuple(wrong))
        if then:
            yield Quotes("wrong.next", "Next time I will…", tuple(then))

    def _with(self, line: Line) -> str:
        """With whom it was, where contacts are named."""
        if not self._asked.contacts or line.contact is None:
            return ""
        return f", with {plain(line.contact.title)}"


def days_of(span: Span) -> str:
    """`Tuesday 24 November 2026`, `23 to 29 November 2026`, `November 2026`."""
    first, last = span.first, span.last
    if span.kind == "all":
        return "all there is"
    if first == last:
        return f"{first:%A} {first.day} {first:%B} {first.year}"
    if span.kind == "month" and (last + timedelta(days=1)).day == 1:
        return f"{first:%B} {first.year}"
    month = "" if (first.year, first.month) == (last.year, last.month) else f" {first:%B}"
    year = "" if first.year == last.year else f" {first.year}"
    return f"{first.day}{month}{year} to {last.day} {last:%B} {last.year}"


def heat_words(heat: Heat) -> str:
    """What the map carries, and no more than that."""
    if not heat.best:
        return "Too few calls to say that one hour is better than another."
    best = ", ".join(
        f"{WEEKDAYS[weekday]} {hour}:00 ({heat.at(weekday, hour).words})" for weekday, hour in heat.best
    )
    return f"Surely more often than at other hours: {best}."


def _became(lines: Sequence[Line]) -> str:
    """What became of one intention: `done 3 of 5 times, last on Fri 20 Nov`."""
    said = [line.said.kept for line in lines if line.said and line.said.kept is not None]
    done = f"done {sum(said)} of {count(len(said), 'time')}" if said else "not said whether it was done"
    return f"{done}, last on {_day(lines[0].day)}"


def _point(one: DayFigures) -> Point:
    said = one.kept.kept + one.kept.not_kept
    words = f"{_day(one.day)}: {count(one.dials, 'dial')}, {count(one.conversations, 'conversation')}"
    if said:
        words += f", did what was meant {one.kept.kept} of {said} times"
    return Point(one.day, one.dials, words, one.kept.kept, said)


def _day(day: date) -> str:
    return f"{day:%a} {day.day} {day:%b}"


def _sorts(of: Mapping[str, int], names: Mapping[str, str]) -> str:
    """`3: 2 meeting, 1 demo`; of one sort only the count."""
    sorts = [f"{many:,}\u00a0{names.get(id, id).lower()}" for id, many in of.items() if many]
    return f"{sum(of.values()):,}{': ' + ', '.join(sorts) if len(sorts) > 1 else ''}"


def _minutes(seconds: float) -> str:
    minutes = round(seconds / 60)
    return f"{minutes // 60} h {minutes % 60:02} min" if minutes >= 60 else f"{minutes} min"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
