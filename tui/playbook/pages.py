"""The files as pages to browse: what stands in them, whatever its kind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from tui.core.pages import Page
from tui.core.ports import Card, Line, Playbook
from tui.playbook import fields, schema
from tui.playbook.dialogue import Dialogue
from tui.playbook.sheet import Sheet


def pages(sheets: Sequence[Sheet], words: Playbook) -> tuple[Page, ...]:
    """Everything in the files, kind by kind in their order; what has the same id in a later file counts.

    `words` is what the same files come to: the cards and value sheets as a call shows them. A card that was
    written since they were read has its page when they are read again.
    """
    cards = {card.id: card for card in words.cards()}
    values = {line.id: line for line in words.lines("value")}
    found: dict[tuple[str, str], Page] = {}
    for sheet in sheets:
        for page in _of(sheet, cards, values):
            before = found.get((page.kind, page.id))
            over = before is not None and page.own and (before.replaces or not before.own)
            found[page.kind, page.id] = replace(page, replaces=True) if over else page
    return tuple(found.values())


def _of(sheet: Sheet, cards: Mapping[str, Card], values: Mapping[str, Line]) -> Iterator[Page]:
    """The pages of one file."""
    if sheet.content is None:
        return
    content = sheet.content
    where = (content.pack.name, sheet.document.file, sheet.folder > 0)
    for card in content.cards:
        if card.id in cards:
            yield _card(card, cards[card.id], where)
    for kind, key in schema.LINES.items():
        for words in getattr(content, key):
            yield _words(kind, words, values, where)
    for person in content.personas:
        yield _persona(person, where)
    for dialogue in content.dialogues:
        yield _dialogue(dialogue, where)


Where = tuple[str, str, bool]


def _card(card: schema.Card, shown: Card, where: Where) -> Page:
    return Page(
        "card",
        card.id,
        card.name,
        *where,
        main=shown.answer,
        says=tuple(card.says),
        answers=shown.answers,
        steps=shown.steps,
        facts=(("then", card.then),) if card.then else (),
        avoid=tuple(card.avoid),
        notes=card.notes or "",
        sources=_sources(card.sources),
        purposes=tuple(card.purposes),
        tags=tuple(card.tags),
    )


def _words(kind: str, words: schema.Words | schema.Value, values: Mapping[str, Line], where: Where) -> Page:
    listen_for = words.listen_for if isinstance(words, schema.Question) else None
    sheet = values.get(words.id) if kind == "value" else None
    return Page(
        kind,
        words.id,
        words.name,
        *where,
        main=sheet.text if sheet else words.text or "",
        says=sheet.quotes if sheet else (),
        facts=(("listen for", listen_for),) if listen_for else (),
        purposes=tuple(words.purposes),
    )


def _persona(person: fields.Persona, where: Where) -> Page:
    facts = (
        ("is", person.role or ""),
        ("mood", person.mood + (", answers for somebody else" if person.gatekeeper else "")),
        ("wants", person.wants or ""),
    )
    given = tuple((label, text) for label, text in facts if text)
    return Page("persona", person.id, person.name, *where, says=tuple(person.says_no_like), facts=given)


def _dialogue(dialogue: Dialogue, where: Where) -> Page:
    persona = dialogue.persona
    facts = (
        ("goal", dialogue.goal or ""),
        ("with", persona if isinstance(persona, str) else persona.name if persona else ""),
        ("call", dialogue.call),
        ("level", f"{dialogue.difficulty} of 5"),
        ("turns", str(len(dialogue.nodes))),
    )
    first = dialogue.nodes.get(dialogue.start)
    return Page(
        "dialogue",
        dialogue.id,
        dialogue.name,
        *where,
        says=tuple(said.say for said in first.prospect) if first and first.prospect else (),
        facts=tuple((label, text) for label, text in facts if text),
        notes=dialogue.notes or "",
        sources=_sources(dialogue.sources),
        purposes=tuple(dialogue.purposes),
        tags=tuple(dialogue.tags),
    )


def _sources(sources: Sequence[fields.Source]) -> tuple[str, ...]:
    """`SPIN Selling, Neil Rackham (1988): the order only`."""

    def said(source: fields.Source) -> str:
        by = ", ".join(filter(None, (source.title, source.author)))
        when = f" ({source.year})" if source.year else ""
        return by + when + "".join(f": {text}" for text in (source.note, source.url) if text)

    return tuple(said(source) for source in sources)
