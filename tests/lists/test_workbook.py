"""Workbooks and archives."""

import json
import struct
import subprocess
import sys
import zlib
from pathlib import Path

import pytest

from tests.lists.books import ods, packed, xlsb, xlsx
from tests.lists.planning import DATA, plan, written
from tui.core.ports import ImportPlan
from tui.lists import workbook_child
from tui.lists.reader import Listed, Unreadable, Wish, read, sheets

PEOPLE = [["Name", "Phone"], ["Ada", "+44 20 7946 0101"], ["Ben", 447700900123.0]]

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: Two cells in opposite corners, the table between them being half a terabyte.
FAR = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'


def book(tmp_path: Path, data: bytes, name: str = "book.xlsx") -> ImportPlan:
    return plan(written(tmp_path, data, name))


def test_numbers_are_written_out_and_lines_are_rows_of_the_sheet(tmp_path: Path) -> None:
    rows = [
        ["Our list of 2026"],
        [],
        ["Name", "Phone", "Age", "Rate", "Met", "Ok"],
        ["Ada", 447700900123.0, 41.0, 0.1, "x", True],
        ["Ben", "+44 20 7946 0101", 1e-7, -2.5, None, "#N/A"],
    ]
    done = book(tmp_path, xlsx({"Leads": rows}))
    assert [(p.line, p.name, p.numbers[0].e164) for p in done.people] == [
        (4, "Ada", "+447700900123"),
        (5, "Ben", "+442079460101"),
    ]
    assert done.people[0].fields["Age"] == "41"
    assert done.people[0].fields["Ok"] == "TRUE"
    assert done.people[1].fields["Age"] == "0.0000001"
    assert "Ok" not in done.people[1].fields


def test_a_number_longer_than_excel_can_keep_is_not_dialed(tmp_path: Path) -> None:
    done = book(tmp_path, xlsx({"A": [["Name", "Phone"], ["Ada", 4420794601011234567.0]]}))
    assert not done.people[0].numbers[0].callable
    assert "lost digits in Excel" in done.warnings[-1]


def test_the_sheet_with_people_is_read_and_said(tmp_path: Path) -> None:
    data = xlsx(
        {
            "Cover": [["Sales 2026"], ["by Ada"]],
            "Prices": [["Item", "Price"], *[[f"thing {n}", n] for n in range(50)]],
            "Leads": PEOPLE,
            "Old": [*PEOPLE, ["Cleo", "+44 20 7946 0303"], ["Dan", "+44 20 7946 0404"]],
        },
        hidden=["Old"],
    )
    done = book(tmp_path, data)
    assert [p.name for p in done.people] == ["Ada", "Ben"]
    assert "'Leads'" in done.warnings[0]
    assert "'Old' (hidden)" in done.warnings[0]
    assert "--sheet" in done.warnings[0]
    path = written(tmp_path, data, "book.xlsx")
    assert sheets(path)[0] == Listed("Leads", 3, 2)
    assert [row.cells[0] for row in read(path, Wish(sheet="old")).rows()][-1] == "Dan"
    assert read(path, Wish(sheet="2")).form == "workbook, sheet 'Prices'"
    with pytest.raises(Unreadable, match=r"no sheet 'New'.*'Cover', 'Prices', 'Leads', 'Old'"):
        read(path, Wish(sheet="New"))


def test_a_workbook_without_people_is_refused_unless_a_sheet_is_named(tmp_path: Path) -> None:
    path = written(tmp_path, xlsx({"Cities": [["id", "name"], [1, "london"]], "Empty": []}), "book.xlsx")
    assert "'Cities'" in plan(path).fatal
    assert "--sheet" in plan(path).fatal
    assert len(read(path, Wish(sheet="cities")).head) == 2


def test_formulas_without_a_result_are_empty_and_said(tmp_path: Path) -> None:
    rows = [["Name", "Phone", "Note"], ["Ada", "+44 20 7946 0101", "=A2"], ["Ben", "=B2", None]]
    done = book(tmp_path, xlsx({"Leads": rows}))
    assert [len(p.numbers) for p in done.people] == [1, 0]
    assert any("2 formulas were saved without a result" in warning for warning in done.warnings)
    known = '<row r="1"><c r="A1"><f>1</f><v>Name</v></c><c r="B1" t="str"><f>2</f><v></v></c></row>'
    assert workbook_child.uncalculated(xlsx({"A & B": known}), "A & B") == 0


def test_a_cell_merged_over_rows_is_said_in_each(tmp_path: Path) -> None:
    rows = [
        ["Company", "Name", "Phone"],
        ["Acme", "Ada", "+44 20 7946 0101"],
        [None, "Ben", "+44 20 7946 0202"],
        [None, "Cleo", "+44 20 7946 0303"],
    ]
    done = book(tmp_path, xlsx({"Leads": rows}, merged=["A2:A3"]))
    assert [p.account for p in done.people] == ["Acme", "Acme", ""]


