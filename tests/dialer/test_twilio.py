"""Calls by Twilio, against a stand-in that speaks its call resource, faults included."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator

import pytest

from tests.dialer.conformance import NUMBER, PATIENCE, Conformance, to_the_end, until
from tests.dialer.twilio_stand import CALLER, KEY, MINE, TOKEN, Api, TwilioBench, dialer, twilio
from tui.core.ports import By, Cap, DialRefused, DialState, DialTrouble
from tui.dialer import twilio as backend
from tui.dialer import twilio_api
from tui.dialer.line import Limits


@pytest.fixture
async def api(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Api]:
    monkeypatch.setattr(backend, "POLL", 0.01)
    monkeypatch.setattr(backend, "POLL_TALK", 0.01)
    monkeypatch.setattr(backend, "SLOWEST", 0.02)
    monkeypatch.setattr(backend, "LOST_AFTER", 0.2)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    async with twilio() as stand:
        yield stand


@pytest.fixture
async def bench(api: Api) -> AsyncIterator[TwilioBench]:
    made = TwilioBench(api, dialer(api))
    yield made
    await made.dialer.close()


class TestTwilio(Conformance):
    """Everything that every way to dial keeps."""


async def refused(bench: TwilioBench) -> DialTrouble:
    """A dial that fails, without a word of the token."""
    with pytest.raises(DialTrouble) as error:
        await bench.dialer.dial(NUMBER)
    assert TOKEN not in str(error.value)
    assert error.value.trouble.safe
    return error.value


async def test_the_reps_phone_first_then_the_number(bench: TwilioBench) -> None:
    await to_the_end(await bench.dial("answer-bye"))
    (sent,) = bench.api.calls
    assert (sent["To"], sent["From"]) == (MINE, CALLER)
    assert sent["Twiml"].count(NUMBER) == 1
    assert f'callerId="{CALLER}"' in sent["Twiml"]
    assert 'answerOnBridge="true"' in sent["Twiml"]


async def test_it_says_no_more_than_it_can(bench: TwilioBench) -> None:
    assert not bench.dialer.capabilities & (Cap.DIGITS | Cap.MUTE | Cap.HOLD | Cap.PLAY)


async def test_after_the_end_the_reps_phone_is_free(bench: TwilioBench) -> None:
    await to_the_end(await bench.dial("busy"))
    async with asyncio.timeout(PATIENCE):
        await bench.api.ended.wait()


async def test_an_api_key_signs_in_too(api: Api) -> None:
    phone = dialer(api, user=KEY)
    assert await phone.check() == ()
    await phone.close()


# ------------------------------------------------------------------------------------ before a call


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("account", ""), ("account", "AC12"), ("account", "AC" + "0" * 30 + "/x"), ("user", "admin"),
        ("my_phone", ""), ("my_phone", "0170 1"), ("caller_id", ""), ("caller_id", '+1"/><Number>+1900'),
    ],
)  # fmt: skip
async def test_settings_that_cannot_be(api: Api, key: str, value: str) -> None:
    with pytest.raises(DialTrouble, match=key):
        dialer(api, **{key: value})


async def test_a_wrong_token(api: Api) -> None:
    phone = dialer(api, token="wrong")
    (found,) = await phone.check()
    assert found.happened == "Twilio does not accept the account or its token."
    with pytest.raises(DialTrouble, match="does not accept"):
        await phone.dial(NUMBER)
    await phone.close()


async def test_no_token(api: Api) -> None:
    phone = dialer(api, token="")
    (found,) = await phone.check()
    assert "gives no password" in found.happened
    assert not api.asked


async def test_a_token_that_was_changed_is_found_anew(api: Api) -> None:
    phone = dialer(api, token="old")
    with pytest.raises(DialTrouble):
        await phone.dial(NUMBER)
    phone._environ = {"TOKEN": TOKEN}
    api.scenario = "busy"
    assert (await to_the_end(await phone.dial(NUMBER))).end.outcome == "busy"
    await phone.close()


async def test_no_connection(api: Api) -> None:
    with socket.create_server(("127.0.0.1", 0)) as unused:
        port = unused.getsockname()[1]
    phone = dialer(api)
    phone._base = f"http://127.0.0.1:{port}"
    (found,) = await phone.check()
    assert "no connection" in found.happened
    await phone.close()


@pytest.mark.parametrize("code", twilio_api.SENTENCES)
async def test_every_known_fault_has_a_sentence_and_says_what_to_do(bench: TwilioBench, code: int) -> None:
    bench.api.faults = [(400, {"code": code, "message": "raw words", "status": 400}, {})]
    error = await refused(bench)
    assert "raw words" not in str(error)
    assert error.trouble.todo
    assert error.trouble.safe == "Nothing was dialed."


async def test_an_unknown_fault_is_quoted_and_cleaned(bench: TwilioBench) -> None:
    bench.api.faults = [(400, {"code": 29999, "message": "Odd \x1b[2Jthing."}, {})]
    assert (await refused(bench)).trouble.happened == "Twilio refuses: Odd thing (29999)."


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ((401, b"", {}), "does not accept"),
        ((404, b"<html>", {}), "no such account"),
        ((403, {}, {}), "does not accept"),
        ((418, [], {}), "refuses"),
        ((429, {}, {"Retry-After": "3"}), "asks for patience"),
        ((500, b"oops", {}), "fault of its own (500)"),
        ((503, {}, {}), "fault of its own (503)"),
        ((302, {}, {"Location": "http://127.0.0.1:1/"}), "refuses"),
        ((201, b"<html>", {}), "cannot be read"),
        ((201, [], {}), "cannot be read"),
        ((201, {"sid": None}, {}), "no call"),
        ((201, {"sid": "../Accounts"}, {}), "no call"),
        (b"", "connection broke"),
        (b"HTTP/1.1 201 Created\r\nContent-Length: 99\r\n\r\n{\"sid\":", "connection broke"),
        (b"\xff\xfe garbage\r\n\r\n", "connection broke"),
    ],
)  # fmt: skip
async def test_odd_replies(bench: TwilioBench, fault: object, said: str) -> None:
    bench.api.faults = [fault]
    assert said in str(await refused(bench))
    bench.api.faults = []
    assert (await to_the_end(await bench.dial("busy"))).end.outcome == "busy"


async def test_a_reply_that_never_comes(bench: TwilioBench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(twilio_api, "PATIENCE", 0.1)
    bench.api.faults = ["hang"]
    error = await refused(bench)
    assert "does not reply" in error.trouble.happened
    assert "may ring nevertheless" in error.trouble.safe


async def test_a_second_call_is_refused(bench: TwilioBench) -> None:
    call = await bench.dial("answer")
    with pytest.raises(DialRefused, match="A call is on already"):
        await bench.dialer.dial(NUMBER)
    assert bench.sent() == 1
    await call.hang_up()


async def test_a_call_that_was_being_asked_for_is_ended_with_the_phone(
    bench: TwilioBench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It rang, and dialed on, when the app was gone."""
    asked, goes, start = asyncio.Event(), asyncio.Event(), twilio_api.Api.start

    async def slow(api: twilio_api.Api, to: str, caller: str, twiml: str, ring: int) -> str:
        asked.set()
        await goes.wait()
        return await start(api, to, caller, twiml, ring)

    monkeypatch.setattr(twilio_api.Api, "start", slow)
    dialing = asyncio.create_task(bench.dial("answer"))
    await asked.wait()
    closing = asyncio.create_task(bench.dialer.close())
    await asyncio.sleep(0)
    goes.set()
    await asyncio.gather(dialing, closing, return_exceptions=True)
    assert bench.api.ended.is_set()


