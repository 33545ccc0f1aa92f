"""What a file can get wrong although each of its entries is well formed: names that lead nowhere, doubles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tui.core.words import CALL_WORDS, VARIABLE
from tui.files.guarded import Document, Fault
from tui.playbook import schema
from tui.playbook.explain import meant

Path = tuple[str | int, ...]

FEW_SAYS = 3
"""A card with fewer ways to say it is found too seldom (measured: top-3 70 % with 3, 82 % with 5)."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file that was read; `content` is None when there is nothing in it."""

    document: Document
    folder: int
    """Which of the folders it is in; the same id in a later one wins."""
    content: schema.File | None
    loose: bool = False
    """A plain list of objections, made into cards."""


@dataclass(slots=True)
class Found:
    """The findings on one file; errors set it aside."""

    errors: list[Fault] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)


def check(sheets: Sequence[Sheet], context: Sequence[Sheet] = ()) -> Iterator[tuple[Sheet, Found]]:
    """Each file with its findings. Frameworks and variables of one file serve all, those of `context` too."""
    steps = dict(schema.FRAMEWORKS)
    variables = set(CALL_WORDS)
    for sheet in (*context, *sheets):
        if sheet.content:
            steps |= {id: tuple(framework.steps) for id, framework in sheet.content.frameworks.items()}
            variables |= set(sheet.content.vars)
    doubles = _Doubles()
    for sheet in sheets:
        found = Found()
        if sheet.content is None:
            found.warnings.append(sheet.document.fault((), "nothing in this file"))
        elif sheet.loose:
            message = "a plain list of objections: found by fewer words, and without steps"
            hint = "scripts_library/README.md shows how to write cards"
            found.warnings.append(sheet.document.fault(("objections",), message, hint, key=True))
        else:
            _check_cards(sheet.document, sheet.content.cards, steps, found)
            _check_variables(sheet.document, sheet.content, variables, found)
            doubles.check(sheet, sheet.content, found)
        yield sheet, found


def _check_cards(
    document: Document, cards: Sequence[schema.Card], steps: dict[str, tuple[str, ...]], found: Found
) -> None:
    for index, card in enumerate(cards):
        here: Path = ("cards", index)
        if len(card.says) < FEW_SAYS:
            message = (
                f"only {len(card.says)} of the ways they say it: {FEW_SAYS} or more are found far better"
            )
            found.warnings.append(document.fault((*here, "says"), message, key=True))
        if card.framework not in steps:
            message = f"there is no framework '{card.framework}'"
            fault = document.fault((*here, "framework"), message, meant(card.framework, steps))
            found.errors.append(fault)
            continue
        known = steps[card.framework]
        for step in card.moves:
            if step not in known:
                message = f"'{step}' is no step of {card.framework} ({', '.join(known)})"
                found.errors.append(
                    document.fault((*here, "moves", step), message, meant(step, known), key=True)
                )


def _check_variables(document: Document, content: schema.File, known: set[str], found: Found) -> None:
    for path, text in _spoken(content):
        for name in VARIABLE.findall(text):
            if name not in known:
                message = f"nothing is known of {{{name}}}"
                hint = meant(name, known) or "give it a default under 'vars:'"
                found.warnings.append(document.fault(path, message, hint))


def _spoken(content: schema.File) -> Iterator[tuple[Path, str]]:
    """Every text that is said aloud, with its path."""
    for index, card in enumerate(content.cards):
        if card.one_liner:
            yield ("cards", index, "one_liner"), card.one_liner
        for step, lines in card.moves.items():
            for number, line in enumerate(lines):
                yield ("cards", index, "moves", step, number), line
    for key in schema.LINES.values():
        for index, words in enumerate(getattr(content, key)):
            if words.text:
                yield (key, index, "text"), words.text


class _Doubles:
    """Finds ids and shortcuts that are taken."""

    def __init__(self) -> None:
        self._ids: dict[tuple[int, str, str], str] = {}
        self._shortcuts: dict[str, str] = {}

    def check(self, sheet: Sheet, content: schema.File, found: Found) -> None:
        document = sheet.document
        for kind in ("cards", *schema.LINES.values()):
            for index, entry in enumerate(getattr(content, kind)):
                first = self._ids.setdefault((sheet.folder, kind, entry.id), document.file)
                path: Path = (kind, index, "id")
                if first != document.file:
                    message = f"'{entry.id}' is also in {first}; this one counts"
                    found.warnings.append(document.fault(path, message))
                elif any(other.id == entry.id for other in getattr(content, kind)[:index]):
                    found.errors.append(
                        document.fault(path, f"'{entry.id}' is already the id of another one here")
                    )
        for index, card in enumerate(content.cards):
            for number, shortcut in enumerate(card.keys):
                owner = self._shortcuts.setdefault(shortcut, card.id)
                if owner != card.id:
                    message = f"the shortcut '{shortcut}' already leads to '{owner}'"
                    found.warnings.append(document.fault(("cards", index, "keys", number), message))
