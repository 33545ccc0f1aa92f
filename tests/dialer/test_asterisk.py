"""Calls by Asterisk, against a stand-in that speaks its manager protocol, faults included."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator

import pytest

from tests.dialer.ami_stand import MINE, SECRET, THEIRS, Ami, AmiBench, asterisk, dialer
from tests.dialer.conformance import NUMBER, PATIENCE, Conformance, to_the_end, until
from tui.core.ports import By, Cap, DialRefused, DialState, DialTrouble
from tui.dialer import ami as protocol
from tui.dialer import asterisk_legs
from tui.dialer.ami import Manager
from tui.dialer.line import Limits


@pytest.fixture
async def ami(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Ami]:
    monkeypatch.setattr(asterisk_legs, "GRACE", 0.05)
    async with asterisk() as stand:
        yield stand


@pytest.fixture
async def bench(ami: Ami) -> AsyncIterator[AmiBench]:
    made = AmiBench(ami, dialer(ami))
    yield made
    await made.dialer.close()


class TestAsterisk(Conformance):
    """Everything that every way to dial keeps."""


class TestByteByByte(Conformance):
    """The same when lines come in pieces."""

    @pytest.fixture(autouse=True)
    def _slow(self, ami: Ami) -> None:
        ami.split = True


async def trouble(ami: Ami, **other: object):
    """What stands in the way, by the check and by a call alike."""
    phone = dialer(ami, **other)
    (found,) = await phone.check()
    with pytest.raises(DialTrouble) as error:
        await phone.dial(NUMBER)
    assert error.value.trouble.happened == found.happened
    assert SECRET not in str(found)
    await phone.close()
    assert not ami.calls
    return found


async def test_the_reps_phone_first_then_the_number(bench: AmiBench) -> None:
    await to_the_end(await bench.dial("answer-bye"))
    (asked,) = bench.ami.calls
    assert (asked["Channel"], asked["Exten"], asked["Context"]) == ("PJSIP/1001", NUMBER, "outbound")
    assert asked["Async"] == "true"
    assert "CallerID" not in asked  # it would be shown to them as the number that calls


async def test_the_password_does_not_go_over_the_wire(bench: AmiBench) -> None:
    await bench.dialer.open()
    assert SECRET not in str(bench.ami.asked)
    assert SECRET not in repr(bench.dialer._manager)


async def test_opening_again_signs_in_once(bench: AmiBench) -> None:
    await asyncio.gather(*(bench.dialer.open() for _ in range(5)))
    assert bench.ami.names().count("Login") == 1
    assert await bench.dialer.check() == ()


# ------------------------------------------------------------------------------------ before a call


async def test_a_wrong_password(ami: Ami) -> None:
    found = await trouble(ami, secret="wrong")
    assert found.happened == "Asterisk does not let 'rep' in: Authentication failed."
    assert "Nothing was dialed." in str(found)


async def test_no_password(ami: Ami) -> None:
    assert "AMI gives no password" in (await trouble(ami, secret="")).happened


async def test_nobody_listens(ami: Ami) -> None:
    with socket.create_server(("127.0.0.1", 0)) as unused:
        free = unused.getsockname()[1]
    assert "cannot be reached" in (await trouble(ami, port=free)).happened


async def test_no_such_host(ami: Ami) -> None:
    assert "cannot be reached" in (await trouble(ami, host="no-such-host.invalid")).happened


@pytest.mark.parametrize("banner", [b"SSH-2.0-OpenSSH\r\n", b"\x1b[2J\xff\r\n", b"\r\n", b"x" * 100_000])
async def test_another_service(ami: Ami, banner: bytes) -> None:
    ami.banner = banner
    found = await trouble(ami)
    assert "no manager port of Asterisk" in found.happened
    assert "\x1b" not in found.happened


@pytest.mark.parametrize("banner", [b"", b"Asterisk Call Man"])
async def test_a_service_that_says_nothing(ami: Ami, banner: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    ami.banner = banner
    monkeypatch.setattr(Manager.connect, "__kwdefaults__", {"patience": 0.1})
    assert "no manager port" in (await trouble(ami)).happened


@pytest.mark.parametrize("action", ["Challenge", "Login", "ListCommands"])
async def test_it_stops_replying_while_we_sign_in(
    ami: Ami, action: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(protocol, "PATIENCE", 0.1)
    ami.mute = {action}
    assert "closed the connection" in (await trouble(ami)).happened


async def test_an_account_that_may_not_call(ami: Ami) -> None:
    ami.rights = tuple(right for right in ami.rights if right != "Originate")
    found = await trouble(ami)
    assert "may not start calls" in found.happened
    assert "originate" in found.todo


async def test_what_the_account_may_do_is_what_the_screen_offers(ami: Ami) -> None:
    ami.rights = (*(right for right in ami.rights if right not in {"Hangup", "PlayDTMF"}), "MuteAudio")
    phone = dialer(ami)
    assert await phone.check() == ()
    assert Cap.MUTE in phone.capabilities
    assert not phone.capabilities & (Cap.DIGITS | Cap.HANG_UP | Cap.HOLD | Cap.PLAY)
    await phone.close()


@pytest.mark.parametrize("key", ["user", "my_phone", "context", "host"])
async def test_settings_that_lack_something(ami: Ami, key: str) -> None:
    with pytest.raises(DialTrouble, match=f"lack {key}"):
        dialer(ami, **{key: ""})


async def test_a_port_without_tls(ami: Ami) -> None:
    assert "cannot be trusted" in (await trouble(ami, tls=True)).happened


# -------------------------------------------------------------------------------------- in a call


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("3", "did not answer"),
        ("5", "busy"),
        ("1", "declined"),
        ("0", "could not be reached"),
        ("?", "reached"),
    ],
)
async def test_the_reps_own_phone_does_not_pick_up(bench: AmiBench, reason: str, said: str) -> None:
    heard = await to_the_end(await bench.dial(f"own-{reason}"))
    assert heard.end.outcome == "failed"
    assert said in heard.end.trouble.happened
    assert heard.end.trouble.safe == "Nobody else was rung."


@pytest.mark.parametrize(
    ("cause", "said"), [(19, "did not answer"), (17, "is busy"), (21, "declined"), (0, "reach")]
)
async def test_its_leg_tells_too(bench: AmiBench, cause: int, said: str) -> None:
    call = await bench.dial("own-rings")
    bench.ami.gone("mine", cause)
    heard = await to_the_end(call)
    assert said in heard.end.trouble.happened


async def test_while_the_reps_own_phone_rings_no_limit_runs(bench: AmiBench) -> None:
    call = await bench.dial("own-rings", Limits(ring=0.05))
    async with asyncio.timeout(PATIENCE):
        while call._due is not None:  # the first limit stands until the phone rings
            await asyncio.sleep(0)
    bench.ami.picked_up({"ActionID": bench.ami._id, "Exten": NUMBER})
    bench.ami._unanswered(17, "User busy", "BUSY")
    assert (await to_the_end(call)).end.outcome == "busy"


async def test_no_way_outward(bench: AmiBench) -> None:
    """The extension is not in the dial plan: Asterisk hangs up the rep and dials nobody."""
    call = await bench.dial("own-rings")
    bench.ami.event("Newstate", ChannelState="6", ChannelStateDesc="Up")
    bench.ami.gone("mine", 0, "Unknown")
    heard = await to_the_end(call)
    assert heard.end.outcome == "failed"
    assert "dialed nobody" in heard.end.trouble.happened
    assert "context" in heard.end.trouble.todo


async def test_a_second_trunk_is_waited_for(bench: AmiBench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asterisk_legs, "GRACE", 60.0)
    call = await bench.dial("own-rings")
    ami = bench.ami
    ami.picked_up({"ActionID": ami._id, "Exten": NUMBER})
    ami.gone("theirs", 34, "Circuit/channel congestion")
    ami.dial("DialEnd", DialStatus="CONGESTION")
    ami.dial("DialBegin", other="b")
    ami.send({"Event": "Newstate", "Uniqueid": f"{ami._id}-2b", "ChannelStateDesc": "Up"})
    await until(call, DialState.ANSWERED)
    ami.send({"Event": "Hangup", "Uniqueid": f"{ami._id}-2b", "Cause": "16"})
    assert (await to_the_end(call)).end.outcome == "answered"


@pytest.mark.parametrize("cause", [2, 28])
async def test_a_way_outward_that_is_wrong_says_nothing_of_the_number(
    bench: AmiBench, cause: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every number was pre-set as out of service."""
    monkeypatch.setattr(asterisk_legs, "GRACE", 0.01)
    call = await bench.dial("own-rings")
    bench.ami.picked_up({"ActionID": bench.ami._id, "Exten": NUMBER})
    bench.ami.gone("theirs", cause)
    assert (await to_the_end(call)).end.outcome == "unreachable"


