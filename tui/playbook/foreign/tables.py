"""Tables in Markdown: a row for each objection."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tui.core.text import fold
from tui.playbook.foreign.draft import Answer, Draft, LeftOut, bare, emphasis_off, unquoted, ways

_LINE = re.compile(r"^\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?$")
_CELLS = re.compile(r"(?<!\\)\|")
_BREAK = re.compile(r"\s*<br\s*/?>\s*", re.IGNORECASE)
_COLUMNS = (
    ("avoid", r"avoid|don'?t|never|wrong|bad"),
    ("notes", r"note|tip|why|mean|context|goal|when|comment"),
    ("tags", r"categor|type|tag|stage|topic"),
    ("id", r"^(?:#|no|nr|id|number)\.?$"),
    (
        "answers",
        r"answer|response|respon|rebuttal|reply|say this|you say|what to say|counter|script|handle|handling",
    ),
    ("says", r"objection|they say|prospect|customer|question|concern|pushback|client|buyer|lead"),
)


def table_at(lines: Sequence[tuple[int, str]], at: int) -> int:
    """How many lines the table has that begins there; 0: none begins."""
    if at + 1 >= len(lines) or "|" not in lines[at][1] or not _LINE.match(lines[at + 1][1].strip()):
        return 0
    if "|" not in lines[at + 1][1]:
        return 0
    size = 2
    while at + size < len(lines) and "|" in lines[at + size][1]:
        size += 1
    return size


def read_table(lines: Sequence[tuple[int, str]], tag: str) -> tuple[list[Draft], list[LeftOut]]:
    """A card for each row with an objection and an answer."""
    heads = _cells(lines[0][1])
    columns = [_column(head) for head in heads]
    if "says" not in columns:
        free = [i for i, column in enumerate(columns) if column in {"", "answers"}]
        if len(free) > 1 or ("answers" in columns and free and columns[free[0]] == ""):
            columns[free[0]] = "says"
    if "answers" not in columns and "" in columns:
        columns[columns.index("")] = "answers"
    if not {"says", "answers"} <= set(columns):
        return [], [
            LeftOut(number, text.strip(), "a table without objections and answers") for number, text in lines
        ]
    drafts: list[Draft] = []
    left: list[LeftOut] = []
    for number, text in lines[2:]:
        draft = Draft("", number, tags=[tag] if tag else [])
        for head, column, cell in zip(heads, columns, _cells(text), strict=False):
            _put(draft, head, column, cell)
        if draft.says and draft.answers:
            draft.title = draft.says[0]
            drafts.append(draft)
        else:
            left.append(LeftOut(number, text.strip(), "no objection or no answer in it"))
    return drafts, left


def _cells(text: str) -> list[str]:
    text = text.strip()
    text = text.removeprefix("|")
    text = text.removesuffix("|")
    return [cell.replace("\\|", "|").strip() for cell in _CELLS.split(text)]


def _column(head: str) -> str:
    name = fold(emphasis_off(head))
    return next((column for column, pattern in _COLUMNS if re.search(pattern, name)), "")


def _put(draft: Draft, head: str, column: str, cell: str) -> None:
    parts = [part for part in _BREAK.split(cell) if part.strip()]
    if column == "says":
        draft.says += [said for part in parts for said in ways(part)]
    elif column in {"answers", ""}:
        name = "" if column == "answers" else emphasis_off(head)
        draft.answers += [Answer(name, unquoted(emphasis_off(part)), draft.line) for part in parts]
    elif column == "tags":
        draft.tags += [fold(bare(part)) for part in parts]
    elif column == "avoid":
        draft.avoid += [emphasis_off(part) for part in parts]
    elif column == "notes":
        draft.notes += [emphasis_off(part) for part in parts]
