"""The account on the card: tried, not tried, missing, at rest; and the line of the hours above it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.core.given import DAY, HOUR, NOW, POLICY, Book, person
from tests.desk import CHLOE, DANA, SYDNEY, MakeDesk, mobile
from tests.desk import NOW as TEN_THIRTY
from tui.core.people.contact import Contact, Number
from tui.core.queue.verdict import Held
from tui.screens.queue.account import account
from tui.screens.queue.row_and_card import Shown


@pytest.fixture
def book() -> Book:
    book = Book()
    book.put(
        person(1, account="Acme", role="Buyer"),
        person(2, account="ACME ", role="Head of IT"),
        person(3, account="acme", role="Driver"),
        person(4, account="Bolt"),
    )
    return book


def told(book: Book, id: int = 1, *wanted: str) -> list[str]:
    contact = book.store.get(Contact, id)
    assert contact
    return [row.plain for row in account(book.judge(), contact, wanted, book.now, 200)]


def test_who_was_tried_with_what_and_who_was_not(book: Book) -> None:
    book.settle(book.begin(3), "gatekeeper")
    assert told(book) == [
        "Tried      Person 3, Driver: gatekeeper",
        "Not yet    Person 2, Head of IT",
    ]
    assert told(book, 4) == [], "alone in it"


def test_of_many_the_first_are_named(book: Book) -> None:
    book.put(*(person(id, account="Acme") for id in range(10, 15)))
    assert told(book)[-1] == "Not yet    Person 2, Head of IT · Person 3, Driver · Person 10 · and 4 more"


def test_roles_that_nobody_has_are_named(book: Book) -> None:
    assert told(book, 1, "IT", "Finance", "buyer")[-1] == "Nobody for Finance   a adds"
    assert told(book, 4, "Finance") == ["Nobody for Finance   a adds"]
    book.put(person(9))
    assert told(book, 9, "Finance") == [], "of no account"


def test_an_account_at_rest_says_until_when(book: Book) -> None:
    book.settle(book.begin(2), "meeting")
    assert told(book)[0] == "Account    rests until Mon 07 Dec: a meeting was agreed"
    book.now += 14 * DAY + HOUR
    assert not told(book)[0].startswith("Account")
    book.policy = replace(POLICY, account_pause=timedelta())
    book.now = NOW + HOUR
    assert not told(book)[0].startswith("Account")


async def test_the_card_has_it(desk: MakeDesk) -> None:
    other = replace(CHLOE, id=9, account=DANA.account, role="Owner")
    d = desk((DANA, other), roles=("finance",))
    async with d.app.run_test(size=(120, 40)):
        assert "Not yet    Chloë Brontë, Owner" in d.text
        assert "Nobody for finance   a adds" in d.text


_BERLIN = Contact(5, "Uwe Lang", numbers=(mobile("+4915112345678", "Europe/Berlin"),), country="DE")


@pytest.mark.parametrize(
    ("contact", "days", "said"),
    [
        (DANA, 0, "10:30 Tuesday · open until 21:00 · Leeds"),
        (_BERLIN, 0, "11:30 Tuesday · open until 20:00 there"),
        (
            _BERLIN,
            5,
            "11:30 Sunday · closed in Germany on Sundays (Branchenkodex of CCV and DDV on § 7",
        ),
        (Contact(6, "Free", numbers=(Number("x", "+18005550100"),)), 0, "no place known, callable any time"),
    ],
    ids=["open", "open there", "closed", "no place"],
)
async def test_the_hours_say_the_window_and_why(
    contact: Contact, days: int, said: str, desk: MakeDesk
) -> None:
    d = desk((contact,))
    d.clock.advance(days * DAY.total_seconds())
    async with d.app.run_test(size=(260, 40)) as pilot:
        await d.press(pilot, "f") if days else None
        assert f"There      {said}" in d.text
        assert d.clock.now().utc >= TEN_THIRTY


@pytest.mark.parametrize(
    ("zones", "said"),
    [
        (["Australia/Sydney"], "21:30 Tuesday · closed, calls 09:00–20:00 in Australia, opens Wed 09:00"),
        (  # which of the two nobody knows: our own is
            ["Australia/Perth", "Australia/Sydney"],
            "18:30 or 21:30 Tuesday · closed, calls 09:00–20:00 in Australia, opens Wed 01:00 by your clock",
        ),
        (["Australia/Sydney", "Australia/Hobart"], "21:30 Tuesday · closed, calls 09:00–20:00 in Australia"),
    ],
    ids=["one clock", "two clocks", "two zones with one clock"],
)
async def test_closed_hours_say_when_they_open_and_by_which_clock(
    zones: list[str], said: str, desk: MakeDesk
) -> None:
    number = Number("x", "+61491570158", "mobile", zones=tuple(zones))
    d = desk((replace(SYDNEY, numbers=(number,)),))
    async with d.app.run_test(size=(120, 40)):
        shown = Shown(d.app.services, d.app.runner).card(Held(SYDNEY.id, "", ""), number, "", 0)
        assert said in shown.plain.replace(" (Telecommunications)", "")


@pytest.mark.parametrize(
    ("best", "said"),
    [
        ("mornings", "Best time  mornings   now"),
        ("tue after 4", "Best time  tue after 4   not now"),
        ("whenever", "Best time  whenever   not understood, e changes it"),
    ],
)
async def test_the_best_time_is_on_the_card(best: str, said: str, desk: MakeDesk) -> None:
    d = desk((replace(DANA, best=best),))
    async with d.app.run_test(size=(120, 40)):
        assert said in d.text


@pytest.mark.parametrize(("height", "blank"), [(20, 0), (30, 2)])
async def test_a_card_too_long_for_the_window_gives_up_its_empty_lines(
    height: int, blank: int, desk: MakeDesk
) -> None:
    other = replace(CHLOE, id=10, account=DANA.account)
    d = desk((replace(DANA, notes="likes it short"), other), roles=("finance",))
    async with d.app.run_test(size=(80, height)) as pilot:
        await d.done(pilot)
        card = [line.partition("│")[2].strip() for line in d.text.splitlines()]
        assert card[card.index("Dana Reyes") : card.index("Nobody for finance   a adds")].count("") == blank
