"""Do-not-call files: every shape they come in, and what each says."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from tests.lists.planning import DATA, written
from tui.core.lists.dnc import holds, size, unpack
from tui.core.people import phone
from tui.lists.dnc.numbers import Numbers
from tui.lists.dnc.reader import DncFile, read_dnc

A, B, C = "+12015550144", "+12015550162", "+12125550123"


def said(folder: Path, text: str | bytes, country: str = "US", name: str = "list.txt") -> DncFile:
    return read_dnc(written(folder, text, name), country)


#: What the file is, its text, the numbers on it.
FULL = [
    ("a number a line", "2015550144\n2015550162\n", [A, B]),
    ("blank lines and comments", "# our list\n\n2015550144\n\n// old\n  \n2015550162\n# end", [A, B]),
    ("a header", "Phone\n2015550144\n", [A]),
    ("a header that could be a flag", "Do Not Call\n2015550144\n", [A]),
    ("a header nobody knows", "Teilnehmer;Anlass\n2015550144;x\n", [A]),
    ("quotes", '"2015550144"\r\n"2015550162"\r\n', [A, B]),
    ("a mark of UTF-8", "\ufeff2015550144\n", [A]),
    ("several a line", "(201) 555-0144, 201.555.0162; 1-212-555-0123\n", [A, B, C]),
    ("two numbers written as one", "Phone\n201-555-0144/0162\n", [A, "+12015550162"]),
    ("several a line, few in the last", "2015550144,2015550162\n2125550123\n", [A, B, C]),
    ("area code and number", "201,5550144\n201,5550162\n212,5550123\n", [A, B, C]),
    ("the same with semicolons and a header", "AreaCode;PhoneNumber\n201;555-0144\n", [A]),
    ("area code, exchange and line", "201,555,0144\n201,555,0162\n", [A, B]),
    ("the same with a header", "NPA,NXX,Line Number\n201,555,0144\n", [A]),
    ("an area code that is there already", "number,area_code\n2015550144,201\n", [A]),
    ("tabs and a date", "2015550144\t2026-01-05\n2015550162\t2026-01-05\n", [A, B]),
    ("dates of digits alone", "2015550144,20260105\n2015550162,20260106\n", [A, B]),
    ("two columns of numbers", "MOBILE_PHONE,HOME_PHONE\n2015550144,\n,2015550162\n", [A, B]),
    ("numbers of people", "id,phone\n10000001,2015550144\n10000002,2015550162\n", [A, B]),
    ("kinds that are no changes", "Number,Type\n2015550144,Residential\n2015550162,Mobile\n", [A, B]),
    ("a title above the header", "Registry of 5 Jan 2026\n\nName,Number\nx,2015550144\n", [A]),
    (
        "XML of the registry",
        '<list type="full">\n<ac val="201"><ph val="5550144"/></ac>'
        '<ac val="212"><ph val="5550123"/></ac></list>',
        [A, C],
    ),
    (
        "XML of records",
        "<x:dnc xmlns:x='u'><x:row><x:phone>2015550144</x:phone><x:id>7</x:id></x:row></x:dnc>",
        [A],
    ),
    ("XML in parts", "<d><r><number>5550144</number><areacode>201</areacode></r></d>", [A]),
]


@pytest.mark.parametrize(("what", "text", "numbers"), FULL)
def test_full_lists(tmp_path: Path, what: str, text: str, numbers: list[str]) -> None:
    found = said(tmp_path, text)
    assert (found.full, list(unpack(found.added)), found.dropped, found.fatal) == (True, numbers, {}, "")


#: What came, what went.
CHANGES = [
    ("of the registry", "201,5550144,2026-01-05,A\n201,5550162,2026-01-05,D\n", [A], [B]),
    ("the mark first", "A,201,5550144\nD,201,5550162\n", [A], [B]),
    ("words", "Phone Number,Action,Date\n2015550144,ADD,1/5/2026\n2015550162,Removed,1/5/2026\n", [A], [B]),
    ("nothing deleted", "2015550144,A\n2015550162,A\n", [A, B], []),
    (
        "the last word counts",
        "2015550144,A\n2015550162,A\n2015550144,D\n2015550162,D\n2015550162,A\n",
        [B],
        [A],
    ),
    (
        "a mark within",
        '<l><ac val="201"><ph val="5550144"><ch type="A"/></ph><ph val="5550162" action="D"/></ac></l>',
        [A],
        [B],
    ),
    (
        "groups",
        "<l><added><phone>2015550144</phone></added><deleted><phone>2015550162</phone></deleted></l>",
        [A],
        [B],
    ),
]


@pytest.mark.parametrize(("what", "text", "came", "went"), CHANGES)
def test_lists_of_changes(tmp_path: Path, what: str, text: str, came: list[str], went: list[str]) -> None:
    found = said(tmp_path, text)
    assert (found.full, list(unpack(found.added)), list(unpack(found.dropped))) == (False, came, went)


@pytest.mark.parametrize(
    ("text", "country", "numbers"),
    [
        (
            "020 7946 0101\n+44 (0)20 7946 0102\n442079460103\n0044 20 7946 0104",
            "GB",
            [f"+44207946010{n}" for n in "1234"],
        ),
        ("030;23125321\n0211;5551234\n", "DE", ["+492115551234", "+493023125321"]),
        ("201,5550144\n", "GB", [A]),
        ("Telefon;Land\n030 23125321;DE\n020 7946 0101;GB\n", "US", ["+442079460101", "+493023125321"]),
        ("2015550144\n020 7946 0101\n+442079460102\n", "US", [A, "+442079460101", "+442079460102"]),
    ],
)
def test_numbers_of_other_countries(tmp_path: Path, text: str, country: str, numbers: list[str]) -> None:
    assert list(unpack(said(tmp_path, text, country).added)) == numbers


def test_rows_that_say_no_are_not_on_the_list(tmp_path: Path) -> None:
    found = said(
        tmp_path,
        "Name,Phone,Do Not Call\nA,2015550144,TRUE\nB,2015550162,No\nC,2125550123,\nD,2125550124,5 Jan 26\n",
    )
    assert list(unpack(found.added)) == [A, "+12125550124"]
    assert [(s.line, s.why) for s in found.skipped] == [
        (3, "'Do Not Call' is 'No'"),
        (4, "'Do Not Call' is ''"),
    ]
    found = said(tmp_path, "phone,status\n2015550144,active\n2015550162,expired\n")
    assert (found.full, list(unpack(found.added))) == (True, [A])


def test_what_is_no_number_is_told_with_its_line(tmp_path: Path) -> None:
    found = said(tmp_path, "2015550144\nn/a\n555-0144\n2.01556E+09\nTotal: 4\n2015550162, later\n")
    assert [(s.line, s.why) for s in found.skipped] == [
        (2, "'n/a': no number"),
        (3, "'555-0144': not a full number of US"),
        (4, "'2.01556E+09': Excel has rounded it: digits are lost"),
        (5, "'Total: 4': a short number or only part of one"),
    ]
    assert (found.records, list(unpack(found.added))) == (6, [A, B])


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (b"", "The file is empty."),
        (b" \n\n", "The file is empty."),
        (b"Name,Reason\nAda,asked\n", "Not one of its 2 lines is read as a number"),
        (b"<html><body>2015550144</body></html>", "web page"),
        (b'<list><ac val="201"><ph val="555', "It is broken XML"),
        (b"<list><other/></list>", "Not one of its 0 lines"),
        (b'<!DOCTYPE l [<!ENTITY a "2015550144">]><l><ph>&a;</ph></l>', "entities"),
        (b"%PDF-1.7", "This is a PDF"),
    ],
)
def test_nothing_is_made_of_files_without_numbers(tmp_path: Path, text: bytes, says: str) -> None:
    found = said(tmp_path, text)
    assert says in found.fatal
    assert (found.added, found.dropped) == ({}, {})


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    assert read_dnc(tmp_path / "no.txt", "US").fatal == "There is no such file."
    assert "folder" in read_dnc(tmp_path, "US").fatal


@pytest.mark.parametrize(
    ("name", "numbers", "records"),
    [
        ("ftc_full_flat_comma.txt", 600, 600),
        ("state_registry.csv", 50, 50),
        ("internal_suppression_messy.csv", 7, 9),
    ],
)
@pytest.mark.parametrize("country", ["US", "GB"])
def test_the_samples(name: str, numbers: int, records: int, country: str) -> None:
    found = read_dnc(DATA / "dnc" / name, country)
    assert (size(found.added), found.records, found.full) == (numbers, records, True)


def test_the_samples_to_the_number() -> None:
    """Every line of them, read in the plainest way."""
    flat = (DATA / "dnc/ftc_full_flat_comma.txt").read_text().split()
    found = read_dnc(DATA / "dnc/ftc_full_flat_comma.txt", "US")
    assert list(unpack(found.added)) == sorted("+1" + line.replace(",", "") for line in flat)
    table = (DATA / "dnc/state_registry.csv").read_text().split()[1:]
    found = read_dnc(DATA / "dnc/state_registry.csv", "US")
    assert list(unpack(found.added)) == sorted("+1" + line.partition(",")[0] for line in table)
    assert not read_dnc(DATA / "dnc/empty.txt", "US").added


def test_the_messy_sample_to_the_number() -> None:
    found = read_dnc(DATA / "dnc/internal_suppression_messy.csv", "GB")
    assert list(unpack(found.added)) == [
        "+12125550123", "+12125550124", "+12125550125", "+441134960456",
        "+442079460101", "+442079460102", "+493023125321",
    ]  # fmt: skip
    assert [s.line for s in found.skipped] == [9, 10]


@pytest.mark.parametrize("country", ["US", "GB", "DE", "FR"])
def test_what_was_learned_of_one_number_is_true_of_those_written_alike(country: str) -> None:
    chance = random.Random(country)
    numbers = Numbers(country)
    starts = [
        "020",
        "0161",
        "07700",
        "201",
        "1201",
        "030",
        "0151",
        "+44",
        "+1",
        "00",
        "44",
        "33",
        "06",
        "0",
        "8",
    ]
    for _ in range(3000):
        text = chance.choice(starts) + "".join(chance.choices("0123456789", k=chance.randint(4, 10)))
        e164, _why = numbers.read(text)
        assert e164 == phone.read(text, country, hints=lambda: [country]).number.e164 or not e164, text


def test_no_hostile_text_breaks_it(tmp_path: Path) -> None:
    for text in json.loads((DATA / "strings/blns.json").read_text()):
        found = said(tmp_path, f"2015550144\n{text}\n2015550162\n")
        assert holds(found.added, A) or found.fatal, text


def test_a_column_called_dnc_that_says_yes_and_no(tmp_path: Path) -> None:
    found = said(tmp_path, "phone,dnc\n2015550144,yes\n2015550162,no\n")
    assert list(unpack(found.added)) == [A]
    assert list(unpack(said(tmp_path, "name,dnc\nAda,2015550144\n").added)) == [A]


def test_a_remark_behind_a_number_does_not_free_it(tmp_path: Path) -> None:
    found = said(tmp_path, "2015550144 # asked twice\n2015550162 // lawyer\n2125550123 #9\n")
    assert list(unpack(found.added)) == [A, B, C]


def test_numbers_with_only_spaces_between_them(tmp_path: Path) -> None:
    assert list(unpack(said(tmp_path, "2015550144 2015550162 2125550123\n").added)) == [A, B, C]
