"""What the rep reads when a SIP phone cannot be used, and what never reaches an engine."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest

from tui.core.call.phones import Sip
from tui.core.ports import DialTrouble
from tui.dialer import baresip_config
from tui.dialer.voip_troubles import look_at, not_signed_in, not_started
from tui.dialer.voip_wire import Account, Broken, News, Order, account, line, news, order

GOOD = Sip(server="sip.example.com:5061", user="1001", transport="tls")


@pytest.mark.parametrize("kind", ["voip", "baresip"])
@pytest.mark.parametrize(
    ("key", "given"),
    [
        ("server", ""),
        ("server", "sip.example.com;transport=udp"),
        ("server", "sip.example.com\r\nX-Evil: 1"),
        ("server", "-f"),
        ("server", "a b"),
        ("server", "sip:sip.example.com"),
        ("user", ""),
        ("user", "1001@example.com"),
        ("user", "1001\n"),
        ("user", "<1001>"),
        ("login", 'a"b'),
        ("login", "a;b"),
        ("transport", "ws"),
        ("transport", "udp\n"),
        ("audio", "alsa,default\nmodule evil.so"),
    ],
)
def test_settings_that_cannot_be(kind: str, key: str, given: str) -> None:
    with pytest.raises(DialTrouble) as told:
        look_at(kind, replace(GOOD, **{key: given}))
    trouble = told.value.trouble
    assert f"{kind}.{key}" in trouble.happened
    assert trouble.safe == "Nothing was dialed."
    assert "config.yaml" in trouble.todo


@pytest.mark.parametrize("server", ["sip.example.com", "10.0.0.1:5060", "pbx"])
def test_settings_that_can_be(server: str) -> None:
    look_at("baresip", replace(GOOD, server=server, login="1001@example.com", audio="alsa,plughw:1,0"))


@pytest.mark.parametrize("why", [*Broken, "the engine's own words"])
def test_each_way_not_to_start_has_something_to_do(why: str) -> None:
    trouble = not_started("baresip", why).trouble
    assert trouble.happened.endswith(".")
    assert trouble.safe == "Nothing was dialed."
    assert trouble.todo


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("401 Unauthorized", "did not take your password"),
        ("403 Forbidden", "did not take your password"),
        ("404 Not Found", "does not know 1001"),
        ("503 \x1b[31mDown", "cannot be reached (503 Down)"),
        ("Connection timed out [110]", "cannot be reached (Connection timed out [110])"),
        ("", "cannot be reached."),
    ],
)
def test_each_way_not_to_sign_in(words: str, sentence: str) -> None:
    assert sentence in not_signed_in(GOOD, words).trouble.happened


def test_the_password_does_not_show_itself() -> None:
    assert "secret" not in repr(Account("1001", "sip.example.com", "secret"))


def test_the_wire_gives_back_what_it_took() -> None:
    who = Account("1001", "sip.example.com", 'p"w\n', register=False)
    assert account(line(who)) == who
    wanted = Order(3, "press", 1, "12#", True)
    assert order(line(wanted)) == wanted
    told = News("closed", call=1, words="486 Busy Here\n")
    assert news(line(told)) == told


@pytest.mark.parametrize("given", [b"", b"{}", b"[]", b"null", b'{"what": "closed", "more": 1}', b"\xff\n"])
def test_what_is_not_ours_is_nothing(given: bytes) -> None:
    assert news(given) is None
    assert order(given) is None


def test_baresip_listens_for_orders_on_the_loopback_only(tmp_path: Path) -> None:
    baresip_config.write(tmp_path, control=4711, media=(17000, 17019), audio="none", address="")
    config = (tmp_path / "config").read_text().splitlines()
    assert "ctrl_tcp_listen 127.0.0.1:4711" in config


def test_ports_for_sound_are_free_and_in_a_row() -> None:
    first, last = baresip_config.media_ports(random.Random(1))
    assert first % 2 == 0
    assert last - first == 19
