"""What was agreed for the day."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.desk import BEN, CHLOE, DANA, NOW
from tests.memory import MemoryStore
from tui.core.call.attempt import Callback, Promise
from tui.core.day.today import MOST_OTHERS, Other, agreed, fell_due, others
from tui.core.ports import Batch
from tui.core.queue.standing import Standing

_MADE = NOW - timedelta(days=1)


def callback(id: int, contact: int, minutes: float) -> Callback:
    return Callback(id, contact, "", "Europe/London", NOW + timedelta(minutes=minutes), _MADE)


def promise(id: int, contact: int, minutes: float) -> Promise:
    return Promise(id, contact, 0, "SSO?", NOW + timedelta(minutes=minutes), _MADE)


def found(*records: object, hours: float = 8) -> list[tuple[str, str, bool]]:
    store = MemoryStore(Batch((DANA, BEN, replace(CHLOE, do_not_call="asked"), *records)))  # type: ignore[arg-type]
    due = agreed(store, NOW, NOW + timedelta(hours=hours))
    return [(one.what, one.contact.first_name, one.overdue) for one in due]


def test_by_time_and_a_promise_first_at_the_same_minute() -> None:
    assert found(callback(1, DANA.id, 30), promise(1, BEN.id, 30.5), callback(2, BEN.id, -60)) == [
        ("callback", "Ben", True),
        ("promise", "Ben", False),
        ("callback", "Dana", False),
    ]


def test_what_is_done_later_or_forbidden_is_not_there() -> None:
    done = replace(callback(1, DANA.id, 5), done=NOW)
    assert found(done, callback(2, DANA.id, 9 * 60), promise(3, CHLOE.id, 5)) == []


def test_what_fell_due_since_it_was_last_asked() -> None:
    store = MemoryStore(
        Batch((DANA, BEN, callback(1, DANA.id, -2), promise(1, BEN.id, 0), callback(2, BEN.id, 1)))
    )
    ids = [one.contact.id for one in fell_due(store, NOW - timedelta(minutes=1), NOW)]
    assert ids == [BEN.id]
    assert len(fell_due(store, NOW - timedelta(minutes=3), NOW)) == 2


def test_nobody_who_must_not_be_called_is_due() -> None:
    store = MemoryStore(Batch((DANA, callback(1, DANA.id, 0), Standing(DANA.id, do_not_call="asked"))))
    assert fell_due(store, NOW - timedelta(minutes=1), NOW) == []


@given(st.lists(st.sampled_from(Other)))
def test_of_what_else_is_due_the_two_that_matter_most(found: list[Other]) -> None:
    shown = others(found)
    assert shown == sorted(shown)
    assert len(shown) == min(MOST_OTHERS, len(set(found)))
    assert all(left > max(shown) for left in set(found) - set(shown))


def test_calls_without_a_result_come_before_all_others() -> None:
    assert others([Other.SELF_CHECK, Other.CHECK_IN, Other.UNFINISHED]) == [Other.UNFINISHED, Other.CHECK_IN]
