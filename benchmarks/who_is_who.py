"""How long it takes to find who is who among 100,000: a list that is imported again, and likely doubles."""

from __future__ import annotations

import argparse
import itertools
import tempfile
import time
from collections.abc import Collection
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.figure import Beside, Figure, show
from benchmarks.import_rate import R, alone, generate
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

    def all(self, kind: type[R]) -> Collection[R]:
        return [contact for contact in self._contacts if isinstance(contact, kind)]


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


def run(rows: int = ROWS) -> list[Figure]:
    """The rows of the table. Processor time, so that neighbours do not count."""
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
    floor = Beside(bare, "csv + phonenumbers.parse")
    return [
        Figure(f"import of {rows:,} rows that are all known", spent, "s", floor, budget=6, times=True),
        Figure(f"likely doubles among {rows:,} people ({len(near.pairs):,} found)", whole, "s", budget=20),
    ]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=ROWS)
    show(run(parser.parse_args().rows))
