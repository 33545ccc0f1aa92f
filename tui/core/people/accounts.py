"""Several people of one account (P6): not two calls into it at once, and peace after a meeting.

An account is its name, however it is spelled (`Shelf.colleagues`). A name that very many people have is no
company (`self-employed`, `n/a`): nothing is held by it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from tui.core.people.contact import Contact
from tui.core.ports import Batch, Shelf
from tui.core.queue.standing import Standing
from tui.core.text import fold

#: More people than this are no company one sells to person by person. It also bounds what one result moves.
MOST = 200


@dataclass(frozen=True, slots=True)
class Account:
    """What the queue needs to know of a company: who was called last, and the meeting. Ids of contacts."""

    called: tuple[tuple[datetime, int], ...] = ()
    """(start of their newest attempt, who) of the two called last, the newest first."""
    met: datetime | None = None
    """The newest meeting agreed with anybody."""
    met_by: int = 0

    def called_beside(self, contact: int) -> tuple[datetime, int] | None:
        """The newest attempt to anybody but this contact; None: there was none."""
        return next((one for one in self.called if one[1] != contact), None)

    def paused(self, pause: timedelta, now: datetime) -> datetime | None:
        """Until when nobody is called, `pause` after the meeting; None: it is not, or no longer."""
        return until if self.met and (until := self.met + pause) > now else None


_NOBODY = Account()


class Accounts:
    """Accounts as they stand at one moment, each looked up once. For one pass over the queue: not to keep."""

    def __init__(self, shelf: Shelf, standing: Callable[[int], Standing]) -> None:
        self._shelf, self._standing = shelf, standing
        self._known: dict[str, Account] = {}
        self._dials: dict[str, Sequence[datetime]] = {}

    def of(self, contact: Contact) -> Account:
        """The account of a contact; an empty one for who has none."""
        name = contact.account
        if not name:
            return _NOBODY
        known = self._known.get(name)
        if known is None:
            known = self._known[name] = self._look(name)
        return known

    def _look(self, name: str) -> Account:
        ids = self._shelf.colleagues(name)
        if not 1 < len(ids) <= MOST:
            return _NOBODY
        standings = [s for id in ids if (s := self._standing(id)).last]
        called = sorted(((s.last, s.id) for s in standings if s.last), reverse=True)
        met = max(((s.met, s.id) for s in standings if s.met), default=(None, 0))
        return Account(tuple(called[:2]), *met) if standings else _NOBODY

    def dials(self, e164: str, mine: Standing) -> Sequence[datetime]:
        """Starts of the newest dials of a number, by whomever of those who share it; `mine` is the standing
        of the one who asks."""
        known = self._dials.get(e164)
        if known is None:
            sharing = self._shelf.sharing(e164)
            if len(sharing) == 1:
                return mine.number(e164).recent if mine.numbers else ()
            known = [at for id in sharing for at in self._standing(id).number(e164).recent]
            self._dials[e164] = known
        return known


def affected(shelf: Shelf, contacts: Iterable[int]) -> set[int]:
    """These contacts and whoever is judged by what happened to them: colleagues, and who shares a number.

    Nobody is by somebody whom nothing happened to: an import of 100,000 moves those it brings.
    """
    ids = set(contacts)
    for id in tuple(ids):
        standing, contact = shelf.get(Standing, id), None
        if standing and standing.last:
            contact = shelf.get(Contact, id)
        if contact is None:
            continue
        if contact.account and len(colleagues := shelf.colleagues(contact.account)) <= MOST:
            ids.update(colleagues)
        for number in contact.numbers:
            if number.e164:
                ids.update(shelf.sharing(number.e164))
    return ids


def moved(shelf: Shelf, batch: Batch) -> set[int]:
    """Whom a batch may move in the queue, as the shelf is now. Asked before and after it is saved: somebody
    may come from one account to another."""
    ids = {id for kind, id in batch.drops if kind is Contact}
    ids.update(record.id for record in batch.puts if isinstance(record, (Contact, Standing)))
    return affected(shelf, ids)


# --------------------------------------------------------------------------------------------- for the card


@dataclass(frozen=True, slots=True)
class Reach:
    """How far one has come in an account."""

    tried: tuple[int, ...]
    """Ids of those who were called, the newest first."""
    untried: tuple[int, ...]
    """Ids of those who were not, and can be."""
    missing: tuple[str, ...]
    """Of the wanted roles those that nobody here has."""


def _is(wanted: str, role: str) -> bool:
    """Whether a role is a wanted one, both folded: `it` is in `head of it`, not in `credit`; of a longer word
    the beginning is enough (`operation` in `operations`)."""
    words = role.split()
    return all(
        any(word == part or (len(part) > 3 and word.startswith(part)) for word in words)
        for part in wanted.split()
    )


def _can_be(person: Contact) -> bool:
    return not person.do_not_call and any(number.callable for number in person.numbers)


def reach(shelf: Shelf, contact: Contact, wanted: Iterable[str] = ()) -> Reach:
    """Who of a contact's account has been tried, who has not, and which of the `wanted` roles nobody has."""
    ids = shelf.colleagues(contact.account) if contact.account else ()
    if len(ids) > MOST:
        return Reach((), (), ())
    people = [person for id in ids if (person := shelf.get(Contact, id))]
    last = {p.id: s.last for p in people if (s := shelf.get(Standing, p.id)) and s.last}
    there = [fold(p.role) for p in people]
    return Reach(
        tuple(sorted(last, key=lambda id: (last[id], id), reverse=True)),
        tuple(p.id for p in people if p.id not in last and _can_be(p)),
        tuple(role for role in wanted if not any(_is(fold(role), one) for one in there)),
    )
