"""What a command asks for, as a value: done at once, or handed to the open app, which does the very same.

A request holds what was said, not the records it will become: those depend on what else happened until it
is carried out. Carrying one out twice changes nothing the second time, so that whoever was killed between
the save and the note of it may begin again.

Over 300 lines: each kind of request stands here with what it does, so that a new one is made like the others.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Generator, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any

from tui.core.books import Books
from tui.core.call.attempt import Attempt, CallList, DoNotCall
from tui.core.call.reflection import Form, Reflection
from tui.core.call.result import form_of, settle
from tui.core.day.coach import Comment
from tui.core.hours import when
from tui.core.lists import dnc
from tui.core.lists.dnc import DncList, Packed
from tui.core.lists.imported import Imported, mark, note
from tui.core.people.contact import Contact
from tui.core.ports import Batch
from tui.core.practice import recall
from tui.core.practice.practice import Drill, Review
from tui.core.queue.standing import Standing
from tui.core.text import count, fold, plain


@dataclass(frozen=True, slots=True)
class Log:
    """A call made without the app."""

    contact: int
    disposition: str
    at: datetime
    """When it was (UTC). With the contact it is what tells one call from another."""
    number: str = ""
    """E.164; empty: they have none."""
    right: str = ""
    wrong: str = ""
    next: str = ""
    when: str = ""
    """The time of the callback in words, by the contact's clock and as of `at`."""
    kept: bool | None = None
    """Whether they did what they meant to; None: not said."""


@dataclass(frozen=True, slots=True)
class Forbid:
    """Numbers that must not be called."""

    numbers: tuple[str, ...]
    """E.164."""
    at: datetime
    why: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """What an import makes of somebody we have."""

    before: Contact
    after: Contact


@dataclass(frozen=True, slots=True)
class TakeIn:
    """The people of a planned import. The ids of the new ones are given when they are taken in."""

    new: tuple[Contact, ...]
    changed: tuple[Change, ...]
    lists: tuple[CallList, ...]
    """The lists they came from, with the moment of the import; a list is known by its name."""
    known: int
    """The highest id of a contact the plan knew: later ones may be the same people."""


@dataclass(frozen=True, slots=True)
class Practised:
    """Lines of a round of practice that were answered, or its end, or ratings that were changed.

    A review is known by its item and its moment, a round by the moment it began: the ids are given when it is
    carried out, and a review that is there already takes on what this one says.
    """

    reviews: tuple[Review, ...]
    drill: Drill


@dataclass(frozen=True, slots=True)
class TakeList:
    """A file of a do-not-call list. `full` and without a number: the list is given up."""

    name: str
    """The list's: the file takes the place of what this list said before, or changes it."""
    file: str
    at: datetime
    """When it was asked for. With the name and the file it is what tells one import from another."""
    as_of: datetime
    """When the list was as the file says."""
    full: bool
    """Whether the file is all of the list; else what came and went."""
    added: Packed
    dropped: Packed


@dataclass(frozen=True, slots=True)
class TakeComments:
    """What a coach wrote to a report. A comment that is there already is not taken again."""

    texts: tuple[str, ...]
    who: str
    at: datetime


Request = Log | Forbid | TakeIn | TakeList | Practised | TakeComments


@dataclass(frozen=True, slots=True)
class Done:
    """A request as changes to save."""

    batch: Batch
    """Empty: it was carried out before."""
    said: str
    """What came in, as a sentence without its full stop."""
    attempt: int = 0
    """Id of the logged call."""


@dataclass(frozen=True, slots=True)
class Impossible:
    """A request that cannot be carried out any more, and why, as the end of a sentence."""

    why: str


#: Something made in steps, between which others may have their turn; what it comes to is its return value.
Steps = Generator[None, None, Done | Impossible]
#: So many people are taken in at one step.
_AT_ONCE = 300


def carry_out(request: Request, books: Books) -> Done | Impossible:
    """What a request changes now. Never raises for what may be in one."""
    match request:
        case Log():
            return _log(request, books)
        case Forbid():
            return _forbid(request, books)
        case TakeIn():
            return _take_in(request, books)
        case Practised():
            return _practised(request, books)
        case TakeList():
            return _take_list(request, books)
        case TakeComments():
            return _take_comments(request, books)


