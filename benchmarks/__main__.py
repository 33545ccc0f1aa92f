"""`python -m benchmarks [NAME…]`: one table, ours beside the floor, the peer and the budget.

Without names those of the budgets come first, then the rest. Nothing fails: a busy machine gives no verdict.
"""

from __future__ import annotations

import sys
from importlib import import_module

from benchmarks.figure import HEAD, line

BUDGETS = (
    *("first_paint", "queue_keys", "long_list", "store"),
    *("reorder", "search_rate", "import_rate", "commands"),
)
REST = (
    *("scripts_load", "search_quality", "hearing", "who_is_who", "dnc"),
    *("funnel", "practice", "insight", "dialing"),
)


def main() -> None:
    """Run the figures named, or all."""
    print(line(HEAD))
    print(line(["---"] * len(HEAD)))
    for name in sys.argv[1:] or (*BUDGETS, *REST):
        for row in import_module(f"benchmarks.{name}").run():
            print(line(row), flush=True)


if __name__ == "__main__":
    main()
