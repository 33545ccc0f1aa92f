"""What a result does: to the attempt, the contact's standing, callbacks, promises, do-not-call, intentions.

`settle` writes a form's meaning into one batch; `undo` is its opposite. Both first take back whatever the
attempt had brought about before, so settling twice (a reopened form) counts once.

Over 300 lines: what one does the other takes back, so they are read together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from typing import TypeVar

from tui.core import text
from tui.core.call import meetings
from tui.core.call.attempt import Attempt, Callback, DoNotCall, Promise, Skip, Undo
from tui.core.call.disposition import UNCONFIRMED, Disposition, Dispositions
from tui.core.call.reflection import AND, Capture, Draft, Form, Intention, Reflection, objections
from tui.core.hours import when
from tui.core.people.contact import Contact, Number
from tui.core.ports import Batch, Record, Shelf
from tui.core.queue.standing import EARLY, fold

H = TypeVar("H", Attempt, Callback, Promise, Skip, DoNotCall)


#: Fewer digits than this in the line of a wrong number are no try at a number.
_DIGITS = 5


@dataclass(frozen=True, slots=True)
class Settling:
    """Everything needed to settle one attempt."""

    shelf: Shelf
    dispositions: Dispositions
    new_id: Callable[[type[Record]], int]
    now: datetime
    place: tzinfo
    """The contact's zone, for the time of a callback."""


def settle(by: Settling, attempt: Attempt, form: Form, *, asked: Intention | None, by_clock: bool) -> Batch:
    """The batch that saves a form.

    Args:
        by: what to look things up with.
        attempt: the attempt as it ended.
        form: what the rep filled in. Without a disposition an answered call becomes *conversation,
            unconfirmed*; any other stays without a result.
        asked: the intention the form asked about.
        by_clock: whether the time ran out (or the form was put aside), not the rep saved.

    Over 40 lines: what each part of the batch is depends on those before it.
    """
    came = by.dispositions.get(form.disposition)
    guessed = came is None and attempt.answered is not None
    if guessed:
        came = by.dispositions.get(UNCONFIRMED)
    ended = attempt.ended or by.now
    callback = _callback(by, replace(attempt, ended=ended), form, came)
    meets = _meets(by, replace(attempt, ended=ended), form, came)
    timeless = came is not None and came.meeting and bool(form.when.strip()) and not meets
    unclear = guessed or came is None or (came.asks == "when" and callback is None) or timeless
    attempt = replace(
        attempt,
        disposition=came.id if came else "",
        confirmed=not unclear,
        meets=meets,
        ended=ended,
        notes=as_left(by.shelf, attempt).notes,
    )
    taken_back = _take_back(by, attempt)
    if asked:
        asked = next((p for p in taken_back.puts if isinstance(p, Intention) and p.id == asked.id), asked)
        asked = None if asked.attempt == attempt.id else asked
    puts: list[Record] = [attempt, *_forbidden(by, attempt, came), *_mended(by, attempt, form, came)]
    puts += (captures := _captures(by, attempt, form))
    stay = {(Capture, capture.id) for capture in captures}
    drops: list[tuple[type[Record], int]] = [drop for drop in taken_back.drops if drop not in stay]
    if callback:
        puts.append(callback)
    if came and came.connected:
        puts += _kept_times(by, attempt, taken_back, form.answered, agreed=callback is not None)
    puts += _words(by, attempt, form, came, asked, by_clock)
    if unclear:
        puts.append(Draft(attempt.id, attempt.contact, by.now, form, attempt.notes, listed=True))
    else:
        drops.append((Draft, attempt.id))
    if not any(isinstance(p, Reflection) for p in puts):
        drops.append((Reflection, attempt.id))
    meant = _meant(by.shelf, attempt)
    if meant and not form.next.strip():
        drops.append((Intention, meant.id))
    return with_standing(by, attempt.contact, Batch((*taken_back.puts, *puts), tuple(drops)))


def undo(by: Settling, attempt: Attempt) -> Batch:
    """The batch that takes a result back. The dial stays a dial; the words stay, as a form to reopen."""
    form = form_of(by.shelf, attempt)
    taken_back = _take_back(by, attempt)
    note = Undo(by.new_id(Undo), attempt.contact, attempt.id, by.now, attempt.disposition)
    open_form = Draft(attempt.id, attempt.contact, by.now, form, attempt.notes, listed=True)
    bare = replace(attempt, disposition="", confirmed=True, meets="")
    meant = _meant(by.shelf, attempt)
    words: list[tuple[type[Record], int]] = [(Reflection, attempt.id)]
    if meant:
        words.append((Intention, meant.id))
    batch = Batch((*taken_back.puts, bare, open_form, note), (*taken_back.drops, *words))
    return with_standing(by, attempt.contact, batch)


