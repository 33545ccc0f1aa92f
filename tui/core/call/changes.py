"""Changes beside a call, each as a batch: skip, touch, callback, promise, do-not-call, people."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from tui.core.call.attempt import Callback, DoNotCall, Promise, Skip, Touch
from tui.core.call.result import Settling
from tui.core.hours.hours import zone
from tui.core.hours.when import When
from tui.core.lists.dnc import DncList, without
from tui.core.people.best import NotABest, read_best
from tui.core.people.contact import Contact, Number
from tui.core.ports import Batch, Record, Shelf
from tui.core.text import plain, plain_lines

#: Ways to be in touch that are no call (P9): key, id, words.
MEDIA = (
    ("e", "e-mail", "an e-mail"),
    ("m", "message", "a message"),
    ("v", "visit", "a visit"),
    ("l", "letter", "a letter"),
)

#: What keeps us from a call (P27): key, id, words.
SKIP_REASONS = (
    ("1", "not ready", "I am not ready for this one"),
    ("2", "wrong moment", "not a good moment for them"),
    ("3", "rather not", "I would rather not"),
    ("4", "research", "I want to look something up first"),
)
#: Of these a skip that was no hard moment: it spared them.
THEIR_SAKE = frozenset({"wrong moment"})


@dataclass(frozen=True, slots=True)
class Changes:
    """Builds the batches for one contact."""

    by: Settling
    contact: int

    def skip(self, reason: str = "") -> Batch:
        """Passed over: last today."""
        return Batch((Skip(self.by.new_id(Skip), self.contact, self.by.now, reason),))

    def touch(self, medium: str, text: str = "") -> Batch:
        """An e-mail, message or visit."""
        return Batch((Touch(self.by.new_id(Touch), self.contact, self.by.now, medium, plain(text)),))

    def callback(self, agreed: When, attempt: int = 0) -> Batch:
        """A time to call; it takes the place of one set before."""
        zone = str(self.by.place)
        made = Callback(
            self.by.new_id(Callback),
            self.contact,
            f"{agreed.wall:%Y-%m-%dT%H:%M}",
            zone,
            agreed.utc,
            self.by.now,
            attempt,
        )
        given_up = [
            replace(c, done=self.by.now)
            for c in self.by.shelf.of_contact(Callback, self.contact)
            if not c.done
        ]
        return Batch((*given_up, made))

    def promise(self, question: str, due: datetime, attempt: int) -> Batch:
        """An answer we owe."""
        promised = Promise(self.by.new_id(Promise), self.contact, attempt, plain(question), due, self.by.now)
        return Batch((promised,))

    def answer(self, promise: Promise, *, who: str, answer: str) -> Batch:
        """Who knows what we owe, and what it is. It stays owed until they have it."""
        return Batch((replace(promise, who=plain(who).strip(), answer=plain(answer).strip()),))

    def keep(self, promise: Promise) -> Batch:
        """They have the answer."""
        return Batch((replace(promise, done=self.by.now),))

    def put_off(self, promise: Promise, due: datetime) -> Batch:
        """Another time for the answer."""
        return Batch((replace(promise, due=due),))

    def unskip(self, skip: Skip) -> Batch:
        """Not passed over after all: as if it had not been."""
        return Batch(drops=((Skip, skip.id),))

    def forbid(self, e164: str = "") -> Batch:
        """Never call this number again; without one, this person."""
        number = DoNotCall(
            self.by.new_id(DoNotCall), self.by.now, e164, self.contact, why="asked not to be called"
        )
        return Batch((number,))

    def lift(self, e164: str = "") -> Batch:
        """Take the do-not-call of this person back, and of this number whoever said it, a list too.

        That it was taken off a list is written down; the next full file that has it puts it there again.
        """
        shelf, now = self.by.shelf, self.by.now
        entries = [d for d in shelf.of_contact(DoNotCall, self.contact) if not d.lifted]
        single = shelf.do_not_call(e164) if e164 else None
        if single and not single.list and single.id not in {d.id for d in entries}:
            entries.append(single)
        puts: list[Record] = [replace(d, lifted=now) for d in entries]
        for one in without(shelf.all(DncList), e164):
            note = DoNotCall(self.by.new_id(DoNotCall), now, e164, why=f"on the list {one.name}")
            puts += [replace(note, lifted=now, list=one.name), one]
        return Batch(tuple(puts))


def person(id: int, fields: Mapping[str, str], country: str, base: Contact | None = None) -> Contact:
    """A contact out of what was typed into a form; what the form did not ask stays as it was.

    Args:
        id: of a new contact; an edited one keeps its own.
        fields: `name`, `account`, `role`, `numbers` (several with commas), `email`, `reason`, `best`, `zone`,
            `notes`.
        country: where a number without a country code is from.
        base: the contact that is edited.
    """
    known = {n.shown: n for n in base.numbers} if base else {}
    numbers = tuple(known.get(raw) or number for raw, number in _numbers(fields, country))
    one_line = ("name", "account", "role", "email", "reason", "best", "zone")
    texts = {f: plain(fields[f]).strip() for f in one_line if f in fields}
    if "notes" in fields:
        texts["notes"] = plain_lines(fields["notes"])
    made = replace(base or Contact(id, ""), **texts)  # type: ignore[arg-type]  # the names are text fields
    return replace(made, numbers=numbers) if "numbers" in fields else made


def flaw(fields: Mapping[str, str], country: str) -> str:
    """What is wrong with a filled-in form, as a sentence; empty when nothing is."""
    if not (fields.get("name") or fields.get("account")):
        return "A name or an account, please."
    for raw, number in _numbers(fields, country):
        if not number.callable:
            return f"{plain(raw)}: {number.why_not or 'no phone number'}."
    if (name := fields.get("zone", "")) and not zone(plain(name)):
        return f"{plain(name)} is no time zone. Names look like Europe/Lisbon or America/Denver."
    try:
        if best := fields.get("best", ""):
            read_best(plain(best))
    except NotABest as unclear:
        return str(unclear)
    return ""


def shared(fields: Mapping[str, str], country: str, shelf: Shelf, but: Container[int] = ()) -> list[Contact]:
    """Who else has one of the numbers that were typed into a form; each once, `but` those."""
    numbers = (number.e164 for _, number in _numbers(fields, country))
    found = {c.id: c for e164 in numbers if e164 for c in shelf.by_number(e164) if c.id not in but}
    return list(found.values())


def _numbers(fields: Mapping[str, str], country: str) -> Iterator[tuple[str, Number]]:
    """The numbers typed into a form, each as it was typed and as it is read."""
    from tui.core.people import (  # what reads them is 10 ms to import, and the app opens without it
        phone,
        phone_text,
    )

    for raw in phone_text.split_cell(fields.get("numbers", "")):
        yield raw, phone.parse(raw, country)
