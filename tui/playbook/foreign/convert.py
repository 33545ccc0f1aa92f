"""From the bytes of somebody else's script to a file of ours."""

from __future__ import annotations

import html
import json
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
from tui.playbook.foreign.labels import label
from tui.playbook.foreign.lines import understand_lines
from tui.playbook.foreign.names import VICIDIAL, renamed
from tui.playbook.foreign.tables import read_csv

MAX_BYTES = 2_000_000
MAX_CARDS = 400
_TAG = re.compile(
    r"<(?:br|p|div|span|b|i|u|strong|em|font|h[1-6]|li|ul|ol|table|tr|td|th|hr|a|center)\b[^<>]*>", re.I
)
_ENDS = re.compile(r"<(?:br|/p|/div|/li|/h[1-6]|/tr|hr)\b[^<>]*>", re.I)
_ANY = re.compile(r"</?[a-zA-Z][^<>]*>")
_COLUMN = re.compile(r"(?<=[^\s])\t+(?=[^\s])")
_MARKDOWN = re.compile(r"^(?:#{1,6} |\|.*\||\*\*|> |```)|\*\*\S", re.M)


_FRONT = re.compile(r"\A---[ \t]*\r?\n((?:[\w-]+:.*\r?\n|[ \t-].*\r?\n){1,40})---[ \t]*\r?\n")
_UNSEEN = re.compile(r"<(head|style|script|title)\b[^<>]*>.*?</\1\s*>|<!--.*?-->", re.I | re.S)
_HEADINGS = re.compile(r"^(?:<(?!h[1-6]\b)[^<>]*>\s*)*<h([1-6])\b[^<>]*>", re.I)
_ROW = re.compile(r"<tr\b(?:(?!<tr\b).)*?</tr\s*>", re.I | re.S)
_STRONG = re.compile(r"</?(?:b|strong)\b[^<>]*>", re.I)
_POINTS = re.compile(r"<li\b[^<>]*>", re.I)
_COLUMNS = re.compile(r"</t[dh]\s*>\s*<t[dh]\b[^<>]*>", re.I)
#: Signs of lists as word processors write them, with a tab behind: no column ends there.
_BULLET = re.compile(r"^([ \t]*(?:[-*+•‣–—·▪◦●○§\uf0b7o]|\d{1,3}[.)]))\t+", re.M)
_HEADING = re.compile(r"#{1,6}\s")
_UNDERLINE = re.compile(r"(?:={3,}|-{4,})\s*$")
_MARKED = re.compile(r"\s*(?:[-*+#|>=_]|\d+[.)])")
_FENCE = re.compile(r"(?:```|~~~)\w*$")


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
    suffix = name.lower().rpartition(".")[2]
    if understood is None and suffix in {"json", "jsonl"}:
        raise NotUnderstood(f"it is no right JSON{_where(text)}")
    understood = understood or read_csv(text, surely=suffix in {"csv", "tsv"})
    if understood is None and suffix in {"csv", "tsv"}:
        raise NotUnderstood("its first line does not say which column holds the objection, which the answer")
    if understood is None:
        about = _FRONT.match(text)
        rest = _FRONT.sub(lambda match: "\n" * match[0].count("\n"), text, count=1)
        understood = understand_lines(*_lines(rest))
        if about:
            understood.left_out.append(LeftOut(2, about[1].strip(), "about the file, and no words of a call"))
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


def _where(text: str) -> str:
    """Where a text stops to be JSON."""
    try:
        json.loads(text)
    except json.JSONDecodeError as error:
        return f": line {error.lineno}, column {error.colno}"
    except (ValueError, RecursionError):
        pass
    return ""


def _lines(text: str) -> tuple[list[tuple[int, str]], str]:
    """(line of the file, text) without HTML, and what kind of script it is."""
    vicidial = bool(VICIDIAL.search(text))
    kind = "VICIdial" if vicidial else "Markdown" if _MARKDOWN.search(text) else "text"
    marked_up = bool(_TAG.search(text)) and (vicidial or len(_TAG.findall(text)) > 3)
    if marked_up:
        text = _UNSEEN.sub(lambda match: "\n" * match[0].count("\n"), text)
        text = _ROW.sub(lambda match: match[0].replace("\n", " ") + "\n" * match[0].count("\n"), text)
        text = text if vicidial else _STRONG.sub("**", text)
    text = _COLUMN.sub(" → ", _BULLET.sub(lambda match: f"{match[1].replace('o', '-')} ", text))
    lines: list[tuple[int, str]] = []
    for number, line in enumerate(plain_lines(text).split("\n"), 1):
        parts = [line]
        if marked_up:
            parts = [html.unescape(_ANY.sub("", _as_text(part))) for part in _ENDS.split(line)]
        lines += [(number, plain(part)) for part in parts]
    if any(_HEADING.match(text.strip()) for _, text in lines):
        kind = "Markdown" if kind == "text" else kind
    return _underlined(lines), kind


def _as_text(part: str) -> str:
    """HTML's headings, points and columns, in the signs that lines of text have for them."""
    part = _COLUMNS.sub(" → ", _POINTS.sub("- ", part))
    return _HEADINGS.sub(lambda match: "#" * int(match[1]) + " ", part.lstrip())


def _underlined(lines: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """Headings with a line of `=` or `-` below them, as `#` and `##`; fences round a text are no words."""
    shown: list[tuple[int, str]] = []
    for number, text in lines:
        before, above = shown[-1] if shown else (0, "")
        alone = bool(above.strip()) and (len(shown) < 2 or not shown[-2][1].strip())
        if alone and _UNDERLINE.match(text) and not _MARKED.match(above) and not label(above):
            shown[-1] = (before, f"{'#' if text.startswith('=') else '##'} {above.strip()}")
            text = ""
        shown.append((number, "" if _FENCE.match(text.strip()) else text))
    return shown


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