def forget(shelf: Shelf, attempt: Attempt) -> Batch:
    """The batch that takes out an attempt nothing was dialed for. What was typed while the phone got ready
    goes to the notes on the person."""
    contact = shelf.get(Contact, attempt.contact)
    puts: tuple[Record, ...] = ()
    if contact and (notes := as_left(shelf, attempt).notes):
        puts = (replace(contact, notes=f"{contact.notes}\n{notes}".strip("\n")),)
    return Batch(puts, ((Attempt, attempt.id), (Draft, attempt.id)))


def as_left(shelf: Shelf, attempt: Attempt) -> Attempt:
    """An attempt to open again, with the notes of a call that was cut off before its end was saved."""
    draft = shelf.get(Draft, attempt.id)
    return attempt if attempt.notes or draft is None else replace(attempt, notes=draft.notes)


def form_of(shelf: Shelf, attempt: Attempt) -> Form:
    """The form of an attempt, to open again: the unsaved one if there is one, else what was saved."""
    draft = shelf.get(Draft, attempt.id)
    if draft:
        return draft.form
    saved = shelf.get(Reflection, attempt.id) or Reflection(attempt.id, attempt.contact, attempt.started)
    callback = next((c for c in shelf.of_contact(Callback, attempt.contact) if c.attempt == attempt.id), None)
    return Form(
        disposition=attempt.disposition if attempt.confirmed else "",
        line=saved.line,
        when=callback.wall.replace("T", " ") if callback else meetings.wall(attempt.meets),
        kept=saved.kept,
        right=saved.right,
        wrong=saved.wrong,
        next=saved.next,
        felt=saved.felt,
        answered=saved.answered,
        unready=AND.join(capture.text for capture in _captured(shelf, attempt)),
    )


def with_standing(by: Settling, contact: int, batch: Batch) -> Batch:
    """The batch, with the contact's standing as it will be after it."""
    standing = fold(
        contact,
        sorted(_after(by.shelf, Attempt, contact, batch), key=lambda a: a.started),
        _after(by.shelf, Callback, contact, batch),
        _after(by.shelf, Promise, contact, batch),
        _after(by.shelf, Skip, contact, batch),
        _after(by.shelf, DoNotCall, contact, batch),
        by.dispositions,
    )
    return batch + Batch((standing,))


def _after(shelf: Shelf, kind: type[H], contact: int, batch: Batch) -> list[H]:
    """A contact's records of a kind as they will be once `batch` is in."""
    records = {r.id: r for r in shelf.of_contact(kind, contact)}
    records.update((p.id, p) for p in batch.puts if isinstance(p, kind) and p.contact == contact)
    for dropped, id in batch.drops:
        if dropped is kind:
            records.pop(id, None)
    return list(records.values())


def _take_back(by: Settling, attempt: Attempt) -> Batch:
    """Undo what this attempt's earlier result, if any, brought about in other records."""
    shelf, id = by.shelf, attempt.id
    puts: list[Record] = [
        replace(d, lifted=by.now)
        for d in shelf.of_contact(DoNotCall, attempt.contact)
        if d.attempt == id and not d.lifted
    ]
    puts += [
        replace(owed, done=None)
        for owed in _owed(shelf, attempt.contact)
        if owed.done and owed.done == attempt.ended and owed.attempt != id
    ]
    drops: list[tuple[type[Record], int]] = [
        *((Callback, c.id) for c in shelf.of_contact(Callback, attempt.contact) if c.attempt == id),
        *((Capture, capture.id) for capture in _captured(shelf, attempt)),
    ]
    saved = shelf.get(Reflection, id)
    asked = shelf.get(Intention, saved.intention) if saved else None
    if saved and asked and asked.tried == attempt.ended:
        puts.append(replace(asked, tried=None))
    return Batch(tuple(puts), tuple(drops))


def _meant(shelf: Shelf, attempt: Attempt) -> Intention | None:
    """The intention that came from this attempt's form, if it was saved before."""
    saved = shelf.get(Reflection, attempt.id)
    if saved is None or not saved.next:
        return None
    newest_first = (shelf.get(Intention, id) for id in reversed(shelf.ids(Intention)))
    return next((i for i in newest_first if i and i.attempt == attempt.id), None)


def _captured(shelf: Shelf, attempt: Attempt) -> list[Capture]:
    """The objections that were written down in this attempt's form."""
    captures = (c for c in shelf.of_contact(Capture, attempt.contact) if c.attempt == attempt.id)
    return sorted(captures, key=lambda capture: capture.id)


def _captures(by: Settling, attempt: Attempt, form: Form) -> list[Capture]:
    """The same as the form has them now. One that was there stays the same record, put away or not."""
    before = {text.fold(capture.text): capture for capture in _captured(by.shelf, attempt)}
    return [
        replace(old, text=said)
        if (old := before.get(text.fold(said)))
        else Capture(by.new_id(Capture), attempt.contact, attempt.id, said, by.now)
        for said in objections(form.unready)
    ]


