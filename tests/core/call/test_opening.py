"""Which opener, and what its names stand for."""

import pytest

from tui.core.call.opening import choose, values
from tui.core.people.contact import Contact
from tui.core.ports import Line

PLAIN, REFERRED, REASON = (
    Line(text, text, text) for text in ("Hi {first_name}", "{referrer} sent me", "I saw {reason}")
)


@pytest.mark.parametrize(
    ("contact", "lines", "chosen"),
    [
        (Contact(1, "Dana"), (REFERRED, REASON, PLAIN), PLAIN),
        (Contact(1, "Dana", reason="new depot"), (REFERRED, REASON, PLAIN), REASON),
        (Contact(1, "Dana", referred_by=2), (PLAIN, REFERRED), REFERRED),
        (Contact(1, "Dana", referred_by=2), (REASON, PLAIN), REASON),  # none fits: the first
        (Contact(1, "Dana"), (), None),
    ],
)
def test_the_first_opener_that_fits_what_we_know(
    contact: Contact, lines: tuple[Line, ...], chosen: Line | None
) -> None:
    assert choose(lines, contact, spoken=False) == chosen


AGREED, QUIET = (Line(text, text, text, spoken=True) for text in ("As we agreed", "It went quiet"))
NEW = Line("New", "New", "You asked about {offer}", spoken=False)


def test_what_claims_that_we_talked_is_not_said_to_a_stranger_and_the_other_way_round() -> None:
    dana = Contact(1, "Dana")
    assert choose((AGREED, QUIET, NEW), dana, spoken=False) == NEW
    assert choose((NEW, AGREED, QUIET), dana, spoken=True) == AGREED
    assert choose((AGREED, PLAIN), dana, spoken=False) == PLAIN
    assert choose((AGREED,), dana, spoken=False) == AGREED  # better than nothing


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("Dana Reyes", "Dana", "Reyes"),
        ("Reyes, Dana", "Dana", ""),
        ("Dr. Dana Reyes", "Dana", "Reyes"),
        ("J. Reyes", "J.", "Reyes"),
        ("Dana", "Dana", ""),
        ("Reyes,", "Reyes,", ""),
        ("", "", ""),
    ],
)
def test_first_and_last_names(name: str, first: str, last: str) -> None:
    said = values(Contact(1, name, "Acme"), None, "Sam", "Depotline")
    assert (said["first_name"], said["last_name"]) == (first, last)


def test_what_is_unknown_is_seen_or_left_to_its_default() -> None:
    said = values(Contact(1, "Dana", "Acme", "buyer", place="Leeds", reason="x"), Contact(2, "Bo"), "", "")
    assert (said["my_name"], said["my_company"]) == ("…your name…", "…your company…")
    assert [said[k] for k in ("company", "role", "city", "reason", "referrer")] == [
        "Acme",
        "buyer",
        "Leeds",
        "x",
        "Bo",
    ]
    assert values(Contact(1, "Dana"), None, "Sam", "Us")["referrer"] == ""


def test_other_columns_of_the_list_fill_names_but_not_those_of_what_we_offer() -> None:
    columns = {"Renewal Date": "1 May", "Größe": "40", "benefit": "theirs", "Company": "Old", "my_name": "x"}
    said = values(Contact(1, "Dana", "Acme", fields=columns), None, "Sam", "Us")
    assert (said["renewal_date"], said["grosse"], said["company"], said["my_name"]) == (
        "1 May",
        "40",
        "Acme",
        "Sam",
    )
    assert "benefit" not in said
    assert values(Contact(1, "Dana", fields=columns), None, "Sam", "Us")["company"] == "Old"
