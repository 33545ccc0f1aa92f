"""Why this call, unless the rep chooses: by the list and by what happened before."""

from datetime import timedelta

import pytest

from tests.core.given import DAY, DEFAULTS, DISPOSITIONS, NOW, POLICY, Book, person
from tui.core.call.attempt import CallList
from tui.core.call.purpose import is_success, purpose_of
from tui.core.queue.standing import Standing

SPOKEN = Standing(1, connects=1, spoken=NOW - 10 * DAY)
LONG_AGO = Standing(1, connects=2, spoken=NOW - 200 * DAY, last=NOW - 3 * DAY)
BOUGHT = Standing(1, connects=2, spoken=NOW - 200 * DAY, bought=NOW - 300 * DAY)


@pytest.mark.parametrize(
    ("own", "of_list", "standing", "purpose"),
    [
        ("", "", Standing(1), "win"),
        ("", "tell", Standing(1), "tell"),
        ("collect", "tell", Standing(1), "collect"),
        ("", "", SPOKEN, "follow-up"),
        ("win", "", SPOKEN, "follow-up"),
        ("", "win", LONG_AGO, "reactivate"),
        ("", "", BOUGHT, "grow"),
        ("", "collect", BOUGHT, "collect"),
        ("bad-news", "", LONG_AGO, "bad-news"),
    ],
)
def test_the_purpose_by_list_and_history(own: str, of_list: str, standing: Standing, purpose: str) -> None:
    contact = person(purpose=own)
    assert purpose_of(contact, standing, of_list, NOW) == purpose
    assert purpose_of(contact, standing, of_list, NOW, owes_answer=True) == "promise"


def test_how_long_ago_is_a_setting() -> None:
    assert purpose_of(person(), SPOKEN, "", NOW, timedelta(days=10)) == "reactivate"
    assert purpose_of(person(), SPOKEN, "", NOW - timedelta(seconds=1), timedelta(days=10)) == "follow-up"


def test_the_judge_knows_list_and_history() -> None:
    book = Book(policy=POLICY)
    contact = person(list="Fair")
    book.put(contact, CallList(1, "Fair", "tell"))
    assert book.judge().purpose(contact, NOW) == "tell"
    book.settle(book.begin(), "sale")
    assert book.judge().purpose(person(), NOW) == "grow"


@pytest.mark.parametrize(
    ("purpose", "came", "success"),
    [
        ("win", "meeting", True),
        ("win", "sale", False),
        ("collect", "call-back", True),
        ("collect", "meeting", False),
        ("of last year", "sale", True),
        ("", "conversation", False),
    ],
)
def test_what_a_purpose_calls_a_success(purpose: str, came: str, success: bool) -> None:
    result = DISPOSITIONS.get(came)
    assert result
    assert is_success(DEFAULTS.purposes, purpose, result) is success
