"""Every file of `tests/data` against what is expected of it (`lists_expect.json`)."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.lists.planning import DATA, plan
from tui.__main__ import main

EXPECTED: dict[str, dict[str, Any]] = json.loads((DATA / "lists_expect.json").read_text(encoding="utf-8"))
EXACT = [
    name
    for name, expected in EXPECTED.items()
    if expected["outcome"] == "ok" and name.startswith(("csv/calllist", "contacts/"))
]
#: Beyond plain "ok", and right all the same: warned of, asked for or empty.
NOBODY = [name for name, expected in EXPECTED.items() if expected["outcome"] == "no people"]
ALSO = ["ragged", "sci_notation", "unclosed_quote_at_end", "no_header", "header_only", "zero_bytes"]


def dry_run(name: str, capsys: pytest.CaptureFixture[str], code: int = 0) -> dict[str, Any]:
    arguments = ["import", str(DATA / name), "--dry-run", "--json", "--country", EXPECTED[name]["country"]]
    assert main(arguments) == code
    answer: dict[str, Any] = json.loads(capsys.readouterr().out)
    return answer


SAID_NO = {"csv/calllist/dnc_flag_simple.csv"}
"""Files with somebody who must not be called, so that no number of theirs is callable."""


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OFFHOOK_HOME", str(tmp_path / "home"))


@pytest.mark.parametrize("name", [*EXACT, *(f"csv/calllist/{name}.csv" for name in ALSO)])
def test_the_contract(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    expected = EXPECTED[name]
    answer = dry_run(name, capsys, 1 if expected["outcome"] == "empty" else 0)
    for field in ("records", "contacts", "with_phone"):
        if field in expected:
            assert answer[field] == expected[field], field
    if "records_with_phone" in expected:
        # The report counts people: a record that was merged into another has its number there.
        assert (
            answer["with_phone"]
            <= expected["records_with_phone"]
            <= answer["with_phone"] + answer["duplicates"]
        )
    assert answer["contacts"] == answer["records"] - answer["duplicates"] - len(answer["skipped"])
    assert answer["new"] == answer["contacts"]
    people: dict[str, set[str]] = {}
    for person in answer["people"]:
        numbers = people.setdefault(person["name"], set())
        for number in person["numbers"]:
            if number["callable"] or (number["e164"] and number["kind"] != "fax" and name in SAID_NO):
                numbers.add(number["e164"] + (f";ext={number['extension']}" if number["extension"] else ""))
    wanted: dict[str, set[str]] = {}
    for person in expected.get("people", []):
        wanted.setdefault(person["name"], set()).update(person["e164"])
    assert {name: people.get(name) for name in wanted} == wanted
    assert expected["outcome"] != "ok with warning" or answer["warnings"]


@pytest.mark.parametrize("name", NOBODY)
def test_workbooks_without_people_are_refused(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert dry_run(name, capsys, 1)["people"] == []


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_no_traceback_and_no_silence(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["import", str(DATA / name), "--country", EXPECTED[name]["country"]])
    said = capsys.readouterr()
    assert "Traceback" not in said.err
    assert (said.out if code == 0 else said.err).strip()
    assert code in (0, 1)


@pytest.mark.parametrize(
    ("name", "people", "lines"),
    [
        ("csv/frictionless/blank-rows-multiple.csv", ["John", "Julie"], []),
        ("csv/frictionless/bom.csv", ["english", "中国人"], []),
        ("csv/frictionless/defective-rows.csv", ["John", "Julie"], []),
        ("csv/frictionless/latin1.csv", ["english"], [3]),
        ("csv/frictionless/structure-errors.csv", ["John", "Julie"], [5]),
        ("csv/frictionless/table.tsv", ["english", "中国人"], [4]),
        ("csv/tb_semicolon.csv", ["John Doe", "Jane Doe"], []),
    ],
)
def test_other_peoples_files(name: str, people: list[str], lines: list[int]) -> None:
    done = plan(DATA / name)
    assert [person.name for person in done.people] == people
    assert [skipped.line for skipped in done.skipped] == lines


def test_a_vcard_under_another_name_is_read_as_what_it_is() -> None:
    assert [p.name for p in plan(DATA / "csv/calllist/vcf_named.csv").people] == ["Ada Byron"]


@pytest.mark.parametrize("name", ["simple", "empty", "utf8", "newlines"])
def test_tables_without_people_are_refused(name: str) -> None:
    fatal = plan(DATA / f"csv/spectrum/{name}.csv").fatal
    assert "No column of names" in fatal
    assert "--map" in fatal


def test_hostile_text_is_cleaned_and_everybody_kept() -> None:
    done = plan(DATA / "strings/hostile_open_calllist.csv")
    assert (done.records, done.contacts, done.with_phone, done.duplicates) == (92, 92, 92, 0)
    assert sorted(n.e164 for p in done.people for n in p.numbers)[0] == "+442079460000"
    for person in done.people:
        assert all(n.callable for n in person.numbers)
        for text in (person.name, person.account, person.notes, *person.fields.values()):
            assert not set(text) & {
                chr(c) for c in [*range(32), *range(0x7F, 0xA0), *range(0x202A, 0x202F)]
            } - {"\n"}
