"""Hostile texts on every screen of the real program: each byte that reaches the terminal is looked at."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from tests.pty.hostile import faults, strings, switches, taken_apart
from tests.pty.terminal import a_moment
from tui.core.call.attempt import Attempt, CallList
from tui.core.call.reflection import Intention, Reflection
from tui.core.people.contact import Contact, Number
from tui.core.ports import Batch, Saved
from tui.core.queue.standing import Standing
from tui.core.text import plain
from tui.files.home import Home
from tui.store.store import open_store

pytestmark = pytest.mark.pty

STRINGS = strings()
#: The first of them are the worst: sequences of every kind. These people are called.
CALLED = 8
#: Texts of one person.
EACH = 6
SIZE = (150, 40)
CONFIG = (
    'my_name: "\\e]0;PWNED\\a[bold]me"\nmy_company: "\\x9B31m[/]\\u202Eus"\n"\\e]2;key\\a[red]": 1\n'
    "feelings: true\n"
)
WORDS = """schema: 1
openers:
  - id: mine
    title: "\\e]0;title\\a[reverse]mine"
    purposes: [win]
    text: "Hello {first_name} \\e]52;c;cm0gLXJmIH4=\\a of {company} \\u202E[@click=app.exit(1)]now[/]"
"""


def person(id: int, texts: list[str]) -> Contact:
    """Somebody made of hostile texts, as a file mended by hand might hold. The role says who it is."""
    name, account, role, reason, notes, raw = texts
    number = Number(raw, f"+447700900{id:03}", "mobile", zones=("Europe/London",))
    return Contact(
        id, name, account, f"P{id:03} {role}", (number, Number(raw)), name, account, "GB", reason=reason,
        list=name, notes=notes, fields={name: account},
    )  # fmt: skip


def past(contact: Contact, now: datetime) -> list:
    """A call of yesterday and its form."""
    at = now - timedelta(days=30)
    texts = (contact.name, contact.account, contact.reason, contact.notes)
    return [
        Attempt(contact.id, contact.id, contact.numbers[0].e164, at, ended=at, disposition="voicemail-left",
                notes=contact.notes, outside_hours=contact.reason),
        Reflection(contact.id, contact.id, at, *texts),
    ]  # fmt: skip


@pytest.fixture
def hostile(home):
    """A home with a person for each six of the texts, and the rep's own files no better."""
    now = datetime.now(UTC)
    rows = [STRINGS[i : i + EACH] for i in range(0, len(STRINGS) - EACH, EACH)]
    people = [person(id, texts) for id, texts in enumerate(rows, 1)]
    records = [
        record for contact in people for record in (contact, Standing(contact.id), *past(contact, now))
    ]
    records += [
        Intention(1, STRINGS[0] + "[/]ask", now - timedelta(minutes=5), 1),
        CallList(1, STRINGS[0], "", STRINGS[1], now),
    ]
    store = open_store(Home(home / "offhook").database)
    assert asyncio.run(store.commit(Batch(tuple(records)))) == Saved()
    store.close()
    (home / "offhook" / "config.yaml").write_text(CONFIG, "utf-8")
    (home / "offhook" / "scripts").mkdir()
    (home / "offhook" / "scripts" / "mine.yaml").write_text(WORDS, "utf-8")
    return home, people


def judge(line) -> str:
    """What was sent, found clean; its text."""
    text, sequences = taken_apart(bytes(line.sent))
    assert faults(text) == []
    on = [s for s in switches(sequences) if s.endswith(b"h")]
    off = [s for s in switches(sequences) if s.endswith(b"l")]
    assert on.count(b"\x1b[?1049h") == 2, "the opening begins it, and the app"
    assert off.count(b"\x1b[?1049l") == 1
    assert sequences.index(b"\x1b[?1049l") > len(sequences) - 12, "the screen was left before the end"
    return text


def leave(line) -> None:
    line.type("\x11")
    assert line.wait_for_end() == 0


