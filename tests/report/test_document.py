"""What is struck out is gone; what is changed is said in the new words."""

from __future__ import annotations

from tests.report.given import report_of
from tui.report.document import as_chosen, items
from tui.report.html import html
from tui.report.markdown import markdown


def test_everything_can_be_struck_out() -> None:
    report = report_of()
    ids = [item.id for item in items(report)]
    assert len(ids) == len(set(ids)) == 12
    for id in ids:
        left = {item.id for item in items(as_chosen(report, frozenset({id}), {}))}
        assert id not in left
    assert as_chosen(report, frozenset(ids), {}).sections == ()


def test_a_heading_over_nothing_goes_too() -> None:
    left = as_chosen(report_of(), frozenset({"wins.1", "wins.2", "wins.3", "figures.dials"}), {})
    assert [section.id for section in left.sections] == ["days", "hours", "compared"]


def test_what_is_changed_is_said_so() -> None:
    changed = as_chosen(report_of("called Dana"), frozenset(), {"wins.1": "called somebody", "wins.3": ""})
    texts = [item.words for item in items(changed) if item.own]
    assert texts == ["called somebody", "listened"]
    assert "called somebody" in html(changed)
    assert "called somebody" in markdown(changed)


def test_nothing_chosen_is_the_same() -> None:
    assert as_chosen(report_of(), frozenset(), {}) == report_of()
