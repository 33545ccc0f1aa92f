"""Export: nothing is lost on the way out and back, and no spreadsheet calculates with it."""

from __future__ import annotations

import csv
import io
import json
import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.core.given import DISPOSITIONS, NOW
from tests.lists.planning import DATA, plan
from tests.memory import MemoryStore
from tui.core.call.attempt import Attempt, Callback, DoNotCall, Met
from tui.core.call.reflection import Intention, Reflection
from tui.core.lists.dnc import DncList, Edition, pack
from tui.core.people import phone
from tui.core.people.contact import Contact, Number
from tui.core.ports import Batch
from tui.core.text import plain, plain_lines
from tui.lists import export
from tui.lists.export import csv_lines, json_lines, safe, unsafe
from tui.lists.export_for import attempts_for, contacts_for, names

LONDON = ZoneInfo("Europe/London")
CRMS = ("hubspot", "salesforce", "pipedrive")


def hostile() -> list[str]:
    """Names and texts that broke something somewhere, cleaned as every text that comes in is."""
    naughty = json.loads((DATA / "strings/blns.json").read_text())
    rows = (DATA / "strings/hostile_open.jsonl").read_text().splitlines()
    ours = [
        "=1+1",
        "'=1+1",
        "''=1",
        "'",
        "-",
        "+",
        "@x",
        "＝1",
        "n/a",
        "0",
        "Total",
        "x\n=y",
        "\t=1",
        '"',
        "a,b;c|d",
        "NULL",
    ]
    found = [*naughty, *(str(value) for row in rows for value in json.loads(row).values()), *ours]
    return [text for one in found if (text := plain(one).strip())]


TEXTS = hostile()
KINDS = ("mobile", "direct", "work", "main", "home", "other", "fax", "pager")
REAL = ("+442079460101", "+12125550123", "+493023125321", "+447700900123", "+35312345678", "+18005550199")


def someone(id: int, chance: random.Random) -> Contact:
    """A contact of hostile texts."""

    def text() -> str:
        return chance.choice(TEXTS) if chance.random() < 0.8 else ""

    numbers = []
    for _ in range(chance.randint(0, 3)):
        read = phone.parse(chance.choice(REAL))
        extension = chance.choice(["", "7", "0042"])
        numbers.append(
            replace(
                read,
                raw=chance.choice([read.raw, text() or "x"]),
                kind=chance.choice(KINDS),
                extension=extension,
            )
        )
    if chance.random() < 0.3:
        numbers.append(Number(text() or "020", kind="work", why_not="only a part of one"))
    lines = "\n".join(plain(text()) for _ in range(chance.randint(0, 3)))
    return Contact(
        id,
        text() or "somebody",
        *(text(), text()),
        tuple(numbers),
        *(text(), text(), chance.choice(["", "GB"]), chance.choice(["", "Europe/London"]), text()),
        purpose=chance.choice(["", "win"]),
        list=text() or "a list",
        do_not_call=text() if chance.random() < 0.3 else "",
        notes=lines.strip("\n"),
        referred_by=chance.choice([0, 1]) if id > 1 else 0,
        fields={
            chance.choice([*TEXTS, "Name", "Phone 2", "Purpose"]): text() or "x"
            for _ in range(chance.randint(0, 4))
        },
        added=NOW + timedelta(microseconds=chance.randint(0, 10**9)),
        best=chance.choice(["", "Tuesdays after four", text()]),
    )


def returned(folder: Path, text: str, name: str) -> list[Contact]:
    """Whom an import of this file makes of it in a fresh home."""
    path = folder / name
    path.write_text(text, encoding="utf-8", newline="")
    done = plan(path, country="GB")
    assert done.fatal == ""
    return list(done.puts)


@pytest.mark.parametrize("seed", range(15))
@pytest.mark.parametrize("form", ["csv", "json"])
def test_everybody_comes_back_as_they_were(tmp_path: Path, seed: int, form: str) -> None:
    chance = random.Random(seed)
    everybody = [someone(id, chance) for id in range(1, chance.randint(2, 40))]
    store = MemoryStore(Batch(tuple(everybody)))
    if form == "csv":
        text = "".join(csv_lines(export.contacts(store)))
        assert returned(tmp_path, "\ufeff" + text, "mark.csv") == everybody
    else:
        text = "".join(json_lines(store, "contacts", NOW))
    assert returned(tmp_path, text, f"people.{form}") == everybody


def test_ids_are_new_and_referrers_follow(tmp_path: Path) -> None:
    people = (Contact(7, "Ada", added=NOW), Contact(9, "Ben", referred_by=7, added=NOW, list="fair"))
    text = "".join(csv_lines(export.contacts(MemoryStore(Batch(people)))))
    ada, ben = returned(tmp_path, text, "people.csv")
    assert (ada.id, ben.id, ben.referred_by, ada.list, ben.list) == (1, 2, 1, "test", "fair")


