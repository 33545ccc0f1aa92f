"""What the files of a folder know of one another: the names each may use."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from tui.core.call.purpose import Purpose
from tui.core.words import CALL_WORDS, VARIABLE
from tui.playbook import schema
from tui.playbook.explain import slug


@dataclass(slots=True)
class Known:
    """The names that files may use of one another."""

    steps: dict[str, tuple[str, ...]] = field(default_factory=lambda: dict(schema.FRAMEWORKS))
    variables: dict[str, str] = field(default_factory=lambda: dict.fromkeys(CALL_WORDS, ""))
    cards: dict[str, schema.Card | None] = field(default_factory=dict)
    """None: one in a file that is set aside."""
    heard: Counter[str] = field(default_factory=Counter)
    """Card → how many more ways to say it stand elsewhere."""
    personas: set[str] = field(default_factory=set)
    values: set[str] = field(default_factory=set)
    purposes: Sequence[Purpose] = ()
    """None: not known here, and not looked at."""
    complete: bool = True
    """Whether every file could be read. If not, a name may stand in one that could not: that is then no
    reason to set aside the file that uses it."""
    thorough: bool = False
    """Whether to listen to the exemplars of dialogues, which takes a moment the first time."""

    def add_broken(self, data: dict[str, Any]) -> None:
        """The names in a file that is set aside: whoever uses them has them right."""
        self.cards = dict.fromkeys(_ids(data.get("cards"))) | self.cards
        self.personas.update(_ids(data.get("personas")))
        self.values.update(_ids(data.get("values")))
        for id, framework in _block(data.get("frameworks")).items():
            self.steps.setdefault(id, tuple(_block(_block(framework).get("steps"))))
        self.variables = dict.fromkeys(map(as_name, _block(data.get("vars"))), "") | self.variables

    def add(self, content: schema.File) -> None:
        """The names of one more file."""
        self.steps |= {id: tuple(framework.steps) for id, framework in content.frameworks.items()}
        self.variables |= {as_name(name): variable.default for name, variable in content.vars.items()}
        self.cards |= {card.id: card for card in content.cards}
        self.heard.update({id: len(texts) for id, texts in content.heard.items()})
        self.personas |= {person.id for person in content.personas}
        self.values |= {value.id for value in content.values}


def as_name(key: str) -> str:
    """A key of `vars` as it may stand in braces: one that may not is told where it is given."""
    return key if VARIABLE.fullmatch(f"{{{key}}}") else slug(key)


def _ids(entries: Any) -> list[str]:
    listed = entries if isinstance(entries, list) else []
    return [e["id"] for e in listed if isinstance(e, dict) and isinstance(e.get("id"), str)]


def _block(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
