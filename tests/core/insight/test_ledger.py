"""Every figure against a slow, plain recount of the exports, whatever happens and however much was read."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.core.given import NOW
from tests.core.insight.recount import Recount
from tests.core.insight.worlds import SAFE_AFTER, World, world
from tui.core.insight.ledger import Ledger
from tui.core.insight.lines import What
from tui.core.insight.span import KINDS, Span, span_of

small = settings(
    max_examples=60,
    deadline=None,
    database=None,
    derandomize=True,
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
