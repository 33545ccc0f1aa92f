"""Where the monkey of `test_monkey.py` is let loose: hostile people, a store that tells, a way there."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

from tests.desk import NOW
from tests.pty.hostile import strings
from tui.core.call.attempt import Attempt, CallList, Promise
from tui.core.call.reflection import Capture, Intention, Reflection
from tui.core.clock import Clock
from tui.core.people.contact import Contact, Number
from tui.core.ports import Batch, Saved, SaveFailed
from tui.core.queue.standing import fold
from tui.dialer.line import Line
from tui.dialer.manual import ManualDialer
from tui.files.defaults import read_defaults
from tui.files.home import Home
from tui.store.shelf import ops_of
from tui.store.store import TinyStore

STRINGS = [text for text in strings() if not any("\ud800" <= c <= "\udfff" for c in text)]
#: Texts of one person, and so many people.
EACH, PEOPLE = 6, 40

_TALK, _FORM = ("enter", "space"), ("enter", "space", "h")
#: Place → the keys that lead there from the start.
PLACES: dict[str, tuple[str, ...]] = {
    "queue": (), "held": ("f",), "find": ("/",), "skip": ("s",), "touch": ("t",), "touch line": ("t", "e"),
    "callback": ("c",), "edit": ("e",), "add": ("a",), "forbid": ("x",), "inbound": ("i",), "why": ("w",),
    "purpose": ("p",), "helps": ("h",), "answer owed": ("]", "o"), "me": ("m",), "keys": ("?",),
    "palette": ("ctrl+p",), "phone": ("v",), "test number": ("v", "n"), "block start": ("b",),
    "block": ("b", "enter"), "tour": ("f2",),
    "call": ("enter",), "talk": _TALK, "objection": (*_TALK, "/"), "notes": (*_TALK, "o"),
    "promise": (*_TALK, "i"), "another": (*_TALK, "g"), "digits": (*_TALK, "d"), "quit?": (*_TALK, "ctrl+q"),
    "form": _FORM, "lines": (*_FORM, "1"), "when": (*_FORM, "2"), "any result": (*_FORM, "/"),
    "unready": (*_FORM, "o"), "reopened": ("r",),
    "today": ("1",), "goals": ("1", "g"), "my why": ("1", "e"), "self-check": ("1", "s"),
    "self-check begun": ("1", "s", "enter"), "check-in": ("1", "c"), "just three": ("1", "t"),
    "library": ("3",), "search": ("3", "/"), "only": ("3", "f"), "recordings": ("3", "v"),
    "practice": ("4",), "batting": ("4", "enter"), "flash": ("4", "f"), "hard": ("4", "h"),
    "warm-up": ("4", "w"), "dialogues": ("4", "d"), "role play": ("4", "d", "enter"), "partner": ("4", "p"),
    "ladder": ("4", "l"), "review": ("5",), "words": ("5", "left", "left"), "report": ("5", "r"),
    "exchange": ("5", "o"), "lists": ("6",), "import": ("6", "i"),
    "import file": ("6", "i", *"a.csv", "enter"), "markers": ("6", "m"), "marker": ("6", "m", "a"),
    "duplicates": ("6", "d"), "forbidden": ("6", "x"), "dnc file": ("6", "x", "i"), "export": ("6", "e"),
    "settings": (",",), "setting": (",", "enter"), "settings found": (",", "/"),
}  # fmt: skip


def hostile(home: Path) -> list[Any]:
    """People made of hostile texts, with a past and an answer they wait for."""
    dispositions = read_defaults(Home(home)).dispositions
    records: list[Any] = [CallList(1, STRINGS[0], "", STRINGS[1], NOW - timedelta(days=9))]
    for id in range(1, PEOPLE + 1):
        texts = STRINGS[(id - 1) * EACH : id * EACH]
        name, account, role, reason, notes, raw = texts
        e164 = f"+447700900{id:03}"
        numbers = (Number(raw, e164, "mobile", zones=("Europe/London",)), Number(raw))
        at = NOW - timedelta(days=30 + id % 3, minutes=id)
        came = ("conversation", "voicemail-left", "no-answer", "not-interested")[id % 4]
        call = Attempt(id, id, e164, at, ended=at + timedelta(seconds=60), disposition=came, notes=notes)
        promises = [Promise(1, id, 2, reason, NOW, at)] if id == 2 else []
        records += [
            Contact(id, name, account, role, numbers, name, account, "GB", reason=reason,
                    list=STRINGS[0], notes=notes),
            call,
            Reflection(id, id, at, *texts[:4]),
            *promises,
            fold(id, [call], [], promises, [], [], dispositions),
        ]  # fmt: skip
    records += [
        Intention(1, STRINGS[0] + "[/]ask", NOW - timedelta(minutes=5), 1),
        Capture(1, 3, 3, STRINGS[2], NOW - timedelta(days=1)),
    ]
    return records


class TellingStore(TinyStore):
    """The real one; knows what it acknowledged."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.acknowledged: dict[tuple[str, int | None], str | None] = {}
        """Table and id → the document, None: removed. Of this session."""

    async def commit(self, batch: Batch) -> Saved | SaveFailed:
        answer = await super().commit(batch)
        if isinstance(answer, Saved):
            self.acknowledged.update({(op.table, op.id): op.text for op in ops_of(batch)})
        return answer


class Bell(ManualDialer):
    """The rep's own phone; knows which numbers it was given, and which of them it should not have been."""

    def __init__(self, clock: Clock, store: TellingStore) -> None:
        super().__init__(clock)
        self._store = store
        self.rung: list[str] = []
        self.wrong: list[str] = []

    async def dial(self, e164: str) -> Line:
        self.rung.append(e164)
        if self._store.do_not_call(e164) or not any(a.number == e164 for a in self._store.unfinished()):
            self.wrong.append(e164)
        return await super().dial(e164)
