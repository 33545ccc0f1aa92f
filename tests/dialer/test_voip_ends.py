"""The last words of SIP calls, as both engines say them, and what they mean."""

from __future__ import annotations

import pytest

from tui.core.ports import By, Outcome
from tui.dialer.voip_ends import end


@pytest.mark.parametrize(
    ("words", "rang", "answered", "outcome", "by", "cause"),
    [
        ("486 Busy Here", False, False, Outcome.BUSY, By.THEM, "sip:486"),
        ('486 Busy Here,Q.850;cause=17;text="x"', False, False, Outcome.BUSY, By.THEM, "q850:17"),
        ("480 Temporarily Unavailable", True, False, Outcome.NO_ANSWER, By.NETWORK, "sip:480"),
        ('480 Gone,Q.850;cause=1;text="x"', False, False, Outcome.INVALID, By.NETWORK, "q850:1"),
        ('486 Busy Here,Q.850;cause=127;text="x"', False, False, Outcome.BUSY, By.THEM, "sip:486"),
        ("408 Request Timeout", True, False, Outcome.NO_ANSWER, By.NETWORK, "sip:408"),
        ("408 Request Timeout", False, False, Outcome.UNREACHABLE, By.NETWORK, "sip:408"),
        ("603 Decline", True, False, Outcome.DECLINED, By.THEM, "sip:603"),
        ("302 Moved Temporarily", False, False, Outcome.FAILED, By.NETWORK, "sip:302"),
        ("401 Unauthorized", False, False, Outcome.FAILED, By.NETWORK, "sip:401"),
        ("699 Whatever", False, False, Outcome.FAILED, By.NETWORK, "sip:699"),
        ("Connection reset by user", True, False, Outcome.CANCELED, By.REP, ""),
        ("Rejected by user", True, True, Outcome.ANSWERED, By.REP, ""),
        ("Connection reset by peer", True, True, Outcome.ANSWERED, By.THEM, ""),
        ("Connection reset by peer [104]", True, True, Outcome.ANSWERED, By.THEM, ""),
        ("", True, True, Outcome.ANSWERED, By.THEM, ""),
        ("Connection reset by peer", False, False, Outcome.UNREACHABLE, By.NETWORK, ""),
        ("", True, False, Outcome.UNREACHABLE, By.NETWORK, ""),
        ("end of file", True, True, Outcome.ANSWERED, By.REP, ""),
        ("Connection timed out [110]", False, False, Outcome.UNREACHABLE, By.NETWORK, ""),
        ("Connection refused", False, False, Outcome.UNREACHABLE, By.NETWORK, ""),
        ("rtp stream error", True, True, Outcome.ANSWERED, By.NETWORK, ""),
        ("Unknown error -2", True, True, Outcome.FAILED, By.NETWORK, ""),
        ("No such device [19]", True, False, Outcome.FAILED, By.NETWORK, ""),
        ("4860 is no code", False, False, Outcome.FAILED, By.NETWORK, ""),
        ("200 OK", False, False, Outcome.FAILED, By.NETWORK, ""),
    ],
)
def test_words(words: str, rang: bool, answered: bool, outcome: Outcome, by: By, cause: str) -> None:
    found = end(words, rang=rang, answered=answered)
    assert (found.outcome, found.by, found.cause) == (outcome, by, cause)


@pytest.mark.parametrize(
    "words",
    [
        "416 Unsupported URI Scheme",
        "484 Address Incomplete",
        "485 Ambiguous",
        '404 Not Found,Q.850;cause=28;text="Invalid number format"',
    ],
)
def test_a_server_that_wants_numbers_written_otherwise_says_nothing_of_this_one(words: str) -> None:
    """Every number was pre-set as out of service."""
    assert end(words, rang=False, answered=False).outcome is Outcome.UNREACHABLE


def test_a_password_that_was_refused_is_no_fault_of_the_number() -> None:
    assert end("401 Unauthorized", rang=False, answered=False).refused
    assert end("407 Proxy Authentication Required", rang=False, answered=False).refused
    assert not end("403 Forbidden", rang=False, answered=False).refused


def test_only_an_end_without_a_code_may_be_this_computer() -> None:
    assert end("Unknown error -2", rang=True, answered=True).ours
    assert not end("500 Server Internal Error", rang=False, answered=False).ours
    assert not end("Connection refused", rang=False, answered=False).ours
