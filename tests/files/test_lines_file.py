"""Lines for hard moments and for a block's start: ours, the rep's over them, faults told with their line."""

from __future__ import annotations

import re
from pathlib import Path
from random import Random

import pytest

from tui.core.day.feed import Food, next_of
from tui.core.day.hard import BODY, NOES, ROUGH, SKIPPED, THOUGHTS, WHENS
from tui.files.home import Home
from tui.files.lines_file import Lines, read_lines


def lines(tmp_path: Path, **files: str) -> Lines:
    for name, text in files.items():
        (tmp_path / f"{name}.yaml").write_text(text)
    return read_lines(Home(tmp_path))


def test_ours_are_enough_for_each_moment_and_kind(tmp_path: Path) -> None:
    shipped = lines(tmp_path)
    assert len(shipped.prompts) >= 20
    assert len(shipped.feed) >= 12
    assert shipped.faults == ()
    for when in WHENS:
        for fits in (THOUGHTS, BODY):
            assert sum(when in p.whens and p.fits == fits for p in shipped.prompts) >= 1
        assert sum(when in p.whens for p in shipped.prompts) >= 5


def test_ours_are_calm(tmp_path: Path) -> None:
    shipped = lines(tmp_path)
    for text in (*(p.text for p in shipped.prompts), *(f.text for f in shipped.feed)):
        assert len(text) <= 125, text
        assert "!" not in text
        assert not re.search(r"\b(must|should|never give up|reluctan\w*)\b", text, re.IGNORECASE)


def test_the_reps_own_prompts_are_laid_over_by_id(tmp_path: Path) -> None:
    own = (
        'prompts:\n  - {id: rare, off: true}\n  - {id: wave, text: "Breathe."}\n  - {id: mine, text: "On."}\n'
    )
    ours, both = lines(tmp_path), lines(tmp_path, prompts=own)
    assert len(both.prompts) == len(ours.prompts)
    found = {p.id: p for p in both.prompts}
    assert "rare" not in found
    assert (found["wave"].text, found["mine"].whens) == ("Breathe.", (NOES, SKIPPED, ROUGH))


def test_the_reps_own_feed_stands_for_ours_or_beside(tmp_path: Path) -> None:
    own = 'lines:\n  - "Slowly."\n  - {text: "A story", by: Ada, link: "https://example.org"}\n'
    assert [f.line for f in lines(tmp_path, feed=own).feed] == [
        "Slowly.",
        "A story (Ada) · https://example.org",
    ]
    assert (
        len(lines(tmp_path, feed="ours: true\n" + own).feed)
        == len(read_lines(Home(tmp_path / "no")).feed) + 2
    )
    assert lines(tmp_path, feed="lines: []\n").feed == ()


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("prompts", "prompts:\n  - {id: a, text: x, when: [lunch]}\n", "prompts.yaml:2:"),
        (
            "prompts",
            "prompts:\n  - {id: a, text: x, for: heart}\n",
            "'heart' is none of thoughts, body, both",
        ),
        ("prompts", "prompts:\n  - {text: x}\n", "each line needs an id"),
        ("prompts", "prompts:\n  - {id: a}\n", "text is text"),
        ("prompts", "prompts: 3\n", "a list under 'prompts:'"),
        ("feed", "lines:\n  - ok\n  - {txt: x}\n", "feed.yaml:3:"),
        ("feed", "lines:\n  - 7\n", "a line like"),
        ("feed", f"lines:\n  - {'x' * 401}\n", "400 characters"),
        ("feed", "liness: []\n", "a list under 'lines:'"),
        ("feed", "lines: [\n", "feed.yaml:"),
        ("feed", "lines: []\nmine: true\n", "unknown key 'mine'"),
    ],
)
def test_a_fault_is_told_with_its_line_and_ours_are_used(
    tmp_path: Path, name: str, text: str, says: str
) -> None:
    found, ours = lines(tmp_path, **{name: text}), read_lines(Home(tmp_path / "no"))
    (fault,) = found.faults
    assert says in fault
    assert fault.endswith("is not used until that is mended; ours is.")
    assert (found.prompts, found.feed) == (ours.prompts, ours.feed)


def test_outside_text_is_cleaned(tmp_path: Path) -> None:
    (food,) = lines(tmp_path, feed='lines:\n  - "a\\u001b[31mb\\u202ec\\nd"\n').feed
    assert "\x1b" not in food.text
    assert "\u202e" not in food.text


def test_never_the_same_twice_in_a_row() -> None:
    feed, last = [Food(str(n), "x") for n in range(3)], ""
    for _ in range(50):
        food = next_of(feed, last, Random(last))
        assert food is not None
        assert food.id != last
        last = food.id
    assert next_of(feed[:1], "0", Random(1)) == feed[0]
    assert next_of([], "", Random(1)) is None
