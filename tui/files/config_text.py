"""One key of a YAML text changed, and nothing else of it: not one character.

A library that reads and writes YAML with its comments (ruamel.yaml) was tried on thirteen small files: of ten
it wrote other lines anew (line ends, spaces, indents, folded texts), and one it could not read. So only the
characters of the value are replaced here, and what comes out is read again: it must be the old data with that
one key changed and have the same comments, or nothing is changed at all.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tui.files.guarded import FaultyFile, parse_yaml
from tui.files.yaml_spans import Entry, Shape, Value, comments, spans
from tui.files.yaml_writer import quoted, scalar

_BOM = b"\xef\xbb\xbf"
_NEWLINE = re.compile("\r\n|\n|\r")
#: Lines that go on with a commented example: `#   - one`, `#   key: …`.
_GOES_ON = re.compile(r"#(?: {2,}|\t+| *-)\s*\S")


class NotChanged(Exception):
    """Why a text cannot be changed, as a sentence that says what to do. It is as it was."""


def changed(content: bytes, file: str, path: Sequence[str], value: Any) -> bytes:
    """The content of a file with the value of one key changed; None takes the key out.

    Args:
        content: the file as it is, of any line ends, with or without a byte order mark.
        file: how it is called in a sentence.
        path: the key, or a section and a key of it.
        value: a text, number, truth or a list of texts.

    Raises NotChanged.
    """
    try:
        data = parse_yaml(content, file).data
    except FaultyFile as faulty:
        raise NotChanged(f"{faulty.fault.sentence}. Nothing was changed: mend it in your editor.") from None
    text = content.decode("utf-8-sig")
    expected = _with(data or {}, path, value) if isinstance(data, dict | None) else None
    if expected is None:
        raise NotChanged(f"{file}: lines like 'goal: 30' are expected. Change it in your editor.")
    before = list(comments(text).values())
    for new in _tries(text, file, path, value):
        if _is(new, file, expected) and list(comments(new).values()) == before:
            return (_BOM if content.startswith(_BOM) else b"") + new.encode()
    raise NotChanged(
        f"{file} is written in a way that '{'.'.join(path)}' cannot be changed alone. "
        "Nothing was changed: change it in your editor."
    )


def _with(data: Mapping[str, Any], path: Sequence[str], value: Any) -> dict[str, Any] | None:
    """The data with one key changed; None: there is no section of that name."""
    key, *rest = path
    if rest:
        section = data.get(key)
        if not isinstance(section, dict | None):
            return None
        inner = _with(section or {}, rest, value)
        return {**data, key: inner} if inner is not None else None
    others = {name: kept for name, kept in data.items() if name != key}
    return others if value is None else {**others, key: value}


def _is(text: str, file: str, expected: Mapping[str, Any]) -> bool:
    """Whether a text holds that and nothing else. A section without keys is one that is not there."""
    try:
        data = parse_yaml(text, file).data
    except FaultyFile:
        return False
    return isinstance(data, dict | None) and _same(data or {}) == _same(expected)


def _same(data: Mapping[str, Any]) -> str:
    """Data as a text to compare: of Python, 1 is true."""
    told = {key: value for key, value in data.items() if value not in (None, {})}
    return json.dumps(told, sort_keys=True)


# ------------------------------------------------------------------------------------------------- the ways


def _tries(text: str, file: str, path: Sequence[str], value: Any) -> Iterator[str]:
    """The text as it might be, the best way first. The caller takes the first that holds what it must."""
    root = spans(text)
    if root is not None and root.shape is not Shape.KEYS:
        raise NotChanged(f"{file} has its keys in braces. Nothing was changed: change it in your editor.")
    within, key = root, path[-1]
    if len(path) == 2:
        section = root.keys.get(path[0]) if root else None
        if section is None or section.value.shape is Shape.NOTHING:
            yield from [text] if value is None else _section(text, root, section, path, value)
            return
        within = section.value
    if within and within.shape is not Shape.KEYS:
        return
    entry = within.keys.get(key) if within else None
    if entry is None and value is None:
        yield text
    elif entry is None and len(path) == 2 and within:
        last = max(within.keys.values(), key=lambda one: one.value.end)
        yield _inserted(text, last.value.end, f"{' ' * within.column}{_line(key, value)}")
    elif entry is None:
        yield from _added(text, root, key, [_line(key, value)])
    elif value is None:
        yield from _without(text, file, entry)
    else:
        yield _replaced(text, file, entry.value, value)


def _replaced(text: str, file: str, now: Value, value: Any) -> str:
    """Another value in the place of one."""
    _no_comment_within(text, file, now.start, now.end)
    if now.shape is Shape.BLOCK and "#" in _NEWLINE.split(text[now.start : now.end], maxsplit=1)[0]:
        raise NotChanged(_COMMENTED.format(file=file, line=_line_of(text, now.start)))
    if now.shape is Shape.NOTHING:
        new = f" {_written(value)}"
    elif now.shape is Shape.LIST and isinstance(value, list) and value:
        new = f"{_newline(text)}{' ' * now.column}".join(f"- {_item(one)}" for one in value)
    else:
        new = _written(value)
    return text[: now.start] + new + text[now.end :]


_COMMENTED = "{file}:{line}: a comment stands inside it. Nothing was changed: change it in your editor."


def _no_comment_within(text: str, file: str, start: int, end: int) -> None:
    if at := next((at for at in comments(text) if start < at < end), None):
        raise NotChanged(_COMMENTED.format(file=file, line=_line_of(text, at)))


def _without(text: str, file: str, entry: Entry) -> Iterator[str]:
    """A key taken out with its lines; a comment behind it stays where it is."""
    end = entry.value.end
    _no_comment_within(text, file, entry.start, end)
    behind = _NEWLINE.search(text, end)
    rest = text[end : behind.start() if behind else len(text)]
    if rest.strip():
        yield text[: entry.start] + rest.lstrip() + text[end + len(rest) :]
    else:
        yield text[: _line_start(text, entry.start)] + text[behind.end() if behind else len(text) :]


def _added(text: str, root: Value | None, key: str, lines: Sequence[str]) -> Iterator[str]:
    """A new key: below a commented example of it, else at the end."""
    indent = " " * (root.column if root else 0)
    new = _newline(text).join(indent + line for line in lines)
    for example in re.finditer(rf"^[ \t]*#[ \t]?{re.escape(key)}:(?=\s|$)", text, re.M):
        yield _inserted(text, _end_of_example(text, example.end()), new)
    yield _inserted(text, len(text), new)


def _end_of_example(text: str, at: int) -> int:
    """The end of a commented example that may go on over several lines."""
    while (ends := _NEWLINE.search(text, at)) and _GOES_ON.match(text, ends.end()):
        at = ends.end()
    return at


def _section(
    text: str, root: Value | None, section: Entry | None, path: Sequence[str], value: Any
) -> Iterator[str]:
    """The first key of a section, which is there without any or is not there."""
    inner = f"  {_line(path[1], value)}"
    if section is None:
        yield from _added(text, root, path[0], [f"{path[0]}:", inner])
    else:
        yield _inserted(text, section.value.end, " " * section.column + inner)


def _inserted(text: str, at: int, new: str) -> str:
    """New lines below the line of a place. The last line of a text keeps its end, or its lack of one."""
    ends = _NEWLINE.search(text, at)
    if ends:
        return text[: ends.end()] + new + _newline(text) + text[ends.end() :]
    if not text or text.endswith(("\n", "\r")):
        return text + new + _newline(text)
    return text + _newline(text) + new


# ----------------------------------------------------------------------------------------------- small things


def _line(key: str, value: Any) -> str:
    return f"{scalar(key)}: {_written(value)}"


def _written(value: Any) -> str:
    """A value on one line."""
    if isinstance(value, list):
        return f"[{', '.join(map(_item, value))}]"
    return scalar(value) if isinstance(value, str) else json.dumps(value)


def _item(text: str) -> str:
    """An item of a list, which has quotes where it could be read as two."""
    return quoted(text) if "," in text else scalar(text)


def _newline(text: str) -> str:
    """How its lines end: as its first does."""
    first = _NEWLINE.search(text)
    return first[0] if first else "\n"


def _line_start(text: str, at: int) -> int:
    return max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1


def _line_of(text: str, at: int) -> int:
    return len(_NEWLINE.findall(text, 0, at)) + 1
