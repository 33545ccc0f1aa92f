"""Invented exports of many programs and languages (`tests/data/lists`), each with what it must come to.

Beside `NAME.csv` stands `NAME.expected`, one line for each thing that is expected: the country it is read
with, the program it looks like, the records, the people (name | company | numbers with their kinds | whether
they may be called), the lines that are skipped, words that a warning must hold.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.lists.planning import DATA, plan, store
from tui.core.ports import Batch, ImportPlan, Person

SAMPLES = sorted(path.stem for path in (DATA / "lists").glob("*.csv"))


def expected(name: str) -> Iterator[tuple[str, str]]:
    for line in (DATA / "lists" / f"{name}.expected").read_text(encoding="utf-8").splitlines():
        what, _, value = line.partition(":")
        yield what, value.strip()


def one(name: str, what: str) -> str:
    return next((value for key, value in expected(name) if key == what), "")


def planned(name: str) -> ImportPlan:
    return plan(DATA / "lists" / f"{name}.csv", country=one(name, "country"))


def told(person: Person) -> str:
    """A person as the expectations write one: only the numbers that are numbers."""
    numbers = ", ".join(
        f"{n.e164}{'x' + n.extension if n.extension else ''} {n.kind}" for n in person.numbers if n.e164
    )
    forbidden = "do not call" if person.do_not_call else ""
    return " ".join(" | ".join((person.name, person.account, numbers, forbidden)).split())


@pytest.mark.parametrize("name", SAMPLES)
def test_what_a_sample_comes_to(name: str) -> None:
    done = planned(name)
    people = [value for key, value in expected(name) if key == "person"]
    assert done.fatal == ""
    assert done.records == int(one(name, "records"))
    if people:
        assert [told(person) for person in done.people] == people
    with_phone = one(name, "with_phone") or sum("+" in line for line in people)
    assert done.with_phone == int(with_phone)
    assert done.looks_like == (
        f"This looks like an export of {looks}." if (looks := one(name, "looks")) else ""
    )
    assert [s.line for s in done.skipped] == [int(line) for line in one(name, "skipped").split()]
    for key, value in expected(name):
        who, _, what = value.partition(" = ")
        if key == "warned":
            assert any(value in warning for warning in done.warnings), value
        elif key in ("role", "email"):
            assert [getattr(p, key) for p in done.people if p.name == who] == [what]


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_imported_twice_adds_nobody(name: str) -> None:
    shelf = store()
    first = plan(DATA / "lists" / f"{name}.csv", shelf, one(name, "country"))
    shelf.apply(Batch(first.puts))
    again = plan(DATA / "lists" / f"{name}.csv", shelf, one(name, "country"))
    assert (again.new, again.updated) == (0, 0)


@pytest.mark.parametrize("name", SAMPLES)
def test_every_column_of_a_sample_has_a_guess_with_a_reason(name: str) -> None:
    done = planned(name)
    assert [guess.column for guess in done.guesses] == list(range(len(done.guesses)))
    for guess in done.guesses:
        assert 0 <= guess.confidence <= 1
        assert guess.why
        assert len(guess.samples) <= 3
    used = sorted(guess.title for guess in done.guesses if guess.field)
    assert used == sorted(done.columns.values())


def test_every_sample_has_its_expectations() -> None:
    assert len(SAMPLES) >= 30
    assert {path.stem for path in Path(DATA / "lists").glob("*.expected")} == set(SAMPLES)
