"""A program started with a number: no shell, nothing of it on the screen, and it may outlive the app."""

from __future__ import annotations

import asyncio
import subprocess
from collections.abc import Mapping, Sequence

from tui.core.ports import DialTrouble
from tui.core.text import plain

#: Seconds a program may take to say that it could not. One that runs on is a phone at work.
PATIENCE = 5.0
_LOOK = 0.02
#: Programs that run on: to be asked now and then whether they have ended.
_running: list[subprocess.Popen[bytes]] = []


async def start(
    argv: Sequence[str], *, patience: float = PATIENCE, environ: Mapping[str, str] | None = None
) -> None:
    """Start a program and wait until it ends or `patience` is over. Raises DialTrouble when it cannot be
    started or ends with a fault.

    It gets a session of its own, so that it cannot take the terminal, and reads and writes nothing: what it
    says may hold the number.
    """
    name = plain(argv[0])
    _running[:] = [one for one in _running if one.poll() is None]
    try:
        process = subprocess.Popen(
            argv,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            env=environ,
        )
    except FileNotFoundError:
        todo = "Install it, or write its whole path into config.yaml."
        raise DialTrouble(f"{name} is not installed, or not where programs are.", todo=todo) from None
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "its name or arguments cannot be"
        raise DialTrouble(f"{name} cannot be started: {why}.", todo="Look at config.yaml.") from None
    _running.append(process)
    try:
        async with asyncio.timeout(patience):
            while process.poll() is None:
                await asyncio.sleep(_LOOK)
    except TimeoutError:
        return
    if process.returncode:
        raise DialTrouble(
            f"{name} could not do it (exit {process.returncode}).",
            "It may not have dialed.",
            "Try the same in a terminal to see what it says.",
        )


async def ask(argv: Sequence[str], *, patience: float = PATIENCE) -> str | None:
    """What a program writes, its first 4 kB; None when it cannot be run, fails, or takes too long."""
    try:
        process = await asyncio.create_subprocess_exec(
            *argv,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError:
        return None
    try:
        async with asyncio.timeout(patience):
            out, _ = await process.communicate()
    except TimeoutError:
        process.kill()
        await process.wait()
        return None
    return None if process.returncode else out[:4096].decode(errors="replace")
