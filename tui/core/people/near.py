"""Contacts that may be one person: proposed to the rep, with the reason, and never merged by themselves.

Everybody is compared only with those who share a key with them (a number, an e-mail, a company and a part
of the name), and with so many of those at most: 100,000 people take seconds, and can be taken in slices.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass

from tui.core.people.contact import Contact
from tui.core.people.names import compatible, likeness, near_words, words_of
from tui.core.text import fold

#: A switchboard or a big company has thousands; only the last so many of a key are compared,
_MOST_COMPARED = 30
#: and of a common name so many, for there the e-mails decide.
_MOST_NAMESAKES = 10
#: Keys are kept apart in so many places (4 MB): twice as many as 100,000 people have.
_PLACES = 1 << 20
_WORD = re.compile(r"[^\W_]+")
#: Endings of company names that are left out now and then.
_FORMS = frozenset(
    _WORD.findall(
        "gmbh ag kg ohg ug mbh co inc llc llp ltd limited plc corp corporation company sa sas sarl sasu eurl "
        "srl spa sl slu bv nv ab as oy aps kk the group holding und and et"
    )
)
#: Mailboxes that several people share: there an e-mail alone makes nobody the same.
SHARED_MAILBOXES = frozenset(
    _WORD.findall(
        "info office sales contact kontakt hello mail support service admin post buero buro vertrieb verkauf "
        "ventas contacto accueil direction reception empfang team enquiries hallo bonjour hola commerciale "
        "vendite amministrazione segreteria contatti verkoop administratie comercial geral contato "
        "secretaria marketing billing accounts einkauf zentrale sekretariat"
    )
)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two contacts that may be one person."""

    first: int
    """Id of the one that was here before."""
    second: int
    why: str
    """What speaks for it, for the rep: `The same number and the same name`."""
    weight: int
    """How much speaks for it; compares only within one answer."""


class _Sharers:
    """Who has a key. In arrays, by the hash of each key: a list for each of half a million keys took 150 MB.

    Two keys of one hash would only be two people compared for nothing.
    """

    def __init__(self) -> None:
        self._newest = array("i", [-1]) * _PLACES
        """Where the newest entry of each place is; the arrays below hold the entries."""
        self._before = array("i")
        """The entry of that place before this one; -1: none."""
        self._hashes = array("q")
        self._whose = array("i")

    def add(self, key: object, who: int, most: int) -> Sequence[int]:
        """Somebody has a key. Returns who had it before, the newest first, `most` at the most."""
        hashed = hash(key)
        place = hashed % _PLACES
        found: list[int] = []
        at = newest = self._newest[place]
        while at >= 0 and len(found) < most:
            if self._hashes[at] == hashed:
                found.append(self._whose[at])
            at = self._before[at]
        self._newest[place] = len(self._before)
        self._before.append(newest)
        self._hashes.append(hashed)
        self._whose.append(who)
        return found


class Near:
    """Finds near-duplicates while contacts are put in, in slices of any size."""

    def __init__(self, apart: Container[tuple[int, int]] = ()) -> None:
        """`apart`: pairs that the rep knows to be two (`merging.Apart`)."""
        self._apart = apart
        self._people: list[Contact] = []
        self._sharers = _Sharers()
        self._found: dict[tuple[int, int], Pair] = {}

    def look(self, contacts: Iterable[Contact]) -> None:
        """Compare these with everybody looked at before, and with one another."""
        people, sharers = self._people, self._sharers
        for contact in contacts:
            who = len(people)
            people.append(contact)
            met: set[int] = set()
            for key in _keys(contact):
                met.update(sharers.add(key, who, _MOST_COMPARED))
            if contact.name and contact.email:
                namesakes = sharers.add(("name", words_of(contact.name)), who, _MOST_NAMESAKES)
                met.update(n for n in namesakes if near_mails(people[n].email, contact.email))
            for other in map(people.__getitem__, met):
                if other.id != contact.id and (other.id, contact.id) not in self._apart:
                    why, weight = _reason(other, contact)
                    if why:
                        first, second = sorted((other.id, contact.id))
                        self._found[first, second] = Pair(first, second, why, weight)

    @property
    def pairs(self) -> Sequence[Pair]:
        """What was found so far, the surest first."""
        return sorted(self._found.values(), key=lambda pair: (-pair.weight, pair.first, pair.second))


def near_duplicates(contacts: Iterable[Contact], apart: Container[tuple[int, int]] = ()) -> Sequence[Pair]:
    """The pairs among these contacts that may be one person, the surest first."""
    near = Near(apart)
    near.look(contacts)
    return near.pairs


def company(account: str) -> str:
    """A company's name for comparing: no case, accents, punctuation, nor the form (`GmbH & Co. KG`)."""
    words = _WORD.findall(fold(account).replace(".", ""))
    return " ".join(word for word in words if word not in _FORMS) or " ".join(words)


def _keys(contact: Contact) -> Iterable[object]:
    """What somebody is compared by."""
    for number in contact.numbers:
        if number.e164:
            yield number.e164
    words = words_of(contact.name) if contact.name else ()
    mail = contact.email.casefold()
    if mail and mail.partition("@")[0] not in SHARED_MAILBOXES:
        yield mail
    if words and contact.account:
        account = company(contact.account)
        for word in words:
            yield account, word[:4]
            yield account, word[-3:], len(words)


def _reason(one: Contact, other: Contact) -> tuple[str, int]:
    """What speaks for two being one, in words, and how much; empty: too little."""
    like = likeness(one.name, other.name)
    fits = like or compatible(one.name, other.name)
    lines = {n.e164 for n in one.numbers if n.e164}
    said = []
    if fits and any(n.e164 in lines for n in other.numbers):
        said.append(("the same number", 4))
    if one.email and one.email.casefold() == other.email.casefold():
        if fits or one.email.casefold().partition("@")[0] not in SHARED_MAILBOXES:
            said.append(("the same e-mail", 4))
    elif like == "the same name" and near_mails(one.email, other.email):
        said.append(("e-mails that are nearly the same", 3))
    if like and one.account and other.account and company(one.account) == company(other.account):
        said.append((f"both at {one.account}", 2))
    if not said:
        return "", 0
    name = like or ("different names" if one.name and other.name else "one of them has no name")
    words = f"{', '.join(words for words, _ in said)} and {name}"
    weight = sum(points for _, points in said) + {"the same name": 3, "": 0}.get(like, 2)
    return words[0].upper() + words[1:], weight


def near_mails(one: str, other: str) -> bool:
    """Whether two e-mails are nearly the same: one letter apart, or one mailbox at two addresses."""
    mine, _, my_domain = one.casefold().partition("@")
    theirs, _, their_domain = other.casefold().partition("@")
    if not mine or not theirs or {mine, theirs} & SHARED_MAILBOXES:
        return False
    if my_domain != their_domain:
        return mine == theirs
    parts, others = (set(_WORD.findall(text)) for text in (mine, theirs))
    return near_words(mine, theirs) or parts == others or _initial(parts, others)


def _initial(one: set[str], other: set[str]) -> bool:
    """Whether only an initial differs: `a.byron` and `ada.byron`."""
    rest, others = one - other, other - one
    if not (one & other) or len(rest) != 1 or len(others) != 1:
        return False
    mine, theirs = rest.pop(), others.pop()
    return mine[0] == theirs[0] and 1 in (len(mine), len(theirs))
