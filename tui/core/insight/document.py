"""Figures as plain data, for programs (`offhook report --json`). Its keys are the words of `figures.py`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tui.core.day.spent import Spent
from tui.core.insight.figures import DayFigures, Figures, Funnel, Heat, Kept, Row
from tui.core.insight.rate import Rate
from tui.core.insight.span import Span

Document = dict[str, Any]


def document(shown: Figures, beside: Figures | None, days: Sequence[DayFigures]) -> Document:
    """The numbers of a span, those it may be compared with, and its days. Seconds are rounded to tenths,
    shares to thousandths."""
    return {
        **_numbers(shown),
        "days": [_day(day) for day in days],
        "before": _numbers(beside) if beside else None,
    }


def _numbers(of: Figures) -> Document:
    return {
        "span": _span(of.span),
        "whole": of.whole,
        "funnel": _funnel(of.funnel),
        "inbound": _funnel(of.inbound),
        "heat": _heat(of.heat),
        "heat_there": _heat(of.heat_there),
        "kept": _kept(of.kept),
        "spent": _spent(of.spent),
        "safe": {"dials": of.safe.dials, "safe": of.safe.safe},
        "touches": [
            {"medium": one.medium, "sent": one.sent, "spoken": one.spoken, "successes": one.successes}
            for one in of.touches
        ],
        "skips": dict(of.skips),
        "cards": [
            {"card": card, "met": one.met, "worked": one.worked, "failed": one.failed}
            for card, one in of.cards.items()
        ],
        **{
            name: [_row(row) for row in rows]
            for name, rows in (
                ("purposes", of.purposes),
                ("lists", of.lists),
                ("openers", of.openers),
                ("kinds", of.kinds),
                ("tries", of.tries),
            )
        },
    }


def _span(of: Span) -> Document:
    return {"kind": of.kind, "first": of.first.isoformat(), "last": of.last.isoformat()}


def _rate(of: Rate) -> Document:
    low, high = of.interval
    return {
        "hits": of.hits,
        "of": of.of,
        "share": round(of.share, 3),
        "low": round(low, 3),
        "high": round(high, 3),
        "enough": of.enough,
    }


def _funnel(of: Funnel) -> Document:
    return {
        "dials": of.dials,
        "connects": of.connects,
        "conversations": of.conversations,
        "unconfirmed": of.unconfirmed,
        "open": of.open,
        "callbacks": of.callbacks,
        "do_not_calls": of.do_not_calls,
        "meetings": dict(of.meetings),
        "sales": dict(of.sales),
        "results": dict(of.results),
        "connecting": _rate(of.connecting),
        "talking": _rate(of.talking),
        "meeting": _rate(of.meeting),
        "selling": _rate(of.selling),
    }


def _heat(of: Heat) -> Document:
    cells = [
        {"weekday": weekday + 1, "hour": hour, "dials": rate.of, "connects": rate.hits}
        for (weekday, hour), rate in of.cells.items()
    ]
    best = [{"weekday": weekday + 1, "hour": hour} for weekday, hour in of.best]
    return {"cells": cells, "best": best}


def _kept(of: Kept) -> Document:
    return {"asked": of.asked, "kept": of.kept, "not_kept": of.not_kept, "rate": _rate(of.rate)}


def _spent(of: Spent) -> Document:
    return {"prep": round(of.prep, 1), "dial": round(of.dial, 1), "talk": round(of.talk, 1)}


def _row(of: Row) -> Document:
    return {
        "value": of.value,
        "dials": of.dials,
        "connects": of.connects,
        "conversations": of.conversations,
        "meetings": of.meetings,
        "sales": of.sales,
        "successes": of.successes,
        "connecting": _rate(of.connecting),
        "succeeding": _rate(of.succeeding),
    }


def _day(of: DayFigures) -> Document:
    return {
        "day": of.day.isoformat(),
        "dials": of.dials,
        "connects": of.connects,
        "conversations": of.conversations,
        "meetings": of.meetings,
        "sales": of.sales,
        "successes": of.successes,
        "inbound": of.inbound,
        "skips": of.skips,
        "touches": of.touches,
        "kept": _kept(of.kept),
        "spent": _spent(of.spent),
    }
