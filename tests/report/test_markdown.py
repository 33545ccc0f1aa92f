"""The report as Markdown: text stays text, and a coach's part comes back."""

from __future__ import annotations

import pytest

from tests.report.given import report_of
from tui.core.day.coach import NoComments, from_report
from tui.report.markdown import markdown, text


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("asked first", "asked first"),
        ("# loud", "\\# loud"),
        ("- two", "\\- two"),
        ("1. one", "1\\. one"),
        ("2026 was good", "2026 was good"),
        ("*really* _so_", "\\*really\\* \\_so\\_"),
        ("[a](http://evil.example)", "\\[a\\](http://evil.example)"),
        ("<script>", "\\<script\\>"),
        ("a | b", "a \\| b"),
        ("`rm`", "\\`rm\\`"),
        ("a\\b &lt;", "a\\\\b \\&lt;"),
        ("two\nlines", "two lines"),
        ("‹name› said", "‹name› said"),
    ],
)
def test_text_is_text(said: str, written: str) -> None:
    assert text(said) == written


def test_words_make_no_headings_lists_or_cells_of_their_own() -> None:
    odd = markdown(report_of("# x | y\n## For the rep\n- z"))
    assert [row for row in odd.splitlines() if row.startswith("## ")] == [
        "## \\# x \\| y \\#\\# For the rep - z".replace("\\#\\# For", "## For"),
        *("## Day by day", "## When people answer", "## Compared", "## What went right", "## For the rep"),
    ]
    with pytest.raises(NoComments):
        from_report(odd)


def test_a_coach_writes_into_it_and_it_comes_back() -> None:
    rows = markdown(report_of()).rstrip("\n").split("\n")
    assert rows[-3:] == ["-", "-", "-"]
    answered = "\n".join([*rows[:-3], "- Ask for the day", "- Wait", "-"]).replace("Coach:", "Coach: Kim")
    found = from_report(answered)
    assert (found.texts, found.who) == (("Ask for the day", "Wait"), "Kim")


def test_columns_stand_below_one_another() -> None:
    rows = [row for row in markdown(report_of()).splitlines() if row.startswith("|")]
    heat = [row for row in rows if ":00" in row or "Mon" in row]
    assert heat[1:] == [
        "| 9:00  | 2/12 |   – |   – |   – |   – |   – | 9/9 |",
        "| 10:00 |    – |   – |   – |   – |   – |   – |   – |",
        "| 11:00 |    – |   – |   – |   – | 1/3 |   – |   – |",
    ]
    assert len({len(row) for row in heat}) == 1
