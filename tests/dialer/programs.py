"""Programs that take the place of softphones: each writes down how it was called."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.dialer.conformance import NUMBER
from tui.core.ports import Dialer, PhoneCall
from tui.dialer.line import Limits


def needed(program: str) -> str:
    """Where a program is; the test is skipped without it, in CI it fails."""
    found = shutil.which(program)
    if found is None:
        if os.environ.get("OFFHOOK_CI") == "1":
            pytest.fail(f"OFFHOOK_CI=1 says that phones must be tested, and there is no {program}")
        pytest.skip(f"{program} is not installed")
    return found


def program(folder: Path, name: str, then: str = "exit 0") -> Path:
    """A program that writes its arguments, one a line, into `NAME.calls`, and does `then`."""
    path = folder / name
    calls = folder / f"{name}.calls"
    path.write_text(
        f"#!/bin/sh\nfor a in \"$@\"; do printf '<%s>' \"$a\" >> '{calls}'; done\necho >> '{calls}'\n{then}\n"
    )
    path.chmod(0o755)
    return path


def calls(folder: Path, name: str) -> list[str]:
    """How it was called, a line each."""
    path = folder / f"{name}.calls"
    return path.read_text().splitlines() if path.exists() else []


@dataclass
class Started:
    """A bench for phones that are programs: nobody is at the other end as far as anybody knows."""

    dialer: Dialer
    folder: Path
    name: str
    scenarios: frozenset[str] = frozenset()

    async def dial(self, scenario: str, limits: Limits | None = None) -> PhoneCall:
        return await self.dialer.dial(NUMBER)

    def sent(self) -> int:
        return len(calls(self.folder, self.name))
