"""How long an import takes, against reading the same file with `csv` and `phonenumbers.parse` alone."""

from __future__ import annotations

import argparse
import csv
import io
import itertools
import random
import tempfile
import time
from collections.abc import Collection
from datetime import UTC, datetime
from pathlib import Path

import phonenumbers

from tui.core.ports import ImportPlan
from tui.lists.plan import plan_import

ROWS = 100_000
RATIO = 3.0
SECONDS = 60.0


class _Nobody:
    def all(self, kind: type) -> Collection:
        return ()


def generate(rows: int) -> bytes:
    """A call list of invented people: three of four numbers international, one national."""
    dice = random.Random(7)
    firsts = [
        "Ada",
        "Ben",
        "Chloë",
        "Dieter",
        "Eva",
        "Farid",
        "Grace",
        "Hugo",
        "Inés",
        "Jörg",
        "Kofi",
        "Lena",
    ]
    lasts = [
        "Byron",
        "Okafor",
        "Brontë",
        "Weiß",
        "Lindqvist",
        "Haddad",
        "Moreau",
        "Silva",
        "Novak",
        "Tan",
        "Osei",
        "Kurz",
    ]
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["Name", "Company", "Phone", "Email", "City", "Notes"])
    for row in range(rows):
        area, line = dice.randint(201, 989), dice.randint(0, 9999)
        number = dice.choice(
            (f"({area}) 555-{line:04}", f"+1 {area} 555 {line:04}", f"+44 20 7{area} {line:04}")
        )
        name = f"{dice.choice(firsts)} {dice.choice(lasts)}"
        writer.writerow(
            [name, f"Company {row}", number, f"p{row}@example.com", "Springfield", "met at the fair"]
        )
    return out.getvalue().encode()


def alone(path: Path) -> float:
    """Seconds of the processor to read and parse without us. (Its time, so that neighbours do not count.)"""
    start = time.process_time()
    with path.open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            phonenumbers.parse(row["Phone"], "US")
    return time.process_time() - start


def ours(path: Path) -> tuple[float, ImportPlan]:
    """Seconds to plan the import, and the plan."""
    start = time.process_time()
    plan = plan_import(
        path,
        country="US",
        list_name="bench",
        mapping={},
        shelf=_Nobody(),
        new_id=itertools.count(1).__next__,
        now=datetime.now(UTC),
    )
    return time.process_time() - start, plan


def run(rows: int = ROWS) -> list[tuple[str, str, str]]:
    """Rows of (what, measured, budget)."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "list.csv"
        path.write_bytes(generate(rows))
        phonenumbers.parse("+12125550123")  # its import belongs to neither
        bare = alone(path)
        full, plan = ours(path)
    assert plan.new + plan.duplicates == rows
    return [
        (f"import of {rows:,} rows ÷ (csv + phonenumbers)", f"{full / bare:.2f}", f"{RATIO:.1f}"),
        (f"import of {rows:,} rows", f"{full:.1f} s", f"{SECONDS * rows / ROWS:.0f} s"),
    ]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=ROWS)
    for line in run(parser.parse_args().rows):
        print(*line, sep="\t")
