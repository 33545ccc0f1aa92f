"""Tables, in Markdown and out of spreadsheets: a row for each objection."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence

from tui.core.text import fold
from tui.playbook.foreign.draft import Answer, Draft, LeftOut, Understood, bare, emphasis_off, unquoted, ways

_LINE = re.compile(r"^\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?$")
_CELLS = re.compile(r"(?<!\\)\|")
_BREAK = re.compile(r"\s*<br\s*/?>\s*", re.IGNORECASE)
_COLUMNS = (
    ("avoid", r"avoid|don'?t|never|wrong|bad"),
    ("notes", r"note|tip|why|mean|context|goal|when|comment"),
    ("tags", r"[ck]ategor|type|tag|stage|topic"),
    ("id", r"^(?:#|no|nr|id|number)\.?$"),
    (
        "answers",
        r"answer|response|respon|antwo|erwider|respuesta|rispost|respost|rebuttal|reply|say this|you say"
        r"|what to say|counter|script|handle|handling",
    ),
    (
        "says",
        r"objection|einw[aä]nd|vorwand|objec|obiez|bezwa|they say|prospect|customer|question|concern|pushback"
        r"|client|buyer|lead",
    ),
)


Row = tuple[int, list[str], str]
"""Line of the file, cells, and the line as it stands."""


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
    rows = [(number, _cells(text), text.strip()) for number, text in lines]
    return _read_rows([rows[0], *rows[2:]], tag)


def read_csv(text: str, *, surely: bool) -> Understood | None:
    """The cards of a table out of a spreadsheet; None when it is none.

    Its head says what is what. Where it surely is one, two columns without a head are objection and answer.
    """
    for comma in ",;\t":
        rows = _rows(text, comma)
        heads = [_column(head) for head in rows[0][1]] if rows else []
        if len(rows) > 1 and {"says", "answers"} <= set(heads):
            return Understood("CSV", *_found(rows))
        if surely and rows and all(len([cell for cell in cells if cell]) == 2 for _, cells, _ in rows):
            return Understood("CSV", *_found([(0, ["objection", "answer"], ""), *rows]))
    return None


def _rows(text: str, comma: str) -> list[Row]:
    """The rows that are not empty; none where it cannot be read so."""
    rows: list[Row] = []
    reader, line = csv.reader(io.StringIO(text, newline=""), delimiter=comma), 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append((line, [" ".join(cell.split()) for cell in cells], comma.join(cells)))
            line = reader.line_num + 1
    except csv.Error:
        return []
    return rows


def _found(rows: Sequence[Row]) -> tuple[list[Draft], list[Answer], list[LeftOut]]:
    drafts, left = _read_rows(rows, "")
    return drafts, [], left


def _read_rows(rows: Sequence[Row], tag: str) -> tuple[list[Draft], list[LeftOut]]:
    """The first row is the head."""
    heads = rows[0][1]
    columns = [_column(head) for head in heads]
    if "says" not in columns:
        free = [i for i, column in enumerate(columns) if column in {"", "answers"}]
        if len(free) > 1 or ("answers" in columns and free and columns[free[0]] == ""):
            columns[free[0]] = "says"
    if "answers" not in columns and "" in columns:
        columns[columns.index("")] = "answers"
    if not {"says", "answers"} <= set(columns):
        return [], [
            LeftOut(number, text, "a table without objections and answers") for number, _, text in rows
        ]
    drafts: list[Draft] = []
    left: list[LeftOut] = []
    for number, cells, text in rows[1:]:
        draft = Draft("", number, tags=[tag] if tag else [])
        for head, column, cell in zip(heads, columns, cells, strict=False):
            _put(draft, head, column, cell)
        if draft.says and draft.answers:
            draft.title = draft.says[0]
            drafts.append(draft)
        else:
            left.append(LeftOut(number, text, "no objection or no answer in it"))
    return drafts, left


def _cells(text: str) -> list[str]:
    text = text.strip()
    text = text.removeprefix("|")
    text = text.removesuffix("|")
    return [cell.replace("\\|", "|").strip() for cell in _CELLS.split(text)]


def is_head(pair: tuple[str, str]) -> bool:
    """Whether two cells say what stands below them: `Objection`, `Answer`."""
    short = all(len(cell.split()) <= 3 for cell in pair)
    return short and [_column(cell) for cell in pair] == ["says", "answers"]


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
