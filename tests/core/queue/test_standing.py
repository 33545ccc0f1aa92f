"""Where a contact stands, out of nothing but their records."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.given import DAY, DISPOSITIONS, HOUR, MINUTE, NOW, Book, call, meant, person
from tui.core.call.attempt import Attempt, Callback, DoNotCall, Promise, Skip
from tui.core.call.reflection import current
from tui.core.ports import Batch
from tui.core.queue.standing import (
    FAILED_DAYS,
    KEPT,
    MISSED,
    NO_RESULT_REST,
    Standing,
    Tried,
    as_before,
    fold,
    is_old,
    of_records,
)

MEETINGS = {d.id for d in DISPOSITIONS if d.meeting}


def of(*attempts: Attempt, skips: tuple[Skip, ...] = ()) -> Standing:
    return fold(1, attempts, [], [], skips, [], DISPOSITIONS)


def test_nothing_happened() -> None:
    assert of() == Standing(1)


def test_a_call_that_came_in_is_no_dial_but_a_connect() -> None:
    standing = of(call(1, disposition="no-answer"), call(2, inbound=True, disposition="conversation"))
    assert (standing.dials, standing.connects, standing.numbers[0].dials) == (0, 1, 1)


def test_a_dial_without_a_result_is_a_try_that_rests() -> None:
    standing = of(call(1))
    assert (standing.dials, standing.connects, standing.rest_until) == (1, 0, NOW + NO_RESULT_REST)
    assert of(call(1, answered=NOW)).connects == 1


def test_a_result_from_elsewhere_is_a_try() -> None:
    assert (of(call(1, disposition="from-an-old-file")).dials, of(call(1, disposition="x")).closed) == (1, "")


def test_the_rest_runs_from_the_end_of_the_newest_call() -> None:
    standing = of(call(1, disposition="conversation"), call(2, disposition="busy", ended=NOW + 5 * MINUTE))
    assert standing.rest_until == NOW + 35 * MINUTE
    assert of(call(1, disposition="conversation"), call(2, disposition="wrong-number")).rest_until is None


def test_each_number_is_counted_by_itself() -> None:
    standing = of(
        call(1, number="+1", disposition="no-answer"),
        call(2, number="+2", disposition="out-of-service"),
        call(3, number="+1", disposition="busy"),
    )
    assert standing.numbers == (
        Tried("+1", 2, "", (NOW, NOW), ()),  # engaged: somebody is there
        Tried("+2", 1, "out-of-service", (NOW,)),
    )
    assert standing.number("+3") == Tried("+3")


def test_the_earliest_that_is_still_owed_counts() -> None:
    callbacks = [
        Callback(n, 1, "", "UTC", NOW + n * HOUR, NOW, done=NOW if n == 1 else None) for n in (3, 1, 2)
    ]
    promises = [Promise(n, 1, 0, "?", NOW + n * DAY, NOW) for n in (2, 1)]
    standing = fold(1, [], callbacks, promises, [], [], DISPOSITIONS)
    assert (standing.callback, standing.promise) == (NOW + 2 * HOUR, NOW + DAY)


@pytest.mark.parametrize(
    ("entries", "why"),
    [
        ([DoNotCall(1, NOW, contact=1)], "asked not to be called"),
        ([DoNotCall(1, NOW, contact=1, why="in writing")], "in writing"),
        ([DoNotCall(1, NOW, "+1", contact=1)], ""),
        ([DoNotCall(1, NOW, contact=1, lifted=NOW)], ""),
        ([DoNotCall(1, NOW, contact=1, lifted=NOW), DoNotCall(2, NOW, contact=1, why="again")], "again"),
    ],
)
def test_a_person_is_forbidden_until_every_entry_is_lifted(entries: list[DoNotCall], why: str) -> None:
    assert fold(1, [], [], [], [], entries, DISPOSITIONS).do_not_call == why


def test_a_skip_counts_until_something_happens() -> None:
    skip = Skip(1, 1, NOW)
    assert of(skips=(skip,)).skipped == NOW
    assert of(call(1, started=NOW - HOUR), skips=(skip,)).skipped == NOW
    assert of(call(1, started=NOW + HOUR), skips=(skip,)).skipped is None


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_calls_logged_late_count_at_their_time(order: tuple[int, ...]) -> None:
    """However late a call is logged, the standing is that of the calls in the order they were made."""
    book = Book()
    for nth in order:
        result = ("conversation", "no-answer", "busy")[nth]
        attempt = call(book.store.new_id(Attempt), started=NOW + nth * HOUR, disposition=result)
        book.commit(1, Batch((attempt,)))
    standing = book.standing()
    assert (standing.dials, standing.connects, standing.last_disposition) == (2, 1, "busy")


@pytest.mark.parametrize(
    ("tried", "in_force"), [(None, True), (NOW, True), (NOW.replace(hour=0), True), (NOW - DAY, False)]
)
def test_an_intention_lives_until_tried_and_then_for_that_day(tried: object, in_force: bool) -> None:
    one = meant()
    one = type(one)(one.id, one.text, one.made, one.attempt, tried)  # type: ignore[arg-type]
    assert (current(one, NOW.replace(hour=0)) is one) is in_force


def test_no_intention_yet() -> None:
    assert current(None, NOW) is None


def test_what_the_rotation_needs_is_kept_and_no_more() -> None:
    calls = [call(n, started=NOW + n * DAY, disposition="no-answer") for n in range(1, 20)]
    standing = of(*calls)
    assert standing.tries == tuple(c.started for c in calls[-KEPT:])
    assert standing.missed == standing.tries[-MISSED:]
    assert standing.numbers[0].recent == standing.tries
    assert standing.numbers[0].failed == standing.tries[-FAILED_DAYS:]


def test_being_spoken_to_begins_anew() -> None:
    standing = of(
        call(1, disposition="no-answer"),
        call(2, started=NOW + DAY, disposition="sale"),
        call(3, started=NOW + 2 * DAY, disposition="meeting", inbound=True),
        call(4, started=NOW + 3 * DAY, disposition="voicemail-left"),
        call(5, started=NOW + 4 * DAY, disposition="gatekeeper"),
    )
    assert (standing.bought, standing.met, standing.spoken) == (NOW + DAY, NOW + 2 * DAY, NOW + 2 * DAY)
    assert standing.tries == (NOW + 3 * DAY, NOW + 4 * DAY)
    assert standing.missed == (NOW + 3 * DAY,), "somebody was there the last time"
    assert standing.numbers[0].failed == ()


def test_two_tries_of_one_day_are_one_failed_day() -> None:
    hours = (0, 3, 12, 24, 30)
    calls = [call(n, started=NOW + h * HOUR, disposition="no-answer") for n, h in enumerate(hours, 1)]
    assert of(*calls).numbers[0].failed == (NOW, NOW + DAY)


def test_a_standing_of_an_older_offhook_is_folded_again_where_it_is_needed() -> None:
    book = Book()
    book.put(person())
    for result in ("no-answer", "conversation", "no-answer"):
        book.settle(book.begin(), result)
        book.now += DAY
    now = book.standing()
    book.put(as_before(now))
    assert is_old(book.standing())
    judge = book.judge()
    assert judge.standing(1) == now == of_records(book.store, 1, DISPOSITIONS)
    assert judge.mended == {1: now}
    assert not is_old(now)
    assert not is_old(Standing(1, last=NOW, dials=1)), "nothing of it is missing"


records = st.lists(
    st.tuples(
        st.integers(0, 40 * 24),
        st.sampled_from([d.id for d in DISPOSITIONS] + [""]),
        st.sampled_from(["+1", "+2", "+3"]),
        st.booleans(),
    ),
    max_size=30,
)


@given(records)
def test_the_fold_is_what_a_plain_look_over_all_calls_gives(drawn: list[tuple[int, str, str, bool]]) -> None:
    calls = [
        call(n, number=e164, started=NOW + hours * HOUR, disposition=came, inbound=inbound)
        for n, (hours, came, e164, inbound) in enumerate(sorted(drawn, key=lambda one: one[0]), 1)
    ]
    standing = of(*calls)
    connected = [c for c in calls if (d := DISPOSITIONS.get(c.disposition)) and d.connected]
    since = calls[calls.index(connected[-1]) + 1 :] if connected else calls
    out = [c for c in since if not c.inbound]
    nobody = [c for c in out if c.disposition in {"", "no-answer", "voicemail-left", "voicemail-none"}]
    assert standing.spoken == (connected[-1].started if connected else None)
    assert (standing.dials, standing.tries) == (len(out), tuple(c.started for c in out)[-KEPT:])
    assert standing.missed == tuple(c.started for c in nobody)[-MISSED:]
    for e164 in {c.number for c in calls}:
        dials = tuple(c.started for c in calls if c.number == e164 and not c.inbound)
        assert standing.number(e164).recent == dials[-KEPT:]
    assert standing.met == max((c.started for c in calls if c.disposition in MEETINGS), default=None)
