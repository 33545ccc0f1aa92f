"""Files cut off or damaged: what was being written when the end came is dropped, and nothing else is.

A torn end is cut off, and work goes on. Damage to what was acknowledged is never passed over: the file is
refused with a sentence and not touched, or it reads as if somebody had edited it, and is looked through.
"""

from __future__ import annotations

import json
import os
import random
from functools import partial
from pathlib import Path

import pytest

from tests.store.power import Power
from tests.store.test_power import KNOWN, check_indexes, flat, state, stock
from tests.store.test_store import NOON, attempt, contact
from tui.core.ports import Batch, StoreProblem
from tui.store import snapshot
from tui.store.database import Database
from tui.store.journal import Torn
from tui.store.schema import settle
from tui.store.shelf import INDEXES, ops_of
from tui.store.snapshot import Unreadable
from tui.store.store import open_store
from tui.store.tables import Op

SOAK = int(os.environ.get("OFFHOOK_POWER", "3"))
PATH = Path("/home/db.json")
JOURNAL = Path("/home/db.json.journal-000000000001")
compact = json.JSONEncoder(separators=(",", ":")).encode


def opened(files: dict[Path, bytes]) -> Database:
    return Database(PATH, now=lambda: NOON, disk=Power(files), known=KNOWN)


def written(*changes: list[Op], before: dict[Path, bytes] | None = None) -> dict[Path, bytes]:
    """The files of a process that was killed after these changes."""
    database = opened(before or {})
    for ops in changes:
        database.commit(ops)
    return database.disk.content()


def found(files: dict[Path, bytes]) -> dict[tuple[str, int], str]:
    """What opening them finds; then it goes on writing, and finds the same with it."""
    database = opened(files)
    rows = {
        (name, id): text
        for name, of in database.tables.rows.items()
        for id in of.ids()
        if (text := of.text(id))
    }
    check_indexes(database.tables, KNOWN)
    database.commit([Op("more", 1, "{}")])
    database.commit([Op("more", 2, "{}")])
    again = opened(database.disk.content())
    assert again.tables.table("more").ids() == [1, 2]
    assert {id: again.tables.table("people").text(id) for id in again.tables.table("people").ids()} == {
        id: text for (name, id), text in rows.items() if name == "people"
    }
    return rows


PUT = '{"tag":1,"note":"Zo\\u00eb \\"quoted\\" {}[]"}'
#: Kinds of record, the last of the journal.
LAST = {
    "a document": [Op("people", 9, PUT)],
    "three tables": [Op("people", 9, PUT), Op("calls", 9, PUT), Op("own", 9, "{}")],
    "a removal": [Op("people", 1, None)],
    "a table emptied": [Op("people", None, "{}")],
    "a table dropped": [Op("people", None, None)],
    "a long document": [Op("people", 9, compact({"tag": 2, "note": "x" * 400}))],
}
FIRST = [[Op("people", 1, PUT)], [Op("calls", 1, PUT), Op("people", 2, PUT)]]


@pytest.mark.parametrize("kind", LAST)
def test_the_last_record_cut_at_every_byte(kind, counts):
    before, after = written(*FIRST), written(*FIRST, LAST[kind])
    after[JOURNAL] = before[JOURNAL] + after[JOURNAL].splitlines(keepends=True)[-1]  # of the same store
    after[PATH] = before[PATH]
    without, whole = found(before), found(after)
    good, all_ = len(before[JOURNAL]), after[JOURNAL]
    chance = random.Random(0)
    for end in range(good, len(all_)):
        for tail in (b"", bytes(7), bytes(4096), chance.randbytes(40), b"?\n" * 3):
            assert found({**before, JOURNAL: all_[:end] + tail}) == without, (end, tail)
        flipped = all_[:end] + bytes([all_[end] ^ 1 << chance.randrange(8)]) + all_[end + 1 :]
        assert found({**before, JOURNAL: flipped}) == without, (end, flipped[end])
        counts["torn: ends, cut or flipped"] += 6
    assert found({**before, JOURNAL: all_}) == whole


