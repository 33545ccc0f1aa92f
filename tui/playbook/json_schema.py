"""Schema 1 for editors, as JSON Schema made from the models: completion, help and marks while one types.

yaml-language-server reads YAML 1.2 by its types, we read every scalar as text. So whatever is text here may
be a number or true there, and a key without a value is null. Both are said, or right files would be marked.
"""

from __future__ import annotations

import ast
import inspect
import json
from collections.abc import Iterator
from types import ModuleType
from typing import Any

from tui.playbook import dialogue, fields, schema

FILE = "script-1.schema.json"
"""Its name beside the shipped files, for their first line: `# yaml-language-server: $schema=./…`."""

_SCALARS = ["string", "number", "boolean"]
_YES_NO = [True, False, "yes", "no", "on", "off"]
_EITHER = {"Card": ("moves", "answers"), "Value": ("text", "rows"), "Node": ("prospect", "card")}


def json_schema() -> dict[str, Any]:
    """JSON Schema, draft 2020-12."""
    made = schema.File.model_json_schema(mode="validation")
    definitions = made.pop("$defs")
    told = dict(_told())
    for name, model in (*definitions.items(), ("File", made)):
        _retell(name, model, told)
        for either in [_EITHER[name]] if name in _EITHER else []:
            model["anyOf"] = [{"required": [key]} for key in either]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Offhook scripts, schema 1",
        **made,
        "$defs": definitions,
    }


def as_text() -> str:
    """The file beside the scripts."""
    return json.dumps(json_schema(), indent=1, ensure_ascii=False) + "\n"


def _retell(name: str, model: dict[str, Any], told: dict[str, str]) -> None:
    """A model with its words, and what an editor sees of its values."""
    model.pop("title", None)
    required = model.get("required", [])
    for key, value in model.get("properties", {}).items():
        value.pop("title", None)
        _as_seen(value)
        if key not in required:
            _or_nothing(value)
        value["description"] = told[f"{name}.{key}"]


def _as_seen(node: Any) -> None:
    """Text may look like a number or a truth."""
    if isinstance(node, list):
        for part in node:
            _as_seen(part)
    elif isinstance(node, dict):
        if node.get("type") == "string" and not {"enum", "const"} & set(node):
            node["type"] = list(_SCALARS)
        elif node.get("type") == "boolean":
            del node["type"]
            node["enum"] = list(_YES_NO)
        elif "patternProperties" in node:
            node["additionalProperties"] = False
        for key, part in node.items():
            if key not in {"enum", "const", "default", "required", "propertyNames"}:
                _as_seen(part)


def _or_nothing(node: dict[str, Any]) -> None:
    """A key without a value is a key not given."""
    if node.get("default", "") is None:
        del node["default"]
    if "anyOf" in node:
        others = [part for part in node.pop("anyOf") if part != {"type": "null"}]
        if len(others) > 1:
            node["anyOf"] = [*others, {"type": "null"}]
            return
        node |= others[0]
    if "oneOf" in node:
        node["oneOf"] = [*node["oneOf"], {"type": "null"}]
    elif "enum" in node:
        node["enum"] = [*node["enum"], None]
        node.pop("type", None)
    elif "$ref" in node:
        node["anyOf"] = [{"$ref": node.pop("$ref")}, {"type": "null"}]
    else:
        types = node["type"] if isinstance(node["type"], list) else [node["type"]]
        node["type"] = [*types, "null"]


def _told() -> Iterator[tuple[str, str]]:
    """`Model.key` → the words below it in the code, for a field that a model inherits too."""
    for module in (fields, dialogue, schema):
        own = dict(_written(module))
        yield from own.items()
        for name, model in inspect.getmembers(module, inspect.isclass):
            for base in model.__mro__[1:]:
                for key, words in own.items():
                    if key.startswith(f"{base.__name__}."):
                        yield f"{name}.{key.partition('.')[2]}", words


def _written(module: ModuleType) -> Iterator[tuple[str, str]]:
    for node in ast.parse(inspect.getsource(module)).body:
        if not isinstance(node, ast.ClassDef):
            continue
        for field, below in zip(node.body, node.body[1:], strict=False):
            if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name):
                name = field.target.id.rstrip("_")
                if isinstance(below, ast.Expr) and isinstance(below.value, ast.Constant):
                    yield f"{node.name}.{name}", inspect.cleandoc(str(below.value.value))
