"""A store with what is asked for laid over it: as if it were saved, and nothing is."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.core.given import HOUR, NOW, call, number, person
from tests.memory import MemoryStore
from tui.core.ahead import Ahead
from tui.core.call.attempt import Attempt, Callback, DoNotCall
from tui.core.call.reflection import Intention
from tui.core.people.contact import Contact
from tui.core.ports import Batch, SaveFailed
from tui.core.queue.standing import Standing

SAVED = Batch(
    (
        person(1, account="Acmé"),
        person(2),
        Standing(1),
        call(1, disposition="busy"),
        call(2, started=NOW + HOUR),
        DoNotCall(1, NOW, "+442079460170"),
        Intention(1, "ask", NOW, 1),
    )
)
LAID = Batch(
    (
        person(2, number("+442079460150"), account="ACME", referred_by=1),
        person(3),
        Standing(2, dials=1),
        call(3, 2, started=NOW + HOUR / 2, disposition="busy"),
        replace(call(2), started=NOW + HOUR, disposition="no-answer"),
        DoNotCall(2, NOW, "+442079460180", contact=2),
        DoNotCall(1, NOW, "+442079460170", lifted=NOW),
        Callback(1, 2, "2026-11-24T10:00", "Europe/London", NOW + HOUR, NOW),
    ),
    ((Intention, 1),),
)


@pytest.fixture
def both() -> tuple[Ahead, MemoryStore]:
    """The batch laid over a store, and a store that has it."""
    over, after = Ahead(MemoryStore(SAVED)), MemoryStore(SAVED, LAID)
    over.lay(LAID)
    return over, after


@pytest.mark.parametrize(
    "ask",
    [
        lambda s: sorted(s.all(Contact), key=lambda c: c.id),
        lambda s: [s.get(Contact, id) for id in (1, 2, 3, 4)],
        lambda s: [s.get(Standing, id) for id in (1, 2, 3)],
        lambda s: [s.get(Intention, 1), s.latest(Intention), s.latest(Contact), s.latest(Standing)],
        lambda s: [s.ids(kind) for kind in (Contact, Standing, Intention, DoNotCall)],
        lambda s: [list(s.of_contact(Attempt, id)) for id in (1, 2, 3)],
        lambda s: [list(s.of_contact(DoNotCall, id)) for id in (0, 2)],
        lambda s: [[c.id for c in s.by_number(f"+4420794601{n}")] for n in ("01", "02", "03", "50")],
        lambda s: sorted(c.id for c in s.by_account("acme")),
        lambda s: [s.do_not_call(f"+4420794601{n}") for n in (70, 80, 90)],
        lambda s: [s.do_not_call("+442079460180") is not None, s.do_not_call("+442079460170")],
        lambda s: list(s.unfinished()),
        lambda s: list(s.since(NOW + HOUR / 4)),
        lambda s: s.days(),
        lambda s: [sorted(s.on_day(day)) for day in ("2026-11-22", "2026-11-23", "2026-11-24")],
        lambda s: set(s.agreed()),
        lambda s: set(s.referred()),
    ],
)
def test_it_answers_as_a_store_that_has_it(both: tuple[Ahead, MemoryStore], ask: Any) -> None:
    over, after = both
    assert ask(over) == ask(after)


def test_what_is_laid_last_counts(both: tuple[Ahead, MemoryStore]) -> None:
    over, _ = both
    over.lay(Batch((Intention(1, "again", NOW, 1),), ((Contact, 3),)))
    assert over.get(Intention, 1) == Intention(1, "again", NOW, 1)
    assert over.get(Contact, 3) is None


async def test_nothing_of_it_is_saved() -> None:
    store = MemoryStore(SAVED)
    over = Ahead(store)
    over.lay(LAID)
    store.fail_next = "only read"
    assert await over.commit(Batch()) == SaveFailed("only read")
    over.close()
    assert (store.commits, store.closed) == ([], True)
    assert store.get(Contact, 3) is None