def test_what_was_said_in_a_call_goes_along(tmp_path: Path) -> None:
    numbers = tuple(phone.parse(e164) for e164 in REAL[:3])
    store = MemoryStore(
        Batch(
            (
                Contact(1, "Ada", numbers=numbers),
                Contact(2, "Ben"),
                DoNotCall(1, NOW, REAL[0], 1, why="asked"),
                DoNotCall(2, NOW, REAL[2], 1, lifted=NOW),
                DoNotCall(3, NOW, contact=2, why="in writing"),
                DncList(1, "FTC", NOW, NOW, editions=(Edition(NOW, pack([REAL[1]])),)),
            )
        )
    )
    for name, text in (
        ("people.csv", "".join(csv_lines(export.contacts(store)))),
        ("people.json", "".join(json_lines(store, "contacts", NOW))),
    ):
        ada, ben = returned(tmp_path, text, name)
        assert [n.why_not for n in ada.numbers] == ["do not call: asked", "", ""], "a list is read again"
        assert [n.callable for n in ada.numbers] == [False, True, True]
        assert (ada.do_not_call, ben.do_not_call) == ("", "in writing")


def test_who_is_here_already_is_not_doubled(tmp_path: Path) -> None:
    ada = Contact(3, "Ada", "Acme", email="ada@acme.org", notes="ours", purpose="grow")
    text = "".join(
        csv_lines(export.contacts(MemoryStore(Batch((replace(ada, notes="theirs", role="buyer"),)))))
    )
    path = tmp_path / "people.csv"
    path.write_text(text)
    done = plan(path, MemoryStore(Batch((ada,))))
    assert (done.new, done.updated, done.duplicates) == (0, 1, 1)
    assert done.puts == (replace(ada, role="buyer", notes="ours\ntheirs"),)


@pytest.mark.parametrize("cut", [0.2, 0.9])
def test_half_a_document_is_refused(tmp_path: Path, cut: float) -> None:
    text = "".join(json_lines(MemoryStore(Batch((Contact(1, "Ada"), Contact(2, "Ben")))), "contacts", NOW))
    (tmp_path / "people.json").write_text(text[: int(len(text) * cut)])
    assert plan(tmp_path / "people.json").fatal.startswith("It is no whole export of contacts")


# ------------------------------------------------------------------------------------------------ formulas


@pytest.mark.parametrize("text", ["=1", "+44", "-1", "@x", "'=1", "''+1", "＝1", "'", "''", "a'=", "", " =1"])
def test_an_apostrophe_goes_on_and_off_exactly(text: str) -> None:
    assert unsafe(safe(text)) == text
    assert safe(text)[:1] not in {"=", "+", "-", "@", "＝"}


