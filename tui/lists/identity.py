"""Who is who (PRODUCT.md §6.4): a number and a compatible name, an e-mail, or a name and an account."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Generic, Protocol, TypeVar

from tui.core.people.contact import Number, number_key, written
from tui.core.people.names import compatible, other_generation, words_of
from tui.core.people.near import SHARED_MAILBOXES
from tui.core.text import fold

#: A switchboard may have thousands of colleagues; only so many are compared name by name.
_MOST_COMPARED = 50


class Somebody(Protocol):
    """What a person read and a contact kept have in common."""

    @property
    def name(self) -> str: ...  # noqa: D102
    @property
    def account(self) -> str: ...  # noqa: D102
    @property
    def email(self) -> str: ...  # noqa: D102
    @property
    def numbers(self) -> tuple[Number, ...]: ...  # noqa: D102


S = TypeVar("S", bound=Somebody)


class Index(Generic[S]):
    """Everybody known so far, found by what identifies them."""

    def __init__(self) -> None:
        self._people: list[S] = []
        self._by: dict[object, int | list[int]] = {}
        """Key → the places it leads to. Most lead to one, and half a million lists of one are 40 MB."""

    def __len__(self) -> int:
        return len(self._people)

    def __getitem__(self, place: int) -> S:
        return self._people[place]

    def __iter__(self) -> Iterator[S]:
        return iter(self._people)

    def add(self, somebody: S, keys: Sequence[object]) -> None:
        """Take somebody in, to be found by these keys."""
        place, by = len(self._people), self._by
        for key in keys:
            if key in by:
                self._lead(key, place)
            else:
                by[key] = place
        self._people.append(somebody)

    def put(self, place: int, somebody: S) -> None:
        """Replace somebody by what is known of them now."""
        before = keys_of(self._people[place])
        for key in keys_of(somebody):
            if key not in before:
                self._lead(key, place)
        self._people[place] = somebody

    def has(self, key: object) -> bool:
        """Whether anybody is found by it."""
        return key in self._by

    def find(self, somebody: Somebody, keys: Sequence[object]) -> int | None:
        """The place of the same person; of several the one who shares most."""
        candidates: dict[int, None] = {}
        for key in keys:
            places = self._by.get(key)
            if places is None:
                continue
            if isinstance(places, int):
                candidates[places] = None
            else:
                candidates.update(dict.fromkeys(places[:_MOST_COMPARED]))
        best, most = None, 0
        for place in candidates:
            score = _score(self._people[place], somebody)
            if score > most:
                best, most = place, score
        return best

    def _lead(self, key: object, place: int) -> None:
        places = self._by.setdefault(key, place)
        if places == place:
            return
        if isinstance(places, int):
            self._by[key] = [places, place]
        else:
            places.append(place)


def keys_of(somebody: Somebody) -> list[object]:
    """Everything somebody can be found by."""
    name = words_of(somebody.name) if somebody.name else ()
    keys: list[object] = []
    for number in somebody.numbers:
        key = number_key(number)
        keys.append(key)
        if name:
            keys.append((key, name))
    if somebody.email:
        keys.append(somebody.email.casefold())
    if name or somebody.account:
        keys.append((name, fold(somebody.account)))
    return keys


def _score(known: Somebody, new: Somebody) -> int:
    """How much speaks for the two being one; 0: they are not."""
    same_name = known.name == new.name or (
        words_of(known.name) == words_of(new.name) and not other_generation(known.name, new.name)
    )
    fits = same_name or compatible(known.name, new.name)
    lines = {number_key(n) for n in known.numbers}
    shared = sum(number_key(n) in lines for n in new.numbers) or _as_written(known, new)
    same_email = bool(new.email) and known.email.casefold() == new.email.casefold()
    if same_email and not fits and new.email.partition("@")[0].casefold() in SHARED_MAILBOXES:
        same_email = False
    same_account = bool(new.account) and fold(known.account) == fold(new.account)
    if same_account and not new.name and new.email and known.email and not same_email:
        same_account = False  # two nameless people of one company
    score = 0
    if shared and fits:
        score += 2 * shared
    if same_email:
        score += 4
    if same_name and (
        same_account or (not known.account and not new.account and not _contradict(known, new, shared))
    ):
        score += 2
    return score * 2 + same_name if score else 0


def written_keys(somebody: Somebody) -> list[str]:
    """The texts of somebody's numbers as they are keys where nobody could read them (another country's)."""
    return [written(number) for number in somebody.numbers if number.e164]


def _as_written(known: Somebody, new: Somebody) -> int:
    """How many numbers are the same text, read by one of the two only."""
    unread = {number_key(n) for one in (known, new) for n in one.numbers if not n.e164}
    return sum(key in unread for one in (known, new) for key in written_keys(one)) if unread else 0


def _contradict(known: Somebody, new: Somebody, shared: int) -> bool:
    """Whether a bare name is not enough: both have numbers or addresses, and they differ."""
    numbers = bool(known.numbers and new.numbers and not shared)
    return numbers or bool(known.email and new.email and known.email.casefold() != new.email.casefold())
