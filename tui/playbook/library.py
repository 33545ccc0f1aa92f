"""The playbook of the app: cards and lines out of folders, ready to be shown and searched."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from tui.core.ports import Answer, Card, CardHit, Line, Persona, Playbook
from tui.playbook import fields, schema
from tui.playbook.entry import Entry
from tui.playbook.loader import load
from tui.playbook.search import Finder


def open_playbook(folders: Sequence[Path]) -> Playbook:
    """The words of the folders, shipped ones first: what has the same id in a later folder wins.

    Reads every file and builds the search (about 0.1 s for the shipped library). Never raises for what is in
    the files: `faults` says what was set aside.
    """
    return Library(folders)


class Library:
    """Implements `tui.core.ports.Playbook`."""

    def __init__(self, folders: Sequence[Path]) -> None:
        loaded = load(folders)
        self._faults = tuple(fault.sentence for fault in loaded.faults)
        self._variables: dict[str, str] = {}
        steps = dict(schema.FRAMEWORKS)
        cards: dict[str, tuple[schema.Card, str]] = {}
        personas: dict[str, Persona] = {}
        lines: dict[str, dict[str, schema.Words | schema.Value]] = {kind: {} for kind in schema.LINES}
        for sheet in loaded.sheets:
            if sheet.content is None:
                continue
            content, file = sheet.content, sheet.document.file
            steps |= {id: tuple(framework.steps) for id, framework in content.frameworks.items()}
            self._variables |= {name: variable.default for name, variable in content.vars.items()}
            cards |= {card.id: (card, file) for card in content.cards}
            personas |= {person.id: _persona(person) for person in content.personas}
            for kind, key in schema.LINES.items():
                lines[kind] |= {words.id: words for words in getattr(content, key)}
        self._personas = tuple(personas.values())
        self._lines = {kind: tuple(found.values()) for kind, found in lines.items()}
        # A framework may be in a file that is set aside: then the card's own order has to do.
        self._cards = {
            id: _card(card, steps.get(card.framework, tuple(card.moves)), file)
            for id, (card, file) in cards.items()
        }
        self._order = tuple(self._cards.values())
        self._finder = Finder([_entry(card) for card, _ in cards.values()])

    def search(self, words: str, limit: int = 5) -> Sequence[CardHit]:
        """Cards that fit what was typed, best first; none when nothing fits."""
        hits = self._finder.find(words, limit)
        return [CardHit(self._order[i].id, "card", self._order[i].title, score) for i, score in hits]

    def card(self, id: str) -> Card | None:
        """The card of that id."""
        return self._cards.get(id)

    def cards(self) -> Sequence[Card]:
        """All cards, in the order of the files."""
        return self._order

    def lines(self, kind: str, purpose: str = "") -> Sequence[Line]:
        """Lines of a kind, those made for the purpose first. Raises KeyError for no kind of line."""
        ordered = sorted(self._lines[kind], key=lambda words: purpose not in words.purposes)
        return [_line(words) for words in ordered]

    def personas(self) -> Sequence[Persona]:
        """Everybody to rehearse with, in the order of the files."""
        return self._personas

    @property
    def variables(self) -> Mapping[str, str]:
        """Defaults for the names in braces."""
        return self._variables

    @property
    def faults(self) -> Sequence[str]:
        """What is wrong in the files that were set aside."""
        return self._faults


def _entry(card: schema.Card) -> Entry:
    return Entry(card.name, card.says, card.hear, card.keys, card.tags)


def _card(card: schema.Card, steps: Sequence[str], file: str) -> Card:
    moves = tuple((step, tuple(card.moves[step])) for step in steps if step in card.moves)
    answers = tuple(Answer(a.style or "", a.when or "", tuple(a.say)) for a in card.answers)
    # Without a one-liner the last step has to do: in every framework it is the one that asks or answers.
    lines = moves[-1][1] if moves else answers[0].lines if answers else ("",)
    return Card(
        id=card.id,
        title=card.name,
        says=tuple(card.says),
        answer=card.one_liner or lines[0],
        steps=moves,
        answers=answers,
        purposes=tuple(card.purposes),
        avoid=tuple(card.avoid),
        notes=card.notes or "",
        tags=tuple(card.tags),
        file=file,
    )


def _line(words: schema.Words | schema.Value) -> Line:
    listen_for = words.listen_for or "" if isinstance(words, schema.Question) else ""
    text = words.text or "" if isinstance(words, schema.Words) else _sheet(words)
    return Line(words.id, words.name, text, listen_for)


def _sheet(value: schema.Value) -> str:
    """A value sheet as text: what it does, what they get, and what customers say of it."""
    if value.text:
        return value.text
    return "\n".join(
        "\n".join((f"{row.feature}: {row.benefit}", *(f"→ “{quote}”" for quote in row.quotes)))
        for row in value.rows
    )


def _persona(person: fields.Persona) -> Persona:
    return Persona(
        id=person.id,
        name=person.name,
        role=person.role or "",
        mood=person.mood,
        gatekeeper=person.gatekeeper,
        wants=person.wants or "",
        says_no_like=tuple(person.says_no_like),
        voice=person.voice or "",
        rate=person.rate,
    )