def test_walking_the_queue_and_what_can_be_asked_there(hostile, wire):
    home, people = hostile
    with wire(home, size=SIZE) as line:
        line.wait_for(f"{len(people)} callable", "P001")
        for id in range(2, len(people) + 1):
            mark = line.mark()
            line.type("]")
            line.wait_for(f"P{id:03}", after=mark)
        for key in "sxewctpi":
            mark = line.mark()
            line.type(key)
            line.wait_for("any key back" if key == "w" else "esc back", after=mark)
            line.type("\x1b")
            a_moment()
        mark = line.mark()
        line.type("f")
        line.wait_for("held:", after=mark)
        line.type("f")
        line.wait_for("all:", after=mark)
        line.type("\x10")
        line.wait_for("Call this person", after=mark)
        line.type("\x1b")
        a_moment()
        leave(line)
        text = judge(line)
    assert "Traceback" not in text
    for shown in ("[@click=app.exit(1)]quit[/]", "[/bold]", "x[/][/][/]", "[bold]", "Call me"):
        assert shown in text, shown


def test_calling_and_writing(hostile, wire):
    home, people = hostile
    with wire(home, size=SIZE) as line:
        line.wait_for(f"{len(people)} callable", "P001")
        for id in range(1, CALLED + 1):
            texts = STRINGS[(id - 1) * EACH : id * EACH]
            mark = line.mark()
            line.type("\r")
            line.wait_for("they answered", after=mark)
            line.type(" /")
            line.wait_for("leave the search", after=mark)
            line.type(pasted(texts[0]))
            line.type("\x1b")
            a_moment()
            line.type("o")
            line.wait_for("leave the notes", after=mark)
            line.type(pasted("\n".join(texts)) + "≠")
            line.wait_for("≠", after=mark)
            line.type("\x1b")
            line.wait_for("h hang up", after=mark)
            a_moment()
            mark = line.mark()
            line.type("h")
            line.wait_for("any other", after=mark)
            a_moment()
            line.type("1")
            line.wait_for("▸ 1 conversation", after=mark)
            line.type("y" if id == 1 else "n")
            line.wait_for("esc back to the results", after=mark)
            for text in texts[1:4]:
                line.type(pasted(text) + "≈\r")
            line.wait_for("felt", after=mark)
            mark = line.mark()
            line.type("\x13")
            line.wait_for("Saved: conversation, 3 lines", f"P{id + 1:03}", after=mark)
        leave(line)
        text = judge(line)
    assert "Traceback" not in text
    store = open_store(Home(home / "offhook").database, read_only=True)
    for attempt in store.all(Attempt):
        if attempt.disposition == "conversation":
            assert plain(attempt.notes.replace("\n", "")) == attempt.notes.replace("\n", "")
            saved = store.get(Reflection, attempt.id)
            assert all(plain(t) == t for t in (saved.right, saved.wrong, saved.next))
    store.close()


def pasted(text: str) -> str:
    """A text as a terminal sends it when it is pasted. Terminals keep the ESC of a paste to themselves."""
    sent = text.encode("utf-8", "replace").decode("utf-8").replace("\x1b", "")
    return f"\x1b[200~{sent}\x1b[201~"


def test_a_list_that_was_imported(home, wire):
    """The same texts the usual way, through a file with a hostile name."""
    from tests.pty.hostile import STRINGS as folder
    from tests.pty.terminal import offhook

    name = "\x1b]0;PWNED\x07\x1b[31m\u202e[bold]list.csv"
    (home / name).write_bytes((folder / "hostile_open_calllist.csv").read_bytes())
    offhook(home, "import", name, "--country", "GB", "--list", STRINGS[0])
    with wire(home, size=SIZE) as line:
        line.wait_for("callable")
        for _ in range(8):
            line.type("\x1b[6~")  # page down: every row is drawn
            a_moment()
        leave(line)
        judge(line)


def test_the_judge_sees_what_it_should():
    for text in (
        "\x1b[31m",
        "\x1b]52;c;aa\x07",
        "\x1b]8;;http://x\x1b\\",
        "\x9b",
        "\u202e",
        "\x00",
        "\x1b]0;t\x07",
    ):
        assert faults(taken_apart(text.encode())[0]), text
    assert faults(taken_apart(b"\x1b[0m\x1b[1;38;2;1;2;3;48;2;1;2;3mAda\r\n\x1b[4;1H")[0]) == []
