"""A home with people in it, as in a terminal."""

from __future__ import annotations

import sys

if sys.platform == "win32":
    collect_ignore_glob = ["test_*.py"]
else:
    from tests.pty.conftest import home, imported, people, wire

    __all__ = ["home", "imported", "people", "wire"]
