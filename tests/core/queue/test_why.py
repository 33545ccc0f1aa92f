"""Why somebody stands where they stand, in sentences."""

from dataclasses import replace

import pytest

from tests.core.given import DAY, HOUR, MINUTE, NOW, POLICY, Book, number, person
from tui.core.call.attempt import Callback, Promise
from tui.core.call.changes import Changes
from tui.core.lists.profile import Marker, Profile
from tui.core.people.contact import Contact, Number
from tui.core.ports import Batch
from tui.core.queue.queue import Queue
from tui.core.queue.why import HELP, Explanation, Group, explain, groups, opens

MOBILE = number("+447700900123", "mobile")


@pytest.fixture
def book() -> Book:
    book = Book(policy=replace(POLICY, profile=Profile((Marker("role", "contains", "boss", weight=3),))))
    book.put(
        person(1),
        person(2, role="Boss"),
        person(3, MOBILE),
        person(4, referred_by=1),
        person(5),
        person(6),
    )
    book.commit(5, Batch((Callback(1, 5, "?", "Europe/London", NOW, NOW - DAY, attempt=1),)))
    book.commit(6, Batch((Promise(1, 6, 0, "price?", NOW + MINUTE, NOW - DAY),)))
    return book


def test_a_time_agreed_ends_when_it_is_due_and_not_at_midnight() -> None:
    book = Book()
    book.put(person(1), person(2))
    book.commit(1, Batch((Callback(1, 1, "?", "Europe/London", NOW + 9 * DAY, NOW - DAY, attempt=1),)))
    book.commit(2, Batch((Callback(2, 2, "?", "Europe/London", NOW + 3 * DAY, NOW - DAY, attempt=2),)))
    (group,) = groups(Queue(book.judge(), book.store.all(Contact), book.now))
    assert (group.rule, group.many, group.turns) == ("callback later", 2, NOW + 3 * DAY - 5 * MINUTE)


def told(book: Book, id: int) -> Explanation:
    contact = book.store.get(Contact, id)
    assert contact
    return explain(Queue(book.judge(), book.store.all(Contact), book.now), contact, book.now)


def test_each_place_says_what_decided(book: Book) -> None:
    assert [told(book, id).place for id in (5, 6, 4, 2, 3, 1)] == [1, 2, 3, 4, 5, 6]
    assert told(book, 5).says == (
        "They agreed to a call at 09:00. What was agreed comes first.",
        "Before: Person 6 (the earlier time comes first).",
    )
    assert told(book, 6).says[0].startswith("You promised an answer for 09:01.")
    assert told(book, 4).says == (
        "Person 4 was referred by Person 1. Who asked for a call comes before the lists, "
        "until you have called.",
        "Behind: Person 6 (what was agreed comes first).",
        "Before: Person 2 (who asked for a call comes first).",
    )
    assert told(book, 2).says == (
        "Grade: A, by your markers.",
        "Mobile: none.",
        "Tries: never called.",
        "Behind: Person 4 (who asked for a call comes first).",
        "Before: Person 3 (the better grade comes first).",
    )
    assert told(book, 1).says[-1] == "Behind: Person 3 (a mobile number comes first)."
    assert told(book, 1).opens == NOW


def test_where_they_are_and_the_hours_there_are_told(book: Book) -> None:
    there, hours = told(book, 1).there
    assert str(there) == "There: 09:00 Monday, Europe/London, by the number."
    assert str(hours) == (
        "Hours today: 08:00–21:00 in Britain (courtesy, after the former Direct Marketing Code of Practice "
        "of the DMA, 21.41)."
    )
    book.put(person(1, number(zone="America/New_York"), zone="America/Chicago"))
    assert told(book, 1).there[0].says == "03:00 Monday, America/Chicago, by the zone you set"
    book.put(person(1, Number("+18005550100", "+18005550100")))
    assert [str(one) for one in told(book, 1).there] == ["There: no place known, so no hours to keep."]
    book.settle(book.begin(2), "no-answer")
    assert len(told(book, 2).there) == 2, "of somebody held, too"
    book.now = NOW.replace(hour=22)
    assert len(told(book, 3).there) == 1, "the hold has said which hours"
    book.put(person(1, do_not_call="asked"))
    assert told(book, 1).there == ()


