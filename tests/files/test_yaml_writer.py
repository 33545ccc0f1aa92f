"""What is written comes back as the same text, for us and for other readers."""

import json
import random
from pathlib import Path

import pytest
import yaml

from tests.playbook.test_json_schema import Core
from tui.files.guarded import parse_yaml
from tui.files.yaml_writer import scalar, write_yaml

STRINGS = Path(__file__).parent.parent / "data" / "strings"
HOSTILE = [
    *json.loads((STRINGS / "blns.json").read_text()),
    *(
        "no",
        "Yes",
        "10:30",
        "010",
        "1e3",
        "2026-01-01",
        "null",
        "~",
        "",
        " a",
        "a ",
        "a: b",
        "a #b",
        "- a",
        "? a",
    ),
    *(
        "{first_name}, hi",
        "[a]",
        "*a",
        "&a",
        "!a",
        "|",
        ">",
        "%a",
        "@a",
        "`a",
        "'a'",
        '"a"',
        "a\nb",
        "a\tb",
        "\\",
    ),
    *(
        "a\x00b",
        "\x7f",
        "\x85",
        "\u2028",
        "\ufeff",
        "\ufffe",
        "\U0001f600",
        "é",
        "---",
        "...",
        "<<",
        "=",
        "y",
        "N",
    ),
]


@pytest.mark.parametrize("read", [lambda t: parse_yaml(t, text_only=True).data, lambda t: yaml.load(t, Core)])
def test_every_text_comes_back(read) -> None:
    data = {"list": HOSTILE, "texts": {f"k{i}": text for i, text in enumerate(HOSTILE) if text}}
    assert read(write_yaml(data)) == data


def test_old_readers_see_the_same() -> None:
    data = {"list": HOSTILE}
    assert yaml.load(write_yaml(data), yaml.CSafeLoader) == data


def test_texts_made_of_what_means_something_in_yaml() -> None:
    rng = random.Random(4)
    texts = [
        "".join(rng.choices("ab :#-?,[]{}&*!|>'\"%@`\n\\.~0é", k=rng.randint(1, 12))) for _ in range(3000)
    ]
    data = {"list": texts, "blocks": [{"a": text, "b": [text]} for text in texts[:500]]}
    assert parse_yaml(write_yaml(data), text_only=True).data == data
    assert yaml.load(write_yaml(data), Core) == data


def test_keys_are_safe_too() -> None:
    data = {text or "x": "y" for text in HOSTILE}
    assert parse_yaml(write_yaml(data), text_only=True).data == data


def test_plain_words_stay_plain_and_half_characters_are_replaced() -> None:
    assert scalar("It's fine, isn't it?") == "It's fine, isn't it?"
    assert (
        write_yaml({"a": 1, "b": [{"c": "d", "e": True}], "f": "", "g": []})
        == "a: 1\nb:\n  - c: d\n    e: true\n"
    )
    assert json.loads(scalar("a\ud800b")) == "a\ufffdb"
