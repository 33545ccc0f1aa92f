"""Conditions of dialogues: `has_permission and score >= 0.6`. Checked here, and never run as Python."""

from __future__ import annotations

import ast
from typing import get_args

from tui.playbook.dialogue import MAX_CONDITION
from tui.playbook.fields import CheckName

NAMES = frozenset(
    {"score", "seconds", "words", "turn", "visits", "mood", "choice", "passed", "hard_mode"}
    | {f"has_{check}" for check in get_args(CheckName)}
)
"""What a condition may ask about."""

_ALLOWED = (
    *(ast.Expression, ast.BoolOp, ast.And, ast.Or, ast.UnaryOp, ast.Not, ast.USub, ast.Load),
    *(ast.Compare, ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.Eq, ast.NotEq),
)
_WORDS = {ast.Call: "( ) after a name", ast.Attribute: "a '.' after a name", ast.BinOp: "arithmetic"}


class BadCondition(Exception):
    """A condition that is none. `column` counts from 0 in its text; `name` is the name nobody knows."""

    def __init__(self, message: str, column: int = 0, name: str = "") -> None:
        super().__init__(message)
        self.column = column
        self.name = name


def parse(text: str) -> ast.expr:
    """A condition as a tree of names, numbers, comparisons, and, or, not. Raises BadCondition."""
    if len(text) > MAX_CONDITION:
        raise BadCondition(f"a condition of more than {MAX_CONDITION} characters")
    try:
        tree = ast.parse(text, mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        column = (getattr(error, "offset", None) or 1) - 1
        raise BadCondition("not a condition", min(column, len(text) - 1)) from None
    for node in ast.walk(tree):
        column = getattr(node, "col_offset", 0)
        if isinstance(node, ast.Name):
            if node.id not in NAMES:
                raise BadCondition(f"nothing is known of '{node.id}' in a condition", column, node.id)
        elif isinstance(node, ast.Constant):
            if type(node.value) not in (int, float):
                raise BadCondition(f"{ast.unparse(node)} is no number", column)
        elif not isinstance(node, _ALLOWED):
            raise BadCondition(f"{_WORDS.get(type(node), 'this')} is not allowed in a condition", column)
    return tree.body
