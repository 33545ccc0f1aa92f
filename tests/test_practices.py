"""docs/practices.md: each practice has its row; the keys and tests it names are there."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from tui.keys import ACTIONS

TESTS = Path(__file__).parent
PAGE = TESTS.parent / "docs" / "practices.md"
ROWS = {row.split("|")[1].strip(): row for row in PAGE.read_text().splitlines() if row.startswith("| P")}


@cache
def names(file: Path) -> set[str]:
    tree = ast.parse(file.read_text())
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}


def test_every_practice_has_its_row() -> None:
    assert list(ROWS) == [f"P{number}" for number in range(1, 32)]


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS.keys())
def test_what_a_row_names_is_there(row: str) -> None:
    _, practice, where, held_by = row.strip("| ").split(" | ")
    assert practice
    keys = re.findall(r"`([a-z-]+): ([^`]+)`", where)
    known = {(action.scope, label) for action in ACTIONS for label in (action.label, *action.keys.split(","))}
    assert [key for key in keys if key not in known] == []
    assert keys or "The card" in where
    tests = re.findall(r"`([\w/]+\.py)::(\w+)`", held_by)
    assert tests
    for file, name in tests:
        assert name in names(TESTS / file), f"{file} has no {name}"
