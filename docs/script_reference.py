"""docs/scripts.md: every key of a script file, out of the models that check it. Written by reference.py."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args

from tui.core.words import CALL_WORDS
from tui.files import guarded
from tui.playbook import checks, schema
from tui.playbook.condition import NAMES
from tui.playbook.hearing.feedback import CheckName
from tui.playbook.json_schema import FILE, json_schema

_ORDER = (
    *("File", "Pack", "Variable", "Framework", "Card", "Answer", "Check", "Source"),
    *("Words", "Opener", "Question", "Value", "Worth", "Persona", "Dialogue", "Node", "Reaction", "Choice"),
    "Branch",
)
_TITLES = {
    "File": "The file",
    "Words": "Voicemails, gatekeepers, closes",
    "Opener": "Openers",
    "Worth": "A row of a value sheet",
}
_TEXT = ["string", "number", "boolean"]

_HEAD = f"""\
# Script files, key by key

Made from `tui/playbook/schema.py` and its neighbours. How to write a good one: `scripts_library/README.md`.

- `offhook scripts check [PATH…]` names every fault of every file, with line, column and what to do.
- `offhook scripts schema` prints the same rules as JSON Schema. With the line
  `# yaml-language-server: $schema=./{FILE}` at its top an editor completes and marks a file.
- `offhook scripts import FILE --dry-run` shows what would become of a script that you have: Markdown, plain
  text (`Objection:` … `Answer:` …, `Q:` … `A:` …, pairs between empty lines, lists in lists), tables
  (CSV), JSON, HTML, VICIdial; labels may be German, French, Spanish, Italian. Without
  `--dry-run` it goes into a new file in your `scripts/`.

## How a file is read

Every text stays as it is written: `no`, `10:30`, `010` and `2026-01-01` are texts. A key without a value is a
key not given. Where *text or list* stands below, one text will do.

Not read, each with its place and a way out: tags (`!`), anchors and aliases (`&`, `*`) of anything but
a text, merge keys (`<<`), a key given twice, a second document, and a text that goes on in a line beginning
with `- `: a list was meant.
Limits: {guarded.MAX_BYTES // 1000:,} kB, {guarded.MAX_DEPTH} levels,
{guarded.MAX_VALUES:,} values, {guarded.MAX_TEXT:,} characters in one text. UTF-8, with or without a BOM.

A file with a fault is set aside and all others are used. A name (of a card, a persona, a framework) that may
stand in a file that cannot be read is no fault of the file that uses it.

Only warned of:

- a card with fewer than {checks.FEW_SAYS} ways to say it,
- a voicemail of more than {checks.VOICEMAIL_SECONDS} seconds ({checks.WORDS_A_MINUTE} words a minute),
- an unknown name in braces,
- an id or a shortcut used twice,
- text lost behind ` #` (before a comment leave two spaces).
"""

_TAIL = """\
## Conditions

`when` takes names, numbers, `and`, `or`, `not`, and comparisons (`<`, `<=`, `==`, `!=`, `>=`, `>`), at most
200 characters: `has_permission and score >= 0.6`. The names: {names}. They are never run as Python.

Of the last answer: `score` is the share of what is required that was heard (0 to 1), `passed` is a score of
0.6 or more, `words` and `seconds` how long it was, `has_` and a check whether that was heard, wanted or not;
`choice` is the quality of an option that was picked instead. Of the call: `turn` counts what they said,
`visits` how often this node was come to; `mood` and `hard_mode` are what the last `set` made them.

A dialogue is refused when a node is not there or never reached, when a call could get stuck (every `goto` has
a `when`, or no way leads to an end), and when a card, a persona or a check is named that is nowhere.

## Built-in checks

{checks}. One of your own: `{{label: names a figure, any: [percent, hours a week]}}`.
[What each hears](heard.md).

## Frameworks

| id | steps |
|---|---|
{frameworks}

## Names that a call knows

{words}
"""


def scripts_page() -> str:
    """The page."""
    whole = json_schema()
    models = {"File": whole, **whole["$defs"]}
    assert set(models) == set(_ORDER), set(models) ^ set(_ORDER)
    parts = [_HEAD]
    for name in _ORDER:
        parts += [f"## {_TITLES.get(name, name)}\n", f"{_cell(models[name]['description'])}\n"]
        parts += ["| key | what stands there | |", "|---|---|---|", *_rows(models[name]), ""]
    frameworks = "\n".join(f"| `{id}` | {', '.join(steps)} |" for id, steps in schema.FRAMEWORKS.items())
    parts.append(
        _TAIL.format(
            names=_codes(sorted(name for name in NAMES if not name.startswith("has_")))
            + ", `has_` and a check",
            checks=_codes(get_args(CheckName)),
            frameworks=frameworks,
            words=_codes(CALL_WORDS),
        )
    )
    return "\n".join(parts)


def _rows(model: dict[str, Any]) -> Iterator[str]:
    required = model.get("required", [])
    for key, value in model["properties"].items():
        needed = " (must)" if key in required else ""
        yield f"| `{key}`{needed} | {_cell(_kind(value))} | {_cell(value['description'])} |"


def _kind(value: dict[str, Any]) -> str:
    """What may stand there, in words."""
    if sides := [side for side in value.get("anyOf", value.get("oneOf", [])) if side != {"type": "null"}]:
        return " or ".join(dict.fromkeys(_kind(side) for side in sides))
    if "$ref" in value:
        name = value["$ref"].rpartition("/")[2]
        return f"[{name.lower()}](#{_TITLES.get(name, name).lower().replace(' ', '-').replace(',', '')})"
    if "enum" in value:
        some = [one for one in value["enum"] if one is not None]
        return "yes or no" if True in some else _codes(some)
    if "const" in value:
        return f"`{value['const']}`"
    kinds = [
        kind
        for kind in (value["type"] if isinstance(value["type"], list) else [value["type"]])
        if kind != "null"
    ]
    if kinds == ["array"]:
        return f"list: {_kind(value['items'])}"
    if kinds == ["object"]:
        inner = next(iter(value.get("patternProperties", {}).values()), value.get("additionalProperties"))
        return f"`name: …`, each {_kind(inner)}"
    if kinds == _TEXT:
        return "id" if "[a-z0-9_-]{0,48}" in value.get("pattern", "") else "text"
    return {"integer": "whole number", "number": "number"}[kinds[0]]


def _codes(names: Any) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
