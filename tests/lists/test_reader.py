"""Bytes to rows."""

import itertools
import random
import tracemalloc
from pathlib import Path

import pytest

from tests.lists.planning import DATA, plan, written
from tui.lists.plan import Stopped
from tui.lists.reader import Sheet, Unreadable, Wish, read

TEXT = "Name,Phone\nChloë Brontë,+44 20 7946 0101\n李小龍,+852 5555 0101\n"


def cells(sheet: Sheet) -> list[list[str]]:
    return [row.cells for row in sheet.rows() if any(row.cells)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    assert cells(read(written(tmp_path, TEXT.encode(encoding))))[1:] == [
        ["Chloë Brontë", "+44 20 7946 0101"],
        ["李小龍", "+852 5555 0101"],
    ]


def test_windows_text_is_said_to_be_guessed(tmp_path: Path) -> None:
    sheet = read(written(tmp_path, "Name\nZoë “Zed” O’Brien\nWeiß\n".encode("cp1252")))
    assert cells(sheet)[1:] == [["Zoë “Zed” O’Brien"], ["Weiß"]]
    assert "cp1252" in sheet.warnings[0]


def test_one_broken_spot_does_not_make_a_utf8_file_windows(tmp_path: Path) -> None:
    data = "Name\nChloë\nZoë\nRenée\nJosé\n".encode() + b"Jos\xe9 X\n"
    sheet = read(written(tmp_path, data))
    assert cells(sheet)[1] == ["Chloë"]
    assert sheet.warnings


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_delimiters_and_line_ends(tmp_path: Path, delimiter: str, end: str) -> None:
    rows = [["Name", "Company", "Phone"], ["Ben", "Lagos Freight, Inc.; Ltd", "1"], ["Ada", "a | b", "2"]]
    text = end.join(delimiter.join(f'"{c}"' if delimiter in c else c for c in row) for row in rows)
    assert cells(read(written(tmp_path, text))) == rows


def test_lines_are_those_of_the_file(tmp_path: Path) -> None:
    sheet = read(written(tmp_path, 'sep=;\r\nName;Notes\r\nAda;"two\r\nlines"\r\n\r\nBen;x'))
    assert [(row.line, row.cells) for row in sheet.rows() if any(row.cells)] == [
        (2, ["Name", "Notes"]),
        (3, ["Ada", "two\r\nlines"]),
        (6, ["Ben", "x"]),
    ]


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ('a,b\n"Ada ""Lady"" B",x\n', ['Ada "Lady" B', "x"]),
        ('a,b\n"Ada \\"Lady\\" B",x\n', ['Ada "Lady" B', "x"]),
        ('a,b\n"C:\\temp\\",x\n', ["C:\\temp\\", "x"]),
    ],
)
def test_quotes_in_cells(tmp_path: Path, text: str, want: list[str]) -> None:
    assert cells(read(written(tmp_path, text)))[1] == want


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ('Ben,"left a message', [["Ben", "left a message"]]),
        ('Ben,"left a message\non Tuesday', [["Ben", "left a message on Tuesday"]]),
        ('Ben,"left a\nCleo,fine\nDan,fine\n', [["Ben", "left a"], ["Cleo", "fine"], ["Dan", "fine"]]),
        (
            'Ben,"left a\nCleo,fine\nDan,"ok"\nEve,x',
            [["Ben", "left a"], ["Cleo", "fine"], ["Dan", "ok"], ["Eve", "x"]],
        ),
    ],
)
def test_a_quote_that_never_closes_costs_one_cell(tmp_path: Path, text: str, want: list[list[str]]) -> None:
    sheet = read(written(tmp_path, f"Name,Notes\nAda,ok\n{text}"))
    assert cells(sheet)[2:] == want
    assert "line 3" in sheet.warnings[0]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "empty"),
        (b" \r\n\t ", "empty"),
        (b"sep=;\r\n", "empty"),
        (b"PK\x03\x04rest", "workbook"),
        (b"%PDF-1.7", "PDF"),
        (b"<!doctype html><p>", "web page"),
        (b'{"a": 1}', "JSON"),
        (b'["vcard",[["fn",{},"text","Ada"]]]', "JSON"),
        (b"BEGIN:VCALENDAR\n", "calendar"),
        (b"dn: cn=Ada\ncn: Ada\n", "LDIF"),
        (b"Received: from x\n\nhello", "e-mail"),
        (b"{\\rtf1 hello}", "RTF"),
        (b"MIME-Version: 1.0\n", "MHTML"),
        (b"Rar!\x1a\x07\x01", "packed"),
        (bytes(range(256)) * 20, "no text"),
    ],
)
def test_what_is_no_list_is_named(tmp_path: Path, data: bytes, why: str) -> None:
    with pytest.raises(Unreadable, match=why):
        read(written(tmp_path, data))


