"""The stored sample of each schema: what a file of that version says is still understood."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

from tui.core.attempt import (
    Attempt,
    Block,
    Callback,
    CallList,
    DoNotCall,
    Met,
    Promise,
    Skip,
    Touch,
    Undo,
)
from tui.core.contact import Contact, Number
from tui.core.reflection import Capture, Draft, Form, Intention, Reflection
from tui.core.standing import Standing, Tried
from tui.store.shelf import KINDS
from tui.store.store import open_store

SAMPLES = Path(__file__).parent.parent / "data" / "store"


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, 23, hour, minute, tzinfo=UTC)


#: What schema-1.json says. Never change it: a new field gets a default, a new meaning a new schema.
SCHEMA_1 = [
    Contact(
        id=1,
        name="Chloë Brontë",
        account="Brontë Ltd",
        role="Buyer",
        numbers=(
            Number(raw="07700 900123", e164="+447700900123", kind="mobile", zones=("Europe/London",)),
            Number(
                raw="0113 496 0123 x7",
                e164="+441134960123",
                kind="work",
                extension="7",
                zones=("Europe/London",),
                why_not="not reachable abroad",
            ),
        ),
        email="chloe@example.com",
        place="Keighley",
        country="GB",
        zone="Europe/London",
        reason="opened a second depot in Leeds",
        purpose="win",
        list="Yorkshire",
        do_not_call="asked in writing",
        notes="likes it short",
        referred_by=2,
        fields={"Branch": "freight"},
        added=at(7),
    ),
    Contact(id=2, name="Dieter Weiß"),
    Attempt(
        id=1,
        contact=1,
        number="+447700900123",
        started=at(9),
        inbound=True,
        purpose="win",
        opener="opener-depot",
        prep=41.5,
        answered=at(9, 1),
        ended=at(9, 5),
        disposition="callback",
        confirmed=False,
        outcome="answered",
        notes="two depots",
        met=(
            Met(card="already-use-someone", worked=True),
            Met(card="no-budget", worked=False),
            Met(card="send-info"),
        ),
        block=1,
        outside_hours="asked me to ring early",
    ),
    Attempt(id=2, contact=2, number="+493023125001", started=at(10)),
    Standing(
        id=1,
        dials=3,
        connects=1,
        last=at(9),
        last_disposition="callback",
        rest_until=at(10),
        callback=at(11),
        promise=at(12),
        closed="not-interested",
        skipped=at(8),
        do_not_call="asked in writing",
        numbers=(
            Tried(e164="+447700900123", dials=2, status="wrong"),
            Tried(e164="+441134960123"),
        ),
    ),
    Draft(
        id=2,
        contact=2,
        at=at(10, 1),
        form=Form(
            line="line",
            when="tomorrow",
            kept=True,
            right="r",
            wrong="w",
            next="n",
            felt=4,
            unready="too dear",
        ),
        notes="note",
        listed=True,
    ),
    Reflection(
        id=1,
        contact=1,
        at=at(9, 6),
        line="line",
        right="asked first",
        wrong="talked over her",
        next="ask before I explain",
        kept=False,
        intention=1,
        felt=3,
        by_clock=True,
    ),
    Intention(id=1, text="ask before I explain", made=at(9, 6), attempt=1, tried=at(10)),
    Callback(
        id=1,
        contact=1,
        wall="2026-11-24T10:30",
        zone="Europe/London",
        due=at(10, 30),
        made=at(9, 6),
        attempt=1,
        done=at(11),
    ),
    Promise(
        id=1, contact=1, attempt=1, question="does it speak SSO?", due=at(16), made=at(9, 3), done=at(15)
    ),
    Touch(id=1, contact=1, at=at(9, 10), medium="e-mail", text="the summary"),
    Skip(id=1, contact=2, at=at(9, 50), reason="not now"),
    DoNotCall(
        id=1,
        at=at(9, 30),
        number="+12025550199",
        contact=2,
        attempt=1,
        why="asked on the phone",
        lifted=at(9, 40),
    ),
    Capture(id=1, contact=1, attempt=1, text="we build that ourselves", at=at(9, 7)),
    Block(id=1, started=at(9), calls=20, minutes=60, paused=12.5, ended=at(10)),
    Undo(id=1, contact=2, attempt=1, at=at(9, 41), disposition="dnc-number"),
    CallList(id=1, name="Yorkshire", purpose="win", file="yorkshire.csv", imported=at(7)),
]


def test_the_sample_of_schema_1_opens_and_says_what_it_said(tmp_path):
    shutil.copy(SAMPLES / "schema-1.json", tmp_path / "offhook.json")
    store = open_store(tmp_path / "offhook.json")
    found = [record for kind in KINDS for record in store.all(kind)]
    assert sorted(found, key=repr) == sorted(SCHEMA_1, key=repr)
    assert {type(r) for r in found} == set(KINDS), "a kind is missing in the sample"
    assert store.new_id(Contact) == 8, "ids given and dropped stay given"
    store.close()