@pytest.mark.parametrize("seed", range(SOAK))
def test_one_bit_anywhere_before_the_last_record(seed, counts):
    """Of the header or a record that others follow: refused with a sentence, and nothing is touched."""
    files = written([Op("people", 1, PUT)], *FIRST, LAST["three tables"])
    raw = files[JOURNAL]
    chance = random.Random(seed)
    last = raw.rindex(b"\n", 0, len(raw) - 1) + 1
    for at in range(last):
        flipped = raw[:at] + bytes([raw[at] ^ 1 << chance.randrange(8)]) + raw[at + 1 :]
        disk = Power({**files, JOURNAL: flipped})
        with pytest.raises(
            Torn, match=r"journal-000000000001, line \d, is damaged, and good lines follow it"
        ):
            Database(PATH, now=lambda: NOON, disk=disk, known=KNOWN)
        assert disk.content() == {**files, JOURNAL: flipped}
        counts["torn: bits flipped before the last record"] += 1


# ------------------------------------------------------------------------------------------- the file


def test_a_file_cut_at_every_byte_is_refused():
    database = opened(written(*FIRST, LAST["three tables"]))
    database.compact()
    database.close()
    files = database.disk.content()
    raw = files[PATH]
    for end in range(len(raw) - 1):
        disk = Power({PATH: raw[:end]})
        with pytest.raises(Unreadable):
            Database(PATH, now=lambda: NOON, disk=disk, known=KNOWN)
        assert disk.content() == {PATH: raw[:end]}
    assert found({PATH: raw[:-1]}) == found(files), "the last line end says nothing"


def records(disk: Power) -> Database:
    """As the app opens it: with its indexes, and record by record where somebody edited the file."""
    check = partial(settle, path=PATH, advice=lambda: "", keep=lambda tables, name: None)
    return Database(PATH, now=lambda: NOON, disk=disk, known=INDEXES, check=check)


@pytest.mark.parametrize("seed", range(SOAK))
@pytest.mark.parametrize("journal", [0, 3], ids=["alone", "with a journal"])
def test_one_bit_of_the_file_is_an_edit_or_refused_and_never_the_fast_way(journal, seed, counts):
    database = records(Power())
    changes = [ops_of(Batch((contact(n, f"+1202555{n:04}"), attempt(2 * n, n)))) for n in range(16)]
    for ops in changes[journal:]:
        database.commit(ops)
    database.compact()
    for ops in changes[:journal]:
        database.commit(ops)
    files, whole = database.disk.content(), flat(state(database.tables))
    later = {(op.table, op.id): op.text for ops in changes[:journal] for op in ops}
    raw, chance = files[PATH], random.Random(seed)
    head = raw.index(b'"_meta"')
    refused = 0
    for at in range(seed % 3, len(raw), 3):
        flipped = raw[:at] + bytes([raw[at] ^ 1 << chance.randrange(8)]) + raw[at + 1 :]
        assert not snapshot.is_ours(flipped), at
        counts["torn: bits flipped in the file"] += 1
        disk = Power({**files, PATH: flipped})
        try:
            database = records(disk)
        except (Unreadable, Torn, StoreProblem):
            refused += 1
            assert disk.content() == {**files, PATH: flipped}, "it was touched"
            continue
        rows = flat(state(database.tables))
        edited = {key: text for key, text in stock(flipped).items() if at < head}
        assert rows == ({**edited, **later} if at < head else whole), (at, raw[at - 20 : at + 20])
        check_indexes(database.tables, INDEXES)
        database.close()
    assert len(raw) * 0.5 < 3 * refused < len(raw)


def test_two_documents_with_one_id_are_refused():
    with pytest.raises(Unreadable, match=r"^is JSON, but holds '7' twice in one place$"):
        opened({PATH: b'{"people": {"6": {}, "7": {"tag": 1}, "7": {"tag": 2}}}'})