def test_a_number_of_several_zones_says_both_ends(book: Book) -> None:
    zones = ("America/New_York", "America/Chicago", "America/Denver")
    book.put(person(1, Number("+15005550100", "+15005550100", zones=zones)))
    assert (
        told(book, 1)
        .there[0]
        .says.startswith(
            "04:00 Monday or 02:00 Monday, America/New_York, America/Chicago and 1 more zone, by "
        )
    )


def test_what_would_move_somebody_is_told(book: Book) -> None:
    assert told(book, 5).change.startswith("{queue.callback} sets another time.")
    assert told(book, 4).change == "The first call ends it."
    assert told(book, 1).change.startswith("{queue.skip} puts them last today")


def test_what_happened_before_is_told(book: Book) -> None:
    book.settle(book.begin(1), "no-answer")
    book.now += DAY + 4 * HOUR
    book.commit(2, Changes(book.by, 2).skip())
    assert told(book, 1).says[1:4] == (
        "Time of day: not tried at this one yet.", "Mobile: none.",
        "Tries: 1 try without an answer so far.",
    )  # fmt: skip
    assert told(book, 2).says[0] == "You skipped 13:00. Who was skipped comes last until tomorrow."


def test_everything_that_holds_is_told_and_when_it_ends() -> None:
    book = Book(now=NOW.replace(hour=20, minute=30))
    book.put(person(1, account="Acme"), person(2, account="Acme"))
    book.settle(book.begin(2), "no-answer")
    book.now += 5 * MINUTE
    book.settle(book.begin(1), "no-answer")
    book.now += HOUR
    held = told(book, 1)
    assert [h.rule for h in held.holds] == ["tried recently", "account just called", "outside hours"]
    assert [h.says for h in held.holds] == [
        "Tried Mon 20:35: no answer.",
        "Person 2 of the same account was called Mon 20:30.",
        "Outside calling hours there: 08:00–21:00 in Britain (courtesy, after the former Direct Marketing "
        "Code of Practice of the DMA, 21.41).",
    ]
    assert held.holds[0].help == HELP["tried recently"]
    assert held.opens == NOW.replace(day=24, hour=16, minute=35), "when the rest is over"
    assert (held.place, held.says) == (0, ())


def test_who_may_never_be_called_opens_never() -> None:
    book = Book()
    book.put(person(1, do_not_call="asked"))
    assert told(book, 1).opens is None
    assert [h.until for h in told(book, 1).holds] == [None]


def test_a_chain_of_holds_is_followed() -> None:
    """A rest that ends at night, then the hours, then the time of day at which nobody answered."""
    book = Book(now=NOW.replace(hour=8, minute=30))
    contact = person(1)
    book.put(contact)
    book.settle(book.begin(1), "no-answer")
    assert opens(book.judge(), contact, book.now) == NOW.replace(day=24, hour=10, minute=30)


def test_an_empty_queue_says_who_is_held_by_what() -> None:
    book = Book(now=NOW.replace(hour=22))
    book.put(person(1), person(2), person(3, do_not_call="asked"))
    queue = Queue(book.judge(), book.store.all(Contact), book.now)
    assert groups(queue) == (
        Group("outside hours", 2, NOW.replace(day=24, hour=8), HELP["outside hours"]),
        Group("do not call", 1, None, HELP["do not call"]),
    )


def test_a_time_the_rep_alone_has_set_was_not_agreed(book: Book) -> None:
    book.commit(3, Batch((Callback(2, 3, "?", "Europe/London", NOW, NOW - DAY),)))
    assert told(book, 3).says[0] == ("You set this call for 09:00. A time that was set comes first.")
