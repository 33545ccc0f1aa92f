"""What the files come to: cards, lines and personas as the app uses them, whoever made them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from tui.core.ports import Answer, Card, Line, Persona
from tui.core.practice.dialogue import Branch, Dialogue, Node, Option, Reaction, Wanted
from tui.core.practice.practice import DIALOGUE

if TYPE_CHECKING:
    from tui.playbook import dialogue as play
    from tui.playbook import fields, schema
    from tui.playbook.loader import Loaded


@dataclass(frozen=True, slots=True)
class Collected:
    """Everything in the folders that can be used. What has the same id in a later one has taken its place."""

    cards: tuple[Card, ...]
    lines: Mapping[str, tuple[Line, ...]]
    """By kind."""
    personas: tuple[Persona, ...]
    """Those that dialogues bring themselves, too."""
    dialogues: tuple[Dialogue, ...]
    """Those of which every card is there."""
    variables: Mapping[str, str]
    faults: tuple[str, ...]
    """Why files were set aside."""


def collect(folders: Sequence[Path]) -> Collected:
    """Read and check every file. This is where pydantic is imported."""
    from tui.playbook.loader import load

    return sum_up(load(folders))


def sum_up(loaded: Loaded) -> Collected:
    """What loaded files come to. Over 40 lines: a few for each kind of entry, and none decides anything."""
    from tui.playbook import schema

    variables: dict[str, str] = {}
    steps = dict(schema.FRAMEWORKS)
    cards: dict[str, tuple[schema.Card, str]] = {}
    heard: dict[str, tuple[str, ...]] = defaultdict(tuple)
    hear: dict[str, tuple[str, ...]] = defaultdict(tuple)
    quotes: dict[str, tuple[str, ...]] = defaultdict(tuple)
    personas: dict[str, Persona] = {}
    dialogues: dict[str, play.Dialogue] = {}
    lines: dict[str, dict[str, Line]] = {kind: {} for kind in schema.LINES}
    for sheet in loaded.sheets:
        if sheet.content is None:
            continue
        content, file = sheet.content, sheet.document.file
        steps |= {id: tuple(framework.steps) for id, framework in content.frameworks.items()}
        variables |= {name: variable.default for name, variable in content.vars.items()}
        cards |= {card.id: (card, file) for card in content.cards}
        for id, texts in content.heard.items():
            heard[id] += tuple(texts)
        for id, texts in content.hear.items():
            hear[id] += tuple(texts)
        for id, texts in content.quotes.items():
            quotes[id] += tuple(texts)
        personas |= {person.id: _persona(person) for person in content.personas}
        dialogues |= {dialogue.id: dialogue for dialogue in content.dialogues}
        for kind, key in schema.LINES.items():
            lines[kind] |= {words.id: _line(words) for words in getattr(content, key)}
    lines["value"] = {
        id: replace(sheet, quotes=quotes[id][::-1]) if id in quotes else sheet
        for id, sheet in lines["value"].items()
    }
    variables |= _worth(loaded)
    personas |= {own.id: own for own in map(_own_persona, dialogues.values()) if own}
    return Collected(
        # A framework may be in a file that is set aside: then the card's own order has to do.
        tuple(
            _card(card, heard[card.id], hear[card.id], steps.get(card.framework, tuple(card.moves)), file)
            for card, file in cards.values()
        ),
        {kind: tuple(found.values()) for kind, found in lines.items()},
        tuple(personas.values()),
        # A card may be in a file that is set aside: then there is nothing to say where it is due.
        tuple(
            _dialogue(d) for d in dialogues.values() if {n.card for n in d.nodes.values()} <= {None, *cards}
        ),
        variables,
        tuple(fault.sentence for fault in loaded.faults),
    )


def _worth(loaded: Loaded) -> dict[str, str]:
    """What the rep's own value sheet says `{benefit}` and `{proof}` are, where their `vars` do not."""
    own = [sheet.content for sheet in loaded.sheets if sheet.folder and sheet.content]
    said = {name: variable.default for content in own for name, variable in content.vars.items()}
    rows = [row for content in own for value in content.values for row in value.rows]
    row = next((row for row in rows if not row.benefit.startswith("(")), None)  # ( ): still to be filled in
    if row is None:
        return {}
    worth = {"benefit": row.benefit} | ({"proof": row.quotes[0]} if row.quotes else {})
    return {name: text for name, text in worth.items() if not said.get(name)}


