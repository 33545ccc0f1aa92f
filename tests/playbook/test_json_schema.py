"""What an editor is told of the files: the JSON Schema, true for shipped files and for planted faults."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from tui.__main__ import main
from tui.files.home import shipped_scripts
from tui.playbook import json_schema as editor
from tui.playbook.loader import load

MODELINE = f"# yaml-language-server: $schema=./{editor.FILE}"
HEAD = "schema: 1\npack: {id: mine, name: Mine}\n"
CARD = HEAD + "cards:\n  - id: a\n    name: A\n    says: [one, two, three]\n    moves: {ask: And?}\n"

#: Everything that can be there, in each of the ways to write it.
ALL = """\
schema: 1
pack: {id: all, name: All, lang: en-GB, sources: [{title: T, year: 2018}]}
vars:
  day: Thursday
  time: 10:30
  share: 50
  gain: {default: more, ask: What?}
frameworks: {two: {name: Two, steps: {first: f, second: s}}}
personas:
  - {id: dana, name: Dana, mood: busy, gatekeeper: yes, rate: 1.25, wants: peace, says_no_like: [no, never]}
cards:
  - id: one
    name: 2024
    says: [no, 10:30, 010]
    keys: [a, 24]
    persona: [dana]
    framework: two
    moves: {first: Yes, second: [A, B]}
    checks: [question, {label: mine, any: [word], required: no}]
    notes:
  - {id: two, name: Two, says: alone, answers: [{style: warm, when: always, say: Hm}, {say: [A, B]}]}
voicemails:
openers: [{id: o, name: O, purposes: [win], text: Hello}]
questions: [{id: q, name: Q, text: Why?, listen_for: a number}]
closes: [{id: c, name: C, text: Ten minutes?}]
heard: {one: [not now, 24], two: alone}
quotes: {v: home at five, w: [no]}
values:
  - {id: v, name: V, text: All}
  - {id: w, name: W, rows: [{feature: F, benefit: B, quotes: [so good]}]}
dialogues:
  - id: d
    name: D
    persona: dana
    start: one
    set: {mood: -1}
    nodes:
      one: {prospect: Hello?, goto: two, seconds: 6, exemplar: Hi}
      two:
        card: one
        choices: [{say: A, to: end, quality: 3, why: short}]
        goto: [{to: end, when: has_question and score >= 0.5, set: {mood: 2}}, {to: one, weight: 0.5}, end]
      end: {prospect: [Bye, {say: So long, weight: 2, when: hard_mode}], end: no, debrief: What now?}
  - {id: e, name: E, persona: {id: x, name: X}, start: a, nodes: {a: {prospect: {say: Hm}, end: meeting}}}
