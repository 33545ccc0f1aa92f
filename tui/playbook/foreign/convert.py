"""From the bytes of somebody else's script to a file of ours."""

from __future__ import annotations

import html
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import Any

from tui.core.text import cut, fold, plain, plain_lines
from tui.core.words import CALL_WORDS, VARIABLE
from tui.files.guarded import MAX_TEXT
from tui.files.yaml_writer import write_yaml
from tui.playbook import schema
from tui.playbook.foreign.documents import understand_json
from tui.playbook.foreign.draft import Draft, LeftOut
from tui.playbook.foreign.lines import understand_lines
from tui.playbook.foreign.names import VICIDIAL, renamed

MAX_BYTES = 2_000_000
MAX_CARDS = 400
_TAG = re.compile(
    r"<(?:br|p|div|span|b|i|u|strong|em|font|h[1-6]|li|ul|ol|table|tr|td|th|hr|a|center)\b[^<>]*>", re.I
)
_ENDS = re.compile(r"<(?:br|/p|/div|/li|/h[1-6]|/tr|hr)\b[^<>]*>", re.I)
_ANY = re.compile(r"</?[a-zA-Z][^<>]*>")
_COLUMN = re.compile(r"(?<=[^\s])\t+(?=[^\s])")
_MARKDOWN = re.compile(r"^(?:#{1,6} |\|.*\||\*\*|> |```)|\*\*\S", re.M)


class NotUnderstood(Exception):
    """A file that no script could be read from; the message says why."""


@dataclass(frozen=True, slots=True)
class Taken:
    """One card of ours out of it."""

    id: str
    title: str
    line: int
    says: tuple[str, ...]
    answers: tuple[str, ...]
    entry: dict[str, Any]
    """As it is written."""


@dataclass(frozen=True, slots=True)
class Import:
    """What a file comes to."""

    kind: str
    cards: tuple[Taken, ...]
    openers: tuple[Taken, ...]
    left_out: tuple[LeftOut, ...]
    text: str
    """The file to write; empty when there is nothing in it."""


def decoded(content: bytes) -> str:
    """The text of a file, whatever editor saved it. Raises NotUnderstood."""
    if len(content) > MAX_BYTES:
        raise NotUnderstood(f"it is larger than {MAX_BYTES // 1_000_000} MB")
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = content.decode("utf-16", "replace")
    else:
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = content.decode("cp1252", "replace")
    if "\0" in text:
        raise NotUnderstood("it is no text")
    return text


def convert(content: bytes, name: str, taken: Collection[str]) -> Import:
    """The cards in a script, with ids that are not `taken`. Raises NotUnderstood."""
    text = decoded(content)
    understood = understand_json(text) if text.lstrip()[:1] in {"[", "{"} else None
    if understood is None:
        understood = understand_lines(*_lines(text))
    used = set(taken)
    left = list(understood.left_out)
    drafts = understood.drafts
    if len(drafts) > MAX_CARDS:
        left += [
            LeftOut(d.line, d.title, f"more than {MAX_CARDS} cards in one file") for d in drafts[MAX_CARDS:]
        ]
    cards = [card for draft in drafts[:MAX_CARDS] if (card := _card(draft, used, left))]
    openers = [_opener(o.text, o.line, name, used) for o in understood.openers]
    return Import(
        understood.kind,
        tuple(cards),
        tuple(openers),
        tuple(replace(one, text=cut(plain(one.text), 200)) for one in sorted(left, key=lambda one: one.line)),
        _file(name, cards, openers) if cards or openers else "",
    )


def _lines(text: str) -> tuple[list[tuple[int, str]], str]:
    """(line of the file, text) without HTML, and what kind of script it is."""
    vicidial = bool(VICIDIAL.search(text))
    kind = "VICIdial" if vicidial else "Markdown" if _MARKDOWN.search(text) else "text"
    marked_up = bool(_TAG.search(text)) and (vicidial or len(_TAG.findall(text)) > 3)
    lines: list[tuple[int, str]] = []
    for number, line in enumerate(plain_lines(_COLUMN.sub(" → ", text)).split("\n"), 1):
        parts = [line]
        if marked_up:
            parts = [html.unescape(_ANY.sub("", part)) for part in _ENDS.split(line)]
        lines += [(number, plain(part)) for part in parts]
    return lines, kind


