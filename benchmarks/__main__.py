"""`python -m benchmarks [NAME…]`: one table, ours beside the budget."""

from __future__ import annotations

import sys
from importlib import import_module

FIGURES = (
    *("first_paint", "store", "queue_keys", "reorder"),
    *("scripts_load", "search_rate", "search_quality", "hearing"),
    *("import_rate", "who_is_who", "dnc", "funnel", "practice", "insight", "dialing"),
)


def main() -> None:
    """Run the figures named, or all."""
    names = sys.argv[1:] or FIGURES
    print(f"{'what':<86} {'measured':>18}  budget")
    for name in names:
        for what, measured, budget in import_module(f"benchmarks.{name}").run():
            print(f"{what:<86} {measured:>18}  {budget}", flush=True)


if __name__ == "__main__":
    main()
