"""Real SIP calls on the loopback: everything another side can do, with both engines."""

from __future__ import annotations

import pytest

from tests.dialer.conformance import to_the_end, until
from tests.sip import scenarios as s
from tests.sip.bench import SipBench
from tests.sip.stands import free_port
from tui.core.call.phones import Sip
from tui.core.ports import By, DialState
from tui.dialer.line import Limits

D, P, R, A, E = DialState


@pytest.mark.parametrize(
    ("steps", "outcome", "by", "states"),
    [
        (s.EARLY_MEDIA, "answered", By.THEM, [D, P, A, E]),
        (s.ends("486 Busy Here", cause=17), "busy", By.THEM, [D, E]),
        (s.ends("600 Busy Everywhere"), "busy", By.THEM, [D, E]),
        (s.ends("408 Request Timeout", rings=True), "no-answer", By.NETWORK, [D, R, E]),
        (s.ends("408 Request Timeout"), "unreachable", By.NETWORK, [D, E]),
        (s.ends("410 Gone"), "invalid", By.NETWORK, [D, E]),
        (s.ends("484 Address Incomplete"), "unreachable", By.NETWORK, [D, E]),
        (s.ends("607 Unwanted"), "declined", By.THEM, [D, E]),
        (s.ends("500 Server Internal Error"), "failed", By.NETWORK, [D, E]),
        (s.ends("488 Not Acceptable Here"), "failed", By.NETWORK, [D, E]),
    ],
    ids=lambda given: given if isinstance(given, str) and len(given) < 20 else "",
)
async def test_what_they_say(
    bench: SipBench, steps: str, outcome: str, by: By, states: list[DialState]
) -> None:
    them = await bench.somebody(steps)
    heard = await to_the_end(await bench.call(them))
    assert (heard.end.outcome, heard.end.by, heard.states) == (outcome, by, states)
    assert await them.done() == 0, them.said("errors.log")


async def test_they_see_a_call_that_ends_as_it_should(bench: SipBench) -> None:
    them = await bench.somebody(s.RINGS_FOR_EVER)
    line = await bench.call(them)
    await until(line, R)
    await line.hang_up()
    await to_the_end(line)
    assert await them.done() == 0, them.said("errors.log")
    assert "CANCEL sip:+15555550100@" in them.messages


async def test_a_server_that_is_not_there(bench: SipBench) -> None:
    bench.dialer = bench.phone(
        Sip(server=f"127.0.0.1:{free_port()}", user="rep", register=False, audio="none"), Limits(reply=0.2)
    )
    heard = await to_the_end(await bench.dialer.dial("+15555550100"))
    assert (heard.end.outcome, heard.end.by) == ("unreachable", By.LIMIT)


async def test_a_server_that_takes_no_connection(bench: SipBench) -> None:
    nobody = Sip(server=f"127.0.0.1:{free_port()}", user="rep", register=False, audio="none", transport="tcp")
    bench.dialer = bench.phone(nobody)
    heard = await to_the_end(await bench.dialer.dial("+15555550100"))
    assert (heard.end.outcome, heard.end.by) == ("unreachable", By.NETWORK)


async def test_over_tcp(bench: SipBench) -> None:
    them = await bench.somebody(s.THEY_HANG_UP, tcp=True)
    heard = await to_the_end(await bench.call(them, transport="tcp"))
    assert (heard.end.outcome, heard.states) == ("answered", [D, R, A, E])


async def test_they_say_that_somebody_else_is_to_be_called(bench: SipBench) -> None:
    """`voip` calls whom the rep chose, and nobody else. `baresip` 1.0 follows, which the docs say."""
    other = await bench.somebody(s.THEY_HANG_UP)
    them = await bench.somebody(s.redirects(other.port))
    heard = await to_the_end(await bench.call(them))
    if bench.kind == "voip":
        assert (heard.end.outcome, heard.states) == ("failed", [D, E])
        assert "INVITE" not in other.messages
    else:
        assert (heard.end.outcome, heard.states) == ("answered", [D, R, A, E])
