"""Cards of an address book."""

import base64
import random
from pathlib import Path

import pytest

from tests.lists.planning import plan, written
from tui.core.ports import ImportPlan, Person
from tui.lists.header_words import PHONES, field_of
from tui.lists.reader import Wish, read
from tui.lists.vcard_fields import HEADER, PHONE_COLUMNS


def cards(tmp_path: Path, text: str | bytes, country: str = "GB") -> ImportPlan:
    return plan(written(tmp_path, text, "book.vcf"), country=country)


def one(tmp_path: Path, *lines: str, version: str = "3.0") -> Person:
    body = "\r\n".join(["BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""])
    done = cards(tmp_path, body)
    assert len(done.people) == 1, (done.fatal, done.skipped)
    return done.people[0]


def test_our_header_is_understood_by_our_own_guess() -> None:
    assert [field_of(title) for title in HEADER[:17]] == [
        *("name", "account", "role"),
        *(kind or "phone" for kind in PHONE_COLUMNS),
        *("email", "place", "country", "zone", "notes", "do_not_call"),
    ]
    assert {kind for kind in PHONE_COLUMNS if kind} | {"phone"} == PHONES
    assert not any(field_of(title) for title in HEADER[17:])


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("TEL;CELL", "mobile"),
        ("TEL;TYPE=cell,voice", "mobile"),
        ('TEL;VALUE=uri;TYPE="work,cell"', "mobile"),
        ("TEL;type=IPHONE;type=pref", "mobile"),
        ("TEL;WORK;VOICE", "work"),
        ("tel;type=work;type=fax", "fax"),
        ("TEL;TYPE=MAIN", "main"),
        ("TEL;HOME", "home"),
        ("TEL;TYPE=PAGER", "pager"),
        ("TEL;TYPE=WORKFAX", "fax"),
        ("TEL;TYPE=X-OTHERFAX", "fax"),
        ("TEL;TYPE=WORK\\,VOICE", "work"),
        ("TEL", "other"),
        ("TEL;X-CUSTOM=something", "other"),
    ],
)
def test_kinds_of_numbers(tmp_path: Path, said: str, kind: str) -> None:
    (number,) = one(tmp_path, "FN:Ada", f"{said}:+44 20 7946 0101").numbers
    assert (number.e164, number.kind) == ("+442079460101", kind)


def test_labels_of_groups_say_the_kind(tmp_path: Path) -> None:
    person = one(
        tmp_path,
        "FN:Ada",
        "item1.TEL:+44 7700 900101",
        "item1.X-ABLabel:_$!<Mobile>!$_",
        "item2.TEL;type=VOICE:+44 20 7946 0101",
        "item2.X-ABLabel:Durchwahl",
    )
    assert {n.kind: n.e164 for n in person.numbers} == {"mobile": "+447700900101", "direct": "+442079460101"}


def test_tel_uris(tmp_path: Path) -> None:
    person = one(
        tmp_path, "FN:Ada", 'TEL;VALUE=uri;TYPE="voice,work":tel:+44-20-7946-0101;ext=5555', version="4.0"
    )
    assert [(n.e164, n.extension) for n in person.numbers] == [("+442079460101", "5555")]
    assert not one(tmp_path, "FN:Ada", "TEL;VALUE=uri:sip:ada@example.com").numbers