def _owed(shelf: Shelf, contact: int) -> list[Callback | Promise]:
    return [*shelf.of_contact(Callback, contact), *shelf.of_contact(Promise, contact)]


def _callback(by: Settling, attempt: Attempt, form: Form, came: Disposition | None) -> Callback | None:
    if came is None or came.asks != "when":
        return None
    try:
        agreed = when.read(form.when, min(by.now, attempt.ended or by.now), by.place)
    except when.NotATime:
        return None
    return Callback(
        by.new_id(Callback),
        attempt.contact,
        f"{agreed.wall:%Y-%m-%dT%H:%M}",
        str(by.place),
        agreed.utc,
        by.now,
        attempt.id,
    )


def _meets(by: Settling, attempt: Attempt, form: Form, came: Disposition | None) -> str:
    """The time of the meeting as it is kept; one that is over by now stays as it was."""
    if came is None or not came.meeting or not form.when.strip():
        return ""
    if attempt.meets and form.when.strip() == meetings.wall(attempt.meets):
        return attempt.meets
    try:
        agreed = when.read(form.when, min(by.now, attempt.ended or by.now), by.place)
    except when.NotATime:
        return ""
    return meetings.written(agreed, by.place)


def right_number(line: str, dialed: str) -> Number | None:
    """The number in the line of a wrong number, read as one of the country of the dialed one; None: words."""
    if sum(character.isdigit() for character in line) < _DIGITS:
        return None
    from tui.core.people import phone  # what reads numbers is 10 ms to import, and the app opens without it

    heads = (dialed[1 : 1 + size] for size in (1, 2, 3))  # of a call without a number there are none
    codes = (phone.country_of_code(head) for head in heads if head.isdecimal())
    return phone.parse(line, phone.country_of(dialed) or next(filter(None, codes), ""))


def _mended(by: Settling, attempt: Attempt, form: Form, came: Disposition | None) -> Iterable[Record]:
    """The person with the right number, where a wrong one was answered with it. It stays when the result is
    taken back: it is their number all the same."""
    right = right_number(form.line, attempt.number) if came and came.number == "wrong" else None
    contact = by.shelf.get(Contact, attempt.contact)
    if right and right.callable and contact and right.e164 not in {n.e164 for n in contact.numbers}:
        yield replace(contact, numbers=(*contact.numbers, right))


def _forbidden(by: Settling, attempt: Attempt, came: Disposition | None) -> Iterable[Record]:
    if came and came.number == "do-not-call":
        yield DoNotCall(by.new_id(DoNotCall), by.now, attempt.number, attempt.contact, attempt.id, came.name)
    if came and came.contact == "do-not-call":
        yield DoNotCall(by.new_id(DoNotCall), by.now, "", attempt.contact, attempt.id, came.name)


def _kept_times(
    by: Settling, attempt: Attempt, taken_back: Batch, answered: bool | None, *, agreed: bool
) -> Iterable[Record]:
    """What was owed and is done now that we spoke, marked with the call's end.

    That is every callback and promise that was due; a new time that was agreed also replaces the one before.
    Where the rep says whether they got the answer, that alone decides about promises: one that was answered
    is done early, one that was not stays open.
    """
    ended, contact = attempt.ended, attempt.contact
    assert ended is not None
    callbacks = _after(by.shelf, Callback, contact, taken_back)
    owed: list[Callback | Promise] = [*callbacks, *_after(by.shelf, Promise, contact, taken_back)]
    for one in owed:
        before = not one.done and one.attempt != attempt.id and one.made <= ended
        done = one.due - EARLY <= ended or (agreed and isinstance(one, Callback))
        if isinstance(one, Promise) and answered is not None:
            done = answered
        if before and done:
            yield replace(one, done=ended)


def _words(
    by: Settling,
    attempt: Attempt,
    form: Form,
    came: Disposition | None,
    asked: Intention | None,
    by_clock: bool,
) -> Iterable[Record]:
    """The reflection, the new intention, the old one marked as tried."""
    connected = bool(came and came.connected)
    texts = {f: " ".join(getattr(form, f).split()) for f in ("line", "right", "wrong", "next")}
    if connected or form.lines:
        yield Reflection(
            attempt.id,
            attempt.contact,
            by.now,
            texts["line"],
            texts["right"],
            texts["wrong"],
            texts["next"],
            form.kept,
            asked.id if asked and connected else 0,
            form.felt,
            by_clock,
            form.answered if connected else None,
        )
    if asked and connected and asked.tried is None:
        yield replace(asked, tried=attempt.ended)
    if texts["next"]:
        meant = _meant(by.shelf, attempt)
        yield (
            replace(meant, text=texts["next"])
            if meant
            else Intention(by.new_id(Intention), texts["next"], by.now, attempt.id)
        )
