"""docs/hours.md tells the rules that are shipped."""

import re
from pathlib import Path

from tests.files.test_hours_file import SHIPPED
from tui.core.hours.hours import Rule
from tui.core.hours.week import Span
from tui.files.guarded import parse_yaml, read_yaml
from tui.files.home import shipped_data
from tui.files.hours_file import read_holidays, read_hours

PAGE = (Path(__file__).parents[2] / "docs" / "hours.md").read_text(encoding="utf-8")
RULES = [*SHIPPED.countries.values(), *SHIPPED.states["US"].values()]


def clock(spans: tuple[Span, ...]) -> str:
    return " and ".join(f"{a:%H:%M}–{b:%H:%M}" for a, b in spans) or "closed"


def told(rule: Rule) -> str:
    """A rule as a row of the table."""
    week = rule.week
    assert len(set(week[:5])) == 1
    special = {week[6]: "as Sunday", None: "as usual", (): "closed"}
    holidays = special.get(rule.holidays) or clock(rule.holidays or ())
    if rule.eves is not None:
        holidays += f", the day before {clock(rule.eves)}"
    cells = (rule.place, clock(week[0]), clock(week[5]), clock(week[6]), holidays, rule.source)
    return f"| {' | '.join(cells)} |"


def test_the_page_has_every_rule() -> None:
    assert [row for rule in RULES if (row := told(rule)) not in PAGE] == []
    assert PAGE.count("\n| ") == len(RULES) + 1


def test_the_page_tells_what_holds_elsewhere_and_where_calls_are_capped() -> None:
    assert f"Elsewhere: {clock(SHIPPED.default.week[0])} every day ({SHIPPED.default.source})." in PAGE
    assert len(set(SHIPPED.default.week)) == 1
    capped = [f"{rule.place} ({rule.cap})" for rule in SHIPPED.states["US"].values() if rule.cap]
    assert f"are capped by law in {', '.join(capped)}." in PAGE
    people = [f"{r.place} ({r.person_cap} in {r.person_days} days)" for r in RULES if r.person_cap]
    assert f"Calls to one person are capped by law in {', '.join(people)}" in PAGE


def test_its_examples_can_be_used() -> None:
    hours, days = (parse_yaml(block) for block in re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL))
    mine = read_hours(hours, read_yaml(shipped_data() / "hours.yaml"), SHIPPED.holidays)
    assert (len(mine.countries["DE"].week[0]), mine.states["US"]["VT"].cap) == (2, 2)
    maine = mine.states["US"]["ME"]
    assert (maine.person_cap, maine.person_days, maine.week) == (3, 14, mine.countries["US"].week)
    assert [len(rules) for rules in read_holidays(days).values()] == [2, 3]