def test_the_preferred_comes_first(tmp_path: Path) -> None:
    person = one(
        tmp_path,
        "FN:Ada",
        "TEL;TYPE=work:+44 20 7946 0101",
        "TEL;TYPE=work;PREF=1:+44 20 7946 0202",
        "EMAIL:a@example.com",
        "EMAIL;PREF:b@example.com",
    )
    assert [n.e164 for n in person.numbers] == ["+442079460202", "+442079460101"]
    assert person.email == "b@example.com"
    assert person.fields["Further e-mails"] == "a@example.com"


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        (["FN:Mr. Ada Byron\\, Sr.", "N:Byron;Ada"], "Mr. Ada Byron, Sr."),
        (["N:Byron;Ada;;Countess;"], "Countess Ada Byron"),
        (["N:安藤;ロイド;;;"], "安藤 ロイド"),
        (["FN:", "N:;;;;", "NICKNAME:Ada"], "Ada"),
        (["N:A\\;B;Ada"], "Ada A;B"),
        (["N:Schmidt,Müller;Anna,Maria;;Dr.,Prof.;"], "Dr. Prof. Anna Maria Schmidt Müller"),
        (["N:Byron\\, Sr.;Ada"], "Ada Byron, Sr."),
        (["FN:Back\\\\slash"], "Back\\slash"),
    ],
)
def test_names(tmp_path: Path, lines: list[str], name: str) -> None:
    assert one(tmp_path, *lines, "EMAIL:a@example.com").name == name


def test_a_card_within_a_quoted_text_stands_further_right(tmp_path: Path) -> None:
    done = cards(
        tmp_path,
        "  BEGIN:VCARD\n  VERSION:3.0\n  FN:Ida\n    Indent\n  TEL:+44 20 7946 0101\n  END:VCARD\n"
        "BEGIN:VCARD\nVERSION:3.0\nFN:Next\nEND:VCARD\n",
    )
    assert [person.name for person in done.people] == ["Ida Indent", "Next"]
    assert [number.e164 for number in done.people[0].numbers] == ["+442079460101"]


def test_quoted_printable_in_no_charset_that_is_named(tmp_path: Path) -> None:
    """As Outlook wrote it for years: Windows-1252, and the line does not say so."""
    done = cards(
        tmp_path,
        "BEGIN:VCARD\nVERSION:2.1\nN;ENCODING=QUOTED-PRINTABLE:M=FCller;J=F6rg\nEND:VCARD\n"
        "BEGIN:VCARD\nVERSION:2.1\nFN;ENCODING=QUOTED-PRINTABLE:Zo=C3=\n=AB\nEND:VCARD\n",
    )
    assert [person.name for person in done.people] == ["Jörg Müller", "Zoë"]
    assert "cp1252" in done.form
    done = cards(tmp_path, "BEGIN:VCARD\nVERSION:2.1\nFN;ENCODING=QUOTED-PRINTABLE:Zo=C3=\n=AB\nEND:VCARD\n")
    assert done.warnings == ()


@pytest.mark.parametrize(
    ("line", "callable_"),
    [("X-DO-NOT-CALL:1", False), ("X-DO-NOT-CALL:0", True), ("X-DONOTCALL:yes", False), ("X-OTHER:1", True)],
)
def test_a_mark_of_a_program_of_its_own(tmp_path: Path, line: str, callable_: bool) -> None:
    person = one(tmp_path, "FN:Ada", "TEL:+44 20 7946 0101", line)
    assert (not person.do_not_call) == callable_


def test_pieces_outside_are_counted(tmp_path: Path) -> None:
    card = "BEGIN:VCARD\nFN:Ada\nEND:VCARD\n"
    assert any("1 piece of the file belongs" in said for said in cards(tmp_path, f"A\n{card}").warnings)
    assert any("2 pieces of the file belong to" in said for said in cards(tmp_path, f"A\n{card}B\n").warnings)


def test_company_title_place_and_notes(tmp_path: Path) -> None:
    person = one(
        tmp_path,
        "FN:Ada",
        "ORG:IBM;Accounting;Dungeon",
        "TITLE:Head of Sales",
        "ROLE:Buyer",
        "ADR;HOME:;;1 Hill;Bath;;BA1;UK",
        "ADR;WORK:;;2 Dock Rd;London;Greater London;N1;United Kingdom",
        "TZ:Europe/London",
        "NOTE:One\\nTwo\\, three",
        "CATEGORIES:VIP,Do not call",
        "URL:https://example.com",
    )
    assert (person.account, person.role) == ("IBM", "Head of Sales")
    assert (person.place, person.country, person.zone) == ("London, Greater London", "GB", "Europe/London")
    assert person.notes == "One\nTwo, three"
    assert person.do_not_call
    assert person.fields["Department"] == "Accounting, Dungeon"
    assert person.fields["Website"] == "https://example.com"