@pytest.mark.parametrize(
    ("status", "outcome"), [("NOANSWER", "no-answer"), ("CANCEL", "canceled"), ("WHAT", "unknown")]
)
@pytest.mark.parametrize("first", ["leg", "status"])
async def test_a_cause_that_says_nothing_is_read_with_the_status(
    bench: AmiBench, status: str, outcome: str, first: str
) -> None:
    call = await bench.dial("own-rings")
    ami = bench.ami
    ami.picked_up({"ActionID": ami._id, "Exten": NUMBER})
    says = [lambda: ami.gone("theirs", 16), lambda: ami.dial("DialEnd", DialStatus=status)]
    for say in says if first == "leg" else reversed(says):
        say()
    assert (await to_the_end(call)).end.outcome == outcome


@pytest.mark.parametrize("answered", [False, True])
async def test_the_rep_hangs_up_at_the_own_phone(bench: AmiBench, answered: bool) -> None:
    call = await bench.dial("own-rings")
    ami = bench.ami
    ami.picked_up({"ActionID": ami._id, "Exten": NUMBER})
    if answered:
        ami.event("Newstate", "theirs", ChannelStateDesc="Up")
    ami.event("HangupRequest")
    ami.gone("theirs")
    heard = await to_the_end(call)
    assert (heard.end.outcome, heard.end.by) == ("answered" if answered else "canceled", By.REP)


