"""Commands beside the open app: handed over at once, known to whoever looks, saved by whoever can."""

from __future__ import annotations

import errno
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.cli.desk import AT, PEOPLE, answer, fill, kept, refusal
from tests.core.given import HOUR, NOW
from tui.__main__ import main
from tui.core.call.attempt import Attempt, CallList, DoNotCall
from tui.core.people.contact import Contact
from tui.core.ports import Store
from tui.core.queue.standing import Standing
from tui.core.request import Log
from tui.files import inbox
from tui.files.home import Home
from tui.wiring import open_services, open_store

Said = pytest.CaptureFixture[str]


@pytest.fixture
def home(london: Home) -> Home:
    fill(london, *PEOPLE)
    return london


@pytest.fixture
def app(home: Home) -> Iterator[Store]:
    """Somebody who has the store, as the open app has it."""
    store = open_store(home)
    yield store
    store.close()


def left(home: Home) -> list[bytes]:
    """What lies in the inbox."""
    return [(home.inbox / name).read_bytes() for name in inbox.waiting(home.inbox)]


def take_up(home: Home) -> list[str]:
    """What the app, closed in the meantime, does at its next start."""
    services = open_services(home)
    try:
        return [news.said or news.problem for news in services.take_up()]
    finally:
        services.store.close()


@pytest.fixture
def leads(tmp_path: Path) -> str:
    path = tmp_path / "leads.csv"
    path.write_text(
        "Name,Company,Phone,Email\nAda Byron,Acme,+442079460101,ada@acme.org\nNew One,Dot,+442079460150,\n"
    )
    return str(path)


# --------------------------------------------------------------------------------------- what is handed over


def test_a_call_is_handed_over(home: Home, app: Store, capsys: Said) -> None:
    words = ["--right", "asked first", "--next", "slow down"]
    said = answer(capsys, "log", "ada byron", "conversation", *words, "--at", AT)
    assert said == {
        "id": None,
        "contact": 1,
        "name": "Ada Byron",
        "number": "+442079460101",
        "at": AT,
        "disposition": "conversation",
        "right": "asked first",
        "wrong": "",
        "next": "slow down",
        "handed_over": True,
    }
    assert not app.all(Attempt)
    app.close()
    assert take_up(home) == ["Logged beside the app: Ada Byron, conversation"]
    (attempt,) = kept(home, Attempt)
    assert (attempt.number, attempt.started.isoformat()) == ("+442079460101", AT)
    assert left(home) == []


def test_a_call_without_at_has_its_moment_to_the_microsecond(home: Home, app: Store, capsys: Said) -> None:
    moment = answer(capsys, "log", "1", "busy")["at"]
    assert json.loads(left(home)[0])["at"] == moment
    assert "." in moment


def test_said_in_a_sentence(home: Home, app: Store, capsys: Said, leads: str) -> None:
    assert main(["log", "1", "No Answer"]) == 0
    assert capsys.readouterr().out == "Handed to the open app: Ada Byron, no answer.\n"
    assert main(["dnc", "add", "+442079460102", "+442079460103"]) == 0
    assert capsys.readouterr().out == "Handed to the open app: 2 numbers for do-not-call.\n"
    assert main(["import", leads]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0] == "2 people in leads.csv: 1 new, 1 already here (1 updated)."
    assert said[-1] == "Handed to the open app, which takes them in now."
    assert len(left(home)) == 3


def test_numbers_are_handed_over_and_listed_at_once(home: Home, app: Store, capsys: Said) -> None:
    said = answer(capsys, "dnc", "add", "+442079460101", "+12125550102")
    assert said == {"added": 2, "known": 0, "handed_over": True}
    assert kept_on_disk(home) == 0
    # Nobody who asks in the meantime may hear that it is fine to call.
    assert answer(capsys, "dnc", "check", "+442079460101")[0]["do_not_call"]
    assert [one["number"] for one in answer(capsys, "dnc", "list")["numbers"]] == [
        "+12125550102",
        "+442079460101",
    ]
    (number,) = answer(capsys, "number", "+442079460101", "--at", AT)
    assert (number["callable"], number["why"]) == (False, "do not call: added by hand")
    queue = answer(capsys, "queue", "--at", AT)
    assert (queue["items"], queue["held"]) == ([], {"do not call": 3})
    assert answer(capsys, "next", "--at", AT) is None
    assert answer(capsys, "dnc", "add", "+442079460101", "+442079460199") == {
        "added": 1,
        "known": 1,
        "handed_over": True,
    }
    app.close()
    assert take_up(home) == ["2 numbers added to do-not-call"] * 2
    assert len(kept(home, DoNotCall)) == 3


