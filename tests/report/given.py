"""Reports to draw."""

from __future__ import annotations

from datetime import UTC, date, datetime

from tui.core.insight.figures import Heat
from tui.core.insight.rate import Rate
from tui.report.document import Fact, Facts, HeatMap, Plot, Point, Quote, Quotes, Report, Section, Table

MADE = datetime(2026, 11, 22, 17, 30, tzinfo=UTC)


def report_of(said: str = "asked first") -> Report:
    """A report with every kind of block, in which somebody's words stand everywhere they may."""
    heat = Heat({(0, 9): Rate(2, 12), (4, 11): Rate(1, 3), (6, 9): Rate(9, 9)})
    points = tuple(Point(date(2026, 11, 16 + i), i * 5, f"day {i}", i % 3, 3 * (i % 2)) for i in range(7))
    return Report(
        f"{said}’s week",
        said,
        MADE,
        (said,),
        (
            Section(
                "figures",
                said,
                (Facts("figures.all", (Fact("figures.dials", said, said, said),), said, said),),
            ),
            Section("days", "Day by day", (Plot("days.plot", said, "dials", points, said),)),
            Section("hours", "When people answer", (HeatMap("hours.heat", said, heat, said),)),
            Section("compared", "Compared", (Table("compared.lists", said, ("", said), ((said, said),)),)),
            Section(
                "wins",
                "What went right",
                (
                    Quotes("wins.won", said, (Quote("wins.1", said, said), Quote("wins.2", "listened"))),
                    Quotes("wins.right", "Right", (Quote("wins.3", said),)),
                ),
            ),
        ),
    )