async def test_after_the_end_the_reps_phone_is_free_for_the_next_call(bench: AmiBench) -> None:
    call = await bench.dial("own-rings")
    bench.ami.picked_up({"ActionID": bench.ami._id, "Exten": NUMBER})
    bench.ami.gone("theirs", 17, "User busy")  # and the rep hears the busy tone, for ever
    assert (await to_the_end(call)).end.cause == "q850:17"
    async with asyncio.timeout(PATIENCE):
        while "Hangup" not in bench.ami.names():
            bench.ami.came.clear()
            await bench.ami.came.wait()
    assert bench.ami.asked[-1]["Channel"] == MINE


async def test_digits_go_to_them_one_by_one(bench: AmiBench) -> None:
    call = await bench.dial("answer")
    await until(call, DialState.ANSWERED)
    await call.press("1,*")
    async with asyncio.timeout(PATIENCE):
        while bench.ami.names().count("PlayDTMF") < 2:
            bench.ami.came.clear()
            await bench.ami.came.wait()
    sent = [(a["Channel"], a["Digit"]) for a in bench.ami.asked if a["Action"] == "PlayDTMF"]
    assert sent == [(THEIRS, "1"), (THEIRS, "*")]


async def test_a_pause_alone_is_no_tone(bench: AmiBench) -> None:
    call = await bench.dial("answer")
    await until(call, DialState.ANSWERED)
    await call.press(",,")
    await bench.dialer._manager.ask("Ping")  # behind it nothing can be on its way any more
    assert "PlayDTMF" not in bench.ami.names()


async def test_mute_where_the_account_may(ami: Ami) -> None:
    ami.rights = (*ami.rights, "MuteAudio")
    bench = AmiBench(ami, dialer(ami))
    call = await bench.dial("answer")
    await until(call, DialState.ANSWERED)
    await call.mute(True)
    await call.mute(False)
    asked = [(a["Channel"], a["Direction"], a["State"]) for a in ami.asked if a["Action"] == "MuteAudio"]
    assert asked == [(MINE, "in", "on"), (MINE, "in", "off")]
    ami.refuse = {"MuteAudio": "Internal error\x1b[2J"}
    with pytest.raises(DialTrouble, match=r"Asterisk refused: Internal error\. The call goes on") as error:
        await call.mute(True)
    assert "\x1b" not in str(error.value)
    await bench.dialer.close()


