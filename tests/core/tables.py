"""The tables the zones and hours have to agree with (`tests/data/tz`)."""

import csv
from pathlib import Path

TABLES = Path(__file__).parents[1] / "data" / "tz"


def rows(name: str) -> list[dict[str, str]]:
    with (TABLES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
