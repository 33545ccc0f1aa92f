"""What came after the samples of `test_schema.py` without another schema: new kinds and new fields.

A file that says them is still understood; and an Offhook that does not know a table leaves it as it is.
"""

from __future__ import annotations

import json
from dataclasses import fields
from datetime import UTC, datetime

from tests.store.test_schema import SAMPLES, lay
from tui.core.call.attempt import Attempt, Block, CallList, DoNotCall, Promise
from tui.core.call.reflection import Capture, Reflection
from tui.core.clock import FakeClock
from tui.core.day.checkin import CheckIn
from tui.core.day.coach import Comment
from tui.core.day.roots import Doubt, SelfCheck
from tui.core.lists.dnc import DncList, Edition
from tui.core.lists.imported import Filled, Imported, Span
from tui.core.people.contact import Contact, Merged, Moved, Two
from tui.core.ports import Batch, Saved
from tui.core.practice.practice import GOOD, Recall
from tui.core.queue.standing import Standing, Tried
from tui.store.codec import TABLES
from tui.store.copies import back_up, restore
from tui.store.shelf import KINDS
from tui.store.store import open_store


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, 24, hour, minute, tzinfo=UTC)


ADA = Contact(1, "Ada Osei", best="Tuesdays after four", list="Spring", added=at(7))
ADAH = Contact(2, "Adah Osei", account="Osei & Co", added=at(7))
#: What the sample says. Never change it: a new field gets a default, a new meaning a new schema.
LATER = [
    ADA,
    Attempt(
        1, 1, "+447700900123", at(9), ended=at(9, 5), ended_by="them", rang=6.5, talked=240.0, digits="2,1"
    ),
    Standing(
        1, dials=1, connects=1, last=at(9), last_disposition="conversation",
        numbers=(Tried("+447700900123", 1, recent=(at(9),), failed=(at(8),)),),
        spoken=at(9), met=at(10), bought=at(11), tries=(at(8), at(9)), missed=(at(8),),
    ),
    Reflection(1, 1, at(9, 6), right="asked first", answered=True),
    Promise(1, 1, 1, "does it speak SSO?", at(16), at(9, 3), put_away=at(17), who="Grace", answer="it does"),
    DoNotCall(1, at(9, 30), "+12025550199", why="on a list", list="FTC 702"),
    DncList(1, "FTC 702", at(7), at(6), "702.txt", (Edition(at(6), {"+1702555": "01000101"}),)),
    Capture(1, 1, 1, "we build that ourselves", at(9, 7), put_away=at(18)),
    Block(1, at(9), calls=3, minutes=0, ended=at(10), kind="three", purpose="win", stopped=at(9, 30)),
    CallList(1, "Spring", file="spring.csv", imported=at(7)),
    Imported(
        1, at(7), "spring.csv", (1,), (Span(1, 2),), "0123456789abcdef",
        (Filled(Contact(1, "", ""), Contact(1, "", best="Fri")),), (CallList(1, "Spring"),), at(8),
    ),
    Merged(1, 1, at(12), ADA, ADAH, ADA, (Moved("Attempt", 1),), (3,), at(13)),
    Two(1, 1, 2, at(14)),
    Recall(1, "price", at(20), at(9), 1.5, 7.25, 2, 1, GOOD, ("Too dear",), at(8)),
    Comment(1, "slower at the start", at(8), "Grace", at(9)),
    CheckIn(1, at(8), {"proud": "two depots"}, "ring the old ones", at(9), at(10), at(11)),
    SelfCheck(1, at(8), {"offer-1": "often"}, at(9), ("offer",)),
    Doubt(1, "late in Leeds", "Grace", "ask the depot", at(18), at(9), at(17)),
]  # fmt: skip


def said(store):
    return sorted((record for kind in KINDS for record in store.all(kind)), key=repr)


def test_the_sample_says_what_it_said(tmp_path):
    path = lay("schema-2-later.json", tmp_path / "home")
    store = open_store(path)
    assert said(store) == sorted(LATER, key=repr)
    store.close()


def test_every_kind_there_is_stands_in_a_sample():
    """A kind without one: write a new sample, and its records into a list like LATER."""
    names = {
        name for file in SAMPLES.glob("*.json") for name, rows in json.loads(file.read_text()).items() if rows
    }
    assert set(TABLES.values()) <= names


def test_a_file_without_the_later_fields_is_the_same_with_the_usual_ones(tmp_path):
    """What an Offhook of before wrote: each field that came later has a default."""
    earlier = json.loads((SAMPLES / "schema-2.json").read_text())
    for kind, table in TABLES.items():
        must = {field.name for field in fields(kind) if field.name != "id"}
        for document in earlier.get(table, {}).values():
            assert set(document) <= must, "a field was renamed or dropped: that is another schema"


async def test_a_table_of_a_newer_offhook_is_kept(tmp_path):
    """In the file, in a copy, behind a save, as it was: that is why a new table is no new schema."""
    path = lay("schema-2.json", tmp_path / "home")
    data = json.loads(path.read_text())
    data["visits"] = {"7": {"where": "Leeds", "at": "2027-01-05T09:00:00Z"}}
    path.write_text(json.dumps(data))
    store = open_store(path)
    assert await store.commit(Batch((Contact(90, "New"),))) == Saved()
    store.close()
    copy = tmp_path / "copy.json"
    back_up(path, copy, force=False, clock=FakeClock())
    again = tmp_path / "again" / "offhook.json"
    restore(again, copy, clock=FakeClock())
    open_store(again).close()
    for file in (path, copy, again):
        assert json.loads(file.read_text())["visits"] == data["visits"], file
