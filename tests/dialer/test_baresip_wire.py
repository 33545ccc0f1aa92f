"""The control connection of baresip, spoken by somebody who is not baresip."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable

import pytest

from tui.dialer.baresip_wire import Control, ControlLost, Message, frame, netstring

Told = list[Message]


async def read(*pieces: bytes) -> Message:
    reader = asyncio.StreamReader()
    for piece in pieces:
        reader.feed_data(piece)
    reader.feed_eof()
    return await frame(reader)


async def test_a_message_comes_back_as_it_was_sent() -> None:
    message = {"command": "dial", "params": "sip:+15555550100@ø"}
    assert await read(netstring(message)) == message


async def test_control_characters_of_others_are_no_end_of_it() -> None:
    body = b'{"peeruri":"a\x01b\xff"}'
    assert await read(b"%d:" % len(body), body, b",") == {"peeruri": "a\x01b\ufffd"}


@pytest.mark.parametrize(
    "given",
    [b"", b"5", b"5:abc", b"x:{},", b"99999999999:{},", b"2:{};", b"2:[],", b"3:{]},", b"1048577:", b":{},"],
)
async def test_what_is_no_message_is_the_end(given: bytes) -> None:
    with pytest.raises(ControlLost):
        await read(given)


Answer = Callable[[asyncio.StreamWriter, Message], None]


class Someone:
    """Listens where baresip would."""

    def __init__(self) -> None:
        self.asked: Told = []
        self.heard: Told = []
        self.lost, self.served = asyncio.Event(), asyncio.Event()
        self.answer: Answer = lambda writer, message: None
        self.control: Control

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                message = await frame(reader)
                self.asked.append(message)
                self.answer(writer, message)
        except ControlLost:
            writer.close()
            await writer.wait_closed()
            self.served.set()


@pytest.fixture
async def someone() -> AsyncIterator[Someone]:
    made = Someone()
    server = await asyncio.start_server(made.serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    made.control = Control(
        *await asyncio.open_connection("127.0.0.1", port), made.heard.append, made.lost.set
    )
    yield made
    await made.control.close()
    await made.served.wait()
    server.close()


def reply(writer: asyncio.StreamWriter, message: Message, **more: object) -> None:
    writer.write(netstring({"response": True, "ok": True, "token": message["token"], **more}))


async def test_events_and_answers_are_told_apart(someone: Someone) -> None:
    def answer(writer: asyncio.StreamWriter, message: Message) -> None:
        writer.write(netstring({"event": True, "type": "CALL_CLOSED"}))
        reply(writer, message, data="\x1b[32mcall muted\x1b[;m\n")

    someone.answer = answer
    assert await someone.control.ask("mute") == (True, "call muted")
    assert someone.asked == [{"command": "mute", "token": "1"}]
    assert someone.heard == [{"event": True, "type": "CALL_CLOSED"}]


async def test_a_refusal_is_told(someone: Someone) -> None:
    someone.answer = lambda writer, message: reply(writer, message, ok=False, data="command not found")
    assert await someone.control.ask("mute", "") == (False, "command not found")


async def test_an_answer_to_somebody_else_answers_nobody(someone: Someone) -> None:
    def answer(writer: asyncio.StreamWriter, message: Message) -> None:
        writer.write(netstring({"response": True, "ok": False, "token": "99"}))
        reply(writer, message)

    someone.answer = answer
    assert await someone.control.ask("reginfo") == (True, "")


async def test_its_end_is_told_once_to_all(someone: Someone) -> None:
    someone.answer = lambda writer, message: writer.close()
    with pytest.raises(ControlLost):
        await someone.control.ask("dial", "sip:+15555550100@localhost")
    await someone.lost.wait()