def kept_on_disk(home: Home) -> int:
    """Entries in the file, the inbox not looked at."""
    return len(json.loads(home.database.read_bytes()).get("do_not_call", {}))


def test_a_person_who_said_no_is_held_at_once(home: Home, app: Store, capsys: Said) -> None:
    answer(capsys, "log", "1", "dnc-person", "--at", AT)
    assert [item["contact"] for item in answer(capsys, "queue", "--at", AT)["items"]] == [2]


def test_an_import_is_handed_over_whole(home: Home, app: Store, capsys: Said, leads: str) -> None:
    said = answer(capsys, "import", leads, "--list", "Fair")
    assert (said["new"], said["updated"], said["handed_over"]) == (1, 1, True)
    assert len(left(home)) == 1
    assert [item["contact"] for item in answer(capsys, "queue", "--at", AT)["items"]] == [1, 2]
    app.close()
    assert take_up(home) == ["1 person imported from Fair, 1 updated"]
    assert [(c.id, c.name, c.email) for c in kept(home, Contact)] == [
        (1, "Ada Byron", "ada@acme.org"),
        (2, "Ben Okafor", ""),
        (3, "Ada Obi", ""),
        (4, "New One", ""),
    ]
    assert [(one.name, one.file) for one in kept(home, CallList)] == [("Fair", "leads.csv")]
    assert 4 in {standing.id for standing in kept(home, Standing)}


def test_several_files_are_one_request(home: Home, app: Store, capsys: Said, leads: str) -> None:
    said = answer(capsys, "import", leads, leads)
    assert [(one["new"], one["handed_over"]) for one in said] == [(1, True), (0, True)]
    app.close()
    assert len(left(home)) == 1
    take_up(home)
    assert len(kept(home, Contact)) == 4


def test_the_same_list_twice_before_it_is_taken_up(home: Home, app: Store, capsys: Said, leads: str) -> None:
    for _ in range(2):
        answer(capsys, "import", leads)
    app.close()
    take_up(home)
    assert [c.name for c in kept(home, Contact)].count("New One") == 1


# ------------------------------------------------------------------------------------ what is still refused


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["log", "nobody", "busy"], "Nobody here is called 'nobody'. Nothing was changed."),
        (["log", "1", "sold-the-moon"], "is no disposition. There are: conversation, call-back,"),
        (["log", "1", "call-back", "--when", "soonish"], "'soonish' is not clear."),
        (["dnc", "add", "ask Dana"], "No phone number: ask Dana. Nothing was changed."),
        (["dnc", "add"], "offhook dnc add needs a number."),
        (["import", "gone.csv"], "There is no such file. Nothing was imported."),
    ],
)
def test_what_is_wrong_is_refused_beside_the_app_too(
    home: Home, app: Store, capsys: Said, arguments: list[str], says: str
) -> None:
    assert says in refusal(capsys, *arguments)
    assert main([*arguments, "--json"]) == 1
    assert "handed_over" not in capsys.readouterr().out
    assert not home.inbox.exists()


