"""What a result does, and that it can be taken back exactly."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from tests.core.given import DAY, DISPOSITIONS, HOUR, MINUTE, NEW_YORK, NOW, Book, meant, number, person, same
from tests.memory import CountingStore
from tui.core.call.attempt import Attempt, Callback, DoNotCall, Promise, Undo
from tui.core.call.changes import Changes
from tui.core.call.disposition import Disposition
from tui.core.call.reflection import Capture, Draft, Form, Intention, Reflection
from tui.core.call.result import form_of
from tui.core.hours.when import read
from tui.core.people.contact import Contact
from tui.core.ports import Batch, Record
from tui.core.queue.standing import Standing, fold
from tui.store.shelf import KINDS


def ids(came: Disposition) -> str:
    return came.id


@pytest.fixture
def book() -> Book:
    book = Book()
    book.put(person(1), person(2))
    return book


def folded(book: Book, contact: int = 1) -> Standing:
    """The standing by the records alone."""
    kinds: tuple[Any, ...] = (Attempt, Callback, Promise)
    history: list[Any] = [book.store.of_contact(kind, contact) for kind in kinds]
    return fold(contact, *history, [], book.store.of_contact(DoNotCall, contact), DISPOSITIONS)


def contents(book: Book, without: tuple[type[Record], ...] = ()) -> dict[type[Record], list[Record]]:
    """Everything there is."""
    return {kind: list(book.store.all(kind)) for kind in KINDS if kind not in without}


def only(book: Book, kind: type[Any]) -> Any:
    (found,) = book.store.all(kind)
    return found


# ----------------------------------------------------------------------------------------------- settling


@pytest.mark.parametrize("came", [d for d in DISPOSITIONS if d.asks != "when"], ids=ids)
def test_the_result_stands_on_the_attempt(book: Book, came: Disposition) -> None:
    attempt = book.settle(book.begin(), came.id)
    assert (attempt.disposition, attempt.confirmed) == (came.id, True)
    assert book.store.get(Draft, attempt.id) is None
    assert (book.store.get(Reflection, attempt.id) is not None) == came.connected
    assert same(book.standing(), folded(book))


def test_the_lines_are_saved_without_stray_spaces(book: Book) -> None:
    attempt = book.settle(
        book.begin(), "conversation", right=" asked\n first ", wrong="  ", felt=4, kept=True
    )
    saved = only(book, Reflection)
    assert (saved.id, saved.right, saved.wrong, saved.felt, saved.kept) == (
        attempt.id,
        "asked first",
        "",
        4,
        True,
    )


def test_one_line_of_a_gatekeeper_is_kept(book: Book) -> None:
    book.settle(book.begin(), "gatekeeper", line="call after four")
    assert only(book, Reflection).line == "call after four"


def test_space_forgotten_is_a_connect_with_talk_time_unknown(book: Book) -> None:
    attempt = book.settle(book.begin(), "conversation")
    assert (attempt.talk, book.standing().connects) == (None, 1)


@pytest.mark.parametrize("by_clock", [True, False])
def test_answered_without_a_result_is_a_conversation_unconfirmed(book: Book, by_clock: bool) -> None:
    attempt = book.settle(book.begin(answered=NOW), by_clock=by_clock, right="asked")
    assert (attempt.disposition, attempt.confirmed) == ("conversation", False)
    assert only(book, Draft) == Draft(attempt.id, 1, NOW, Form(right="asked"), listed=True)
    assert only(book, Reflection).by_clock is by_clock


def test_not_answered_without_a_result_has_none_yet_and_counts_as_tried(book: Book) -> None:
    attempt = book.settle(book.begin(), by_clock=True)
    assert attempt.disposition == ""
    assert only(book, Draft).listed
    assert list(book.store.unfinished()) == [attempt]
    standing = book.standing()
    assert (standing.dials, standing.connects, standing.rest_until) == (1, 0, NOW + 4 * HOUR)
    assert not book.store.all(Reflection)


def test_an_attempt_without_an_end_ends_when_it_is_settled(book: Book) -> None:
    attempt = book.begin(ended=None)
    book.now += 5 * MINUTE
    assert book.settle(attempt, "no-answer").ended == NOW + 5 * MINUTE


def test_notes_of_a_call_that_was_cut_off_come_back_from_the_draft(book: Book) -> None:
    attempt = book.begin(ended=None)
    book.put(Draft(attempt.id, 1, NOW, Form(), "two depots"))
    assert book.settle(attempt, "conversation").notes == "two depots"


def test_a_caught_objection_becomes_a_capture_once(book: Book) -> None:
    attempt = book.begin()
    for words in ("you are too far", "you are too far away"):
        attempt = book.settle(attempt, "conversation", unready=words)
    assert only(book, Capture).text == "you are too far away"
    book.settle(attempt, "conversation")
    assert not book.store.all(Capture)


def test_several_objections_of_one_call_become_several_captures(book: Book) -> None:
    attempt = book.settle(
        book.begin(), "conversation", unready="too far / open 24/7?/  your  vans/ / Too FAR"
    )
    first, second = book.store.all(Capture)
    assert (first.text, second.text) == ("too far", "open 24/7?/ your vans/")
    assert form_of(book.store, attempt).unready == "too far / open 24/7?/ your vans/"
    book.now += MINUTE
    book.put(replace(first, put_away=book.now))
    attempt = book.settle(attempt, "not-interested", unready="your vans / Too far")
    assert [(c.id, c.text, c.at, c.put_away) for c in book.store.all(Capture)] == [
        (first.id, "Too far", NOW, NOW + MINUTE),
        (second.id + 1, "your vans", NOW + MINUTE, None),
    ]


def test_the_undo_takes_all_objections_back_and_the_form_has_them_again(book: Book) -> None:
    attempt = book.settle(book.begin(), "conversation", unready="too far / your vans")
    book.settle(book.begin(), "conversation", unready="your vans")
    book.undo(attempt)
    assert [capture.attempt for capture in book.store.all(Capture)] == [attempt.id + 1]
    assert only(book, Draft).form.unready == "too far / your vans"


@pytest.mark.parametrize("came", [d for d in DISPOSITIONS if d.asks != "when"], ids=ids)
def test_settling_twice_counts_once(book: Book, came: Disposition) -> None:
    fields: dict[str, Any] = {"right": "a", "next": "b", "unready": "c", "asked": meant()}
    book.put(meant())
    attempt = book.settle(book.begin(answered=NOW), came.id, **fields)
    once, standing = contents(book, (DoNotCall,)), book.standing()
    book.settle(attempt, came.id, **fields)
    assert book.standing() == standing
    twice = contents(book, (DoNotCall,))
    assert twice == once
    active = [d for d in book.store.all(DoNotCall) if not d.lifted]
    assert len(active) == ("do-not-call" in (came.number, came.contact))


# --------------------------------------------------------------------------------------- callbacks, promises


def test_a_callback_is_wall_time_at_the_contacts_place(book: Book) -> None:
    book.place = NEW_YORK
    attempt = book.settle(book.begin(), "call-back", when="2026-11-24 10:30")
    made = only(book, Callback)
    assert (made.wall, made.zone, made.attempt) == ("2026-11-24T10:30", "America/New_York", attempt.id)
    assert (made.due, book.standing().callback) == (NOW.replace(day=24, hour=15, minute=30),) * 2
    assert attempt.confirmed


@pytest.mark.parametrize("words", ["", "soonish"])
def test_a_callback_without_a_clear_time_waits_as_unfinished(book: Book, words: str) -> None:
    attempt = book.settle(book.begin(), "call-back", when=words)
    assert (attempt.disposition, attempt.confirmed, only(book, Draft).listed) == ("call-back", False, True)
    assert not book.store.all(Callback)


def test_a_time_that_passed_while_the_form_was_open_is_due_not_lost(book: Book) -> None:
    attempt = book.begin()
    book.now += 10 * MINUTE
    book.settle(attempt, "call-back", when="2026-11-23 09:05")
    assert book.standing().callback == NOW + 5 * MINUTE


def test_another_time_for_the_same_call_replaces_the_first(book: Book) -> None:
    attempt = book.settle(book.begin(), "call-back", when="fri 9")
    book.settle(attempt, "call-back", when="fri 10")
    assert only(book, Callback).wall == "2026-11-27T10:00"


def owed(book: Book, minutes: int) -> Callback:
    """A callback due so many minutes from nine."""
    made = Callback(book.store.new_id(Callback), 1, "?", "Europe/London", NOW + minutes * MINUTE, NOW - DAY)
    book.commit(1, Batch((made,)))
    return made


def test_a_callback_is_kept_by_talking_not_by_trying(book: Book) -> None:
    due = owed(book, -30)
    book.settle(book.begin(), "no-answer")
    assert (book.standing().callback, only(book, Callback).done) == (due.due, None)
    book.now += HOUR
    spoke = book.settle(book.begin(), "conversation")
    assert (book.standing().callback, only(book, Callback).done) == (None, spoke.ended)


def test_a_callback_kept_a_little_early_is_kept(book: Book) -> None:
    owed(book, +4)
    book.settle(book.begin(), "conversation")
    assert book.standing().callback is None


def test_a_callback_that_is_not_due_outlives_a_talk(book: Book) -> None:
    due = owed(book, 24 * 60)
    book.settle(book.begin(), "conversation")
    assert book.standing().callback == due.due


def test_a_new_time_takes_the_place_of_the_one_before(book: Book) -> None:
    due = owed(book, 24 * 60)
    attempt = book.settle(book.begin(), "call-back", when="fri 9")
    assert book.standing().callback == NOW.replace(day=27)
    book.undo(attempt)
    assert book.standing().callback == due.due


def test_an_old_form_finished_late_keeps_nothing_that_came_after_its_call(book: Book) -> None:
    attempt = book.begin()
    due = owed(book, 120)
    book.now += 3 * HOUR
    book.settle(attempt, "conversation")
    assert book.standing().callback == due.due


def test_a_reopened_talk_that_was_none_gives_callback_and_promise_back(book: Book) -> None:
    due = owed(book, -30)
    promised = Promise(1, 1, 77, "delivery?", NOW - HOUR, NOW - DAY)
    book.commit(1, Batch((promised,)))
    attempt = book.settle(book.begin(answered=NOW), by_clock=True)
    assert (book.standing().callback, book.standing().promise) == (None, None)
    book.settle(attempt, "gatekeeper")
    assert (book.standing().callback, book.standing().promise) == (due.due, promised.due)


def test_a_promise_made_in_the_call_is_not_kept_by_it(book: Book) -> None:
    attempt = book.begin()
    promised = Changes(book.by, 1).promise("delivery?", NOW + MINUTE, attempt.id)
    book.commit(1, promised)
    book.settle(attempt, "conversation")
    assert book.standing().promise == NOW + MINUTE


# ------------------------------------------------------------------------------------------ the intention


def test_the_intention_is_tried_by_a_connect_only(book: Book) -> None:
    book.put(meant())
    book.settle(book.begin(), "gatekeeper", line="nope", asked=meant())
    assert (only(book, Intention).tried, only(book, Reflection).intention) == (None, 0)
    spoke = book.settle(book.begin(ended=NOW + MINUTE), "conversation", asked=meant(), kept=True)
    assert only(book, Intention).tried == spoke.ended
    saved = book.store.get(Reflection, spoke.id)
    assert saved
    assert (saved.intention, saved.kept) == (1, True)


def test_trying_again_does_not_move_the_first_try(book: Book) -> None:
    book.put(replace(meant(), tried=NOW - HOUR))
    book.settle(book.begin(), "conversation", asked=replace(meant(), tried=NOW - HOUR))
    assert only(book, Intention).tried == NOW - HOUR


def test_the_try_is_when_they_spoke_however_late_the_form_is_finished(book: Book) -> None:
    book.put(meant())
    attempt = book.begin(answered=NOW)
    book.now += 2 * DAY
    book.settle(attempt, "conversation", asked=meant())
    assert only(book, Intention).tried == NOW


def test_an_old_form_saved_again_does_not_outrank_a_newer_intention(book: Book) -> None:
    first = book.settle(book.begin(), "conversation", next="one")
    book.settle(book.begin(2), "conversation", next="two")
    book.settle(first, "conversation", next="one, slowly")
    assert [i.text for i in book.store.all(Intention)] == ["one, slowly", "two"]
    newest = book.store.latest(Intention)
    assert newest
    assert newest.text == "two"
    book.settle(first, "conversation", next=" ")
    assert [i.text for i in book.store.all(Intention)] == ["two"]


def test_a_form_that_meant_nothing_is_saved_again_without_a_look_at_all_intentions() -> None:
    store = CountingStore()
    book = Book(store)
    book.put(*(meant(id, attempt=id) for id in range(200, 300)))
    silent = book.settle(book.begin(), "conversation", right="asked first")
    speaking = book.settle(book.begin(2), "conversation", next="one")
    store.read.clear()
    book.settle(silent, "conversation", right="asked first, slowly")
    assert store.ids_of(Intention) == {0}
    book.settle(speaking, "conversation", next="one, slowly")
    assert len(store.ids_of(Intention)) == 2


def test_no_form_asks_about_its_own_intention(book: Book) -> None:
    attempt = book.settle(book.begin(), "conversation", next="one")
    book.settle(attempt, "conversation", next="one", asked=only(book, Intention))
    assert (only(book, Intention).tried, only(book, Reflection).intention) == (None, 0)


def test_a_reopened_connect_that_was_none_leaves_the_intention_untried(book: Book) -> None:
    book.put(meant())
    attempt = book.settle(book.begin(), "conversation", asked=meant())
    book.now += HOUR
    asked = only(book, Intention)
    assert book.settle(attempt, "no-answer", asked=asked).disposition == "no-answer"
    assert only(book, Intention) == meant()


# --------------------------------------------------------------------------------- numbers and do not call


@pytest.mark.parametrize("disposition", ["wrong-number", "out-of-service", "dnc-number"])
def test_a_bad_number_drops_that_number_only(book: Book, disposition: str) -> None:
    both = person(3, number("+442079460103"), number("+447700900103", "mobile"))
    book.put(both)
    book.settle(book.begin(3, number="+447700900103"), disposition)
    assert [n.e164 for n in book.judge().numbers(both)] == ["+442079460103"]
    book.settle(book.begin(3, number="+442079460103"), disposition)
    assert book.judge().numbers(both) == []


def test_a_number_that_was_wrong_is_right_again_once_they_answer_on_it(book: Book) -> None:
    attempt = book.begin()
    book.settle(attempt, "wrong-number")
    assert book.standing().number(attempt.number).status == "wrong"
    book.settle(book.begin(number=attempt.number, inbound=True), "conversation")
    assert book.standing().number(attempt.number).status == ""


def forbidden(book: Book, contact: int = 1) -> bool:
    found = book.store.get(Contact, contact)
    assert found
    return not book.judge().numbers(found) or bool(book.standing(contact).do_not_call)


@pytest.mark.parametrize("disposition", ["dnc-number", "dnc-person"])
@pytest.mark.parametrize("later", [d.id for d in DISPOSITIONS if "do-not-call" not in (d.number, d.contact)])
def test_do_not_call_outlives_every_later_result(book: Book, disposition: str, later: str) -> None:
    book.settle(book.begin(), disposition)
    book.settle(book.begin(), later, when="fri 9")
    assert forbidden(book)


def test_a_number_not_to_be_called_holds_everybody_who_has_it(book: Book) -> None:
    colleague = person(3, number("+442079460101"))
    book.put(colleague)
    book.settle(book.begin(1), "dnc-number")
    assert book.judge().numbers(colleague) == []
    assert not book.standing(3).do_not_call


@pytest.mark.parametrize("disposition", ["dnc-number", "dnc-person"])
def test_undo_lifts_do_not_call_for_that_very_result_only(book: Book, disposition: str) -> None:
    first = book.settle(book.begin(), disposition)
    second = book.settle(book.begin(), disposition)
    book.undo(second)
    assert forbidden(book)
    book.undo(first)
    assert not forbidden(book)
    assert [bool(d.lifted) for d in book.store.all(DoNotCall)] == [True, True]  # written down, never deleted


@pytest.mark.parametrize("number", ["", "+442079460101"])
def test_undo_does_not_lift_what_the_rep_said(book: Book, number: str) -> None:
    attempt = book.settle(book.begin(), "not-interested")
    book.commit(1, Changes(book.by, 1).forbid(number))
    book.undo(attempt)
    assert forbidden(book)


@pytest.mark.parametrize("disposition", ["dnc-number", "dnc-person"])
def test_the_rep_can_lift_it(book: Book, disposition: str) -> None:
    book.settle(book.begin(), disposition)
    book.commit(1, Changes(book.by, 1).lift())
    assert not forbidden(book)


# --------------------------------------------------------------------------------------------------- undo

FIELDS: dict[str, Any] = {"right": "a", "wrong": "b", "next": "c", "unready": "d", "kept": True, "felt": 2}


@pytest.mark.parametrize("came", DISPOSITIONS.items, ids=ids)
def test_undo_is_exact(book: Book, came: Disposition) -> None:
    """After it everything is as before the result, but for the words, now in a form, and the note of it."""
    book.put(meant())
    owed(book, -30)
    book.commit(1, Batch((Promise(1, 1, 77, "delivery?", NOW - HOUR, NOW - DAY),)))
    book.settle(book.begin(), "gatekeeper", line="earlier")
    attempt = book.begin(answered=NOW - MINUTE)
    new = (Draft, Undo, DoNotCall)
    before = contents(book, new)
    book.now += MINUTE
    settled = book.settle(attempt, came.id, asked=meant(), when="2026-11-27 09:00", line="x", **FIELDS)
    book.now += MINUTE
    book.undo(settled)
    assert contents(book, new) == before
    assert same(book.standing(), folded(book))
    assert not [d for d in book.store.all(DoNotCall) if not d.lifted]
    note, draft = only(book, Undo), only(book, Draft)
    assert (note.attempt, note.disposition, note.at) == (attempt.id, came.id, book.now)
    when = {"when": "2026-11-27 09:00"} if came.asks == "when" or came.meeting else {}
    assert (draft.form, draft.listed) == (Form(came.id, line="x", **when, **FIELDS), True)


def test_the_dial_stays_a_dial(book: Book) -> None:
    attempt = book.settle(book.begin(), "no-answer")
    book.undo(attempt)
    assert (book.standing().dials, list(book.store.unfinished())) == (1, [book.attempt(attempt.id)])


def test_undone_and_settled_again_is_as_if_nothing_had_been(book: Book) -> None:
    attempt = book.settle(book.begin(), "call-back", when="2026-11-27 09:00", **FIELDS)
    standing = book.standing()
    book.undo(attempt)
    form = form_of(book.store, book.attempt(attempt.id))
    book.settle(attempt, **{name: getattr(form, name) for name in ("disposition", "when", *FIELDS)})
    assert (book.standing(), list(book.store.all(Draft))) == (standing, [])
    assert len(book.store.all(Callback)) == len(book.store.all(Intention)) == 1


# --------------------------------------------------------------------------------------- the form, reopened


def test_a_saved_form_opens_as_it_was_saved(book: Book) -> None:
    fields = {**FIELDS, "when": "2026-11-27 09:00", "line": "x"}
    attempt = book.settle(book.begin(), "call-back", **fields)
    assert form_of(book.store, attempt) == Form("call-back", **fields)


def test_what_the_clock_guessed_is_asked_again(book: Book) -> None:
    attempt = book.settle(book.begin(answered=NOW), by_clock=True, right="asked")
    assert form_of(book.store, attempt) == Form(right="asked")
    book.store.apply(Batch(drops=((Draft, attempt.id),)))
    assert form_of(book.store, attempt).disposition == ""


def test_a_draft_outranks_what_was_saved(book: Book) -> None:
    attempt = book.settle(book.begin(), "conversation", right="saved")
    book.put(Draft(attempt.id, 1, NOW, Form("meeting", right="typed since")))
    assert form_of(book.store, attempt) == Form("meeting", right="typed since")


def test_nothing_saved_is_an_empty_form(book: Book) -> None:
    assert form_of(book.store, book.begin()) == Form()


def test_a_wall_time_survives_the_way_through_a_form(book: Book) -> None:
    """The words of a reopened callback mean the same moment again, also across a clock change."""
    agreed = read("2027-03-28 09:00", NOW, book.place)
    attempt = book.settle(book.begin(), "call-back", when="2027-03-28 09:00")
    book.settle(attempt, "call-back", when=form_of(book.store, attempt).when)
    assert only(book, Callback).due == agreed.utc == NOW.replace(year=2027, month=3, day=28, hour=8)


@pytest.mark.parametrize(
    ("due", "answered", "done"),
    [
        (-HOUR, None, True),
        (-HOUR, True, True),
        (-HOUR, False, False),
        (DAY, None, False),
        (DAY, True, True),
        (DAY, False, False),
    ],
)
def test_whether_they_got_the_answer_decides_about_promises(
    book: Book, due: timedelta, answered: bool | None, done: bool
) -> None:
    book.commit(1, Batch((Promise(1, 1, 77, "delivery?", NOW + due, NOW - DAY),)))
    attempt = book.settle(book.begin(), "conversation", answered=answered)
    assert (only(book, Promise).done is not None) is done
    assert only(book, Reflection).answered is answered
    assert form_of(book.store, attempt).answered is answered, "opened again it says the same"
    book.undo(attempt)
    assert only(book, Promise).done is None


def test_who_was_not_reached_got_no_answer(book: Book) -> None:
    book.commit(1, Batch((Promise(1, 1, 77, "delivery?", NOW - HOUR, NOW - DAY),)))
    book.settle(book.begin(), "no-answer", answered=True)
    assert only(book, Promise).done is None


def test_a_callback_is_done_whatever_was_answered(book: Book) -> None:
    book.commit(1, Batch((Callback(1, 1, "?", "Europe/London", NOW, NOW - DAY),)))
    book.settle(book.begin(), "conversation", answered=False)
    assert only(book, Callback).done