def test_a_sheet_of_a_file_that_has_none_is_told(tmp_path: Path) -> None:
    assert "no sheets" in read(written(tmp_path, "Name\nAda\n"), Wish(sheet="Leads")).warnings[0]


def test_paths_that_are_no_file(tmp_path: Path) -> None:
    for path, why in (
        (tmp_path / "gone.csv", "no such file"),
        (tmp_path, "folder"),
        (Path("a\0b"), "cannot be read"),
    ):
        with pytest.raises(Unreadable, match=why):
            read(path)


def test_long_cells_and_nuls(tmp_path: Path) -> None:
    sheet = read(written(tmp_path, f"Name,Notes\nA\0da,{'x' * 200_000}\n"))
    assert sheet.head[1].cells[0] == "Ada"
    assert len(sheet.head[1].cells[1]) == 200_000


def test_a_long_list_is_not_held(tmp_path: Path) -> None:
    def size(rows: int) -> int:
        note = "x" * 1000
        path = written(tmp_path, "Name,Notes\n" + f'Ada,"{note}"\n' * rows)
        tracemalloc.start()
        sheet = read(path)
        assert sum(1 for _ in sheet.rows()) == rows + 1
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert len(sheet.head) < 1000
        return most

    assert size(20_000) < size(2_000) * 1.5


def test_a_quote_open_over_pages_costs_no_memory_and_nobody(tmp_path: Path) -> None:
    rows = "".join(f"Person {n},note {n}\n" for n in range(300_000))
    sheet = read(written(tmp_path, f'Name,Notes\nAda,"open\n{rows}'))
    found = [row.cells[0] for row in sheet.rows()]
    assert found[:3] == ["Name", "Ada", "Person 0"]
    assert len(found) == 300_002
    assert len(sheet.warnings) == 1


def test_progress_is_by_bytes_and_ends_at_the_end(tmp_path: Path) -> None:
    sheet = read(written(tmp_path, "Name,Notes\n" + f"Ada,{'x' * 100}\n" * 5_000))
    heard = [sheet.percent for _ in sheet.rows()]
    assert heard == sorted(heard)
    assert 20 < heard[2500] < 80
    assert sheet.percent == 100


def test_a_line_longer_than_any_ends(tmp_path: Path) -> None:
    for line in ("y" * 12_000_000, '"' + "y" * 12_000_000):
        sheet = read(written(tmp_path, f"Name,Notes\nAda,x\n{line}"))
        assert [row.cells[0] for row in sheet.rows()][:2] == ["Name", "Ada"]


def test_an_import_can_be_stopped(tmp_path: Path) -> None:
    asked = itertools.count()
    path = written(tmp_path, "Name\n" + "Ada\n" * 5_000)
    with pytest.raises(Stopped):
        plan(path, stopped=lambda: next(asked) == 3)
    assert next(asked) == 4


def test_any_bytes_end_in_a_plan(tmp_path: Path) -> None:
    dice = random.Random(11)
    samples = [path.read_bytes() for path in sorted((DATA / "csv").rglob("*.*sv")) if path.stat().st_size]
    path = tmp_path / "any.csv"
    for _ in range(250):
        data = (
            bytearray(dice.choice(samples))
            if dice.random() < 0.8
            else bytearray(dice.randbytes(dice.randint(1, 300)))
        )
        for _ in range(dice.randint(0, 6)):
            at = dice.randrange(len(data) + 1)
            data[at : at + dice.randint(0, 5)] = dice.choice(
                [b'"', b"\\", b"\r", b"\0", b"\xff", b",,,", b"\xc3", b"\n\n"]
            )
        path.write_bytes(bytes(data[: dice.randint(1, len(data) or 1)]))
        done = plan(path)
        assert done.contacts or done.fatal
        assert done.contacts == done.new
        assert done.records == done.contacts + done.duplicates + len(done.skipped) or done.fatal
