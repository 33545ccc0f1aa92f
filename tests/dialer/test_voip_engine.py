"""The engine of `voip` where the network is quicker than it: news of a call comes before its handle."""

from __future__ import annotations

import sys
from typing import Any

import pytest

from tui.dialer.voip_wire import Account, News, Order

if sys.platform == "win32":
    pytest.skip("there is no such engine on Windows", allow_module_level=True)

baresip = pytest.importorskip("baresip")

CALL, ACCOUNT = 7, 3


class Runtime:
    """What a call asks of it."""

    def subscribe(self, listener: Any) -> None:
        pass

    def unsubscribe(self, listener: Any) -> None:
        pass


class Agent:
    """Dials, and everything that happens happens before it says which call it is."""

    def __init__(self, engine: Any, *happens: str, of: int = CALL) -> None:
        self.engine, self.happens, self.of = engine, happens, of

    async def dial(self, uri: str) -> Any:
        for name in self.happens:
            self.engine._hear(
                baresip.StackEvent(baresip.Event[f"CALL_{name}"], call=self.of, ua=ACCOUNT, text="486 Busy")
            )
        return baresip.Call(
            self.engine._runtime, handle=CALL, ua_handle=ACCOUNT, state=baresip.CallState.OUTGOING
        )


@pytest.fixture
def told() -> list[News]:
    return []


@pytest.fixture
def engine(told: list[News]) -> Any:
    from tui.dialer.voip_engine import VoipEngine

    made = VoipEngine(Account("rep", "127.0.0.1", audio="none"), told.append)
    made._runtime = Runtime()  # type: ignore[assignment]
    return made


async def test_an_answer_is_known_to_the_call(engine: Any, told: list[News]) -> None:
    """One that does not know that it was answered refuses each hold."""
    engine._agent = Agent(engine, "RINGING", "ESTABLISHED")
    await engine.carry_out(Order(1, "dial", 1, "sip:+15555550100@127.0.0.1"))
    assert [news.what for news in told] == ["ringing", "answered"]
    assert engine._call.state is baresip.CallState.ESTABLISHED


async def test_an_end_is_the_end(engine: Any, told: list[News]) -> None:
    engine._agent = Agent(engine, "CLOSED")
    await engine.carry_out(Order(1, "dial", 1, "sip:+15555550100@127.0.0.1"))
    assert told == [News("closed", call=1, words="486 Busy")]
    assert engine._call is None


async def test_the_end_of_the_call_before_is_not_this_one_s(engine: Any, told: list[News]) -> None:
    engine._agent = Agent(engine, "CLOSED", of=5)
    await engine.carry_out(Order(1, "dial", 1, "sip:+15555550100@127.0.0.1"))
    engine._agent = Agent(engine, "CLOSED", of=5)
    await engine.carry_out(Order(2, "dial", 2, "sip:+15555550100@127.0.0.1"))
    assert told == [News("closed", call=1, words="486 Busy")]
    assert engine._call.state is baresip.CallState.OUTGOING
