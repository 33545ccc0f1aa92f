"""Hostile arguments, file names, files and stores: what the commands print is clean, in words and in JSON."""

from __future__ import annotations

import asyncio
import io
import json
import os
import re
import subprocess
from contextlib import redirect_stderr, redirect_stdout

import pytest

from tests.pty.hostile import STRINGS as FOLDER
from tests.pty.hostile import faults, strings
from tests.pty.terminal import OFFHOOK, PATIENCE, environment
from tui.cli.commands import run
from tui.core.call.attempt import CallList, DoNotCall
from tui.core.clock import SystemClock
from tui.core.people.contact import Contact, Number
from tui.core.ports import Batch, Saved
from tui.core.queue.standing import Standing
from tui.files.home import Home
from tui.store.store import open_store

pytestmark = pytest.mark.pty

STRINGS = strings()
#: Those with a character that no argument could be harmless with; the others are tried all in one go.
WORST = [s for s in STRINGS if any(ord(c) < 32 or 127 <= ord(c) < 160 for c in s)]
JSON = (["--json"], [])


def command(home, *arguments: str) -> tuple[int, str]:
    """A command run here: its code, and all it printed. Even what no shell can pass (NUL) can be tried."""
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", newline="") for _ in range(2))
    with redirect_stdout(out), redirect_stderr(err):
        code = run(["--home", str(home / "offhook"), *arguments])
        out.flush()
        err.flush()
    if "--json" in arguments and code == 0:
        json.loads(out.buffer.getvalue())
    said = b"".join(stream.buffer.getvalue() for stream in (out, err)).decode()
    assert "Traceback" not in said
    return code, said


def check(home, *arguments: str) -> None:
    code, said = command(home, *arguments)
    assert code in (0, 1, 2)
    assert faults(said) == [], arguments
    assert said, "neither an answer nor a complaint"


@pytest.fixture
def hostile(home):
    """A store whose every text is hostile, as one mended by hand might be."""
    store, now = open_store(Home(home / "offhook").database), SystemClock().now().utc
    records = []
    for id, text in enumerate(STRINGS, 1):
        number = Number(text, f"+447700900{id % 1000:03}", "mobile", zones=("Europe/London",))
        records += [
            Contact(id, text, text, text, (number,), text, text, "GB", reason=text, list=text, notes=text),
            Standing(id),
            DoNotCall(id, now, f"+44113496{id:04}", 0, 0, text),
            CallList(id, text, "", text, now),
        ]
    assert asyncio.run(store.commit(Batch(tuple(records)))) == Saved()
    store.close()
    return home


@pytest.mark.parametrize("form", JSON, ids=["json", "words"])
def test_answers_about_a_hostile_store(hostile, form):
    check(hostile, "queue", *form)
    check(hostile, "next", *form)
    check(hostile, "dnc", "list", *form)
    for text in WORST:
        check(hostile, "queue", f"--why={text}", *form)
        check(hostile, "log", f"--right={text}", f"--next={text}", *form, "--", text, "no-answer")


@pytest.mark.parametrize("form", JSON, ids=["json", "words"])
def test_arguments_nobody_would_type(home, form):
    usual = [s for s in STRINGS if not s.startswith("-")]
    check(home, "number", *form, "--", *usual)
    check(home, "dnc", *form, "--", "check", *usual)
    check(home, "scripts", "search", *form, "--", *usual)
    check(home, "import", "--dry-run", *form, "--", *(s.replace("\0", "") for s in usual))


