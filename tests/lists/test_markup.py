"""Tables in markup."""

import random
from pathlib import Path

import pytest

from tests.lists.planning import plan, written
from tui.core.ports import ImportPlan
from tui.lists.reader import Listed, Wish, read, sheets

TABLE = (
    "<table><tr><th>Name</th><th>Phone</th></tr>\n"
    "<tr><td>Ada &amp; Co</td><td>+44&nbsp;20&#32;7946 0101</td></tr>\n"
    "<tr><td>Chlo&euml;</td><td>+44 20 7946 0202</td></tr></table>"
)


def page(tmp_path: Path, text: str | bytes, name: str = "export.xls") -> ImportPlan:
    return plan(written(tmp_path, text, name))


def cells(tmp_path: Path, text: str) -> list[list[str]]:
    return [row.cells for row in read(written(tmp_path, text, "export.xls")).rows()]


@pytest.mark.parametrize(
    "text",
    [
        TABLE,
        f"<html><head><title>x</title><style>p{{}}</style></head>{TABLE}</html>",
        f'<html xmlns:x="urn:x"><![if x]><!--[if gte mso 9]><xml>y</xml><![endif]-->{TABLE}<![endif]>',
        f"\n\n  <!-- made by a CRM -->\n<TABLE><tr><td>Menu</td></tr></TABLE><p>{TABLE}",
        f"<table><tr><td>{TABLE}</td><td>beside</td></tr></table>",
        TABLE.replace("</td>", "").replace("</tr>", "").replace("</th>", ""),
    ],
)
def test_the_largest_table_is_read(tmp_path: Path, text: str) -> None:
    done = page(tmp_path, text)
    assert [(p.name, p.numbers[0].e164) for p in done.people] == [
        ("Ada & Co", "+442079460101"),
        ("Chloë", "+442079460202"),
    ]


def test_lines_are_those_of_the_file(tmp_path: Path) -> None:
    assert [p.line for p in page(tmp_path, TABLE).people] == [2, 3]


def test_spans_keep_the_columns_in_place(tmp_path: Path) -> None:
    text = (
        "<table><tr><td colspan=3>Leads</td></tr><tr><th>Company</th><th>Name</th><th>Phone</th></tr>"
        "<tr><td rowspan=2>Acme</td><td>Ada</td><td>1</td></tr><tr><td>Ben</td><td>2</td></tr>"
        "<tr><td></td><td>Cleo</td><td>3</td></tr></table>"
    )
    assert cells(tmp_path, text) == [
        ["Leads", "", ""],
        ["Company", "Name", "Phone"],
        ["Acme", "Ada", "1"],
        ["Acme", "Ben", "2"],
        ["", "Cleo", "3"],
    ]


def test_a_number_is_taken_as_it_is_and_not_as_it_is_shown(tmp_path: Path) -> None:
    row = "<tr><td>Ada</td><td x:num='447700900123'>4.47E+11</td></tr>"
    text = f"<table><tr><td>Name</td><td>Phone</td></tr>{row}</table>"
    assert page(tmp_path, text).people[0].numbers[0].e164 == "+447700900123"


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ('<meta http-equiv="Content-Type" content="text/html; charset=windows-1250">', "cp1250"),
        ('<meta charset="shift_jis">', "cp932"),
        ("", "utf-8"),
        ("", "utf-16"),
    ],
)
def test_the_encoding_that_a_page_declares(tmp_path: Path, head: str, encoding: str) -> None:
    name = "Jiří" if encoding == "cp1250" else "佐藤 太郎"
    text = f"<html>{head}{TABLE.replace('Chlo&euml;', name)}</html>"
    assert page(tmp_path, text.encode(encoding)).people[1].name == name


EXCEL = """<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
<Worksheet ss:Name="Cover"><Table>
<Row><Cell><Data ss:Type="String">Hello</Data></Cell></Row></Table></Worksheet>
<Worksheet ss:Name="Leads"><Table>
<Row><Cell><Data ss:Type="String">Name</Data></Cell><Cell/>
 <Cell><Data ss:Type="String">Phone</Data></Cell></Row>
<Row ss:Index="4"><Cell><Data ss:Type="String">Ada &amp; <![CDATA[Co]]></Data></Cell>
 <Cell ss:Index="3"><Data ss:Type="Number">4.47700900123E11</Data></Cell></Row>
<Row><Cell><Data ss:Type="Error">#N/A</Data></Cell>
 <Cell ss:Index="3"><Data ss:Type="Number">442079460101</Data></Cell></Row>
</Table></Worksheet></Workbook>
"""


def test_excels_own_xml(tmp_path: Path) -> None:
    path = written(tmp_path, EXCEL, "export.xls")
    sheet = read(path)
    assert [(row.line, row.cells) for row in sheet.rows()] == [
        (1, ["Name", "", "Phone"]),
        (4, ["Ada & Co", "", "447700900123"]),
        (5, ["", "", "442079460101"]),
    ]
    assert sheet.form == "Excel XML, sheet 'Leads'"
    assert sheets(path) == [Listed("Leads", 3, 3), Listed("Cover", 1, 1)]
    assert [row.cells for row in read(path, Wish(sheet="cover")).rows()] == [["Hello"]]
    assert [p.numbers[0].e164 for p in plan(path).people] == ["+447700900123", "+442079460101"]


@pytest.mark.parametrize(
    "text", ["<html><body><p>Not found</p></body></html>", "<?xml version='1.0'?><a><b/></a>"]
)
def test_a_page_without_a_table_is_refused(tmp_path: Path, text: str) -> None:
    assert "holds no table" in page(tmp_path, text).fatal


def test_a_tag_that_never_ends_is_no_hang(tmp_path: Path) -> None:
    assert "never ends" in page(tmp_path, "<html><!-- " + "x" * 3_000_000).fatal
    assert "never ends" in page(tmp_path, "<table>" + "<!--" * 40_000).fatal


def test_spans_do_not_add_up_to_a_table_without_end(tmp_path: Path) -> None:
    found = cells(tmp_path, "<table>" + "<tr><td colspan=1000 rowspan=1000>x<td>y" * 40)
    assert {len(row) for row in found} == {1000}


def test_any_bytes_end_in_a_plan(tmp_path: Path) -> None:
    dice = random.Random(4)
    for data in (TABLE.encode(), EXCEL.encode()):
        for at in range(1, len(data), len(data) // 25):
            done = page(tmp_path, data[:at])
            assert done.contacts or done.fatal
        for _ in range(60):
            bent = bytearray(data)
            for _ in range(dice.randint(1, 8)):
                bent[dice.randrange(len(bent))] = dice.randrange(256)
            done = page(tmp_path, bytes(bent))
            assert done.contacts or done.fatal
