"""The sample data of `offhook demo`: sixty invented people, and a rep's week of calls to them.

The people are in `data/demo/contacts.csv`, the rep's words in `data/demo/words.yaml`. Every number is from a
range that its country keeps for fiction, so that a dial by mistake reaches nobody; the ranges and their
sources are in tests/store/test_demo.py.
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from tui.core.call.attempt import CallList
from tui.core.call.disposition import Dispositions
from tui.core.people import phone
from tui.core.people.contact import Contact
from tui.core.ports import Batch, Record, SaveFailed, Store, StoreProblem
from tui.files.guarded import read_yaml
from tui.files.home import shipped_data
from tui.store.shelf import KINDS
from tui.store.week import Week, slots

LIST = "Autumn list"
#: Who was named by whom, and has not been called yet.
REFERRED = {"Tom Askew": "Dana Reyes"}


async def fill(store: Store, now: datetime, dispositions: Dispositions) -> None:
    """Fill an empty store with the people and their last five working days.

    Args:
        store: where to; one commit.
        now: the present moment, in the rep's zone: the calls were made between nine and five there.
        dispositions: the shipped ones, whose ids the week uses.

    Raises StoreProblem when it cannot be saved.
    """
    imported = slots(now)[0].astimezone(UTC) - timedelta(hours=16)
    source = CallList(store.new_id(CallList), LIST, "win", "contacts.csv", imported)
    words = read_yaml(shipped_data() / "demo" / "words.yaml").data
    week = Week(people(store.new_id, imported), words, store.new_id, now, dispositions)
    week.play()
    records = tuple(record for kind in KINDS for record in week.records.all(kind))
    answer = await store.commit(Batch((source, *records)))
    if isinstance(answer, SaveFailed):
        raise StoreProblem(answer.problem)


def people(new_id: Callable[[type[Record]], int], added: datetime) -> list[Contact]:
    """The invented contacts, in the order of the file."""
    with (shipped_data() / "demo" / "contacts.csv").open(encoding="utf-8", newline="") as file:
        contacts = [_person(row, new_id(Contact), added) for row in csv.DictReader(file)]
    ids = {contact.name: contact.id for contact in contacts}
    return [replace(c, referred_by=ids[REFERRED[c.name]]) if c.name in REFERRED else c for c in contacts]


def _person(row: dict[str, str], id: int, added: datetime) -> Contact:
    kinds = (("Mobile", "mobile"), ("Phone", "work"))
    return Contact(
        id=id,
        name=row["Name"],
        account=row["Company"],
        role=row["Role"],
        numbers=tuple(
            phone.parse(row[column], row["Country"], kind) for column, kind in kinds if row[column]
        ),
        email=row["Email"],
        place=row["City"],
        country=row["Country"],
        zone=row["Zone"],
        reason=row["Reason to call"],
        purpose=row["Purpose"],
        list=LIST,
        notes=row["Notes"],
        added=added,
    )
