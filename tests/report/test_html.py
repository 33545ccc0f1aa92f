"""The page: whole, closed to the outside, readable for everybody."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from datetime import date
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.report.given import report_of
from tui.core.insight.rate import Rate
from tui.core.text import plain
from tui.report.document import Plot, Point
from tui.report.html import DARK, LIGHT, html
from tui.report.svg import STEPS, columns, shade

VOID = {"meta", "rect", "line", "circle"}


class Page(HTMLParser):
    """What a page is made of, and whether every element is closed in its turn."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.said: list[tuple[str, str]] = []
        self.wrong: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.said.append((self.open[-1] if self.open else "", data))

    def of(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.tags if name == tag]


HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='x",
    "</style><script>",
    "</title></svg>",
    "]]><!--",
    "&lt;b&gt; &amp; &#60;",
    "javascript:alert(1)",
    "[a](http://evil.example) ![b](http://evil.example/x.png)",
    "a\u202eb",
]


def hostile() -> list[str]:
    rows = Path("tests/data/strings/hostile_open.jsonl").read_text(encoding="utf-8").splitlines()
    texts = (" ".join(plain(json.loads(row)["s"]).split()) for row in rows)
    return [*HOSTILE, *(text for text in texts if text)]


PLAIN = Page(html(report_of()))


@pytest.mark.parametrize("said", hostile())
def test_what_somebody_wrote_is_text_and_nothing_else(said: str) -> None:
    page = Page(html(report_of(said)))
    assert page.wrong == []
    assert page.open == []
    assert [tag for tag, _ in page.tags] == [tag for tag, _ in PLAIN.tags]
    assert [sorted(attrs) for _, attrs in page.tags] == [sorted(attrs) for _, attrs in PLAIN.tags]


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40))
def test_any_text_is_read_as_it_was_written(said: str) -> None:
    page = Page(html(report_of(said)))
    assert page.wrong == page.open == []
    heading = next(text for tag, text in page.said if tag == "h1")
    assert heading == f"{said}’s week"


def test_nothing_is_asked_of_anybody() -> None:
    page = html(report_of())
    tags = {tag for tag, _ in Page(page).tags}
    assert not tags & {"script", "link", "img", "iframe", "object", "form", "a", "base"}
    assert not {name for _, attrs in Page(page).tags for name in attrs} & {"src", "href", "style", "onclick"}
    assert "url(" not in page
    assert "@import" not in page


def test_the_policy_allows_the_one_style_sheet() -> None:
    page = html(report_of())
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    policy = next(
        meta["content"] for meta in PLAIN.of("meta") if meta.get("http-equiv") == "Content-Security-Policy"
    )
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def test_headings_go_down_one_by_one() -> None:
    levels = [int(tag[1]) for tag, _ in PLAIN.tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_readers_without_eyes_are_told_what_is_drawn() -> None:
    ids = {attrs["id"] for _, attrs in PLAIN.tags if "id" in attrs}
    drawn = PLAIN.of("svg")
    assert len(drawn) == 2
    for attrs in (*drawn, *PLAIN.of("section")):
        assert set((attrs["aria-labelledby"] or "").split()) <= ids
    assert all(attrs["role"] == "img" for attrs in drawn)
    assert any(tag == "desc" and "day 3" in text for tag, text in PLAIN.said)
    assert all(attrs["scope"] in {"col", "row"} for attrs in PLAIN.of("th"))
    assert PLAIN.of("html")[0]["lang"] == "en"


def light(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(one: str, other: str) -> float:
    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_everything_can_be_read(colours: dict[str, str]) -> None:
    for ground in ("ground", "card"):
        for text in ("text", "quiet", "accent"):
            assert contrast(colours[text], colours[ground]) >= 4.5, (text, ground)
    for step in range(STEPS + 1):
        assert contrast(colours["text"], colours[f"h{step}"]) >= 4.5, step
    for mark in ("bar", "mark"):  # what is drawn: WCAG 1.4.11
        assert contrast(colours[mark], colours["card"]) >= 3, mark


def test_few_dials_have_no_shade() -> None:
    assert shade(Rate(4, 4)) == 0
    assert [shade(Rate(hits, 10)) for hits in (0, 1, 2, 5, 9, 10)] == [1, 1, 2, 3, 5, 5]


def test_of_many_days_the_highest_column_says_its_count() -> None:
    points = tuple(Point(date(2026, 11, 1 + i), 7 * (i == 20), "") for i in range(30))
    drawn = columns(Plot("days.plot", "Dials", "dials", points), "x")
    assert re.findall(r'class="count"[^>]*>([^<]*)<', drawn) == ["7"]
