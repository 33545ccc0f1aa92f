"""What the queue promises to whoever is in it: a reason that ends or can be helped, a turn, a word kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.core.given import DAY, DISPOSITIONS, HOUR, NOW, POLICY, Book, number, person
from tests.core.world import World, people
from tui.core.call.attempt import Callback, Promise
from tui.core.people.contact import Contact
from tui.core.ports import Batch
from tui.core.queue.judge import AGAIN
from tui.core.queue.order import CRITERIA
from tui.core.queue.queue import Queue
from tui.core.queue.verdict import DUE, LIST, Held, Place
from tui.core.queue.why import FOR_GOOD, HELP, explain

ZONES = ("Europe/London", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe")
small = settings(
    max_examples=40,
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
chances = st.randoms(use_true_random=False)
#: Results after which nobody was spoken to, and the number is still theirs; and none at all.
UNANSWERED = [d.id for d in DISPOSITIONS if not d.connected and d.number == "keep"] + [""]


@small
@given(chance=chances, many=st.integers(2, 12), hours=st.integers(0, 400))
def test_whoever_is_held_is_told_why_and_until_when_or_what_helps(
    chance: Random, many: int, hours: int
) -> None:
    world = World(chance, people(chance, many, ZONES), datetime(2026, 3, 27, 6, tzinfo=UTC))
    world.work(3 * many)
    world.wait(hours * HOUR)
    for contact in world.contacts:
        verdict, told = world.queue.get(contact.id), explain(world.queue, contact, world.now)
        if isinstance(verdict, Place):
            assert told.holds == ()
            assert told.change
            assert told.first or verdict.key[0] == LIST
            continue
        assert isinstance(verdict, Held)
        assert told.holds[0].rule == verdict.rule
        for hold in told.holds:
            assert hold.says.endswith(".")
            assert HELP[hold.rule] == hold.help != ""
            assert hold.until is not None or hold.rule in FOR_GOOD
            assert hold.until is None or hold.until > world.now
        if verdict.rule not in FOR_GOOD:
            assert told.opens, "no clock opens them, and nothing is said that would"


@small
@given(chance=chances, many=st.integers(1, 14))
def test_everybody_has_their_turn(chance: Random, many: int) -> None:
    """Who calls until nobody is left, a week long, has called everybody whom no clock or meeting holds."""
    world = World(chance, people(chance, many, ZONES), datetime(2026, 1, 5, 6, tzinfo=UTC))
    for _ in range(7 * 8):
        world.work(many)
        world.wait(3 * HOUR)
    called = {id for id, calls in world.oracle.by_contact.items() if calls}
    for contact in world.contacts:
        verdict = world.queue.get(contact.id)
        if contact.id not in called:
            assert isinstance(verdict, Held)
            assert verdict.rule in {*FOR_GOOD, "account paused"}, verdict


@small
@given(
    before=st.lists(st.sampled_from([d.id for d in DISPOSITIONS if d.contact != "do-not-call"]), max_size=4),
    after=st.lists(st.sampled_from(UNANSWERED), min_size=1, max_size=8),
    promised=st.booleans(),
    gaps=st.lists(st.integers(30, 2000), min_size=8, max_size=8),
)
def test_what_was_agreed_is_never_demoted_by_a_later_try(
    before: list[str], after: list[str], promised: bool, gaps: list[int]
) -> None:
    """Whatever came before, however often nobody answers: it is on top again half an hour later, and only
    hours and the cap of a number hold it in between."""
    book = Book()
    ringing = number("+442079460199", "mobile")
    contact = person(1, ringing, number("+442079460198"))
    book.put(contact)
    for came in before:
        dialed = "+442079460197"  # one they no longer have: the numbers stay good
        book.settle(book.begin(1, number=dialed), came, when="+1d")
        book.now += DAY
    for kind in (Callback, Promise):  # what the calls before agreed is not what is looked at
        for made in book.store.of_contact(kind, 1):
            book.commit(1, Batch((replace(made, done=book.now),)))
    due = book.now
    if promised:
        book.commit(1, Batch((Promise(90, 1, 0, "the price", due, due),)))
    else:
        book.commit(1, Batch((Callback(90, 1, "?", "Europe/London", due, due),)))
    for came, gap in zip(after, gaps, strict=False):
        book.settle(book.begin(1, number=ringing.e164), came)
        book.now += max(AGAIN, timedelta(minutes=gap))
        verdict = book.judge().place(contact, book.now)
        if isinstance(verdict, Held):
            assert verdict.rule in {"outside hours", "called often enough"}, verdict
            assert verdict.until
        else:
            assert (verdict.key[0], verdict.due) == (DUE, due)


@small
@given(
    names=st.permutations(["Fair", "Web", "Old"]),
    first=st.integers(0, 3),
    lists=st.lists(st.sampled_from(["Fair", "Web", "Old", "None of them", ""]), min_size=2, max_size=20),
    chance=chances,
)
def test_the_lists_put_first_come_first_in_their_order_and_that_is_said(
    names: list[str], first: int, lists: list[str], chance: Random
) -> None:
    book = Book(now=NOW.replace(hour=14), policy=replace(POLICY, lists_first=tuple(names[:first])))
    kinds = ("mobile", "work")
    book.put(
        *(
            person(id, number(f"+4420794601{id:02}", chance.choice(kinds)), list=name)
            for id, name in enumerate(lists, 1)
        )
    )
    queue = Queue(book.judge(), book.store.all(Contact), book.now)
    shown = [lists[place.contact - 1] for place in queue.items]
    ranks = [names[:first].index(name) if name in names[:first] else first for name in shown]
    assert len(shown) == len(lists)
    assert ranks == sorted(ranks)
    for index, place in enumerate(queue.items):
        contact = book.store.get(Contact, place.contact)
        assert contact
        told = explain(queue, contact, book.now)
        named = {factor.name: factor.says for factor in told.counted}
        put_first = shown[index] in names[:first]
        assert named.get("List", "") == (
            f"{shown[index]}, number {ranks[index] + 1} of those you put first" if put_first else ""
        )
        assert (bool(shown[index]) and shown[index] in place.why) == put_first
        behind = next((f.says for f in told.beside if f.name == "Behind"), "")
        if index and ranks[index] != ranks[index - 1]:
            assert behind.endswith(f"({CRITERIA['list']})")
        elif index:
            assert CRITERIA["list"] not in behind


@small
@given(
    order=st.lists(st.sampled_from(POLICY.order), unique=True),
    chance=st.randoms(use_true_random=False),
    many=st.integers(1, 25),
)
def test_any_order_is_an_order(order: list[str], chance: Random, many: int) -> None:
    """Whatever the rep orders by: everybody once, ties as they came in, however they are handed in."""
    book = Book(policy=replace(POLICY, order=tuple(order)))
    contacts = people(chance, many, ("Europe/London",))
    book.put(*contacts)
    shuffled = contacts[:]
    chance.shuffle(shuffled)
    queue, other = Queue(book.judge(), contacts, NOW), Queue(book.judge(), shuffled, NOW)
    assert [p.contact for p in queue.items] == [p.contact for p in other.items]
    if not order:
        listed = [p.contact for p in queue.items if p.key[0] == 2]
        assert listed == sorted(listed)
