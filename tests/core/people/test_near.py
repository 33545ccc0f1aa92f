"""Who may be one person, and why; and who is not proposed."""

from __future__ import annotations

import gc

import pytest

from tui.core.people.contact import Contact, Number
from tui.core.people.names import compatible, likeness, near_words, words_of
from tui.core.people.near import Near, company, near_duplicates, near_mails

LINE = "+442079460101"


def somebody(id: int, name: str, account: str = "", email: str = "", *numbers: str) -> Contact:
    return Contact(id, name, account, numbers=tuple(Number(n, n) for n in numbers), email=email)


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        (("Ada Byron", "Acme Ltd"), ("Ada Byron", "ACME"), "Both at Acme Ltd and the same name"),
        (("Ada Byron", "Acme"), ("Ada Byrom", "Acme"), "Both at Acme and names that differ in a letter"),
        (("Bob Okafor", "Acme"), ("Robert Okafor", "Acme"), "Both at Acme and a short form of the name"),
        (("A. Byron", "Acme"), ("Ada Byron", "Acme"), "Both at Acme and a name that fits"),
        (
            ("Ada Byron", "", "ada.byron@x.example"),
            ("Ada Byron", "", "a.byron@x.example"),
            "E-mails that are nearly the same and the same name",
        ),
        (
            ("Ada Byron", "", "ada@x.example"),
            ("Ada Byron", "", "ada@y.example"),
            "E-mails that are nearly the same and the same name",
        ),
        (("", "Acme", "", LINE), ("Ada Byron", "", "", LINE), "The same number and one of them has no name"),
        (("Ada Byron", "", "", LINE), ("Byron, Ada", "", "", LINE), "The same number and the same name"),
        (("Ada", "", "a@x.example"), ("Ben", "", "A@X.example"), "The same e-mail and different names"),
        (("山田 太郎", "山田商事"), ("山田太郎", "山田商事"), "Both at 山田商事 and the same name"),
    ],
)
def test_proposed(one: tuple[str, ...], other: tuple[str, ...], why: str) -> None:
    (pair,) = near_duplicates([somebody(1, *one), somebody(2, *other)])
    assert (pair.first, pair.second, pair.why) == (1, 2, why)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Ada Byron", "Acme", "", LINE), ("Ben Okafor", "Acme", "", LINE)),
        (("John Smith", "Acme"), ("John Smith", "Bolt")),
        (("John Smith", "", "john@x.example"), ("John Smith", "", "smith@y.example")),
        (("Ada Byron", "Acme"), ("Eva Byron", "Acme")),
        (("Jan Berg", "Acme"), ("Jen Berg", "Acme")),
        (("Ada Byron", "", "info@x.example"), ("Ben Okafor", "", "info@x.example")),
        (("Ada", ""), ("Ada", "")),
        (("", "Acme"), ("", "Acme")),
        (("李雷", "Acme"), ("韩梅梅", "Acme")),
    ],
)
def test_not_proposed(one: tuple[str, ...], other: tuple[str, ...]) -> None:
    assert near_duplicates([somebody(1, *one), somebody(2, *other)]) == []


def test_the_surest_come_first_and_slices_find_the_same() -> None:
    people = [
        somebody(1, "Ada Byron", "Acme"),
        somebody(2, "Ada Byron", "", "", LINE),
        somebody(3, "Ada Byrom", "Acme"),
        somebody(4, "Ada Byron", "", "", LINE),
    ]
    found = near_duplicates(people)
    assert [(p.first, p.second) for p in found] == [(2, 4), (1, 3)]
    near = Near()
    for person in people:
        near.look([person])
    assert near.pairs == found


def test_whom_the_rep_parted_is_not_proposed_again() -> None:
    people = [somebody(1, "Ada", "Acme"), somebody(2, "Ada", "Acme")]
    assert near_duplicates(people, {(1, 2)}) == []


def test_a_thousand_colleagues_of_one_name_are_not_all_compared() -> None:
    people = [somebody(id, "John Smith", "Big", "", LINE) for id in range(1, 1001)]
    assert 0 < len(near_duplicates(people)) <= 30_000


def test_no_key_is_an_object_of_its_own() -> None:
    """100,000 people have half a million keys: lists of them took 150 MB."""
    some = range(1, 501)
    people = [somebody(n, "John Smith", f"Firm {n}", f"{n}@{n}.example", f"+44{n}") for n in some]
    near = Near()
    near.look(people[:1])
    gc.collect()
    before = len(gc.get_objects())
    near.look(people)
    assert len(gc.get_objects()) - before < len(people)


def test_two_keys_in_one_place_are_two(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.core.people.near._PLACES", 1)
    others = [somebody(id, "Ada Byron", f"Firm {id}") for id in range(2, 100)]
    found = near_duplicates([somebody(1, "Ada Byron", "Acme"), *others, somebody(100, "Ada Byrom", "Acme")])
    assert [(p.first, p.second) for p in found] == [(1, 100)]


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("byron", "byrom", True),
        ("byron", "byrn", True),
        ("byron", "bryon", True),
        ("byron", "byron", True),
        ("byron", "bxrom", False),
        ("jan", "jen", False),
        ("lindqvist", "lindqvists", True),
        ("", "a", False),
    ],
)
def test_near_words(one: str, other: str, near: bool) -> None:
    assert near_words(one, other) is near
    assert near_words(other, one) is near


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Müller GmbH & Co. KG", "Muller", True),
        ("Acme, Inc.", "ACME", True),
        ("The Group", "the group", True),
        ("Acme S.A.R.L.", "Acme", True),
        ("Acme Nord", "Acme Süd", False),
    ],
)
def test_companies(one: str, other: str, same: bool) -> None:
    assert (company(one) == company(other)) is same


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("ada@x.example", "ada@x.exampel", True),
        ("byron.ada@x.example", "ada.byron@x.example", True),
        ("info@x.example", "info@y.example", False),
        ("", "ada@x.example", False),
        ("ada@x.example", "ben@x.example", False),
    ],
)
def test_near_mails(one: str, other: str, near: bool) -> None:
    assert near_mails(one, other) is near


@pytest.mark.parametrize(
    ("one", "other", "fits"),
    [
        ("山田", "山田 太郎", True),
        ("太郎 山田", "山田太郎", True),
        ("山田 様", "山田", True),
        ("山", "山田", False),
        ("李雷", "韩梅梅", False),
        ("Sig.ra Ada Rossi", "Ada Rossi", True),
        ("Dhr. Jan de Vries", "jan de vries", True),
    ],
)
def test_names_that_fit(one: str, other: str, fits: bool) -> None:
    assert compatible(one, other) is fits
    assert compatible(other, one) is fits


def test_a_name_of_titles_only_is_a_name() -> None:
    assert words_of("Dr.") == ("dr",)
    assert likeness("", "Ada") == ""
