"""Who is next and why; and that keeping the order gives what a fresh look would give."""

import random
from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.core.crowd import assert_fresh, crowd, happens
from tests.core.given import (
    DAY,
    DISPOSITIONS,
    HOUR,
    LONDON,
    MINUTE,
    NEW_YORK,
    NOW,
    Book,
    number,
    person,
)
from tui.core.call.attempt import Callback, Promise, Skip
from tui.core.call.changes import Changes
from tui.core.hours.hours import Hours, Rule, read_week
from tui.core.hours.whereabouts import zones_of
from tui.core.people.contact import Contact
from tui.core.ports import Batch
from tui.core.queue.judge import AGAIN, Judge
from tui.core.queue.queue import Opening, Queue
from tui.core.queue.verdict import Held, Place

#: In the evening London is within hours until nine, New York as well.
EVENING = NOW.replace(hour=20)


@pytest.fixture
def book() -> Book:
    return Book()


def place(book: Book, contact: Contact | None = None, after: timedelta = timedelta()) -> Place | Held:
    contact = contact or person()
    if not book.store.get(Contact, contact.id):
        book.put(contact)
    return book.judge().place(contact, book.now + after)


def callback(book: Book, due: timedelta, contact: int = 1) -> None:
    """A time agreed yesterday, so far from nine."""
    made = Callback(book.store.new_id(Callback), contact, "?", "Europe/London", NOW + due, NOW - DAY)
    book.commit(contact, Batch((made,)))


def promise(book: Book, due: timedelta, contact: int = 1) -> None:
    made = Promise(book.store.new_id(Promise), contact, 0, "delivery?", NOW + due, NOW - DAY)
    book.commit(contact, Batch((made,)))


# ----------------------------------------------------------------------------------------- places and why


def test_nobody_called_yet_is_a_first_try(book: Book) -> None:
    assert place(book) == Place(
        (2, 0, 0, 1, 0, 1, 1, 0, 1), 1, "first try", "+442079460101", until=NOW.replace(hour=21)
    )


@pytest.mark.parametrize(
    ("results", "why"),
    [
        (["no-answer"], "new time of day, try 2 of 6"),
        (["no-answer", "busy"], "new time of day, try 3 of 6"),
        (["conversation"], "spoken before"),
        (["no-answer", "conversation", "no-answer"], "new time of day, try 2 of 6"),
    ],
)
def test_tries_are_counted_since_they_were_last_spoken_to(book: Book, results: list[str], why: str) -> None:
    for result in results:
        book.settle(book.begin(), result)
        book.now += 4 * DAY + 3 * HOUR
    assert place(book).why == why


@pytest.mark.parametrize("came", [d for d in DISPOSITIONS if d.rest_hours], ids=lambda d: d.id)
def test_a_try_rests_as_long_as_its_result_says(book: Book, came: Any) -> None:
    book.settle(book.begin(), came.id, when="2026-12-24 9:00")
    for stored in list(book.store.all(Callback)):
        book.store.apply(Batch(drops=((Callback, stored.id),)))
    book.commit(1, Batch())
    held = place(book)
    assert isinstance(held, Held)
    rests = timedelta(hours=came.rest_hours)
    assert (held.rule, held.until) == ("tried recently", NOW + rests)
    assert came.name in held.why
    assert place(book, after=rests - MINUTE) == held
    assert place(book, after=rests) != held


def test_the_best_number_is_rung(book: Book) -> None:
    numbers = [number(f"+44207946010{n}", kind) for n, kind in enumerate(("main", "work", "fax", "mobile"))]
    found = place(book, person(1, *numbers))
    assert isinstance(found, Place)
    assert found.number == "+442079460103"
    assert [n.kind for n in book.judge().numbers(person(1, *numbers))] == ["mobile", "work", "main"]


@pytest.mark.parametrize(
    ("contact", "rule", "why"),
    [
        (Contact(1, "A"), "no number", "no number to call: none given"),
        (Contact(1, "A", do_not_call="asked"), "do not call", "do not call: asked"),
        (person(1, number(kind="fax")), "no number", "no number to call: none given"),
    ],
)
def test_who_cannot_be_called_is_held_with_the_reason(
    book: Book, contact: Contact, rule: str, why: str
) -> None:
    assert place(book, contact) == Held(1, rule, why)