def _log(call: Log, books: Books) -> Done | Impossible:
    contact = books.shelf.get(Contact, call.contact)
    came = books.dispositions.get(call.disposition)
    if contact is None:
        return Impossible(f"nobody here has the id {call.contact}")
    if came is None:
        return Impossible(f"'{call.disposition}' is no disposition here")
    said = f"Logged beside the app: {contact.title}, {came.name.removesuffix(' at…')}"
    for logged in books.shelf.of_contact(Attempt, contact.id):
        if logged.started == call.at and _is_logged(call, logged, books):
            return Done(Batch(), said, logged.id)
    attempt = Attempt(
        books.new_id(Attempt), contact.id, call.number, call.at, purpose=contact.purpose, ended=call.at
    )
    right, wrong, then = (plain(text) for text in (call.right, call.wrong, call.next))
    line = "" if came.connected else right or wrong
    asked = books.intention(call.at) if came.connected else None
    kept = call.kept if asked else None
    form = Form(came.id, line=line, when=call.when, kept=kept, right=right, wrong=wrong, next=then)
    by = books.settling(contact.id, call.at, call.number)
    return Done(settle(by, attempt, form, asked=asked, by_clock=False), said, attempt.id)


def _is_logged(call: Log, logged: Attempt, books: Books) -> bool:
    """Whether a call of that moment is this one. With other words, or another time, it is not: they would be
    lost."""
    if not logged.disposition:  # its result was taken back since, and that must stay so
        return True
    saved = books.shelf.get(Reflection, logged.id)
    words = (saved.right, saved.wrong, saved.next) if saved else ("", "", "")
    said = tuple(" ".join(plain(text).split()) for text in (call.right, call.wrong, call.next))
    same_time = form_of(books.shelf, logged).when in (call.when, _agreed(call, books))
    return logged.disposition == call.disposition and words == said and same_time


def _agreed(call: Log, books: Books) -> str:
    """The time that was agreed, as a saved form has it; empty where the result knows none, or it is none."""
    came = books.dispositions.get(call.disposition)
    if came is None or not (came.meeting or came.asks == "when"):
        return ""
    try:
        time = when.read(call.when, call.at, books.settling(call.contact, call.at, call.number).place)
    except when.NotATime:
        return ""
    return f"{time.wall:%Y-%m-%d %H:%M}"


def _forbid(asked: Forbid, books: Books) -> Done:
    # What only a list says is no entry: the next edition of the list may lift it.
    known = (books.shelf.do_not_call(e164) for e164 in asked.numbers)
    there = {entry.number for entry in known if entry and not entry.list}
    fresh = sorted({*asked.numbers} - there)
    puts = tuple(DoNotCall(books.new_id(DoNotCall), asked.at, e164, why=plain(asked.why)) for e164 in fresh)
    said = f"{count(len(set(asked.numbers)), 'number')} added to do-not-call"
    return Done(Batch(puts), said)


def _take_list(asked: TakeList, books: Books) -> Done:
    name, old = asked.name, dnc.named(books.shelf, asked.name)
    if old and (old.file, old.imported) == (asked.file, asked.at):
        return Done(Batch(), _has(old))
    before = old.editions if old else ()
    if asked.full:
        editions = dnc.renewed(before, asked.as_of, asked.added)
    else:
        editions = dnc.changed(before, asked.as_of, asked.added, asked.dropped)
    if not editions:
        return Done(Batch(drops=((DncList, old.id),) if old else ()), f"The do-not-call list {name} is gone")
    as_of = max(old.as_of, asked.as_of) if old and not asked.full else asked.as_of
    new = DncList(old.id if old else books.new_id(DncList), name, asked.at, as_of, asked.file, editions)
    return Done(Batch((new,)), _has(new))


def _has(listed: DncList) -> str:
    return f"The do-not-call list {listed.name} has {count(listed.total, 'number')}"


def _take_comments(asked: TakeComments, books: Books) -> Done:
    there = {fold(one.text) for one in books.shelf.all(Comment)}
    new = [text for text in dict.fromkeys(map(plain, asked.texts)) if fold(text) not in there]
    puts = tuple(Comment(books.new_id(Comment), text, asked.at, plain(asked.who)) for text in new)
    return Done(Batch(puts), f"{count(len(new), 'new comment')} of {plain(asked.who) or 'your coach'}")


def _practised(done: Practised, books: Books) -> Done | Impossible:
    if books.schedule is None:
        return Impossible("nothing here knows when cards come again")
    batch = recall.keep(done.reviews, done.drill, books, books.schedule)
    what = count(len(done.reviews), "line") if done.reviews else "a round"
    return Done(batch, f"Practised beside the app: {what}")