@pytest.mark.parametrize(
    ("number", "why"), [(errno.ENOSPC, "No space left"), (errno.EACCES, "Permission denied")]
)
def test_what_cannot_be_left_is_refused(
    home: Home, app: Store, capsys: Said, monkeypatch: pytest.MonkeyPatch, number: int, why: str
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(number, "No space left" if number == errno.ENOSPC else "Permission denied")

    monkeypatch.setattr("tui.files.inbox.write_atomic", refuse)
    said = refusal(capsys, "dnc", "add", "+442079460101")
    assert said.startswith(f"The app is open, and nothing can be left for it in {home.inbox} ({why}). ")
    assert "Nothing was done; what was saved before is safe." in said
    assert main(["dnc", "add", "+442079460101", "--json"]) == 1
    assert list(json.loads(capsys.readouterr().out)) == ["error"]
    assert left(home) == []


def test_a_file_in_the_place_of_the_folder(home: Home, app: Store, capsys: Said) -> None:
    home.inbox.write_text("")
    assert "nothing can be left for it" in refusal(capsys, "log", "1", "busy")
    assert answer(capsys, "dnc", "list")["numbers"] == []


# --------------------------------------------------------------------------------------------- left-overs


def test_a_command_first_takes_up_what_was_left(home: Home, capsys: Said) -> None:
    store = open_store(home)
    answer(capsys, "dnc", "add", "+442079460101")
    store.close()  # the app was killed: the file lies there
    assert main(["dnc", "add", "+442079460101", "+442079460102"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "1 number added to do-not-call.",
        "1 number added, 1 already there",
    ]
    assert left(home) == []
    assert len(kept(home, DoNotCall)) == 2


def test_with_json_there_is_one_document_all_the_same(home: Home, capsys: Said) -> None:
    store = open_store(home)
    answer(capsys, "log", "1", "busy", "--at", AT)
    store.close()
    assert answer(capsys, "log", "1", "no-answer", "--at", AT)["id"] == 2


def test_left_while_the_store_was_being_closed(
    home: Home, capsys: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The holder has looked for the last time and lets go just after: then the command takes it up itself."""
    store = open_store(home)
    leave = inbox.put

    def put(*what: object) -> None:
        leave(*what)  # type: ignore[arg-type]
        store.close()

    monkeypatch.setattr(inbox, "put", put)
    assert main(["dnc", "add", "+442079460101"]) == 0
    assert left(home) == []
    assert len(kept(home, DoNotCall)) == 1


def test_left_while_another_command_worked(home: Home, capsys: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    """A command looks again after it has let go: what came in meanwhile is not left to the next one."""
    from tui.cli import beside

    work = beside.Desk.do

    def do(desk: beside.Desk, request: object) -> object:
        done = work(desk, request)  # type: ignore[arg-type]
        if not desk.beside:
            assert main(["dnc", "add", "+442079460102"]) == 0
        return done

    monkeypatch.setattr(beside.Desk, "do", do)
    assert main(["dnc", "add", "+442079460101"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "Handed to the open app: 1 number for do-not-call.",
        "1 number added",
        "1 number added to do-not-call.",
    ]
    assert left(home) == []
    assert {entry.number for entry in kept(home, DoNotCall)} == {"+442079460101", "+442079460102"}


def test_left_during_the_last_look(home: Home, capsys: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever left it found the store taken and went away: only the one who has it can look again."""
    from tui.handover import pickup

    late = [Log(1, "no-answer", NOW), Log(1, "busy", NOW + HOUR)]
    carry_out_all = pickup.carry_out_all

    async def look(folder: Path, *more: Any) -> list[pickup.News]:
        news = await carry_out_all(folder, *more)
        if late:
            pickup.hand_over(folder, late.pop(), NOW)
        return news

    monkeypatch.setattr(pickup, "carry_out_all", look)
    pickup.hand_over(home.inbox, Log(2, "busy", NOW), NOW)
    assert main(["dnc", "add", "+442079460101"]) == 0
    assert left(home) == []
    assert len(kept(home, Attempt)) == 3


def test_what_cannot_be_taken_up_is_not_tried_for_ever(
    home: Home, capsys: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    home.folder("inbox")
    (home.inbox / "0.json").write_bytes(b"{")
    monkeypatch.setattr(inbox, "set_aside", refuse)
    assert main(["log", "1", "busy"]) == 0
    said = capsys.readouterr()
    assert said.out == "Logged: Ada Byron, busy.\n"
    assert "inbox/0.json is left there: it is no JSON (Permission denied)." in said.err


def test_what_cannot_be_understood_is_said_and_holds_nothing_up(home: Home, capsys: Said) -> None:
    home.folder("inbox")
    (home.inbox / "0.json").write_bytes(b"{")
    assert main(["log", "1", "busy"]) == 0
    said = capsys.readouterr()
    assert said.out == "Logged: Ada Byron, busy.\n"
    assert said.err == (
        "Set aside: what a command handed over (it is no JSON). It lies in inbox/set-aside.\n"
    )
    assert main(["log", "1", "no-answer"]) == 0
    assert capsys.readouterr().err == ""


def test_who_only_reads_leaves_the_inbox_alone(home: Home, app: Store, capsys: Said) -> None:
    answer(capsys, "dnc", "add", "+442079460101")
    (home.inbox / "0.json").write_bytes(b"{")
    for command in (["queue"], ["next"], ["dnc", "list"], ["number", "+442079460101"]):
        assert main(command) == 0
        assert capsys.readouterr().err == ""
    assert len(left(home)) == 2


def test_a_home_whose_app_has_saved_nothing_yet(london: Home, capsys: Said, leads: str) -> None:
    store = open_store(london)
    try:
        assert answer(capsys, "dnc", "add", "+442079460150")["handed_over"]
        assert not answer(capsys, "number", "+442079460150")[0]["callable"]
        assert answer(capsys, "import", leads)["new"] == 2
    finally:
        store.close()
    take_up(london)
    assert [c.id for c in kept(london, Contact)] == [1, 2]
    assert answer(capsys, "queue", "--at", NOW.isoformat())["held"] == {"do not call": 1}
