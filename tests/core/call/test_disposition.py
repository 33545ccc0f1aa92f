"""The list of results: digits, letters, and finding by typing."""

import pytest

from tests.core.given import DISPOSITIONS
from tui.core.call.disposition import UNCONFIRMED, Dispositions
from tui.core.call.purpose import DEFAULT, Purpose, name_of


def test_the_nine_most_used_are_on_digits_and_all_on_letters() -> None:
    assert [DISPOSITIONS.by_key(str(n)) for n in range(1, 10)] == list(DISPOSITIONS.items[:9])
    assert [DISPOSITIONS.by_key(d.key) for d in DISPOSITIONS] == list(DISPOSITIONS)


@pytest.mark.parametrize("key", ["0", "y", "n", "g", "o", "", "10", "C", "/", "²", "①"])
def test_keys_that_choose_nothing(key: str) -> None:
    assert DISPOSITIONS.by_key(key) is None


def test_a_digit_beyond_a_short_list() -> None:
    short = Dispositions(DISPOSITIONS.items[:2])
    assert [short.by_key(str(n)) for n in (2, 3)] == [DISPOSITIONS.items[1], None]


@pytest.mark.parametrize(
    ("words", "first", "many"),
    [
        ("do not", "dnc-number", 2),
        ("not", "not-interested", 3),
        ("none", "voicemail-none", 1),
        ("BOOKED demo", "demo", 1),
        ("zebra", "", 0),
    ],
)
def test_found_by_typing(words: str, first: str, many: int) -> None:
    hits = DISPOSITIONS.find(words)
    assert ([hits[0].id] if hits else [""], len(hits)) == ([first], many)


def test_the_contract_has_its_results() -> None:
    """PRODUCT.md §2: each group, and what it does."""
    connected = {d.id for d in DISPOSITIONS if d.connected}
    assert connected == {
        *("conversation", "call-back", "not-interested", "meeting", "presentation", "demo"),
        *("sale-new", "sale", "dnc-number", "dnc-person"),
    }
    assert {d.id for d in DISPOSITIONS} - connected == {
        *("no-answer", "busy", "voicemail-left", "voicemail-none"),
        *("wrong-number", "out-of-service", "gatekeeper"),
        "no-connection",  # of a phone that tells (issue H): the network did not get there
    }
    assert {d.id for d in DISPOSITIONS if d.asks == "line"} == {"gatekeeper", "voicemail-left"}
    assert {d.id for d in DISPOSITIONS if d.asks == "when"} == {"call-back"}
    assert {d.id for d in DISPOSITIONS if d.meeting} == {"meeting", "presentation", "demo"}
    assert DISPOSITIONS.get(UNCONFIRMED)


PURPOSES = (Purpose("win", "win new business"), Purpose("grow", "grow an account"))


def test_purposes_have_names() -> None:
    assert (name_of(PURPOSES, DEFAULT), name_of(PURPOSES, "gone")) == ("win new business", "gone")
