"""From counts by key (`story.py`) to figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from tui.core.call.disposition import UNCONFIRMED, Dispositions
from tui.core.call.tally import Results
from tui.core.day.safe import Share
from tui.core.day.spent import Spent
from tui.core.insight.figures import DayFigures, Figures, Funnel, Heat, Kept, Row, Touched
from tui.core.insight.rate import Rate
from tui.core.insight.span import Span
from tui.core.insight.story import (
    CONFIRMED,
    CONNECT,
    INBOUND,
    MEETING,
    NO,
    SALE,
    SUCCESS,
    TALK,
    UNSAID,
    YES,
    Key,
)

#: (value, how far, how many) of one dimension.
_Counts = list[tuple[str | int, int, int]]


def figures(span: Span, counts: Mapping[Key, int], dispositions: Dispositions, *, whole: bool) -> Figures:
    """The figures of a span."""
    of = _by_dimension(counts)
    funnel = _funnel([one for one in of["came"] if not one[1] & INBOUND], dispositions)
    return Figures(
        span,
        whole,
        funnel,
        _funnel([one for one in of["came"] if one[1] & INBOUND], dispositions),
        _heat(of["hour"]),
        _heat(of["there"]),
        _kept(of["asked"]),
        _spent(of["spent"]),
        Share(funnel.dials, _sum(of["safe"])),
        _touches(of["touch"]),
        _most_first(of["skip"]),
        _cards(of["met"]),
        _rows(of["purpose"]),
        _rows(of["list"]),
        _rows(of["opener"]),
        _rows(of["kind"]),
        tuple(sorted(_rows(of["try"]), key=lambda row: int(row.value))),
    )


#: The sums of a day, in the order of `slots_of`: calls and how far they came, …
_FAR = (0, CONNECT, TALK, MEETING, SALE, SUCCESS)
#: … then these.
_ALSO = ("inbound", "skip", "touch", "asked", "kept", "not kept", "prep", "dial", "talk")
SLOTS = len(_FAR) + len(_ALSO)


def slots_of(key: Key) -> tuple[int, ...]:
    """In which sums of a day a key counts. Of ten years there are thousands of days: this is worked out once
    for a key, not for every day."""
    dimension, value, far = key
    if dimension == "purpose":  # every outbound call has one of these
        return tuple(slot for slot, flag in enumerate(_FAR) if far & flag == flag)
    also: tuple[str, ...] = ()
    if dimension == "came" and far & INBOUND:
        also = ("inbound",)
    elif dimension == "asked":
        also = ("asked", *{YES: ("kept",), NO: ("not kept",)}.get(far, ()))
    elif dimension == "spent":
        also = (str(value),)
    elif dimension in ("skip", "touch"):
        also = (dimension,)
    return tuple(len(_FAR) + _ALSO.index(name) for name in also)


def day_figures(day: date, sums: Sequence[int]) -> DayFigures:
    """The figures of one day for lines over days, out of its SLOTS sums."""
    dials, connects, conversations, meetings, sales, successes, inbound, skips, touches, *more = sums
    asked, kept, not_kept, prep, dial, talk = more
    return DayFigures(
        day,
        dials,
        connects,
        conversations,
        meetings,
        sales,
        successes,
        inbound,
        skips,
        touches,
        Kept(asked, kept, not_kept),
        Spent(prep / 1000, dial / 1000, talk / 1000),
    )


def _by_dimension(counts: Mapping[Key, int]) -> defaultdict[str, _Counts]:
    found: defaultdict[str, _Counts] = defaultdict(list)
    for (dimension, value, far), many in counts.items():
        found[dimension].append((value, far, many))
    return found


def _sum(counts: _Counts, flag: int = 0) -> int:
    """How many have a flag; with none, how many there are."""
    return sum(many for _, far, many in counts if far & flag == flag)


def _funnel(counts: _Counts, dispositions: Dispositions) -> Funnel:
    results: dict[str, int] = {}
    unconfirmed = callbacks = 0
    for value, far, many in counts:
        id = str(value)
        results[id] = results.get(id, 0) + many
        came = dispositions.get(id)
        if came and came.asks == "when" and far & CONFIRMED:
            callbacks += many
        if id == UNCONFIRMED and not far & CONFIRMED:
            unconfirmed += many
    known = {came.id: came for came in dispositions if came.id in results}
    return Funnel(
        dials=_sum(counts),
        connects=_sum(counts, CONNECT),
        conversations=_sum(counts, TALK),
        unconfirmed=unconfirmed,
        open=sum(many for id, many in results.items() if id not in known),
        callbacks=callbacks,
        do_not_calls=sum(
            results[id] for id, came in known.items() if "do-not-call" in (came.number, came.contact)
        ),
        meetings={id: results[id] for id, came in known.items() if came.meeting},
        sales={id: results[id] for id, came in known.items() if came.sale},
        results={id: results[id] for id in (*known, *sorted(results.keys() - known.keys()))},
    )


def _heat(counts: _Counts) -> Heat:
    dials: dict[int, int] = {}
    connects: dict[int, int] = {}
    for value, far, many in counts:
        cell = int(value)
        dials[cell] = dials.get(cell, 0) + many
        connects[cell] = connects.get(cell, 0) + many * bool(far & CONNECT)
    return Heat({divmod(cell, 24): Rate(connects[cell], dials[cell]) for cell in sorted(dials)})


def _kept(counts: _Counts) -> Kept:
    of = {far: many for _, far, many in counts}
    kept, not_kept = of.get(YES, 0), of.get(NO, 0)
    return Kept(kept + not_kept + of.get(UNSAID, 0), kept, not_kept)


def _spent(counts: _Counts) -> Spent:
    of = {value: many / 1000 for value, _, many in counts}
    return Spent(of.get("prep", 0.0), of.get("dial", 0.0), of.get("talk", 0.0))


def _by_value(counts: _Counts) -> list[tuple[str, _Counts]]:
    """(value, its counts), the most frequent first; those that are equal by name."""
    found: defaultdict[str, _Counts] = defaultdict(list)
    for one in counts:
        found[str(one[0])].append(one)
    return sorted(found.items(), key=lambda pair: (-_sum(pair[1]), pair[0]))


def _touches(counts: _Counts) -> tuple[Touched, ...]:
    return tuple(
        Touched(medium, _sum(of), _sum(of, CONNECT), _sum(of, SUCCESS)) for medium, of in _by_value(counts)
    )


def _most_first(counts: _Counts) -> Mapping[str, int]:
    return {value: _sum(of) for value, of in _by_value(counts)}


def _cards(counts: _Counts) -> Mapping[str, Results]:
    found = {}
    for card, of in _by_value(counts):
        said = {far: many for _, far, many in of}
        found[card] = Results(_sum(of), said.get(YES, 0), said.get(NO, 0))
    return found


def _rows(counts: _Counts) -> tuple[Row, ...]:
    return tuple(
        Row(
            value,
            _sum(of),
            _sum(of, CONNECT),
            _sum(of, TALK),
            _sum(of, MEETING),
            _sum(of, SALE),
            _sum(of, SUCCESS),
        )
        for value, of in _by_value(counts)
    )
