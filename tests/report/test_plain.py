"""The report to be read out: a fact a line."""

from __future__ import annotations

from dataclasses import replace

from tests.report.given import report_of
from tui.report.document import Table
from tui.report.plain import plain_text


def test_each_line_stands_alone() -> None:
    rows = plain_text(report_of()).splitlines()
    assert rows[0] == "asked first’s week"
    assert "asked first: asked first. asked first: asked first." in rows
    assert "day 3" in rows
    assert "Friday, from 11:00: 1 of 3 calls answered." in rows
    assert "asked first, asked first: asked first: asked first." in rows
    assert "Right: asked first" in rows


def test_days_that_are_in_a_table_are_said_once() -> None:
    report = report_of()
    days = next(section for section in report.sections if section.id == "days")
    table = Table("days.table", "Days", ("day", "dials"), (("Mon 16", "3/4"),))
    both = replace(report, sections=(replace(days, blocks=(*days.blocks, table)),))
    said = plain_text(both)
    assert "Days, Mon 16: dials: 3 of 4." in said
    assert "day 3" not in said


def test_nothing_is_drawn() -> None:
    said = plain_text(report_of("10–20 · a few…"))
    assert "10 to 20, a few" in said
    assert not set(said) & set("|#*─▇·…–")


def test_the_reps_own_words_are_no_shares() -> None:
    said = plain_text(report_of("open 24/7"))
    assert "Right: open 24/7" in said
    assert "24 of 7" in said  # a figure is one
