"""Shipped scripts, damaged at random: never anything but a fault with its place, in bounded memory."""

import json
import os
import random
import resource
from pathlib import Path

import pytest

from tui.files.guarded import MAX_BYTES
from tui.files.home import shipped_scripts
from tui.playbook.json_schema import json_schema
from tui.playbook.loader import load

ROUNDS = int(os.environ.get("OFFHOOK_SOAK", "10")) * 5
NASTY = [
    *(
        "[",
        "]",
        "{",
        "}",
        ": ",
        "- ",
        "? ",
        "#",
        " #",
        "&a ",
        "*a",
        "!!python/object:os.system ",
        "<<: ",
        "|",
        ">",
    ),
    *(
        "\t",
        "\0",
        "\ufeff",
        "\r",
        "\x85",
        "\u2028",
        "\ud800",
        "'",
        '"',
        "---\n",
        "...\n",
        "%YAML 9.9\n",
        "{first_name}",
    ),
    *(
        "[" * 3000,
        "- " * 5000,
        "a: " * 50,
        " " * 500,
        "x" * 5000,
        "\n" * 300,
        "no",
        "10:30",
        "~",
        "0x1F",
        "1e999",
    ),
]


def damaged(rng: random.Random, text: str) -> bytes:
    for _ in range(rng.randint(1, 8)):
        at, to = sorted(rng.choices(range(len(text) + 1), k=2))
        to = min(to, at + 400)
        match rng.randrange(5):
            case 0:
                text = text[:at] + rng.choice(NASTY) + text[at:]
            case 1:
                text = text[:at] + text[to:]
            case 2:
                text = text[:to] + text[at:to] + text[to:]
            case 3:
                text = text[:at] + text[at:to][::-1] + text[to:]
            case _:
                text = text.replace(rng.choice("\n -:[]{}'\""), rng.choice(NASTY[:30]), rng.randint(1, 5))
    content = text.encode("utf-8", "surrogatepass")
    if rng.random() < 0.1:
        content = text.encode(rng.choice(["utf-16", "utf-8-sig", "latin-1"]), "replace")
    return content[:MAX_BYTES]


@pytest.mark.soak
def test_damaged_scripts_are_named_and_hurt_nobody(tmp_path: Path) -> None:
    rng = random.Random(23)
    texts = [path.read_text() for path in sorted(shipped_scripts().glob("*.yaml"))]
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    refused = 0
    for number in range(ROUNDS):
        path = tmp_path / "x.yaml"
        path.write_bytes(damaged(rng, rng.choice(texts)))
        loaded = load([tmp_path])
        for fault in (*loaded.faults, *loaded.warnings):
            assert fault.line >= 1, number
            assert fault.column >= 1, number
            assert fault.message, number
            assert "\n" not in fault.message, number
            str(fault)
        refused += bool(loaded.faults)
        assert bool(loaded.faults) != bool(loaded.sheets), f"round {number}: neither used nor refused"
    assert refused > ROUNDS / 3
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < 200_000, f"{grown} kB more"


@pytest.mark.soak
def test_any_keys_and_values_of_the_schema_in_any_place(tmp_path: Path) -> None:
    """Right YAML with wrong things in it: the models and the checks never raise."""
    rng = random.Random(5)
    schema = json_schema()
    names = sorted(
        {key for model in schema["$defs"].values() for key in model["properties"]} | set(schema["properties"])
    )

    def thing(depth: int) -> object:
        if depth > 6 or rng.random() < 0.3:
            return rng.choice(
                ["a", "dana", "no", "10:30", "", "x y", "laer", "ask", "score > 1", 1, True, None, "1e9"]
            )
        if rng.random() < 0.4:
            return [thing(depth + 1) for _ in range(rng.randint(0, 4))]
        return {rng.choice(names): thing(depth + 1) for _ in range(rng.randint(0, 6))}

    for _ in range(ROUNDS * 4):
        data = {"schema": 1, "pack": {"id": "a", "name": "A"}}
        data |= {
            key: thing(1)
            for key in rng.sample(sorted(schema["properties"]), 4)
            if key not in {"schema", "pack"}
        }
        (tmp_path / "x.yaml").write_text(json.dumps(data))  # JSON, which is YAML
        load([tmp_path])
