"""The statements of the self-check: enough of them, in our own words, and the rep's over them."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from tui.core.day.roots import ROOTS
from tui.files.home import Home
from tui.files.roots_file import read_statements


def test_ours_ask_about_each_root_and_take_five_minutes(tmp_path: Path) -> None:
    statements, faults = read_statements(Home(tmp_path))
    each = Counter(one.root for one in statements)
    assert faults == ()
    assert len(statements) == 18
    assert set(each) == {root.id for root in ROOTS}
    assert min(each.values()) >= 2
    assert any(one.turned for one in statements)


def test_no_word_of_ours_belongs_to_others(tmp_path: Path) -> None:
    statements, _ = read_statements(Home(tmp_path))
    words = " ".join([*(one.text for one in statements), *(f"{r.name} {r.does}" for r in ROOTS)])
    assert not re.search(r"reluctan|spq|doomsayer|over-?prepar|yielder|telephobia", words, re.IGNORECASE)
    assert "!" not in words


def test_the_reps_own_are_laid_over_by_id(tmp_path: Path) -> None:
    (tmp_path / "roots.yaml").write_text(
        "statements:\n  - {id: glad, off: true}\n  - {id: mine, root: rough, text: Mondays are bad.}\n"
    )
    statements, _ = read_statements(Home(tmp_path))
    ids = [one.id for one in statements]
    assert "glad" not in ids
    assert ids[-1] == "mine"


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("{id: a, root: fear, text: x}", "root is one of offer, worth"),
        ("{id: a, root: offer}", "text is text"),
        ("{id: a, root: offer, text: x, turned: 1}", "turned is true or false"),
        ("{id: a, root: offer, text: x, score: 1}", "unknown key 'score'"),
    ],
)
def test_a_fault_is_told_with_its_line(tmp_path: Path, line: str, says: str) -> None:
    (tmp_path / "roots.yaml").write_text(f"statements:\n  - {line}\n")
    statements, (fault,) = read_statements(Home(tmp_path))
    assert "roots.yaml:2:" in fault
    assert says in fault
    assert len(statements) == 18