@pytest.mark.parametrize(
    ("result", "rule", "why"),
    [
        ("wrong-number", "no number", "no number left: wrong"),
        ("out-of-service", "no number", "no number left: out of service"),
        ("dnc-number", "do not call", "do not call: the number is on the list"),
        ("dnc-person", "do not call", "do not call: do not call this person"),
        ("meeting", "closed", "closed: meeting booked"),
        ("not-interested", "closed", "closed: not interested"),
    ],
)
def test_a_result_that_ends_it_says_so(book: Book, result: str, rule: str, why: str) -> None:
    book.settle(book.begin(), result)
    assert place(book, after=30 * DAY) == Held(1, rule, why)


@pytest.mark.parametrize("later", ["no-answer", "busy", "voicemail-left", "gatekeeper", "wrong-number", ""])
def test_a_later_call_that_did_not_connect_does_not_bring_a_closed_contact_back(
    book: Book, later: str
) -> None:
    book.settle(book.begin(), "not-interested")
    book.settle(book.begin(number="+442079460199"), later)
    assert place(book, after=30 * DAY) == Held(1, "closed", "closed: not interested")


def test_a_later_conversation_brings_a_closed_contact_back(book: Book) -> None:
    book.settle(book.begin(), "not-interested")
    book.settle(book.begin(), "conversation")
    assert isinstance(place(book, after=4 * DAY), Place)


def test_someone_referred_comes_before_the_list_until_called(book: Book) -> None:
    book.put(person(1), person(2))
    referred = person(3, referred_by=1)
    assert (place(book, referred).why, place(book, person(4, referred_by=99)).why) == (
        "referred by Person 1",
        "referred",
    )
    queue = Queue(book.judge(), [person(2), referred], NOW)
    assert [p.contact for p in queue.items] == [3, 2]
    book.settle(book.begin(3), "busy")
    queue.update([3], NOW + DAY)
    assert [p.contact for p in queue.items] == [2, 3]


def test_skipped_goes_behind_everybody_until_midnight(book: Book) -> None:
    book.put(person(1), person(2), person(3))
    for id in (2, 1):
        book.now += MINUTE
        book.commit(id, Changes(book.by, id).skip("rather not"))
    queue = Queue(book.judge(), book.store.all(Contact), book.now)
    assert [(p.contact, p.why) for p in queue.items] == [
        (3, "first try"),
        (2, "skipped 09:01"),
        (1, "skipped 09:02"),
    ]
    queue.tick(NOW.replace(hour=23, minute=59))
    queue.tick(NOW.replace(day=24))
    queue.tick(NOW.replace(day=24, hour=9))
    assert [p.contact for p in queue.items] == [1, 2, 3]


def test_a_call_after_the_skip_ends_it(book: Book) -> None:
    book.commit(1, Batch((Skip(1, 1, NOW),)))
    book.now += MINUTE
    book.settle(book.begin(), "wrong-number")
    assert book.standing().skipped is None


# ------------------------------------------------------------------------------- what was agreed outranks all


@pytest.mark.parametrize("agree", [callback, promise])
def test_what_was_agreed_comes_up_five_minutes_early_not_more(book: Book, agree: Any) -> None:
    agree(book, 90 * MINUTE)
    name = agree.__name__
    assert place(book) == Held(1, f"{name} later", f"{name} 10:30", NOW + 85 * MINUTE)
    due = place(book, after=85 * MINUTE)
    assert isinstance(due, Place)
    assert (due.why, due.due, due.key[0]) == (f"{name} 10:30", NOW + 90 * MINUTE, 0)


def test_what_is_due_comes_first_the_oldest_before(book: Book) -> None:
    for id in range(1, 6):
        book.put(person(id))
    for id, minutes in ((4, -5), (2, -50), (5, 4)):
        callback(book, minutes * MINUTE, id)
    promise(book, -50 * MINUTE, 3)
    queue = Queue(book.judge(), book.store.all(Contact), NOW)
    assert [p.contact for p in queue.items] == [3, 2, 4, 5, 1]


@pytest.mark.parametrize(
    "result", [d.id for d in DISPOSITIONS if not d.connected and d.number == "keep"] + [""]
)
def test_a_due_callback_is_never_demoted_by_a_later_try(book: Book, result: str) -> None:
    callback(book, -MINUTE)
    book.settle(book.begin(ended=NOW + MINUTE), result)
    rests = place(book, after=MINUTE)
    assert (rests.why, rests.until) == ("callback 08:59, tried 09:00", NOW + AGAIN)
    back = place(book, after=AGAIN)
    assert isinstance(back, Place)
    assert (back.why, back.key[0]) == ("callback 08:59", 0)


@pytest.mark.parametrize("closing", ["not-interested", "meeting"])
def test_a_time_agreed_outranks_a_closed_contact(book: Book, closing: str) -> None:
    book.settle(book.begin(), closing)
    callback(book, HOUR)
    assert place(book, after=HOUR).why == "callback 10:00"


