"""What real calls on the loopback need. In CI all of it has to be there."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import AsyncIterator
from importlib.util import find_spec
from pathlib import Path

import pytest

if sys.platform != "linux":  # they look into /proc
    collect_ignore_glob = ["test_*.py"]
else:
    from tests.sip.bench import SipBench


def needs(*names: str) -> None:
    """Skip where a program or a package is missing, fail in CI."""
    gone = [n for n in names if not (find_spec("baresip") if n == "offhook[voip]" else shutil.which(n))]
    if not gone:
        return
    if os.environ.get("OFFHOOK_CI") == "1":
        pytest.fail(f"OFFHOOK_CI=1 says that real calls must be made, and there is no {', '.join(gone)}")
    pytest.skip(f"needs {', '.join(gone)}, which is not installed here")


@pytest.fixture(params=["voip", "baresip"])
def kind(request: pytest.FixtureRequest) -> str:
    """Which engine."""
    needs("sipp", "offhook[voip]" if request.param == "voip" else "baresip")
    return str(request.param)


@pytest.fixture
def kamailio() -> None:
    """A telephone server."""
    needs("kamailio")


@pytest.fixture
async def bench(kind: str, tmp_path: Path) -> AsyncIterator[SipBench]:
    """A phone, and somebody to call."""
    made = SipBench(kind, tmp_path)
    yield made
    await made.close()
