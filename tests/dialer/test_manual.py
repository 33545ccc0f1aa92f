"""Your own phone: it tells nothing and never fails."""

from __future__ import annotations

import pytest

from tests.dialer.conformance import NUMBER, Bench, Conformance, to_the_end
from tui.core.clock import FakeClock
from tui.core.ports import By, PhoneCall
from tui.dialer.line import Limits
from tui.dialer.manual import ManualDialer


class OwnPhone:
    """Nobody is at the other end as far as we know."""

    scenarios: frozenset[str] = frozenset()

    def __init__(self) -> None:
        self.dialer = ManualDialer(FakeClock())

    async def dial(self, scenario: str, limits: Limits | None = None) -> PhoneCall:
        return await self.dialer.dial(NUMBER)

    def sent(self) -> int:
        return 0


class TestManual(Conformance):
    @pytest.fixture
    def bench(self) -> Bench:
        return OwnPhone()


async def test_it_ends_when_the_rep_says_so_and_nothing_is_concluded() -> None:
    call = await ManualDialer(FakeClock()).dial(NUMBER)
    await call.press("1")
    await call.mute(True)
    await call.hang_up()
    heard = await to_the_end(call)
    assert (heard.end.outcome, heard.end.by) == ("unknown", By.REP)