OPTIONS = (
    ["queue", "--at=%s"], ["queue", "--limit=%s"], ["queue", "%s"], ["queue", "--%s"], ["next", "--at=%s"],
    ["number", "--country=%s", "1"], ["number", "%s"], ["dnc", "%s"], ["dnc", "add", "%s"],
    ["dnc", "check", "%s", "--country=%s"], ["log", "%s", "%s"], ["log", "1", "no-answer", "--at=%s"],
    ["scripts", "%s"], ["scripts", "check", "%s"], ["scripts", "search", "x", "--limit=%s"],
    ["scripts", "search", "x", "--library=%s"], ["scripts", "search", "%s"],
    ["import", "%s"], ["import", "x.csv", "--map=%s"], ["import", "x.csv", "--map=name=%s"],
    ["import", "x.csv", "--list=%s", "--dry-run"], ["import", "x.csv", "--country=%s"],
    ["demo", "%s"], ["%s"], ["--%s"], ["--home=%s", "next"],
)  # fmt: skip


@pytest.mark.parametrize("arguments", OPTIONS, ids=" ".join)
def test_a_hostile_value_for_each_argument(home, arguments, monkeypatch):
    monkeypatch.chdir(home)
    (home / "x.csv").write_text("Name,Phone\nAda Osei,07700 900001\n", "utf-8")
    for text in WORST:
        check(home, *(a.replace("%s", text) for a in arguments))


@pytest.mark.parametrize("form", JSON, ids=["json", "words"])
def test_a_hostile_list(home, form):
    rows = [[s, f"Co {s}", f"07700 900{i % 1000:03}", s] for i, s in enumerate(STRINGS)]
    quoted = "".join(",".join('"' + cell.replace('"', '""') + '"' for cell in row) + "\n" for row in rows)
    head = '"Name","Company","Phone","Notes \x1b]0;x\x07\u202e"\n'
    (home / "all.csv").write_bytes((head + quoted).encode("utf-8", "surrogatepass"))
    (home / "ours.csv").write_bytes((FOLDER / "hostile_open_calllist.csv").read_bytes())
    (home / "\x1b]0;name\x07.csv").write_text("\x1b[31mNonsense\u202e\n\x9b31m,\x00\n", "utf-8")
    for file in ("all.csv", "ours.csv", "\x1b]0;name\x07.csv"):
        check(home, "import", str(home / file), "--dry-run", "--country=GB", *form)
        check(home, "import", str(home / file), "--country=GB", *form)
    check(home, "queue", *form)


@pytest.mark.parametrize("form", JSON, ids=["json", "words"])
def test_hostile_scripts(home, form):
    folder = home / "cards"
    folder.mkdir()
    texts = [json.dumps(s) for s in STRINGS if not re.search("[\ud800-\udfff]", s)]
    cards = "".join(f"  - {{id: {t}, title: {t}, {t}: 1, heard: [{t}], answer: {t}}}\n" for t in texts)
    (folder / "\x1b[31mcards\u202e.yaml").write_text(f"schema: 1\ncards:\n{cards}", "utf-8")
    (folder / "broken.yaml").write_text('schema: 1\n"\\e]0;x\\a": [1\n', "utf-8")
    check(home, "scripts", "check", str(folder), *form)
    check(home, "scripts", "search", "price", "--library", str(folder), *form)


def test_bytes_that_are_no_text(home):
    """File names and arguments need not be UTF-8; the real program is given some."""
    name = b"\xff\x1b]0;PWNED\x07\xc2\x9b31m\xe2\x80\xae.csv"
    with open(os.fsencode(home) + b"/" + name, "wb") as file:
        file.write(b"Name,Phone\nAda Osei,07700 900001\n")
    for arguments in (
        ["import", name, "--dry-run"],
        ["import", name],
        ["queue", b"--why=" + name],
        ["scripts", "search", name],
        ["scripts", "check", name],
        ["number", name],
        [name],
    ):
        for form in JSON:
            done = subprocess.run(
                [*OFFHOOK, *arguments, *form],
                env=environment(home), cwd=home, stdin=subprocess.DEVNULL,
                capture_output=True, timeout=PATIENCE, check=False,
            )  # fmt: skip
            said = (done.stdout + done.stderr).decode()
            assert faults(said) == [], arguments
            assert "Traceback" not in said
            assert done.returncode in (0, 1, 2)