# ----------------------------------------------------------------------------------------- the journal


def renamed(n: int) -> Path:
    return PATH.with_name(f"{PATH.name}.journal-{n:012d}")


def test_the_journal_of_another_file():
    one, other = written(*FIRST), written(*FIRST)
    files = {PATH: one[PATH], JOURNAL: other[JOURNAL]}
    disk = Power(files)
    with pytest.raises(Torn, match="is the journal of another file"):
        Database(PATH, now=lambda: NOON, disk=disk)
    assert disk.content() == files


def test_the_journal_of_another_file_is_not_removed_as_superfluous_either():
    database = opened({})
    database.commit(FIRST[0])
    database.compact()
    database.commit(FIRST[1])
    files = database.disk.content()
    assert list(files) == [PATH, renamed(2)]
    files[JOURNAL] = written(*FIRST)[JOURNAL]
    disk = Power(files)
    with pytest.raises(Torn, match="000000000001 is the journal of another file"):
        Database(PATH, now=lambda: NOON, disk=disk)
    assert disk.content() == files


def segments() -> dict[Path, bytes]:
    """A file of before the first record, and two segments: records 1 and 2, record 3."""
    database = opened({})
    for ops in FIRST:
        database.commit(ops)
    database.journal.rotate()
    database.commit(LAST["three tables"])
    files = database.disk.content()
    assert list(files) == [PATH, JOURNAL, renamed(3)]
    return files


@pytest.mark.parametrize(
    ("without", "says"),
    [
        ((JOURNAL,), "journal-000000000003 goes on with change 3, and db.json ends with change 0"),
        ((PATH, JOURNAL), "journal-000000000003 goes on with change 3, and db.json ends with change 0"),
    ],
)
def test_a_journal_with_a_gap_is_refused(without, says):
    files = {path: raw for path, raw in segments().items() if path not in without}
    disk = Power(files)
    with pytest.raises(Torn, match=says):
        Database(PATH, now=lambda: NOON, disk=disk)
    assert disk.content() == files


def test_a_gap_inside_a_segment_is_refused():
    files = written(*FIRST, LAST["a document"])
    lines = files[JOURNAL].splitlines(keepends=True)
    for gone in (1, 2):
        now = {**files, JOURNAL: b"".join(lines[:gone] + lines[gone + 1 :])}
        disk = Power(now)
        with pytest.raises(Torn, match="goes on with change"):
            Database(PATH, now=lambda: NOON, disk=disk)
        assert disk.content() == now


def test_damage_at_the_end_of_a_segment_that_another_follows_is_refused():
    files = segments()
    for end in range(1, 40):
        now = {**files, JOURNAL: files[JOURNAL][:-end]}
        disk = Power(now)
        with pytest.raises(Torn):
            Database(PATH, now=lambda: NOON, disk=disk)
        assert disk.content() == now


def test_without_the_file_its_whole_journal_is_enough():
    files = segments()
    whole = found(files)
    del files[PATH]
    assert found(files) == whole


@pytest.mark.parametrize("content", ["nothing", "a header", "half a header"])
def test_an_empty_segment_is_gone_on_with(content):
    files = segments()
    whole = found(files)
    header = files[JOURNAL].splitlines(keepends=True)[0]
    files[renamed(4)] = {"nothing": b"", "a header": header, "half a header": header[:20]}[content]
    assert found(files) == whole


def test_the_app_says_it_in_a_sentence_with_what_to_do(tmp_path):
    path = tmp_path / "db.json"
    files = segments()
    for name, raw in files.items():
        (tmp_path / name.name).write_bytes(raw if name != JOURNAL else raw[:60] + b"?" + raw[61:])
    with pytest.raises(StoreProblem) as problem:
        open_store(path)
    assert str(problem.value).startswith(
        "db.json.journal-000000000001, line 2, is damaged, and good lines follow it. Nothing was changed. "
    )
