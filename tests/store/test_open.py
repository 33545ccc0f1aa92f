"""Opening the store: one writer, readers beside it, and files that are refused and left alone."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from tests.store.test_store import contact, put
from tui.core.people.contact import Contact
from tui.core.ports import Batch, SaveFailed, StoreProblem
from tui.store.codec import TABLES
from tui.store.store import open_store


async def test_a_second_writer_is_refused_until_the_first_closes(path):
    store = open_store(path)
    await put(store, contact(1))
    with pytest.raises(
        StoreProblem, match=rf"^Offhook is already open \(process {os.getpid()} on .+\)\. Close it"
    ):
        open_store(path)
    store.close()
    open_store(path).close()


def test_another_process_is_refused_by_name(path):
    store = open_store(path)
    code = (
        "import sys, pathlib; from tui.store.store import open_store; open_store(pathlib.Path(sys.argv[1]))"
    )
    other = subprocess.run([sys.executable, "-c", code, path], capture_output=True, text=True)
    assert other.returncode == 1
    assert f"Offhook is already open (process {os.getpid()} on " in other.stderr
    store.close()


def test_a_lock_left_by_a_killed_process_is_taken_over(path):
    code = (
        "import os, sys, pathlib; from tui.store.store import open_store\n"
        "store = open_store(pathlib.Path(sys.argv[1])); os.kill(os.getpid(), 9)"
    )
    subprocess.run([sys.executable, "-c", code, path])
    lock = path.parent / "lock"
    assert lock.read_text().startswith("process ")
    store = open_store(path)
    assert lock.read_text().startswith(f"process {os.getpid()} on ")
    store.close()
    assert lock.read_text() == "", "a name in a free lock is that of a killed process"


async def test_reading_beside_the_writer(path):
    assert list(open_store(path, read_only=True).all(Contact)) == []
    assert not path.parent.exists(), "reading makes nothing"
    store = open_store(path)
    await put(store, contact(1))
    reader = open_store(path, read_only=True)
    await put(store, contact(2))
    assert [c.id for c in reader.all(Contact)] == [1], "as it was when it was opened"
    assert await reader.commit(Batch((contact(3),))) == SaveFailed(
        "Not saved: the file is not open for writing. What was saved before is safe."
    )
    reader.close()
    await put(store, contact(3))
    store.close()


async def test_after_closing_nothing_is_written(path):
    store = open_store(path)
    store.close()
    assert isinstance(await store.commit(Batch((contact(1),))), SaveFailed)


META = {"_meta": {"1": {"schema": 1, "ids": {}}}}


@pytest.mark.parametrize(
    ("file", "says"),
    [
        (b'{"contacts": {"1": {"na', "is no JSON"),
        (b"", "is empty"),
        (b'{"_default": {"1": {"int": 1}}}', "not one of Offhook's"),
        ({"_meta": {"1": {"schema": "1", "ids": {}}}, "contacts": {}}, "not one of Offhook's"),
        ({"_meta": {"1": {"schema": 3, "ids": {}}}}, r"newer Offhook \(schema 3, this one knows 2\)"),
        ({**META, "contacts": {"8": {"name": 5}}}, r"damaged records \(contacts 8: name: is no text\)"),
        (
            {**META, "contacts": {str(n): {} for n in range(5)}},
            r"\(contacts 0: name: is missing; .*; contacts 2: name: is missing, and 2 more\)",
        ),
        ({**META, "do_not_call": {"1": {"number": "+1"}}}, "do_not_call 1: at: is missing"),
    ],
)
@pytest.mark.parametrize("read_only", [False, True])
def test_such_a_file_is_refused_and_not_touched(path, file, says, read_only):
    path.parent.mkdir()
    data = file if isinstance(file, bytes) else json.dumps(file).encode()
    path.write_bytes(data)
    for _ in range(2):  # the lock is let go
        with pytest.raises(StoreProblem, match=says) as problem:
            open_store(path, read_only=read_only)
        assert "Nothing was changed." in str(problem.value)
    assert path.read_bytes() == data


def test_a_folder_in_the_place_of_the_file(path):
    path.mkdir(parents=True)
    with pytest.raises(StoreProblem, match="cannot be opened"):
        open_store(path)


def test_a_home_that_cannot_be_made(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreProblem, match=r"cannot be written .* choose another with --home"):
        open_store(tmp_path / "file" / "offhook.json")


def test_a_file_of_tinydb_without_tables_is_an_empty_store(path):
    path.parent.mkdir()
    path.write_text("{}")
    store = open_store(path)
    assert not any(store.all(kind) for kind in TABLES)
    store.close()
