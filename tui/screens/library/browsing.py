"""What is looked at in the library: which kind, what only, which words, and what of it there is."""

from __future__ import annotations

from collections.abc import Sequence

from tui.core.call.attempt import Promise
from tui.core.pages import AWAY, KINDS, Only, Page, Waiting, choices, with_words
from tui.core.ports import Playbook

Item = Page | Waiting
#: Which entry: its kind and id.
Key = tuple[str, object]

#: So many cards a search shows at the most.
_HITS = 20


class Browsing:
    """Everything there is, and what of it is in the list."""

    def __init__(self) -> None:
        self.every: Sequence[Page] | None = None
        """All pages; None: they are still being read."""
        self.waiting: Sequence[Waiting] = ()
        """What has no answer yet."""
        self.away: Sequence[Waiting] = ()
        """What needs none, the rep said."""
        self.kind = "card"
        self.only = Only()
        self.items: Sequence[Item] = ()
        """What the list shows."""
        self.weak = False
        """Whether the search found only what may be chance."""
        self._touched: set[Key] = set()
        """What was put away or brought back here."""

    def take(self, every: Sequence[Page], waiting: Sequence[Waiting], away: Sequence[Waiting]) -> None:
        """What there is now. What was put away here stays in sight, so that the same key brings it back."""
        self.every = every
        self.waiting = self._with(waiting, away)
        self.away = self._with(away, waiting)

    def _with(self, these: Sequence[Waiting], others: Sequence[Waiting]) -> list[Waiting]:
        stay = [one for one in others if key(one) in self._touched]
        return sorted([*these, *stay], key=lambda one: (isinstance(one, Promise), -one.id))

    @property
    def pages(self) -> list[Page]:
        """What may be seen, of every kind."""
        return [page for page in self.every or () if self.only.fits(page)]

    def look(self, words: str, playbook: Playbook) -> None:
        """Work out the items, by `words` where any are searched for."""
        if words:
            self.items = self._found(words, playbook)
        elif self.only.what == AWAY:
            self.items = self.away
        else:
            pages = [page for page in self.pages if page.kind == self.kind]
            self.items = [*self.waiting, *pages] if self.kind == "card" and not self.only.what else pages

    def _found(self, words: str, playbook: Playbook) -> list[Item]:
        cards = {page.id: page for page in self.pages if page.kind == "card"}
        hits = playbook.search(words, _HITS)
        found = [cards[hit.id] for hit in hits if hit.id in cards]
        having = with_words([page for page in self.pages if page.kind != "card"], words)
        guessed = any(hit.weak for hit in hits)
        self.weak = guessed and not having
        return [*having, *found] if guessed else [*found, *having]

    @property
    def without_answer(self) -> int:
        """How many items wait for an answer."""
        return sum(1 for item in self.items if not isinstance(item, Page) and not item.put_away)

    def choices(self) -> list[tuple[Only, int]]:
        """What one may choose to see only, and how much that is."""
        every = self.every or ()
        found = [(only, sum(map(only.fits, every))) for only in (Only(), *choices(every))]
        return [*found, (Only(AWAY), len(self.away))] if self.away else found

    def choose(self, only: Only) -> None:
        """See only this."""
        self.only = only
        if not any(page.kind == self.kind for page in self.pages):  # what there is, is worth more
            self.kind = next((page.kind for page in self.pages), self.kind)

    def turn(self, by: int) -> None:
        """To the next kind, or another one."""
        kinds = list(KINDS)
        self.kind = kinds[(kinds.index(self.kind) + by) % len(kinds)]

    def change(self, now: Waiting) -> None:
        """Something was put away or brought back; it stays in the list as long as the library is open."""
        self._touched.add(key(now))
        self.waiting = [now if key(one) == key(now) else one for one in self.waiting]
        self.away = [now if key(one) == key(now) else one for one in self.away]


def key(item: Item) -> Key:
    """What tells one item from another."""
    return (item.kind if isinstance(item, Page) else type(item).__name__), item.id
