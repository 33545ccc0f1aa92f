"""The figures of Review, drawn: counts and words first, no share and no claim on few calls."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest
from textual.content import Content

from tui.core.call.tally import Results
from tui.core.day.safe import Share
from tui.core.day.spent import Spent
from tui.core.insight.called import Called
from tui.core.insight.figures import DayFigures, Figures, Funnel, Heat, Kept, Row, Touched
from tui.core.insight.rate import Rate
from tui.core.insight.span import span_of
from tui.screens.review import figures as drawn
from tui.screens.review.figures import View, span_words

TODAY = date(2026, 11, 24)
WEEK = span_of("week", TODAY)


def view(now: Figures | None = None, before: Figures | None = None, **more: object) -> View:
    given = {"days": (), "goal": 0, "names": Called(), **more}
    return View(TODAY, now or Figures(WEEK), before, **given)  # type: ignore[arg-type]


def text(draw: Callable[[View, int], Iterator[Content]], of: View, room: int = 75) -> str:
    lines = [line.plain for line in draw(of, room)]
    assert all(len(line) <= room for line in lines), "nothing wraps by itself"
    return "\n".join(lines)


# ------------------------------------------------------------------------------------- goal and funnel


def test_a_share_of_few_is_not_shown() -> None:
    shown = text(drawn.goal_and_funnel, view(Figures(WEEK, funnel=Funnel(dials=19, connects=19))))
    assert "too few to say" in shown
    assert "100%" not in shown
    shown = text(drawn.goal_and_funnel, view(Figures(WEEK, funnel=Funnel(dials=20, connects=5))))
    assert "25% of dials" in shown


def test_the_span_before_stands_beside_with_its_days() -> None:
    before = Figures(span_of("week", TODAY - timedelta(days=7)), funnel=Funnel(dials=1_234))
    shown = text(drawn.goal_and_funnel, view(Figures(WEEK, funnel=Funnel(dials=7)), before))
    assert "16–22 Nov" in shown
    assert next(row for row in shown.splitlines() if row.startswith("dials")).split() == [
        "dials",
        "7",
        "1,234",
    ]


def test_the_goal_counts_what_the_rep_counts() -> None:
    now = Figures(WEEK, funnel=Funnel(dials=40))
    assert "40 of 150 dials" in text(drawn.goal_and_funnel, view(now, goal=150, made=40))
    shown = text(drawn.goal_and_funnel, view(now, goal=10, made=3, successful=True))
    assert "3 of 10 successful calls" in shown


def test_what_came_in_is_counted_apart() -> None:
    now = Figures(WEEK, funnel=Funnel(dials=40, unconfirmed=2, open=1), inbound=Funnel(dials=3))
    shown = text(drawn.goal_and_funnel, view(now))
    said = "3 came in, counted apart; 2 a conversation by the clock, not confirmed; 1 without a result."
    assert said in " ".join(shown.split())


# ---------------------------------------------------------------------------------------------- hours


def test_a_shade_only_where_there_is_enough() -> None:
    heat = Heat({(1, 9): Rate(9, 19), (1, 10): Rate(0, 20), (1, 11): Rate(3, 20), (1, 12): Rate(12, 30)})
    shown = text(drawn.hours, view(Figures(WEEK, heat=heat)))
    cells = {row[:5]: row.replace("·", "").split()[1:] for row in shown.splitlines() if row[2:3] == "–"}
    assert cells == {
        "09–10": ["9/19"], "10–11": ["░", "0/20"], "11–12": ["▒", "3/20"], "12–13": ["█", "12/30"],
    }  # fmt: skip
    assert "█ 30% and more" in shown


def test_an_hour_stands_out_only_for_sure() -> None:
    chance = Heat({(day, hour): Rate(4 + (day + hour) % 3, 20) for day in range(5) for hour in range(9, 12)})
    assert "No hour stands out for sure, of 15 hours with 20 dials or more." in text(
        drawn.hours, view(Figures(WEEK, heat=chance))
    )
    sure = Heat({**chance.cells, (1, 10): Rate(80, 100)})
    assert "Tue 10:00–11:00 stands out: 80 of 100, 80%." in text(drawn.hours, view(Figures(WEEK, heat=sure)))
    few = Heat({(1, 10): Rate(9, 9)})
    assert "Too few to say which hours are better" in text(drawn.hours, view(Figures(WEEK, heat=few)))


def test_days_off_without_a_dial_take_no_room() -> None:
    heat = Heat({(5, 10): Rate(1, 2)})
    assert "Sat" in text(drawn.hours, view(Figures(WEEK, heat=heat)))
    assert "Sun" not in text(drawn.hours, view(Figures(WEEK, heat=heat)))


# --------------------------------------------------------------------------------------------- better


def days(many: int) -> list[DayFigures]:
    return [DayFigures(TODAY - timedelta(days=many - n), kept=Kept(5, n % 6, 5 - n % 6)) for n in range(many)]


def test_few_days_stand_one_below_the_other_many_are_a_line() -> None:
    now = Figures(WEEK, kept=Kept(30, 12, 18))
    few = text(drawn.better, view(now, days=days(4)))
    assert "Sun 22 Nov     2 of 5    ● ● ○ ○ ○" in few
    assert "You did what you meant to in 12 of 30, 40%" in few
    many = text(drawn.better, view(now, days=days(9)))
    assert "kept of a hundred, day by day" in many
    assert " 100 │" in many
    assert "15 Nov" in many
    assert "23 Nov" in many
    assert "\u2800" not in many, "an empty cell of dots is a space"


def test_a_day_of_very_many_is_a_bar() -> None:
    shown = text(drawn.better, view(Figures(WEEK), days=[DayFigures(TODAY, kept=Kept(200, 150, 50))]))
    assert "150 of 200" in shown
    assert "●" not in shown


def test_the_library_of_lines_is_imported_with_the_first_line() -> None:
    code = "import sys; import tui.screens.review.review; print('plotille' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


# ---------------------------------------------------------------------------------------------- others


def test_where_the_time_went_in_words_too() -> None:
    now = Figures(
        WEEK,
        funnel=Funnel(dials=40),
        spent=Spent(600, 300, 900),
        safe=Share(40, 10),
        touches=(Touched("e-mail", 5, 2, 1),),
        skips={"too big": 2, "": 1},
    )
    shown = text(drawn.time, view(now))
    assert "prep 10:00 ░   dial 5:00 ▒   talk 15:00 █" in shown
    assert "of 30:00: prep 33%, dial 17%, talk 50%" in shown
    assert "10 of 40 dials to people you know well, 25%." in shown
    assert "40 calls beside 5 other touches" in shown
    assert "e-mail: 5; talked to within 14 days after 2, with success after 1" in shown
    assert "3 skips" in shown
    assert "1  without a reason" in shown


def test_how_each_card_did() -> None:
    now = Figures(WEEK, cards={"price": Results(9, 4, 2), "gone": Results(1)})
    shown = text(drawn.objections, view(now, names=Called(cards={"price": "Too expensive"})))
    rows = {row.split("  ")[0]: row.split()[-4:] for row in shown.splitlines()[1:]}
    assert rows == {"Too expensive": ["9", "4", "2", "3"], "gone": ["1", "0", "0", "1"]}


def test_openers_are_compared_by_what_came_after_somebody_picked_up() -> None:
    openers = (
        Row("", 300, 0),
        Row("plain", 40, 40, 40, 30, 0, 36),
        Row("reason", 200, 60, 50, 2, 0, 3),
        Row("never", 10, 0),
    )
    shown = text(
        drawn.compared, view(Figures(WEEK, openers=openers), names=Called(openers={"plain": "Plain"}))
    )
    assert "36 of 40, 90%" in shown
    assert "3 of 60, 5%" in shown
    assert "Plain leads to a success more often for sure." in shown
    assert "never" not in shown


def test_nothing_is_said_of_purposes_that_differ_by_chance() -> None:
    purposes = (Row("win", 60, 20), Row("grow", 60, 25), Row("tell", 3, 3))
    shown = text(drawn.compared, view(Figures(WEEK, purposes=purposes)))
    assert "None connects more often for sure." in shown
    assert "3 of 3, too few to say" in shown


@pytest.mark.parametrize("room", [58, 62, 75, 195])
@pytest.mark.parametrize(
    "draw",
    [drawn.goal_and_funnel, drawn.hours, drawn.better, drawn.time, drawn.objections, drawn.compared],
)
def test_nothing_at_all_is_drawn_as_words(draw: Callable[[View, int], Iterator[Content]], room: int) -> None:
    text(draw, view(), room)


@pytest.mark.parametrize(
    ("kind", "day", "words"),
    [
        ("day", TODAY, "today, Tuesday 24 November"),
        ("day", date(2025, 1, 2), "Thursday 2 January 2025"),
        ("week", TODAY, "this week, 23–29 November"),
        ("week", date(2026, 10, 1), "28 September–4 October"),
        ("month", date(2025, 2, 3), "February 2025"),
        ("all", TODAY, "everything so far"),
    ],
)
def test_a_span_in_words(kind: str, day: date, words: str) -> None:
    assert span_words(span_of(kind, day), TODAY) == words  # type: ignore[arg-type]
