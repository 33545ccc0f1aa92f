"""What a rep does to a contact besides calling: asked on whatever screen it happens, saved at once.

Over 300 lines: each deed is short, and all of them ask and save in the same few ways.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING, Any, cast

from textual.screen import ModalScreen, Screen

from tui.core.call import changes
from tui.core.call.attempt import Attempt, Callback, Promise, Skip
from tui.core.call.changes import Changes
from tui.core.hours import hours, when
from tui.core.people.contact import Contact
from tui.core.ports import Batch, Saved
from tui.core.queue.verdict import Place
from tui.core.text import count, cut, plain
from tui.keys import key_of
from tui.runner import Runner
from tui.screens.ask import Ask, AskFields, AskKey, AskLine, Choice
from tui.wiring import Services

if TYPE_CHECKING:
    from tui.app import Offhook
    from tui.files.kept import Kept

#: What a file may have brought in that no form would take: asked about only when it is changed.
_CHECKED = frozenset({"best", "zone"})
#: Told what was saved, or what went wrong.
Report = Callable[[str, str], object]


@dataclass(frozen=True)
class Deeds:
    """Asks, and saves what was answered."""

    screen: Screen[None]
    services: Services
    runner: Runner
    report: Report
    """Called with (said, problem)."""

    def skip(self, contact: Contact, then: Callable[[str], object]) -> None:
        """Pass over; a reason is one key, none is enter. `then` gets it when it is saved."""
        rows = [Choice(key, id, words) for key, id, words in changes.SKIP_REASONS]
        question = AskKey(f"Skip {contact.title}: last today. What stopped you?", rows, enter="")
        self._ask(
            question,
            lambda why: self._save(
                contact, self._on(contact).skip(why), self._skipped(contact), lambda: then(why)
            ),
        )

    def _skipped(self, contact: Contact) -> str:
        """An agreed time outlives a skip: whoever skips it shall know."""
        verdict = self.runner.queue.get(contact.id)
        if not isinstance(verdict, Place) or not verdict.due:
            return f"Skipped: {contact.title}"
        return f"Skipped: {contact.title}. The {verdict.why} stands, and stays on top."

    def touch(self, contact: Contact) -> None:
        """Log an e-mail, message or visit."""
        rows = [Choice(key, id, words) for key, id, words in changes.MEDIA]

        def chosen(medium: str) -> None:
            line = AskLine(
                f"{medium} to {contact.title}",
                "what was it about, or what came of it (may stay empty)",
                may_be_empty=True,
                key=_of(contact, medium),
            )
            done = f"Logged: {medium} to {contact.title}. It does not count as a call."
            self._ask(line, lambda text: self._save(contact, self._on(contact).touch(medium, text), done))

        self._ask(AskKey(f"Another touch: {contact.title}", rows), chosen)

    def callback(self, contact: Contact) -> None:
        """Set a time to call, in words, by the contact's clock."""
        place = hours.zone(self.runner.zone_of(contact)) or self.services.zone

        def agreed(meant: when.When) -> None:
            done = f"Saved: call {contact.title} {meant.wall:%A %d %B, %H:%M} their time"
            self._save(contact, self._on(contact).callback(meant), done)

        self._ask_time(
            f"Call {contact.title} when? (their time, {place})", "", place, agreed, _of(contact, "call")
        )

    def promise(self, contact: Contact, attempt: Attempt) -> None:
        """I don't know: the question, and when the answer is promised (P17)."""
        place = hours.zone(self.runner.zone_of(contact, attempt.number)) or self.services.zone

        title = "“I don't know, I'll find out.” What did they ask?"
        first = AskLine(title, "their question", key=_of(contact, "question"))

        def asked(question: str) -> None:
            self.kept[first.key] = question  # until there is a time: esc behind it comes back to the question

            def promised(due: when.When) -> None:
                done = f"Promised for {due.wall:%A %H:%M}: {question}"
                self.kept.answered(first.key)
                self._save(contact, self._on(contact).promise(question, due.utc, attempt.id), done)

            title = "I'll find out and call you back. By when? (their time)"
            self._ask_time(title, "tomorrow 10:00", place, promised, _of(contact, "by when"))

        self._ask(first, asked)

    def owed(self, contact: Contact) -> list[Promise]:
        """The answers this person waits for, the earliest first."""
        open_ones = (p for p in self.services.store.of_contact(Promise, contact.id) if not p.done)
        return sorted(open_ones, key=lambda p: p.due)

    def answer(self, contact: Contact) -> None:
        """A place for the answer we owe (P17): who knows it, what it is, and that they have it."""
        owed = self.owed(contact)
        if not owed:
            return
        promise = owed[0]
        rows = [
            Choice("a", "answer", "change it" if promise.answer else "write it down, or who knows it"),
            Choice("d", "done", "they have it: done"),
            Choice("t", "time", "another time"),
        ]
        known = promise.answer or (f"{promise.who} knows it" if promise.who else "no answer yet")
        question = AskKey(f"{contact.title} asked: “{promise.question}”", rows, known, enter="answer")
        self._ask(question, lambda what: self._about_promise(contact, promise, what))

    def _about_promise(self, contact: Contact, promise: Promise, what: str) -> None:
        on = self._on(contact)
        if what == "done":
            said = f"Saved: {contact.title} has the answer"
            self._save(contact, on.keep(promise), said)
        elif what == "time":
            place = hours.zone(self.runner.zone_of(contact)) or self.services.zone

            def later(meant: when.When) -> None:
                done = f"Saved: the answer is promised for {meant.wall:%A %d %B, %H:%M} their time"
                self._save(contact, on.put_off(promise, meant.utc), done)

            self._ask_time(
                f"The answer by when? (their time, {place})", "", place, later, f"promise {promise.id}"
            )
        else:
            fields = [
                Ask("who", "who knows it", promise.who),
                Ask("answer", "the answer", promise.answer),
            ]

            def save(given: dict[str, str]) -> None:
                done = f"Saved: {'the answer for' if given['answer'] else 'who knows it for'} {contact.title}"
                self._save(contact, on.answer(promise, who=given["who"], answer=given["answer"]), done)

            title = f"“{promise.question}”"
            self._ask(AskFields(title, fields, lambda given: "", key=_of(contact, title)), save)

    def last_skip(self) -> Skip | None:
        """The newest skip, if it still counts: today, and not called since."""
        skip = self.services.store.latest(Skip)
        if skip is None or skip.at < self.runner.day_began:
            return None
        standing = self.runner.queue.judge.standing(skip.contact)
        return skip if standing.skipped == skip.at else None

    def unskip(self, skip: Skip) -> None:
        """Not passed over after all."""
        contact = self.services.store.get(Contact, skip.contact)
        if contact:
            self._save(contact, self._on(contact).unskip(skip), f"Back again: {contact.title}")

    @property
    def kept(self) -> Kept:
        """What was typed into questions that were left, by the question."""
        return cast("Offhook", self.screen.app).kept

    def _ask_time(
        self, title: str, value: str, place: tzinfo, then: Callable[[when.When], object], key: str
    ) -> None:
        """A time in words; asked again until it is understood."""

        def read(text: str) -> when.When:
            return when.read(text, self.runner.now.utc, place)

        def flaw(text: str) -> str:
            try:
                read(text)
            except when.NotATime as error:
                return str(error)
            return ""

        line = AskLine(title, "tomorrow 10 · fri 14:30 · in 2 hours", value, flaw, key=key, proposed=True)
        self._ask(line, lambda text: then(read(text)))

    def forbid(self, contact: Contact, e164: str) -> None:
        """Do not call: the number or the person; or back again, asked twice."""
        standing = self.runner.queue.judge.standing(contact.id)
        listed = self.services.store.do_not_call(e164) if e164 else None
        if contact.do_not_call or standing.do_not_call or listed:
            self._allow(contact, e164)
            return
        rows = [Choice("n", "number", f"this number, {e164}, whoever has it")] if e164 else []
        rows.append(Choice("p", "person", "this person, at any number"))
        stays = "It stays until you take it back yourself."
        hint = " ".join([*self._told_before(contact, e164), stays])

        def sure(what: str) -> None:
            batch = self._on(contact).forbid(e164 if what == "number" else "")
            whom = e164 if what == "number" else contact.title
            self._save(contact, batch, f"Saved: {whom} will not be called again")

        self._ask(AskKey(f"Do not call {contact.title}?", rows, hint), sure)

    def _told_before(self, contact: Contact, e164: str) -> list[str]:
        """What to know before nobody is called any more: who else has the number, what was promised."""
        others = [c for c in self.services.store.by_number(e164) if c.id != contact.id] if e164 else []
        said = []
        if others:
            names = ", ".join(c.title for c in others[:3]) + (
                f" and {len(others) - 3} more" * (len(others) > 3)
            )
            said.append(f"{names} {'has' if len(others) == 1 else 'have'} this number, too.")
        if owed := self.owed(contact):
            said.append(f"They wait for an answer: “{cut(owed[0].question, 60)}”.")
        set_for = [c.due for c in self.services.store.of_contact(Callback, contact.id) if not c.done]
        if set_for:
            at = self.runner.queue.judge.shown(min(set_for), self.runner.now.utc)
            said.append(f"A call is set for {at}; it would not be made.")
        return said

    def _allow(self, contact: Contact, e164: str) -> None:
        def once(_: str) -> None:
            again = AskKey(
                f"Really call {contact.title} again?",
                [Choice("y", "yes", "yes, they asked me to, or it was a mistake")],
                "Calling somebody who said no can be against the law where they are.",
            )
            self._ask(again, twice)

        def twice(_: str) -> None:
            batch = self._on(contact).lift(e164)
            if contact.do_not_call:
                batch += Batch((replace(contact, do_not_call=""),))
            self._save(contact, batch, f"Saved: {contact.title} may be called again")

        self._ask(
            AskKey(f"{contact.title} is not to be called.", [Choice("l", "lift", "take that back…")]), once
        )

    def add(self, referred_by: Contact | None = None) -> None:
        """Add a person; in a call, somebody else of the same account (P29)."""
        country, store = self._country(referred_by), self.services.store
        fields = [
            Ask("name", "name"),
            Ask("numbers", "numbers", hint="several with commas"),
            Ask("role", "role"),
        ]
        if referred_by is None:
            fields[1:1] = [Ask("account", "account")]
            fields += [Ask("email", "e-mail"), Ask("reason", "reason to call now"), Ask("notes", "notes")]
        title = (
            f"Another person at {referred_by.account or 'this account'}" if referred_by else "A new person"
        )

        def save(answer: dict[str, str]) -> None:
            made = changes.person(self.services.store.new_id(Contact), answer, country)
            made = replace(made, added=self.runner.now.utc)
            if referred_by:
                made = replace(
                    made, account=referred_by.account, referred_by=referred_by.id, list=referred_by.list,
                    country=referred_by.country, purpose=referred_by.purpose,
                    reason=f"{referred_by.title} named them",
                )  # fmt: skip
            self._save(
                made,
                Batch((made,)),
                f"Saved: {made.title} is in the queue" + (", next" if referred_by else ""),
            )

        def warn(answer: dict[str, str]) -> str:
            here = store.by_account(referred_by.account) if referred_by and referred_by.account else ()
            colleagues = {c.id for c in here}  # they may well have one switchboard
            return self._whose(changes.shared(answer, country, store, colleagues))

        key = _of(referred_by, "another person") if referred_by else title
        self._ask(AskFields(title, fields, lambda answer: changes.flaw(answer, country), warn, key), save)

    def _country(self, contact: Contact | None) -> str:
        """Where a number without a country code is from: their country, that of their number, or ours."""
        from tui.core.people.phone import country_of  # not before the first picture

        known = (country_of(n.e164) for n in contact.numbers if n.e164) if contact else ()
        theirs = contact.country if contact else ""
        return theirs or next(filter(None, known), "") or self.services.settings.country

    def take_in(self, contact: Contact, then: Callable[[], object]) -> None:
        """Somebody new who is calling right now; `then` when they are saved."""
        self._save(
            contact,
            Batch((contact,)),
            f"Saved: {contact.title}, new. {key_of('queue.edit')} adds what you know",
            then,
        )

    def edit(self, contact: Contact) -> None:
        """Change what we know of a person."""
        country = self._country(contact)
        by = "address and number" if contact.country or contact.place else "the number"
        fields = [
            Ask("name", "name", contact.name),
            Ask("account", "account", contact.account),
            Ask("numbers", "numbers", ", ".join(n.shown for n in contact.numbers), "several with commas"),
            Ask("role", "role", contact.role),
            Ask("email", "e-mail", contact.email),
            Ask("reason", "reason to call now", contact.reason),
            Ask("best", "best time", contact.best, "mornings · tue after 4 · mon-fri 9-11"),
            Ask("zone", "time zone", contact.zone, f"by {by}; or: Europe/Lisbon"),
            Ask("notes", "notes", contact.notes),
        ]

        # A field shows notes of several lines as one: what was not touched stays as it is.
        shown = {f.id: plain(f.value).strip() for f in fields}

        def wrong(answer: dict[str, str]) -> str:
            numbers = "" if answer["numbers"] == shown["numbers"] else answer["numbers"]
            kept = {n.shown for n in contact.numbers}
            fresh = ", ".join(r for r in numbers.split(", ") if r not in kept)
            asked = {id: text for id, text in answer.items() if id not in _CHECKED or text != shown[id]}
            return changes.flaw({**asked, "numbers": fresh}, country)

        def save(answer: dict[str, str]) -> None:
            changed = {id: text for id, text in answer.items() if text != shown[id]}
            edited = changes.person(contact.id, changed, country, contact)
            self._save(contact, Batch((edited,)), f"Saved: {edited.title}")

        def warn(answer: dict[str, str]) -> str:
            if answer["numbers"] == shown["numbers"]:
                return ""
            had = {c.id for n in contact.numbers if n.e164 for c in self.services.store.by_number(n.e164)}
            return self._whose(changes.shared(answer, country, self.services.store, {contact.id, *had}))

        self._ask(AskFields(f"Edit {contact.title}", fields, wrong, warn, _of(contact, "edit")), save)

    def _whose(self, others: Sequence[Contact]) -> str:
        """Who has a number already that is about to be saved, and when they were called; empty: nobody."""
        if not others:
            return ""
        first, store = others[0], self.services.store
        at = f" at {first.account}" if first.account and first.account != first.title else ""
        more = f" (and {len(others) - 1} more)" if len(others) > 1 else ""
        calls = store.of_contact(Attempt, first.id)
        ago = f", last call {self._ago(max(call.started for call in calls))}" if calls else ""
        owes = ", waits for an answer" if self.owed(first) else ""
        return f"{first.title}{at}{more} has this number already{ago}{owes}. enter saves, esc back"

    def _ago(self, moment: datetime) -> str:
        """`13 minutes ago`; from an hour on by the clock, with the day where it is another."""
        now = self.runner.now.utc
        minutes = int((now - moment).total_seconds()) // 60
        judge = self.runner.queue.judge
        return f"{count(minutes, 'minute')} ago" if minutes < 60 else judge.shown(moment, now)

    def purpose(self, then: Callable[[str], object]) -> None:
        """Choose why to call; nothing is saved until the dial."""
        rows = [Choice(str(n), p.id, p.name) for n, p in enumerate(self.services.defaults.purposes[:9], 1)]
        self._ask(AskKey("Why do you call?", rows), then)

    def _on(self, contact: Contact) -> Changes:
        return Changes(self.runner.settling_for(contact.id), contact.id)

    def _ask(self, question: AskKey | AskLine | AskFields, then: Callable[..., object]) -> None:
        def answered(answer: Any) -> None:
            if answer is not None:
                if isinstance(question, AskKey):  # nothing typed that a failing save could lose
                    self.kept.answered()
                then(answer)

        self.screen.app.push_screen(cast("ModalScreen[Any]", question), answered)

    def _save(
        self, contact: Contact, batch: Batch, said: str, then: Callable[[], object] = lambda: None
    ) -> None:
        async def save() -> None:
            answer = await self.runner.commit_for(contact.id, batch)
            if isinstance(answer, Saved):
                then()
                self.report(said, "")
            else:
                self.kept.bring_back()
                self.report("", answer.problem)

        self.screen.run_worker(save(), group="save")


def _of(contact: Contact, what: str) -> str:
    """What a question about a person is kept by: two may have one name, and an id alone could be another's
    once a backup is restored."""
    return f"{what}: {contact.id} {contact.title}"