"""


class Core(yaml.CSafeLoader):
    """YAML 1.2, core schema: what the parser in yaml-language-server sees."""

    yaml_implicit_resolvers: dict[str, Any] = {}


for tag, pattern in {
    "bool": r"true|True|TRUE|false|False|FALSE",
    "int": r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+",
    "float": r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)",
    "null": r"~|null|Null|NULL|",
}.items():
    Core.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"(?:{pattern})$"), None)


def _int(loader: yaml.SafeLoader, node: yaml.ScalarNode) -> int:
    text = str(node.value)
    return int(text, 0 if text.startswith(("0o", "0x")) else 10)


Core.add_constructor("tag:yaml.org,2002:int", _int)
Core.add_constructor("tag:yaml.org,2002:float", lambda loader, node: float(str(node.value)))


@pytest.fixture(scope="module")
def validator() -> Draft202012Validator:
    schema = editor.json_schema()
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def marks(validator: Draft202012Validator, text: str) -> list[tuple[str | int, ...]]:
    """The paths that an editor marks: of a choice, the deepest of what is wrong with each side."""
    return [_deepest(error) for error in validator.iter_errors(yaml.load(text, Core))]


def _deepest(error: Any) -> tuple[str | int, ...]:
    paths = [tuple(error.absolute_path)] + [_deepest(inner) for inner in error.context or ()]
    return max(paths, key=len)


def shipped() -> Iterator[Path]:
    return iter(sorted(shipped_scripts().glob("*.yaml")))


def test_the_file_beside_the_scripts_is_current() -> None:
    """Made by `offhook scripts schema > scripts_library/script-1.schema.json`."""
    assert (shipped_scripts() / editor.FILE).read_text() == editor.as_text()


def test_the_command_prints_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["scripts", "schema"]) == 0
    assert capsys.readouterr().out == editor.as_text()
    assert main(["scripts", "schema", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == editor.json_schema()


def test_every_key_is_explained() -> None:
    schema = editor.json_schema()
    for name, model in {"File": schema, **schema["$defs"]}.items():
        assert model["description"], name
        for key, value in model["properties"].items():
            assert value["description"].endswith("."), f"{name}.{key}"


def test_no_mark_in_any_shipped_file(validator: Draft202012Validator) -> None:
    for path in shipped():
        text = path.read_text()
        assert text.startswith(MODELINE + "\n"), path.name
        assert marks(validator, text) == [], path.name


def test_every_reader_sees_the_same_in_a_shipped_file() -> None:
    """PyYAML's types (1.1) and an editor's (1.2): where they differ, the text needs quotes."""
    for path in shipped():
        assert yaml.load(path.read_text(), yaml.CSafeLoader) == yaml.load(path.read_text(), Core), path.name


def test_no_mark_where_we_find_nothing_wrong(validator: Draft202012Validator, tmp_path: Path) -> None:
    (tmp_path / "all.yaml").write_text(ALL)
    loaded = load([tmp_path])
    assert loaded.faults == ()
    assert marks(validator, ALL) == []


@pytest.mark.parametrize(
    ("text", "path"),
    [
        (CARD + "    one_linr: x\n", ("cards", 0)),
        (CARD + "    difficulty: hard\n", ("cards", 0, "difficulty")),
        (CARD + "    difficulty: 9\n", ("cards", 0, "difficulty")),
        (CARD + "    call: [could]\n", ("cards", 0, "call", 0)),
        (CARD + "    keys: [abcde]\n", ("cards", 0, "keys", 0)),
        (CARD + "    checks: [qestion]\n", ("cards", 0, "checks", 0)),
        (CARD + "    checks: [{any: [a]}]\n", ("cards", 0, "checks", 0)),
        (CARD + "    hear: [{a: b}]\n", ("cards", 0, "hear", 0)),
        (CARD + "    answers: [{style: rude, say: x}]\n", ("cards", 0, "answers", 0, "style")),
        (CARD.replace("id: a", "id: Too high"), ("cards", 0, "id")),
        (CARD.replace("says: [one, two, three]", "says: []"), ("cards", 0, "says")),
        (CARD.replace("    moves: {ask: And?}\n", ""), ("cards", 0)),
        (CARD.replace("{ask: And?}", "{Ask: And?}"), ("cards", 0, "moves")),
        (CARD.replace("{ask: And?}", "{ask: {a: b}}"), ("cards", 0, "moves", "ask")),
        (HEAD + "values: [{id: v, name: V}]\n", ("values", 0)),
        (HEAD + "personas: [{id: p, name: P, mood: odd}]\n", ("personas", 0, "mood")),
        (ALL.replace("end: meeting", "end: party"), ("dialogues", 1, "nodes", "a", "end")),
        (ALL.replace("seconds: 6", "seconds: soon"), ("dialogues", 0, "nodes", "one", "seconds")),
        (ALL.replace("schema: 1", "schema: 2"), ("schema",)),
        (ALL.replace("card: one", "crad: one"), ("dialogues", 0, "nodes", "two")),
    ],
)
def test_a_planted_fault_is_marked_at_its_path(
    validator: Draft202012Validator, tmp_path: Path, text: str, path: tuple[str | int, ...]
) -> None:
    assert set(marks(validator, text)) == {path}
    (tmp_path / "x.yaml").write_text(text)
    assert load([tmp_path]).faults, "the editor marks what the program takes"
