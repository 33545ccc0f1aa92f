"""Nothing but a full number of an allowed kind and country gets past the gate, whatever is handed to it."""

from __future__ import annotations

import asyncio
import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.given import LONDON, NOW, RULES, Book, call, person
from tui.core.call.attempt import Attempt, Callback
from tui.core.call.events import Dial
from tui.core.call.gate import Allowed, Gate, refuse_number
from tui.core.call.states import Calling, Stage
from tui.core.clock import FakeClock, Moment
from tui.core.people import phone
from tui.core.people.contact import Contact
from tui.core.ports import Batch, By, Cap, DialRefused, Outcome, Trouble
from tui.core.queue.queue import Queue
from tui.dialer.line import Limits, Line, Wire
from tui.runner import Runner

DATA = Path(__file__).parent.parent / "data" / "phones"
#: Numbers of all kinds and countries: ordinary, premium, toll-free, shared cost, short.
KINDS = phonenumbers.PhoneNumberType
REGIONS = sorted(phonenumbers.SUPPORTED_REGIONS)


def examples() -> list[str]:
    found = (
        phonenumbers.example_number_for_type(region, kind)
        for region in REGIONS
        for kind in (KINDS.FIXED_LINE, KINDS.MOBILE, KINDS.PREMIUM_RATE, KINDS.SHARED_COST, KINDS.TOLL_FREE)
    )
    return [phonenumbers.format_number(n, phonenumbers.PhoneNumberFormat.E164) for n in found if n]


EXAMPLES = examples()
numbers = st.one_of(
    st.sampled_from(EXAMPLES),
    st.from_regex(r"\+[0-9]{1,17}", fullmatch=True),
    st.sampled_from(["", "911", "112", "999", "+911", "+1911", "+112", "*67 2125550123", "tel:+12125550123"]),
    st.text(max_size=20),
    # an ordinary number with something done to it
    st.builds(
        lambda number, what, at: number[:at] + what + number[at:],
        st.sampled_from(EXAMPLES),
        st.sampled_from(
            ["\r\n", "\n", " ", ";", "@", "\0", "٣", "３", "-", "0", "\u200b", "\r\nX-Evil: 1\r\n"]
        ),
        st.integers(0, 15),
    ),
)
countries = st.frozensets(st.sampled_from(["US", "CA", "GB", "DE"]), max_size=2)


def may_reach_a_phone(text: str, allowed: frozenset[str]) -> bool:
    """The rule once more, without the gate's own words."""
    if not re.fullmatch(r"\+[1-9][0-9]{6,14}", text, re.ASCII):
        return False
    found = phonenumbers.parse(text, None)
    region = phonenumbers.region_code_for_number(found)
    return (
        phonenumbers.is_possible_number_with_reason(found) == phonenumbers.ValidationResult.IS_POSSIBLE
        and phonenumbers.number_type(found) not in {KINDS.PREMIUM_RATE, KINDS.SHARED_COST, KINDS.VOICEMAIL}
        and (not allowed or region in allowed)
    )


class Spy:
    """A phone that notes what reaches it."""

    name, capabilities = "a spy", Cap.NONE

    def __init__(self) -> None:
        self.rung: list[str] = []

    async def open(self) -> None: ...

    async def check(self) -> Sequence[Trouble]:
        return ()

    async def close(self) -> None: ...

    async def dial(self, e164: str) -> Line:
        self.rung.append(e164)
        line = Line("+15555550100", Cap.NONE, Wire(), FakeClock(NOW), Limits())
        line.end(Outcome.BUSY, By.THEM)
        return line


@given(numbers, countries)
def test_nothing_else_ever_reaches_a_phone(text: str, allowed: frozenset[str]) -> None:
    """Through the runner, whatever an attempt has as its number."""
    spy, book = Spy(), Book()
    book.put(person(1))
    attempt = replace(call(1), number=text, outside_hours="they asked me to")

    async def dial() -> None:
        queue = Queue(book.judge(), [], NOW)
        runner = Runner(book.store, spy, FakeClock(NOW), RULES, queue, LONDON, allowed=Allowed(allowed))
        async with runner.running():
            runner.state = Calling(attempt, "Europe/London", stage=Stage.DIALING)
            await runner._carry_out(Dial(attempt))
            await asyncio.sleep(0)

    asyncio.run(dial())
    assert all(may_reach_a_phone(number, allowed) for number in spy.rung)
    if not spy.rung:
        assert refuse_number(text, allowed).endswith("Nothing was dialed.")


@given(numbers)
def test_no_line_is_made_to_anything_but_e164(text: str) -> None:
    """The last look, should anybody ever go past the gate."""

    async def make() -> Line:
        return Line(text, Cap.NONE, Wire(), FakeClock(NOW), Limits())

    if re.fullmatch(r"\+[1-9][0-9]{6,14}", text, re.ASCII):
        assert asyncio.run(make()).e164 == text
    else:
        with pytest.raises(DialRefused):
            asyncio.run(make())


