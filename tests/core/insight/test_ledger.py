"""Every figure against a slow, plain recount of the exports, whatever happens and however much was read."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.core.given import DAY, DEFAULTS, DISPOSITIONS, HOUR, LONDON, NOW, call, number, person
from tests.core.insight.recount import Recount
from tests.core.insight.worlds import SAFE_AFTER, ToldStore, World, world
from tests.memory import CountingStore, MemoryStore
from tui.core.call.attempt import Attempt, Skip, Touch
from tui.core.call.reflection import Intention, Reflection
from tui.core.insight.figures import Figures
from tui.core.insight.ledger import Change, Ledger
from tui.core.insight.lines import What
from tui.core.insight.rate import Rate
from tui.core.insight.span import KINDS, Span, span_of
from tui.core.ports import Batch

small = settings(
    max_examples=60,
    deadline=None,
    database=None,
    derandomize=True,
    phases=[Phase.generate],  # a world of chance gets no smaller
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
chances = st.randoms(use_true_random=False)
FIELDS = {What.RIGHT: "right", What.WRONG: "wrong", What.NEXT: "next", What.LINE: "line", What.WIN: "win"}


def read_all(ledger: Ledger) -> Ledger:
    while ledger.read(3):
        pass
    return ledger


def spans(of: World) -> list[Span]:
    """Some day, its week and month, and all."""
    today = of.book.now.astimezone(of.zone).date()
    back = today - timedelta(days=of.chance.randrange(40))
    return [span_of(kind, day) for kind in KINDS for day in (today, back)]


def agree(of: World, ledger: Ledger) -> None:
    plain = Recount(of.store, of.zone, SAFE_AFTER)
    for span in spans(of):
        if ledger.since <= span.first:
            found = ledger.figures(span)
            assert found.whole
            plain.look(span, found)
            days = ledger.days(span)
            assert sum(day.dials for day in days) == found.funnel.dials
            assert sum(day.inbound for day in days) == found.inbound.dials
            assert sum(day.kept.asked for day in days) == found.kept.asked
            assert [day.day for day in days] == sorted(day.day for day in days)
            for day in days:
                alone = ledger.figures(span_of("day", day.day))
                assert (day.connects, day.conversations) == (
                    alone.funnel.connects,
                    alone.funnel.conversations,
                )
                assert (day.meetings, day.sales) == (alone.funnel.met, alone.funnel.sold)
                assert (day.skips, day.spent) == (sum(alone.skips.values()), alone.spent)
            for what, field in FIELDS.items():
                assert {line.attempt.id for line in ledger.lines(span, what)} == plain.ids(span, field)


@small
@given(chance=chances)
def test_kept_up_to_date_while_anything_happens(chance: Random) -> None:
    here = world(chance)
    for _ in range(chance.randrange(12)):
        here.happens()
    here.store.ledger = ledger = here.ledger()
    for _ in range(12):
        here.happens()
        ledger.read(chance.randrange(6))
        if chance.random() < 0.3:
            agree(here, ledger)
    agree(here, read_all(ledger))
    assert ledger.figures(span_of("all", NOW.date())) == read_all(here.ledger()).figures(
        span_of("all", NOW.date())
    ), "the same as one that begins now"


@small
@given(chance=chances)
def test_what_is_read_is_right_before_all_is(chance: Random) -> None:
    """Newest days first: as soon as a span is called whole, it is."""
    here = world(chance)
    for _ in range(20):
        here.happens()
    ledger = here.ledger()
    agree(here, ledger)
    while ledger.read(1):
        agree(here, ledger)
    assert ledger.since == date.min
    agree(here, ledger)


# ------------------------------------------------------------------------------------------ one by one

ALL = span_of("all", NOW.date())
TODAY = span_of("day", NOW.date())


def ledger_of(*records: object) -> tuple[ToldStore, Ledger]:
    store = ToldStore()
    store.apply(Batch(records))  # type: ignore[arg-type]
    store.ledger = Ledger(store, DISPOSITIONS, DEFAULTS.purposes, LONDON)
    return store, store.ledger


def test_nothing_yet() -> None:
    _, ledger = ledger_of()
    assert ledger.since == date.max
    assert ledger.unread == 1
    assert not ledger.read(1)
    assert (ledger.since, ledger.unread) == (date.min, 0)
    assert ledger.figures(TODAY) == Figures(TODAY)
    assert ledger.days(ALL) == []
    assert list(ledger.lines(ALL, What.WIN | What.WORDS)) == []


def test_what_is_not_read_yet_is_told_as_such() -> None:
    old, new = call(1, 1, started=NOW - 30 * DAY), call(2, 2, started=NOW)
    _, ledger = ledger_of(person(1), person(2), old, new)
    assert ledger.read(1)
    assert ledger.unread == 1
    ledger.read(1)
    assert [ledger.figures(span).whole for span in (TODAY, ALL)] == [True, False]
    assert ledger.since == NOW.date()


def test_read_until_a_day_is_whole() -> None:
    calls = (call(n, n, started=NOW - n * DAY) for n in range(1, 5))
    _, ledger = ledger_of(*calls)
    ledger.read_to((NOW - 2 * DAY).date())
    assert ledger.since <= (NOW - 2 * DAY).date()
    assert ledger.figures(span_of("day", (NOW - 2 * DAY).date())).funnel.dials == 1


def test_a_day_is_the_reps_and_begins_twice_where_its_clock_says_so() -> None:
    """On 1 November 2026 Havana goes back from one to midnight: the day has 25 hours, two of them at zero."""
    store = MemoryStore(Batch(tuple(
        call(n, started=datetime(2026, 11, 1, hour, 30, tzinfo=UTC)) for n, hour in enumerate((3, 4, 5, 6), 1)
    )))  # fmt: skip
    ledger = read_all(Ledger(store, DISPOSITIONS, DEFAULTS.purposes, ZoneInfo("America/Havana")))
    first, second = date(2026, 10, 31), date(2026, 11, 1)
    assert [(day.day, day.dials) for day in ledger.days(ALL)] == [(first, 1), (second, 3)]
    assert {place: rate.of for place, rate in ledger.figures(span_of("day", second)).heat.cells.items()} == {
        (6, 0): 2,
        (6, 1): 1,
    }


def test_what_could_not_be_saved_counts_for_nothing() -> None:
    store, ledger = ledger_of(person(), call())
    read_all(ledger)
    before = ledger.figures(ALL)
    ledger.failed(ledger.about(Batch((call(2),))))
    assert ledger.figures(ALL) == before
    store.apply(Batch((call(3),)))
    assert ledger.figures(ALL).funnel.dials == 2


@pytest.mark.parametrize("fails", [0, 1, 2])
def test_saves_that_overlap_count_once_each(fails: int) -> None:
    """Two screens save something about the same person, and neither waits for the other."""
    store, ledger = ledger_of(person(), call())
    store.ledger = None
    read_all(ledger)
    batches = [Batch((call(2),)), Batch((call(disposition="meeting"),))]
    changes = [ledger.about(batch) for batch in batches]
    for n, (batch, change) in enumerate(zip(batches, changes, strict=True), 1):
        if n == fails:
            ledger.failed(change)
        else:
            store.apply(batch)
            ledger.saved(change)
    store.ledger = ledger
    store.apply(Batch((call(4),)))
    found = ledger.figures(ALL).funnel
    assert (found.dials, found.met) == (2 + (fails != 1), int(fails != 2))


def test_begun_anew_while_something_was_being_saved() -> None:
    store, ledger = ledger_of(person(), call())
    store.ledger = None
    read_all(ledger)
    batch = Batch((call(2),))
    change = ledger.about(batch)
    ledger.saved(Change(many=True))
    read_all(ledger)
    store.apply(batch)
    ledger.saved(change)
    assert read_all(ledger).figures(ALL).funnel.dials == 2


def test_an_import_of_many_begins_anew() -> None:
    people = tuple(person(id) for id in range(1, 251))
    store, ledger = ledger_of(*people, *(call(id, id) for id in range(1, 251)))
    read_all(ledger)
    store.apply(Batch(tuple(replace(one, list="fair") for one in people)))
    assert ledger.unread == 250
    assert not ledger.figures(ALL).whole
    read_all(ledger)
    assert [(row.value, row.dials) for row in ledger.figures(ALL).lists] == [("fair", 250)]


def test_a_batch_of_very_many_is_not_looked_through_before_it_is_saved() -> None:
    store = CountingStore(Batch(tuple(call(id, id) for id in range(1, 2001))))
    ledger = read_all(Ledger(store, DISPOSITIONS, DEFAULTS.purposes, LONDON))
    store.read.clear()
    assert ledger.about(Batch(tuple(call(id, id, disposition="busy") for id in range(1, 2001)))).many
    assert len(store.ids_of(Attempt)) <= 1


def test_new_people_of_whom_nothing_is_counted_change_nothing() -> None:
    store, ledger = ledger_of(person(), call())
    read_all(ledger)
    store.apply(Batch(tuple(person(id) for id in range(10, 500))))
    assert ledger.unread == 0


def test_a_call_logged_for_somebody_not_read_yet_counts_at_once_and_once() -> None:
    store, ledger = ledger_of(person(), call(1, started=NOW - 9 * DAY))
    store.apply(Batch((call(2),)))
    assert ledger.figures(TODAY).funnel.dials == 1
    read_all(ledger)
    assert ledger.figures(ALL).funnel.dials == 2


def test_touches_and_skips_of_people_who_were_never_called() -> None:
    _, ledger = ledger_of(person(), Touch(1, 1, NOW, "e-mail"), Skip(1, 1, NOW, "not now"))
    read_all(ledger)
    found = ledger.figures(TODAY)
    assert [(one.medium, one.sent) for one in found.touches] == [("e-mail", 1)]
    assert found.skips == {"not now": 1}
    assert [(day.touches, day.skips, day.dials) for day in ledger.days(TODAY)] == [(1, 1, 0)]


def test_a_talk_counts_for_a_touch_within_two_weeks_and_not_before_it() -> None:
    touches = (Touch(n, 1, NOW - n * DAY, "e-mail") for n in (1, 14, 15, -1))
    _, ledger = ledger_of(person(), *touches, call(disposition="meeting", purpose="win"))
    read_all(ledger)
    (found,) = ledger.figures(ALL).touches
    assert (found.sent, found.spoken, found.successes) == (4, 2, 2)


def test_lines_come_newest_first_with_what_was_meant() -> None:
    calls = (call(n, started=NOW - (3 - n) * DAY, disposition="meeting") for n in (1, 2))
    _, ledger = ledger_of(
        person(),
        *calls,
        Intention(7, "ask first", NOW - DAY, 1),
        Reflection(1, 1, NOW, right="stood up"),
        Reflection(2, 1, NOW, wrong="too fast", kept=True, intention=7),
    )
    read_all(ledger)
    assert [line.attempt.id for line in ledger.lines(ALL, What.WIN)] == [2, 1]
    assert [line.attempt.id for line in ledger.lines(ALL, What.RIGHT)] == [1]
    (asked,) = ledger.lines(ALL, What.ASKED)
    assert (asked.day, asked.intention) == ((NOW - DAY).date(), "ask first")
    assert asked.said
    assert asked.said.kept
    assert asked.contact == person()
    assert list(ledger.lines(TODAY, What.WIN)) == []


def test_a_result_of_an_older_list_is_shown_as_open_and_never_lost() -> None:
    answered = call(1, disposition="from elsewhere", answered=NOW)
    _, ledger = ledger_of(person(), answered, call(2, disposition="gone"), call(3))
    found = read_all(ledger).figures(TODAY).funnel
    assert (found.dials, found.connects, found.open) == (3, 1, 3)
    assert found.results == {"": 1, "from elsewhere": 1, "gone": 1}


def test_the_first_and_the_last_hour_there_is_are_no_fault() -> None:
    ends = (datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, 23, 59, tzinfo=UTC))
    store = MemoryStore()
    for n, moment in enumerate(ends, 1):
        store.apply(Batch((call(n, started=moment), Touch(n, 1, moment, "visit"), Skip(n, 1, moment))))
    for zone in ("Pacific/Auckland", "America/New_York"):
        ledger = Ledger(store, DISPOSITIONS, DEFAULTS.purposes, ZoneInfo(zone))
        while ledger.read(1):
            assert ledger.since > date.min
        assert ledger.figures(ALL).funnel.dials == 2


def test_the_eighth_try_stands_for_all_after_it_and_a_talk_begins_anew() -> None:
    results = [*["no-answer"] * 10, "conversation", "no-answer"]
    calls = (call(n, started=NOW + n * HOUR, disposition=came) for n, came in enumerate(results, 1))
    _, ledger = ledger_of(person(), *calls)
    tries = read_all(ledger).figures(ALL).tries
    assert [(row.value, row.dials, row.connects) for row in tries] == [
        ("1", 2, 0),
        *((str(n), 1, 0) for n in range(2, 8)),
        ("8", 4, 1),
    ]


def test_mobile_or_not() -> None:
    numbers = (number("+442079460101", "mobile"), number("+442079460102", "work"))
    calls = (
        call(n, number=f"+44207946010{last}", disposition=came)
        for n, (last, came) in enumerate([(1, "meeting"), (1, "busy"), (2, "sale"), (3, "busy")], 1)
    )
    _, ledger = ledger_of(person(1, *numbers), *calls)
    mobile, other = read_all(ledger).figures(TODAY).mobile
    assert (mobile.dials, mobile.connects, mobile.meetings, mobile.sales) == (2, 1, 1, 0)
    assert (other.dials, other.connects, other.sales, other.successes) == (2, 1, 1, 1)
    assert mobile.connecting == Rate(1, 2)


def test_any_id_that_a_file_may_hold() -> None:
    _, ledger = ledger_of(person(), call(10**15), call(10**15 + 1), call(3))
    assert len(list(iter(lambda: ledger.read(1), False))) <= 4
    assert ledger.figures(ALL).funnel.dials == 3
