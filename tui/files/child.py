"""The end of a process of ours that lives as long as somebody can write to it."""

from __future__ import annotations

import asyncio
import contextlib
from asyncio.subprocess import Process


async def end(process: Process, seconds: float) -> None:
    """Close what it reads, which is its sign to end. After so many seconds it is killed."""
    assert process.stdin
    process.stdin.close()
    try:
        async with asyncio.timeout(seconds):
            await process.wait()
    except TimeoutError:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.wait()
