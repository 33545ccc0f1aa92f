"""What commands ask for: done once, however often it is tried, and never over what the rep did since."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from tests.core.given import DAY, DISPOSITIONS, HOUR, LONDON, NEW_YORK, NOW, Book, meant, number, person
from tui.core.books import Books
from tui.core.call.attempt import Attempt, Callback, CallList, DoNotCall
from tui.core.call.reflection import Draft, Intention, Reflection
from tui.core.lists.dnc import DncList, pack
from tui.core.people.contact import Contact
from tui.core.ports import Batch
from tui.core.queue.standing import Standing
from tui.core.request import (
    Change,
    Done,
    Forbid,
    Impossible,
    Log,
    Request,
    TakeIn,
    TakeList,
    carry_out,
    merge,
)

LIST = CallList(0, "leads", file="leads.csv", imported=NOW)


@pytest.fixture
def book() -> Book:
    book = Book(now=NOW + HOUR)
    book.put(person(1), person(2, number("+12125550102", zone="America/New_York")))
    return book


def done(book: Book, request: Request) -> Done:
    books = Books(book.store, book.store.new_id, DISPOSITIONS, LONDON)
    answer = carry_out(request, books)
    assert isinstance(answer, Done)
    book.store.apply(answer.batch)
    return answer


def all_of(book: Book, kind: Any) -> list[Any]:
    return list(book.store.all(kind))


# ----------------------------------------------------------------------------------------------- a call


def test_a_call_is_what_it_would_have_been_at_its_time(book: Book) -> None:
    book.put(meant(1, "ask first"))
    answer = done(book, Log(1, "conversation", NOW, "+442079460101", "asked", "talked", "slow down"))
    assert answer.said == "Logged beside the app: Person 1, conversation"
    (attempt,) = all_of(book, Attempt)
    assert (attempt.id, attempt.started, attempt.ended, attempt.number) == (
        answer.attempt,
        NOW,
        NOW,
        "+442079460101",
    )
    (reflection,) = all_of(book, Reflection)
    assert (reflection.at, reflection.right, reflection.wrong, reflection.intention) == (
        NOW,
        "asked",
        "talked",
        1,
    )
    assert [(i.text, i.tried) for i in all_of(book, Intention)] == [("ask first", NOW), ("slow down", None)]
    assert book.standing(1).connects == 1
    assert not all_of(book, Draft)


def test_one_that_did_not_connect_keeps_one_line_and_leaves_the_intention(book: Book) -> None:
    book.put(meant(1))
    done(book, Log(1, "no-answer", NOW, right="", wrong="too early"))
    (reflection,) = all_of(book, Reflection)
    assert reflection.line == "too early"
    assert [i.tried for i in all_of(book, Intention)] == [None]
    assert book.standing(1).dials == 1


def test_words_about_time_are_as_of_the_call_and_by_the_contacts_clock(book: Book) -> None:
    book.now = NOW + 3 * DAY
    done(book, Log(2, "call-back", NOW, "+12125550102", when="tomorrow 10:30"))
    (callback,) = all_of(book, Callback)
    assert (callback.wall, callback.zone) == ("2026-11-24T10:30", str(NEW_YORK))


def test_the_right_number_of_somebody_who_had_none_is_read(book: Book) -> None:
    """There was no number to be wrong, so no country to read it by: as it is written, or not at all."""
    done(book, Log(1, "wrong-number", NOW, wrong="+44 20 7946 0999"))
    done(book, Log(1, "wrong-number", NOW + DAY, wrong="020 7946 0998"))
    known = next(contact for contact in all_of(book, Contact) if contact.id == 1)
    assert [n.e164 for n in known.numbers][-1] == "+442079460999"


@pytest.mark.parametrize("since", ["nothing", "undone"])
def test_a_call_taken_up_twice_is_one_call(book: Book, since: str) -> None:
    asked = Log(1, "conversation", NOW, right=" asked  first", next="slow down")
    first = done(book, asked)
    if since == "undone":
        book.undo(book.attempt(first.attempt))
    before = {kind: all_of(book, kind) for kind in (Attempt, Standing, Draft, Reflection)}
    again = done(book, asked)
    assert (again.batch, again.attempt, again.said) == (Batch(), first.attempt, first.said)
    assert {kind: all_of(book, kind) for kind in before} == before


@pytest.mark.parametrize(
    "other",
    [
        Log(2, "no-answer", NOW),
        Log(1, "busy", NOW),
        Log(1, "no-answer", NOW.replace(microsecond=1)),
        Log(1, "no-answer", NOW, wrong="too early"),
    ],
)
def test_another_call_is_another_call(book: Book, other: Log) -> None:
    done(book, Log(1, "no-answer", NOW))
    done(book, other)
    assert len(all_of(book, Attempt)) == 2


@pytest.mark.parametrize(
    ("came", "before"), [("call-back", "tomorrow 10:30"), ("meeting", "tomorrow 10:30"), ("meeting", "")]
)
def test_another_time_agreed_is_another_call_and_counts(book: Book, came: str, before: str) -> None:
    first = Log(1, came, NOW, when=before)
    done(book, first)
    done(book, replace(first, when="fri 15:00"))
    assert len(all_of(book, Attempt)) == 2
    times = [attempt.meets.partition(" ")[0] for attempt in all_of(book, Attempt)]
    open_times = [one.wall for one in all_of(book, Callback) if not one.done] or times[1:]
    assert open_times == ["2026-11-27T15:00"]


def test_the_same_time_in_other_words_is_the_same_call(book: Book) -> None:
    for when in ("tomorrow 10:30", "2026-11-24 10:30"):
        done(book, Log(1, "call-back", NOW, when=when))
    done(book, Log(2, "no-answer", NOW, when="tomorrow 10:30"))  # nothing to agree on: it has no say
    done(book, Log(2, "no-answer", NOW))
    assert len(all_of(book, Attempt)) == 2


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        (Log(99, "busy", NOW), "nobody here has the id 99"),
        (Log(1, "sold-the-moon", NOW), "'sold-the-moon' is no disposition here"),
    ],
)
def test_what_cannot_be_done_says_why(book: Book, asked: Log, why: str) -> None:
    books = Books(book.store, book.store.new_id, DISPOSITIONS, LONDON)
    assert carry_out(asked, books) == Impossible(why)


def test_words_from_outside_are_plain(book: Book) -> None:
    done(book, Log(1, "conversation", NOW, right="\x1b[31mred\udc80", next="a\u202eb"))
    (reflection,) = all_of(book, Reflection)
    assert (reflection.right, reflection.next) == ("red", "ab")


def test_do_not_call_said_in_a_logged_call_holds(book: Book) -> None:
    done(book, Log(1, "dnc-person", NOW))
    assert book.standing(1).do_not_call


# ------------------------------------------------------------------------------------------ do not call


def test_numbers_are_forbidden_once(book: Book) -> None:
    book.put(DoNotCall(book.store.new_id(DoNotCall), NOW, "+442079460102"))
    asked = Forbid(("+442079460101", "+442079460102", "+442079460101"), NOW + HOUR, "asked\x07")
    answer = done(book, asked)
    assert answer.said == "2 numbers added to do-not-call"
    assert [(d.number, d.at, d.why) for d in all_of(book, DoNotCall)[1:]] == [
        ("+442079460101", NOW + HOUR, "asked")
    ]
    assert done(book, asked).batch == Batch()


# -------------------------------------------------------------------------------------------- an import


def test_new_people_get_ids_of_the_store_they_come_into(book: Book) -> None:
    book.store.new_id(Contact)  # somebody was added and is not saved yet
    asked = TakeIn((person(3), person(4)), (), (LIST,), known=2)
    assert done(book, asked).said == "2 people imported from leads"
    assert [(c.id, c.name) for c in all_of(book, Contact)[2:]] == [(4, "Person 3"), (5, "Person 4")]
    assert [s.id for s in all_of(book, Standing)] == [4, 5]
    assert all_of(book, CallList) == [replace(LIST, id=1)]


def test_an_import_taken_up_twice_is_one_import(book: Book) -> None:
    asked = TakeIn((person(3),), (Change(person(1), person(1, role="buyer")),), (LIST,), known=2)
    assert done(book, asked).said == "1 person imported from leads, 1 updated"
    book.put(replace(all_of(book, Contact)[2], name="Edited since"))
    assert done(book, asked).batch == Batch()
    assert [c.name for c in all_of(book, Contact)] == ["Person 1", "Person 2", "Edited since"]


def test_the_same_people_out_of_another_file_are_not_new_again(book: Book) -> None:
    done(book, TakeIn((person(3),), (), (LIST,), known=2))
    done(book, TakeIn((person(3), person(4)), (), (replace(LIST, imported=NOW + HOUR),), known=2))
    assert [c.name for c in all_of(book, Contact)] == ["Person 1", "Person 2", "Person 3", "Person 4"]
    assert [(one.id, one.imported) for one in all_of(book, CallList)] == [(1, NOW + HOUR)]


def test_whom_the_plan_knew_and_kept_apart_stays_apart(book: Book) -> None:
    """Two people of one name and no number: the plan saw both, and said that they are two."""
    done(book, TakeIn((person(1), person(2)), (), (LIST,), known=2))
    assert len(all_of(book, Contact)) == 4


def test_somebody_who_is_gone_comes_in_anew(book: Book) -> None:
    gone = replace(person(1), id=77)
    done(book, TakeIn((), (Change(gone, replace(gone, role="buyer")),), (LIST,), known=80))
    assert [(c.id, c.role) for c in all_of(book, Contact)][2:] == [(3, "buyer")]


def test_a_list_keeps_its_purpose(book: Book) -> None:
    book.put(CallList(1, "leads", purpose="collect", imported=NOW - DAY))
    done(book, TakeIn((person(3),), (), (LIST,), known=2))
    assert all_of(book, CallList) == [CallList(1, "leads", "collect", "leads.csv", NOW)]


WAS = person(1, role="", notes="met at the fair", email="", fields={"Town": "Leeds"})
MORE = number("+442079460199")


@pytest.mark.parametrize(
    ("file", "rep", "both"),
    [
        ({"role": "buyer"}, {}, {"role": "buyer"}),
        ({"role": "buyer"}, {"role": "owner"}, {"role": "owner"}),
        ({"role": "buyer"}, {"email": "d@x.org"}, {"role": "buyer", "email": "d@x.org"}),
        ({}, {"role": "owner"}, {"role": "owner"}),
        ({"notes": "met at the fair\nrings"}, {"notes": "met in May"}, {"notes": "met in May\nrings"}),
        ({"notes": "met at the fair\nrings"}, {"notes": "it rings"}, {"notes": "it rings"}),
        (
            {"fields": {"Town": "Leeds", "Size": "9"}},
            {"fields": {"Town": "York"}},
            {"fields": {"Town": "York", "Size": "9"}},
        ),
        ({"do_not_call": "asked"}, {"role": "owner"}, {"do_not_call": "asked", "role": "owner"}),
    ],
)
def test_what_the_rep_changed_since_stays(
    file: dict[str, Any], rep: dict[str, Any], both: dict[str, Any]
) -> None:
    change = Change(WAS, replace(WAS, **file))
    assert merge(change, replace(WAS, **rep)) == replace(WAS, **both)
    assert merge(change, replace(WAS, **both)) == replace(WAS, **both), "a second time changes nothing"


def test_numbers_of_both_stay_and_none_comes_back() -> None:
    old, new, own = number("+442079460101"), MORE, number("+442079460150")
    change = Change(WAS, replace(WAS, numbers=(old, new)))
    assert merge(change, replace(WAS, numbers=(own,))).numbers == (own, new)
    assert merge(change, replace(WAS, numbers=(old, own, new))).numbers == (old, own, new)


def test_a_do_not_call_that_was_lifted_since_is_not_brought_back() -> None:
    was = replace(WAS, do_not_call="asked")
    change = Change(was, replace(was, role="buyer"))
    assert merge(change, replace(was, do_not_call="")).do_not_call == ""


def test_moments_are_compared_whatever_zone_they_were_said_in(book: Book) -> None:
    done(book, Log(1, "busy", NOW))
    local: datetime = NOW.astimezone(NEW_YORK)
    assert done(book, Log(1, "busy", local)).batch == Batch()


# ---------------------------------------------------------------------------------------- do-not-call lists

FULL = TakeList("FTC", "a.txt", NOW, NOW, True, pack(["+442079460101", "+12125550102"]), {})


def on(book: Book, *numbers: str) -> list[str]:
    """Those of these numbers that are forbidden."""
    return [e164 for e164 in numbers if book.store.do_not_call(e164)]


def test_a_list_is_taken_in_once_and_the_next_file_takes_its_place(book: Book) -> None:
    first = done(book, FULL)
    assert first.said == "The do-not-call list FTC has 2 numbers"
    again = done(book, FULL)
    assert (again.batch, again.said) == (Batch(), first.said)
    done(book, replace(FULL, file="b.txt", at=NOW + DAY, as_of=NOW + DAY, added=pack(["+12125550102"])))
    assert on(book, "+442079460101", "+12125550102") == ["+12125550102"]
    (listed,) = all_of(book, DncList)
    assert (listed.id, listed.file, listed.as_of) == (1, "b.txt", NOW + DAY)


def test_what_a_list_lifts_stays_forbidden_where_somebody_else_said_so(book: Book) -> None:
    done(book, FULL)
    done(book, replace(FULL, name="own"))
    done(book, Forbid(("+442079460101",), NOW))
    changes = TakeList(
        "FTC", "c.txt", NOW + DAY, NOW + DAY, False, {}, pack(["+442079460101", "+12125550102"])
    )
    assert done(book, changes).said == "The do-not-call list FTC is gone"
    assert on(book, "+442079460101", "+12125550102") == ["+442079460101", "+12125550102"]
    done(book, replace(changes, name="own", added=pack(["+12125550103"])))
    assert on(book, "+442079460101", "+12125550102", "+12125550103") == ["+442079460101", "+12125550103"]


def test_an_old_file_of_changes_makes_no_list_older(book: Book) -> None:
    done(book, FULL)
    done(book, replace(FULL, file="c", at=NOW + DAY, as_of=NOW - DAY, full=False))
    assert [listed.as_of for listed in all_of(book, DncList)] == [NOW]


def test_what_the_rep_forbids_is_written_down_also_when_a_list_has_it(book: Book) -> None:
    done(book, FULL)
    assert len(done(book, Forbid(("+442079460101",), NOW)).batch.puts) == 1
    assert done(book, Forbid(("+442079460101",), NOW)).batch == Batch()


def test_a_list_without_numbers_is_given_up(book: Book) -> None:
    done(book, FULL)
    done(book, replace(FULL, at=NOW + DAY, added={}))
    assert not all_of(book, DncList)
    assert done(book, replace(FULL, at=NOW + DAY, added={})).batch == Batch()