def test_a_callback_that_becomes_due_does_not_wait_for_the_promise_tried_before(book: Book) -> None:
    promise(book, -40 * MINUTE)
    callback(book, 10 * MINUTE)
    book.settle(book.begin(), "no-answer")
    assert place(book, after=MINUTE).until == NOW + 5 * MINUTE
    assert place(book, after=5 * MINUTE).why == "callback 09:10"


def test_do_not_call_and_no_number_outrank_what_was_agreed(book: Book) -> None:
    callback(book, -MINUTE)
    assert place(book, person(1, do_not_call="asked")).why == "do not call: asked"
    book.settle(book.begin(), "wrong-number")
    assert place(book).why == "no number left: wrong"


def test_an_agreed_time_holds_outside_hours_but_only_around_it(book: Book) -> None:
    late = NOW.replace(hour=21, minute=30) - NOW
    callback(book, late)
    due = place(book, after=late)
    assert isinstance(due, Place)
    assert due.until == NOW + late + AGAIN
    missed = place(book, after=late + AGAIN)
    assert missed == Held(
        1, "outside hours", "callback 21:30, outside calling hours there", NOW.replace(day=24, hour=0)
    )
    assert place(book, after=DAY).why == "callback Mon 23 Nov 21:30"


def test_a_time_on_another_day_names_the_day(book: Book) -> None:
    callback(book, DAY)
    assert place(book).why == "callback Tue 24 Nov 09:00"


# ------------------------------------------------------------------------------------------------- hours


def test_outside_hours_is_held_until_they_open(book: Book) -> None:
    book.now = NOW.replace(hour=3)
    opens = NOW.replace(hour=8)
    assert place(book) == Held(1, "outside hours", "outside calling hours there", opens)


def test_where_two_zones_are_possible_both_must_agree(book: Book) -> None:
    both = number()
    both = type(both)("x", "+12025550101", "work", zones=("America/New_York", "America/Los_Angeles"))
    contact = person(1, both)
    assert place(book, contact, after=5 * HOUR).until == NOW.replace(hour=16)  # nine there, six in the west
    opened = place(book, contact, after=8 * HOUR)
    assert isinstance(opened, Place)
    assert opened.until == NOW.replace(day=24, hour=2)  # nine in the evening in New York


def test_the_contacts_own_zone_settles_it(book: Book) -> None:
    known = person(1, number(), zone="America/Los_Angeles")
    assert zones_of(known, known.numbers[0]) == ("America/Los_Angeles",)
    assert isinstance(place(book, known), Held)


def test_a_zone_that_does_not_exist_is_no_zone(book: Book) -> None:
    """A hand-edited file must not make somebody callable at night."""
    wrong = person(1, number(), zone="Londom")
    assert zones_of(wrong, wrong.numbers[0]) == ("Europe/London",)
    assert zones_of(wrong, None) == ()


# ----------------------------------------------------------------------------------------- the order, kept


def test_next_opens_is_when_somebody_becomes_callable(book: Book) -> None:
    book.now = NOW.replace(hour=20)
    book.put(person(1), person(2))
    book.settle(book.begin(1), "busy")  # rests half an hour, until half past eight
    book.settle(book.begin(2), "no-answer")  # rests until four in the afternoon
    queue = Queue(book.judge(), book.store.all(Contact), book.now)
    assert queue.next_opens() == book.now + 30 * MINUTE
    book.now = NOW.replace(hour=20, minute=45)
    book.settle(book.begin(1), "busy")  # rests into the night: nobody before eight
    queue.update([1], book.now)
    assert queue.next_opens() == NOW.replace(day=24, hour=8)


def test_next_opens_is_told_however_far_away_it_is(book: Book) -> None:
    """Of a short list; each midnight before is looked at, for a callback is worded anew there."""
    book.put(person(1))
    book.commit(1, Batch((Callback(1, 1, "?", "Europe/London", NOW + 40 * DAY, NOW - DAY, attempt=1),)))
    queue = Queue(book.judge(), [c for c in book.store.all(Contact) if c.id == 1], book.now)
    assert queue.next_opens() == NOW + 40 * DAY - 5 * MINUTE


def test_next_opens_never_for_those_who_may_never_be_called(book: Book) -> None:
    shut = Hours(Rule(read_week({"mon": ""})))
    judge = Judge(book.store, DISPOSITIONS, shut, LONDON)
    book.put(person(1), person(2, do_not_call="asked"))
    assert Queue(judge, book.store.all(Contact), NOW).next_opens() is None
    assert Queue(judge, [], NOW).next_opens() is None