def _take_in(asked: TakeIn, books: Books) -> Done | Impossible:
    return in_one(taking_in(asked, books))


def in_one(steps: Steps) -> Done | Impossible:
    """What steps come to, without a pause between them."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            done: Done | Impossible = end.value
            return done


def taking_in(asked: TakeIn, books: Books) -> Steps:
    """What an import changes, in steps: 100,000 people take most of a second, and keys come in between.

    Who is new is made first; of whom we have, and of the lists, nothing is read before the last step.
    """
    names = ", ".join(one.name for one in asked.lists)
    said = f"{count(len(asked.new), 'person', 'people')} imported from {names}"
    if asked.changed:
        said += f", {len(asked.changed):,} updated"
    if all((old := _list(books, one)) and _same_import(old, one) for one in asked.lists):
        return Done(Batch(), said)
    new: list[Contact] = []
    marks: list[str] = []
    standings: list[Standing] = []
    later = _since(asked, books)

    def take(contact: Contact) -> None:
        if not later or _who(contact) not in later:
            id = books.new_id(Contact)
            new.append(contact if contact.id == id else replace(contact, id=id))
            marks.append(mark(new[-1]))
            standings.append(Standing(id))

    for turn, contact in enumerate(asked.new, 1):
        take(contact)
        if turn % _AT_ONCE == 0:
            yield
    changed: list[tuple[Contact, Contact]] = []
    for change in asked.changed:
        current = books.shelf.get(Contact, change.before.id)
        if current is None:
            take(change.after)
        elif (merged := merge(change, current)) != current:
            changed.append((current, merged))
    earlier = [old for one in asked.lists if (old := _list(books, one))]
    lists = [_renewed(one, books) for one in asked.lists]
    imported = note(books.new_id(Imported), new, "".join(marks), changed, lists, earlier)
    return Done(Batch((*(after for _, after in changed), *new, *standings, *lists, imported)), said)


def _list(books: Books, one: CallList) -> CallList | None:
    """The call list of that name that is there already."""
    return next((old for old in books.shelf.all(CallList) if old.name == one.name), None)


def _renewed(one: CallList, books: Books) -> CallList:
    old = _list(books, one)
    if old is None:
        return replace(one, id=books.new_id(CallList))
    return replace(old, file=one.file, imported=one.imported)


def _same_import(old: CallList, one: CallList) -> bool:
    return (old.file, old.imported) == (one.file, one.imported)


def _since(asked: TakeIn, books: Books) -> Collection[tuple[Any, ...]]:
    """Who came in after the import was planned."""
    ids = books.shelf.ids(Contact)
    found = (books.shelf.get(Contact, id) for id in ids[bisect_right(ids, asked.known) :])
    return {_who(contact) for contact in found if contact}


def _who(contact: Contact) -> tuple[Any, ...]:
    """What tells one person of a file from another."""
    return contact.name, contact.account, contact.email, tuple(n.e164 or n.raw for n in contact.numbers)


_FIELDS = tuple(field.name for field in fields(Contact) if field.name != "id")


def merge(change: Change, current: Contact) -> Contact:
    """What a change makes of the contact as it is now: what the rep changed in the meantime stays."""
    if current == change.before:
        return change.after
    merged = {}
    for name in _FIELDS:
        was, wanted, now = (getattr(of, name) for of in (change.before, change.after, current))
        if wanted != was:
            merged[name] = wanted if now == was else _both(name, was, wanted, now)
    return replace(current, **merged)


def _both(name: str, was: Any, wanted: Any, now: Any) -> Any:
    """A field that the import and the rep both changed: what only the import brings comes on top."""
    if isinstance(now, tuple):
        return (*now, *_unknown(wanted, was, now))
    if isinstance(now, Mapping):
        return {**{key: text for key, text in wanted.items() if key not in was}, **now}
    if name == "notes":
        added = wanted.removeprefix(was).strip("\n")
        return now if added in now else f"{now}\n{added}".strip("\n")
    return now or wanted


def _unknown(numbers: Iterable[Any], *known: Iterable[Any]) -> Iterator[Any]:
    """The numbers that are in none of the others."""
    there = {n.e164 or n.raw for numbers in known for n in numbers}
    return (n for n in numbers if (n.e164 or n.raw) not in there)
