"""The policy as a whole: small worlds in which nothing may ever go wrong, whoever lives there."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.core.given import DAY, HOUR, NOW, POLICY, Book, number, person
from tests.core.world import World, people
from tui.core.call.attempt import Callback
from tui.core.people.contact import Contact
from tui.core.ports import Batch
from tui.core.queue.queue import Queue
from tui.core.queue.verdict import Held, Place
from tui.core.queue.why import opens

ZONES = ("Europe/London", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "America/St_Johns")
#: Rules that no clock ends.
FOR_GOOD = {"do not call", "no number", "closed", "out of profile"}

small = settings(
    max_examples=40,
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
#: Around both changes of the clocks, north and south.
beginnings = st.sampled_from([datetime(2026, month, day, 6, tzinfo=UTC) for month, day in
                              ((3, 6), (3, 27), (4, 2), (10, 1), (10, 23), (10, 30))])  # fmt: skip


@small
@given(chance=st.randoms(use_true_random=False), many=st.integers(2, 14), begins=beginnings)
def test_no_dial_that_may_not_be_and_the_kept_queue_is_a_fresh_one(
    chance: Random, many: int, begins: datetime
) -> None:
    world = World(chance, people(chance, many, ZONES), begins)
    for _ in range(12):
        world.work(chance.randrange(6))
        world.look()
        world.wait(timedelta(minutes=chance.choice((7, 60, 300, 1500, 9000))))
    assert world.faults == []


@small
@given(chance=st.randoms(use_true_random=False), begins=beginnings)
def test_nobody_starves(chance: Random, begins: datetime) -> None:
    """Whoever is held by the clock can be called by the clock: no two rules keep somebody for ever."""
    world = World(chance, people(chance, 6, ZONES), begins)
    for _ in range(25):
        world.work(6)
        world.wait(chance.choice((3, 9, 26, 50)) * HOUR)
    longest = max(plan.pause_days + plan.days for plan in world.policy.plans.values()) * DAY
    for contact in world.contacts:
        verdict = world.queue.get(contact.id)
        if isinstance(verdict, Held) and verdict.rule not in FOR_GOOD:
            callable_at = opens(world.queue.judge, contact, world.now)
            assert callable_at, verdict
            assert callable_at - world.now <= longest, verdict


# ------------------------------------------------------------------------------------ each rule, by example


def judged(book: Book, contact: Contact | None = None, after: timedelta = timedelta()) -> tuple[str, str]:
    """(the rule that holds, empty when none does; why)."""
    contact = contact or person()
    if not book.store.get(Contact, contact.id):
        book.put(contact)
    verdict = book.judge().place(contact, book.now + after)
    return (verdict.rule if isinstance(verdict, Held) else "", verdict.why)


def missed(book: Book, *results: str, after: timedelta = DAY + 3 * HOUR, **more: object) -> None:
    """Calls with these results, each so much later than the one before."""
    for result in results:
        book.settle(book.begin(1, **more), result)
        book.now += after


def test_not_at_the_time_of_day_at_which_nobody_answered() -> None:
    book = Book()
    missed(book, "no-answer", after=timedelta())
    rule, why = judged(book, after=2 * DAY)
    assert (rule, why) == (
        "same time of day",
        "nobody answered Mon 09:00 there: another time of day, from 11:00",
    )
    assert judged(book, after=2 * DAY + 2 * HOUR - timedelta(seconds=1))[0] == "same time of day"
    assert judged(book, after=2 * DAY + 2 * HOUR)[0] == ""
    assert judged(book, after=7 * DAY) == ("", "try 2 of 6")
    book.policy = replace(POLICY, apart=timedelta())
    assert judged(book, after=2 * DAY)[0] == ""


def test_a_line_that_was_engaged_is_tried_again_soon() -> None:
    book = Book()
    missed(book, "busy", after=timedelta())
    assert judged(book, after=HOUR) == ("", "try 2 of 6")


def test_a_plan_ends_and_begins_anew_after_its_pause() -> None:
    book = Book()
    numbers = [number(f"+44207946010{n}") for n in range(4)]
    contact = person(1, *numbers)
    book.put(contact)
    for n in range(6):
        missed(book, "no-answer", number=numbers[n % 4].e164, after=4 * DAY + 3 * HOUR)
    rule, why = judged(book, contact)
    assert rule == "plan is done"
    assert why.startswith("resting, the plan is done: 6 tries in 20 days (normal); again ")
    last = book.standing().tries[-1]
    book.now = last + 90 * DAY - 12 * HOUR
    assert judged(book, contact)[0] == "plan is done"
    book.now += DAY
    assert judged(book, contact) == ("", "a new round")


def test_a_plan_ends_by_its_days_too() -> None:
    book = Book()
    missed(book, "no-answer", after=timedelta())
    assert judged(book, after=30 * DAY - HOUR)[0] == ""
    assert judged(book, after=30 * DAY)[0] == "plan is done"


def test_each_purpose_has_its_plan_and_one_may_be_set_for_all() -> None:
    book = Book()
    collect = person(purpose="collect")
    book.put(collect)
    missed(book, "no-answer")
    assert judged(book, collect)[1] == "new time of day, try 2 of 10"
    book.policy = replace(POLICY, plans={}, plan=POLICY.plans["tell"])
    assert judged(book, collect)[0] == "tried recently", "gentle rests longer"


def test_three_failed_days_and_the_next_number_is_rung_for_a_month() -> None:
    book = Book()
    both = person(1, number("+442079460101", "mobile"), number("+442079460102"))
    book.put(both)
    missed(book, *["no-answer"] * 3, after=2 * DAY + 3 * HOUR)
    book.now += DAY
    third = book.standing().numbers[0].failed[-1]
    place = book.judge().place(both, book.now)
    assert isinstance(place, Place)
    assert (place.number, third) == ("+442079460102", NOW + 2 * (2 * DAY + 3 * HOUR))
    alone = person(1, number("+442079460101", "mobile"))
    held = book.judge().place(alone, book.now)
    assert isinstance(held, Held)
    assert (held.rule, held.until) == ("number rests", third + 30 * DAY)
    book.settle(book.begin(1, number="+442079460101"), "gatekeeper")
    assert book.standing().numbers[0].failed == ()


def test_a_plan_waits_while_the_only_number_rests() -> None:
    """Three tries and a month of rest, three more: who has one number gets all the tries of the plan."""
    book = Book()
    alone = person()
    book.put(alone)
    missed(book, *["no-answer"] * 3, after=3 * DAY + 3 * HOUR)
    rests = book.standing().numbers[0].failed[-1] + 30 * DAY
    assert judged(book, alone)[0] == "number rests"
    book.now = rests + 5 * HOUR  # another time of day
    assert judged(book, alone) == ("", "new time of day, try 4 of 6"), (
        "the plan's 30 days are over, but waited"
    )
    missed(book, *["no-answer"] * 2, after=3 * DAY - 3 * HOUR)
    assert judged(book, alone) == ("", "try 6 of 6")
    assert judged(book, alone, after=30 * DAY)[0] == "plan is done", "its days are counted again from there"
    missed(book, "no-answer", after=DAY)
    rule, why = judged(book, alone)
    assert (rule, why.partition(";")[0]) == (
        "plan is done",
        "resting, the plan is done: 6 tries in 42 days (normal)",
    )


def test_a_law_may_cap_the_calls_to_a_person_whatever_number_is_rung() -> None:
    book = Book(policy=replace(POLICY, apart=timedelta(), hold=timedelta(), plans={}, plan=None))
    paris = [number(f"+3314030500{n}", zone="Europe/Paris") for n in range(2)]
    french, british = person(1, *paris), person(2)
    book.put(french, british)
    for call in range(4):
        for id, e164 in ((1, paris[call % 2].e164), (2, british.numbers[0].e164)):
            book.settle(book.begin(id, number=e164), "gatekeeper")
        book.now += DAY
    book.now += DAY  # a Sunday in between
    book.now += DAY
    assert judged(book, french) == (
        "calls used up",
        "called 4 times in 30 days, as often as is allowed in France; again Wed 23 Dec",
    )
    assert judged(book, british)[0] == ""
    made = Callback(1, 1, "?", "Europe/Paris", book.now, book.now)
    book.commit(1, Batch((made,)))
    assert judged(book, french)[0] == "", "a call they agreed to was not unasked"
    book.commit(1, Batch((replace(made, done=book.now),)))
    assert judged(book, french, after=NOW + 30 * DAY - book.now - HOUR)[0] == "calls used up"
    assert judged(book, french, after=NOW + 30 * DAY - book.now)[0] == ""


def test_a_shared_number_has_one_cap_for_all_who_share_it() -> None:
    book = Book()
    people_ = [person(id, number()) for id in range(1, 5)]
    book.put(*people_)
    for id in range(1, 4):
        book.settle(book.begin(id, number="+442079460101"), "gatekeeper")
        book.now += HOUR
    assert judged(book, people_[3]) == (
        "called often enough",
        "the number was called often enough in 24 hours; again Tue 09:00",
    )
    assert judged(book, people_[3], after=21 * HOUR - timedelta(seconds=1))[0] == "called often enough"
    assert judged(book, people_[3], after=21 * HOUR)[0] == ""
    book.policy = replace(POLICY, cap=0)
    assert judged(book, people_[3])[0] == ""
    book.now = NOW - DAY
    book.policy = POLICY
    assert judged(book, people_[3], after=4 * HOUR)[0] == "called often enough", (
        "a clock set back frees nothing"
    )


def test_the_law_may_allow_fewer_calls_than_the_rep() -> None:
    book = Book(policy=replace(POLICY, cap=10, apart=timedelta()))
    florida = person(1, number("+13055550123", zone="America/New_York"))
    book.put(florida)
    book.now = NOW.replace(hour=15)
    for _ in range(3):
        book.settle(book.begin(1, number="+13055550123"), "busy")
        book.now += HOUR
    assert judged(book, florida)[0] == "called often enough"


def test_what_was_agreed_keeps_to_the_cap_and_to_nothing_else() -> None:
    book = Book()
    book.put(person())
    missed(book, "no-answer", "no-answer", after=31 * timedelta(minutes=1))
    made = Callback(1, 1, "?", "Europe/London", book.now, book.now)
    book.commit(1, Batch((made,)))
    assert judged(book)[0] == "", "neither rest, nor time of day, nor plan"
    missed(book, "no-answer", after=31 * timedelta(minutes=1))
    rule, why = judged(book)
    assert rule == "called often enough"
    assert why.startswith("callback 10:02, the number was called often enough")


def test_out_of_profile_is_held_and_grades_come_in_their_order() -> None:
    from tui.core.lists.profile import Marker, Profile

    markers = (Marker("role", "contains", "boss", weight=3), Marker("place", "is", "Leeds", "must not"))
    book = Book(policy=replace(POLICY, profile=Profile(markers)))
    book.put(
        person(1), person(2, role="Boss"), person(3, place="Leeds"), person(4, place="Leeds", referred_by=1)
    )
    queue = Queue(book.judge(), book.store.all(Contact), NOW)
    assert [(p.contact, p.why) for p in queue.items] == [
        (4, "referred by Person 1"), (2, "grade A, first try"), (1, "grade C, first try"),
    ]  # fmt: skip
    assert queue.held[3].rule == "out of profile"


def test_a_best_time_that_was_told_is_a_wish_not_a_rule() -> None:
    book = Book()
    book.put(person(1, best="afternoons"), person(2), person(3, best="mornings"))
    queue = Queue(book.judge(), book.store.all(Contact), NOW)
    assert [(p.contact, p.why) for p in queue.items] == [
        (3, "their best time, first try"), (2, "first try"), (1, "first try, best afternoons"),
    ]  # fmt: skip
    queue.tick(NOW + 5 * HOUR)
    assert [p.contact for p in queue.items] == [1, 2, 3]


def test_where_hours_have_just_begun_comes_first_for_an_hour() -> None:
    book = Book(now=NOW.replace(hour=13, minute=30))
    book.put(person(1), person(2, number("+12125550123", zone="America/New_York")))
    queue = Queue(book.judge(), book.store.all(Contact), book.now)
    assert [(p.contact, p.why) for p in queue.items] == [
        (2, "hours just began, first try"), (1, "first try"),
    ]  # fmt: skip
    assert queue.tick(book.now + 30 * timedelta(minutes=1))
    assert [p.contact for p in queue.items] == [1, 2]