def cells(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


@pytest.mark.parametrize("table", ["contacts", *CRMS])
def test_no_cell_begins_like_a_formula(table: str) -> None:
    chance = random.Random(table)
    store = MemoryStore(Batch(tuple(someone(id, chance) for id in range(1, 200))))
    made = export.contacts(store) if table == "contacts" else contacts_for(table, store)
    rows = cells("".join(csv_lines(made, phones_bare=table != "contacts")))
    assert len({len(row) for row in rows}) == 1
    for cell in (cell for row in rows for cell in row):
        bare = table != "contacts" and cell.replace(" ", "")[1:].isdigit() and " " in cell
        assert cell[:1] not in {"=", "+", "-", "@", "\t", "\r", "＝", "＋"} or bare, cell


def test_control_codes_do_not_go_out() -> None:
    store = MemoryStore(Batch((Contact(1, "A\x1b[31mda", notes="two\r\nlines\x07"),)))
    text = "".join(csv_lines(export.contacts(store)))
    assert not set(text) & {"\x1b", "\x07"}
    assert cells(text)[1][1] == plain("A\x1b[31mda")
    assert cells(text)[1][12] == plain_lines("two\nlines")


# -------------------------------------------------------------------------------------- calls and reflections

START = datetime(2026, 6, 1, 9, 30, tzinfo=UTC)
CALL = Attempt(
    1, 1, "+442079460101", START, purpose="win", opener="depot", prep=12.5,
    answered=START + timedelta(seconds=20), ended=START + timedelta(seconds=140), disposition="meeting",
    notes="=two depots", met=(Met("price", True), Met("time"), Met("trust", False)),
    rang=8.5, ended_by="them", digits="2 1", meets="2026-06-03T10:30 Europe/London",
)  # fmt: skip
MISSED = Attempt(2, 1, "+442079460101", START, True, ended=START, disposition="busy")
SAVED = Reflection(1, 1, START, right="asked", wrong="talked", next="slow down", kept=True, intention=1)
STORE = MemoryStore(
    Batch((
        Contact(1, "Ada Byron", "Acme", email="ada@acme.org", list="fair"), Contact(2, "Ben", list="web"),
        CALL, MISSED, replace(MISSED, id=3, contact=2), replace(MISSED, id=4, contact=99), SAVED,
        Intention(1, "slow down", START, 1),
        Callback(1, 2, "2026-06-02T10:00", "Europe/London", START, START),
    ))
)  # fmt: skip


def test_attempts_as_a_table() -> None:
    header, first, *others = cells("".join(csv_lines(export.attempts(STORE))))
    row = dict(zip(header, first, strict=True))
    assert row == {
        "Attempt": "1", "Contact": "1", "Name": "Ada Byron", "Company": "Acme", "Number": "'+442079460101",
        "Started": "2026-06-01T09:30:00+00:00", "Direction": "out", "Purpose": "win", "Opener": "depot",
        "Prep seconds": "12.5", "Answered": "2026-06-01T09:30:20+00:00",
        "Ended": "2026-06-01T09:32:20+00:00", "Talk seconds": "120", "Result": "meeting", "Confirmed": "yes",
        "Phone said": "", "Notes": "'=two depots", "Cards met": "price: worked; time; trust: did not",
        "Block": "", "Outside hours": "", "Ring seconds": "8.5",
        "Ended by": "them", "Tones sent": "2 1", "Meeting": "2026-06-03T10:30 Europe/London",
    }  # fmt: skip
    assert [(row[0], row[2]) for row in others] == [("2", "Ada Byron"), ("3", "Ben"), ("4", "")]


def test_reflections_as_a_table() -> None:
    header, row = cells("".join(csv_lines(export.reflections(STORE))))
    told = dict(zip(header, row, strict=True))
    assert (told["Right"], told["Next time"], told["Did what I meant to"], told["Felt"]) == (
        "asked",
        "slow down",
        "yes",
        "",
    )


def test_of_one_call_list_only() -> None:
    assert [row[0] for row in cells("".join(csv_lines(export.attempts(STORE, "fair"))))[1:]] == ["1", "2"]
    assert len(cells("".join(csv_lines(export.reflections(STORE, "web"))))) == 1
    document = json.loads("".join(json_lines(STORE, "attempts", NOW, "web")))
    assert ([a["id"] for a in document["attempts"]], len(document["callbacks"])) == ([3], 1)


def test_json_has_every_record_by_its_kind() -> None:
    document = json.loads("".join(json_lines(STORE, "attempts", NOW)))
    assert [a["id"] for a in document["attempts"]] == [1, 2, 3, 4]
    assert document["attempts"][0]["met"][0] == {"card": "price", "worked": True}
    assert document["callbacks"][0]["wall"] == "2026-06-02T10:00"
    reflections = json.loads("".join(json_lines(STORE, "reflections", NOW)))
    assert (reflections["reflections"][0]["wrong"], reflections["intentions"][0]["text"]) == (
        "talked",
        "slow down",
    )


@pytest.mark.parametrize(
    ("crm", "told"),
    [
        (
            "hubspot",
            {
                "Activity date": "2026-06-01T09:30:00+00:00", "Call direction": "Outbound",
                "Call outcome": "Connected", "Call duration": "120000", "To number": "+44 20 7946 0101",
                "First Name": "Ada", "Last Name": "Byron", "Email": "ada@acme.org",
            },
        ),
        (
            "salesforce",
            {
                "Subject": "Call: meeting booked", "Status": "Completed", "ActivityDate": "2026-06-01",
                "CallType": "Outbound", "CallDurationInSeconds": "120", "Description": "'=two depots",
            },
        ),
        (
            "pipedrive",
            {
                "Activity - Due time": "10:30", "Activity - Duration": "00:02", "Activity - Done": "Done",
                "Person - Name": "Ada Byron", "Organization - Name": "Acme",
            },
        ),
    ],
)  # fmt: skip
def test_calls_as_a_crm_takes_them(crm: str, told: dict[str, str]) -> None:
    rows = cells("".join(csv_lines(attempts_for(crm, STORE, DISPOSITIONS, LONDON), phones_bare=True)))
    row = dict(zip(*rows[:2], strict=True))
    assert row | told == row
    assert len(rows) == 5


@pytest.mark.parametrize("crm", CRMS)
def test_what_a_crm_took_we_read_again(tmp_path: Path, crm: str) -> None:
    ada = Contact(
        1,
        "Ada Byron",
        "Acme",
        "buyer",
        (phone.parse("+447700900123", kind="mobile"),),
        "ada@acme.org",
        do_not_call="asked",
    )
    text = "".join(csv_lines(contacts_for(crm, MemoryStore(Batch((ada,)))), phones_bare=True))
    (back,) = returned(tmp_path, text, "people.csv")
    assert (back.name, back.account, back.email, back.numbers[0].e164) == (
        "Ada Byron",
        "Acme",
        "ada@acme.org",
        "+447700900123",
    )
    assert bool(back.do_not_call)


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Ada Byron", ("Ada", "Byron")),
        ("Byron, Ada", ("Ada", "Byron")),
        ("Ada", ("", "Ada")),
        ("", ("", "")),
        ("A B C", ("A B", "C")),
    ],
)
def test_a_name_in_two(name: str, parts: tuple[str, str]) -> None:
    assert names(name) == parts


def test_it_goes_row_by_row() -> None:
    store = MemoryStore(Batch(tuple(Contact(id, f"Person {id}") for id in range(1, 50))))
    store._kept[Contact].clear()
    assert len(list(csv_lines(export.contacts(store)))) == 50
    assert not store._kept[Contact], "nobody is kept for having been written"