def test_folded_lines(tmp_path: Path) -> None:
    assert one(tmp_path, "FN:Ada By", " ron").name == "Ada Byron"
    assert one(tmp_path, "FN:Ada", " Byron", version="2.1").name == "Ada Byron"
    assert [n.e164 for n in one(tmp_path, "FN:A", "TEL;TYPE=WORK,VOICE:+44 20", "  7946 0101").numbers] == [
        "+442079460101"
    ]


def test_quoted_printable_with_soft_breaks(tmp_path: Path) -> None:
    person = one(
        tmp_path,
        "FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Chlo=C3=AB=20Br=",
        "ont=C3=AB",
        "NOTE;QUOTED-PRINTABLE:one=0D=0Atwo=",
        version="2.1",
    )
    assert person.name == "Chloë Brontë"
    assert person.notes == "one\ntwo"


@pytest.mark.parametrize("charset", ["SHIFT_JIS", "EUC-JP", "UTF-8", "GB2312", "BIG5"])
def test_charsets_that_a_line_names(tmp_path: Path, charset: str) -> None:
    name = "山田 太郎"
    data = (
        b"BEGIN:VCARD\r\nVERSION:2.1\r\nFN;CHARSET="
        + charset.encode()
        + b":"
        + name.encode(charset)
        + b"\r\n"
    )
    done = cards(tmp_path, data + b"TEL:+81 3 1234 5678\r\nEND:VCARD\r\n", "JP")
    assert done.people[0].name == name
    assert not done.warnings


def test_a_charset_that_no_line_names_is_guessed_and_said(tmp_path: Path) -> None:
    text = "BEGIN:VCARD\nFN:Jörg Müller\nEND:VCARD\nBEGIN:VCARD\nFN:Käthe Weiß\nEND:VCARD\n"
    done = cards(tmp_path, text.encode("cp1252"))
    assert [p.name for p in done.people] == ["Jörg Müller", "Käthe Weiß"]
    assert "cp1252" in done.warnings[0]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-8-sig"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_files_in_other_encodings_and_line_ends(tmp_path: Path, encoding: str, end: str) -> None:
    text = end.join(
        ["BEGIN:VCARD", "VERSION:3.0", "FN:Chloë 李", "END:VCARD", "BEGIN:VCARD", "FN:Ben", "END:VCARD"]
    )
    done = cards(tmp_path, text.encode(encoding))
    assert [(p.line, p.name) for p in done.people] == [(1, "Chloë 李"), (5, "Ben")]


def test_photos_are_not_held(tmp_path: Path) -> None:
    photo = base64.encodebytes(bytes(200_000)).decode().replace("\n", "\r\n ")
    person = one(tmp_path, "FN:Ada", f"PHOTO;ENCODING=b;TYPE=JPEG:{photo}".rstrip(), "EMAIL:a@example.com")
    assert (person.name, person.email) == ("Ada", "a@example.com")
    long = base64.b64encode(bytes(3_000_000)).decode()
    person = one(tmp_path, "FN:Ada", f"PHOTO;BASE64:{long}", "", "EMAIL:a@example.com", version="2.1")
    assert person.email == "a@example.com"


def test_nested_cards_belong_to_nobody(tmp_path: Path) -> None:
    text = (
        "BEGIN:VCARD\nFN:Ada\nAGENT:\nBEGIN:VCARD\nFN:Her Agent\nTEL:+44 20 7946 0199\nEND:VCARD\n"
        "TEL:+44 20 7946 0101\nEND:VCARD\n"
        "BEGIN:VCARD\nFN:Ben\nAGENT:BEGIN:VCARD\\nFN:X\\nEND:VCARD\nEND:VCARD\n"
    )
    done = cards(tmp_path, text)
    assert [(p.name, [n.e164 for n in p.numbers]) for p in done.people] == [
        ("Ada", ["+442079460101"]),
        ("Ben", []),
    ]