def test_what_a_queue_is_asked(book: Book) -> None:
    book.put(person(1), person(2, do_not_call="asked"), person(3))
    queue = Queue(book.judge(), book.store.all(Contact), NOW)
    assert (len(queue), [queue.index(id) for id in (1, 2, 3, 4)]) == (2, [0, -1, 1, -1])
    assert isinstance(queue.get(2), Held)
    assert queue.get(4) is None
    assert dict(queue.holds()) == {"do not call": 1}


def test_a_contact_that_is_gone_leaves_the_queue(book: Book) -> None:
    book.put(person(1), person(2))
    queue = Queue(book.judge(), book.store.all(Contact), NOW)
    book.store.apply(Batch(drops=((Contact, 1),)))
    queue.update([1], NOW)
    assert [p.contact for p in queue.items] == [2]


def test_nothing_due_nothing_moves(book: Book) -> None:
    book.put(person(1))
    queue = Queue(book.judge(), book.store.all(Contact), NOW)
    before = list(queue.items)
    assert (queue.tick(NOW + MINUTE), queue.items) == (False, before)


# ------------------------------------------------------------- a kept order is the order of a fresh look


@pytest.mark.parametrize("seed", range(8))
def test_a_kept_queue_is_a_fresh_queue(seed: int) -> None:
    chance = random.Random(seed)
    book = Book(now=datetime(2026, 10, 22, 6, 0, tzinfo=NOW.tzinfo))  # over the end of summer time
    contacts = crowd(chance, 60)
    book.put(*contacts)
    queue = Queue(book.judge(NEW_YORK), contacts, book.now)
    for _ in range(150):
        book.now += timedelta(seconds=chance.choice((1, 60, 900, 3600, 9 * 3600)))
        for contact in chance.sample(contacts, chance.randrange(3)):
            happens(book, chance, contact)
            queue.update([contact.id], book.now)
        queue.tick(book.now)
        assert_fresh(queue, book)


@pytest.mark.parametrize("some", [1, 499, 500, 501, 1000])
def test_a_thousand_people_moved_few_or_many_at_a_time(some: int) -> None:
    chance = random.Random(some)
    book = Book()
    contacts = crowd(chance, 1000)
    book.put(*contacts)
    queue = Queue(book.judge(NEW_YORK), contacts, book.now)
    book.now += HOUR
    moved = chance.sample(contacts, some)
    for contact in moved:
        book.settle(book.begin(contact.id, number=contact.numbers[0].e164), "busy")
    queue.update([c.id for c in moved], book.now)
    queue.tick(book.now)
    assert_fresh(queue, book)


def test_a_clock_set_back_reorders_nothing_and_frees_nobody(book: Book) -> None:
    for id in range(1, 5):
        book.put(person(id))
    book.settle(book.begin(1), "no-answer")
    callback(book, -MINUTE, 2)
    queue = Queue(book.judge(), book.store.all(Contact), NOW + MINUTE)
    before = list(queue.items), dict(queue.held)
    assert queue.tick(NOW - DAY) is False
    assert (queue.items, queue.held) == before


def test_a_country_with_hours_of_its_own_is_told_by_the_number_where_the_file_is_silent(book: Book) -> None:
    book.put(person())
    noon_only = {"GB": Rule(read_week({"mon-sun": "12:00-13:00"}), "Britain")}
    hours = Hours(Rule(read_week({"mon-sun": "08:00-21:00"})), noon_only)
    judge = Judge(book.store, DISPOSITIONS, hours, LONDON)
    held = judge.place(person(), NOW)
    assert isinstance(held, Held)
    assert held.rule == "outside hours"


def test_how_many_open_next_is_told(book: Book) -> None:
    """At eight three of London; New York waits, and one who is not to be called is not counted."""
    book.now = NOW.replace(hour=6)
    there = number("+12125550100", zone="America/New_York")
    book.put(person(1), person(2), person(3), person(4, there), person(5, do_not_call="asked"))
    queue = Queue(book.judge(), book.store.all(Contact), book.now)
    assert queue.opening() == Opening(NOW.replace(hour=8), 3)
    book.put(*(person(id) for id in range(10, 610)))
    many = Queue(book.judge(), book.store.all(Contact), book.now).opening()
    assert many == Opening(NOW.replace(hour=8), 500, more=True)


def test_the_number_of_the_version_changes_with_every_change(book: Book) -> None:
    book.put(person(1))
    queue = Queue(book.judge(), book.store.all(Contact), book.now)
    seen = [queue.version]
    queue.update([1], book.now)
    seen.append(queue.version)
    queue.renew(book.judge(), book.now)
    seen.append(queue.version)
    assert sorted(set(seen)) == seen
