"""The process that has the SIP phone. Run as a module with its kind; ends when its standard input does.

A process of its own, because an engine of C may crash, hang or write to the terminal, and because nobody but
the app can give orders over a pipe. Whatever way the app goes, the call is hung up and the engine ended.
"""

from __future__ import annotations

import asyncio
import os
import resource
import sys
from typing import Protocol

from tui.dialer.voip_wire import Account, News, NotStarted, Order, Refused, Tell, account, line, order


class Engine(Protocol):
    """A SIP phone: one call at a time. What happens it tells; an order returns when it is taken."""

    gone: asyncio.Event
    """Set when it ended by itself."""

    async def open(self) -> None:
        """Start, and begin to sign in. Raises NotStarted."""
        ...

    async def carry_out(self, wanted: Order) -> None:
        """Do what is wanted. Raises Refused."""
        ...

    async def close(self) -> None:
        """Hang up, sign out, end: within three seconds."""
        ...


async def serve(engine: Engine, reader: asyncio.StreamReader, tell: Tell) -> None:
    """Until the orders end, or the engine does."""
    try:
        await engine.open()
    except NotStarted as failed:
        tell(News("broken", words=failed.why))
        await engine.close()
        return
    tell(News("ready"))
    listening = asyncio.create_task(_listen(engine, reader, tell))
    gone = asyncio.create_task(engine.gone.wait())
    await asyncio.wait({listening, gone}, return_when=asyncio.FIRST_COMPLETED)
    await engine.close()


async def _listen(engine: Engine, reader: asyncio.StreamReader, tell: Tell) -> None:
    """Take orders; each has a task, so that a hang-up waits for nothing."""
    working: set[asyncio.Task[None]] = set()
    while text := await reader.readline():
        if wanted := order(text):
            task = asyncio.create_task(_carry_out(engine, wanted, tell))
            working.add(task)
            task.add_done_callback(working.discard)


async def _carry_out(engine: Engine, wanted: Order, tell: Tell) -> None:
    try:
        await engine.carry_out(wanted)
    except Refused as refusal:
        tell(News("refused", wanted.id, wanted.call, str(refusal)))
    else:
        tell(News("done", wanted.id, wanted.call))


def _engine(kind: str, who: Account, tell: Tell) -> Engine:
    if kind == "baresip":
        from tui.dialer.baresip_engine import BaresipEngine

        return BaresipEngine(who, tell)
    from tui.dialer.voip_engine import VoipEngine

    return VoipEngine(who, tell)


async def _main(kind: str, out: int) -> None:
    reader = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(
        lambda: asyncio.StreamReaderProtocol(reader), sys.stdin
    )

    def tell(news: News) -> None:
        try:
            os.write(out, line(news))  # shorter than a pipe takes whole
        except BrokenPipeError:  # the app is gone; the end of its orders comes next
            return

    await serve(_engine(kind, account(await reader.readline()), tell), reader, tell)


def main() -> None:
    """Keep standard output for ourselves: engines print there."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a core dump would hold the password
    out = os.dup(1)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    try:
        asyncio.run(_main(sys.argv[1], out))
    finally:
        os._exit(0)  # threads of an engine may hang at the end of the interpreter


if __name__ == "__main__":
    main()
