"""Which lines a round asks, in which order and with which wordings: all the chance there is in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random

from tui.core.ports import Line, Playbook, Shelf
from tui.core.practice.due import Due, Item
from tui.core.practice.practice import AGAIN, OPENER, Recall
from tui.core.practice.round import Cue
from tui.core.practice.spoken import spoken
from tui.core.text import fold

#: A warm-up: an opener, and so many cards.
WARM_UP = 4
#: What an opener is said to.
_PICKED_UP = "Hello?"


def line_up(
    mode: str,
    due: Due,
    shelf: Shelf,
    chance: Random,
    *,
    lines: int = 10,
    openers: Sequence[Line] = (),
    hostile: Mapping[str, Sequence[str]] | None = None,
    first: str = "",
) -> tuple[Cue, ...]:
    """The lines of a round; none: there is nothing to ask.

    Args:
        mode: `flash` asks what is due, in its order; `batting` and `hard` fill it up to `lines` with what is
            not, shuffled; `warm-up` asks an opener and the weakest cards.
        due: what is due today (`due.due`).
        shelf: where openers stand.
        chance: shuffles.
        lines: how many at the most (`practice_lines`).
        openers: those of the purpose of the day.
        hostile: card → rougher wordings, asked first in a hard round (`hostile_lines`).
        first: a card with this tag begins the round, whatever else is due; empty, or none has it: as ever.
    """
    rough = (hostile or {}) if mode == "hard" else {}
    if mode == "warm-up":
        weak = [_cue(item, chance) for item in _weakest(due)[:WARM_UP]]
        return (*_opener(openers, shelf), *_shuffled(weak, chance))
    items = due.items[:lines]
    if mode != "flash" or not items:
        items = (*items, *due.more)[:lines]
    head = _tagged(due, first)
    items = tuple(item for item in items if item is not head)[: lines - 1] if head else items
    cues = [_cue(item, chance, rough.get(item.item, ())) for item in items]
    led = [_cue(head, chance, rough.get(head.item, ()))] if head else []
    return (*led, *(cues if mode == "flash" else _shuffled(cues, chance)))


def _tagged(due: Due, tag: str) -> Item | None:
    """The card of a tag that was answered the longest ago, one never asked before all others."""
    found = [item for item in (*due.items, *due.more) if item.card and tag and tag in item.card.tags]
    never = next((item for item in found if item.recall is None), None)
    return never or min(found, key=lambda item: item.recall.last if item.recall else 0, default=None)


def hostile_lines(playbook: Playbook) -> Mapping[str, Sequence[str]]:
    """Card → what hostile people say of its kind, as far as the search is sure of it."""
    found: dict[str, list[str]] = {}
    for persona in playbook.personas():
        for line in persona.says_no_like if persona.mood == "hostile" else ():
            for hit in playbook.search(line, 1):
                if not hit.weak:
                    found.setdefault(hit.id, []).append(line)
    return found


def _weakest(due: Due) -> list[Item]:
    """Cards that are known, the shakiest first; then those that are not."""

    def strength(item: Item) -> tuple[bool, bool, float]:
        recall = item.recall
        return (
            recall is None,
            recall is not None and recall.rating != AGAIN,
            recall.stability if recall else 0.0,
        )

    return sorted((*due.items, *due.more), key=strength)


def _opener(openers: Sequence[Line], shelf: Shelf) -> list[Cue]:
    """The opener that was not said for the longest time."""
    last = {recall.item: recall.last.timestamp() for recall in shelf.all(Recall)}
    if not openers:
        return []
    line = min(openers, key=lambda line: last.get(OPENER + line.id, 0.0))
    item = OPENER + line.id
    return [Cue(item, line.title, (_PICKED_UP,), answer=line.text, asked_before=item in last)]


def _cue(item: Item, chance: Random, rough: Sequence[str] = ()) -> Cue:
    """An item as a line, its wordings in order: the one from the call, unseen ones, then the least recent."""
    card, capture = item.card, item.capture
    first = {fold(capture.text)} if capture else set()
    aloud = spoken(card.says) if card else ()
    asked = [words for words in card.says if words in aloud or fold(words) in first] if card else []
    says = [*rough, *asked] or [capture.text if capture else item.item]
    heard = item.recall.heard if item.recall else ()
    unseen = [words for words in dict.fromkeys(says) if words not in heard]
    chance.shuffle(unseen)
    unseen.sort(key=lambda words: (words not in rough, fold(words) not in first))
    seen = [words for words in heard if words in says]
    return Cue(
        item.item,
        card.title if card else (capture.text if capture else ""),
        (*unseen, *seen),
        len(unseen),
        item.answer,
        card,
        card.wanted if card else (),
        card.tags if card else (),
        capture.id if capture else 0,
        item.recall is not None,
    )


def _shuffled(cues: Sequence[Cue], chance: Random) -> list[Cue]:
    """In any order, but never two of one tag in a row where that can be."""
    left = list(cues)
    chance.shuffle(left)
    order: list[Cue] = []
    while left:
        tags = set(order[-1].tags) if order else set()
        fits = next((cue for cue in left if not tags.intersection(cue.tags)), left[0])
        left.remove(fits)
        order.append(fits)
    return order