def test_trailing_empty_cells_make_no_short_rows(tmp_path: Path) -> None:
    rows = [["Name", "Phone", "Notes"], ["Ada", "+44 20 7946 0101"], ["Ben", "+44 20 7946 0202", "hi"]]
    assert book(tmp_path, xlsx({"Leads": rows})).warnings == ()


def test_open_document_binary_and_old_excel(tmp_path: Path) -> None:
    for data, name in ((ods(PEOPLE), "a.ods"), (xlsb(PEOPLE), "a.xlsb")):
        numbers = [p.numbers[0].e164 for p in book(tmp_path, data, name).people]
        assert numbers == ["+442079460101", "+447700900123"]
    done = plan(DATA / "books/people.xls")
    assert [(p.line, p.name, p.numbers[0].e164) for p in done.people] == [
        (3, "Ada Byron", "+447700900123"),
        (4, "Zoë Weiß", "+442079460101"),
    ]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (xlsx({"Leads": PEOPLE})[:-40], "damaged"),
        (xlsx({"Leads": PEOPLE})[:900], "damaged"),
        (packed({"xl/workbook.xml": b"<nonsense"}), "damaged"),
        (packed({"content.xml": b"<nonsense", "mimetype": b"x"}), "damaged"),
        (OLE + bytes(3000), "damaged"),
        (OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "password"),
        (
            packed({"content.xml": b"\1\2", "META-INF/manifest.xml": b"<manifest:encryption-data x='1'/>"}),
            "password",
        ),
        (packed({"word/document.xml": b"<w/>"}), "Word document"),
        (packed({}), "empty"),
        (xlsx({"Empty": []}), "empty"),
        (xlsx({"A": FAR}), "larger than can be opened"),
    ],
)  # fmt: skip
def test_what_cannot_be_opened_is_refused_with_a_sentence(tmp_path: Path, data: bytes, why: str) -> None:
    assert why in book(tmp_path, data).fatal


@pytest.mark.parametrize("name", ["list.xlsx", "list.xls", "list.ods"])
def test_a_text_under_the_name_of_a_workbook_is_read_as_text(tmp_path: Path, name: str) -> None:
    assert [p.name for p in plan(written(tmp_path, "Name;Phone\nAda;+44 20 7946 0101\n", name)).people] == [
        "Ada"
    ]


# ---------------------------------------------------------------------------------------------- archives


CSV = b"Name,Phone\nAda,+44 20 7946 0101\n"


@pytest.mark.parametrize(
    "members",
    [
        {"list.csv": CSV},
        {"a folder/list.CSV": CSV, "__MACOSX/a folder/._list.CSV": b"\0\5", "read me.pdf": b"%PDF"},
        {"export": CSV},
        {"people.vcf": b"BEGIN:VCARD\nFN:Ada\nTEL:+44 20 7946 0101\nEND:VCARD\n"},
        {"people.xlsx": xlsx({"Leads": PEOPLE[:2]})},
    ],
)
def test_the_one_list_in_an_archive_is_read(tmp_path: Path, members: dict[str, bytes]) -> None:
    done = book(tmp_path, packed(members), "list.zip")
    assert [(p.name, p.numbers[0].e164) for p in done.people] == [("Ada", "+442079460101")]


def test_of_several_lists_one_is_to_be_named(tmp_path: Path) -> None:
    path = written(
        tmp_path, packed({"old/a.csv": CSV, "b.csv": b"Name,Phone\nBen,020 7946 0202\n"}), "all.zip"
    )
    fatal = plan(path).fatal
    assert "'old/a.csv', 'b.csv'" in fatal
    assert "--sheet" in fatal
    assert [listed.name for listed in sheets(path)] == ["old/a.csv", "b.csv"]
    assert read(path, Wish(sheet="B.csv")).head[1].cells[0] == "Ben"
    assert "nothing" in book(tmp_path, packed({"a.png": b"\x89PNG", "b.pdf": b"%PDF"}), "x.zip").fatal.lower()


def test_bombs_and_broken_archives(tmp_path: Path) -> None:
    bomb = bytearray(packed({"list.csv": CSV}))
    at = bomb.index(b"PK\x01\x02")
    bomb[at + 24 : at + 28] = struct.pack("<I", 0xF0000000)
    assert "1 GB" in book(tmp_path, bytes(bomb), "bomb.zip").fatal
    whole = bytearray(packed({"list.csv": CSV * 50}))
    whole[60] ^= 0xFF
    assert "damaged" in book(tmp_path, bytes(whole), "broken.zip").fatal
    assert "archive" in book(tmp_path, packed({"inner": packed({"list.csv": CSV})}), "nested.zip").fatal


def test_the_process_that_opens_workbooks_imports_nothing_of_ours(tmp_path: Path) -> None:
    said = subprocess.run(
        [sys.executable, "-I", workbook_child.__file__, "look"],
        input=xlsx({"Leads": PEOPLE}),
        capture_output=True,
        check=True,
        cwd=tmp_path,
    )
    assert json.loads(said.stdout)["name"] == "Leads"
    assert zlib.crc32(said.stderr) == 0