# -------------------------------------------------------------------------------------- in a call


@pytest.mark.parametrize(
    ("scenario", "said"),
    [
        ("own-busy", "is busy"),
        ("own-no-answer", "did not answer"),
        ("own-failed", "could not be reached"),
        ("own-canceled", "was ended"),
        ("nobody", "dialed nobody"),
    ],
)
async def test_the_reps_own_phone(bench: TwilioBench, scenario: str, said: str) -> None:
    heard = await to_the_end(await bench.dial(scenario))
    assert heard.end.outcome == "failed"
    assert said in heard.end.trouble.happened
    assert heard.end.trouble.safe == "Nobody else was rung."


async def test_a_country_that_is_not_allowed(bench: TwilioBench) -> None:
    heard = await to_the_end(await bench.dial("blocked"))
    assert "does not call that country" in heard.end.trouble.happened
    assert "geo permissions" in heard.end.trouble.todo


async def test_a_short_talk_between_two_looks_was_answered(bench: TwilioBench) -> None:
    heard = await to_the_end(await bench.dial("short"))
    assert (heard.end.outcome, heard.end.by) == ("answered", By.THEM)
    assert DialState.ANSWERED in heard.states


async def test_who_ended_a_talk_is_said_only_where_it_is_known(bench: TwilioBench) -> None:
    heard = await to_the_end(await bench.dial("own-hangs-up"))
    assert (heard.end.outcome, heard.end.by) == ("answered", By.UNKNOWN)


