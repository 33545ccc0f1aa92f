"""`offhook`: commands go to `cli` and never see Textual; without one, the app opens."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper

from tui.files.collector import without_collector


def _open_streams() -> None:
    """Started with a stream closed (`>&-`), nothing is read or written there. Its number is taken at once:
    else the next file that is opened, the rep's data, would get it.

    An answer to a file or a pipe is UTF-8 like every file of ours, unless somebody chose; a terminal that has
    no sign for a letter gets its number.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.open(os.devnull, os.O_RDWR), mode, encoding="utf-8"))  # noqa: SIM115
    if isinstance(sys.stdout, TextIOWrapper):
        chosen = sys.stdout.isatty() or "PYTHONIOENCODING" in os.environ
        sys.stdout.reconfigure(encoding=None if chosen else "utf-8", errors="backslashreplace")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program. Returns the exit code of PRODUCT.md §4."""
    _open_streams()
    with without_collector():  # imports make no garbage; to look for it is a tenth of the start
        from tui.cli.commands import run

    return run(list(sys.argv[1:] if arguments is None else arguments))


if __name__ == "__main__":
    sys.exit(main())
