"""Records ↔ documents."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import UTC, datetime, timedelta, timezone
from types import NoneType
from typing import get_args, get_origin, get_type_hints

import pytest

from tui.core.call.attempt import Attempt, Block, Skip
from tui.core.call.reflection import Draft, Form
from tui.core.people.contact import Contact, Number
from tui.core.ports import Record
from tui.core.queue.standing import Standing, Tried
from tui.store.codec import TABLES, Damaged, decode, encode

KINDS = get_args(Record)
NOON = datetime(2026, 11, 23, 12, 30, 15, 250000, tzinfo=UTC)
HARD = 'Ünï \u202e\x1b]0;\x00\ud800 \U0001f4de {}[]"\\\n'


def some(hint):
    """A value of an annotation that is no default anywhere."""
    if is_dataclass(hint):
        return full(hint)
    args = get_args(hint)
    if get_origin(hint) is tuple:
        return (some(args[0]), some(args[0]))
    if get_origin(hint) is Mapping:
        return {"Column " + HARD: HARD}
    if NoneType in args:
        return some(args[0])
    return {str: HARD, int: 7, float: 2.5, bool: False, datetime: NOON}[hint]


def full(kind):
    """A record with every field set to something that is not its default."""
    values = {name: some(hint) for name, hint in get_type_hints(kind).items()}
    for field in fields(kind):
        if values[field.name] is field.default is False:
            values[field.name] = True
    return kind(**values)


def least(kind):
    """A record with nothing but its required fields."""
    hints = get_type_hints(kind)
    required = (f for f in fields(kind) if f.default is MISSING and f.default_factory is MISSING)
    return kind(**{f.name: some(hints[f.name]) for f in required})


def there_and_back(record):
    document = json.loads(json.dumps(encode(record)))
    return decode(type(record), record.id, document)


def test_every_kind_has_a_table_of_its_own():
    assert set(TABLES) == set(KINDS)
    assert len(set(TABLES.values())) == len(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_full_and_bare_records_come_back_equal(kind):
    record = full(kind)
    assert set(encode(record)) == {f.name for f in fields(kind)} - {"id"}, "a field was left at its default"
    assert there_and_back(record) == record
    assert there_and_back(least(kind)) == least(kind)


def test_what_a_document_looks_like():
    number = Number("030 23125 001", "+493023125001", "work", zones=("Europe/Berlin",))
    contact = Contact(3, "Dieter Weiß", numbers=(number,), fields={"Branche": "Bau"}, added=NOON)
    assert encode(contact) == {
        "name": "Dieter Weiß",
        "numbers": [
            {"raw": "030 23125 001", "e164": "+493023125001", "kind": "work", "zones": ["Europe/Berlin"]}
        ],
        "fields": {"Branche": "Bau"},
        "added": "2026-11-23T12:30:15.250000Z",
    }
    assert encode(Standing(3, numbers=(Tried("+49", 1),))) == {"numbers": [{"e164": "+49", "dials": 1}]}
    assert encode(Draft(3, 1, NOON.replace(microsecond=0), Form(kept=False, felt=2))) == {
        "contact": 1,
        "at": "2026-11-23T12:30:15Z",
        "form": {"kept": False, "felt": 2},
    }


def test_times_of_any_offset_become_utc():
    local = NOON.astimezone(timezone(timedelta(hours=5, minutes=45)))
    assert encode(Skip(1, 1, local))["at"].endswith("12:30:15.250000Z")
    read = decode(Skip, 1, {"contact": 1, "at": "2026-11-23T18:15:15.25+05:45"})
    assert read == Skip(1, 1, NOON)
    assert read.at.tzinfo is UTC


def test_a_whole_number_will_do_for_seconds():
    block = decode(Block, 1, {"started": "2026-11-23T12:00Z", "calls": 20, "minutes": 60, "paused": 5})
    assert isinstance(block.paused, float)


def test_keys_of_a_newer_version_are_left_out():
    document = {"name": "Dana", "mood": {"of": "the day"}, "numbers": [{"raw": "1", "hue": 3}]}
    assert decode(Contact, 1, document) == Contact(1, "Dana", numbers=(Number("1"),))


@pytest.mark.parametrize(
    ("kind", "document", "fault"),
    [
        (Contact, {}, "name: is missing"),
        (Contact, [], "is no JSON object"),
        (Contact, {"name": None}, "name: is no text"),
        (Contact, {"name": "Dana", "numbers": {}}, "numbers: is no list"),
        (Contact, {"name": "Dana", "numbers": [{"raw": 5}]}, "numbers: raw: is no text"),
        (Contact, {"name": "Dana", "numbers": ["+49"]}, "numbers: is no JSON object"),
        (Contact, {"name": "Dana", "fields": {"a": 1}}, "fields: holds something that is no text"),
        (Contact, {"name": "Dana", "fields": "a"}, "fields: is no JSON object"),
        (Contact, {"name": "Dana", "referred_by": True}, "referred_by: is no whole number"),
        (Contact, {"name": "Dana", "added": "yesterday"}, "added: is no time"),
        (Contact, {"name": "Dana", "added": 5}, "added: is no time"),
        (Contact, {"name": "Dana", "added": "2026-11-23T12:00"}, "added: is a time without an offset"),
        (Contact, {"name": "Dana", "added": "0001-01-01T00:00+14:00"}, "added: is no time"),
        (Block, {"started": "2026-11-23T12:00Z", "calls": 1.5, "minutes": 2}, "calls: is no whole number"),
        (
            Block,
            {"started": "2026-11-23T12:00Z", "calls": 1, "minutes": 2, "paused": "3"},
            "paused: is no number",
        ),
        (
            Draft,
            {"contact": 1, "at": "2026-11-23T12:00Z", "form": {"kept": 1}},
            "form: kept: is neither true",
        ),
    ],
)
def test_a_damaged_document_is_a_fault_and_no_record(kind, document, fault):
    with pytest.raises(Damaged, match=f"^{fault}"):
        decode(kind, 1, document)


@pytest.mark.parametrize(
    "record",
    [
        Contact(1, None),
        Contact(1, "Dana", numbers=[Number("1")]),
        Contact(1, "Dana", numbers=("+49",)),
        Contact(1, "Dana", fields={"a": None}),
        Attempt(1, 1, "+49", "2026-11-23T12:00Z"),
        Attempt(1, 1, "+49", datetime(2026, 11, 23)),  # noqa: DTZ001  # the mistake that is meant
        Attempt("1", 1, "+49", NOON),
    ],
)
def test_what_could_not_be_read_is_not_written(record):
    with pytest.raises(Damaged):
        encode(record)


def test_a_value_of_a_column_that_is_the_same_as_in_the_record_before_is_kept_once():
    rows = [{"name": "Dana", "fields": json.loads('{"Industry": "Machinery"}')} for _ in range(2)]
    first, second = (decode(Contact, id, row) for id, row in enumerate(rows, 1))
    assert first.fields["Industry"] is second.fields["Industry"]
    assert first.fields is not second.fields
    other = decode(Contact, 3, {"name": "Ben", "fields": {"Industry": "Food"}})
    assert (first.fields, other.fields) == ({"Industry": "Machinery"}, {"Industry": "Food"})
