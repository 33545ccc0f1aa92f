"""How long it takes to find who is who among 100,000: a list that is imported again, and likely doubles."""

from __future__ import annotations

import argparse
import itertools
import tempfile
import time
from collections.abc import Collection
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.import_rate import alone, generate
from tui.core.people.contact import Contact
from tui.core.people.near import Near
from tui.core.ports import ImportPlan
from tui.lists.plan import plan_import

ROWS = 100_000
#: People looked at between two keys.
SLICE = 500


class _Have:
    def __init__(self, contacts: Collection[Contact]) -> None:
        self._contacts = contacts

    def all(self, kind: type) -> Collection:
        return self._contacts


def _plan(path: Path, known: Collection[Contact]) -> ImportPlan:
    return plan_import(
        path,
        country="US",
        list_name="bench",
        mapping={},
        shelf=_Have(known),
        new_id=itertools.count(1).__next__,
        now=datetime.now(UTC),
    )


def run(rows: int = ROWS) -> list[tuple[str, str, str]]:
    """Rows of (what, measured, budget). Processor time, so that neighbours do not count."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "list.csv"
        path.write_bytes(generate(rows))
        known = _plan(path, ()).puts
        bare = alone(path)
        start = time.process_time()
        again = _plan(path, known)
        spent = time.process_time() - start
    assert (again.new, again.updated) == (0, 0)
    near, start = Near(), time.process_time()
    for at in range(0, len(known), SLICE):
        near.look(known[at : at + SLICE])
    whole = time.process_time() - start
    return [
        (f"import of {rows:,} rows that are all known ÷ (csv + phonenumbers)", f"{spent / bare:.2f}", "6.0"),
        (f"likely doubles among {rows:,} people ({len(near.pairs):,} found)", f"{whole:.1f} s", "20 s"),
    ]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=ROWS)
    for line in run(parser.parse_args().rows):
        print(*line, sep="\t")
