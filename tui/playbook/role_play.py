"""One play of a dialogue: what they say, and where an answer leads.

What is known of a play is a frozen `_Moment`; each answer makes the next one. Chance is handed in, and asked
only for what they say and where it leads: the same seed and the same answers are the same call.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from random import Random
from typing import TypeVar

from tui.core.ports import Card, Persona
from tui.core.practice.dialogue import Branch, Dialogue, Heard, Node, Reaction, Turn, Wanted
from tui.core.practice.practice import Phrase
from tui.core.practice.spoken import spoken
from tui.playbook.condition import Value, holds

MOST_TURNS = 30
"""After so many they hang up, whatever the dialogue says."""

PASSED = 0.6
"""From this score on an answer has `passed`."""

Ears = Callable[[str, Sequence[Wanted], Sequence[Phrase]], Heard]
Drawn = TypeVar("Drawn", Reaction, Branch)


@dataclass(frozen=True, slots=True)
class _Moment:
    """Where a play stands, whole."""

    node: str
    said: str = ""
    turns: int = 0
    facts: Mapping[str, Value] = field(default_factory=dict)
    """What conditions may ask about: of the last answer, and `mood` and `hard_mode`."""
    visits: Mapping[str, int] = field(default_factory=dict)
    """Node → how often it was come to."""
    used: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """`card` and id, or `node` and name → what was said there already, the latest last."""
    over: bool = False
    """They hung up because it took too long, or because nothing led on."""


class Play:
    """Implements `tui.core.ports.RolePlay`."""

    def __init__(
        self,
        dialogue: Dialogue,
        cards: Mapping[str, Card],
        chance: Random,
        ears: Ears,
        persona: Persona | None = None,
        *,
        hard: bool = False,
        met: Mapping[str, Collection[str]] | None = None,
    ) -> None:
        """`met` has the wordings of cards that were answered before: others come first. The persona has the
        last word when they hang up and the dialogue has no words for it."""
        self._dialogue, self._cards, self._chance, self._ears = dialogue, cards, chance, ears
        self._met = met or {}
        self._refusals = persona.says_no_like if persona else ()
        facts: dict[str, Value] = {"mood": 0, "hard_mode": 0, **dialogue.set}
        if hard:
            facts["hard_mode"] = 1
        self._moment = self._come_to(dialogue.start, _Moment("", facts=facts))

    @property
    def dialogue(self) -> Dialogue:
        """What is played."""
        return self._dialogue

    @property
    def turn(self) -> Turn:
        """What they just said; with an `end` when the call is over."""
        now = self._moment
        if now.over:
            return Turn(now.node, now.said, end="hang-up")
        node = self._dialogue.nodes[now.node]
        card = self._cards.get(node.card)
        return Turn(
            node=now.node,
            said=now.said,
            title=card.title if card else "",
            goal=node.goal,
            exemplar=node.exemplar or (card.answer if card else ""),
            wanted=wanted_at(node, card),
            seconds=node.seconds,
            options=node.options,
            end=node.end,
            debrief=node.debrief,
        )

    def hear(self, text: str, phrases: Sequence[Phrase] = ()) -> Heard:
        """What is heard in an answer to this turn; nothing moves."""
        return self._ears(text, self.turn.wanted, phrases)

    def go_on(self, heard: Heard, *, seconds: float = 0.0, first_word: float | None = None) -> Turn:
        """Take the answer: where it leads. When the call is over nothing moves."""
        if self.turn.end:
            return self.turn
        now = self._moment
        facts = _kept(now) | {f"has_{check}": True for check in heard.has}
        facts |= {
            "score": heard.score,
            "passed": heard.score >= PASSED,
            "seconds": seconds,
            "words": heard.words,
            "turn": now.turns,
            "visits": now.visits[now.node],
        }
        branch = self._way(self._dialogue.nodes[now.node].goto, facts)
        if branch is None:  # the checks of the files forbid it
            self._moment = self._hung_up(now)
        else:
            self._moment = self._come_to(branch.to, replace(now, facts={**facts, **branch.set}))
        return self.turn

    def choose(self, option: int) -> Turn:
        """Take one of the turn's options instead of an answer. Raises IndexError."""
        if option < 0:
            raise IndexError(option)
        now, chosen = self._moment, self.turn.options[option]
        facts: dict[str, Value] = _kept(now) | {
            "choice": chosen.quality,
            "score": chosen.quality / 3,
            "passed": chosen.quality / 3 >= PASSED,
        }
        self._moment = self._come_to(chosen.to, replace(now, facts=facts))
        return self.turn

    def _way(self, branches: Sequence[Branch], facts: Mapping[str, Value]) -> Branch | None:
        """The first branch whose condition holds, else one of those without."""
        for branch in branches:
            if branch.when and holds(branch.when, facts):
                return branch
        return self._draw([branch for branch in branches if not branch.when])

    def _come_to(self, name: str, before: _Moment) -> _Moment:
        """The moment they have said something at that node."""
        node = self._dialogue.nodes[name]
        if before.turns >= MOST_TURNS and not node.end:
            return self._hung_up(before)
        visits = {**before.visits, name: before.visits.get(name, 0) + 1}
        facts = {**before.facts, "turn": before.turns + 1, "visits": visits[name]}
        moment = replace(before, node=name, turns=before.turns + 1, visits=visits, facts=facts)
        return self._say(moment, node)

    def _say(self, now: _Moment, node: Node) -> _Moment:
        """Something of what may be said at a node, never the same twice running while there is another.

        Of a card's wordings those come first that were never met, then those not yet said in this play.
        """
        card = self._cards.get(node.card)
        key = f"card {node.card}" if card else f"node {now.node}"
        used = now.used.get(key, ())
        if card:
            met = self._met.get(card.id, ())
            may_say = [Reaction(say) for say in spoken(card.says)]
            pools = [[r for r in may_say if r.say not in met and r.say not in used]]
            pools += [[r for r in may_say if r.say not in used]]
        else:
            may_say = [r for r in node.says if not r.when or holds(r.when, now.facts)]
            pools = []
        pools += [[r for r in may_say if r.say not in used[-1:]], may_say]
        drawn = self._draw(next((pool for pool in pools if pool), ()))
        said = drawn.say if drawn else ""
        return replace(now, said=said, used={**now.used, key: (*used, said)})

    def _draw(self, items: Sequence[Drawn]) -> Drawn | None:
        return self._chance.choices(items, [item.weight for item in items])[0] if items else None

    def _hung_up(self, now: _Moment) -> _Moment:
        """They have had enough: at the dialogue's own hang-up, where it has one."""
        nodes = self._dialogue.nodes
        last = next((name for name, node in nodes.items() if node.end == "hang-up"), "")
        if last:
            return self._come_to(last, now)
        said = self._chance.choice(self._refusals) if self._refusals else ""
        return replace(now, said=said, over=True)


def wanted_at(node: Node, card: Card | None) -> tuple[Wanted, ...]:
    """What is wanted of an answer: the node's own checks, and those of its card that it does not have."""
    own = {wanted.label for wanted in node.wanted}
    return node.wanted + tuple(w for w in (card.wanted if card else ()) if w.label not in own)


def _kept(now: _Moment) -> dict[str, Value]:
    """What is still true when another answer comes."""
    return {name: now.facts[name] for name in ("mood", "hard_mode")}