def no_numbers() -> Iterator[tuple[str, str]]:
    """(text, region) of everything in the samples that is marked as no dialable number."""
    with (DATA / "real_world.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if not row["expected_e164 (empty = not dialable)"]:
                yield row["input"], row["default_region"]
    region = ""
    for line in (DATA / "mobi_invalid_numbers.yml").read_text().splitlines():
        if line.startswith(":"):
            region = line.strip(":")
        elif "formatted" in line:
            yield line.split(":", 2)[2].strip().strip('"'), region


NO_NUMBERS = list(no_numbers())


def test_the_samples_were_read() -> None:
    assert len(NO_NUMBERS) == 12 + 18


@pytest.mark.parametrize(("text", "region"), NO_NUMBERS)
def test_what_is_marked_as_no_dialable_number_is_refused(text: str, region: str) -> None:
    """As it stands, and as what could be read of it."""
    assert refuse_number(text).endswith("Nothing was dialed.")
    read = phone.parse(text, region if region in phonenumbers.SUPPORTED_REGIONS else "")
    assert not read.callable or refuse_number(read.e164)


# ------------------------------------------------------------------------------------ of one session


@dataclass
class Asked:
    """A gate, and the book it is asked about."""

    book: Book
    gate: Gate

    def refuse(self, who: Contact | None, attempt: Attempt, now: Moment, *, busy: bool) -> str:
        return self.gate.refuse(self.book.judge(), who, attempt, now, busy=busy)


def gate(book: Book, **allowed: object) -> Asked:
    return Asked(book, Gate(Allowed(**allowed)))  # type: ignore[arg-type]


def asked(gate: Asked, who: Contact | None, hours: float = 0, *, busy: bool = False, **more: object) -> str:
    """What the gate says to a call of `who`, so many hours after nine."""
    clock = FakeClock(NOW)
    clock.advance(hours * 3600)
    now: Moment = clock.now()
    return gate.refuse(who, call(1, **more), now, busy=busy)  # type: ignore[arg-type]


def test_hours_are_asked_again_and_a_typed_reason_carries_through() -> None:
    book, who = Book(), person(1)
    book.put(who)
    assert asked(gate(book), who) == ""
    assert asked(gate(book), who, 14) == "It is outside calling hours where Person 1 is. Nothing was dialed."
    assert asked(gate(book), who, 14, outside_hours="they asked me to") == ""
    assert "outside calling hours" in asked(
        gate(book, refuse=True), who, 14, outside_hours="they asked me to"
    )


def test_what_was_agreed_is_honoured_outside_the_hours() -> None:
    book, who = Book(), person(1)
    due = FakeClock(NOW)
    due.advance(14 * 3600)
    book.put(who)
    agreed = Callback(1, 1, "2026-11-23T23:00", "Europe/London", due.now().utc, NOW)
    book.commit(1, Batch((agreed,)))
    assert asked(gate(book), who, 14.1) == ""
    assert "outside calling hours" in asked(gate(book), who, 15)


def test_one_call_at_a_time_and_nobody_who_is_gone() -> None:
    book, who = Book(), person(1)
    book.put(who)
    assert asked(gate(book), who, busy=True).startswith("A call is up already.")
    assert asked(gate(book), None).startswith("This person is gone")


def test_so_many_calls_an_hour_and_a_clock_set_back_frees_none() -> None:
    book, who = Book(), person(1)
    book.put(who)
    stuck = gate(book, an_hour=3)
    assert [asked(stuck, who, at) == "" for at in (0, 0.1, 0.2, 0.3)] == [True, True, True, False]
    assert "in 36 min" in asked(stuck, who, 0.4)
    back = Moment(NOW.replace(year=2020), 0.5 * 3600)
    assert "a key may be stuck" in stuck.refuse(who, call(1, outside_hours="x"), back, busy=False)
    assert asked(stuck, who, 1.01) == ""


def test_what_was_refused_does_not_count_as_a_dial() -> None:
    book, who = Book(), person(1)
    book.put(who)
    stuck = gate(book, an_hour=1)
    for number in ("+1911", "999"):
        assert asked(stuck, who, number=number)
    assert asked(stuck, who, busy=True)
    assert asked(stuck, who) == ""


@pytest.mark.parametrize(
    ("number", "country", "fine"),
    [("+12125550123", "US", True), ("+14165550123", "US", False), ("+18765550123", "US", False)],
)
def test_a_country_is_not_its_calling_code(number: str, country: str, fine: bool) -> None:
    """Canada and Jamaica are +1 as well."""
    assert (refuse_number(number, frozenset({country})) == "") is fine