def _card(
    card: schema.Card, heard: Sequence[str], hear: Sequence[str], steps: Sequence[str], file: str
) -> Card:
    moves = tuple((step, tuple(card.moves[step])) for step in steps if step in card.moves)
    answers = tuple(Answer(a.style or "", a.when or "", tuple(a.say)) for a in card.answers)
    # Without a one-liner the last step has to do: in every framework it is the one that asks or answers.
    lines = moves[-1][1] if moves else answers[0].lines if answers else ("",)
    return Card(
        id=card.id,
        title=card.name,
        says=tuple(dict.fromkeys((*card.says, *heard))),
        answer=card.one_liner or lines[0],
        steps=moves,
        answers=answers,
        purposes=tuple(card.purposes),
        avoid=tuple(card.avoid),
        notes=card.notes or "",
        tags=tuple(card.tags),
        keys=tuple(card.keys),
        hear=tuple(dict.fromkeys((*card.hear, *hear))),
        wanted=_wanted(card.checks),
        difficulty=card.difficulty,
        file=file,
    )


def _wanted(checks: Sequence[fields.Check]) -> tuple[Wanted, ...]:
    return tuple(Wanted(check.label, tuple(check.any), check.required) for check in checks)


def _line(words: schema.Words | schema.Value) -> Line:
    return Line(
        id=words.id,
        title=words.name,
        text=words.text or "\n".join(_rows(words)),
        listen_for=getattr(words, "listen_for", None) or "",
        purposes=tuple(words.purposes),
        spoken=getattr(words, "spoken", None),
    )


def _rows(value: schema.Words | schema.Value) -> list[str]:
    """A value sheet as text: what it does, what they get, and what customers say of it."""
    said: list[str] = []
    for row in getattr(value, "rows", ()):
        said += [f"{row.feature}: {row.benefit}", *(f"→ “{quote}”" for quote in row.quotes)]
    return said


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


def _own_persona(dialogue: play.Dialogue) -> Persona | None:
    """The persona that stands in a dialogue, under an id that no other has."""
    own = dialogue.persona
    return replace(_persona(own), id=DIALOGUE + dialogue.id) if own and not isinstance(own, str) else None


def _dialogue(dialogue: play.Dialogue) -> Dialogue:
    own = dialogue.persona
    return Dialogue(
        id=dialogue.id,
        title=dialogue.name,
        start=dialogue.start,
        nodes={name: _node(node) for name, node in dialogue.nodes.items()},
        persona=own if isinstance(own, str) else DIALOGUE + dialogue.id if own else "",
        goal=dialogue.goal or "",
        call=dialogue.call,
        difficulty=dialogue.difficulty,
        purposes=tuple(dialogue.purposes),
        tags=tuple(dialogue.tags),
        set=_changes(dialogue.set),
        variables={name: variable.default for name, variable in dialogue.vars.items()},
        notes=dialogue.notes or "",
    )


def _node(node: play.Node) -> Node:
    return Node(
        says=tuple(Reaction(said.say, said.weight, said.when or "") for said in node.prospect or ()),
        card=node.card or "",
        goal=node.goal or "",
        exemplar=node.exemplar or "",
        wanted=_wanted(node.checks),
        seconds=node.seconds or 0.0,
        options=tuple(Option(o.say, o.to, o.quality, o.why or "") for o in node.choices),
        goto=tuple(Branch(b.to, b.when or "", b.weight, _changes(b.set)) for b in node.goto or ()),
        end=node.end or "",
        debrief=node.debrief or "",
    )


def _changes(settings: play.Settings) -> dict[str, int]:
    return {str(name): value for name, value in settings.items()}
