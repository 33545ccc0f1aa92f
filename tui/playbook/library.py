"""The playbook of the app: cards and lines out of folders, ready to be shown and searched.

What searches and what listens is imported when it is asked for: a command that only reads the words has no
use for it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from tui.core.ports import Card, CardHit, Line, Persona, Playbook, RolePlay
from tui.core.practice.dialogue import Dialogue, Heard, Wanted
from tui.core.practice.practice import Phrase
from tui.files.collector import without_collector
from tui.playbook.cache import collected
from tui.playbook.collected import Collected

if TYPE_CHECKING:
    from tui.playbook.finding.entry import Entry
    from tui.playbook.finding.meaning import Meaning
    from tui.playbook.finding.search import Finder, Hit

#: How much a card counts that is made for calls of this purpose, for those of others, and where nobody knows
#: what the call is for. Set on lines of five writers, three of them of calls to customers: of theirs 10 in a
#: hundred more are found, and as many of the others.
_HERE, _ELSEWHERE, _PERHAPS = 1.1, 0.75, 0.85


def open_playbook(folders: Sequence[Path], cache: Path | None = None, *, ready: bool = False) -> Playbook:
    """The words of the folders, shipped ones first: what has the same id in a later folder wins.

    Reads every file, or what is kept of them in the `cache` folder. The search is built when it is first
    used, or at once where it must be `ready`. Never raises for what is in the files: `faults` says what was
    set aside.
    """
    library = Library(collected(folders, cache), cache)
    return library.ready() if ready else library


class Library:
    """Implements `tui.core.ports.Playbook`."""

    def __init__(self, words: Collected, cache: Path | None = None) -> None:
        self._words, self._cache = words, cache
        self._cards = {card.id: card for card in words.cards}

    @cached_property
    def _entries(self) -> Sequence[Entry]:
        from tui.playbook.finding.entry import Entry

        return [Entry(card.title, card.says, card.hear, card.keys, card.tags) for card in self._words.cards]

    @cached_property  # most of what opening a library costs
    def _finder(self) -> Finder:
        from tui.playbook.finding.chatter import chatter
        from tui.playbook.finding.search import Finder

        with without_collector():
            return Finder(self._entries, chatter())

    @cached_property
    def _meaning(self) -> Meaning:
        from tui.playbook.finding.chatter import chatter
        from tui.playbook.finding.meaning import Meaning

        return Meaning(self._entries, chatter(), self._cache)

    def ready(self) -> Library:
        """Itself, with a search that answers at once."""
        self._finder, self.by_meaning  # noqa: B018 - asked for so that it is built, and known
        return self

    def search(self, words: str, limit: int = 5, purpose: str = "") -> Sequence[CardHit]:
        """Cards that fit what was typed, best first; none when nothing fits."""
        return self._shown(self._finder.find(words, limit, self._likely(purpose)))

    def more(self, words: str, limit: int = 5, purpose: str = "") -> Sequence[CardHit]:
        """The same with what is meant below a sure first row, where `offhook[semantic]` is installed."""
        from tui.playbook.finding.meaning import below
        from tui.playbook.finding.search import is_short

        likely = self._likely(purpose)
        fit = self._finder.fit(words, likely)
        near = None if is_short(words) and fit.entries else self._meaning.near(words, likely)
        return self._shown(below(fit, near, limit) if near else fit.best(limit))

    @property
    def by_meaning(self) -> bool:
        """Whether `offhook[semantic]` is there."""
        from tui.playbook.finding.meaning import installed

        return bool(installed())

    def _likely(self, purpose: str) -> dict[int, float]:
        """How much cards count, where it is not 1."""
        elsewhere = _ELSEWHERE if purpose else _PERHAPS
        return {
            index: _HERE if purpose in card.purposes else elsewhere
            for index, card in enumerate(self._words.cards)
            if card.purposes
        }

    def _shown(self, hits: Iterable[Hit]) -> Sequence[CardHit]:
        cards = self._words.cards
        return [CardHit(cards[i].id, "card", cards[i].title, score, weak) for i, score, weak in hits]

    def card(self, id: str) -> Card | None:
        """The card of that id."""
        return self._cards.get(id)

    def cards(self) -> Sequence[Card]:
        """All cards, in the order of the files."""
        return self._words.cards

    def lines(self, kind: str, purpose: str = "") -> Sequence[Line]:
        """Lines of a kind, those made for the purpose first. Raises KeyError for no kind of line."""
        return sorted(self._words.lines[kind], key=lambda line: purpose not in line.purposes)

    def personas(self) -> Sequence[Persona]:
        """Everybody to rehearse with, in the order of the files."""
        return self._words.personas

    def dialogues(self) -> Sequence[Dialogue]:
        """The calls to rehearse, in the order of the files."""
        return self._words.dialogues

    def rehearse(
        self,
        dialogue: str,
        chance: Random,
        *,
        hard: bool = False,
        met: Mapping[str, Collection[str]] | None = None,
    ) -> RolePlay | None:
        """Begin to play a dialogue; None: there is none of that id."""
        from tui.playbook.hearing.feedback import listen
        from tui.playbook.role_play import Play

        played = next((known for known in self._words.dialogues if known.id == dialogue), None)
        if played is None:
            return None
        person = next((known for known in self._words.personas if known.id == played.persona), None)
        return Play(played, self._cards, chance, listen, person, hard=hard, met=met)

    def hear(self, text: str, wanted: Sequence[Wanted], phrases: Sequence[Phrase] = ()) -> Heard:
        """What is heard in an answer; what is not heard is no proof that it was not there."""
        from tui.playbook.hearing.feedback import listen

        return listen(text, wanted, phrases)

    @property
    def variables(self) -> Mapping[str, str]:
        """Defaults for the names in braces."""
        return self._words.variables

    @property
    def faults(self) -> Sequence[str]:
        """What is wrong in the files that were set aside."""
        return self._words.faults
