"""The last question before any phone."""

from dataclasses import replace

import pytest

from tests.core.given import NOW, Book, person
from tui.core.call.attempt import DoNotCall
from tui.core.call.changes import Changes
from tui.core.call.gate import refuse

FINE = "+442079460101"


@pytest.fixture
def book() -> Book:
    return Book()


def test_a_number_that_may_be_rung(book: Book) -> None:
    assert refuse(book.store, person(), FINE) == ""


@pytest.mark.parametrize(
    "e164",
    [
        "",
        "02079460101",
        "442079460101",
        "+44 20 7946 0101",
        "+442079460101\n",
        "+442079460101;ext=1",
        "+0442079460101",
        "+44",
        "999",
        "+44999",
        "+4420794601011111",
        "tel:+442079460101",
        "+４４2079460101",
        "+1911",
    ],
)
def test_what_is_no_full_number_is_refused(book: Book, e164: str) -> None:
    assert refuse(book.store, person(), e164).endswith("Nothing was dialed.")


@pytest.mark.parametrize("e164", ["+449098790000", "+19005550123", "+33899000000"])
def test_premium_numbers_are_refused(book: Book, e164: str) -> None:
    assert "is never dialed" in refuse(book.store, person(), e164)


def test_a_person_not_to_be_called_is_refused_on_every_number(book: Book) -> None:
    asked = replace(person(), do_not_call="asked in writing")
    assert refuse(book.store, asked, FINE) == (
        "Person 1 is not to be called (asked in writing). Nothing was dialed."
    )
    book.commit(1, Changes(book.by, 1).forbid())
    assert "is not to be called" in refuse(book.store, person(), "+442079460155")


def test_a_number_on_the_list_is_refused_whoever_has_it(book: Book) -> None:
    book.put(DoNotCall(1, NOW, FINE))
    for id in (1, 2):
        assert "do-not-call list" in refuse(book.store, person(id), FINE)
    book.put(DoNotCall(1, NOW, FINE, lifted=NOW))
    assert refuse(book.store, person(), FINE) == ""
