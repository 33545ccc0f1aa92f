"""`python -m benchmarks [NAME…]`: one table, ours beside the floor, the peer and the budget.

Without names those of the budgets come first, then the rest. Nothing fails: a busy machine gives no verdict.
"""

from __future__ import annotations

import argparse
import ast
import os
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from benchmarks.figure import BEGINNING, line

BUDGETS = (
    *("first_paint", "queue_keys", "long_list", "store", "memory"),
    *("reorder", "search_rate", "import_rate", "commands"),
)
REST = (
    *("scripts_load", "search_quality", "hearing", "who_is_who", "dnc"),
    *("funnel", "practice", "insight", "dialing"),
)


def main() -> None:
    """Run the figures named, or all."""
    names = _asked()
    for row in BEGINNING:
        print(row)
    for name in names:
        for figure in import_module(f"benchmarks.{name}").run():
            print(line(figure), flush=True)
    print(f"\n{os.cpu_count()} processors; at work in the last minute, with us: {os.getloadavg()[0]:.1f}")


def _asked() -> Sequence[str]:
    names = (*BUDGETS, *REST)
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks",
        description="One table: ours beside the least it could cost, what others take, and the budget.",
        epilog="\n".join(f"  {name:<15} {about(name)}" for name in names),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help="one of these; none: all, which takes long")
    asked = parser.parse_args().names
    if unknown := [name for name in asked if name not in names]:
        parser.error(f"there is no figure '{unknown[0]}'. There are: {', '.join(names)}.")
    return asked or names


def about(name: str) -> str:
    """The first sentence of a file's own words."""
    told = ast.get_docstring(ast.parse(Path(__file__).with_name(f"{name}.py").read_text(encoding="utf-8")))
    return " ".join((told or "").split()).partition(". ")[0].removesuffix(".")


if __name__ == "__main__":
    main()
