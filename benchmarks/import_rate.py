"""How long an import takes, against reading the same file with `csv` and `phonenumbers.parse` alone.

Also how much memory it takes (in a process of its own), the whole command, which saves too, and how long a
workbook takes.
"""

from __future__ import annotations

import argparse
import csv
import io
import itertools
import random
import re
import tempfile
import time
from collections.abc import Collection
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import phonenumbers

from benchmarks.figure import Beside, Figure, show
from benchmarks.samples import COMMAND, most_memory
from tests.lists.books import Cell, xlsx
from tui.core.ports import ImportPlan, Record
from tui.lists.plan import plan_import

R = TypeVar("R", bound=Record)
ROWS, BOOK_ROWS = 100_000, 5_000
RATIO, MEGABYTES, BOOK_SECONDS = 3, 500, 3
_PLAN = (
    "import sys; from pathlib import Path; from benchmarks.import_rate import ours; ours(Path(sys.argv[1]))"
)


class _Nobody:
    def all(self, kind: type[R]) -> Collection[R]:
        return ()


def generate(rows: int) -> bytes:
    """A call list of invented people, as CSV."""
    out = io.StringIO()
    csv.writer(out).writerows(table(rows))
    return out.getvalue().encode()


def table(rows: int) -> list[list[str]]:
    """A call list of invented people: two of three numbers international, one national."""
    dice = random.Random(7)
    firsts = (
        *("Ada", "Ben", "Chloë", "Dieter", "Eva", "Farid"),
        *("Grace", "Hugo", "Inés", "Jörg", "Kofi", "Lena"),
    )
    lasts = (
        *("Byron", "Okafor", "Brontë", "Weiß", "Lindqvist", "Haddad"),
        *("Moreau", "Silva", "Novak", "Tan", "Osei", "Kurz"),
    )
    people = [["Name", "Company", "Phone", "Email", "City", "Notes"]]
    for row in range(rows):
        area, last = dice.randint(201, 989), dice.randint(0, 9999)
        number = dice.choice(
            (f"({area}) 555-{last:04}", f"+1 {area} 555 {last:04}", f"+44 20 7{area} {last:04}")
        )
        name = f"{dice.choice(firsts)} {dice.choice(lasts)}"
        people.append(
            [name, f"Company {row}", number, f"p{row}@example.com", "Springfield", "met at the fair"]
        )
    return people


def book(rows: int) -> bytes:
    """The same as a workbook, with the numbers as numbers."""
    people = table(rows)
    data: list[list[Cell]] = [[*people[0]]]
    data += [[*row[:2], float(re.sub(r"\D", "", row[2])), *row[3:]] for row in people[1:]]
    return xlsx({"Cover": [["Leads"]], "Leads": data})


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


def run(rows: int = ROWS) -> list[Figure]:
    """The rows of the table."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "list.csv"
        path.write_bytes(generate(rows))
        phonenumbers.parse("+12125550123")  # its import belongs to neither
        bare = alone(path)
        full, plan = ours(path)
        memory = most_memory(_PLAN, path)
        command = "--home", Path(folder) / "home", "import", path, "--country", "US"
        saved = most_memory(COMMAND, *command)
        workbook = Path(folder) / "list.xlsx"
        workbook.write_bytes(book(BOOK_ROWS))
        start = time.perf_counter()  # it is read by another process, whose time counts
        _, in_book = ours(workbook)
        book_took = time.perf_counter() - start
    assert plan.new + plan.duplicates == rows
    assert in_book.new + in_book.duplicates == BOOK_ROWS
    return [
        Figure(
            f"import of {rows:,} rows",
            full,
            "s",
            Beside(bare, "csv + phonenumbers.parse"),
            budget=RATIO,
            times=True,
        ),
        Figure(f"import of {rows:,} rows, memory at most", memory, "MB", budget=MEGABYTES),
        Figure("… and with saving them, the whole command", saved, "MB", budget=MEGABYTES),
        Figure(f"import of a workbook of {BOOK_ROWS:,} rows", book_took, "s", budget=BOOK_SECONDS),
    ]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=ROWS)
    show(run(parser.parse_args().rows))
