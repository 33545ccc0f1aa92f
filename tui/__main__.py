"""`offhook`: commands go to `cli` and never see Textual; without one, the app opens."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from tui.files.collector import without_collector


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program. Returns the exit code of PRODUCT.md §4."""
    with without_collector():  # imports make no garbage; to look for it is a tenth of the start
        from tui.cli.commands import run

    return run(list(sys.argv[1:] if arguments is None else arguments))


if __name__ == "__main__":
    sys.exit(main())