async def test_the_rep_hangs_up_while_it_rings_there(bench: TwilioBench) -> None:
    heard = await to_the_end(await bench.dial("own-cancels"))
    assert (heard.end.outcome, heard.end.by) == ("canceled", By.REP)


@pytest.mark.parametrize("fault", [(429, {}, {}), (502, b"", {}), b"", (200, b"<html>", {})])
async def test_a_hiccup_while_we_look_changes_nothing(bench: TwilioBench, fault: object) -> None:
    bench.api.scenario = "answer-bye"
    await bench.dialer.open()
    call = await bench.dial("answer-bye")
    bench.api.faults = [fault, fault]
    assert (await to_the_end(call)).end.outcome == "answered"
    assert not bench.api.faults


async def test_while_it_is_away_it_is_asked_less_often(
    bench: TwilioBench, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits: list[float] = []

    async def pause(self: backend.Watched, seconds: float) -> None:
        waits.append(seconds)
        await asyncio.sleep(0)

    monkeypatch.setattr(backend, "POLL", 1.0)
    monkeypatch.setattr(backend, "SLOWEST", 15.0)
    monkeypatch.setattr(backend, "LOST_AFTER", 60.0)
    monkeypatch.setattr(backend.Watched, "_pause", pause)
    call = await bench.dial("answer-bye")
    down = (503, {}, {})
    bench.api.faults = [down, down, down, down, down, down, (429, {}, {"Retry-After": "12"})]
    await to_the_end(call)
    assert waits[:7] == [1.0, 2.0, 4.0, 8.0, 15.0, 15.0, 15.0]


async def test_a_hang_up_that_does_not_get_through(bench: TwilioBench) -> None:
    call = await bench.dial("answer")
    await until(call, DialState.ANSWERED)
    bench.api.fails = (503, {}, {})
    await call.hang_up()
    heard = await to_the_end(call)
    assert heard.end.by is By.REP
    assert heard.end.trouble


async def test_hanging_up_what_is_over(bench: TwilioBench) -> None:
    call = await bench.dial("answer")
    await until(call, DialState.ANSWERED)
    bench.api.faults = [(400, {"code": 21220, "message": "Call is not in-progress"}, {})] * 3
    await bench.dialer._api.end("CA1")
    bench.api.faults = []
    await call.hang_up()


async def test_the_token_stays_out_of_the_log(bench: TwilioBench, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(0)
    await to_the_end(await bench.dial("busy", Limits()))
    assert TOKEN not in caplog.text
    assert NUMBER not in caplog.text
    assert TOKEN not in repr(bench.dialer._api._http) + repr(bench.dialer._api) + repr(bench.dialer)
