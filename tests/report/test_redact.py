"""No name of a contact by default: word by word, rather too much than too little."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tui.core.people.contact import Contact
from tui.core.text import fold
from tui.report.redact import _EVERYDAY, Names

DANA = Contact(1, "Dana Reyes", "Northwind Freight Ltd")
WILL = Contact(2, "Will Mark", "Chance & Co")
YAMADA = Contact(3, "山田 太郎", "山田商店")
CHLOE = Contact(4, "Brontë, Chloë", "Brontë GmbH")
FAR = Contact(9, "Priya Raman", "Orchard Street Bakery")
KNOWN = ((DANA, True), (WILL, True), (YAMADA, True), (CHLOE, True), (FAR, False))


def out_of(text: str, known: Sequence[tuple[Contact, bool]] = KNOWN) -> str:
    names = Names([text])
    for contact, near in known:
        names.know(contact, near=near)
    return names.out_of(text)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("asked Dana Reyes for the day", "asked ‹name› for the day"),
        ("dana was kind, Dana's boss was not", "‹name› was kind, ‹name›'s boss was not"),
        ("Reyes, Dana: no", "‹name›: no"),
        ("DANA REYES!", "‹name›!"),
        ("chloe said yes, Chloë said no", "‹name› said yes, ‹name› said no"),
        ("Chloe\u0308 Bronte\u0308", "‹name›"),
        ("Northwind Freight needs a depot", "‹company› needs a depot"),
        ("at northwind they know", "at ‹company› they know"),
        ("Priya Raman decides, not Dana", "‹name› decides, not ‹name›"),
        ("ask Raman", "ask ‹name›"),
        ("the Orchard Street Bakery next door", "the ‹company› next door"),
        ("in Orchard Street", "in Orchard Street"),
        ("山田太郎さんに電話", "‹name›さんに電話"),
        ("write to dana@northwind.example now", "write to ‹address› now"),
        ("ring +44 7700 900123 or (0113) 496-0123", "ring ‹number› or ‹number›"),
        (
            "call again 2026-11-24 10:30, ask for 20 minutes",
            "call again 2026-11-24 10:30, ask for 20 minutes",
        ),
    ],
)
def test_names_are_taken_out(said: str, told: str) -> None:
    assert out_of(said) == told


@pytest.mark.parametrize(
    "said",
    [
        "next time I will mark the price",
        "I will ask first, by chance or not",
        "asked, listened, stayed calm",
        "",
        "a day in May",
    ],
)
def test_words_that_are_names_too_stay_words(said: str) -> None:
    assert out_of(said) == said


def test_with_a_capital_they_are_names_of_whom_was_called() -> None:
    assert out_of("then Will said no") == "then ‹name› said no"
    assert out_of("then Will said no", [(WILL, False)]) == "then Will said no"


def test_without_contacts_nothing_changes() -> None:
    assert out_of("Dana Reyes said no", []) == "Dana Reyes said no"


letters = st.text(st.sampled_from("abcdefgjkmopqrsuvxyzäéñøżжд"), min_size=2, max_size=9)
people = st.lists(st.lists(letters, min_size=1, max_size=3), min_size=1, max_size=4)
words = st.lists(st.sampled_from(["then", "said", "no", "and", "asked", "–", "\n", "'s", ","]), max_size=6)


@given(people, words, st.sampled_from([str, str.upper, str.title]))
@example([["ab", "cd"]], [], str)
def test_no_name_of_whom_was_called_is_left(
    names: list[list[str]], between: list[str], write: type[str]
) -> None:
    contacts = [(Contact(i, " ".join(name).title()), True) for i, name in enumerate(names, 1)]
    text = " ".join(write(" ".join([*name, *between])) for name in names)
    told = {fold(word) for word in re.findall(r"[^\W_]+", out_of(text, contacts))}
    taken = {fold(word) for name in names for word in name} - _EVERYDAY - set(map(fold, between))
    assert not told & (taken - {"said", "no", "name", "s"} - TITLES)


TITLES = frozenset(["mr", "mrs", "ms", "dr", "prof", "ag", "se", "sa", "sas", "ab", "as", "oy", "the", "and"])


@given(st.text(max_size=80))
def test_any_text_comes_through(text: str) -> None:
    out_of(text)
