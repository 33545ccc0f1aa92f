"""The plots of a report as SVG: as wide as a phone, coloured by the page's style, every count in words."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from tui.core.insight.rate import Rate
from tui.report.document import HeatMap, Plot, Point
from tui.report.markdown import SHORT_DAYS

#: The width of a drawing, which is about that of a phone: it is never made much smaller.
WIDTH = 360
#: From so many dials on a cell is shaded, in so many steps.
SHADED, STEPS = 5, 5
#: Days that have their count written over them.
_LABELLED = 14


def heat_map(block: HeatMap, id: str) -> str:
    """Hours down, weekdays across, in each cell `answered/dialed`; shaded by the share from five dials on."""
    left, top, wide, high = 40, 22, 45, 26
    hours = block.heat.hours
    height = top + high * len(hours) + 2
    parts = [
        f'<text class="axis" x="{left + wide * at + wide / 2:g}" y="14" text-anchor="middle">{day}</text>'
        for at, day in enumerate(SHORT_DAYS)
    ]
    for row, hour in enumerate(hours):
        y = top + high * row
        parts.append(f'<text class="axis" x="{left - 6}" y="{y + 17}" text-anchor="end">{hour}:00</text>')
        for weekday in range(7):
            rate, x = block.heat.at(weekday, hour), left + wide * weekday
            if rate.of:
                parts.append(_cell(rate, x, y, wide, high))
    return _drawing(id, height, block.title, block.said, parts)


def _cell(rate: Rate, x: int, y: int, wide: int, high: int) -> str:
    step = shade(rate)
    said, middle = f"{rate.hits}/{rate.of}", x + wide / 2
    return (
        f'<rect class="h{step}" x="{x + 1}" y="{y + 1}" width="{wide - 2}" height="{high - 2}" rx="3"/>'
        f'<text class="cell" x="{middle:g}" y="{y + 17}" text-anchor="middle">{said}</text>'
    )


def shade(rate: Rate) -> int:
    """0: too few dials to be shaded; 1 to 5: the share, in fifths."""
    return 0 if rate.of < SHADED else min(STEPS, 1 + int(STEPS * rate.share))


def columns(block: Plot, id: str) -> str:
    """A column for each day; below it, where there is a share, a mark between none and all."""
    left, top, room, below = 8, 20, 110, 18
    wide = (WIDTH - 2 * left) / max(1, len(block.points))
    share = 100 if block.share else 0
    most = max((point.count for point in block.points), default=0) or 1
    base = top + room
    parts = [f'<line class="rule" x1="{left}" y1="{base}" x2="{WIDTH - left}" y2="{base}"/>']
    for at, point in enumerate(block.points):
        x, tall = left + wide * at, room * point.count / most
        width = max(1.0, wide * 0.72)
        parts.append(
            f'<rect class="bar" x="{x + (wide - width) / 2:.1f}" y="{base - tall:.1f}" '
            f'width="{width:.1f}" height="{tall:.1f}"/>'
        )
        parts += _labels(block, at, point, x + wide / 2, base - tall, base)
    if share:
        parts += _share(block, left, wide, base + below + 12)
    words = ". ".join(point.words for point in block.points)
    return _drawing(id, base + below + share, block.title, words, parts)


def _labels(block: Plot, at: int, point: Point, middle: float, head: float, base: float) -> Iterator[str]:
    few = len(block.points) <= _LABELLED
    first_of_most = at == max(range(len(block.points)), key=lambda i: block.points[i].count)
    if point.count and (few or first_of_most):  # of many days the highest is told, as a scale
        yield _count(middle, head - 4, f"{point.count}")
    if few or at % 7 == 0:
        said = f"{point.day:%a} {point.day.day}" if len(block.points) <= 7 else f"{point.day.day}"
        yield f'<text class="axis" x="{middle:.1f}" y="{base + 14}" text-anchor="middle">{said}</text>'


def _share(block: Plot, left: int, wide: float, top: int) -> Iterator[str]:
    """Marks between a line for none and one for all; each says its counts where there is room."""
    yield f'<text class="axis" x="{left}" y="{top + 2}">{escape(block.share)}</text>'
    all_, none = top + 30, top + 68
    for level in (all_, none):
        yield f'<line class="rule" x1="{left}" y1="{level}" x2="{WIDTH - left}" y2="{level}"/>'
    for at, point in enumerate(block.points):
        if point.asked:
            x, y = left + wide * (at + 0.5), none - (none - all_) * point.kept / point.asked
            yield f'<circle class="mark" cx="{x:.1f}" cy="{y:.1f}" r="{4 if wide > 12 else 3}"/>'
            if len(block.points) <= _LABELLED:
                yield _count(x, y - 7, f"{point.kept}/{point.asked}")


def _count(x: float, y: float, said: str) -> str:
    return f'<text class="count" x="{x:.1f}" y="{y:.1f}" text-anchor="middle">{said}</text>'


def _drawing(id: str, height: int, title: str, words: str, parts: list[str]) -> str:
    return (
        f'<svg viewBox="0 0 {WIDTH} {height}" role="img" aria-labelledby="{id}-t {id}-d">'
        f'<title id="{id}-t">{escape(title)}</title><desc id="{id}-d">{escape(words)}</desc>'
        f"{''.join(parts)}</svg>"
    )
