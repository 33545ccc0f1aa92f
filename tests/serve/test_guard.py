"""Who comes in: this computer, our page, the key. All three."""

from __future__ import annotations

import pytest

from tui.serve.guard import ELSEWHERE, STRANGER, Guard, new_token

GUARD = Guard("right")
HERE = "127.0.0.1:6334"


@pytest.mark.parametrize(
    "host", [HERE, "localhost:6334", "LOCALHOST:6334", "[::1]:6334", "127.0.0.1", "localhost:9000"]
)
def test_this_computer_comes_in_by_any_of_its_names_and_ports(host):
    assert GUARD.refuse(host, None, "right") == ""
    assert GUARD.refuse(host, f"http://{host}", "right", from_page=True) == ""


@pytest.mark.parametrize(
    "host",
    [
        "", "evil.example", "evil.example:6334", "127.0.0.1.evil.example", "localhost.", "127.0.0.2:6334",
        "0.0.0.0:6334", "127.0.0.1:6334:1", "127.0.0.1:x", '127.0.0.1:1"><script>', "[::1",
        "127.0.0.1:６３３４", "127.0.0.1:6334\n",
    ],
)  # fmt: skip
def test_another_name_is_refused_with_the_right_key_too(host):
    assert GUARD.refuse(host, None, "right") == ELSEWHERE


@pytest.mark.parametrize(
    "origin",
    [
        "http://evil.example",
        "null",
        "",
        "http://127.0.0.1:9999",
        "https://127.0.0.1:6334",
        "http://localhost:6334",
    ],
)
def test_another_page_is_refused_with_the_right_key_too(origin):
    assert GUARD.refuse(HERE, origin, "right") == ELSEWHERE
    assert GUARD.refuse(HERE, origin, "right", from_page=True) == ELSEWHERE


def test_a_websocket_must_say_where_it_comes_from():
    assert GUARD.refuse(HERE, None, "right") == ""
    assert GUARD.refuse(HERE, None, "right", from_page=True) == ELSEWHERE


@pytest.mark.parametrize("given", ["", "wrong", "righ", "right ", "rightright", "ŕight", "\udc80"])
def test_a_wrong_key_is_refused(given):
    assert GUARD.refuse(HERE, None, given) == STRANGER


def test_each_start_has_a_key_of_its_own_that_may_stand_in_an_address():
    keys = {new_token() for _ in range(100)}
    assert len(keys) == 100
    assert all(len(key) >= 43 and key.replace("-", "").replace("_", "").isalnum() for key in keys)


def test_the_key_is_in_no_traceback():
    assert "right" not in repr(GUARD)
