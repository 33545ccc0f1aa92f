"""Conditions of dialogues: `has_permission and score >= 0.6`. Checked here, and never run as Python."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, get_args

from tui.playbook.hearing.feedback import CheckName

MAX_CONDITION = 200
"""Characters of a condition."""

NAMES = frozenset(
    {"score", "seconds", "words", "turn", "visits", "mood", "choice", "passed", "hard_mode"}
    | {f"has_{check}" for check in get_args(CheckName)}
)
"""What a condition may ask about."""

Value = float | bool
"""What a name, a number or a comparison comes to."""

_COMPARED: Mapping[type[ast.cmpop], Callable[[Any, Any], bool]] = {
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
}
_ALLOWED: tuple[type[ast.AST], ...] = (
    *(ast.Expression, ast.BoolOp, ast.And, ast.Or, ast.UnaryOp, ast.Not, ast.USub, ast.Load),
    ast.Compare,
    *_COMPARED,
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


def holds(text: str, facts: Mapping[str, Value]) -> bool:
    """Whether a condition is true. What nobody has said anything of is 0. Raises BadCondition."""
    return bool(_value(_parsed(text), facts))


@lru_cache(1024)
def _parsed(text: str) -> ast.expr:
    return parse(text)


def _value(tree: ast.expr, facts: Mapping[str, Value]) -> Value:
    """What a tree of `parse` comes to; `and` and `or` are true or false, never one of their sides."""
    match tree:
        case ast.Name(id=name):
            return facts.get(name, 0)
        case ast.Constant(value=float() | int() as number):
            return number
        case ast.UnaryOp(op=ast.Not(), operand=side):
            return not _value(side, facts)
        case ast.UnaryOp(operand=side):
            return -_value(side, facts)
        case ast.BoolOp(op=ast.And(), values=sides):
            return all(_value(side, facts) for side in sides)
        case ast.BoolOp(values=sides):
            return any(_value(side, facts) for side in sides)
        case ast.Compare(left=left, ops=ops, comparators=rights):
            values = [_value(side, facts) for side in (left, *rights)]
            pairs = zip(ops, values, values[1:], strict=False)
            return all(_COMPARED[type(op)](one, other) for op, one, other in pairs)
    raise BadCondition(f"{ast.unparse(tree)} is no condition")
