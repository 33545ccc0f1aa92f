"""The figures of Review, drawn: every section is lines of words and numbers, the bars only help.

Nothing here is good or bad, so nothing is green or red. A share is shown from twenty calls on; below that the
counts stand alone, and it is said that they are too few.

Over 300 lines: one short function a section, side by side so that they look alike.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from textual.content import Content

from tui import look, say
from tui.core.day.safe import ENOUGH as ENOUGH_SAFE
from tui.core.day.spent import Spent
from tui.core.insight.called import Called
from tui.core.insight.figures import DayFigures, Figures, Funnel, Heat, Kept, Row
from tui.core.insight.rate import ENOUGH, Rate, ahead
from tui.core.insight.span import Span
from tui.core.insight.story import TRIES
from tui.core.text import count, cut
from tui.keys import filled
from tui.screens.review.plot import plot

#: Cells: what a row is called, a number, a share in words.
_NAME, _NUMBER, _SHARE = 15, 7, 24
#: Of a number below a longer word.
_WIDER = 8
#: Cells of an hour of a weekday, where there is room.
_CELL = 8
#: From so many days with an answer on a line is drawn; fewer stand one below the other.
_LINE = 8
_HIGH = 5
#: What later tries are counted with.
_LAST_TRY = str(TRIES)
#: Rows of a table before the rest is summed up.
_ROWS = 8
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
#: From so many of a hundred on: the shade.
_SHADES = ((30, "█"), (20, "▓"), (10, "▒"), (0, "░"))
_SHADED = "░ 0%  ▒ 10%  ▓ 20%  █ 30% and more"


@dataclass(frozen=True, slots=True)
class View:
    """Everything a section is drawn of."""

    today: date
    now: Figures
    before: Figures | None
    """As much of the span before as has passed of this one; None: nobody was called in it."""
    days: Sequence[DayFigures]
    goal: int
    """Dials meant for the span; 0: none."""
    names: Called
    made: int = 0
    """What counts towards the goal."""
    successful: bool = False
    """Only calls that were a success count towards it."""

    @property
    def calls(self) -> int:
        """All calls, in both directions."""
        return self.now.funnel.dials + self.now.inbound.dials

    @property
    def calls_words(self) -> str:
        """`7 dials, 1 in`: dials as in the head of the other screens, and apart the calls that came in."""
        came_in = self.now.inbound.dials
        return count(self.now.funnel.dials, "dial") + (f", {came_in:,} in" if came_in else "")

    @property
    def beside(self) -> str:
        """The days the figures beside are of: `16–18 Nov`."""
        if self.before is None:
            return ""
        first, last = self.before.span.first, self.before.span.last
        if first == last:
            return f"{first:%a} {first.day} {first:%b}"
        begins = f"{first.day}" if first.month == last.month else f"{first.day} {first:%b}"
        return f"{begins}–{last.day} {last:%b}"


def span_words(span: Span, today: date) -> str:
    """`today, Tuesday 24 November`, `this week, 23–29 November`, `October 2026`, `everything so far`."""
    first, last = span.first, span.last
    year = f" {first.year}" if first.year != today.year else ""
    match span.kind:
        case "day":
            return f"{'today, ' if first == today else ''}{first:%A} {first.day} {first:%B}{year}"
        case "week":
            begins = f"{first.day}" if first.month == last.month else f"{first.day} {first:%B}"
            return f"{'this week, ' if today in span else ''}{begins}–{last.day} {last:%B}{year}"
        case "month":
            return f"{first:%B} {first.year}"
    return "everything so far"


# ------------------------------------------------------------------------------------------------- sections


def goal_and_funnel(view: View, room: int) -> Iterator[Content]:
    """From dial to sale, beside the span before."""
    now, before = view.now.funnel, view.before.funnel if view.before else None
    if view.goal:
        meant = count(view.goal, "successful call" if view.successful else "dial")
        bar = _bar(view.made, view.goal, min(30, room - 44))
        yield say.line(_name("goal"), (f"{view.made:,} of {meant}  ", look.STRONG), bar)
        yield Content("")
    if before is not None:
        yield say.quiet(" " * (_NAME + _NUMBER + _SHARE) + f"{view.beside:>12}")
    for name, many, rate, of in _steps(now):
        earlier = "" if before is None else next(m for n, m, _, _ in _steps(before) if n == name)
        share = f"{rate.percent}% of {of}" if rate.enough else "too few to say" if rate.of else ""
        row = say.line(_name(name), (f"{many:>{_NUMBER},}", look.STRONG), f"  {share:<{_SHARE - 2}}")
        yield say.line(row, (f"{earlier:>12,}" if before is not None else "", look.QUIET))
    parts = {**now.meetings, **now.sales}
    if parts:
        yield from _text(
            ", ".join(f"{view.names.dispositions.get(k, k)} {n:,}" for k, n in parts.items()), room
        )
    yield Content("")
    yield from _text(_aside(view), room)


def _steps(funnel: Funnel) -> tuple[tuple[str, int, Rate, str], ...]:
    """(what, how many, their share, of what)."""
    return (
        ("dials", funnel.dials, Rate(), ""),
        ("connects", funnel.connects, funnel.connecting, "dials"),
        ("conversations", funnel.conversations, funnel.talking, "dials"),
        ("meetings", funnel.met, funnel.meeting, "conversations"),
        ("sales", funnel.sold, funnel.selling, "conversations"),
    )


def _aside(view: View) -> str:
    """What does not stand in the funnel."""
    now = view.now.funnel
    parts = [
        (view.now.inbound.dials, "{} came in, counted apart"),
        (now.callbacks, "{} agreed to be called back"),
        (now.unconfirmed, "{} a conversation by the clock, not confirmed"),
        (now.open, "{} without a result"),
        (now.do_not_calls, "{} must not be called again"),
    ]
    said = "; ".join(words.format(f"{many:,}") for many, words in parts if many)
    return f"{said}." if said else ""


def hours(view: View, room: int) -> Iterator[Content]:
    """Hour × weekday: connects of dials."""
    heat = view.now.heat
    if not heat.cells:
        yield say.quiet("No dial yet.")
        return
    days = [day for day in range(7) if day < 5 or any(weekday == day for weekday, _ in heat.cells)]
    yield say.quiet("connects of dials, by your clock")
    wide = min(_CELL, (room - 5) // len(days))
    yield say.quiet("     " + "".join(f"{_DAYS[day]:>{wide}}" for day in days))
    for hour in heat.hours:
        cells = (_cell(heat.at(day, hour), wide) for day in days)
        yield say.line((f"{hour:02}–{(hour + 1) % 24:02}", look.QUIET), *cells)
    yield Content("")
    if any(rate.enough for rate in heat.cells.values()):
        yield from _text(f"Shades, from {ENOUGH} dials: {_SHADED}", room)
    yield from _text(_best(heat), room)


def _cell(rate: Rate, wide: int) -> Content:
    if not rate.of:
        return say.quiet(f"{'·':>{wide}}")
    shade = next(sign for least, sign in _SHADES if rate.percent >= least) if rate.enough else ""
    many = f"{rate.hits:,}/{rate.of:,}"
    if rate.enough and len(f" {shade} {many}") > wide:  # of ten years: the share says it in the room there is
        many = f"{rate.percent}%"
    return say.line((f"{shade} {many}".rjust(wide), look.STRONG if shade else look.QUIET))


def _best(heat: Heat) -> str:
    """What may be said of the hours."""
    if heat.best:
        (day, hour), *_ = heat.best
        return f"{_DAYS[day]} {hour:02}:00–{(hour + 1) % 24:02}:00 stands out: {heat.at(day, hour).words}."
    looked = sum(rate.enough for rate in heat.cells.values())
    if not looked:
        return f"Too few to say which hours are better: none has {ENOUGH} dials yet."
    return f"No hour stands out for sure, of {count(looked, 'hour')} with {ENOUGH} dials or more."


def better(view: View, room: int) -> Iterator[Content]:
    """Better than the last: how often the rep did what they meant to."""
    now, before = view.now.kept, view.before.kept if view.before else None
    yield say.line("You did what you meant to in ", (now.rate.words, look.STRONG))
    if before and before.asked:
        yield say.quiet(f"{view.beside}: {before.rate.words}")
    if now.unsaid:
        yield say.quiet(f"{count(now.unsaid, 'more time', 'more times')} you were asked and did not say.")
    days = [day for day in view.days if day.kept.rate.of]
    if not days:
        return
    yield Content("")
    if len(days) < _LINE:
        for day in days:
            of, name = day.kept, f"{day.day:%a} {day.day.day} {day.day:%b}"
            counts = f"{of.kept} of {of.rate.of}"
            yield say.line((f"{name:<{_NAME}}", look.QUIET), f"{counts:<10}", _dots(of, room - _NAME - 10))
        return
    yield say.quiet("kept of a hundred, day by day")
    ends = [f"{day.day.day} {day.day:%b}" for day in (days[0], days[-1])]
    yield from plot([day.kept.rate.percent for day in days], 100, ends[0], ends[1], min(room, 70), _HIGH)


def _dots(of: Kept, room: int) -> Content:
    """A full dot for each kept, an empty one for each that was not; a bar where they are many."""
    if 2 * of.rate.of > room:
        return _bar(of.kept, of.rate.of, min(30, room))
    return say.line((f"{look.DUE} " * of.kept, look.ACCENT), (f"{look.HELD} " * of.not_kept, look.QUIET))


def time(view: View, room: int) -> Iterator[Content]:
    """Where the time went, the safe calls, what was done instead."""
    yield from _spent(view.now.spent, room)
    if view.before:
        of = view.before.spent
        yield say.quiet(f"{view.beside}: " + " : ".join(say.clock(s) for s in (of.prep, of.dial, of.talk)))
    yield Content("")
    safe = view.now.safe
    told = f", {safe.percent}%" if safe.dials >= ENOUGH_SAFE else ""
    yield from _text(f"{safe.safe:,} of {count(safe.dials, 'dial')} to people you know well{told}.", room)
    yield Content("")
    calls, touches = view.now.funnel.dials, sum(one.sent for one in view.now.touches)
    yield say.line(
        (f"{count(calls, 'call')} beside {count(touches, 'other touch', 'other touches')}", look.STRONG)
    )
    for one in view.now.touches:
        after = f"talked to within 14 days after {one.spoken:,}, with success after {one.successes:,}"
        yield from _text(f"{one.medium or 'without a medium'}: {one.sent:,}; {after}", room)
    yield Content("")
    skips = view.now.skips
    yield say.line((f"{count(sum(skips.values()), 'skip')}", look.STRONG))
    for reason, many in list(skips.items())[:_ROWS]:
        yield say.line(f"{many:>{_NUMBER},}  ", reason or "without a reason")


def _spent(of: Spent, room: int) -> Iterator[Content]:
    """prep : dial : talk, as times and as one bar."""
    parts = (("prep", of.prep, "░"), ("dial", of.dial, "▒"), ("talk", of.talk, "█"))
    whole = of.prep + of.dial + of.talk
    shares = (f"{name} {say.clock(seconds)} {sign}" for name, seconds, sign in parts)
    yield say.line(("   ".join(shares), look.STRONG))
    if whole:
        width = min(60, room)
        yield say.line(("".join(sign * round(width * s / whole) for _, s, sign in parts), look.ACCENT))
        said = ", ".join(f"{name} {100 * seconds / whole:.0f}%" for name, seconds, _ in parts)
        yield say.quiet(f"of {say.clock(whole)}: {said}")


def objections(view: View, room: int) -> Iterator[Content]:
    """The cards met, and how each did."""
    if not view.now.cards:
        yield from _text(
            filled("No objection met yet. {call.objection} in a call finds the answer, and counts it here."),
            room,
        )
        return
    name = max(16, min(34, room - 2 * _NUMBER - _WIDER - 10))
    yield say.quiet(f"{'':<{name}}{'met':>{_NUMBER}}{'worked':>{_WIDER}}{'not':>{_NUMBER}}{'not said':>10}")
    for card, did in view.now.cards.items():
        title = cut(view.names.cards.get(card, card), name - 1)
        row = f"{did.worked:>{_WIDER},}{did.failed:>{_NUMBER},}{did.unsaid:>10,}"
        yield say.line(f"{title:<{name}}", (f"{did.met:>{_NUMBER},}", look.STRONG), row)


def compared(view: View, room: int) -> Iterator[Content]:
    """Purposes, lists, openers, numbers and tries beside one another, with their counts."""
    names, now = view.names, view.now
    mobile = tuple(row for row in now.mobile if row.dials)
    tried = {
        row.value: f"try {row.value}{' and later' if row.value == _LAST_TRY else ''}" for row in now.tries
    }
    yield from _table("purposes", now.purposes, names.purposes, "without one", room)
    yield from _table("lists", now.lists, {}, "on no list", room)
    yield from _table("numbers", mobile, {"other": "landline or other"}, "", room)
    yield from _table("tries", now.tries, tried, "", room)
    # Nobody picks up because of an opener: what can be told of one is what came after they did.
    shown = tuple(row for row in now.openers if row.value and row.connects)
    yield from _table("openers", shown, names.openers, "", room, of_connects=True)


def _table(
    title: str,
    rows: Sequence[Row],
    names: Mapping[str, str],
    nameless: str,
    room: int,
    *,
    of_connects: bool = False,
) -> Iterator[Content]:
    """Dials, how many of them connected, and successes; of an opener connects, and successes of these."""
    if not rows:
        return
    name = max(16, min(30, room - 2 * _WIDER - 2 - _SHARE))
    heads = ("connects", "success", "") if of_connects else ("dials", "connects", "success")
    yield say.line(
        (f"{title:<{name}}", look.STRONG),
        (f"{heads[0]:>{_WIDER}}  {heads[1]:<{_SHARE}}{heads[2]:>{_WIDER}}", look.QUIET),
    )
    rates = [_succeeding(row) if of_connects else row.connecting for row in rows]
    for row, rate in list(zip(rows, rates, strict=True))[:_ROWS]:
        called = cut(names.get(row.value, row.value) or nameless, name - 3)
        last = "" if of_connects else f"{row.successes:>{_WIDER},}"
        yield say.line(f"  {called:<{name - 2}}", f"{rate.of:>{_WIDER},}  {rate.words:<{_SHARE}}{last}")
    if len(rows) > _ROWS:
        yield say.quiet(f"  and {len(rows) - _ROWS:,} more that came up less often")
    if len(rows) > 1:
        best = next(iter(ahead(rates)), None)
        what = "leads to a success" if of_connects else "connects"
        yield say.quiet(
            f"  None {what} more often for sure."
            if best is None
            else f"  {names.get(rows[best].value, rows[best].value) or nameless} {what} more often for sure."
        )
    yield Content("")


def _succeeding(row: Row) -> Rate:
    """Successes of connects. A success without one (a voicemail that was the purpose) would be no hit."""
    return Rate(min(row.successes, row.connects), row.connects)


# -------------------------------------------------------------------------------------------------- pieces


def _name(text: str) -> tuple[str, str]:
    return f"{text:<{_NAME}}", look.QUIET


def _bar(part: int, whole: int, width: int) -> Content:
    """So much of a whole; nothing where there is no room for it."""
    if width < 8:
        return Content("")
    filled = min(width, width * part // whole)
    return say.line(("━" * filled, look.ACCENT), ("─" * (width - filled), look.RULE))


def _text(words: str, room: int) -> Iterator[Content]:
    """A sentence on as many lines as it takes; none for no words."""
    if words:
        yield from say.quiet(words).wrap(max(20, room))