def _said(text: str) -> str:
    return renamed(" ".join(plain(text).split())) if "\n" not in text else renamed(plain_lines(text).strip())


def _card(draft: Draft, used: set[str], left: list[LeftOut]) -> Taken | None:
    def fitting(texts: Iterable[str], most: int) -> list[str]:
        found = list(dict.fromkeys(said for text in texts if (said := _said(text))))
        for text in [text for text in found if len(text) > MAX_TEXT] + found[most:]:
            left.append(
                LeftOut(draft.line, text, "too long" if len(text) > MAX_TEXT else f"more than {most}")
            )
        return [text for text in found if len(text) <= MAX_TEXT][:most]

    title = cut(_said(draft.title), 120)
    says = fitting(draft.says or [draft.title], 40)
    steps, answers = _split(draft)
    moves = {step: fitting(texts, 40) for step, texts in steps[1].items()}
    whole = {label: fitting(texts, 40) for label, texts in answers.items()}
    moves = {step: texts for step, texts in moves.items() if texts}
    spoken = [text for texts in (*moves.values(), *whole.values()) for text in texts]
    if not title or not says or not spoken:
        left.append(LeftOut(draft.line, draft.title, "no answer below it"))
        return None
    id = _free(title, used, "card")
    entry = {
        "id": id,
        "name": title,
        "tags": fitting(draft.tags, 10),
        "says": says,
        "framework": steps[0] if moves else "",
        "moves": moves,
        "answers": [
            {"when": cut(_said(label), 200), "say": texts} for label, texts in whole.items() if texts
        ][:20],
        "avoid": fitting(draft.avoid, 20),
        "notes": cut(" ".join(_said(note) for note in draft.notes), MAX_TEXT),
    }
    return Taken(id, title, draft.line, tuple(says), tuple(spoken), entry)


def _split(draft: Draft) -> tuple[tuple[str, dict[str, list[str]]], dict[str, list[str]]]:
    """(framework, step → lines) of what are steps of one framework, and label → whole answers of the rest."""
    labels = {fold(answer.label) for answer in draft.answers}
    known = {step for steps in schema.FRAMEWORKS.values() for step in steps}
    named = labels & known
    framework = (
        next((f for f, steps in schema.FRAMEWORKS.items() if named <= set(steps)), "") if named else ""
    )
    moves: dict[str, list[str]] = {}
    rest: dict[str, list[str]] = {}
    for answer in draft.answers:
        step = fold(answer.label)
        into = moves if framework and step in named else rest
        into.setdefault(step if into is moves else answer.label, []).append(answer.text)
    ordered = {step: moves[step] for step in schema.FRAMEWORKS.get(framework, ()) if step in moves}
    return (framework, ordered), rest


def _opener(text: str, line: int, name: str, used: set[str]) -> Taken:
    said = cut(renamed("\n".join(plain(part) for part in text.split("\n"))), MAX_TEXT)
    id = _free(f"{name} opener", used, "opener")
    entry = {"id": id, "name": cut(plain(name), 120), "text": said}
    return Taken(id, name, line, (), (said,), entry)


def _free(title: str, used: set[str], otherwise: str) -> str:
    """An id that nobody has: one of a shipped card would take its place."""
    slug = re.sub(r"[^a-z0-9]+", "-", re.sub("['’]", "", fold(title))).strip("-")[:40].strip("-") or otherwise
    id = next(i for i in (slug, *(f"{slug}-{n}" for n in range(2, len(used) + 3))) if i not in used)
    used.add(id)
    return id


def _missing(name: str) -> dict[str, str]:
    """A default that is seen before it is read aloud."""
    return {"default": f"…{name.replace('_', ' ')}…"}


def _file(name: str, cards: list[Taken], openers: list[Taken]) -> str:
    said = [text for one in (*cards, *openers) for text in (*one.answers, *one.says)]
    unknown = {name for text in said for name in VARIABLE.findall(text)} - set(CALL_WORDS)
    head = f"# Taken from {cut(plain(name), 100)} by `offhook scripts import`. Yours to change.\n"
    return head + write_yaml(
        {
            "schema": 1,
            "pack": {"id": "imported", "name": f"From {cut(plain(name), 100)}"},
            "vars": {name: _missing(name) for name in sorted(unknown)},
            "cards": [card.entry for card in cards],
            "openers": [opener.entry for opener in openers],
        }
    )