async def test_a_refused_call(bench: AmiBench) -> None:
    bench.ami.refuse = {"Originate": "Channel not specified"}
    with pytest.raises(DialTrouble, match="refused to dial: Channel not specified"):
        await bench.dial("answer")
    bench.ami.refuse = {}
    assert (await to_the_end(await bench.dial("busy"))).end.outcome == "busy"


async def test_a_dial_without_a_reply_is_said_to_ring_perhaps(
    bench: AmiBench, monkeypatch: pytest.MonkeyPatch
) -> None:
    await bench.dialer.open()
    monkeypatch.setattr(protocol, "PATIENCE", 0.1)
    bench.ami.mute = {"Originate"}
    with pytest.raises(DialTrouble, match="may ring nevertheless"):
        await bench.dial("answer")
    bench.ami.mute = set()
    assert (await to_the_end(await bench.dial("busy"))).end.outcome == "busy"  # signed in anew


@pytest.mark.parametrize("scenario", ["dies", "aborts"])
async def test_the_connection_breaks_in_a_talk(bench: AmiBench, scenario: str) -> None:
    heard = await to_the_end(await bench.dial(scenario))
    assert (heard.end.outcome, heard.end.by) == ("failed", By.NETWORK)
    assert "may go on" in heard.end.trouble.safe
    assert (await to_the_end(await bench.dial("busy"))).end.outcome == "busy"


async def test_a_line_that_was_cut_is_noticed(bench: AmiBench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(protocol, "IDLE", 0.05)
    call = await bench.dial("answer")
    await until(call, DialState.ANSWERED)
    monkeypatch.setattr(protocol, "PATIENCE", 0.05)
    bench.ami.mute = {"Ping"}
    assert (await to_the_end(call)).end.outcome == "failed"


async def test_a_second_call_is_refused(bench: AmiBench) -> None:
    call = await bench.dial("answer")
    with pytest.raises(DialRefused, match="A call is on already"):
        await bench.dialer.dial(NUMBER)
    assert bench.sent() == 1
    await call.hang_up()


async def test_hanging_up_before_the_phone_has_a_name(bench: AmiBench) -> None:
    call = await bench.dial("silent", Limits(hang_up=PATIENCE))
    await call.hang_up()
    assert "Hangup" not in bench.ami.names()
    bench.ami.rings_me()
    async with asyncio.timeout(PATIENCE):
        while "Hangup" not in bench.ami.names():
            bench.ami.came.clear()
            await bench.ami.came.wait()
    bench.ami.gone("mine")
    assert (await to_the_end(call)).end.outcome == "canceled"


# -------------------------------------------------------------------------------------- the protocol


async def test_a_line_break_is_no_second_action(bench: AmiBench) -> None:
    await bench.dialer.open()
    manager, before = bench.dialer._manager, len(bench.ami.asked)
    for bad in ("x\r\nAction: Originate", "x\nAction: Originate", "x\0"):
        with pytest.raises(DialTrouble, match="line break"):
            await manager.ask("Hangup", Channel=bad)
    assert len(bench.ami.asked) == before
    assert manager.connected


async def test_a_phone_with_a_line_break_dials_nothing(ami: Ami) -> None:
    phone = dialer(ami, my_phone="PJSIP/1001\r\nApplication: System")
    with pytest.raises(DialTrouble, match="line break"):
        await phone.dial(NUMBER)
    assert not ami.calls
    await phone.close()


async def test_garbage_between_messages_is_passed_over(bench: AmiBench) -> None:
    bench.ami.noise = b"\r\n\xff\xfe no name\r\nUniqueid\r\n\r\n"
    assert (await to_the_end(await bench.dial("busy"))).end.outcome == "busy"


async def test_a_stream_that_never_ends_a_line_is_closed(bench: AmiBench) -> None:
    call = await bench.dial("answer")
    await until(call, DialState.ANSWERED)
    bench.ami._writer.write(b"x" * 300_000)
    assert (await to_the_end(call)).end.outcome == "failed"


async def test_a_message_that_never_ends_is_closed(bench: AmiBench) -> None:
    call = await bench.dial("answer")
    await until(call, DialState.ANSWERED)
    bench.ami._writer.write(b"Output: more\r\n" * 3_000)
    assert (await to_the_end(call)).end.outcome == "failed"