def test_broken_cards_are_named_and_the_others_read(tmp_path: Path) -> None:
    text = (
        "BEGIN:VCARD\nFN:Ada\nEND:VCARD\nrubbish\nBEGIN:VCARD\nFN:No End\nTEL:+44 20 79\n"
        "BEGIN:VCARD\nFN:Ben\nno colon here\n;;;:;\nEND:VCARD\nFN:No Begin\nEND:VCARD\nBEGIN:VCARD\nFN:Cut"
    )
    done = cards(tmp_path, text)
    assert [p.name for p in done.people] == ["Ada", "Ben"]
    assert [(s.line, s.why) for s in done.skipped] == [
        (5, "the card has no END:VCARD"),
        (13, "the card has no BEGIN:VCARD"),
        (15, "the file ends within the card"),
    ]
    assert (done.records, done.contacts) == (5, 2)
    assert "line 4" in done.warnings[0]


def test_groups_are_nobody_and_companies_are_somebody(tmp_path: Path) -> None:
    text = (
        "BEGIN:VCARD\nKIND:group\nFN:Friends\nMEMBER:urn:uuid:1\nEND:VCARD\n"
        "BEGIN:VCARD\nKIND:org\nFN:Acme\nTEL:+44 20 7946 0101\nEND:VCARD\n"
    )
    done = cards(tmp_path, text)
    assert [(s.line, s.why) for s in done.skipped] == [(1, "'Friends' is a group of contacts, not a person")]
    assert [(p.name, p.account) for p in done.people] == [("Acme", "Acme")]


def test_a_text_of_any_length_ends(tmp_path: Path) -> None:
    long = "a" * 150_000
    person = one(tmp_path, "FN:Ada", f"EMAIL:{long}", f"TEL:{'1' * 150_000}", f"NOTE:{long}", f"N:{long}")
    assert (person.name, person.email) == ("Ada", "")


def test_an_empty_card_is_somebody_skipped(tmp_path: Path) -> None:
    done = cards(tmp_path, "BEGIN:VCARD\nVERSION:3.0\nEND:VCARD\nBEGIN:VCARD\nFN:Ada\nEND:VCARD\n")
    assert (done.records, [(s.line, s.why) for s in done.skipped]) == (2, [(1, "the card is empty")])


def test_the_form_is_said(tmp_path: Path) -> None:
    path = written(tmp_path, "BEGIN:VCARD\nFN:Zoë\nEND:VCARD\n".encode("cp1252"), "x.vcf")
    assert read(path).form.startswith("vCard, ")
    assert read(path, Wish(encoding="cp1250")).head[1].cells[0] == "Zoë"


def test_any_bytes_end_in_a_plan(tmp_path: Path) -> None:
    dice = random.Random(5)
    whole = (
        b"BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=SHIFT_JIS:\x88\xc0\x93\xa1\r\nTEL;CELL:+44 7700 900101\r\n"
        b"NOTE;ENCODING=QUOTED-PRINTABLE:a=\r\n=0D=0Ab\r\nAGENT:\r\nBEGIN:VCARD\r\nEND:VCARD\r\nEND:VCARD\r\n"
    ) * 3
    for at in range(0, len(whole), len(whole) // 50):
        done = cards(tmp_path, whole[:at])
        assert done.contacts or done.fatal
    for _ in range(100):
        data = bytearray(whole)
        for _ in range(dice.randint(1, 8)):
            data[dice.randrange(len(data))] = dice.randrange(256)
        done = cards(tmp_path, bytes(data))
        assert done.contacts or done.fatal
        assert done.fatal or done.records == done.contacts + done.duplicates + len(done.skipped)
